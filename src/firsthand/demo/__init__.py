"""The bundled, invented case."""

"""Language knowledge as data: one TOML file a language, checked on load."""

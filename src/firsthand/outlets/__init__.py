"""The registry of outlets as data, checked on load."""

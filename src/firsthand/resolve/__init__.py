"""Who, which outlet, when."""

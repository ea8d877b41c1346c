"""Bytes to documents: text, pages, tables, feeds and hand-made press reviews."""

"""Readings for people: terminal and page."""

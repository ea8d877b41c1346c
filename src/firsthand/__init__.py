"""Firsthand: who said it first, how did it reach you, and how many really said it."""

"""Language knowledge as data: one TOML file a language, checked on load."""

from firsthand.languages.loader import (
    Cue,
    NounCue,
    by_first_word,
    codes,
    cues,
    finite_forms,
    known_code,
    language,
    noun_cues,
    reporting_verbs,
    verb_forms,
)
from firsthand.languages.schema import Language, NounGroup, VerbGroup

__all__ = [
    "Cue",
    "Language",
    "NounCue",
    "NounGroup",
    "VerbGroup",
    "by_first_word",
    "codes",
    "cues",
    "finite_forms",
    "known_code",
    "language",
    "noun_cues",
    "reporting_verbs",
    "verb_forms",
]

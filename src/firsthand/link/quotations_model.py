"""Quotations as documents give them, and what became of one between two documents."""

from typing import Literal

import msgspec

from firsthand.link.differences import Difference
from firsthand.model import Span, content_id

DriftKind = Literal[
    "verbatim",
    "spelling",
    "truncated",
    "condition_cut",
    "contrast_cut",
    "negation_cut",
    "spliced",
    "words_changed",
    "number_changed",
    "negation_changed",
    "condition_changed",
    "tense_or_person_changed",
    "editorial_insertion",
    "translated",
    "speaker_changed",
]


class Quoted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that a document quotes. ``text`` is what stands inside the quotation marks.

    ``doc`` is a document's id, ``span`` where the words stand in it, ``attribution`` the row they are the content of.
    ``lang`` is a language code, None where it is not known. ``published`` is ISO 8601.
    """

    id: str
    doc: str
    text: str
    span: Span | None = None
    attribution: str | None = None
    speaker: str | None = None
    lang: str | None = None
    published: str | None = None


class Drift(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One quotation in two versions: ``a`` the fuller or earlier, ``b`` what it became (ids of ``Quoted``).

    Of a difference, ``quote`` counts in the text of ``b`` and ``transcript`` in that of ``a``. ``score`` is how sure
    it is that the two are one quotation, 0 to 1. A translation is a ``guess``, from numbers, names and words alike.
    """

    a: str
    b: str
    kinds: tuple[DriftKind, ...]
    differences: tuple[Difference, ...] = ()
    score: float
    guess: bool = False


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Versions of one quotation: the fullest or earliest as ``origin``, all ``members``, and how each drifted."""

    origin: str
    members: tuple[str, ...]
    drifts: tuple[Drift, ...]


def quoted_id(*, doc: str, text: str, span: Span | None) -> str:
    """Return the id of a quotation: the same words at the same place of the same document are the same."""
    return content_id("quoted", doc, text, "" if span is None else f"{span.start},{span.end}")

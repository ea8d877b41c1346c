"""What is asked of a check, and what it answers."""

import msgspec

from firsthand.link.differences import Difference, Verdict
from firsthand.model import Span


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another place where the same words stand."""

    doc: str
    span: Span
    speaker: str | None = None


class Checked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer for one quotation; the public line of ``firsthand check``, described in docs/output.md.

    ``span`` are characters of the transcript's text; of ``differences``, ``quote`` counts in the quotation and
    ``transcript`` in that text. ``not_found`` says that the words are not in these transcripts, and no more.
    """

    id: str
    verdict: Verdict
    doc: str | None = None
    span: Span | None = None
    speaker: str | None = None
    differences: tuple[Difference, ...] = ()
    quote: str
    score: float
    at: str | None = None
    before: str = ""
    said: str = ""
    after: str = ""
    also: tuple[Elsewhere, ...] = ()


class Quotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quotation to be checked, and who is said to have said it."""

    id: str
    quote: str
    speaker: str | None = None

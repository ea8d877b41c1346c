"""What is kept of one document while texts are compared: its words, what it shows of its making, and no text.

A sheet holds plain bytes, so that it goes to other processes and to a file as it is.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec
import numpy as np
from rensa import RMinHash

from firsthand.ingest.language import known_language, passages
from firsthand.ingest.words import review_words
from firsthand.link.reuse_words import Array, Words, shingles, winnowed, words_of
from firsthand.model import Document, Passage, Span
from firsthand.outlets import Registry
from firsthand.outlets.hosts import host_of
from firsthand.resolve.dates_find import expressions
from firsthand.resolve.dates_value import days
from firsthand.resolve.notices import publisher

SLOTS = 128
"""Numbers in a signature. The likeness of two documents is estimated to about one part in eleven."""

_SEED = 20
_HEAD = 120
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENING, _CLOSING = 60, 60
_DATE_BY = 80
_QUOTATION = 1_500
_MARK = re.compile(r"[\"“”„«»‟「」『』]")
_OPENERS = frozenset("“„«「『")
_BEFORE_OPENING = frozenset("([{—–-‘'")
_DASH_LINE = re.compile(r"^[ \t]*[–—] .*$", re.MULTILINE)
_ELLIPSIS = re.compile(r"\.{3}|…|\. \. \.")
_PICTURE = re.compile(r"(?i)photo|foto|bild|picture|image")
_BESIDE = 25
_SIGNATURE = 8
"""Words up to which a line before an agency's name can be a signature: "Additional reporting by Reuters"."""

_WORD_BEFORE = re.compile(r"(\w+)[ \t]+\Z")
_SENTENCE_END = re.compile(r"[.!?…。！？\])\"”’»]\s*$")


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One document as the comparison sees it.

    ``house`` is who published it, by one name. ``published`` is ISO 8601; ``own_day`` the day the text itself
    opens with. ``signed`` are agencies the text is signed with or opens under, ``named`` outlets it names
    anywhere: each with the word it stands at. ``gaps`` are words that an ellipsis stands before. ``breaks_off``:
    the text ends within a sentence. The other fields are arrays as bytes; see the methods.
    """

    name: str
    house: str | None = None
    published: str | None = None
    own_day: str | None = None
    signed: dict[str, int] = {}
    named: dict[str, int] = {}
    gaps: tuple[int, ...] = ()
    breaks_off: bool = False
    hashes: bytes
    starts: bytes
    ends: bytes
    quoted: bytes
    prints: bytes
    places: bytes
    signature: bytes

    def words(self) -> Words:
        """Return the words: a hash of each and the characters it covers."""
        return Words(
            hashes=np.frombuffer(self.hashes, np.uint32),
            starts=np.frombuffer(self.starts, np.int32),
            ends=np.frombuffer(self.ends, np.int32),
        )

    def in_quotation(self) -> Array:
        """Return, for each word, whether it stands between quotation marks."""
        return np.frombuffer(self.quoted, np.bool_)

    def traces(self) -> tuple[Array, Array]:
        """Return the shingles kept for the search, and the word each begins at."""
        return np.frombuffer(self.prints, np.uint64), np.frombuffer(self.places, np.int32)


def sheet_of(document: Document, *, outlets: Registry) -> Sheet:
    """Return the sheet of a document."""
    words = words_of(document.text)
    values = shingles(words.hashes)
    places = winnowed(values)
    signed, named = _parties(document.text, words, outlets)
    return Sheet(
        name=document.name,
        house=house_of(document, outlets),
        published=document.published,
        own_day=_own_day(document),
        signed=signed,
        named=named,
        gaps=tuple(np.searchsorted(words.starts, [m.start() for m in _ELLIPSIS.finditer(document.text)]).tolist()),
        breaks_off=not _SENTENCE_END.search(document.text[-20:]),
        hashes=words.hashes.tobytes(),
        starts=words.starts.tobytes(),
        ends=words.ends.tobytes(),
        quoted=_within((*quotations(document.text), *spoken(document.text)), words).tobytes(),
        prints=values[places].tobytes(),
        places=places.astype(np.int32).tobytes(),
        signature=_signature(values),
    )


def house_of(document: Document, outlets: Registry) -> str | None:
    """Return who published a document, by the outlet's usual name, or as given; None when nothing tells."""
    given = publisher(document, outlets) or (host_of(document.url) if document.url else None)
    if not given:
        return None
    known = outlets.by_name(given) or outlets.by_domain(given.partition("/")[0])
    return known.name if known else given.casefold()


def quotations(text: str) -> Iterator[Span]:
    """Find what stands between double quotation marks of any kind, in one pass; an unclosed mark opens nothing."""
    begun: int | None = None
    for mark in _MARK.finditer(text):
        place = mark.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        opens = (not before or before.isspace() or before in _BEFORE_OPENING) and bool(after) and not after.isspace()
        if begun is None or place - begun > _QUOTATION:
            begun = place if opens or mark[0] in _OPENERS else None
        elif not opens:
            yield Span(begun, place + 1)
            begun = None


def spoken(text: str) -> Iterator[Span]:
    """Find the lines that a dash opens: what is said, in Swedish without quotation marks, and who says it."""
    for line in _DASH_LINE.finditer(text):
        yield Span(*line.span())


def _within(spans: Iterable[Span], words: Words) -> Array:
    inside = np.zeros(len(words), np.bool_)
    for span in spans:
        low, high = np.searchsorted(words.starts, (span.start, span.end))
        inside[low:high] = True
    return inside


def _signature(values: Array) -> bytes:
    """Return a MinHash signature of the shingles; empty for a text too short to have one."""
    if not len(values):
        return b""
    rows = RMinHash.digest_matrix_from_flat_token_hashes(values, [0, len(values)], SLOTS, _SEED).to_rows()
    return np.array(rows[0], np.uint32).tobytes()


def _own_day(document: Document) -> str | None:
    """Return the full date the text opens with. It is nearer the writing than what a collector has put beside it."""
    head = document.text[:_HEAD]
    if not _YEAR.search(head):
        return None
    lang = known_language(document.lang)
    found = (Passage(span=Span(0, len(head)), lang=lang),) if lang else passages(head)
    opening = msgspec.structs.replace(document, text=head, passages=found)
    for expression in expressions(opening):
        if expression.span.start >= _DATE_BY:
            break
        meant = days(expression, None) if expression.full else None
        if meant and meant[0] == meant[1]:
            return meant[0].isoformat()
    return None


class _Known(msgspec.Struct, frozen=True):
    written: str
    outlet: str
    agency: bool
    length: int


def _parties(text: str, words: Words, outlets: Registry) -> tuple[dict[str, int], dict[str, int]]:
    """Find the outlets a text names. An agency counts as signed at the edges of a text and in brackets."""
    single, double, known = _names(outlets)
    signed: dict[str, int] = {}
    named: dict[str, int] = {}
    pairs = shingles(words.hashes, size=2)
    alone = [(place, int(words.hashes[place])) for place in np.flatnonzero(_among(words.hashes, single)).tolist()]
    begun = [(place, int(pairs[place])) for place in np.flatnonzero(_among(pairs, double)).tolist()]
    for place, key in sorted(alone + begun):
        for name in known[key]:
            last = place + name.length - 1
            if last >= len(words):
                continue
            start, end = int(words.starts[place]), int(words.ends[last])
            if " ".join(text[start:end].split()) != name.written:
                continue
            named.setdefault(name.outlet, place)
            edge = (place < _OPENING or last >= len(words) - _CLOSING) and not _within_a_sentence(text, start)
            picture = _PICTURE.search(text, max(0, start - _BESIDE), end + _BESIDE)
            if name.agency and not picture and (edge or text[start - 1 : start] == "("):
                signed.setdefault(name.outlet, place)
    return signed, named


def _within_a_sentence(text: str, start: int) -> bool:
    """Whether a name is spoken of and signs nothing: "told Reuters", "sa han till TT"; not "From Reuters", alone."""
    before = _WORD_BEFORE.search(text, max(0, start - _BESIDE), start)
    if before is None or not before[1][0].islower():
        return False
    begins = text.rfind("\n", 0, start) + 1
    return before[1] not in review_words().words.by or len(text[begins:start].split()) > _SIGNATURE


@functools.lru_cache(maxsize=8)
def _names(outlets: Registry) -> tuple[Array, Array, Mapping[int, list[_Known]]]:
    """Return every outlet's names by the hash of their only word, or of their first two words together.

    Names that are common words are left out.
    """
    found: dict[int, list[_Known]] = defaultdict(list)
    written = {*outlets.aliases.items(), *((domain, one) for one in outlets.outlets for domain in one.domains)}
    for alias, outlet in sorted(written, key=lambda pair: pair[0]):
        words = words_of(alias)
        if not len(words) or alias.casefold() in outlets.common_words:
            continue
        key = words.hashes[0] if len(words) == 1 else shingles(words.hashes[:2], size=2)[0]
        name = _Known(written=alias, outlet=outlet.name, agency=outlet.kind == "agency", length=len(words))
        found[int(key)].append(name)
    keys = np.sort(np.fromiter(found, np.uint64, len(found)))
    return keys[keys < 1 << 32].astype(np.uint32), keys, found


def _among(values: Array, keys: Array) -> Array:
    """Say of each value whether it is one of the sorted keys. Faster than ``numpy.isin`` for one short text."""
    if not len(keys):
        return np.zeros(len(values), np.bool_)
    found: Array = keys[np.minimum(np.searchsorted(keys, values), len(keys) - 1)] == values
    return found

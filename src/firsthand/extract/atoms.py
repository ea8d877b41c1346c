"""Text to atoms and clauses: words, punctuation, and quotations taken whole.

A quotation is one atom of the sentence it stands in, so that the marks inside it never end that sentence; what it
holds is read as a text of its own.
"""

import re
from collections.abc import Sequence

import msgspec

from firsthand.extract.quotes import Quotation
from firsthand.languages import Language
from firsthand.model import Span

# One alternative a kind, none overlapping another's start, so the scan is linear.
_TOKEN = re.compile(
    r"https?://[^\s<>\"]{1,2000}"
    r"|\.{3}|…"
    r"|\d+(?:[.,:]\d+)*(?:[^\W\d_]+)?"
    r"|['’](?:s|ve|d|ll|re|m)\b"
    r"|[^\W_]+(?:['’](?!(?:s|ve|d|ll|re|m)\b)[^\W_]+|[-&.@_][^\W_]+)*"
    r"|\n|[^\w\s]|_"
)
_ENDS = frozenset(".!?…")


class Atom(msgspec.Struct, frozen=True, gc=False):
    """A word (``w``), number (``n``), mark of punctuation (``p``), line end (``b``) or whole quotation (``q``)."""

    start: int
    end: int
    text: str
    lower: str
    kind: str

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.kind == "w" and self.text[0].isupper()


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """The atoms of one sentence. ``inside`` is the quotation it stands in; ``block`` counts lines from 0.

    ``dash`` is set where the line opens with a dialogue dash, so all of it but the reporting clause is speech.
    """

    atoms: tuple[Atom, ...]
    inside: Quotation | None
    block: int
    dash: bool = False

    @property
    def span(self) -> Span:
        """From the first atom to the last."""
        return Span(self.atoms[0].start, self.atoms[-1].end)


Level = list[Sentence]


def levels(text: str, span: Span, quotes: Sequence[Quotation], lang: Language) -> list[Level]:
    """Cut a stretch of text into sentences, level by level.

    The first level is the running text of ``span``; every quotation in it adds a level of its own, in order.
    """
    inside = [q for q in quotes if span.holds(q.span)]
    lowest = min((q.depth for q in inside), default=0)
    return _levels(text, span, inside, lowest, None, lang)


def _levels(
    text: str, span: Span, quotes: Sequence[Quotation], depth: int, inside: Quotation | None, lang: Language
) -> list[Level]:
    mine = [q for q in quotes if q.depth == depth]
    rest = [q for q in quotes if q.depth > depth]
    result = [_cut(atoms(text, span, mine, lang), inside, lang)]
    place = 0
    for quotation in mine:
        held = []
        while place < len(rest) and rest[place].span.start < quotation.span.end:
            held.append(rest[place])
            place += 1
        if quotation.inner.start < quotation.inner.end:
            result += _levels(text, quotation.inner, held, depth + 1, quotation, lang)
    return result


def atoms(text: str, span: Span, quotes: Sequence[Quotation], lang: Language) -> list[Atom]:
    """Cut a stretch of text into atoms; each of ``quotes`` becomes one."""
    found: list[Atom] = []
    at = span.start
    for quotation in quotes:
        _scan(text, at, quotation.span.start, lang, found)
        whole = quotation.span.of(text)
        found.append(Atom(quotation.span.start, quotation.span.end, whole, "", "q"))
        at = quotation.span.end
    _scan(text, at, span.end, lang, found)
    return found


def _scan(text: str, start: int, end: int, lang: Language, into: list[Atom]) -> None:
    short = lang.words.abbreviations
    for match in _TOKEN.finditer(text, start, end):
        word, first, last = match.group(), match.start(), match.end()
        lower = word.lower().replace("’", "'")
        if word == "\n":
            kind = "b"
        elif word[0].isdigit():
            kind = "n"
        elif word[-1].isalnum():
            kind = "w"
            if last < end and text[last] == "." and (lower + "." in short or (len(word) == 1 and word.isupper())
                                                     or _initials(word)):
                last += 1
                word, lower = text[first:last], lower + "."
        else:
            kind = "p"
        if kind == "p" and into and into[-1].end == last and word == ".":
            continue  # the full stop an abbreviation already took
        into.append(Atom(first, last, word, lower, kind))


def _initials(word: str) -> bool:
    return "." in word and all(len(part) == 1 for part in word.split("."))


def _cut(stream: Sequence[Atom], inside: Quotation | None, lang: Language) -> list[Sentence]:
    result: list[Sentence] = []
    current: list[Atom] = []
    block = 0
    dash = False

    def close() -> None:
        if current:
            result.append(Sentence(tuple(current), inside, block, dash))
            current.clear()

    for place, atom in enumerate(stream):
        if atom.kind == "b":
            close()
            block += 1
            dash = False
            continue
        if atom.text in ("–", "—", "-") and _opens_dialogue(stream, place, bool(current)):
            close()
            dash = True
            continue
        current.append(atom)
        if _ends(stream, place, lang):
            close()
    close()
    return result


def _opens_dialogue(stream: Sequence[Atom], place: int, running: bool) -> bool:
    """Whether a dash opens a line of dialogue: first on its line, or behind a colon."""
    opens = not running and (place == 0 or stream[place - 1].kind == "b")
    opens = opens or (place > 0 and stream[place - 1].text == ":")
    return opens and place + 1 < len(stream) and stream[place + 1].start > stream[place].end


def _ends(stream: Sequence[Atom], place: int, lang: Language) -> bool:
    atom = stream[place]
    following = stream[place + 1] if place + 1 < len(stream) else None
    if following is None or following.kind == "b":
        return False  # the caller closes there
    if atom.kind == "q":
        closing = atom.text.rstrip("”“\"'»«’ ")[-1:]
        return closing in _ENDS and _begins(following, lang)
    if atom.kind == "p" and atom.text in ("...", "…", ".", "!", "?"):
        return following.kind == "q" or not (following.kind == "p" or following.text[0].islower())
    return False


def _begins(atom: Atom, lang: Language) -> bool:
    """Whether an atom after a closed quotation may begin a sentence rather than its reporting clause."""
    return atom.kind in "qn" or (atom.kind == "w" and atom.text[0].isupper())

"""Text to atoms and sentences: words, punctuation, and quotations taken whole.

A quotation is one atom of the sentence it stands in, so that the marks inside it never end that sentence; what it
holds is read as a text of its own.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from firsthand.extract.quotes import Quotation
from firsthand.languages import Language
from firsthand.model import Span

MAX_ATOMS = 250
"""A longer sentence is cut. The rules look at a sentence's words in pairs and threes, so without a bound a page
without a full stop would cost its cube; no sentence of the development data comes near."""

# Characters of no width: combining accents, soft hyphens, joiners, direction marks. They may stand inside a word;
# alone they are no atom.
_ACCENTS = "\u0300-\u036f"
_HIDDEN = "\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufe0f\ufeff"
_LETTERS = rf"[^\W_]+(?:[{_ACCENTS}{_HIDDEN}]+[^\W_]+)*[{_ACCENTS}]*"
_CLITIC = r"['’](?:s|ve|d|ll|re|m)\b"
# A full stop joins initials (U.S) and a lower-case ending (example.org), not two sentences that lost their space.
_INNER_STOP = r"\.(?:(?<=\b[^\W\d_]\.)|(?=[^\W_A-ZÅÄÖÜ])|(?=[^\W\d_]\.))"
# One alternative a kind, none overlapping another's start, so the scan is linear.
_TOKEN = re.compile(
    r"https?://[^\s<>\"]{1,2000}"
    r"|\.{3}|…"
    r"|\d+(?:[.,:]\d+)*(?:[^\W\d_]+)?"
    rf"|{_CLITIC}"
    rf"|{_LETTERS}(?:(?!{_CLITIC})['’]{_LETTERS}|[-&@_]{_LETTERS}|{_INNER_STOP}{_LETTERS})*"
    rf"|\n|[^\w\s{_ACCENTS}{_HIDDEN}]|\w"
)
# Articles that are written on to a name, small inside a sentence, in transliterations whatever the language.
_WITH_ARTICLE = re.compile(r"(?:a[ldhnrstz]|[eu]l|ad[hd]|as[hs]|ath|ed)[-‑][^\W\da-zåäöüß_]|[dl]['’][^\W\da-zåäöüß_]")
_HIDDEN_RUN = re.compile(f"[{_HIDDEN}]+")
_ENDS = frozenset(".!?…")
_CLOSERS = "”“\"'»«’‘›‹) \u00a0\u202f"
_SPEECH = 8
"""Words of a quotation from which it can be a sentence of its own."""
_DASHES = ("–", "—", "-", "―")


class Atom(msgspec.Struct, frozen=True, gc=False):
    """A word (``w``), number (``n``), mark of punctuation (``p``), line end (``b``) or whole quotation (``q``).

    ``text`` is what stands at ``start`` up to ``end``; ``lower`` is how word lists spell it: lower case, composed
    (NFC), with straight apostrophes and without soft hyphens.
    """

    start: int
    end: int
    text: str
    lower: str
    kind: str

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter, or does behind the article of a name ("al-Faris")."""
        if self.kind != "w":
            return False
        return self.text[0].isupper() or (self.text[0] in "adelu" and _WITH_ARTICLE.match(self.text) is not None)


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

    ``quotes`` are the quotations of the whole text, in order. The first level is the running text of ``span``;
    every quotation that lies wholly in it adds a level of its own, in order.
    """
    return _levels(text, span, held(quotes, span), None, lang)


def held(quotes: Sequence[Quotation], span: Span) -> list[Quotation]:
    """Return the quotations, of many in order, that lie wholly inside a span."""
    low, high = 0, len(quotes)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if quotes[middle].span.start < span.start else (low, middle)
    found = []
    for place in range(low, len(quotes)):
        if quotes[place].span.start >= span.end:
            break
        if quotes[place].span.end <= span.end:
            found.append(quotes[place])
    return found


def _levels(
    text: str, span: Span, quotes: Sequence[Quotation], inside: Quotation | None, lang: Language
) -> list[Level]:
    """Quotations nest, so the outermost are those that begin where the last outermost has ended."""
    outer: list[tuple[Quotation, list[Quotation]]] = []
    for quotation in quotes:
        if outer and quotation.span.start < outer[-1][0].span.end:
            outer[-1][1].append(quotation)
        else:
            outer.append((quotation, []))
    result = [_cut(atoms(text, span, [q for q, _ in outer], lang), inside, lang)]
    for quotation, inner in outer:
        if quotation.inner.start < quotation.inner.end:
            result += _levels(text, quotation.inner, inner, quotation, lang)
    return result


def atoms(text: str, span: Span, quotes: Sequence[Quotation], lang: Language) -> list[Atom]:
    """Cut a stretch of text into atoms; each of ``quotes``, which do not overlap, becomes one."""
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
    at = start
    while (match := _TOKEN.search(text, at, end)) is not None:
        word, first, at = match.group(), match.start(), match.end()
        kind = _kind(word)
        stop = kind in "wn" and at < end and text.startswith(".", at) and not text.startswith("..", at)
        if stop and _abbreviates(word, kind, lang):
            at += 1
            word = text[first:at]
        into.append(Atom(first, at, word, _plain(word), kind))


def _kind(word: str) -> str:
    if word == "\n":
        return "b"
    if word[0].isdigit():
        return "n"
    return "w" if word[0].isalnum() or (len(word) > 1 and word[1].isalpha()) else "p"


def _plain(word: str) -> str:
    lower = word.lower()
    if lower.isascii():
        return lower
    return unicodedata.normalize("NFC", _HIDDEN_RUN.sub("", lower.replace("’", "'")))


def _abbreviates(word: str, kind: str, lang: Language) -> bool:
    """Whether a full stop right behind a word belongs to it: a known abbreviation, an initial, "U.S"."""
    if kind == "w" and ((len(word) == 1 and word.isupper()) or _initials(word)):
        return True
    return _plain(word) + "." in lang.words.abbreviations


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
        if atom.text in _DASHES and _opens_dialogue(stream, place, bool(current)):
            close()
            block += place > 0 and stream[place - 1].kind != "b"  # a line of its own though none is broken
            dash = True
            continue
        current.append(atom)
        if len(current) == MAX_ATOMS or _ends(stream, place, lang):
            close()
    close()
    return result


def _opens_dialogue(stream: Sequence[Atom], place: int, running: bool) -> bool:
    """Whether a dash opens a line of dialogue: first on its line, or behind a colon."""
    opens = not running and (place == 0 or stream[place - 1].kind == "b")
    opens = opens or (place > 0 and stream[place - 1].text == ":")
    if not opens or place + 1 == len(stream):
        return False
    following = stream[place + 1]
    if following.kind == "q":
        return False  # what stands in marks needs no dash: the dash lists it
    return following.start > stream[place].end or (stream[place].text != "-" and following.capital)


def _ends(stream: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a sentence ends with this atom. At the end of a line the caller closes anyway."""
    atom = stream[place]
    following = stream[place + 1] if place + 1 < len(stream) else None
    if following is None or following.kind == "b":
        return False
    if atom.kind == "q":
        return atom.text.rstrip(_CLOSERS)[-1:] in _ENDS and _begins(following)
    if atom.kind in "wn":
        return atom.text.endswith(".") and _opens_sentence(following, lang)
    if atom.text in ")]":
        return place > 0 and stream[place - 1].text in _ENDS and _begins(following)
    if atom.text == "..." or atom.text in _ENDS:
        small = following.text[0].islower() and not following.text[1:2].isupper()  # "eBay" may begin a sentence
        return following.kind == "q" or not (following.kind == "p" or small)
    return False


def _begins(atom: Atom) -> bool:
    """Whether an atom after a closed quotation may begin a sentence rather than its reporting clause."""
    return atom.kind in "qn" or atom.capital


def _opens_sentence(atom: Atom, lang: Language) -> bool:
    """Whether a word behind an abbreviation must begin a sentence: a small word that has no capital elsewhere."""
    words = lang.words
    if atom.kind == "q":
        said = atom.text[1:].split()
        return len(said) >= _SPEECH and said[0][:1].isupper()
    small = words.articles, words.person_pronouns, words.plural_pronouns, words.thing_pronouns, words.openers
    return atom.capital and any(atom.lower in listed for listed in small)


def covered(atoms: Sequence[Atom], span: Span) -> tuple[tuple[int, int], ...]:
    """Return the atoms that lie in a span by more than half, as ranges; whole quotations only where they do."""
    low = bisect_left(atoms, span.start, key=lambda a: a.end - 1)
    high = bisect_left(atoms, span.end, key=lambda a: a.start)
    ranges: list[tuple[int, int]] = []
    for place in range(low, high):
        atom = atoms[place]
        if 2 * (min(atom.end, span.end) - max(atom.start, span.start)) <= atom.end - atom.start:
            continue
        if ranges and ranges[-1][1] == place:
            ranges[-1] = (ranges[-1][0], place + 1)
        else:
            ranges.append((place, place + 1))
    return tuple(ranges)

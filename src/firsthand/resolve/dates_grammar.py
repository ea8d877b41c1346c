"""The templates of a language, made into a tree that is walked once per token."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from firsthand.errors import LanguageDataError
from firsthand.languages.dates import DateWords, date_words
from firsthand.resolve.dates_tokens import Token

_LONGEST_YEAR = 4
_MOST_SEEN = 50_000
_DATE_WORDS = ("{month}", "{short_month}", "{weekday}", "{short}")
_NUMBERS = {"{d}", "{m}", "{year}", "{yy}", "{low_month}"}
_OPEN = {"[": "]", "(": ")", "{": "}", "<": ">"}

Binding = tuple[str, Any]
Atoms = tuple[str, ...]


class Rule(NamedTuple):
    """What a finished template means: ``kind`` is the table it stands in, ``value`` what stands beside it."""

    kind: str
    value: Any = None


class Match(NamedTuple):
    """A template found: the tokens it takes, up to, not including, ``stop``; its rule; what its slots hold."""

    stop: int
    rule: Rule
    bound: tuple[Binding, ...]


class Node:
    """One step of the tree: what may follow at once, what after a space, and the rules that end here."""

    __slots__ = ("glued", "rules", "spaced")

    def __init__(self) -> None:
        self.glued: dict[str, Node] = {}
        self.spaced: dict[str, Node] = {}
        self.rules: list[Rule] = []


class Grammar:
    """The templates of one language. Raises LanguageDataError for a template it cannot read."""

    def __init__(self, words: DateWords) -> None:
        self.words = words
        self._capital = frozenset(word.casefold() for word in words.capital)
        self._lower = frozenset(word.casefold() for word in words.lower)
        self._classes: dict[str, list[Binding]] = {}
        self._composites: set[str] = set()
        self._literals: set[str] = set()
        self._seen: dict[tuple[str, bool, bool], tuple[Binding, ...]] = {}
        self._fill()
        self.dates = Node()
        self.tenses = Node()
        for template in words.written:
            self._add(self.dates, template, Rule("written"))
        for kind, table in (
            ("placed", words.placed),
            ("offset", words.offsets),
            ("counted", words.counted),
            ("stretch", words.stretches),
        ):
            for template, value in table.items():
                self._add(self.dates, template, Rule(kind, value))
        for template in words.never:
            self._add(self.dates, template, Rule("never"))
        for template in words.tense.future:
            self._add(self.tenses, template, Rule("future"))
        for template in words.tense.ahead:
            self._add(self.tenses, template, Rule("ahead"))
        for template in words.tense.past:
            self._add(self.tenses, template, Rule("past"))

    def matches(self, root: Node, found: Sequence[Token], at: int) -> list[Match]:
        """Return the longest matches that begin at token ``at``; several when one wording has several readings."""
        if not self._readings(found[at]):
            return []
        best: list[Match] = []
        stack: list[tuple[Node, int, tuple[Binding, ...]]] = [(root, at, ())]
        while stack:
            node, position, bound = stack.pop()
            if node.rules and (not best or position >= best[0].stop):
                if best and position > best[0].stop:
                    best = []
                best += [Match(position, rule, bound) for rule in node.rules]
            if position >= len(found):
                continue
            token = found[position]
            ways = (node.spaced,) if position == at else _ways(node, token)
            for way in ways:
                if way:
                    stack += [
                        (way[key], position + 1, bound if value is None else (*bound, (key, value)))
                        for key, value in self._readings(token)
                        if key in way
                    ]
        return best

    def past_by_ending(self, token: Token) -> bool:
        """Say whether a word's ending makes it past."""
        tense = self.words.tense
        return (
            not token.upper
            and token.key.endswith(tense.past_endings)
            and token.key not in tense.not_past
            and len(token.key) > len("used")
        )

    def _readings(self, token: Token) -> tuple[Binding, ...]:
        """Return what a token may stand for in a template; nothing for most words."""
        known = (token.key, token.upper, token.first)
        found = self._seen.get(known)
        if found is None:
            if len(self._seen) > _MOST_SEEN:
                self._seen.clear()
            found = self._seen[known] = tuple(self._stands_for(token))
        return found

    def _stands_for(self, token: Token) -> Iterator[Binding]:
        key = token.key
        if key.isdecimal():
            yield from _numbers(key)
        barred = (key in self._capital and not token.upper) or (key in self._lower and token.upper and not token.first)
        if not barred and f"={key}" in self._literals:
            yield f"={key}", None
        for name, value in self._classes.get(key, ()):
            if not barred or name not in _DATE_WORDS:
                yield name, value
            elif name in ("{month}", "{short_month}"):
                yield "{low_month}", value

    def _fill(self) -> None:
        words = self.words
        tables: tuple[tuple[str, dict[str, Any]], ...] = (
            ("{month}", words.months),
            ("{short_month}", words.short_months),
            ("{weekday}", words.weekdays),
            ("{short}", words.short),
            ("{n}", words.numbers),
            ("{ordinal}", words.ordinals),
            ("{unit}", words.units),
        )
        for name, table in tables:
            for word, value in table.items():
                self._classes.setdefault(word.casefold(), []).append((name, value))
        for listed, entries in words.lists.items():
            for word in entries:
                if not word.isalpha():
                    raise LanguageDataError(f"In the list {listed!r} of the date words, {word!r} is not one word.")
                self._classes.setdefault(word.casefold(), []).append((f"{{{listed}}}", None))
        self._slots = {name for name, _ in tables} | {f"{{{name}}}" for name in words.lists}
        self._slots |= _NUMBERS

    def _add(self, root: Node, template: str, rule: Rule) -> None:
        for name, piece in self.words.pieces.items():
            template = template.replace(f"{{{name}}}", piece)
        for atoms in _expand(template):
            node, spaced = root, True
            for atom in atoms:
                if atom == " ":
                    spaced = True
                    continue
                if atom[0] == "=":
                    self._literals.add(atom)
                elif atom[0] == "<":
                    self._compose(atom)
                elif atom[0] == "{" and atom not in self._slots:
                    raise LanguageDataError(f"The date template {template!r} has the unknown slot {atom}.")
                branches = node.spaced if spaced else node.glued
                node, spaced = branches.setdefault(atom, Node()), False
            if node is root:
                raise LanguageDataError(f"The date template {template!r} may be empty; it must hold at least a word.")
            if rule not in node.rules:
                node.rules.append(rule)

    def _compose(self, atom: str) -> None:
        """Enter every word a composite such as ``<{weekday}s{part}en>`` stands for."""
        if atom in self._composites:
            return
        self._composites.add(atom)
        pieces = _pieces(atom)
        choices = [self._choices(piece) if piece[0] == "{" else [(piece.casefold(), None)] for piece in pieces]
        for parts in product(*choices):
            word = "".join(text for text, _ in parts)
            value = next((value for _, value in parts if value is not None), None)
            self._classes.setdefault(word, []).append((atom, value))

    def _choices(self, slot: str) -> list[tuple[str, Any]]:
        return [(word, value) for word, found in self._classes.items() for name, value in found if name == slot]


@cache
def grammar(code: str) -> Grammar:
    """Return the grammar of a language; made once a process. Raises LanguageDataError when it has none."""
    return Grammar(date_words(code))


def _ways(node: Node, token: Token) -> tuple[dict[str, Node], ...]:
    if token.glued:
        return (node.glued,)
    return (node.spaced,) if token.joined else ()


def _numbers(digits: str) -> Iterator[Binding]:
    if len(digits) > _LONGEST_YEAR:
        return
    number = int(digits)
    if len(digits) == _LONGEST_YEAR:
        if 1000 <= number <= 2100:
            yield "{year}", number
        return
    yield "{n}", number
    if len(digits) <= 2:
        if 1 <= number <= 31:
            yield "{d}", number
        if 1 <= number <= 12:
            yield "{m}", number
    if len(digits) == 2:
        yield "{yy}", number


def _pieces(atom: str) -> list[str]:
    pieces: list[str] = []
    rest = atom[1:-1]
    while rest:
        end = rest.index("}") + 1 if rest[0] == "{" else (rest.find("{") if "{" in rest else len(rest))
        pieces.append(rest[:end])
        rest = rest[end:]
    return pieces


def _expand(template: str) -> Iterator[Atoms]:
    """Write a template out into every row of words and slots it allows."""
    yield from _row(template, 0, "")[0]


def _row(template: str, at: int, close: str) -> tuple[list[Atoms], int]:
    done: list[Atoms] = []
    rows: list[Atoms] = [()]
    while at < len(template) and template[at] != close:
        char = template[at]
        if char in "[(":
            inner, at = _row(template, at + 1, _OPEN[char])
            if at >= len(template):
                raise LanguageDataError(f"The date template {template!r} has a {char!r} that is not closed.")
            at += 1
            choices = [*inner, ()] if char == "[" else inner
        elif char == "|":
            done += rows
            rows, at = [()], at + 1
            continue
        else:
            atom, at = _atom(template, at)
            choices = [(atom,)]
        rows = [row + choice for row in rows for choice in choices]
    return done + rows, at


def _atom(template: str, at: int) -> tuple[str, int]:
    char = template[at]
    if char in "{<":
        end = template.find(_OPEN[char], at) + 1
        if not end:
            raise LanguageDataError(f"The date template {template!r} has a {char!r} that is not closed.")
        return template[at:end], end
    if char in "])}>":
        raise LanguageDataError(f"The date template {template!r} has a {char!r} too many.")
    if char == " ":
        return " ", at + 1
    if char == "\\":
        return "=" + template[at + 1 : at + 2], at + 2
    end = at + 1
    while char.isalnum() and end < len(template) and template[end].isalnum():
        end += 1
    return "=" + template[at:end].casefold(), end

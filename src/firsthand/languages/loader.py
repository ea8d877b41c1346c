"""Reads a language file and checks it. Files are small and read once a process."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.languages.schema import Form, Language, NounGroup, VerbGroup

FOLDER = Path(__file__).parent
REPORTING = 0.85
"""The weight from which a verb is taken to report speech wherever it stands."""


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One form of one cue, as it is looked for: its words, and the group that says how it behaves."""

    words: tuple[str, ...]
    form: Form
    group: VerbGroup
    particle: tuple[str, ...] = ()


class NounCue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One form of one cue noun."""

    word: str
    group: NounGroup


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("??.toml")))


def known_code(lang: str) -> str:
    """Return the language whose words are looked at: that of the text, where it has a file, else English."""
    return lang if lang in codes() else "en"


@cache
def language(code: str) -> Language:
    """Return the language of this ISO 639-1 code. Raises LanguageDataError when its file is missing or malformed."""
    path = FOLDER / f"{code}.toml"
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=Language)
    except FileNotFoundError as error:
        known = ", ".join(codes())
        raise LanguageDataError(f"There is no language file for {code!r}; the known languages are {known}.") from error
    except OSError as error:
        raise LanguageDataError(f"The language file {path.name} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LanguageDataError(f"The language file {path.name} is malformed: {error}.") from error
    if found.code != code:
        raise LanguageDataError(f"The language file {path.name} says its code is {found.code!r}; it must be {code!r}.")
    cues(found)
    return found


@cache
def cues(lang: Language) -> dict[str, tuple[Cue, ...]]:
    """Return every cue form of a language by its first word, longest first."""
    table: dict[str, list[Cue]] = {}
    for group in lang.verbs:
        for line in filter(None, map(str.strip, group.entries.splitlines())):
            for cue in _entry(line, group, lang):
                table.setdefault(cue.words[0], []).append(cue)
    order = {word: sorted(found, key=lambda c: -len(c.words) - len(c.particle)) for word, found in table.items()}
    return {word: tuple(found) for word, found in order.items()}


@cache
def reporting_verbs() -> frozenset[str]:
    """Return the finite forms, in every language, of the verbs that most surely report speech ("said", "säger")."""
    return frozenset(
        cue.words[0]
        for code in codes()
        for found in cues(language(code)).values()
        for cue in found
        if cue.form in ("present", "past") and len(cue.words) == 1 and _reports(cue)
    )


def _reports(cue: Cue) -> bool:
    return "clause" in cue.group.frames and cue.group.weight >= REPORTING and not cue.particle


@cache
def noun_cues(lang: Language) -> dict[str, NounCue]:
    """Return every cue noun of a language by its form."""
    return {word: NounCue(word=word, group=group) for group in lang.nouns for word in group.entries.split()}


@cache
def by_first_word(phrases: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return phrases as words, by the first of them, so that a text's words find the few that can begin there."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        table[words[0]] = (*table.get(words[0], ()), words)
    return table


@cache
def finite_forms(lang: Language) -> frozenset[str]:
    """Return the verb forms that cannot stand inside a noun phrase: no infinitives, no gerunds."""
    finite = {
        cue.words[0]
        for found in cues(lang).values()
        for cue in found
        if len(cue.words) == 1 and cue.form in ("present", "past", "passive")
    }
    return frozenset(finite) | lang.words.verbs | lang.words.auxiliaries | lang.words.modals


@cache
def verb_forms(lang: Language) -> frozenset[str]:
    """Return every single-word verb form the language file knows, cue or not."""
    single = {cue.words[0] for found in cues(lang).values() for cue in found if len(cue.words) == 1}
    return frozenset(single) | lang.words.verbs | lang.words.auxiliaries | lang.words.modals


def _entry(line: str, group: VerbGroup, lang: Language) -> list[Cue]:
    whole, plus, phrase = line.partition("+")
    forms, bar, particle = whole.partition("|")
    columns = forms.split()
    if len(columns) != len(lang.columns):
        raise LanguageDataError(
            f"In the language file {lang.code}.toml the verb line {line!r} has {len(columns)} forms, "
            f"but the columns are {', '.join(lang.columns)}."
        )
    lacks = (bar and not particle.strip()) or (plus and not phrase.strip()) or (bar and plus)
    if lacks or any(not all(cell.split("/")) for cell in columns):
        raise LanguageDataError(
            f"In the language file {lang.code}.toml the verb line {line!r} has an empty form or particle, or both "
            'a particle and a phrase; write "-" for a form there is none of, and leave out a "|" or "+" that nothing '
            "follows."
        )
    found = []
    for form, cell in zip(lang.columns, columns, strict=True):
        for spelling in cell.split("/") if cell != "-" else ():
            words = tuple(spelling.split("_"))
            for one in map(str.split, phrase.split("/")):
                found += _phrased(words, form, group, tuple(one))
            if not plus:
                found += _forms(words, form, group, tuple(particle.split()), lang)
    return found


def _phrased(words: tuple[str, ...], form: Form, group: VerbGroup, phrase: tuple[str, ...]) -> list[Cue]:
    """A verb with a phrase that stands apart behind the finite verb, and right before it where the verb is last."""
    if not phrase:
        return []
    last = Cue(words=(*phrase, *words), form=form, group=group)
    return [last, Cue(words=words, form=form, group=group, particle=phrase)] if form in ("present", "past") else [last]


def _forms(
    words: tuple[str, ...], form: Form, group: VerbGroup, particle: tuple[str, ...], lang: Language
) -> list[Cue]:
    """A separable verb keeps its particle apart only when finite and second; elsewhere the two are one word."""
    if not particle or not lang.separable:
        return [Cue(words=words, form=form, group=group, particle=particle)]
    if form not in ("present", "past"):
        return [Cue(words=(*particle[:-1], *words), form=form, group=group)]
    joined = (*particle[:-1], particle[-1] + words[0])
    return [Cue(words=words, form=form, group=group, particle=particle), Cue(words=joined, form=form, group=group)]

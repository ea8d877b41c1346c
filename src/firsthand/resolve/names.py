"""Names in a text: which words of a noun phrase are the party's name, and the fullest form of it in the document."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from firsthand.extract.atoms import Atom, atoms
from firsthand.extract.kinds import medium
from firsthand.extract.phrases import is_relative
from firsthand.languages import Language
from firsthand.languages.people import people_words
from firsthand.model import SourceKind, Span
from firsthand.outlets import Registry

MAX_NAME = 7
LAST_PART = 5


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party as one noun phrase names it. ``span`` is where the name itself stands."""

    name: str
    kind: SourceKind
    span: Span


def party(text: str, span: Span, kind: SourceKind, lang: Language, outlets: Registry) -> Party:
    """Return the party a source's words name, titles, articles and appositions off."""
    found = tuple(atoms(text, span, (), lang))
    core = _core(found, lang)
    if core and kind == "named_person" and core[-1].lower in people_words(lang.code).things:
        kind = "named_organisation"
    if not core:
        return Party(name=span.of(text), kind=kind, span=span)
    named = _apposed(found, len(core), lang)
    if named:
        return _party(text, named, kind if kind in ("outlet", "named_organisation") else _kind_of(core, named, lang))
    core = _without_origin(core, lang) if kind == "named_person" else core
    if kind == "outlet":
        known = medium(core, lang, outlets)
        if known is not None:
            named = core[known[0] : known[1]]
            if not any(a.capital for a in named):  # "Syria's state news agency"
                named = _without_articles(core[: known[1]], lang)
            return _party(text, named, "outlet")
    if kind == "document":
        return _document(text, core, lang, outlets)
    group = _behind_group(core, lang) if kind == "named_organisation" else ()
    name = () if group else _leading(core, lang, kind) or _person(core, lang, kind)
    if name:
        return _party(text, name, "named_person")
    core = _whose_words(core, lang) if kind in ("unnamed", "collective") else core
    return _party(text, _behind_group(core, lang) or _without_articles(core, lang), kind)


def _party(text: str, core: Sequence[Atom], kind: SourceKind) -> Party:
    span = Span(core[0].start, core[-1].end)
    return Party(name=re.sub(r"\s+", " ", span.of(text)), kind=kind, span=span)


def _core(found: Sequence[Atom], lang: Language) -> tuple[Atom, ...]:
    """The noun phrase up to its first comma, bracket or relative clause."""
    end = len(found)
    for place, atom in enumerate(found):
        apart = atom.text in ",(–—:;" or is_relative(found, place, lang) or _told_twice(found, place, lang)
        if place and (apart or _quoted_by(found, place, lang) or _said_in(found, place, lang)):
            end = place
            break
    return tuple(found[:end])


def _told_twice(found: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether an article opens an apposition whose comma was lost: "the Harsund Observatory a monitoring group"."""
    if lang.order != "svo" or place < 2 or found[place].capital or found[place].lower not in lang.words.articles:
        return False
    return found[place - 1].capital and found[place - 2].kind == "w"


def _quoted_by(found: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether "quoted by" follows: through whom somebody is heard is no part of who it is."""
    passed = found[place].lower in lang.words.quoting_verbs and place + 1 < len(found)
    return passed and found[place + 1].lower in lang.words.agent_prepositions


def _said_in(found: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether "in a statement" follows: where somebody said it is no part of who it is."""
    if found[place].lower not in lang.words.place_prepositions or place + 2 >= len(found):
        return False
    return found[place + 1].lower in lang.words.articles and found[place + 2].lower in lang.words.document_nouns


def _apposed(found: Sequence[Atom], end: int, lang: Language) -> tuple[Atom, ...]:
    """Read "The operator, Harsund Terminal": a role or body with no name of its own, and the name behind its comma."""
    if end >= len(found) - 1 or found[end].text != "," or any(a.capital for a in found[1:end]):
        return ()
    stop = next((k for k in range(end + 1, len(found)) if found[k].text in ",("), len(found))
    name = tuple(found[end + 1 : stop])
    whole = all(a.capital or a.lower in lang.words.name_particles for a in name)
    return name if name and name[0].capital and whole else ()


def _without_origin(core: tuple[Atom, ...], lang: Language) -> tuple[Atom, ...]:
    """Read "Senator Jane Doe of Vessland" up to the preposition: a title, a name, and where the person is from."""
    for place in range(2, len(core) - 1):
        if core[place].lower in lang.words.prepositions and core[place + 1].capital and not core[place].capital:
            ahead = core[place - 1]
            if ahead.capital and not is_title(ahead, lang) and any(is_title(a, lang) for a in core[:place]):
                return core[:place]
            return core
    return core


def _kind_of(core: tuple[Atom, ...], name: tuple[Atom, ...], lang: Language) -> SourceKind:
    people = any(is_title(a, lang) for a in core) and name[-1].lower not in people_words(lang.code).things
    return "named_person" if people else "named_organisation"


def _without_articles(core: tuple[Atom, ...], lang: Language) -> tuple[Atom, ...]:
    words = lang.words
    start = 0
    while start < len(core) - 1 and core[start].lower in words.articles | words.possessives:
        start += 1
    return core[start:]


def _document(text: str, core: tuple[Atom, ...], lang: Language, outlets: Registry) -> Party:
    """Read "A Defense Ministry statement" is the ministry's word, "a report on Radio Nord" the medium's.

    "A report" is only a report.
    """
    plain = _without_articles(core, lang)
    dated = lang.words.time_words | lang.words.clitics
    while len(plain) > 1 and plain[0].lower in dated:  # "Friday's indictment", "last week's report"
        plain = plain[1:]
    noun = next((k for k, a in enumerate(plain) if a.lower in lang.words.document_nouns), 0)
    behind = _behind_document(plain[noun + 1 :], lang, outlets)
    if behind and not any(a.capital for a in plain[:noun]):
        return _party(text, behind, "outlet" if medium(behind, lang, outlets) else "named_organisation")
    end = noun
    while end and plain[end - 1].lower in lang.words.clitics:
        end -= 1
    if end and all(_name_word(a, lang) and a.lower not in lang.words.determiners for a in plain[:end]):
        return _party(text, plain[:end], "named_organisation")
    lead = next((k for k, a in enumerate(plain) if not _name_word(a, lang)), 0)
    if 0 < lead < noun and plain[lead].lower in lang.words.clitics:
        return _party(text, plain[:lead], "named_organisation")  # "Kell's long evening speech"
    short = next((k for k, a in enumerate(plain) if k and a.lower in lang.words.prepositions), len(plain))
    return _party(text, plain[: short if noun < short else len(plain)], "document")


def _name_word(atom: Atom, lang: Language) -> bool:
    """Whether a word can be part of a name: a capital, "al", or "al-Bahr"."""
    particle, _, rest = atom.text.rpartition("-")
    return atom.capital or atom.lower in lang.words.name_particles or (bool(particle) and rest[:1].isupper())


def _whose_words(core: tuple[Atom, ...], lang: Language) -> tuple[Atom, ...]:
    """Read "Angaben eines leitenden Beamten": whose words they are, behind the word for them."""
    words = lang.words
    for place in range(1, len(core) - 1):
        if core[place].lower in words.articles and core[place - 1].lower in words.document_nouns:
            return core[place + 1 :]
    return core


def _behind_document(rest: tuple[Atom, ...], lang: Language, outlets: Registry) -> tuple[Atom, ...]:
    """The medium behind "report on", or whoever stands behind "statement by"."""
    words = lang.words
    if len(rest) < 2 or rest[0].lower not in words.place_prepositions | words.agent_prepositions:
        return ()
    named = medium(rest[1:], lang, outlets)
    if named is not None:
        return rest[1 + named[0] : 1 + named[1]]
    return _without_articles(rest[1:], lang) if rest[0].lower in words.agent_prepositions else ()


def _leading(core: tuple[Atom, ...], lang: Language, kind: SourceKind) -> tuple[Atom, ...]:
    """A full name that opens the phrase, with a role behind it and no comma between: "Jane Doe head of the union"."""
    end = 0
    while end < min(len(core), MAX_NAME) and (
        core[end].capital or (end and core[end].lower in lang.words.name_particles)
    ):
        end += 1
    title = next((k for k, a in enumerate(core[:end]) if k and is_title(a, lang)), 0)
    if title > 2 and not is_title(core[0], lang) and core[title - 1].text.endswith("s"):
        return core[: title - 1]  # a text without commas and apostrophes: "Jane Doe WHOs Representative in"
    acronym = next((k for k in range(2, end) if core[k].text.isupper() and len(core[k].text) > 2), 0)
    if (
        acronym
        and end < len(core)
        and not any(is_title(a, lang) for a in core[:acronym])
        and not core[0].text.isupper()
    ):
        return core[:acronym]
    titled = any(is_title(a, lang) for a in core[:end])
    if end < 2 or end == len(core) or titled or core[0].lower in lang.words.determiners:
        return ()
    behind = core[end].lower
    body = any(a.lower in lang.words.group_nouns for a in core[:end])
    if kind == "named_person" and behind in lang.words.linking_prepositions and not body:
        return core[:end]
    return core[:end] if behind in lang.words.articles or behind in lang.words.role_nouns else ()


def _behind_group(core: tuple[Atom, ...], lang: Language) -> tuple[Atom, ...]:
    """Read "The militant group Hezbollah": the capitals behind a word for a kind of body, to the end of the phrase."""
    for place, atom in enumerate(core[:-1]):
        rest = core[place + 1 :]
        body = atom.lower in lang.words.group_nouns and (not atom.capital or lang.compounds)
        if lang.compounds and place == 0:
            body = body or any(atom.lower.endswith(noun) for noun in lang.words.group_nouns if len(noun) >= LAST_PART)
        if body and all(a.capital for a in rest):
            return rest
    return ()


def _person(core: tuple[Atom, ...], lang: Language, kind: SourceKind) -> tuple[Atom, ...]:
    """The run of capitals that ends the phrase, behind the last title, role or possessive."""
    end = len(core)
    start = end
    while start > 0 and end - start < MAX_NAME and _in_name(core, start - 1, end, lang):
        start -= 1
    run = core[start:end]
    cut = max((k + 1 for k, a in enumerate(run) if is_title(a, lang)), default=0)
    before = core[start - 1] if start else None
    titled = cut > 0 or (
        before is not None and (is_title(before, lang) or before.lower in lang.words.clitics or before.text in "’'")
    )
    if (
        not cut
        and len(run) > 2
        and before is not None
        and before.lower in lang.words.linking_prepositions
        and start > 1
    ):
        cut = 1 if is_title(core[start - 2], lang) else 0  # "Secretary of State Jane Doe"
        titled = cut > 0
    if not cut and start > 1 and before is not None and before.lower in lang.words.prepositions:
        state = names_state(core, start, lang)  # "Ambassador to Russia Jane Doe"
        if 0 < state < len(run) and is_title(core[start - 2], lang):
            cut, titled = state, True
    name = run[cut:]
    while name and (
        name[0].lower in lang.words.determiners or (name[0].lower in lang.words.name_particles and not name[0].capital)
    ):
        name = name[1:]
    if name and name[-1].lower in lang.words.group_nouns:
        return ()  # "the Defence Ministry": what looks like a title is the body's own name
    if start and _of_a_body(core, start, lang):
        return ()
    if titled:
        return name if kind != "collective" else ()
    whole = start == 0 or before is None or before.lower in lang.words.determiners or not before.text.isalpha()
    return (
        name
        if kind == "named_person" and (whole or (before is not None and before.lower not in lang.words.prepositions))
        else ()
    )


def names_state(found: Sequence[Atom], start: int, lang: Language) -> int:
    """Return how many words from ``start`` on are a state's name; 0 when they are none."""
    nations = people_words(lang.code).nations
    for size in (2, 1):
        if " ".join(a.lower for a in found[start : start + size]) in nations:
            return size
    return 0


def _of_a_body(core: Sequence[Atom], start: int, lang: Language) -> bool:
    """Whether capitals are the body somebody unnamed speaks for: "a representative of the Border Guard"."""
    words = lang.words
    place = start - 1
    while place > 0 and core[place].lower in words.determiners:
        place -= 1
    unnamed = words.unnamed_nouns | words.role_nouns | words.titles
    linked = place > 0 and core[place].lower in words.linking_prepositions and core[place - 1].lower in unnamed
    return linked and core[0].lower in words.articles | words.determiners and not any(a.capital for a in core[:place])


def is_title(atom: Atom, lang: Language) -> bool:
    """Whether a word is a title or role that may stand before a name."""
    words = lang.words
    plain = atom.lower.rstrip(".").rpartition("-")[2]
    if plain in words.titles or atom.lower in words.role_nouns | words.unnamed_nouns:
        return True
    return lang.compounds and any(plain.endswith(title) for title in words.titles if len(title) >= LAST_PART)


def _in_name(core: Sequence[Atom], place: int, end: int, lang: Language) -> bool:
    atom = core[place]
    if atom.kind != "w":
        return False
    if atom.capital:
        return True
    return atom.lower in lang.words.name_particles and place + 1 < end


def full_names(text: str, span: Span, lang: Language) -> Iterator[tuple[str, Span]]:
    """Yield every run of two or more capitalised words: the names a short form may stand for, in order."""
    found = atoms(text, span, (), lang)
    for first, last in name_runs(found, lang):
        if last - first > 1:
            run = Span(found[first].start, found[last - 1].end)
            yield re.sub(r"\s+", " ", run.of(text)), run


def name_runs(found: Sequence[Atom], lang: Language) -> Iterator[tuple[int, int]]:
    """Yield every run of capitalised words, from its first atom up to, not including, its last, in order."""
    words = lang.words
    closed = words.titles | words.openers | words.determiners | words.time_words | words.prepositions
    closed |= words.subject_pronouns | words.possessives | words.question_words | words.subordinators
    closed |= words.coordinators | words.auxiliaries | words.negations
    closed -= words.name_particles
    place = 0
    while place < len(found):
        if not found[place].capital or found[place].lower.rstrip(".") in closed:
            place += 1
            continue
        end = place + 1
        while end < len(found) and end - place < MAX_NAME and _joins(found, end, lang):
            end += 1
        while end > place and not found[end - 1].capital:
            end -= 1
        yield place, end
        place = max(end, place + 1)


def _joins(found: Sequence[Atom], place: int, lang: Language) -> bool:
    """Whether a word goes on with a name: a capital that is no day, or a small word between two parts of it."""
    words, atom = lang.words, found[place]
    if atom.lower in words.time_words:
        return False
    if atom.capital:
        return True
    if place + 1 >= len(found) or atom.lower not in words.name_particles | words.name_links:
        return False
    if atom.lower in words.articles and found[place - 1].lower not in words.name_links:
        return False  # "Campaign for the Coast", but "in the Golan Heights the Times"
    following = found[place + 1]
    if following.lower in words.name_links:
        return True
    return following.capital and following.lower not in words.time_words

"""What kind of source a source is, and whether content is direct, indirect or mixed."""

from itertools import pairwise

from firsthand.extract.atoms import Atom, covered
from firsthand.extract.clauses import Range
from firsthand.extract.speech import REPORTING, Draft
from firsthand.languages import Language
from firsthand.languages.people import people_words
from firsthand.model import AttributionType, SourceKind, Span
from firsthand.outlets import Outlet, Registry

SURELY_NAMED = 3
LONG = 5


def content_type(draft: Draft) -> AttributionType:
    """Read the type off the marks alone: all content quoted, some of it, or none."""
    content, read = draft.candidate.content, draft.candidate.read
    if read is not None:
        content = tuple(r for span in read.content for r in covered(draft.sentence.atoms, span))
    atoms = [draft.sentence.atoms[k] for a, b in content for k in range(a, b)]
    rule = draft.candidate.rule
    if rule == "turn" or (draft.sentence.dash and (draft.quoted or rule in REPORTING)):
        return "direct"  # a line of dialogue or of a transcript is speech without marks
    quoted = [a for a in atoms if a.kind == "q"]
    plain = [a for a in atoms if a.kind in "wn"]
    if plain:
        return "mixed" if quoted or draft.more else "indirect"
    if not quoted and not draft.more:
        return "indirect"
    return "direct"


def source_kind(draft: Draft, outlets: Registry) -> SourceKind:
    """Guess what a source is from its own words: a pronoun, a known outlet, a document, a name, a role."""
    atoms = _source_atoms(draft)
    if not atoms:
        return "none"
    lang = draft.lang
    words = lang.words
    pronouns = words.subject_pronouns | words.relative_pronouns | words.object_pronouns
    if len(atoms) == 1 and atoms[0].lower in pronouns and not _shouted(atoms[0]):
        return "pronoun"
    if medium(atoms, lang, outlets) is not None:
        return "outlet"
    head = _head(atoms, lang)
    if head in words.document_nouns or (lang.compounds and head.endswith(_long(words.document_nouns))):
        return "document"
    if len(atoms) == 1 and _only_a_role(head, lang):
        return "unnamed"
    names = [a for k, a in enumerate(atoms) if a.capital and (k or a.lower not in words.determiners)]
    named = [a for a in names if a.lower not in words.titles | words.role_nouns | words.unnamed_nouns]
    if _full_name_first(atoms, lang):
        return "named_person"
    if any(a.lower in words.group_nouns for a in atoms[:6]) and head not in words.unnamed_nouns | words.role_nouns:
        return "named_organisation" if named or names else "collective"
    if named and _spoken_for(atoms, lang):
        return "unnamed"
    if named and _only_described(atoms, lang):
        return "collective" if head.endswith(tuple(words.plural_endings)) else "unnamed"
    role = head in words.unnamed_nouns | words.role_nouns and atoms[-1].lower == head
    if named and not (role and len(named) < SURELY_NAMED):
        if len(named) == 1 and (named[0].text.isupper() or atoms[0].lower in words.determiners):
            return "named_organisation"
        return "named_person"
    single = head in words.unnamed_nouns and _single(atoms, lang)
    if head.endswith(tuple(words.plural_endings)) and not single:
        return "collective"
    return "unnamed"


def _shouted(atom: Atom) -> bool:
    """Whether a word is all capitals ("US", which is no "us")."""
    return len(atom.text) > 1 and atom.text.isupper()


def _source_atoms(draft: Draft) -> tuple[Atom, ...]:
    """The words of a source: those that the model gives it, where its reading stands for the rule's."""
    read = draft.candidate.read
    if read is not None and read.source is not None:
        inside = tuple(atom for atom in draft.sentence.atoms if read.source.holds(Span(atom.start, atom.end)))
        if inside:
            return inside
    if draft.candidate.source is None:
        return ()
    start, end = draft.candidate.source
    return draft.sentence.atoms[start:end]


def _single(atoms: tuple[Atom, ...], lang: Language) -> bool:
    """Whether an article that only one of something has stands in a phrase ("Angaben eines leitenden Beamten")."""
    one = people_words(lang.code).indefinite & lang.words.articles
    return lang.compounds and any(a.lower in one for a in atoms)


def _long(nouns: frozenset[str]) -> tuple[str, ...]:
    """Nouns that are long enough to be told at the end of a compound ("besiktningsrapport")."""
    return tuple(noun for noun in nouns if len(noun) >= LONG)


def _only_a_role(head: str, lang: Language) -> bool:
    """Whether a word is a role with its article behind it ("kranföraren"), which is no name with a capital either."""
    people = people_words(lang.code)
    stems = [head.removesuffix(e) for e in people.definite_endings if head.endswith(e)]
    return lang.compounds and any(stem.endswith(_long(people.roles)) for stem in stems)


def _full_name_first(atoms: tuple[Atom, ...], lang: Language) -> bool:
    """Whether a phrase opens with two names and the body behind "of the": "Jane Doe of the dockers' union"."""
    words = lang.words
    if lang.order != "svo" or len(atoms) < 5 or not (atoms[0].capital and atoms[1].capital):
        return False
    owned = atoms[2].lower in words.linking_prepositions and atoms[3].lower in words.articles
    closed = words.group_nouns | words.determiners | words.titles | words.role_nouns
    return owned and atoms[1].lower not in closed and atoms[0].lower not in closed


def _only_described(atoms: tuple[Atom, ...], lang: Language) -> bool:
    """Whether a capital only describes a common noun ("Syrian activist groups", "Medical sources in the city")."""
    if lang.separable:
        return False  # where every noun has a capital, capitals do not tell
    end = next((k for k, a in enumerate(atoms) if a.kind == "p" or a.lower in lang.words.prepositions), len(atoms))
    head = [a for a in atoms[:end] if a.kind == "w"]
    if len(head) == 1:  # "Opponents of …": the first word of a sentence has its capital from there
        return end < len(atoms) and head[0].lower in lang.words.unnamed_nouns
    pairs = any(a.capital and b.capital for a, b in pairwise(head))
    return len(head) > 1 and not head[-1].capital and not pairs


def _spoken_for(atoms: tuple[Atom, ...], lang: Language) -> bool:
    """Whether a role stands before a preposition and every name behind it: "a spokesman for the Border Guard"."""
    words = lang.words
    link = next((k for k, a in enumerate(atoms) if a.lower in words.linking_prepositions), 0)
    if link == 0 or lang.separable or any(a.capital and k for k, a in enumerate(atoms[:link])):
        return False
    people = words.role_nouns | words.unnamed_nouns
    owned = atoms[0].lower in words.articles and atoms[link - 1].lower in people
    return owned and not any(a.lower in words.titles | people or a.text == "," for a in atoms[link:])


def _head(atoms: tuple[Atom, ...], lang: Language) -> str:
    """The last word before a preposition or comma: the head of a noun phrase in all three languages."""
    head = ""
    for atom in atoms:
        if atom.kind == "p" or (head and atom.lower in lang.words.prepositions | lang.words.relative_only):
            break
        if atom.kind == "w":
            head = atom.lower
    return head


def medium(atoms: tuple[Atom, ...], lang: Language, outlets: Registry) -> tuple[int, int, Outlet | None] | None:
    """Return where a noun phrase names a medium: a known outlet, or a name beside "newspaper", "agency"."""
    size = len(atoms)
    for length in range(min(6, size), 0, -1):
        for start in range(size - length + 1):
            text = " ".join(a.text for a in atoms[start : start + length])
            outlet = outlets.by_name(text) if atoms[start].kind in "wn" else None
            if outlet is None or (length == 1 and _part_of_name(atoms, start, lang, outlets)):
                continue
            if _is_head(atoms, start, start + length, lang):
                first, last = _trimmed(atoms, start, start + length, lang, outlets)
                return first, last, outlet
    nouns = lang.relays.outlet_nouns
    for place, atom in enumerate(atoms):
        other = _other_kind(atoms, place, lang) or _owns_a_person(atoms, place, lang)
        if atom.lower in nouns and not other:
            return (*_beside(atoms, place, lang), None)
    return None


def _other_kind(atoms: tuple[Atom, ...], noun: int, lang: Language) -> bool:
    """Whether a word for a medium means something else ("the refugee agency"), or somebody of it ("its head")."""
    words = lang.words
    if noun and atoms[noun - 1].lower in lang.relays.other_kinds:
        return True
    people = (words.role_nouns | words.unnamed_nouns | words.titles) - frozenset(lang.relays.staff_nouns)
    linked = (k for k in range(1, noun) if atoms[k].lower in words.linking_prepositions)
    return lang.order == "svo" and any(a.lower in people for k in linked for a in atoms[:k])


def _owns_a_person(atoms: tuple[Atom, ...], noun: int, lang: Language) -> bool:
    """Whether a medium only owns somebody with a name: "the station's editor, Jane Doe"."""
    owner = noun + 1 < len(atoms) and atoms[noun + 1].lower in lang.words.clitics
    behind = atoms[noun + 2 :]
    return owner and any(a.capital and b.capital for a, b in pairwise(behind))


def _part_of_name(atoms: tuple[Atom, ...], place: int, lang: Language, outlets: Registry) -> bool:
    """Whether one word that names an outlet is only the last of a longer name ("the Ferrol Wire")."""
    common = atoms[place].lower in outlets.common_words or atoms[place].lower in lang.relays.outlet_nouns
    ahead = place > 0 and atoms[place - 1].capital and atoms[place - 1].lower not in lang.words.determiners
    behind = place + 1 < len(atoms) and atoms[place + 1].capital and atoms[place + 1].kind == "w"
    return common and (ahead or behind)  # "the Ferrol Wire", "the National Front"


def _beside(atoms: tuple[Atom, ...], noun: int, lang: Language) -> Range:
    """The name beside "newspaper" or "agency": the capitals behind it, else the phrase that leads up to it."""
    nouns = lang.relays.outlet_nouns
    while noun + 1 < len(atoms) and atoms[noun + 1].lower in nouns:
        noun += 1  # "news agency"
    end = noun + 1
    while end < len(atoms) and atoms[end].capital:
        end += 1
    if end > noun + 1:
        named = atoms[noun].capital and not lang.separable  # "Radio Nord", and no German noun
        return noun + (not named), end
    small = lang.words.prepositions | lang.words.determiners
    start = next((k + 1 for k in range(noun - 1, -1, -1) if atoms[k].lower in small and not atoms[k].capital), 0)
    while start < noun and atoms[start].lower in lang.words.determiners:
        start += 1
    return start, _named_alone(atoms, start, noun + 1, lang)


def _named_alone(atoms: tuple[Atom, ...], start: int, end: int, lang: Language) -> int:
    """Return where a medium's name ends: before "news agency" where it is an acronym, "the LINA news agency"."""
    bare = end
    while bare > start + 1 and atoms[bare - 1].lower in lang.relays.outlet_nouns and not atoms[bare - 1].capital:
        bare -= 1
    if bare == start + 1 and len(atoms[start].text) > 1 and atoms[start].text.isupper():
        return bare
    land = people_words(lang.code).land
    titled = bare > start + 1 and all(a.capital and not land(a.lower) for a in atoms[start:bare])
    return bare if titled and lang.order == "svo" else end  # "Harbour Weekly magazine", but "South Vesslandic radio"


def _trimmed(atoms: tuple[Atom, ...], start: int, end: int, lang: Language, outlets: Registry) -> Range:
    """Leave out the article and the word for the kind of medium at the edges of its name."""
    nouns = {*lang.relays.outlet_nouns, *lang.words.determiners}
    inner = [
        k for k in range(start, end - 1) if atoms[k].lower in nouns and not atoms[k].capital and atoms[k + 1].capital
    ]
    start = inner[-1] + 1 if inner else start  # "state news agency SANA"
    while start < end - 1 and atoms[start].lower in nouns and not atoms[start].capital:
        start += 1
    shorter = end
    while shorter > start + 1 and atoms[shorter - 1].lower in nouns and not atoms[shorter - 1].capital:
        shorter -= 1
    if outlets.by_name(" ".join(a.text for a in atoms[start:shorter])) is not None:
        end = shorter  # "the Al Jazeera broadcaster", but not "Syrian state television"
    return start, end


def _is_head(atoms: tuple[Atom, ...], start: int, end: int, lang: Language) -> bool:
    """Whether a known name is the phrase itself: no "Reuters correspondent", no "spokesman of the dpa"."""
    words = lang.words
    people = words.role_nouns | words.unnamed_nouns
    linked = start and atoms[start - 1].lower in words.linking_prepositions | words.determiners
    if linked and any(a.lower in people for a in atoms[: start - 1]):
        return False
    if any(a.lower in people or a.lower.removesuffix("s") in people for a in atoms[end : end + 3]):
        return False
    return start <= 1 or atoms[start - 1].lower not in words.prepositions

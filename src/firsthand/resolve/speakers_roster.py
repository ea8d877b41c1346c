"""Everybody a text names, read from its runs of capitals."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from firsthand.extract.atoms import Atom, atoms
from firsthand.extract.quotes import quotations
from firsthand.languages import Language, finite_forms
from firsthand.languages.people import people_words
from firsthand.model import SourceKind, Span
from firsthand.outlets import Registry
from firsthand.resolve.names import is_title, name_runs, names_state
from firsthand.resolve.speakers_describe import describe, index
from firsthand.resolve.speakers_lines import adjective, breaks, datelines, headlines, shouted
from firsthand.resolve.speakers_mentions import add_mention, vote
from firsthand.resolve.speakers_records import PLACE, Entity, Roster
from firsthand.resolve.speakers_words import gender_of, plain

LEAD = 7
ASIDE = 14
LONG = 5
AHEAD = 6
TITLE = 250
"""Characters a text's title and the lines below it may have."""


def roster(
    text: str, span: Span, lang: Language, outlets: Registry, *, speaking: frozenset[int] = frozenset()
) -> Roster:
    """Read who is named in a stretch of text. One pass over its words, and one over its names.

    ``speaking`` are the places where a person's name is a source: there a name of one word counts at once.
    """
    found = atoms(text, span, (), lang)
    quoted = [q.span for q in quotations(span.of(text))]
    quoted = [q.shift(span.start) for q in quoted]
    made = Roster(
        lang=lang, people=people_words(lang.code), entities=[], mentions=[], breaks=list(breaks(found)),
        quoted=quoted, headlines=list(headlines(found)), datelines=list(datelines(text, span)), found=found,
        last_words={}, first_words={}, shorts={}, top=0,
    )  # fmt: skip
    title = text.find("\n\n", span.start, min(span.end, span.start + TITLE))
    made.top = made.sentence(title + 1) if title > span.start else 0
    if made.headlines and sum(h.end - h.start for h in made.headlines) * 2 > span.end - span.start:
        made.headlines = []
    runs = list(_runs(made))
    body = [run for run in runs if not made.in_headline(found[run[0]].start)]
    for first, last in body:
        _add_full(text, made, first, last, outlets, speaking=speaking)
    index(made)
    _add_single(made, body, speaking, outlets)
    _complete(text, made, runs)
    for first, last in runs:
        add_mention(made, first, last)
    made.mentions.sort(key=lambda m: m.start)
    for mention in made.mentions:
        made.places.setdefault(mention.entity, []).append(mention.start)
    vote(made)
    _mark_places(made)
    made.introduced = dict(_introduced(made))
    made.roled = [k for k, e in enumerate(made.entities) if e.roles and e.kind == "named_person"]
    return made


def _runs(made: Roster) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitals, less opening words that the text elsewhere writes small ("Retired Una Kell")."""
    found = made.found
    gerunds = made.lang.words.gerund_endings or ("\0",)
    given = made.people.given
    small = {a.lower for a in found if a.kind == "w" and not a.capital}
    small -= (small & given) - made.people.roles  # "Bill Kell" beside "the bill"
    for begin, last in name_runs(found, made.lang):
        first = begin
        while first < last and (
            (found[first].lower in small and (_opens(made, first) or shouted(found[first])))
            or (last - first > 1 and _opens(made, first) and found[first].lower.endswith(gerunds))
        ):
            first += 1
        while first < last and (not found[first].capital or _article(made, first)):
            first += 1
        if any(line.start <= found[begin].start < line.end for line in made.datelines):
            continue
        for start, end in _origins(made, first, last):
            yield from _split(made, start, end)


def _article(made: Roster, place: int) -> bool:
    return _opens(made, place) and made.found[place].lower in made.lang.words.articles


def _origins(made: Roster, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut "Senator Jane Doe of Vale", "Mr. Doe of the Vale Council" behind the person's name."""
    found, lang, people = made.found, made.lang, made.people
    names = people.given
    bodies = people.bodies | people.things | lang.words.group_nouns
    for place in range(first + 1, last - 1):
        if found[place].lower in lang.words.prepositions and not found[place].capital:
            ahead = found[first:place]
            titled = len(ahead) > 1 and is_title(ahead[0], lang)
            titled = (titled or (first > 0 and is_title(found[first - 1], lang))) and not is_title(ahead[-1], lang)
            titled = titled and ahead[-1].lower not in bodies
            if titled or (len(ahead) > 1 and any(a.lower in names for a in ahead[:-1])):
                yield first, place
                first = place + 1
                while first < last and not found[first].capital:
                    first += 1
            break
    if first < last:
        yield first, last


def _split(made: Roster, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut a run at small words with a capital ("Putin Wins As Trump Waits"), and "Harsund-based" off its start."""
    words, found = made.lang.words, made.found
    between = (words.subordinators | words.prepositions | words.auxiliaries) - words.name_particles - words.name_links
    bodies = words.group_nouns | made.people.bodies

    def parts(k: int) -> bool:
        """Whether a word begins another name: "As", "The" in capitals, "the" where a comma was lost."""
        lost = made.people.is_place(found[k - 1].text) or found[k + 1].lower in bodies  # no "Kell the Great"
        article = found[k].lower in words.articles and (found[k].capital or lost)
        return article or (found[k].capital and found[k].lower in between)

    edges = [first, *(k for k in range(first + 1, last - 1) if parts(k)), last]
    for begin, end in itertools.pairwise(edges):
        start = max((k + 1 for k in range(begin, end - 1) if adjective(found[k])), default=begin)
        skip = between | words.articles
        while start < end and (found[start].lower in skip or adjective(found[start])):
            start += 1
        if start < end:
            yield start, end


def _opens(made: Roster, place: int) -> bool:
    """Whether a word is the first of its sentence or quotation."""
    if place == 0 or made.found[place - 1].kind == "b":
        return True
    before = made.found[place - 1].text
    return before in "\"“”„«»'‘’–—-:.!?…#*|•" and not before.isalnum()


def _add_full(text: str, made: Roster, first: int, last: int, outlets: Registry, *, speaking: frozenset[int]) -> None:
    """Enter a name of two words or more, or count it where it is known."""
    found, lang = made.found, made.lang
    cut = max((k + 1 for k in range(first, last) if is_title(found[k], lang)), default=first)
    tail = max((k + 1 for k in range(first, last - 1) if _before_name(made, k, last)), default=first)
    kind = _kind_ahead(found[first:last], lang)
    cut = max(cut, tail, first + kind)  # "Harbour Committee Chair Jane Doe"
    long = _expansion(found, first, last)
    if long is not None:
        first = cut = long
    if first < cut < last - 2 and found[cut].lower in lang.words.linking_prepositions:
        cut += 2  # "Then-Secretary of State Jane Doe"
    if cut == first and last - first > 1 and first > 1 and found[first - 1].lower in lang.words.linking_prepositions:
        cut += is_title(found[first - 2], lang)  # "Secretary of State Jane Doe"
    if cut == first and first > 1 and found[first - 1].lower in lang.words.prepositions:
        state = names_state(found, first, lang)
        if 0 < state < last - first - 1 and is_title(found[first - 2], lang):
            cut += state  # "Ambassador to Russia Jane Doe"
    linked = any(a.lower in lang.words.name_links for a in found[cut:last]) or long is not None
    body = kind > 0 or _is_body(found[cut:last], made, outlets)
    while (body or linked) and cut == first and first and found[first - 1].capital and is_title(found[first - 1], lang):
        first = cut = first - 1  # "Justice Department", "Vesslandic Observatory": a title's word in a body's name
    while body and cut > first and made.people.land(found[cut - 1].text):
        cut -= 1  # "Vesslandic Observatory"
    run = found[cut:last]
    while run and not run[0].capital:
        run = run[1:]
    while len(run) > 2 and _acronym(run[-1], outlets) and not all(a.text.isupper() for a in run):
        run = run[:-1]  # a name and an acronym run together where a comma was lost
        body = _is_body(run, made, outlets)
    words = tuple(plain(a.text) for a in run if a.kind == "w")
    if len(words) < 2 or _no_name(words, made):
        return
    name = re.sub(r"\s+", " ", text[run[0].start : run[-1].end])
    name = re.sub(r"['’]s$", "", name)
    sort: SourceKind = "named_organisation" if body or linked or made.people.is_place(name) else "named_person"
    known = outlets.by_name(name)
    sort = "outlet" if known is not None else sort
    at = made.shorts.get(" ".join(words))
    entity = made.entities[at] if at is not None else None
    if entity is None:
        entity = Entity(name=name, span=Span(run[0].start, run[-1].end), kind=sort, words=words)
        made.shorts[" ".join(words)] = len(made.entities)
        made.entities.append(entity)
    spoken = {found[first].start, found[cut].start} & speaking
    entity.full += 3 if spoken else 1  # a surname alone means who speaks here rather than who is spoken of
    describe(made, entity, first, cut, last)


def _no_name(words: Sequence[str], made: Roster) -> bool:
    """Whether capitals name nobody: a role ("the Vermont Democrat"), or places side by side where a comma was lost."""
    people = made.people
    role = words[-1] in people.roles and not people.given & set(words[:-1])
    places = " ".join(words) not in people.nations and all(
        people.is_place(w) or people.is_place(w.removesuffix("s")) for w in words
    )
    return role or places or words[-1] in dict(made.lang.words.role_abbreviations)


def _acronym(atom: Atom, outlets: Registry) -> bool:
    return atom.text.isupper() and (len(atom.text) > 2 or outlets.by_name(atom.text) is not None)


def _before_name(made: Roster, place: int, last: int) -> bool:
    """Whether a role stands before a person's name, and is no part of a body's ("Pilot Una Kell", "Youth Forum")."""
    people, word = made.people, made.found[place].lower
    if word not in people.roles:
        return False
    two = last - place == 3 and made.found[last - 1].lower not in people.bodies | people.things
    known = two or made.found[place + 1].lower in people.given
    return known or is_title(made.found[place], made.lang)


def _kind_ahead(run: Sequence[Atom], lang: Language) -> int:
    """Return 1 where a word for a kind of body stands before its name ("Driftbolaget Harsund Terminal")."""
    if not lang.compounds or len(run) < 3:
        return 0
    nouns = lang.words.group_nouns
    body = run[0].lower in nouns or run[0].lower.endswith(tuple(n for n in nouns if len(n) >= LONG))
    return int(body)


def _expansion(found: Sequence[Atom], first: int, last: int) -> int | None:
    """Return where the long form of an acronym in brackets behind a name begins, small words between allowed.

    After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions", PSB 2003.
    """
    if last + 2 >= len(found) or found[last].text != "(" or found[last + 2].text != ")":
        return None
    letters = found[last + 1].text
    if not letters.isupper() or not 1 < len(letters) <= LEAD or not letters.isalpha():
        return None
    place = last - 1
    for letter in reversed(letters):
        while place >= 0 and last - place < ASIDE and not (found[place].capital and found[place].text[0] == letter):
            if found[place].kind != "w" or found[place].capital:
                return None
            place -= 1
        if place < 0 or last - place >= ASIDE:
            return None
        place -= 1
    return min(first, place + 1)


def _add_single(made: Roster, runs: Sequence[tuple[int, int]], speaking: frozenset[int], outlets: Registry) -> None:
    """Enter names of one word that belong to no longer name: with a title before them, or named again and again."""
    found, words = made.found, made.lang.words
    seen: Counter[str] = Counter()
    where: dict[str, tuple[int, int]] = {}
    titled: dict[str, int] = {}
    places: set[str] = set()
    nouns = _no_names(made)
    for first, last in runs:
        if last - first != 1:
            continue
        word, before = plain(found[first].text), found[first - 1].lower if first else ""
        if word in made.last_words or word in made.shorts or word in made.first_words or len(word) < 2:
            continue
        if before in words.determiners and found[first].start not in speaking:
            continue  # a common noun where nouns have capitals
        if word in nouns or _describes(made, first):
            continue
        seen[word] += not _opens(made, first) or made.found[first].text.isupper()
        where.setdefault(word, (first, last))
        if before.rstrip(".") in words.titles or is_title(found[first - 1], made.lang):
            titled.setdefault(word, first)
        if found[first].start in speaking and not made.people.is_place(word):
            titled.setdefault(word, first)
        if before in words.place_prepositions:
            places.add(word)
    for word, (place, _) in where.items():
        if word not in titled and _unsure(word, seen[word], made, behind_in=word in places):
            continue
        first = titled.get(word, place)
        last = first + 1
        atom = found[first]
        name = re.sub(r"['’]s$", "", atom.text)
        person = not atom.text.isupper() or atom.start in speaking or (word in titled and len(word) >= LONG)
        person = person and not (made.people.is_place(word) and not is_title(found[first - 1], made.lang))
        kind: SourceKind = "named_person" if person else "named_organisation"
        if word not in titled and outlets.by_name(name) is not None and word not in outlets.common_words:
            kind = "outlet"
        entity = Entity(name=name, span=Span(atom.start, atom.end), kind=kind, words=(word,), full=seen[word])
        made.last_words.setdefault(word, []).append(len(made.entities))
        made.shorts.setdefault(word, len(made.entities))
        made.entities.append(entity)
        start = first
        while start and is_title(found[start - 1], made.lang):
            start -= 1
        describe(made, entity, start, first, last)


def _introduced(made: Roster) -> Iterator[tuple[str, int]]:
    """Yield roles behind "a" that are neither said of a name nor followed by one, the first of each last."""
    found, words, people = made.found, made.lang.words, made.people
    for place in range(len(found) - 1, -1, -1):
        if found[place].lower not in people.indefinite or found[place].lower not in words.articles:
            continue
        before = found[place - 1].lower if place else ""
        if before in words.auxiliaries | {",", "–", "—", "--"} or before in people.likening:
            continue
        for at in range(place + 1, min(place + AHEAD, len(found))):
            if found[at].kind != "w" or found[at].lower in words.prepositions:
                break
            named = at + 1 < len(found) and (found[at + 1].capital or found[at + 1].text == ",")
            if found[at].lower in people.roles and not named and not found[at].capital:
                following = found[at + 1].lower if at + 1 < len(found) else ""
                if following not in people.roles:
                    yield found[at].lower, found[at].start
                    break


def _unsure(word: str, times: int, made: Roster, *, behind_in: bool) -> bool:
    """Whether a name of one word without a title may be no party: seen once, or a place's, states set apart."""
    if word in made.people.places or word in made.people.regions:
        return True
    return (times < 2 or behind_in) and word not in made.people.nations


def _mark_places(made: Roster) -> None:
    """Mark names that stand behind "in" and of which nothing tells a person: no pronoun of a person means them."""
    starts = {atom.start: place for place, atom in enumerate(made.found)}
    for mention in made.mentions:
        entity, place = made.entities[mention.entity], starts.get(mention.start, 0)
        person = entity.gender or entity.roles or entity.kind != "named_person" or mention.owner
        if not person and place and made.found[place - 1].lower in made.lang.words.place_prepositions:
            entity.roles.add(PLACE)


def _no_names(made: Roster) -> frozenset[str]:
    """Words for persons, bodies and things, which are no names whatever their first letter."""
    words, people = made.lang.words, made.people
    nouns = people.roles | people.bodies | people.things | words.role_nouns | words.unnamed_nouns
    return nouns | frozenset(dict(words.role_abbreviations))


def _describes(made: Roster, place: int) -> bool:
    """Whether a word with a capital is an adjective before a person's or body's noun ("Vesslandic leaders")."""
    if place + 1 >= len(made.found) or made.found[place].text.isupper():
        return False
    words, people, behind = made.lang.words, made.people, made.found[place + 1]
    if behind.kind != "w" or behind.capital or behind.lower in finite_forms(made.lang):
        return False
    nouns = people.roles | people.bodies | words.role_nouns | words.group_nouns | words.plurals
    return behind.lower in nouns or (behind.lower.endswith("s") and behind.lower[:-1] in nouns)


def _complete(text: str, made: Roster, runs: Sequence[tuple[int, int]]) -> None:
    """Give a surname that only a headline has in full its first name."""
    people = made.people
    for first, last in runs:
        if not made.in_headline(made.found[first].start):
            continue
        for place in range(first + 1, last):
            given, name = made.found[place - 1], plain(made.found[place].text)
            own = [e for e in made.last_words.get(name, ()) if len(made.entities[e].words) == 1]
            if own and len(made.last_words[name]) == 1 and given.lower in people.given:
                entity = made.entities[own[0]]
                span = Span(given.start, made.found[place].end)
                entity.name, entity.words, entity.span = re.sub(r"['’]s$", "", span.of(text)), (given.lower, name), span
                entity.kind, entity.gender = "named_person", entity.gender or gender_of([given.lower], people)
                made.shorts.setdefault(" ".join(entity.words), own[0])
                made.first_words.setdefault(given.lower, []).append(own[0])


def _is_body(run: Sequence[Atom], made: Roster, outlets: Registry) -> bool:
    words = made.lang.words
    nouns = words.group_nouns | made.people.bodies
    if len(run) > 1 and run[-1].lower in made.people.things:
        return True
    if any(a.lower in nouns for a in run) or all(a.text.isupper() and len(a.text) > 1 for a in run):
        return True
    return outlets.by_name(" ".join(a.text for a in run)) is not None

"""Noun phrases: a name of any length, a title, a kind of body, to the party that the text means by it."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from firsthand.extract.atoms import Atom, atoms
from firsthand.languages import Language
from firsthand.languages.people import people_words
from firsthand.model import Attribution, Document, SourceKind, Span
from firsthand.outlets import Registry
from firsthand.resolve.names import is_title, party
from firsthand.resolve.speakers_lines import adjective
from firsthand.resolve.speakers_mentions import lookup
from firsthand.resolve.speakers_owned import group_key, named_owner
from firsthand.resolve.speakers_pronouns import Asked, Voices, person, thing
from firsthand.resolve.speakers_records import THING, Entity, Mention, Roster
from firsthand.resolve.speakers_roles import by_body, by_role, definiteness, head_of, one_person, senses, several, stems
from firsthand.resolve.speakers_words import Gender, gender_of, plain

NESTED = 0.7
LONGEST = 60
SUBJECT, OTHER = 0.8, 0.4
BETWEEN = 30
NEAR = 12
AHEAD = 6
CERTAIN = 0.8
HEAD, BELOW = 2, 6
"""Sentences at the head of a text that bring in somebody named further on, and how far on."""
SPOKEN = "the person most spoken of here"
OFFICE = 2
"""Words before a role that say which office it is ("homeland security secretary")."""
LAST_BODY = "the last body to be named"
TITLED = "the one with this title here"
BODIES: tuple[SourceKind, ...] = ("named_organisation", "outlet", "document", "collective")


class Found(NamedTuple):
    """A party by its number in the roster, how it was told, how surely, and the words it was told from."""

    entity: int
    method: str
    score: float
    span: Span


class PhraseReader:
    """Knows who has been named and has spoken so far in one stretch, and whom a noun phrase means there."""

    def __init__(self, *, document: Document, rows: Sequence[Attribution], made: Roster, outlets: Registry) -> None:
        self.document, self.text, self.made, self.outlets = document, document.text, made, outlets
        self.rows = {row.id: row for row in rows}
        self.told: dict[str, tuple[Found, ...]] = {}
        self.spoken: list[Attribution] = []
        self.voices = Voices(made=made, seen=[])
        self.by_name: dict[str, int] = {}
        self.by_head: dict[str, int] = {}
        self.starts = sorted(row.source[0].start for row in rows if row.source)
        self.pairs = sorted(self._pairs())
        self.events = self._events()
        self.next = 0

    def _events(self) -> list[tuple[int, Mention | Atom]]:
        """The named mentions and the pronouns of the running text, in order."""
        people = self.made.people
        taken = set(self.starts)
        found: list[tuple[int, Mention | Atom]] = [(m.start, m) for m in self.made.mentions]
        for atom in self.made.found:
            personal = atom.lower in people.pronouns and gender_in(self.made, atom.lower) is not None
            if personal and atom.start not in taken and not self.made.in_quotes(atom.start):
                found.append((atom.start, atom))
        return sorted(found, key=lambda pair: pair[0])

    def _pairs(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The persons named side by side with an "and" between, and where."""
        for one, other in itertools.pairwise(self.made.mentions):
            between = self.text[one.end : other.start].lower().split() if other.start - one.end < BETWEEN else []
            people = all(self.made.entities[m.entity].kind == "named_person" for m in (one, other))
            if (
                people
                and one.entity != other.entity
                and between[:1]
                and between[0] in self.made.lang.words.coordinators
            ):
                yield one.start, (one.entity, other.entity)

    def read_to(self, place: int) -> None:
        """Take in what stands before a place."""
        while self.next < len(self.events) and self.events[self.next][0] < place:
            event = self.events[self.next][1]
            self.next += 1
            if isinstance(event, Mention):
                self.voices.note(event)
                continue
            gender, word = gender_in(self.made, event.lower), self.made.people.pronouns[event.lower]
            fits = person(self.made, gender)
            ahead = self.ahead(event.start, fits)
            best = self.voices.best(Asked(at=event.start, fits=fits, gender=gender, word=word, ahead=ahead))
            if best is not None:
                weight = SUBJECT if word == event.lower else OTHER
                sentence = self.made.sentence(event.start)
                self.voices.note(Mention(event.start, event.end, best[0], sentence, weight), word=word)

    def ahead(self, at: int, fits: Callable[[int], bool]) -> int | None:
        """Whom a pronoun in a clause at the head of a sentence means: who is named behind its comma.

        "As she left, Kell said": nobody that the pronoun could mean is named before it in its sentence.
        """
        made, words = self.made, self.made.lang.words
        sentence = made.sentence(at)
        start = made.breaks[sentence - 1] if sentence else 0
        first = made.found[bisect_left(made.found, start, key=lambda a: a.start)]
        opens = words.prepositions | words.subordinators | words.cue_adverbs | words.openers
        if first.lower not in opens or first.start >= at or made.in_quotes(at):
            return None
        place = bisect_left(made.mentions, start, key=lambda m: m.start)
        for mention in made.mentions[place : place + AHEAD]:
            if mention.sentence != sentence:
                return None
            if not fits(mention.entity):
                continue
            if mention.start < at:
                return None
            mark = bisect_left(made.found, mention.start, key=lambda a: a.start) - 1
            while mark > 0 and (made.found[mark].text in '"”’»“' or is_title(made.found[mark], made.lang)):
                mark -= 1
            if made.found[mark].text == "," and made.entities[mention.entity].kind == "named_person":
                return None if mention.owner else mention.entity
        return None

    def note(self, row: Attribution, found: Sequence[Found]) -> None:
        """Remember who spoke, and where."""
        self.told[row.id] = tuple(found)
        if found:
            self.spoken.append(row)
        for who in found:
            if row.source:
                self.voices.spoke(who.entity, who.span.start, who.span.end, outer=row.parent is None)

    def phrase(self, row: Attribution, span: Span, found: Sequence[Atom], lang: Language) -> Found:
        """Say whom a noun phrase means: a name in it, a name it is short for, one it points back to, or itself."""
        headline = self.made.in_headline(span.start)
        if headline and (at := self._named_at(span)) is not None:
            return Found(at, "a name the text spells out", 0.9, span)
        if (at := self._head_name(span, found, lang)) is not None:
            return Found(at, "a name in these words", 0.9, span)
        kind = row.source_kind if row.source_kind not in ("pronoun", "none") else "unnamed"
        if kind == "named_person" and several(found, lang):
            kind = "collective"
        if kind == "named_organisation" and one_person(found, lang):
            kind = "unnamed"  # "the High Court judge"
        who = party(self.text, span, kind, lang, self.outlets)
        name = re.sub(r"['’]s?$", "", who.name) or who.name
        words = [
            w for w in (plain(a.text) for a in atoms(self.text, who.span, (), lang) if a.kind in "wn") if w != "'s"
        ]
        while words and words[0] in lang.words.articles:
            words = words[1:]
        at = self._by_name(words, who.span, who.kind, found, lang) if name[:1].isupper() else None
        at = self._other(row, at, words) if len(words) == 1 and name[:1].isupper() else at
        if at is not None:
            full = " ".join(words) == " ".join(self.made.entities[at].words)
            return Found(at, "as written" if full else "short form of a name in this text", 1.0 if full else 0.9, span)
        if who.kind == "named_organisation" and (at := self._ends_with(who.span)) is not None:
            self._call_in_full(at, span, found, lang)
            return Found(at, "a name in these words", 0.8, span)
        owned = self._owned(found, lang)
        if owned in self.by_name:
            return Found(self.by_name[owned], "the same party's", 0.8, span)
        if who.kind != "outlet" or not name[:1].isupper():
            back = self._points_back(span, found, headline, lang)
            if back is None and who.kind == "outlet":
                owner = [a for a in found if a.end <= who.span.end]  # "the site's nameless author"
                back = self._points_back(span, owner, headline, lang) if len(owner) < len(found) else None
            if back is not None and not (owned and back.method not in (TITLED, SPOKEN)) and not self._speaks(row, back):
                return back
        return Found(self.enter(name, who.kind, who.span, found, lang), "as written", 1.0, who.span)

    def _speaks(self, row: Attribution, back: Found) -> bool:
        """Whether a guess is who tells of this statement: one speaks of oneself by a pronoun, hardly by a role."""
        guessed = back.method in (SPOKEN, LAST_BODY)
        outer = self.rows.get(row.parent or "")
        while outer is not None and guessed:
            if any(who.entity == back.entity for who in self.told.get(outer.id, ())):
                return True
            outer = self.rows.get(outer.parent or "")
        return False

    def _other(self, row: Attribution, at: int | None, words: Sequence[str]) -> int | None:
        """Of persons with one surname, not the one whose full name stands in what is said or behind the source."""
        made = self.made
        own = [e for e in made.last_words.get(words[0], ()) if made.entities[e].kind == "named_person"]
        if len(own) < 2 or not row.source:
            return at
        spelled: set[int] = set()
        for span in (*row.content, Span(row.source[0].end, min(len(self.text), row.source[0].end + BETWEEN))):
            first = bisect_left(made.mentions, span.start, key=lambda m: m.start)
            last = bisect_left(made.mentions, span.end, key=lambda m: m.start)
            spelled |= {m.entity for m in made.mentions[first:last] if m.end - m.start > len(words[0]) + 2}
        if not spelled & set(own) or (at is not None and at not in spelled):
            return at
        others = [e for e in own if e not in spelled]
        best = self.voices.best(Asked(at=row.source[0].start, fits=lambda entity: entity in others))
        return best[0] if best else at

    def _named_at(self, span: Span) -> int | None:
        """The party a source in a headline begins with."""
        at = bisect_left(self.made.mentions, span.start, key=lambda m: m.start)
        if at < len(self.made.mentions) and self.made.mentions[at].start == span.start:
            return self.made.mentions[at].entity
        return None

    def _head_name(self, span: Span, found: Sequence[Atom], lang: Language) -> int | None:
        """The person whose name is the head of a longer phrase: "Harbour boss Jane Doe (Vale)", "Mr. Doe of Vale".

        The name must end the phrase, or stand before its first comma, bracket or preposition; a name behind a
        preposition is somebody else's ("the wife of Jane Doe"), and so is one with a genitive that goes on.
        """
        words = lang.words
        if len(found) > LONGEST:
            return None
        at = bisect_left(self.made.mentions, span.start, key=lambda m: m.start)
        while at < len(self.made.mentions) and self.made.mentions[at].end <= span.end:
            mention = self.made.mentions[at]
            at += 1
            entity = self.made.entities[mention.entity]
            if entity.kind != "named_person" or (mention.start == span.start and mention.end == span.end):
                continue
            before = [a for a in found if a.end <= mention.start]
            new = bool(before) and before[0].lower in self.made.people.indefinite
            if new and any(a.lower in words.place_prepositions for a in before):
                return None  # "a worker in rebel-held Harsund"
            after = [a for a in found if a.start >= mention.end and a.lower not in words.clitics]
            if before and any(a.text in ",(–—:;" for a in before):
                return None
            left = [a.lower for a in before if a.lower not in words.articles][-1:]  # "a spokesman for the Border Guard"
            if left and left[0] in words.prepositions | words.clitics | words.coordinators:
                continue
            owner = any(a.lower in words.clitics and a.start == mention.end for a in found)
            owner = owner or self.text[mention.end - 2 : mention.end] in ("'s", "’s")
            if after and owner:
                return None
            if (
                not after
                or after[0].text in ",(–—:;["
                or after[0].lower in words.prepositions | words.relative_pronouns
                or (after[0].lower in self.made.people.roles and after[1:] and after[1].lower in words.prepositions)
            ):
                return mention.entity
        return None

    def _call_in_full(self, at: int, span: Span, found: Sequence[Atom], lang: Language) -> None:
        """Give a ministry or court the land it is of: "Lorwede's Foreign Ministry"."""
        entity = self.made.entities[at]
        ahead = [a for a in found if a.end <= entity.span.start]
        owned = len(ahead) > 1 and ahead[-1].lower in lang.words.clitics and all(a.capital for a in ahead[:-1])
        if owned and entity.words[-1] in lang.words.group_nouns and span.holds(entity.span):
            entity.name = re.sub(r"\s+", " ", self.text[ahead[0].start : entity.span.end])

    def _ends_with(self, span: Span) -> int | None:
        """The body whose full name ends these words ("the event organiser Harbour League")."""
        at = bisect_left(self.made.mentions, span.start, key=lambda m: m.start)
        for mention in self.made.mentions[at : at + 3]:
            entity = self.made.entities[mention.entity]
            if mention.end == span.end and len(entity.words) > 1 and entity.kind != "named_person":
                return mention.entity
        return None

    def _by_name(
        self, words: Sequence[str], span: Span, kind: SourceKind, found: Sequence[Atom], lang: Language
    ) -> int | None:
        if not words or kind == "document":
            return None
        ahead = [a.lower for a in found if a.start < span.start and a.lower.rstrip(".") in lang.words.titles]
        gender = gender_of(ahead, self.made.people, compounds=lang.compounds)
        if " ".join(words) in self.made.people.nations:
            return self.made.shorts.get(" ".join(words))
        at = lookup(self.made, words, gender, kind=kind)
        spelled = all(a.capital or a.lower in lang.words.articles for a in found)  # "the Observatory and residents"
        if at is None and (kind in ("outlet", "named_organisation") or (kind != "named_person" and spelled)):
            return self._body(words, "outlet" if kind == "outlet" else "named_organisation")
        entity = self.made.entities[at] if at is not None else None
        if entity is not None and kind == "outlet" and entity.kind == "named_person":
            return None
        return at

    def _body(self, words: Sequence[str], kind: SourceKind) -> int | None:
        """Read "The Post", "the Observatory": the one body here whose name holds these words."""
        own = [w for w in words if w not in self.made.lang.words.determiners]
        if not own:
            return None
        fitting = []
        for at in self.made.bodies.get(own[0], ()):
            name = self.made.entities[at].words
            edges = (name[-len(own) :], name[: len(own)])
            if tuple(own) in edges or (kind == "named_organisation" and set(own) <= set(name)):
                fitting.append(at)
        often = sorted(fitting, key=lambda at: len(self.made.places.get(at, ())), reverse=True)
        sure = len(often) == 1 or (often and len(self.made.places.get(often[0], ())) > len(self.made.places[often[1]]))
        return often[0] if sure else None

    def _points_back(self, span: Span, found: Sequence[Atom], headline: bool, lang: Language) -> Found | None:
        people = people_words(lang.code)
        kind = definiteness(found, people, lang)
        head, _ = head_of(found, lang)
        if kind == "indefinite" and (at := self._named_below(span, found, lang)) is not None:
            return Found(at, TITLED, 0.6, span)
        top = not headline and self.made.sentence(span.start) < self.made.top
        if kind == "indefinite" or any(
            a.lower in lang.words.possessives or a.lower in lang.words.clitics for a in found
        ):
            return None
        plural = head.endswith(tuple(lang.words.plural_endings) or "\0") or head in lang.words.plurals
        if not plural or head in people.roles:
            role = by_role(self.made, found, span.start, ahead=headline or top, likeliest=self._among(span))
            role = None if role is not None and self._elsewhere(role[0], span, found) else role
            if role is not None and (kind == "definite" or headline or top or _titled(found, people.synonyms, lang)):
                return Found(role[0], TITLED, role[1], span)
        if headline or (kind == "bare" and not lang.compounds):
            return None
        return self._kind_of_body(span, found, kind=kind, plural=plural, lang=lang)

    def _named_below(self, span: Span, found: Sequence[Atom], lang: Language) -> int | None:
        """Whom "a harbour judge" at the head of a text means: the one judge it names only after that."""
        head, _ = head_of(found, lang)
        sentence = self.made.sentence(span.start)
        if sentence > self.made.top + HEAD or head not in self.made.people.roles | self.made.people.bodies:
            return None
        if head in self.made.people.bodies:
            body = by_body(self.made, found, span.start, ahead=True)
            return body if body is not None and self.made.last(body, span.start) < 0 else None
        role = by_role(self.made, found, span.start, exact=True)
        first = self.made.places.get(role[0], [0])[0] if role is not None else 0
        later = first > span.end and self.made.sentence(first) - sentence <= BELOW
        return role[0] if role is not None and later and role[1] > CERTAIN - 0.1 else None

    def _kind_of_body(
        self, span: Span, found: Sequence[Atom], *, kind: str, plural: bool, lang: Language
    ) -> Found | None:
        people = people_words(lang.code)
        head, _ = head_of(found, lang)
        senses_ = senses(head, people, lang)
        if kind != "definite":
            return None
        body = by_body(self.made, found, span.start)
        nouns = stems(min(people.camps) if head in people.camps else head, people)
        before = next((self.by_head[noun] for noun in sorted(nouns) if noun in self.by_head), None)
        if before is not None and not self._alike(before, found):
            before = None
        if body is not None and (before is None or self.made.last(body, span.start) > self._last_seen(before)):
            return Found(body, "the body named by this word", 0.8, span)
        if before is not None:
            return Found(before, "the same words before", 0.7, span)
        capitals = any(a.capital and not adjective(a) for a in found[1:])
        group = senses_ & (people.generic or (people.bodies | lang.words.group_nouns) - people.standing)
        if group and not capitals and not plural:
            if senses_ & people.standing or any(people.synonyms.get(a.lower) in people.bodies for a in found):
                return None
            fits = thing(self.made, ("named_organisation", "outlet"), named=True)
            best = self.voices.best(Asked(at=span.start, fits=fits))
            exact = not lang.compounds or stems(head, people) & people.bodies
            if best and not (exact and self._same_kind(best[0], found, lang)):
                return None
            return Found(best[0], LAST_BODY, min(0.7, best[1]), span) if best else None
        if senses_ & (people.reports | set(lang.relays.outlet_nouns)) and not capitals and not plural:
            best = self.voices.best(Asked(at=span.start, fits=thing(self.made, ("outlet",), named=True)))
            return Found(best[0], "the medium whose report this is", min(0.7, best[1]), span) if best else None
        if senses_ & (people.roles | lang.words.role_nouns) and not plural:
            if self.made.introduced.get(head, span.start) < span.start:
                return None  # "a worker came … the worker said"
            gender = gender_of([head], people, compounds=lang.compounds)
            best = self.voices.best(Asked(at=span.start, fits=person(self.made, gender), gender=gender))
            if capitals and lang.order != "v2" and not (best and self._described(best, span, found, head, lang)):
                return None
            if best is None or self._another_office(best[0], found):
                return None
            return Found(best[0], SPOKEN, 0.6 * best[1], span)
        return None

    def _another_office(self, entity: int, found: Sequence[Atom]) -> bool:
        """Whether a phrase says of what office it is, in words that nothing tells of somebody who has another."""
        _, before = head_of(found, self.made.lang)
        people, roles = self.made.people, self.made.entities[entity].roles
        said = [word for word in before if not people.land(word) and word not in people.describing]
        return bool(roles) and len(said) >= OFFICE and not any(word in roles for word in said)

    def _among(self, span: Span) -> Callable[[Sequence[int]], int | None]:
        def likeliest(tied: Sequence[int]) -> int | None:
            best = self.voices.best(Asked(at=span.start, fits=lambda entity: entity in tied))
            return best[0] if best else None

        return likeliest

    def _elsewhere(self, entity: int, span: Span, found: Sequence[Atom]) -> bool:
        """Whether a phrase names a state that nothing tells of somebody, and somebody else is spoken of."""
        people = self.made.people
        if not any(atom.lower in people.nations for atom in found):
            return False
        roles = self.made.entities[entity].roles
        _, before = head_of(found, self.made.lang)
        told = any(word in roles and not people.land(word) for word in before)  # "the U.S. homeland security secretary"
        if told or any(people.land(role) for role in roles):
            return False
        best = self.voices.best(Asked(at=span.start, fits=person(self.made, None)))
        return best is not None and best[0] != entity

    def _last_seen(self, entity: int) -> int:
        return max((m.start for m in self.voices.seen if m.entity == entity), default=-1)

    def _alike(self, entity: int, found: Sequence[Atom]) -> bool:
        """Whether a party of the same noun has every name that a phrase has: "the Russian source" is no Syrian one."""
        words, small = set(self.made.entities[entity].words), self.made.lang.order != "v2"
        return all(a.lower in words for a in found[1:] if self.made.people.land(a.lower) or (small and a.capital))

    def _same_kind(self, entity: int, found: Sequence[Atom], lang: Language) -> bool:
        """Whether "the harbour board" may be a body: no noun stands before its head that the body's name lacks."""
        _, ahead = head_of(found, lang)
        name = self.made.entities[entity].words
        known = people_words(lang.code).describing
        return all("-" in word or word in name or word in known for word in ahead)

    def _described(self, best: tuple[int, float], span: Span, found: Sequence[Atom], head: str, lang: Language) -> bool:
        """Whether "the Vale businessman" can only be the person just named, in other words."""
        last = max((m.sentence for m in self.voices.seen[-NEAR:] if m.entity == best[0]), default=-NEAR)
        near = self.made.sentence(span.start) - last <= 3
        people = self.made.people
        lands = {land for atom in found if (land := people.land(atom.lower))}
        own = {people.land(role) for role in self.made.entities[best[0]].roles} - {""}
        state = any(atom.lower in people.nations for atom in found) and head in people.offices
        if lands and not lands & own and (own or state):
            return False  # one state's minister is not another's
        return near and best[1] >= CERTAIN and head not in lang.words.unnamed_nouns

    def _owned(self, found: Sequence[Atom], lang: Language) -> str | None:
        """What "her campaign", "Kell's campaign" is known by: whose it is, and the noun; None where nobody's."""
        if len(found) < 2:
            return None
        first = found[0]
        if first.lower in lang.words.possessives and (gender := gender_in(self.made, first.lower)) is not None:
            word = self.made.people.pronouns.get(first.lower, first.lower)
            asked = Asked(at=first.start, fits=person(self.made, gender), gender=gender, word=word)
            best = self.voices.best(asked)
            sure = best is not None and best[1] >= CERTAIN
            return group_key(best[0], found[1:], self.made.people, lang) if best and sure else None
        named = named_owner(self.made, found, lang)
        return group_key(*named, self.made.people, lang) if named else None

    def enter(self, name: str, kind: SourceKind, span: Span, found: Sequence[Atom], lang: Language) -> int:
        """Return the number of a party known by these words alone, new or met before."""
        owned = self._owned(found, lang)
        key = owned or name.lower()
        if key in self.by_name:
            return self.by_name[key]
        people = people_words(lang.code)
        entity = Entity(name=name, span=span, kind=kind, words=tuple(name.lower().split()))
        head, _ = head_of(found, lang)
        plural = head in lang.words.plurals or (head.endswith(tuple(lang.words.plural_endings) or "\0"))
        if kind in ("unnamed", "collective") and plural:
            entity.roles.add("plural")
        elif kind == "unnamed" and not senses(head, people, lang) & _persons(lang):
            entity.roles.add(THING)
        entity.gender = gender_of([head], people, compounds=lang.compounds)
        if kind == "named_person":
            entity.gender = gender_of(entity.words[:1], people) or entity.gender
        self.made.entities.append(entity)
        at = self.by_name[key] = len(self.made.entities) - 1
        if kind in ("unnamed", "collective", "document") or owned:
            for noun in stems(min(people.camps) if head in people.camps else head, people):
                self.by_head[noun] = at
        return at


def _titled(found: Sequence[Atom], synonyms: Iterable[str], lang: Language) -> bool:
    """Whether a phrase without an article is a role written as a title ("Russian FM")."""
    last = found[-1]
    return last.lower.rstrip(".") in dict(lang.words.role_abbreviations) or (
        last.text.isupper() and last.lower in synonyms
    )


def _persons(lang: Language) -> frozenset[str]:
    return people_words(lang.code).roles | lang.words.role_nouns | lang.words.unnamed_nouns


def gender_in(made: Roster, word: str) -> Gender | None:
    """Return the gender that a pronoun tells."""
    people = made.people
    if word in people.masculine:
        return "m"
    return "f" if word in people.feminine else None

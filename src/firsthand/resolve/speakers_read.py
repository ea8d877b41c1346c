"""A reader of one text, who says who the next source is: whose words go on, who a pronoun is, who a phrase names."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from firsthand.extract.atoms import Atom, atoms
from firsthand.extract.edges import is_relative
from firsthand.languages import Language
from firsthand.languages.people import people_words
from firsthand.model import Attribution, SourceKind, Span
from firsthand.resolve.names import party
from firsthand.resolve.speakers_joint import parts
from firsthand.resolve.speakers_mentions import lookup
from firsthand.resolve.speakers_phrases import BODIES, TITLED, Found, PhraseReader, gender_in
from firsthand.resolve.speakers_pronouns import Asked, person, thing
from firsthand.resolve.speakers_records import PLACE, Entity
from firsthand.resolve.speakers_relative import antecedent
from firsthand.resolve.speakers_roles import several
from firsthand.resolve.speakers_words import plain

REACH = 300
CLAUSE = 8
SURE = 0.6
PAIRED = 2


class Reader(PhraseReader):
    """Reads the sources of one stretch in text order."""

    def carried(self, row: Attribution) -> Found | None:
        """A quotation with neither source nor cue goes on with the speech before it."""
        for earlier in reversed(self.spoken):
            if earlier.parent == row.parent and earlier.type in ("direct", "mixed"):
                who = self.told[earlier.id][0]
                return who._replace(method="the quotation goes on", score=0.7)
        return None

    def sources(self, row: Attribution, lang: Language) -> list[Found]:
        """Say who the source of a row is, part by part where it is joint."""
        whole = row.source[0]
        if family := self._family(whole, lang):
            return [Found(one, "both of this name", 0.7, whole) for one in family]
        if together := self._together(whole, lang):
            return [Found(one, "named together before", 0.7, whole) for one in together]
        return [who for part in parts(self.text, whole, lang) if (who := self.source(row, part, lang))]

    def _together(self, span: Span, lang: Language) -> tuple[int, ...]:
        """The parties that "both", or "they" after a joint statement, mean: those last named together."""
        words, here = span.of(self.text).lower(), self.made.sentence(span.start)
        place = bisect_left(self.pairs, (span.start,))
        if words in lang.words.relative_only and place and self._several(span, lang):
            last = bisect_left(self.made.mentions, span.start, key=lambda m: m.start) - 1
            mention, pair = self.made.mentions[last], self.pairs[place - 1][1]
            return pair if mention.entity == pair[1] and span.start - mention.end <= PAIRED else ()
        two = self._means_two(span, words, lang)
        if not two and people_words(lang.code).pronouns.get(words, words) not in lang.words.plural_pronouns:
            return ()
        joint = [(row.source[0].start, self.told[row.id]) for row in self.spoken[-1:] if row.source]
        near = [(at, tuple(who.entity for who in found)) for at, found in joint if len(found) > 1]
        if two and not near:
            near = self._two(span.start, here)
        if place and (two or self._alone(self.pairs[place - 1][0], span.start)):
            near.append(self.pairs[place - 1])
        near = [one for one in near if here - self.made.sentence(one[0]) <= (PAIRED if two else 1)]
        return max(near)[1] if near else ()

    def _means_two(self, span: Span, words: str, lang: Language) -> bool:
        """Whether a source is a word for two, or such a word with a noun of persons: "both women", "the two pilots"."""
        people = people_words(lang.code)
        if words in people.pairs:
            return True
        opens = any(words.startswith(f"{pair} ") for pair in people.pairs)
        found = atoms(self.text, span, (), lang)
        return opens and several(found, lang) and not any(a.lower in lang.words.coordinators for a in found)

    def _two(self, at: int, here: int) -> list[tuple[int, tuple[int, ...]]]:
        """The only two persons named in a sentence and the two before it, in order."""
        last = bisect_left(self.made.mentions, at, key=lambda m: m.start)
        seen: dict[int, int] = {}
        for mention in reversed(self.made.mentions[max(0, last - CLAUSE) : last]):
            if here - mention.sentence > PAIRED:
                break
            if self.made.entities[mention.entity].kind == "named_person":
                seen.setdefault(mention.entity, mention.start)
        return [(max(seen.values()), tuple(sorted(seen)))] if len(seen) == PAIRED else []

    def _family(self, span: Span, lang: Language) -> tuple[int, ...]:
        """The two persons of one surname that "the Kells" are."""
        found = atoms(self.text, span, (), lang)
        if len(found) != PAIRED or found[0].lower not in lang.words.articles or not found[1].capital:
            return ()
        name = found[1].lower
        ends = (end for end in lang.words.plural_endings if name.endswith(end))
        for end in ends:
            own = self.made.last_words.get(name.removesuffix(end), ())
            own = [one for one in own if self.made.entities[one].kind == "named_person"]
            if len(own) == PAIRED:
                return tuple(own)
        return ()

    def _alone(self, start: int, end: int) -> bool:
        """Whether nobody but persons is named from one place to another, so that "they" can mean two of them."""
        first = bisect_left(self.made.mentions, start, key=lambda m: m.start)
        last = bisect_left(self.made.mentions, end, key=lambda m: m.start)
        return all(self.made.entities[m.entity].kind == "named_person" for m in self.made.mentions[first:last])

    def source(self, row: Attribution, span: Span, lang: Language) -> Found | None:
        """Say who one source, or one part of a joint source, is."""
        self.read_to(span.start)
        found = atoms(self.text, span, (), lang)
        people = people_words(lang.code)
        if not found:
            return None
        if len(found) > 1 and found[0].capital and found[-1].lower in people.pronouns:
            found = found[:-1]  # "Kell himself"
            span = Span(span.start, found[-1].end)
        shouted = len(found[0].text) > 1 and found[0].text.isupper()
        word = "" if shouted else found[0].lower  # "US" is not "us"
        alone = len(found) == 1 or (len(found) == 2 and found[1].lower in lang.words.clitics)
        if alone and (row.source_kind == "pronoun" or word in people.pronouns or word in people.first_person):
            return self._pronoun(row, span, word, lang)
        return self.phrase(row, span, found, lang)

    # Pronouns

    def _pronoun(self, row: Attribution, span: Span, word: str, lang: Language) -> Found:
        people = people_words(lang.code)
        if word in people.first_person:
            return self._writer(row, span, people.first_person[word], lang)
        if word in people.second_person:
            return Found(self._plainly(people.second_person[word], span), "as written", 0.3, span)
        if word in lang.words.relative_pronouns and word not in lang.words.articles:
            relative = self._relative(span, lang)
            if relative is not None:
                return relative
        kinds = _kinds(word, lang)
        canon = people.pronouns.get(word, word)
        if not kinds:
            return Found(self._plainly(span.of(self.text), span), "as written", 0.3, span)
        gender = gender_in(self.made, word)
        fits = person(self.made, gender) if "named_person" in kinds else thing(self.made, kinds)
        outer = self._outer(row)
        quoted = self._quoted(row, span)
        heard = outer.entity if outer is not None else None
        best = self.voices.best(
            Asked(
                at=span.start,
                fits=(lambda entity: entity != heard and fits(entity)) if quoted else fits,
                gender=gender,
                word=canon,
                outer=None if quoted else heard,
                several="collective" in kinds and "document" not in kinds,
                ahead=self.ahead(span.start, fits),
                quoted_from=row.content[0].start if row.content and row.content[0].start < span.start else -1,
            )
        )
        if best is None:
            return Found(self._plainly(span.of(self.text), span), "as written", 0.3, span)
        self.voices.said[canon] = best[0]
        entity = self.made.entities[best[0]]
        if entity.gender is None and gender is not None and best[1] >= SURE:
            entity.gender = gender
        how = "the one whose words these are" if best[0] == heard else "the party most spoken of here"
        return Found(best[0], how, round(min(0.9, best[1]), 2), span)

    def _plainly(self, words: str, span: Span) -> int:
        key = words.lower()
        if key not in self.by_name:
            self.made.entities.append(Entity(name=words, span=span, kind="pronoun", words=(key,)))
            self.by_name[key] = len(self.made.entities) - 1
        return self.by_name[key]

    def _writer(self, row: Attribution, span: Span, word: str, lang: Language) -> Found:
        """Read "I": who speaks the words around it, else who wrote the text."""
        outer = self._outer(row)
        single = word == next(iter(people_words(lang.code).first_person.values()))
        if single and outer is not None and self._quoted(row, span):
            return Found(outer.entity, "the one whose words these are", 0.8, span)
        author = self.document.author
        if single and author and not self.made.in_quotes(span.start):
            return Found(self.enter(author, "named_person", span, (), lang), "the author of the text", 0.8, span)
        return Found(self._plainly(word if not single else word.capitalize(), span), "as written", 0.3, span)

    def _outer(self, row: Attribution) -> Found | None:
        told = self.told.get(row.parent or "", ())
        if told:
            return told[0]
        parent = self.rows.get(row.parent or "")
        if parent is None or not parent.source or parent.parent is not None:
            return None
        at = bisect_left(self.made.mentions, parent.source[0].start, key=lambda m: m.start)
        inside = [m for m in self.made.mentions[at : at + 2] if parent.source[0].holds(Span(m.start, m.end))]
        return Found(inside[0].entity, "", 0.8, parent.source[0]) if inside else None

    def _quoted(self, row: Attribution, span: Span) -> bool:
        """Whether a place in an outer attribution's content stands between quotation marks."""
        parent = self.rows.get(row.parent or "")
        if parent is None or parent.type == "indirect":
            return False
        return parent.type == "direct" or self.made.in_quotes(span.start)

    def _relative(self, span: Span, lang: Language, *, depth: int = 0) -> Found | None:
        """Who "who" stands for: the noun before it, or the person named nearest in its sentence."""
        if depth > PAIRED:
            return None  # "who who who": no text of people
        start = max(0, span.start - REACH, self.text.rfind("\n", 0, span.start) + 1)
        found = atoms(self.text, Span(start, span.start), (), lang)
        end = len(found) - 1 if found and found[-1].text == "," else len(found)
        if end and is_relative(found, end - 1, lang):
            return self._relative(Span(found[end - 1].start, found[end - 1].end), lang, depth=depth + 1)
        things = span.of(self.text).lower() in people_words(lang.code).thing_relatives
        many = self._several(span, lang)
        head = antecedent(
            found, end, lang, things=things, several=many,
            person=lambda head: self._ending_at(Span(found[head[0]].start, found[head[1] - 1].end)) is not None,
        )  # fmt: skip
        if head is None:
            back = _relative_before(found, end, lang)
            if back is None:
                return None
            return self._relative(Span(found[back].start, found[back].end), lang, depth=depth + 1)
        phrase = Span(found[head[0]].start, found[head[1] - 1].end)
        if (earlier := _relative_before(found, head[0], lang)) is not None:
            return self._relative(Span(found[earlier].start, found[earlier].end), lang, depth=depth + 1)
        if (named := self._ending_at(phrase)) is not None and not things and not many:
            return Found(named, "the name before it", 0.85, span)
        if (named := self._beside(found, head, lang)) is not None:
            return Found(named, "the name before it", 0.8, span)
        role = self._points_back(phrase, found[head[0] : head[1]], False, lang)
        if role is not None and role.method == TITLED:
            return role._replace(span=span)
        kind: SourceKind = "named_person" if sum(a.capital for a in found[head[0] : head[1]]) >= 2 else "unnamed"
        if kind == "named_person" and (things or many):
            kind = "named_organisation" if things else "collective"
        who = party(self.text, phrase, kind, lang, self.outlets)
        words = [plain(w) for w in re.split(r"\s+", who.name) if w]
        at = lookup(self.made, words, None)
        if at is None and not things and kind == "named_person":
            at = self._nearest(span)
        if at is None:
            at = self.enter(who.name, who.kind, who.span, found[head[0] : head[1]], lang)
        return Found(at, "the noun before it", 0.8, span)

    def _several(self, span: Span, lang: Language) -> bool:
        """Whether the verb behind a pronoun has the plural: "who are"."""
        behind = atoms(self.text, Span(span.end, min(len(self.text), span.end + CLAUSE * 2)), (), lang)
        return bool(behind) and behind[0].lower in people_words(lang.code).plural_verbs

    def _beside(self, found: Sequence[Atom], head: tuple[int, int], lang: Language) -> int | None:
        """The party that an apposition is said of, by the name before its comma: "Harbour Watch, a group that"."""
        start = head[0]
        said = found[start - 1].lower if start else ""
        if start < 2 or found[start].lower not in lang.words.articles:
            return None
        if said != "," and not (said in lang.words.auxiliaries and found[start].lower in self.made.people.indefinite):
            return None  # neither "Kell, a pilot who" nor "Kell is a pilot who"
        place = found[start - 2]
        at = bisect_left(self.made.mentions, place.end, key=lambda m: m.end)
        for mention in self.made.mentions[at : at + 2]:
            if mention.end == place.end:
                return mention.entity
        return None

    def _ending_at(self, span: Span) -> int | None:
        """The person whose name ends a phrase that begins with something else ("the treatment of Jane Doe")."""
        at = bisect_left(self.made.mentions, span.start, key=lambda m: m.start)
        while at < len(self.made.mentions) and self.made.mentions[at].end <= span.end:
            mention = self.made.mentions[at]
            entity = self.made.entities[mention.entity]
            if mention.end == span.end and entity.kind == "named_person" and PLACE not in entity.roles:
                return mention.entity
            at += 1
        return None

    def _nearest(self, span: Span) -> int | None:
        sentence = self.made.sentence(span.start)
        for mention in reversed(self.voices.seen):
            near = mention.end <= span.start < mention.end + REACH and sentence - mention.sentence <= 1
            if near and self.made.entities[mention.entity].kind == "named_person":
                return mention.entity
        return None


def _relative_before(found: Sequence[Atom], start: int, lang: Language) -> int | None:
    """The pronoun of a relative clause that a phrase is the end of ("a reporter who is with the troops who said")."""
    words = lang.words
    passed = words.auxiliaries | words.cue_adverbs | words.prepositions | words.determiners
    for place in range(start - 1, max(-1, start - CLAUSE), -1):
        if is_relative(found, place, lang):
            return place if found[place].lower in words.relative_only else None
        noun = place == start - 1 and found[place].kind == "w"
        if (
            found[place].lower not in passed
            and not found[place].lower.endswith(words.verb_endings or "\0")
            and not noun
        ):
            return None
    return None


def _kinds(word: str, lang: Language) -> tuple[SourceKind, ...]:
    canon = people_words(lang.code).pronouns.get(word, word)
    words = lang.words
    if word in words.person_pronouns or canon in words.person_pronouns:
        return ("named_person", "unnamed")
    if word in words.thing_pronouns or canon in words.thing_pronouns:
        return BODIES
    if word in words.plural_pronouns or canon in words.plural_pronouns:
        return ("collective", "named_organisation", "unnamed")
    return ()

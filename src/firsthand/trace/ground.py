"""What tracing stands on, made once for a corpus: its sentences, its parties, who prints whose text, and whose copy."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec

from firsthand.languages import known_code, language
from firsthand.languages.concepts import concepts_of
from firsthand.link.reuse import reused
from firsthand.link.reuse_pairs import Reuse
from firsthand.model import Credit, Judgement, Parties, Reading, Span
from firsthand.outlets import Registry
from firsthand.resolve.parties import Aliases, parties
from firsthand.trace.corpus import Corpus
from firsthand.trace.decisions import active
from firsthand.trace.question import Spellings
from firsthand.trace.who import Someone, Who, publisher_of

COVERS = 0.6
"""Share of a sentence that a shared passage must cover for the sentence to count as shared."""


BESIDE = 90
"""Characters before and behind a name in which its bearer's office is looked for."""

NAME_WORDS = 7

APPOSED = 6
"""Words behind a name within which the body is named that its bearer heads ("…, the long-serving head of the …")."""

OFFICE_WORDS = 2
"""Words between a body's name and the office ("White House press secretary", "spokesman for the army")."""

SPOKESMAN = "spokesperson"

STATEMENTS = 200
"""Statements of one person that are looked at for whom he speaks for."""


class Twin(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one document that another prints too: ``doc`` is the other, ``span`` where it stands there.

    ``from_there`` says that this document's text comes from the other; ``share`` is how much of this document is in it.
    """

    doc: int
    span: Span
    own: Span
    from_there: bool
    share: float


class Ground:
    """The corpus, its parties and its links between documents."""

    def __init__(
        self,
        readings: Iterable[Reading],
        *,
        outlets: Registry,
        aliases: Aliases | None = None,
        judgements: Sequence[Judgement] = (),
        links: Iterable[Reuse] | None = None,
        known: Parties | None = None,
    ) -> None:
        self.corpus = Corpus(readings)
        self.outlets = outlets
        self.judgements = active(judgements)
        self.spellings = Spellings(self.corpus)
        found = known or parties(
            self.corpus.readings, aliases=aliases or {}, judgements=self.judgements, outlets=outlets
        )
        self.who = Who(self.corpus.readings, found, outlets=outlets)
        documents = (reading.document for reading in self.corpus.readings)
        self._twins = self._by_document(reused(documents, outlets=outlets) if links is None else links)
        self.publishers = [self._publisher(reading) for reading in self.corpus.readings]
        self._statements = self._by_party()
        self._represented: dict[str, tuple[str, ...]] = {}
        self.printed_by: dict[str, list[int]] = defaultdict(list)
        for doc, publisher in enumerate(self.publishers):
            if publisher is not None:
                self.printed_by[publisher.key].append(doc)

    def _by_document(self, links: Iterable[Reuse]) -> dict[int, list[tuple[Reuse, int, bool]]]:
        """Return, for each document, the links it is in, the other document, and whether it is the link's ``a``."""
        numbers = {reading.document.name: doc for doc, reading in enumerate(self.corpus.readings)}
        found: dict[int, list[tuple[Reuse, int, bool]]] = defaultdict(list)
        for link in links:
            a, b = numbers.get(link.a), numbers.get(link.b)
            if a is not None and b is not None:
                found[a].append((link, b, True))
                found[b].append((link, a, False))
        return found

    def twins(self, doc: int, span: Span) -> list[Twin]:
        """Return where other documents print a stretch of this one, those most alike first."""
        found = []
        for link, other, first in self._twins.get(doc, ()):
            for pair in link.passages:
                own, there = pair if first else (pair[1], pair[0])
                covered = min(own.end, span.end) - max(own.start, span.start)
                if covered >= COVERS * (span.end - span.start):
                    comes = link.direction == ("a_from_b" if first else "b_from_a")
                    share = link.share_a if first else link.share_b
                    found.append(Twin(doc=other, span=there, own=own, from_there=comes, share=share))
        return sorted(found, key=lambda twin: (-twin.share, twin.doc))

    def _publisher(self, reading: Reading) -> Someone | None:
        name = publisher_of(reading)
        return self.who.outlet(name) if name else None

    def agency(self, doc: int) -> tuple[Someone, Credit] | None:
        """Return the agency or outlet whose copy a document says it prints; None where it names none or several."""
        found: dict[str, tuple[Someone, Credit]] = {}
        for credit in self.corpus.readings[doc].credits:
            if credit.kind != "contribution" and credit.name != "agencies" and credit.level == "certain":
                someone = self.who.outlet(credit.name)
                found.setdefault(someone.key, (someone, credit))
        own = self.publishers[doc]
        kept = [one for key, one in found.items() if own is None or key != own.key]
        return kept[0] if kept else None

    def bodies_of(self, statement: str | None, doc: int) -> tuple[str, ...]:
        """Return the keys of the bodies whose spokesman, head or minister a document calls a statement's speaker."""
        reading = self.corpus.readings[doc]
        spans = {span for speaker in self.who.speakers.get(statement or "", ()) for span in speaker.evidence}
        found: dict[str, None] = {}
        for span in sorted(spans):
            for key in self._beside(reading.document.text, span, reading.document.lang):
                found.setdefault(key)
        return tuple(found)

    def represented(self, someone: Someone) -> tuple[str, ...]:
        """Return the keys of the bodies that a person is said to speak for anywhere in the corpus, most often first."""
        if someone.key not in self._represented:
            counts: Counter[str] = Counter()
            for statement, doc in self._statements.get(someone.key, ())[:STATEMENTS]:
                counts.update(self.bodies_of(statement, doc))
            self._represented[someone.key] = tuple(
                key for key, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
            )
        return self._represented[someone.key]

    def _by_party(self) -> dict[str, list[tuple[str, int]]]:
        """Return the statements of every party, each with the number of its document."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for doc, reading in enumerate(self.corpus.readings):
            for speaker in reading.speakers:
                if speaker.kind == "named_person":
                    found[self.who.speaking(speaker).key].append((speaker.attribution, doc))
        return found

    def _beside(self, text: str, span: Span, lang: str) -> Iterator[str]:
        """Yield the bodies named right before or behind a name with a word of office ("head of the Observatory").

        Whoever has a spokesman is spoken for too, be it a person or a body whose name looks like one.
        """
        known = language(known_code(lang)).words
        before = re.split(r"[.;\n]", text[max(0, span.start - BESIDE) : span.start])[-1]
        behind = re.split(r"[.;\n]", text[span.end : span.end + BESIDE])[0]
        office = known.role_nouns | known.titles
        small = known.prepositions | known.articles | known.determiners
        for stretch in (before, behind):
            words = re.findall(r"[\w'’-]+", stretch)
            lower = [word.casefold() for word in words]
            for start in range(len(words)):
                for size in range(min(NAME_WORDS, len(words) - start), 0, -1):
                    name = re.sub("['’]s$", "", " ".join(words[start : start + size]))
                    someone = self.who.named(name) if name[:1].isupper() else None
                    if someone is None or someone.kind == "outlet":
                        continue
                    if someone.kind != "named_person" and lower[start] in known.titles and size > 1:
                        continue  # "President Jane Doe" is nobody's employer
                    ahead, after = lower[:start], lower[start + size :]
                    of = any(word in office for word in ahead[-OFFICE_WORDS - 1 :]) and ahead[-1] in small
                    if someone.kind == "named_person":
                        holds = any(SPOKESMAN in concepts_of(word, lang) for word in after[:1])
                    elif stretch is before:
                        holds = (of and len(after) <= 1) or self._leads(after, office, small, known.verb_endings)
                    else:
                        near = any(word in office for word in after[:OFFICE_WORDS])
                        holds = (of and start <= APPOSED) or (near and start <= OFFICE_WORDS)
                    if holds:
                        yield someone.key
                    break

    @staticmethod
    def _leads(words: Sequence[str], office: Set[str], small: Set[str], endings: tuple[str, ...]) -> bool:
        """Whether the words between a body and a name are those of an office ("Foreign Ministry spokeswoman …")."""
        if not 0 < len(words) <= OFFICE_WORDS + 1 or any(word in small for word in words):
            return False
        return any(word in office for word in words) and not any(
            word.endswith(endings) and word not in office for word in words
        )

    def published(self, doc: int) -> str:
        """Return the moment of publication as text that sorts in order of time; what has no date comes last."""
        return self.corpus.readings[doc].published.value or "9999"

"""Is this what was said? A quotation against transcripts: the best place in all of them, and what differs there."""

from collections.abc import Iterable, Sequence

from firsthand.errors import InputError, LimitError
from firsthand.ingest.transcripts import Speech, Transcript
from firsthand.link.check_model import Checked, Elsewhere, Quotation
from firsthand.link.check_search import Found, Search
from firsthand.link.check_sentences import cut_off, languages_of, surroundings
from firsthand.link.check_speakers import same_speaker, shown_name
from firsthand.link.differences import Difference, Sides, differences, verdict
from firsthand.link.differences_words import Lexicon
from firsthand.link.passages import Index, Text
from firsthand.link.passages_words import Words, words_of
from firsthand.link.quotations_align import Step
from firsthand.model import Span

__all__ = ["Checked", "Checker", "Elsewhere", "Quotation"]

MAX_WORDS = 1_000
"""Words of one quotation. A longer one is a text, and comparing two texts is another question."""

FOUND = 0.45
"""Score from which a place counts as found. Chosen on development transcripts; see bench/check.py."""

EXACT = 1_000
"""Places where the very words stand among which a speaker is looked for: "thank you" stands in every transcript."""

ALSO = 20


class Checker:
    """Transcripts, indexed once and asked often."""

    def __init__(self, transcripts: Iterable[Transcript]) -> None:
        self._transcripts = tuple(transcripts)
        self._names = _names(self._transcripts)
        self._index = Index(
            [Text(text=one.text, spans=tuple(speech.span for speech in one.speeches)) for one in self._transcripts]
        )
        self._search = Search(self._index)

    def __len__(self) -> int:
        return len(self._transcripts)

    def transcript(self, name: str) -> Transcript:
        """Return the transcript that answers call by this name. Raises KeyError when there is none."""
        return self._transcripts[self._names.index(name)]

    def check(self, quotation: Quotation) -> Checked:
        """Find the best place of a quotation, and say what differs.

        Among equal places the one that the quotation's speaker spoke wins, then the transcript given first.

        Raises:
            InputError: the quotation holds no word.
            LimitError: it is longer than 1,000 words.

        """
        words = words_of(quotation.quote)
        if not words.forms:
            raise InputError("The quotation holds no word; give the words that are said to have been said.")
        if len(words.forms) > MAX_WORDS:
            raise LimitError(
                f"The quotation has {len(words.forms):,} words, more than {MAX_WORDS:,}; check it in parts."
            )
        exact = self._exact(words, quotation.speaker)
        if exact:
            first = exact[0]
            step = Step("equal", 0, len(words.forms), first, first + len(words.forms))
            return self._answer(quotation, words, Found(1.0, (step,)), exact[1:])
        found = self._search.best(words)
        if found is None or found.score < FOUND:
            return Checked(id=quotation.id, verdict="not_found", quote=quotation.quote, score=_round(found))
        return self._answer(quotation, words, found, [])

    def _exact(self, words: Words, speaker: str | None) -> list[int]:
        places = [int(at) for at in self._index.exact(words.forms)[:EXACT]]
        if speaker is None or len(places) < 2:
            return places
        return sorted(places, key=lambda at: not same_speaker(speaker, self._speech(at).speaker))

    def _answer(self, quotation: Quotation, words: Words, found: Found, also: Sequence[int]) -> Checked:
        main = _main(found.steps)
        number = self._index.text_of(main[0].b0)
        transcript = self._transcripts[number]
        span = self._index.span(main[0].b0, main[-1].b1)
        first, last = self._speech(main[0].b0), self._speech(main[-1].b1 - 1)
        lexicon = Lexicon(languages_of([quotation.quote, transcript.text[max(0, span.start - 200) : span.end + 200]]))
        changes = self._differences(quotation.quote, words, found.steps, lexicon=lexicon)
        notes = cut_off(
            quotation.quote,
            said=transcript.text,
            span=span,
            speech=Span(first.span.start, last.span.end),
            lexicon=lexicon,
        )
        spoke = _speaker_note(quotation, first, last, span)
        before, said, after = surroundings(transcript.text, span)
        return Checked(
            id=quotation.id,
            verdict=verdict(changes),
            doc=self._names[number],
            span=span,
            speaker=first.speaker,
            differences=tuple(sorted((*changes, *notes, *spoke), key=lambda one: (one.quote, one.kind))),
            quote=quotation.quote,
            score=round(found.score, 3),
            at=first.at,
            before=before,
            said=said,
            after=after,
            also=tuple(self._elsewhere(at, len(words.forms)) for at in also[:ALSO]),
        )

    def _differences(self, quote: str, words: Words, steps: Sequence[Step], *, lexicon: Lexicon) -> list[Difference]:
        home = _main(steps)[0].b0
        said = self._transcripts[self._index.text_of(home)].text
        low = min(step.b0 for step in steps)
        sides = Sides(
            quote=quote,
            quote_words=words,
            said=said,
            said_forms=self._index.forms(low, max(step.b1 for step in steps) + 1),
            said_span=lambda b0, b1: self._index.span(b0 + low, b1 + low),
            lexicon=lexicon,
            said_by=lambda at: self._speech(at + low).speaker,
        )
        found: list[Difference] = []
        for piece in _pieces(steps):
            moved = [step._replace(b0=step.b0 - low, b1=step.b1 - low) for step in piece]
            found += differences(moved, sides=sides)
            here = piece[0].b0 <= home < piece[-1].b1
            if not here and any(step.kind == "equal" for step in piece):
                place = self._index.span(piece[0].b0, piece[-1].b1)
                found.append(
                    Difference(kind="other_place", quote=words.span(piece[0].a0, piece[-1].a1), transcript=place)
                )
        return found

    def _speech(self, at: int) -> Speech:
        number = self._index.text_of(at)
        speeches = self._transcripts[number].speeches
        return speeches[self._speech_number(number, at)]

    def _speech_number(self, number: int, at: int) -> int:
        start = self._index.span(at, at + 1).start
        speeches = self._transcripts[number].speeches
        low, high = 0, len(speeches)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if speeches[middle].span.end <= start else (low, middle)
        return min(low, len(speeches) - 1)

    def _elsewhere(self, at: int, length: int) -> Elsewhere:
        return Elsewhere(
            doc=self._names[self._index.text_of(at)],
            span=self._index.span(at, at + length),
            speaker=self._speech(at).speaker,
        )


def _names(transcripts: Sequence[Transcript]) -> list[str]:
    """Name each transcript; where two have one name, by path, and by number as a last resort."""
    counts: dict[str, int] = {}
    for one in transcripts:
        counts[one.name] = counts.get(one.name, 0) + 1
    names: list[str] = []
    taken: set[str] = set()
    for one in transcripts:
        name = one.name if counts[one.name] == 1 else f"{one.path}#{one.name}" if one.name not in one.path else one.path
        while name in taken:
            name += "+"
        taken.add(name)
        names.append(name)
    return names


def _pieces(steps: Sequence[Step]) -> list[list[Step]]:
    """Part steps where the text jumps: each piece follows on in it."""
    pieces: list[list[Step]] = []
    for step in steps:
        if pieces and pieces[-1][-1].b1 == step.b0:
            pieces[-1].append(step)
        else:
            pieces.append([step])
    return pieces


def _main(steps: Sequence[Step]) -> list[Step]:
    """Return the steps of the piece that holds most of the quotation, from its first found word to its last."""
    best = max(_pieces(steps), key=lambda piece: sum(step.a1 - step.a0 for step in piece if step.kind == "equal"))
    held = [place for place, step in enumerate(best) if step.b1 > step.b0 and step.kind != "left_out"]
    return best[held[0] : held[-1] + 1] if held else best


def _speaker_note(quotation: Quotation, first: Speech, last: Speech, span: Span) -> list[Difference]:
    """Say when the words are another's than was said, or go over from one speaker to the next."""
    whole = Span(0, len(quotation.quote))
    other = quotation.speaker is not None and not same_speaker(quotation.speaker, first.speaker)
    mixed = not same_speaker(shown_name(first.speaker), last.speaker) and first.speaker is not None
    return [Difference(kind="speaker_changed", quote=whole, transcript=span)] if other or mixed else []


def _round(found: Found | None) -> float:
    return 0.0 if found is None else round(found.score, 3)

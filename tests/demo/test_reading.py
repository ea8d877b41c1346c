"""The bundled case, read by the real stages and held against its gold: a floor under what is found."""

from functools import cache

import pytest

from firsthand.demo import case_files, gold, outlets_file
from firsthand.demo.gold import AttributionGold, Located, Piece
from firsthand.errors import DecodeError
from firsthand.ingest import read_input
from firsthand.model import Attribution, Document, Reading, Span, Spans
from firsthand.outlets import registry
from firsthand.reading import read_document
from firsthand.settings import Settings

# The heading of a transcript dates the talk in its own sentence, which is read as a bound only.
DAYS_MISSED = {"18"}

Pair = tuple[AttributionGold, Attribution | None, Reading]


@cache
def readings() -> tuple[Reading, ...]:
    settings, outlets = Settings(), registry(outlets_file())
    documents = [d for path in case_files() for d in read_input(path, settings=settings) if isinstance(d, Document)]
    return tuple(read_document(document, settings=settings, outlets=outlets) for document in documents)


@cache
def pairs() -> tuple[Pair, ...]:
    """Every attribution of the gold that stands in exactly one document, with what was read for it."""
    found = []
    for piece in gold().pieces:
        mine = [r for r in readings() if piece.file in r.document.name]
        for wanted in piece.attributions:
            for reading in mine:
                located = locate(wanted, reading)
                if located is not None:
                    found.append((wanted, best(located, reading), reading))
                    break
    return tuple(found)


def locate(wanted: AttributionGold, reading: Reading) -> Located | None:
    try:
        return wanted.locate(reading.document.text)
    except DecodeError:
        return None


def best(located: Located, reading: Reading) -> Attribution | None:
    """The row whose every role overlaps the gold's by at least half (Jaccard, in characters)."""
    scored = [
        (
            min(
                overlap(row.source, located.source),
                overlap(row.cue, located.cue),
                overlap(row.content, located.content),
            ),
            row,
        )
        for row in reading.attributions
    ]
    good = [(score, row) for score, row in scored if score >= 0.5]
    return max(good, key=lambda pair: pair[0])[1] if good else None


def overlap(a: Spans, b: Spans) -> float:
    left, right = characters(a), characters(b)
    return 1.0 if not left and not right else len(left & right) / len(left | right)


def characters(spans: Spans) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def test_every_document_of_the_case_is_read() -> None:
    assert len(readings()) >= len(case_files())
    assert len(pairs()) >= 85


@pytest.mark.parametrize(("lang", "floor"), [("en", 0.75), ("sv", 0.5), ("de", 0.45)])
def test_most_attributions_are_found(lang: str, floor: float) -> None:
    mine = [row for _, row, reading in pairs() if reading.document.lang == lang]
    assert sum(row is not None for row in mine) >= floor * len(mine)


def test_most_chains_are_right() -> None:
    right = wrong = 0
    for wanted, row, reading in pairs():
        if row is None:
            continue
        names = next(chain.names for chain in reading.chains if chain.attribution == row.id)
        same = [plain(n) for n in names] == [plain(n) for n in wanted.chain]
        right, wrong = right + same, wrong + (not same)
    assert right >= 2 * wrong


def plain(name: str) -> str:
    return name.lower().removeprefix("the ")


def test_the_misspelled_domain_is_reported_and_left_as_printed() -> None:
    review = next(r for r in readings() if r.items)
    notice = next(n for n in review.notices if n.kind == "misspelled_domain")
    assert notice.span is not None
    printed = next(i.domain for i in review.items if i.heading.overlaps(notice.span) or notice.span.holds(Span(0, 0)))
    assert printed is not None
    assert f'"{printed}" is one letter from' in notice.message


def whole() -> list[tuple[Piece, Reading]]:
    """The pieces that are a file of their own, each with its reading."""
    alone = [piece for piece in gold().pieces if piece.entry is None]
    return [(piece, reading) for piece in alone for reading in readings() if piece.file in reading.document.name]


def test_every_outlet_is_the_one_the_gold_names() -> None:
    assert len(whole()) >= 16
    for piece, reading in whole():
        assert (reading.publisher.name if reading.publisher else None) == piece.outlet, piece.id


def test_every_day_of_publication_is_the_one_the_gold_names() -> None:
    found = {piece.id: (reading.published.value, piece.published.day) for piece, reading in whole() if piece.published}
    assert len(found) >= 16
    wrong = {id_: days for id_, days in found.items() if days[0] != days[1]}
    assert set(wrong) <= DAYS_MISSED, wrong


def test_every_named_speaker_is_the_one_the_gold_names() -> None:
    named = [(wanted, row, reading) for wanted, row, reading in pairs() if row is not None and wanted.speaker]
    assert len(named) >= 20
    for wanted, row, reading in named:
        found = [one.name for one in reading.speakers if one.attribution == row.id]
        assert wanted.speaker in found, (reading.document.name, wanted.speaker, found)

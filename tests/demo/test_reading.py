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

# "On the morning" or "says", with no day named, is the day of publication to a reader; the text itself does not say so.
DAYS_UNSAID = {"08.3 a1", "08.3 a2"}

answer = cache(gold)

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
    for piece in answer().pieces:
        mine = read_from(piece)
        for wanted in piece.attributions:
            for reading in mine:
                located = locate(wanted, reading)
                if located is not None:
                    found.append((wanted, best(located, reading), reading))
                    break
    return tuple(found)


def read_from(piece: Piece) -> list[Reading]:
    """The readings of a piece's file; of a feed, the reading of its entry."""
    return [r for r in readings() if piece.file in r.document.name or r.document.url == piece.entry is not None]


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
    """The pieces that are a document of their own, each with its reading."""
    return [(piece, reading) for piece in answer().pieces if piece.item is None for reading in read_from(piece)]


def test_every_outlet_is_the_one_the_gold_names() -> None:
    assert len(whole()) == sum(piece.item is None for piece in answer().pieces)
    for piece, reading in whole():
        assert (reading.publisher.name if reading.publisher else None) == piece.outlet, piece.id


def test_every_item_of_the_press_review_is_as_the_gold_has_it() -> None:
    items = {i.heading.of(r.document.text): i for r in readings() for i in r.items}
    wanted = [piece for piece in answer().pieces if piece.item is not None]
    assert len(items) == len(wanted)
    for piece in wanted:
        item = piece.item
        assert item is not None
        found = items[item.heading]
        told = (found.outlet, found.title, found.author, found.domain, found.url, found.kind)
        assert told == (piece.outlet, item.title, item.author, item.domain, item.url, item.kind), piece.id


def test_every_signature_is_the_one_the_gold_names() -> None:
    for piece, reading in whole():
        found = {credit.name for credit in reading.credits} | ({reading.document.author} if piece.signed else set())
        assert piece.signed is None or piece.signed in found, (piece.id, found)


def test_every_day_of_publication_is_the_one_the_gold_names() -> None:
    found = {piece.id: (reading.published.value, piece.published.day) for piece, reading in whole() if piece.published}
    assert len(found) == sum(piece.published is not None for piece in answer().pieces)
    assert {id_: days for id_, days in found.items() if days[0] != days[1]} == {}


def compared() -> list[tuple[str, AttributionGold, Attribution, Reading]]:
    """The gold's attributions that are read, each under its piece and id."""
    ids = {id(wanted): f"{piece.id} {wanted.id}" for piece in answer().pieces for wanted in piece.attributions}
    found = [(ids[id(wanted)], wanted, row, reading) for wanted, row, reading in pairs() if row is not None]
    assert len(found) >= 70  # what is not read, or in other words, cannot be compared
    return found


def test_every_party_is_the_one_the_gold_names() -> None:
    for name, wanted, row, reading in compared():
        found = [one.name for one in reading.speakers if one.attribution == row.id]
        party = wanted.speaker or next(iter(wanted.chain))
        assert any(same_party(one, party) for one in found), (name, party, found)


def same_party(found: str, party: str) -> bool:
    """Whether two names are one: names of one outlet, or German words in another case, as the text has them."""
    outlets = registry(outlets_file())
    known = outlets.by_name(found)
    return (
        plain(found) == plain(party)
        or (known is not None and known == outlets.by_name(party))
        or ([word.rstrip("nrs") for word in found.split()] == [word.rstrip("nrs") for word in party.split()])
    )


def test_a_dateline_and_a_role_are_no_parties() -> None:
    names = {speaker.name for reading in readings() for speaker in reading.speakers}
    assert not names & {"VESSVIK", "Steuermann", "Driftbolaget Harsund Terminal", "Der Betreiber Harsund Terminal"}
    assert "Harsund Terminal" in names


def test_every_day_of_saying_is_the_one_the_gold_names() -> None:
    for name, wanted, row, reading in compared():
        found = [said.value for said in reading.said if said.attribution == row.id]
        assert found == [wanted.said_on] * (wanted.said_on is not None) or name in DAYS_UNSAID, (name, found)

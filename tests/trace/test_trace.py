"""Claims traced through the documents of one invented event."""

import itertools

import msgspec
import pytest

from ferry import CLAIM, COPY, HERALD, event, reading
from firsthand.extract.encoder import vectors
from firsthand.model import Claim, Judgement
from firsthand.trace.records import Traced, encode
from firsthand.trace.trace import traced


def trace(readings, text=CLAIM, **options) -> Traced:
    (found,) = traced(readings, [Claim(id="c", text=text)], vectors=vectors, **options)
    return found


@pytest.fixture(scope="module")
def whole() -> Traced:
    return trace(event())


def of(found: Traced, doc: str):
    (report,) = (one for one in found.reports if one.doc == doc)
    return report


def test_reports_are_the_places_that_carry_the_claim(whole):
    assert {one.doc for one in whole.reports} == {"herald", "copy", "unsigned", "surgeon", "variant", "denial"}


def test_a_report_rests_on_the_party_whose_words_it_gives(whole):
    assert of(whole, "herald").chain == ("Ines Calloway",)
    assert of(whole, "surgeon").origin == "Tobias Renfrew"


def test_an_agency_stands_behind_the_party_it_quotes(whole):
    assert of(whole, "copy").chain == ("Ines Calloway", "Reuters")


def test_an_unsigned_copy_takes_the_chain_of_its_twin_and_says_so(whole):
    hops = of(whole, "unsigned").hops
    assert [hop.name for hop in hops] == ["Ines Calloway", "Reuters"]
    assert all(hop.inferred and hop.why for hop in hops)
    assert of(whole, "unsigned").origin == "Ines Calloway"


def test_three_outlets_and_one_witness_are_two_origins(whole):
    assert whole.independent_origins.best == 2
    assert whole.independent_origins.min <= 2 <= whole.independent_origins.max


def test_another_number_is_a_variant_and_supports_nothing(whole):
    assert of(whole, "variant").variant == "31"
    assert "coastguard" not in {origin.label for origin in whole.origins}


def test_a_denial_is_kept_and_not_counted(whole):
    assert of(whole, "denial").stance == "denies"
    assert whole.denials == 1
    assert all(of(whole, "denial").id not in origin.reports for origin in whole.origins)


def test_every_merge_names_two_reports_and_gives_a_reason_with_its_words(whole):
    ids = {one.id for one in whole.reports}
    texts = {one.document.name: one.document.text for one in event()}
    assert whole.merges
    for merge in whole.merges:
        assert {merge.a, merge.b} <= ids
        assert merge.why.endswith(".")
        assert all(spot.span.of(texts[spot.doc]).strip() for spot in merge.spans)


def test_the_order_of_the_documents_changes_no_byte(whole):
    readings = event()
    for order in itertools.islice(itertools.permutations(readings), 0, 5_000, 1_250):
        assert encode(trace(order)) == encode(whole)


def test_the_first_report_is_the_earliest_that_supports(whole):
    assert whole.first == of(whole, "herald").id


def test_the_line_is_read_back_as_it_was(whole):
    assert msgspec.json.decode(encode(whole), type=Traced) == whole


def judgement(subject, decision, value=None, at="2025-03-07T10:00:00Z", id_="j"):
    return Judgement(id=id_, subject=subject, decision=decision, value=value, at=at)


def test_a_rejected_merge_changes_what_depends_on_it_and_nothing_else(whole):
    herald, copy = of(whole, "herald"), of(whole, "copy")
    merge = next(one for one in whole.merges if {one.a, one.b} == {herald.id, copy.id})
    judged = trace(event(), judgements=[judgement(merge.id, "reject")])
    assert judged.independent_origins.best == whole.independent_origins.best + 1
    assert judged.judged == ("j",)
    for doc in ("surgeon", "variant", "denial"):
        assert of(judged, doc) == of(whole, doc)


def test_a_decision_that_is_undone_changes_nothing(whole):
    merge = whole.merges[0]
    made = [judgement(merge.id, "reject"), judgement("j", "undo", at="2025-03-07T11:00:00Z", id_="k")]
    assert encode(trace(event(), judgements=made)) == encode(whole)


def test_a_person_can_join_two_reports_and_part_them(whole):
    herald, surgeon = of(whole, "herald"), of(whole, "surgeon")
    joined = trace(event(), judgements=[judgement(surgeon.id, "merge", herald.id)])
    assert joined.independent_origins.best == 1
    assert any(merge.kind == "judgement" for merge in joined.merges)
    parted = trace(event(), judgements=[judgement(of(whole, "copy").id, "split", herald.id)])
    assert of(parted, "copy").origin != of(parted, "herald").origin


def test_a_person_can_name_an_origin_and_reject_a_report(whole):
    surgeon = of(whole, "surgeon")
    named = trace(event(), judgements=[judgement(surgeon.id, "origin", "The hospital of Port Aldous")])
    assert of(named, "surgeon").origin == "The hospital of Port Aldous"
    left = trace(event(), judgements=[judgement(surgeon.id, "reject")])
    assert "surgeon" not in {one.doc for one in left.reports}
    assert left.independent_origins.best == 1


def test_a_claim_that_names_its_speaker_rests_on_the_speaker():
    found = trace(event(), "Calloway said the fire began on the car deck.")
    assert {one.doc for one in found.reports} == {"herald"}
    assert {one.origin for one in found.reports} == {"Ines Calloway"}
    assert found.independent_origins.best == 1


def test_a_claim_nobody_has_has_no_reports_and_no_origins():
    found = trace(event(), "Eleven swimmers crossed the strait of Ossery in June.")
    assert found.reports == ()
    assert (found.independent_origins.min, found.independent_origins.max) == (0, 0)


def test_joint_sources_are_two_origins():
    text = "Ines Calloway and Tobias Renfrew said 19 people were killed in the fire on the ferry Marrowby.\n"
    found = trace([reading("both", "The Quay Post", text)])
    assert {one.origin for one in found.reports} == {"Ines Calloway", "Tobias Renfrew"}
    assert found.independent_origins.best == 2


def test_two_outlets_that_name_each_other_make_a_circle_and_no_origin():
    first = "The ferry Marrowby was sunk by a mine, according to The Quay Post.\n"
    second = "The ferry Marrowby was sunk by a mine, according to The Aldous Herald.\n"
    found = trace(
        [reading("a", "The Aldous Herald", first), reading("b", "The Quay Post", second)],
        "The ferry Marrowby was sunk by a mine.",
    )
    (circle,) = found.circular
    assert set(circle.docs) == {"a", "b"}
    assert circle.spans
    assert (found.independent_origins.best, found.independent_origins.max) == (0, 1)


def test_a_report_that_everybody_cites_and_nobody_has_is_a_dead_end():
    said = "The fire doors of the ferry Marrowby were broken, according to an inspection report.\n"
    found = trace(
        [reading("a", "The Aldous Herald", said), reading("b", "The Quay Post", "Late on Tuesday: " + said)],
        "The fire doors of the ferry Marrowby were broken.",
    )
    assert found.dead_ends
    assert found.dead_ends[0].kind == "document"


def test_a_citation_is_followed_to_the_report_it_names():
    cites = "At least 19 people were killed in the fire on the ferry Marrowby, The Aldous Herald reported.\n"
    found = trace([reading("herald", "The Aldous Herald", HERALD), reading("cites", "The Quay Post", cites)])
    assert of(found, "cites").origin == "Ines Calloway"
    assert of(found, "cites").chain == ("Ines Calloway", "The Aldous Herald")
    assert found.independent_origins.best == 1


def test_a_document_under_two_names_is_reported_under_both():
    twice = [reading("one", "The Fenmore Times", COPY), reading("two", "The Fenmore Times", COPY)]
    assert {one.doc for one in trace(twice).reports} == {"one", "two"}

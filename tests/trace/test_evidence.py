"""Why reports are joined, or are not, on small invented documents."""

import msgspec
import pytest

from ferry import CLAIM, reading
from firsthand.extract.encoder import vectors
from firsthand.model import Claim, Hyperlink, Span
from firsthand.trace.records import Traced
from firsthand.trace.trace import traced

MONITOR = (
    "At least 19 people were killed in the fire on the ferry Marrowby on 4 March 2025, the Aldous Observatory for "
    "Safety at Sea said. The Aldous Observatory for Safety at Sea, a monitor of shipping, was founded in 1990.\n"
)
SAYS_MONITOR = (
    "At least 19 people were killed in the fire on the ferry Marrowby on Tuesday, the monitoring group "
    "Aldous Observatory for Safety at Sea said.\n"
)
UNNAMED = "A fire on the ferry Marrowby killed at least 19 people on Tuesday, a monitor said.\n"
OFFICIAL = "A fire on the ferry Marrowby killed at least 19 people on Tuesday, an official said.\n"


def trace(*readings, text=CLAIM) -> Traced:
    (found,) = traced(readings, [Claim(id="c", text=text)], vectors=vectors)
    return found


def origins(found: Traced) -> dict[str, str]:
    return {report.doc: report.origin for report in found.reports if report.stance == "supports" and not report.variant}


def kinds(found: Traced) -> set[str]:
    return {merge.kind for merge in found.merges}


def test_an_unnamed_party_is_the_one_body_that_others_call_so():
    found = trace(reading("a", "Herald", SAYS_MONITOR), reading("b", "Post", MONITOR), reading("c", "Times", UNNAMED))
    assert len(set(origins(found).values())) == 1


def test_an_official_may_be_anybody():
    found = trace(reading("a", "Herald", SAYS_MONITOR), reading("b", "Post", MONITOR), reading("c", "Times", OFFICIAL))
    assert origins(found)["c"] != origins(found)["a"]


def test_whoever_is_not_named_leaves_the_least_count_at_those_who_are():
    found = trace(reading("a", "Herald", SAYS_MONITOR), reading("c", "Times", OFFICIAL))
    assert found.independent_origins.min == 1
    assert found.independent_origins.max == 2


def test_a_number_taken_as_given_is_not_the_word_of_who_condemns_the_deed():
    text = "Premier Ada Finch condemned the fire on the ferry Marrowby which killed at least 19 people on Tuesday.\n"
    found = trace(reading("a", "Herald", text))
    assert all("Ada Finch" not in report.chain for report in found.reports)


def test_what_somebody_put_up_for_all_is_his_word_whoever_saw_it():
    claim = "The Aldous Herald put up about 300 billboards on press freedom along the quay in Fenmore."
    own = (
        "The Aldous Herald put up 300 billboards along the quay of Fenmore on press freedom, its editor Ines "
        "Calloway said.\n"
    )
    seen = "Visitors to Fenmore pass about 300 billboards on press freedom. They were paid for by The Aldous Herald.\n"
    found = trace(reading("a", "The Post", own), reading("b", "The Times", seen), text=claim)
    assert {report.origin for report in found.reports} == {"Aldous Herald"}
    assert found.independent_origins.best == 1


def test_a_role_that_holds_the_name_of_a_body_is_part_of_it():
    text = (
        "A fire on the ferry Marrowby killed at least 19 people on Tuesday, the head of the Aldous "
        "Observatory for Safety at Sea said.\n"
    )
    found = trace(reading("a", "Herald", SAYS_MONITOR), reading("b", "Post", text))
    assert len(set(origins(found).values())) == 1


@pytest.mark.parametrize("linked", [True, False])
def test_a_link_at_the_claim_leads_to_the_report_it_points_to(linked):
    told = "The fire on the ferry Marrowby killed at least 19 people, it is reported.\n"
    there = reading("there", "Herald", SAYS_MONITOR)
    there = msgspec.structs.replace(
        there, document=msgspec.structs.replace(there.document, url="https://herald.example/ferry")
    )
    here = reading("here", "Post", told)
    links = (Hyperlink(span=Span(4, 12), url="https://herald.example/ferry?utm_source=post"),) if linked else ()
    here = msgspec.structs.replace(here, document=msgspec.structs.replace(here.document, links=links))
    assert ("hyperlink" in kinds(trace(there, here))) is linked


def test_the_same_words_in_marks_are_one_statement_though_only_one_says_whose():
    named = (
        "“At least 19 people were killed in the fire on the Marrowby on 4 March 2025,” harbour master Ines "
        "Calloway said.\n"
    )
    bare = "“At least 19 people were killed in the fire on the Marrowby on 4 March 2025,” an official said there.\n"
    found = trace(reading("a", "Herald", named), reading("b", "Post", bare))
    assert "same_quotation" in kinds(found)
    assert origins(found)["a"] == origins(found)["b"]


def test_two_paragraphs_that_both_copy_stay_two_statements():
    text = (
        "At least 19 people were killed in the fire on the ferry Marrowby on Tuesday, a doctor in the hospital of Port "
        "Aldous told reporters who waited there through the night.\n\nHarbour master Ines Calloway said at the quay "
        "that at least 19 people had been killed in the fire on the ferry Marrowby.\n"
    )
    found = trace(reading("a", "Herald", text), reading("b", "Post", text + "It rained.\n"))
    assert {report.origin for report in found.reports} >= {"Ines Calloway"}
    assert len({report.origin for report in found.reports}) == 2


def test_a_day_that_the_text_names_outweighs_the_date_it_came_with():
    text = "4 March 2025. At least 19 people were killed in the fire on the ferry Marrowby, Ines Calloway said.\n"
    found = trace(reading("a", "Herald", text, "2025-02-20"))
    assert found.reports[0].counted


def test_an_outlet_that_is_cited_is_not_named_for_who_speaks_there():
    cites = "At least 19 people were killed in the fire on the ferry Marrowby on Tuesday, The Aldous Herald reported.\n"
    found = trace(reading("a", "The Aldous Herald", OFFICIAL), reading("b", "The Fenmore Post", cites))
    assert set(origins(found).values()) == {"official"}


def test_what_an_outlet_says_itself_is_not_of_a_party_that_speaks_of_something_else():
    claim = "The ferry Marrowby reached Port Aldous half an hour late on 4 March 2025."
    text = (
        "The ferry Marrowby reached Port Aldous half an hour late on Tuesday 4 March 2025. The weather was mild. "
        "Rain fell later. Premier Ada Finch said Port Aldous would greet the Marrowby again.\n"
    )
    found = trace(reading("a", "Herald", text), text=claim)
    assert [report.chain for report in found.reports if report.counted] == [()]


def test_another_number_beside_a_partys_is_his_too():
    text = (
        "At least 12 people were killed in the fire on the ferry Marrowby on Tuesday, harbour master Ada Finch said. "
        "The toll was later put at 19 killed.\n"
    )
    found = trace(reading("a", "Herald", text))
    assert {report.origin for report in found.reports} == {"Ada Finch"}


def test_two_equal_numbers_in_outlets_own_voice_are_of_one_origin():
    both = "The fire on the ferry Marrowby on Tuesday killed at least 19 people and hurt 43 others.\n"
    alone = "On board the Marrowby, a ferry that caught fire on Tuesday, at least 19 people lost their lives.\n"
    again = "At least 19 people died and 43 were hurt when the ferry Marrowby burned on Tuesday, it emerged.\n"
    found = trace(reading("a", "Herald", both), reading("b", "Post", alone), reading("c", "Times", again))
    named = origins(found)
    assert named["a"] == named["c"] != named["b"]


def test_initial_reports_are_nobodys_word():
    text = (
        "At least 19 people were killed in the fire on the ferry Marrowby on Tuesday, according to initial reports.\n"
    )
    found = trace(reading("a", "Herald", text))
    assert [report.origin_kind for report in found.reports] == ["unknown"]


def test_whoever_stands_beside_an_office_does_not_speak_for_it():
    told = (
        "The Fenmore Harbour Office informed Premier Ada Finch, who said at least 19 people were killed in the fire on "
        "the ferry Marrowby on Tuesday.\n"
    )
    own = (
        "At least 19 people were killed in the fire on the ferry Marrowby on Tuesday, the Fenmore Harbour Office said."
    )
    found = trace(reading("a", "Herald", own), reading("b", "Post", told))
    assert "speaks_for" not in kinds(found)
    assert len(set(origins(found).values())) == 2


def test_what_is_suspected_in_what_somebody_says_is_his_word():
    text = (
        "The Aldous Observatory for Safety at Sea said the fire on the ferry Marrowby was suspected to have been "
        "started by smugglers.\n"
    )
    found = trace(reading("a", "Herald", text), text="Smugglers started the fire on the ferry Marrowby.")
    assert origins(found) == {"a": "Aldous Observatory for Safety at Sea"}


def test_another_number_in_another_place_is_of_another_event():
    other = "At least 31 people were killed in a fire on a ferry off Norvik on Tuesday, the coastguard said.\n"
    found = trace(reading("a", "Herald", SAYS_MONITOR), reading("b", "Post", other))
    assert [report.doc for report in found.reports] == ["a"]


def test_a_house_that_names_itself_is_no_circle():
    first = "At least 19 people were killed in the fire on the ferry Marrowby on Tuesday, Reuters reported.\n"
    later = "The fire on the ferry Marrowby on Tuesday killed at least 19 people, Reuters reported.\n"
    found = trace(reading("a", "Reuters", first), reading("b", "Reuters", later, "2025-03-06"))
    assert found.circular == ()

import msgspec
import pytest

from firsthand.model import Item, Published, Span, attribution_id
from firsthand.outlets import registry
from firsthand.resolve.notices import notices, publisher


@pytest.fixture
def told(reading):
    """A function that gives the notices of a reading changed in some ways, by kind."""

    def tell(**changes):
        document = changes.pop("document", {})
        changed = msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, **document))
        changed = msgspec.structs.replace(changed, **changes)
        return {notice.kind: notice for notice in notices(changed, outlets=registry())}

    return tell


def statement(reading, number, source_kind):
    """One more statement, of another source."""
    content = (Span(number, number + 3),)
    return msgspec.structs.replace(
        reading.attributions[0],
        id=attribution_id(doc=reading.document.id, source=(), cue=(), content=content),
        content=content,
        source_kind=source_kind,
    )


def test_a_given_date_needs_no_notice(told):
    assert told(published=Published(value="2021-05-03", how="given")) == {}


def test_no_date_is_said_with_what_bounds_it(told):
    assert told(published=Published(value=None, how="none"))["no_date"].message == (
        "Nothing tells when this document was published."
    )
    assert told(published=Published(value=None, how="none", earliest="2021-05-03"))["no_date"].message == (
        "Nothing tells when this document was published, only that it was not before 2021-05-03."
    )


def test_an_inferred_date_points_to_its_evidence(told):
    published = Published(value="2021-05-03", how="the latest date", inferred=True, evidence=(Span(65, 75),))
    notice = told(published=published)["date_inferred"]
    assert "2021-05-03" in notice.message
    assert notice.span == Span(65, 75)


def test_statements_without_a_source_are_counted_once_a_document(told, reading):
    bare = [statement(reading, number, "none") for number in (3, 9, 12)]
    assert told(attributions=(bare[0],))["no_source"].message == "1 statement names no source."
    notice = told(attributions=(*reading.attributions, *bare))["no_source"]
    assert notice.message == "3 statements name no source."
    assert notice.span == Span(3, 6)


def test_a_statement_whose_speaker_was_worked_out_counts_as_named(told, reading):
    bare = statement(reading, 3, "none")
    known = msgspec.structs.replace(reading.speakers[0], attribution=bare.id)
    assert "no_source" in told(attributions=(bare,), speakers=())
    assert "no_source" not in told(attributions=(bare,), speakers=(known,))


def test_unnamed_sources_are_counted_even_with_their_noun_phrase_as_speaker(told, reading):
    unnamed = statement(reading, 3, "unnamed")
    phrase = msgspec.structs.replace(reading.speakers[0], attribution=unnamed.id, kind="unnamed")
    notice = told(attributions=(unnamed,), speakers=(phrase,))["unnamed_source"]
    assert notice.message == "1 statement rests on a source that is not named."


def test_each_item_with_a_domain_that_looks_misspelled_has_a_notice(reading):
    items = [Item(heading=Span(0, 5), domain=domain) for domain in ("rueters.com", "reuters.com", "ruters.com")]
    changed = msgspec.structs.replace(reading, items=tuple(items))
    found = [notice for notice in notices(changed, outlets=registry()) if notice.kind == "misspelled_domain"]
    assert len(found) == 2
    assert all(notice.span == Span(0, 5) for notice in found)


def test_the_outlet_is_as_given_or_as_the_address_tells(reading):
    def outlet(**given):
        return publisher(msgspec.structs.replace(reading.document, **given), registry())

    assert outlet(outlet="Wexlow Lantern", url="https://www.reuters.com/1") == "Wexlow Lantern"
    assert outlet(outlet=None, url="https://www.reuters.com/1") == "Reuters"
    assert outlet(outlet=None, url="https://wexlow.example/1") is None
    assert outlet(outlet=None, url="not an address [") is None
    assert outlet(outlet=None, url=None) is None


def test_an_outlet_told_by_the_address_is_pointed_out(told):
    assert "outlet_inferred" in told(document={"outlet": None, "url": "https://www.reuters.com/1"})
    assert "outlet_inferred" not in told(document={"outlet": "Reuters", "url": "https://www.reuters.com/1"})

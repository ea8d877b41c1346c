"""The records' laws: when an id changes, and when not; what a record refuses."""

import msgspec
import pytest

from firsthand.model import Attribution, Document, Span, attribution_id, content_id, document_id

GIVEN = {
    "text": "Bron är stängd.\n",
    "url": "https://a.example/1",
    "outlet": "Wexlow Lantern",
    "title": "Bron",
    "published": "2021-05-03",
}
ROLES = {"doc": "0123456789abcdef", "source": [Span(0, 3)], "cue": [Span(4, 8)], "content": [Span(9, 12), Span(14, 20)]}


def test_ids_are_what_they_were():
    # A case keeps these for years: if one changes, every kept judgement loses its subject.
    assert content_id("kind") == "ed32c0e4c326fa81"
    assert content_id("kind", "a", "") == "1db5cd0500d85e47"
    assert document_id(**GIVEN) == "68ef8095b1a70221"
    assert document_id(text="") == "72a0ec6086e3ec05"
    assert attribution_id(**ROLES) == "016cabe0c21ac8d0"


@pytest.mark.parametrize("field", GIVEN)
def test_what_a_document_says_and_where_it_stood_change_its_id(field):
    assert document_id(**GIVEN | {field: GIVEN[field] + "x"}) != document_id(**GIVEN)


def test_where_a_document_was_found_and_what_was_worked_out_do_not():
    taken = set(document_id.__kwdefaults__) | {"text"}
    assert taken == {"text", "url", "outlet", "title", "published"}
    assert not taken & {"name", "lang", "passages", "author", "links", "published_how"}


@pytest.mark.parametrize("field", ROLES)
def test_the_document_and_each_role_change_an_attributions_id(field):
    other = "f" * 16 if field == "doc" else [Span(50, 60)]
    assert attribution_id(**ROLES | {field: other}) != attribution_id(**ROLES)


def test_nothing_else_about_an_attribution_does():
    taken = set(attribution_id.__annotations__) - {"return"}
    assert taken == {"doc", "source", "cue", "content"}
    assert taken < set(Attribution.__struct_fields__)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", ""), ("a",)),
        (("", "a"), ("a", "")),
        (("a\0b",), ("a", "b")),
    ],
)
def test_separators_are_unambiguous(one, other):
    assert content_id("kind", *one) != content_id("kind", *other)


def test_the_roles_are_kept_apart():
    one = attribution_id(doc="d", source=[Span(0, 1)], cue=[], content=[])
    other = attribution_id(doc="d", source=[], cue=[Span(0, 1)], content=[])
    assert one != other


def test_a_span_is_half_open():
    span = Span(2, 5)
    assert span.of("0123456") == "234"
    assert span.shift(1).of("0123456") == "345"
    assert span.holds(Span(2, 5))
    assert not span.holds(Span(1, 3))
    assert span.overlaps(Span(4, 9))
    assert not span.overlaps(Span(5, 9))


def test_a_span_is_a_pair_in_json():
    assert msgspec.json.encode(Span(2, 5)) == b"[2,5]"
    assert msgspec.json.decode(b"[2,5]", type=Span) == Span(2, 5)


@pytest.mark.parametrize("raw", [b"[2]", b"[2,5,7]", b'["2",5]', b'{"start":2,"end":5}'])
def test_a_malformed_span_is_refused(raw):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(raw, type=Span)


def test_records_do_not_change_and_know_their_fields():
    document = Document(id="1", name="a", text="b", lang="en")
    with pytest.raises(AttributeError):
        document.text = "c"
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.json.decode(b'{"id":"1","name":"a","text":"b","lang":"en","colour":"red"}', type=Document)


def test_a_reading_survives_json(reading):
    assert msgspec.json.decode(msgspec.json.encode(reading), type=type(reading)) == reading


def test_a_chain_names_its_parties_utterer_first(reading):
    assert reading.chains[0].names == ("Ada Quill", "Ferrol Wire")

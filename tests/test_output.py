import json

import msgspec
import pytest

from firsthand import output
from firsthand.model import Document, Failure, Published, Reading
from firsthand.reading import read_document
from firsthand.settings import Settings

NOTHING = {"credits": [], "attributions": [], "items": [], "commentary": [], "dates": [], "notices": []}


def bare(**given):
    document = Document(id="1", name="a", text="Nothing.", lang="en", **given)
    return Reading(document=document, published=Published(value=None, how="none"))


def as_json(line):
    return json.loads(output.encode(line))


def test_a_reading_becomes_the_public_line(reading):
    found = reading.attributions[0]
    assert as_json(output.line(reading, with_text=False)) == {
        "id": "a.txt",
        "lang": "en",
        "outlet": "Wexlow Lantern",
        "credits": [],
        "published": "2021-05-03",
        "published_how": "the latest date in the text",
        "published_inferred": True,
        "attributions": [
            {
                "id": found.id,
                "source": [[31, 40]],
                "cue": [[41, 45]],
                "content": [[0, 29]],
                "type": "indirect",
                "parent": None,
                "relays": [{"span": [46, 61], "name": "Ferrol Wire", "kind": "agency"}],
                "chain": ["Ada Quill", "Ferrol Wire"],
                "polarity": "asserts",
                "source_kind": "named_person",
                "speaker": "Ada Quill",
                "said_on": "2021-05-03",
                "cue_stance": "neutral",
                "score": 0.75,
            }
        ],
        "items": [
            {
                "heading": [0, 10],
                "body": None,
                "outlet": None,
                "domain": None,
                "title": "Bridge closed",
                "author": "Bo Lind",
                "url": None,
                "kind": "article",
            }
        ],
        "commentary": [[0, 4]],
        "dates": [{"span": [65, 75], "value": "2021-05-03", "precision": "day", "how": "written out"}],
        "notices": [{"kind": "date_inferred", "message": "The date is inferred.", "span": [65, 75]}],
    }


def test_the_text_is_given_when_asked_for(reading):
    assert as_json(output.line(reading, with_text=True))["text"] == reading.document.text


def test_what_is_not_known_is_left_out():
    assert as_json(output.line(bare(), with_text=False)) == {"id": "a", "lang": "en", **NOTHING}


def test_the_outlet_is_told_by_a_known_address_and_the_document_is_left_alone():
    reading = bare(url="https://www.reuters.com/world/1")
    assert as_json(output.line(reading, with_text=False))["outlet"] == "Reuters"
    assert reading.document.outlet is None


def test_a_failure_is_a_line_of_its_own():
    line = as_json(output.failed(Failure(name="a", error="a is empty.")))
    assert line == {"id": "a", "error": "a is empty.", **NOTHING}


def test_a_line_comes_back_as_it_was(reading):
    line = output.line(reading, with_text=True)
    assert output.decode(output.encode(line)) == line


@pytest.mark.parametrize("raw", [b'{"attributions": []}', b'{"id": "a", "extra": 1}', b'{"id": 3}'])
def test_a_line_that_is_not_ours_is_refused(raw):
    with pytest.raises(msgspec.ValidationError):
        output.decode(raw)


def test_the_publisher_and_the_credits_are_rows_of_their_own():
    text = "WEXLOW (AP) — The lock was closed at noon after the gate had jammed, and forty barges waited."
    document = Document(id="d", name="d", text=text, lang="en", url="https://www.dn.se/a")
    row = as_json(output.line(read_document(document, settings=Settings()), with_text=False))
    assert row["publisher"]["name"] == "Dagens Nyheter"
    assert (row["publisher"]["how"], row["publisher"]["owner"]) == ("address", "Bonnier News")
    assert row["credits"] == [{"name": "Associated Press", "span": [8, 10], "kind": "dateline", "level": "certain"}]


def test_a_joint_source_shows_every_party():
    document = Document(id="1", name="a", text="Ada Quill and Bo Lind said that the bridge was shut.", lang="en")
    row = as_json(output.line(read_document(document, settings=Settings(model=False)), with_text=False))
    assert row["attributions"][0]["speaker"] == "Ada Quill"
    assert row["attributions"][0]["speakers"] == ["Ada Quill", "Bo Lind"]


def test_a_single_source_has_no_list_of_speakers():
    document = Document(id="1", name="a", text="Ada Quill said that the bridge was shut.", lang="en")
    row = as_json(output.line(read_document(document, settings=Settings(model=False)), with_text=False))
    assert "speakers" not in row["attributions"][0]

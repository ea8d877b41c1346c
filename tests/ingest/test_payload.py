import pytest

from firsthand.ingest.payload import Payload
from firsthand.ingest.reader import read_payload
from firsthand.model import Failure
from firsthand.settings import Settings

PAGE = """<html lang="en"><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1>
<p>The bridge is closed until Friday, the harbour master said on Monday.</p>
<p>It will be open to walkers before that, she added, if the wind allows it.</p></article></body></html>"""
FEED = """<rss version="2.0"><channel><title>Wexlow Lantern</title>
<item><title>Bridge closed</title><link>https://lantern.example/bridge</link><description>It is closed.</description>
</item></channel></rss>"""
ADDRESS = "https://lantern.example/a/bridge"


def read(data, **known):
    payload = Payload(name="as given", data=data.encode(), url=ADDRESS, **known)
    return list(read_payload(payload, settings=Settings()))


@pytest.mark.parametrize("content_type", ["text/html", None, "text/plain"])
def test_a_page_is_told_by_how_it_begins_whatever_the_server_says(content_type):
    (document,) = read(PAGE, content_type=content_type)
    assert (document.name, document.url, document.title) == ("as given", ADDRESS, "Bridge closed")
    assert "harbour master" in document.text
    assert "<p>" not in document.text


def test_a_fragment_is_a_page_when_the_server_says_so():
    (document,) = read(PAGE[PAGE.index("<article") : PAGE.index("</article")], content_type="text/html")
    assert "<p>" not in document.text


def test_a_feed_gives_its_entries():
    (document,) = read(FEED, content_type="application/xml")
    assert (document.url, document.outlet) == ("https://lantern.example/bridge", "Wexlow Lantern")


def test_text_keeps_its_address():
    (document,) = read("The bridge is closed.", content_type="text/plain")
    assert (document.text, document.url) == ("The bridge is closed.", ADDRESS)


def test_json_lines_are_told_by_their_type():
    (document,) = read('{"id": "a", "text": "The bridge is closed."}\n', content_type="application/x-ndjson")
    assert document.name == "a"


def test_what_cannot_be_read_is_one_sentence():
    (failure,) = read("\0\1\2" * 50, content_type="text/html")
    assert isinstance(failure, Failure)
    assert failure.error.endswith(".")

"""Who published a document. All texts are invented."""

import pytest

from firsthand.ingest.record import build_document
from firsthand.model import Item, Span
from firsthand.outlets import registry
from firsthand.reading import read_document
from firsthand.resolve.credits import credited
from firsthand.settings import Settings

PROSE = "The lock at Wexlow was closed at noon after the gate had jammed, and forty barges waited below it all night."


def publisher(text=PROSE, **fields):
    return credited(build_document("t", text, settings=Settings(), **fields), outlets=registry()).publisher


@pytest.mark.parametrize(
    ("outlet", "name"),
    [
        ("The Guardian", "The Guardian"),
        ("nytimes.com", "The New York Times"),
        ("yahoo.com/news", "Yahoo News"),
        ("https://www.svt.se/nyheter", "SVT"),
        ("dailysabah", "Daily Sabah"),
        ("manar", "Al-Manar"),
        ("tass", "TASS"),
        ("BBC News - World", "BBC"),
        ("Wexlow Lantern", "Wexlow Lantern"),
    ],
)
def test_the_outlet_given(outlet, name):
    found = publisher(outlet=outlet)
    assert (found.name, found.how, found.level) == (name, "given", "certain")


def test_the_address_tells_when_nothing_is_given():
    found = publisher(url="https://www.dn.se/a")
    assert (found.name, found.how, found.owner) == ("Dagens Nyheter", "address", "Bonnier News")
    assert publisher(url="https://news.wexlow.example/a").name == "news.wexlow.example"
    assert publisher(url="https://www.dn.se/a", outlet="Reuters").name == "Reuters"


def test_on_a_platform_the_account_is_the_publisher():
    found = publisher(url="https://medium.com/@AdaQuill/the-lock-1")
    assert (found.name, found.how, found.platform) == ("medium.com/@adaquill", "account", "Medium")
    assert publisher(url="https://www.youtube.com/watch?v=1") is None
    shown = publisher(url="https://www.youtube.com/watch?v=1", author="Ada Quill")
    assert (shown.name, shown.level, shown.platform) == ("Ada Quill (YouTube)", "probable", "YouTube")
    assert publisher(outlet="YouTube", url="https://www.youtube.com/@ada/videos").name == "youtube.com/@ada"
    assert publisher(outlet="Telegram", author="Ada Quill").name == "Ada Quill (Telegram)"
    assert publisher(outlet="ada.substack.com").name == "ada.substack.com"


def test_the_site_at_the_end_of_a_title():
    found = publisher(title="Lock closed | The Guardian")
    assert (found.name, found.how, found.level) == ("The Guardian", "title", "probable")
    assert publisher(title="Lock closed - Reuters") is None
    assert publisher(title="The Guardian") is None


def test_the_copyright_line_and_the_byline_tell_last_and_an_agency_never():
    text = f"{PROSE}\n© 2018 The Boston Globe. All rights reserved."
    found = publisher(text)
    assert (found.name, found.how, found.level, found.span.of(text)) == (
        "The Boston Globe",
        "copyright",
        "probable",
        "The Boston Globe",
    )
    assert publisher(f"Lock closed\nBy Ada Quill, The Guardian\n\n{PROSE}").how == "byline"
    assert publisher(f"{PROSE}\n© 2018 The Associated Press.") is None
    assert publisher() is None


def test_a_copyright_line_of_the_publisher_itself_is_no_credit():
    document = build_document("t", f"{PROSE}\n© 2018 The Boston Globe.", settings=Settings())
    assert credited(document, outlets=registry()).credits == ()


def test_the_reading_has_the_publisher_and_says_when_its_address_looks_misspelled():
    document = build_document("t", PROSE, settings=Settings(), url="https://www.reutters.com/a")
    reading = read_document(document, settings=Settings())
    assert reading.publisher.name == "reutters.com"
    (notice,) = [notice for notice in reading.notices if notice.kind == "misspelled_domain"]
    assert '"reuters.com"' in notice.message and notice.span is None


@pytest.mark.parametrize("line", ["The Guardian", "The Guardian, Wednesday 12 March 2025"])
def test_a_masthead(line):
    text = f"{line}\n\nLock closed\n{PROSE}"
    found = publisher(text)
    assert (found.name, found.how, found.level) == ("The Guardian", "masthead", "probable")
    assert found.span.of(text) == "The Guardian"


@pytest.mark.parametrize(
    "text", ["The Guardian", "Reuters\nLock closed", "The Guardian, the paper\nwrote", "YouTube\na"]
)
def test_what_is_no_masthead(text):
    assert publisher(text) is None


def test_the_first_line_of_a_press_review_heads_an_item():
    text = f"The Guardian\n{PROSE}"
    document = build_document("t", text, settings=Settings())
    items = (Item(heading=Span(0, 12), body=Span(13, len(text)), outlet="The Guardian"),)
    assert credited(document, items=items, outlets=registry()).publisher is None

"""Who a page says spoke, and which outlet it says it is of."""

import msgspec

from firsthand.ingest import read_input
from firsthand.model import Document
from firsthand.outlets import registry
from firsthand.reading import read_document
from firsthand.settings import Settings
from firsthand.show.document import document_view
from firsthand.show.words import load

OWN = """
[[outlet]]
name = "The Harsund Beacon"
aliases = ["Beacon of Harsund"]
domains = ["harsundbeacon.example"]
kind = "newspaper"
country = "xa"
lang = "en"
"""
PAGE = """<html lang="en"><head><meta property="og:site_name" content="Beacon of Harsund">
<title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>
<p>Ada Quill and Bo Lind said that the bridge was shut on Monday, and that it would not open again before May.</p>
<p>The bridge is the oldest of the town, and thousands of people cross it every day to work and to school.</p>
</article></body></html>"""


def test_the_users_outlets_name_a_page_by_its_meta_tags(tmp_path):
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    settings, known = Settings(model=False), registry(tmp_path / "own.toml")
    (document,) = read_input(tmp_path / "page.html", settings=settings)
    assert isinstance(document, Document)
    reading = read_document(document, settings=settings, outlets=known)
    assert reading.publisher is not None
    assert reading.publisher.name == "The Harsund Beacon"
    shown = msgspec.json.encode(document_view(reading, number=1, first=1, words=load())).decode()
    assert "The Harsund Beacon" in shown
    assert "Beacon of Harsund" not in shown


def test_the_page_names_all_who_said_something_together():
    text = "Ada Quill and Bo Lind said that the bridge was shut."
    document = Document(id="1", name="a", text=text, lang="en")
    reading = read_document(document, settings=Settings(model=False))
    shown = msgspec.json.encode(document_view(reading, number=1, first=1, words=load())).decode()
    assert "Ada Quill and Bo Lind" in shown.replace(text, "")

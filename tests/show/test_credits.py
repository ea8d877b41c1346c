"""The page names the agencies a document credits, among the document's facts."""

from firsthand.ingest.record import build_document
from firsthand.reading import read_document
from firsthand.settings import Settings
from firsthand.show.page import render

PROSE = "The lock at Wexlow was closed at noon after the gate had jammed, and forty barges waited below it all night."


def facts(text):
    reading = read_document(build_document("t", text, settings=Settings(), outlet="Lantern"), settings=Settings())
    return render([reading], failures=[])


def test_wire_credits_are_named_once_each():
    html = facts(f"WEXLOW (AP) — {PROSE}\n© AP\n© AFP <b>")
    assert "<dt>Wire credits</dt><dd><bdi>Associated Press, Agence France-Presse</bdi></dd>" in html


def test_a_document_without_credits_has_no_such_line():
    assert "Wire credits" not in facts(PROSE)

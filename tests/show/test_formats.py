"""The same review as Markdown, as a feed, and its figures as files."""

import re
from xml.etree import ElementTree

import pytest

from firsthand.errors import OutputError
from firsthand.show.formats import write_figures, written
from firsthand.show.markdown import plain
from show.test_hostile import HOSTILE, hostile_reading
from show.traces import READINGS, traced

READ = list(READINGS.values())


def test_markdown_has_the_counts_the_table_and_the_words():
    shown = written(READ, traces=[traced()], form="md")
    assert "## 1\\. The ferry Alka left Mornvik with its bow door open" in shown
    assert "**12 articles · 12 outlets · 2 origins \\(1–3\\)**" in shown
    assert "| 9 | Dagsnytt Nord | 3 February 2032, 07\\:30 \\(UTC\\) |" in shown
    assert "> **The ferry Alka left Mornvik with its bow door open**, harbour pilot" in shown
    assert "### Who denies or doubts it" in shown


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_holds_nothing_that_others_wrote_unescaped(name):
    shown = written([hostile_reading(HOSTILE[name])], form="md")
    bare = re.sub(r"\\.", "", shown)
    assert "<" not in re.sub(r"(?m)^\s*> ", "", bare)
    assert "](" not in bare
    assert not set(shown) & set("\x00\x07\x1b\u202e\u2066")


def test_every_sign_of_markdown_is_escaped():
    assert plain("# a *b* [c](d) <e>\n- f") == "\\# a \\*b\\* \\[c\\]\\(d\\) \\<e\\> \\- f"


def test_the_feed_has_an_item_a_claim():
    channel = ElementTree.fromstring(written(READ, traces=[traced()], form="rss")).find("channel")
    (item,) = channel.findall("item")
    assert item.findtext("title") == "The ferry Alka left Mornvik with its bow door open"
    assert "2 origins (1–3)" in item.findtext("description")
    assert item.findtext("pubDate") == "Mon, 02 Feb 2032 09:00:00 +0000"
    assert item.findtext("guid").startswith("firsthand:k1:")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_feed_of_anything_is_well_formed(name):
    ElementTree.fromstring(written([hostile_reading(HOSTILE[name])], title=HOSTILE[name] + "\ufffe", form="rss"))


def test_figures_are_files_of_their_own(tmp_path):
    (path,) = write_figures([traced()], tmp_path / "figures", lang="sv")
    root = ElementTree.fromstring(path.read_bytes())
    assert path.name == "claim-01.svg"
    assert root.find("{http://www.w3.org/2000/svg}title").text.startswith("Vem som har det från vem")
    assert not root.findall(".//{http://www.w3.org/2000/svg}a")
    assert not root.findall(".//{http://www.w3.org/2000/svg}script")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(OutputError, match="choose another folder"):
        write_figures([traced()], tmp_path / "taken")

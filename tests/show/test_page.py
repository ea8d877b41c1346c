import base64
import hashlib
import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model import Published, Span
from firsthand.show.page import render
from show.reader import Page
from show.samples import FAILURES, Maker, article, everything, review, six_hops

HTML = render(everything(), failures=FAILURES)
PAGE = Page(HTML)


def card(html, number):
    """The words of one card."""
    start = html.index(f'id="a{number}"')
    return Page("<li " + html[start : html.index("</li>", start)] + "</li>").text


def test_the_page_is_well_formed():
    assert HTML.startswith("<!DOCTYPE html>\n<html lang=")
    assert PAGE.doctype == "DOCTYPE html"
    assert PAGE.errors == []


def test_every_word_of_every_document_is_on_the_page_in_order():
    words = [word for reading in everything() for word in reading.document.text.split()]
    assert " ".join(PAGE.paragraphs).split() == words


def test_marks_do_not_move_words_apart():
    assert "”Kranen står där den står”, sade Ingrid Moll, enligt Norra Posten som hänvisar till Kustbyrån." in (
        PAGE.paragraphs
    )


def test_ids_are_unique_and_every_inner_link_leads_somewhere():
    assert len(PAGE.ids) == len(set(PAGE.ids))
    inner = [a["href"][1:] for a in PAGE.all("a") if a["href"].startswith("#")]
    assert set(inner) <= set(PAGE.ids)
    described = {word for _, a in PAGE.tags for k, v in a.items() if k.startswith("aria-") for word in _refs(k, v)}
    assert described <= set(PAGE.ids)


def _refs(name, value):
    return value.split() if name in ("aria-labelledby", "aria-describedby") else ()


def test_every_attribution_has_a_card_and_its_number_links_to_it_and_back():
    count = sum(len(reading.attributions) for reading in everything())
    hrefs = [a["href"] for a in PAGE.all("a")]
    for number in range(1, count + 1):
        assert f"a{number}" in PAGE.ids
        assert f"#a{number}" in hrefs
        assert f"#m{number}" in hrefs
    assert f"a{count + 1}" not in PAGE.ids


def test_headings_do_not_skip_a_level():
    levels = [int(tag[1]) for tag, _ in PAGE.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_landmarks_and_skip_link():
    names = [tag for tag, _ in PAGE.tags]
    for landmark in ("header", "nav", "main", "footer"):
        assert landmark in names
    first = PAGE.all("a")[0]
    assert (first["class"], first["href"]) == ("skip", "#main")


def test_nothing_runs_and_nothing_is_loaded():
    names = {tag for tag, _ in PAGE.tags}
    assert names.isdisjoint({"script", "iframe", "object", "embed", "img", "form", "base", "audio", "video", "math"})
    assert [a["href"] for a in PAGE.all("link")] == ["data:,"]
    for tag, attributes in PAGE.tags:
        assert not any(name.startswith("on") or name in ("style", "src", "srcset", "action") for name in attributes), (
            tag
        )
        if "href" in attributes and attributes["href"] != "data:,":
            assert attributes["href"].startswith(("#", "http://", "https://"))
    style = HTML[HTML.index("<style>") : HTML.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_this_stylesheet_and_nothing_else():
    style = HTML[HTML.index("<style>") + len("<style>") : HTML.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [a["content"] for a in PAGE.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert "unsafe" not in policy


def test_passages_carry_their_language():
    def lang_of(words):
        start = HTML.rindex('<p lang="', 0, HTML.index(words))
        return HTML[start + 9 : HTML.index('"', start + 9)]

    assert lang_of("Kranen står där") == "sv"
    assert lang_of("Der Kran ist nie gefallen") == "de"
    assert lang_of("saw nothing fall") == "en"


def test_a_passage_in_another_language_inside_a_paragraph_is_marked():
    from firsthand.model import Passage

    text = "He said “Guten Tag” and left."
    quoted = Span(8, 19)
    parts = (Span(0, 8), "en"), (quoted, "de"), (Span(19, len(text)), "en")
    m = Maker(text, passages=tuple(Passage(span=span, lang=lang) for span, lang in parts))
    html = render([m.reading(Published(value=None, how=""))])
    assert '<span lang="de">“Guten Tag”</span>' in html


def test_top_says_what_was_read_and_what_was_not():
    assert "4 documents, 3 items" in PAGE.text
    assert "Swedish, English, German" in PAGE.text
    assert "14 May 2031 to 15 May 2031, inferred for 1 document, not known for 2 documents" in PAGE.text
    assert "14 attributions, 2 without a named source" in PAGE.text
    assert "notes.docx : notes.docx is not text" in PAGE.text.replace("notes.docx:", "notes.docx :")


def test_a_date_of_publication_says_how_it_is_known_and_whether_it_is_inferred():
    assert "15 May 2031 inferred, not printed (the latest date that fits" in PAGE.text
    assert "between 15 May 2031 and 16 May 2031" in PAGE.text
    assert "14 May 2031, 16:20 (+02:00) (JSON-LD datePublished)" in PAGE.text
    assert PAGE.text.count("inferred, not printed") == 1


def test_items_show_their_heading_and_what_stands_wrong_with_it():
    assert "<dt>Domain as printed</dt><dd><bdi>skarvikbladett.example</bdi></dd>" in HTML
    notice = "skarvikbladett.example is one letter from skarvikbladet.example"
    assert PAGE.text.count(notice) == 1
    assert HTML.index('id="d1b2"') < HTML.index(notice) < HTML.index('id="d1b4"')
    assert "The reviewer’s own words Man undrar vem" in PAGE.text


def test_cards_tell_the_chain_in_words():
    assert (
        "Ingrid Moll → relayed by Kustbyrån → relayed by Norra Posten → published by Skarvikbladet → this page"
        in card(HTML, 3)
    )
    assert "Tobias Renn → relayed by Agentur Nordlicht → written by Rolf Ahlgren-Södergran von Bergenhielm" in card(
        HTML, 4
    )
    assert "Ingrid Moll → as told by Tobias Renn → as told by Skarvik Radio → this page (Skarvikbladet)" in card(
        HTML, 10
    )
    assert "nobody named → this page" in card(HTML, 12)


def test_cards_draw_the_chain_with_full_names_in_titles():
    (reading,) = [six_hops()]
    page = render([reading])
    titles = re.findall(r'<g class="node [^"]+"><title>([^<]*)</title>', page)
    assert titles == [*reading.chains[0].names, "this page"]
    assert "From left to right: " + ", ".join(titles) in page


def test_cards_tell_date_wording_framing_and_nesting():
    assert "13 May 2031 (how it is known: the Tuesday before the text was published; the words: “on Tuesday”)" in card(
        HTML, 5
    )
    assert "March 2031" in card(HTML, 10)
    assert "Said: date not known." in card(HTML, 6)
    assert "Given as exact words, in quotation marks." in card(HTML, 6)
    assert "Partly given as exact words, partly retold." in card(HTML, 7)
    assert "Retold, not given as exact words." in card(HTML, 5)
    assert "The text frames this as distancing (it keeps its distance); its words: “Claims of”." in card(HTML, 12)
    assert "frames" not in card(HTML, 5)
    assert "A denial: the source is said to deny this." in card(HTML, 11)
    assert "It stands inside number 8 . It holds number 10" in card(HTML, 9).replace("8.", "8 .")


def test_how_a_date_is_known_is_said_once():
    from firsthand.model import Notice, SaidOn

    m = Maker("The bridge is shut, Ana Berg said on Monday.")
    row = m.add("Ana Berg", "said", "The bridge is shut", (("Ana Berg", "utterer"),))
    how = "The text says “on Monday”. The Monday before 7 May 2031."
    m.said = [SaidOn(attribution=row.id, value="2031-05-05", how=how, evidence=(m.span("on Monday"),))]
    published = Published(value="2031-05-07", how="Inferred: from “on Monday”.", inferred=True)
    notice = Notice(kind="date_inferred", message="2031-05-07 is inferred: from “on Monday”.", span=m.span("on Monday"))
    page = Page(render([m.reading(published, notices=(notice,))]))
    assert "5 May 2031 (how it is known: The text says “on Monday”. The Monday before 7 May 2031)." in page.text
    assert page.text.count("Inferred: from “on Monday”") == 1
    assert "is inferred: from" not in page.text


def test_a_notice_names_the_words_it_is_about():
    from firsthand.model import Notice

    m = Maker("An odd “mark here.")
    notices = (
        Notice(kind="mark", message="A quotation mark is never closed.", span=m.span("“mark here")),
        Notice(kind="no_source", message="2 statements name no source.", span=m.span("odd")),
    )
    text = Page(render([m.reading(Published(value=None, how=""), notices=notices)])).text
    assert "A quotation mark is never closed. (the words: ““mark here”)" in text
    assert "“odd”" not in text


def test_cards_warn():
    assert "Source not named: the text does not say who said this." in card(HTML, 12)
    assert "An uncertain reading" in card(HTML, 12)
    assert "Source not named: only “A senior official at the ministry" in card(HTML, 13)
    assert "Note" not in card(HTML, 5)


def test_a_speaker_named_elsewhere_is_said_to_be():
    m = Maker("“I saw it.”")
    m.add((), (), "“I saw it.”", (("Ana Berg", "utterer"),), type="direct", source_kind="none")
    html = render([m.reading(Published(value=None, how=""))])
    assert "Ana Berg → this page" in card(html, 1)
    assert "the name is taken from elsewhere in the text" in card(html, 1)


@pytest.mark.parametrize(
    ("chain", "kind", "warning"),
    [
        ((), "pronoun", "Who “He” is was not worked out."),
        ((("He", "utterer"),), "pronoun", "Who “He” is was not worked out."),
        ((("a clerk", "utterer"),), "unnamed", "Source not named: only “a clerk”."),
    ],
)
def test_a_pronoun_is_warned_of_unless_it_leads_to_a_name(chain, kind, warning):
    from firsthand.model import Speaker

    m = Maker("He said the bridge is shut.")
    row = m.add("He", "said", "the bridge is shut", chain, source_kind="pronoun")
    m.speakers = [Speaker(attribution=row.id, name="a clerk", kind=kind, method="hand", score=1.0)]
    html = render([m.reading(Published(value=None, how=""))])
    assert warning in card(html, 1)


def test_an_unknown_utterer_stands_before_a_known_relay():
    m = Maker("The bridge is shut, the Wire had it.")
    m.add((), (), "The bridge is shut", (("The Wire", "relay"),), source_kind="none")
    html = render([m.reading(Published(value=None, how=""))])
    assert "nobody named → relayed by The Wire → this page" in card(html, 1)


def test_numbers_run_on_through_the_documents():
    one, two = article(), review()
    html = render([one, two])
    assert len(re.findall('<li class="card"', html)) == len(one.attributions) + len(two.attributions)
    assert html.index('id="d2"') < html.index(f'id="a{len(one.attributions) + 1}"')


def test_one_document_and_given_title():
    assert "<h1><bdi>Review: Crane keeps Skarvik harbour closed</bdi></h1>" in render([article()])
    assert "<h1><bdi>A &amp; B</bdi></h1>" in render([article()], title="A & B")
    assert "<nav" not in render([article()])


def test_no_reading_at_all_is_still_a_page():
    page = Page(render([], failures=FAILURES))
    assert page.errors == []
    assert "1 input could not be read" in page.text


def test_the_same_readings_give_the_same_bytes():
    assert render(everything(), failures=FAILURES) == HTML


@st.composite
def crossing(draw):
    text = draw(st.text(alphabet="ab <&>\"'\n“”", min_size=1, max_size=60))
    place = st.integers(0, len(text))

    def spans():
        found = [Span(*sorted((draw(place), draw(place)))) for _ in range(draw(st.integers(0, 2)))]
        return tuple(found)

    m = Maker(text)
    for index in range(draw(st.integers(0, 4))):
        m.add(spans(), spans(), spans(), (("X", "utterer"),), id=f"id{index}")
    return m.reading(Published(value=None, how=""))


@settings(max_examples=60, deadline=None)
@given(crossing())
def test_nested_crossing_and_empty_spans_give_a_valid_page_with_the_whole_text(reading):
    page = Page(render([reading]))
    assert page.errors == []
    assert len(page.ids) == len(set(page.ids))
    assert "".join(page.paragraphs).split() == "".join(_lines(reading.document.text)).split()
    inner = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert inner <= set(page.ids)


def _lines(text):
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("words", ["said", "("])
def test_a_long_dense_text_is_shown(words):
    text = f"{words} x " * 3000
    m = Maker(text)
    step = len(words) + 3
    for place in range(0, len(text) - step, step * 3):
        m.add(Span(place, place + 1), (), Span(place, place + step * 2))
    page = Page(render([m.reading(Published(value=None, how=""))]))
    assert page.errors == []
    assert "".join(page.paragraphs).strip() == text.strip()

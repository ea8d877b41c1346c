"""Every text of every record is hostile: nothing may run, drive the terminal, or turn a line around."""

import io

import msgspec
import pytest
from rich.console import Console

from firsthand.model import (
    Attribution,
    Chain,
    DateMention,
    Document,
    Failure,
    Hop,
    Hyperlink,
    Item,
    Notice,
    Passage,
    Published,
    Reading,
    Relay,
    SaidOn,
    Span,
    Speaker,
)
from firsthand.show.page import render
from firsthand.show.terminal import render as render_terminal
from show.reader import Page
from show.samples import review

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "quote": "' onmouseover='alert(1)' x='",
    "address": "javascript:alert(1)",
    "template": "{{ 7 * 7 }}{% for x in y %}{0}{words}%s",
    "markup": "[red]x[/red][link=javascript:x]y[/]",
    "style": "</style></title></textarea><!--",
    "math": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "svg": "]]></title><svg onload=alert(1)>",
    "escape": "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\x00\x08\r",
    "bidi": "\u202egnp.exe\u2066\u2067\u202d",
    "surrogate": "a\ud800b",
    "line": "a\u2028b\u2029c\x85d",
    "entity": "&lt;script&gt;&amp;#60;",
}


def hostile_reading(words):
    """A reading in which every text field holds the words; the text holds them in and around every role."""
    text = "\n".join([words] * 8)
    step = len(words) + 1
    span = [Span(i * step, i * step + len(words)) for i in range(8)]
    both = (
        Attribution(
            id="a",
            doc="d",
            source=(span[2],),
            cue=(span[3],),
            content=(span[4], span[5]),
            type="mixed",
            relays=(Relay(span=span[6], name=words, kind="document"),),
            polarity="denies",
            source_kind="unnamed",
            cue_stance=words,
            score=0.1,
            method=words,
        ),
        Attribution(
            id="b", doc="d", source=(), cue=(), content=(span[5],), type="direct", parent="a", score=1.0, method=words
        ),
    )
    return Reading(
        document=Document(
            id="d",
            name=words,
            text=text,
            lang=words,
            passages=(Passage(span=span[1], lang=words),),
            url=words,
            title=words,
            author=words,
            outlet=words,
            published=words,
            published_how=words,
            links=(Hyperlink(span=span[0], url=words),),
        ),
        published=Published(
            value=words, how=words, inferred=True, earliest=words, latest="x" + words, evidence=(span[0],)
        ),
        items=(
            Item(
                heading=span[1],
                body=Span(span[2].start, span[6].end),
                outlet=words,
                domain=words,
                title=words,
                author=words,
                url=words,
                kind=words,
            ),
        ),
        commentary=(span[0],),
        attributions=both,
        speakers=(Speaker(attribution="a", name=words, kind="unnamed", method=words, score=1.0),),
        said=(SaidOn(attribution="a", value=words, how=words, evidence=(span[0],)),),
        chains=(
            Chain(
                attribution="a",
                hops=(
                    Hop(name=words, role="utterer"),
                    Hop(name=words + " two", role="relay", span=span[6]),
                    Hop(name=words + " three", role="outer"),
                ),
            ),
        ),
        dates=(DateMention(span=span[0], value=words, precision="day", how=words),),
        notices=(
            Notice(kind=words, message=words, span=span[1]),
            Notice(kind=words, message=words, span=span[7]),
            Notice(kind=words, message=words),
        ),
    )


def failures(words):
    return (Failure(name=words, error=words),)


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE.keys())
def words(request):
    return request.param


def test_the_page_has_only_our_own_elements_and_attributes(words):
    page = Page(render([hostile_reading(words)], failures=failures(words), title=words))
    tame = Page(render([hostile_reading("tame words")], failures=failures("tame words"), title="tame words"))
    assert page.errors == []
    allowed = {(tag, name) for tag, attributes in tame.tags for name in attributes}
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in tame.tags}
    assert {(tag, name) for tag, attributes in page.tags for name in attributes} <= allowed
    assert not [a for a in page.all("a") if not a["href"].startswith("#")]


def test_the_hostile_words_are_shown_as_text(words):
    printable = words.isprintable()
    html = render([hostile_reading(words)], failures=failures(words), title=words)
    page = Page(html)
    if printable:
        assert page.text.count(" ".join(words.split())) > 10
    assert not set(html) & set("\x00\x07\x08\r\x1b\x9b\x85\u2028\u2029\u202d\u202e\u2066\u2067")
    html.encode("utf-8")


def test_every_text_field_of_every_record_is_tried():
    shown = msgspec.to_builtins(hostile_reading("HOSTILE"))
    sample = msgspec.to_builtins(review())

    def texts(value, path=""):
        if isinstance(value, dict):
            return {p for key, inner in value.items() for p in texts(inner, f"{path}.{key}")}
        if isinstance(value, list | tuple):
            return {p for inner in value for p in texts(inner, path)}
        return {path} if isinstance(value, str) else set()

    fixed = (".id", ".doc", ".attribution", ".type", ".polarity", ".source_kind", ".precision", ".role", ".kind")
    for path in texts(shown) | texts(sample):
        if path.endswith(fixed) or path in (".attributions.parent",):
            continue
        assert path in texts(shown), f"{path} is not tried"


def test_the_terminal_gets_no_control_character_and_no_markup(words):
    for settings in ({}, {"force_terminal": True, "color_system": "truecolor"}):
        out = io.StringIO()
        console = Console(file=out, width=100, legacy_windows=False, **settings)
        render_terminal([hostile_reading(words)], console=console, failures=failures(words))
        printed = out.getvalue()
        if not settings:
            assert "\x1b" not in printed
        assert not set(printed) & set("\x00\x07\x08\r\x9b\x85\u2028\u2029\u202d\u202e\u2066\u2067")
        assert "\x1b]" not in printed
        assert "\x1b[2J" not in printed
        assert "\x1b[31m" not in printed
        if words == HOSTILE["markup"]:
            assert words in printed.replace("\n", "")

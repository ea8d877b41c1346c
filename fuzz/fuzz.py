"""Look for inputs that break a reader of ours, or that take it more time than their length explains.

    python fuzz/fuzz.py review|quotes|dates|feed|wrap [options of libFuzzer, as -max_total_time=600]

Needs atheris (pip install '.[fuzz]'), on Linux. What it finds becomes a test.
"""

import json
import sys
import time
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["firsthand"]):
    from firsthand.errors import FirsthandError
    from firsthand.extract.quotes import quotations
    from firsthand.ingest.feed import read_feed
    from firsthand.ingest.jobs import Job
    from firsthand.ingest.parse_json import json_values
    from firsthand.ingest.payload import Payload
    from firsthand.ingest.record import build_document
    from firsthand.ingest.review import layout
    from firsthand.ingest.text import clean
    from firsthand.ingest.wrap import unwrapped
    from firsthand.languages import codes
    from firsthand.model import Document, Failure
    from firsthand.resolve.dating import date_document
    from firsthand.settings import Settings

SETTINGS = Settings()
SECONDS = 1.0
"""Processor seconds an input may take, and as much more for each 2,000 bytes of it."""


def within(text: str, spans: object) -> None:
    """Fail when a span does not lie in the text."""
    for span in spans:  # type: ignore[attr-defined]
        if not 0 <= span.start <= span.end <= len(text):
            raise AssertionError(f"{span} lies outside a text of {len(text)}")


def text_of(data: bytes) -> str:
    """Make a text of bytes: half of them as they are, half as words and signs that the readers know."""
    provider = atheris.FuzzedDataProvider(data)
    if provider.ConsumeBool():
        return clean(provider.ConsumeUnicode(4_000))
    parts = []
    while provider.remaining_bytes():
        parts.append(WORDS[provider.ConsumeIntInRange(0, len(WORDS) - 1)])
    return "".join(parts)


WORDS = [
    *"\n \t\"'“”„«»’‘–—-:,.()[]|*#>/1290",
    *(
        "\n\n",
        "3 May 2021",
        "14:30",
        "on Monday",
        "i måndags",
        "am Montag",
        "yesterday",
        "last week",
        "maj",
        "2031-02-30",
    ),
    *(
        "reuters.com",
        "https://bbc.com/x",
        "Källa:",
        "Source:",
        "Video",
        "By Ada Finch",
        "(DN)",
        "Velmora Gazette",
        "said",
    ),
    *("sade", "sagte", "Ada", "the port", "été", "e\u0301", "🚢", "שלום", "\u202e", "\u2028", "\u00a0", "İ", "ß"),
]


def review(data: bytes) -> None:
    """The items and the commentary of a press review."""
    text = text_of(data)
    found = layout(Document(id="", name="", text=text, lang="en"))
    for item in found.items:
        within(text, [item.heading, *([item.body] if item.body else [])])
    within(text, found.commentary)


def quotes(data: bytes) -> None:
    """Quotation marks, paired."""
    text = text_of(data)
    for one in quotations(text):
        within(text, [one.span, one.inner])


def dates(data: bytes) -> None:
    """The dates in a text, and the day it was published, in each language."""
    text = text_of(data)
    for lang in codes():
        document = build_document("", text, settings=SETTINGS, lang=lang, published="2031-05-14T23:30:00-05:00")
        found = date_document(document, attributions=(), speakers=(), items=())
        within(text, [date.span for date in found.dates])


FIELDS = ("title", "url", "link", "content_html", "content_text", "summary", "description", "date_published", "pubDate")
MORE = ("authors", "author", "language", "updated", "external_url", "id", "uri", "headline", "body_html5", "body_text")


def entry(provider: atheris.FuzzedDataProvider) -> dict[str, object]:
    """Make an entry whose fields hold what they should, or anything else."""
    made: dict[str, object] = {}
    for _ in range(provider.ConsumeIntInRange(0, 6)):
        key = provider.PickValueInList([*FIELDS, *MORE])
        words = "".join(provider.PickValueInList([*WORDS, *MARKUP]) for _ in range(provider.ConsumeIntInRange(0, 12)))
        kinds: list[object] = [
            words,
            words,
            words,
            provider.ConsumeInt(4),
            None,
            [words],
            [{"name": words}],
            {"a": words},
        ]
        made[key] = provider.PickValueInList(kinds)
    return made


MARKUP = [
    *(
        "<p>",
        "</p>",
        "<a href='https://velmora.example/1'>",
        "<a href='javascript:x'>",
        "</a>",
        "<script>",
        "&lt;",
        "&#xD800;",
    ),
    *("<![CDATA[", "]]>", "<br>", "<!--", "</div>", "https://velmora.example/2", "Wed, 14 May 2031 08:00:00 GMT", "<b"),
]


def feed(data: bytes) -> None:
    """A feed in JSON or XML, or news in ninjs: what is in their fields, mapped to documents."""
    provider = atheris.FuzzedDataProvider(data)
    entries = [entry(provider) for _ in range(provider.ConsumeIntInRange(0, 3))]
    value: object = {"version": "https://jsonfeed.org/version/1", "title": provider.ConsumeUnicode(9), "items": entries}
    if provider.ConsumeBool():
        value = [{"uri": "https://velmora.example/3", "pubstatus": "usable", **one} for one in entries]
    try:
        job = Job(kind="json", payload=Payload(name="a", data=json.dumps(value).encode()))
        found = list(json_values(job, settings=SETTINGS))
    except FirsthandError:
        found = []
    rows = "".join(f"<item>{''.join(f'<{k}>{v}</{k}>' for k, v in one.items())}</item>" for one in entries)
    source = f"<rss version='2.0'><channel><title>x</title>{rows}".encode("utf-8", "replace")
    for one in (*found, *read_feed(source, name="a", settings=SETTINGS)):
        if isinstance(one, Document):
            within(one.text, [link.span for link in one.links])
            if any(not link.url.startswith("http") for link in one.links) or "<script" in (one.title or ""):
                raise AssertionError(one)
        elif isinstance(one, Failure) and not one.error.endswith("."):
            raise AssertionError(one.error)


def wrap(data: bytes) -> None:
    """Lines that were broken to fit a width."""
    text = text_of(data)
    if len(unwrapped(text)) != len(text):
        raise AssertionError("the length changed")


TARGETS: dict[str, Callable[[bytes], None]] = {one.__name__: one for one in (review, quotes, dates, feed, wrap)}


def timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Run a target, and fail when it takes too long for what it was given."""

    def run(data: bytes) -> None:
        began = time.process_time()
        target(data)
        taken = time.process_time() - began
        if taken > SECONDS * (1 + len(data) / 2_000):
            raise AssertionError(f"{taken:.1f} s for {len(data)} bytes")

    return run


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"Name a target: {', '.join(TARGETS)}.")
    chosen = TARGETS[sys.argv.pop(1)]
    chosen(b"\1 warm")  # what is loaded once must not count
    atheris.Setup(sys.argv, timed(chosen))
    atheris.Fuzz()

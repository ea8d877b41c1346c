"""The review as an RSS 2.0 feed: an item a claim, so that a reader of feeds tells what is new or has changed."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from firsthand.link.direction import moment
from firsthand.model import Reading
from firsthand.show.claims_view import ClaimView
from firsthand.show.overview import page_view
from firsthand.show.words import Words, load
from firsthand.trace.records import Traced

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_feed(
    readings: Sequence[Reading], *, title: str | None = None, traces: Sequence[Traced] = (), lang: str = "en"
) -> str:
    """Return the claims as a feed. An item's id is the claim and its counts, so that a changed count is a new item."""
    words = load(lang)
    page = page_view(readings, title=title, traces=traces, words=words)
    rss = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(rss, "channel")
    _add(channel, "title", page.title)
    _add(channel, "link", "https://firsthand.invalid/")
    _add(channel, "description", words.say("motto"))
    _add(channel, "language", words.lang)
    by_id = {one.id: one for one in traces}
    for claim in page.claims:
        item = ElementTree.SubElement(channel, "item")
        _add(item, "title", claim.text)
        _add(item, "description", _described(claim, words))
        _add(item, "guid", f"firsthand:{claim.id}:{claim.counts}").set("isPermaLink", "false")
        published = _first(by_id[claim.id])
        if published:
            _add(item, "pubDate", published)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(rss, encoding="unicode") + "\n"


def _described(claim: ClaimView, words: Words) -> str:
    parts = ["".join(part.text for part in claim.sentence).strip(), claim.counts]
    parts += [f"{finding.title}: {finding.why}" for finding in claim.findings]
    parts += [f"{report.outlet}, {report.published.shown}: {report.way}" for report in claim.left[:20]]
    parts += [f"{words.say('denying')}: {report.outlet}, {report.way}" for report in claim.right[:20]]
    return "\n".join(part for part in parts if part)


def _first(traced: Traced) -> str | None:
    """Return when the claim was first published here, as RFC 5322 writes it."""
    known = [at for at in (moment(report.published) for report in traced.reports) if at != float("inf")]
    return format_datetime(datetime.fromtimestamp(min(known), UTC)) if known else None


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name)
    made.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return made

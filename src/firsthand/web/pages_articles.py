"""Articles: searched and listed, one article with its statements, and an article beside a text it shares words with."""

import msgspec

from firsthand import output
from firsthand.link.reuse_pairs import Reuse
from firsthand.model import Reading, Span
from firsthand.show.clean import visible
from firsthand.show.document import document_view, in_order
from firsthand.show.excerpt import Bit
from firsthand.show.selection import outlet_of
from firsthand.store.reader import HITS, Filters, Found, Result, Value
from firsthand.trace.records import Traced
from firsthand.web.answers import Answer, Elsewhere, Refused
from firsthand.web.asked import Ask

STANCES = ("supports", "denies", "questions", "mentions")

FOUND_COLUMNS = ("id", "name", "title", "lang", "outlet", "published", "url", "statements", "shown")
STATEMENT_COLUMNS = (
    "id",
    "speaker",
    "content",
    "type",
    "polarity",
    "chain",
    "said_on",
    "cue_stance",
    "source_kind",
    "score",
)


class Search(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was found: ``total`` articles (a least number from ``HITS`` on), those of this page, and facets of all."""

    q: str
    total: int
    documents: tuple[Found, ...]
    facets: dict[str, tuple[Value, ...]]


class Sharing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another article that shares text with this one, how much of the shorter text, and who took it from whom."""

    id: str
    title: str
    outlet: str | None
    published: str | None
    share: float
    direction: str
    level: str
    why: str


class Beside(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two articles side by side, with the passages they share. Spans are characters of each text."""

    a: str
    b: str
    text_a: str
    text_b: str
    reuse: Reuse


def search(ask: Ask) -> Answer:
    """Find articles by words and by facets; without words, list them in the order of publication."""
    traces = ask.desk.traces()
    wanted = Filters(
        q=ask.text("q"),
        outlet=ask.text("outlet"),
        party=ask.text("party"),
        lang=ask.text("lang"),
        date=ask.text("date"),
        docs=_of_claims(ask, traces),
    )
    with ask.desk.reader() as reader:
        found = reader.search(wanted, limit=ask.number("limit"), offset=ask.number("offset"))
    result = Search(
        q=wanted.q, total=found.total, documents=found.documents, facets={**found.facets, **_facets(traces, found)}
    )
    chosen = {name: ask.text(name) for name in ("q", *FACET_NAMES)}
    return Answer(
        template="search.html.j2",
        data=result,
        columns=FOUND_COLUMNS,
        rows=[msgspec.structs.asdict(row) for row in found.documents],
        more={
            "chosen": chosen,
            "claims": {one.id: one.claim for one in traces},
            "limit": ask.number("limit"),
            "offset": ask.number("offset"),
            "most": HITS,
        },
        name="articles",
    )


FACET_NAMES = ("outlet", "party", "lang", "date", "stance", "origin", "claim")


def _of_claims(ask: Ask, traces: tuple[Traced, ...]) -> tuple[str, ...] | None:
    """Return the documents with a report of the stance, origin and claim asked for; None where none is asked for."""
    stance, origin, claim = ask.text("stance"), ask.text("origin"), ask.text("claim")
    if not (stance or origin or claim):
        return None
    return tuple(
        dict.fromkeys(
            report.document
            for traced in traces
            if not claim or traced.id == claim
            for report in traced.reports
            if (not stance or report.stance == stance) and (not origin or report.origin == origin)
        )
    )


def _facets(traces: tuple[Traced, ...], found: Result) -> dict[str, tuple[Value, ...]]:
    """Count the stances, origins and claims of the articles on this page of the result."""
    shown = {document.id for document in found.documents}
    holders: dict[str, dict[tuple[str, str], set[str]]] = {"stance": {}, "origin": {}, "claim": {}}
    for traced in traces:
        for report in traced.reports:
            if report.document in shown:
                holders["stance"].setdefault((report.stance, report.stance), set()).add(report.document)
                holders["origin"].setdefault((report.origin, report.origin), set()).add(report.document)
                holders["claim"].setdefault((traced.id, traced.claim), set()).add(report.document)
    return {
        name: tuple(
            Value(value=value, label=label, count=len(docs))
            for (value, label), docs in sorted(values.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:20]
        )
        for name, values in holders.items()
    }


def article(ask: Ask) -> Answer:
    """Show one article; its JSON is the public line of ``firsthand extract``."""
    reading = one_article(ask)
    with ask.desk.reader() as reader:
        shared = _shared(reader.rows, reading.document.id)
    claims = [
        (traced.id, traced.claim, report.stance)
        for traced in ask.desk.traces()
        for report in traced.reports
        if report.document == reading.document.id
    ]
    line = output.line(reading, with_text=True)
    text = reading.document.text
    rows = [
        msgspec.structs.asdict(row) | {"content": " … ".join(span.of(text) for span in row.content)}
        for row in line.attributions
    ]
    return Answer(
        template="article.html.j2",
        data=line,
        columns=STATEMENT_COLUMNS,
        rows=rows,
        more={
            "view": document_view(reading, number=1, first=1, words=ask.words.page),
            "id": reading.document.id,
            "shared": shared,
            "claims": list(dict.fromkeys(claims))[:50],
        },
        name=f"article-{reading.document.id}",
    )


def statement(ask: Ask) -> Elsewhere:
    """Go to a statement in its article: its permanent address."""
    reading = one_article(ask)
    for number, row in enumerate(in_order(reading), start=1):
        if row.id == ask.path["attribution"]:
            place = f"/articles/{reading.document.id}#a{number}"
            return Elsewhere(to=place, data={"place": place}, status=303)
    raise Refused(404, ask.words.say("no_such_statement"))


def beside(ask: Ask) -> Answer:
    """Show two articles side by side, the passages they share marked and numbered alike."""
    a, b = ask.path["id"], ask.path["other"]
    with ask.desk.reader() as reader:
        rows = reader.rows("SELECT record FROM v.reuse WHERE a = ? AND b = ? OR a = ? AND b = ?", [a, b, b, a])
        readings = {reading.document.id: reading for reading in reader.readings([a, b])}
    if not rows or len(readings) < 2:
        raise Refused(404, ask.words.say("nothing_shared"))
    reuse = msgspec.json.decode(rows[0][0], type=Reuse)
    first, second = readings[reuse.a], readings[reuse.b]
    return Answer(
        template="beside.html.j2",
        data=Beside(a=reuse.a, b=reuse.b, text_a=first.document.text, text_b=second.document.text, reuse=reuse),
        columns=("a_start", "a_end", "b_start", "b_end", "words"),
        rows=[
            {
                "a_start": one.start,
                "a_end": one.end,
                "b_start": other.start,
                "b_end": other.end,
                "words": one.of(first.document.text),
            }
            for one, other in reuse.passages
        ],
        more={
            "sides": [
                _side(first, [pair[0] for pair in reuse.passages]),
                _side(second, [pair[1] for pair in reuse.passages]),
            ],
            "share": round(reuse.share * 100),
        },
        name=f"beside-{reuse.a}-{reuse.b}",
    )


def _side(reading: Reading, spans: list[Span]) -> dict[str, object]:
    """Cut a text at its shared passages; ``number`` is that of the passage, 0 between them."""
    text = reading.document.text
    parts: list[tuple[int, Bit]] = []
    at = 0
    for number, span in sorted(enumerate(spans, start=1), key=lambda pair: pair[1]):
        if span.start < at:
            continue
        parts.append((0, Bit(text=visible(text[at : span.start]))))
        parts.append((number, Bit(text=visible(span.of(text)), marked=True)))
        at = span.end
    parts.append((0, Bit(text=visible(text[at:]))))
    return {
        "id": reading.document.id,
        "title": reading.document.title or reading.document.name,
        "lang": reading.document.lang,
        "outlet": outlet_of(reading),
        "published": reading.published.value,
        "parts": [part for part in parts if part[1].text],
    }


def _shared(rows, id_: str) -> list[Sharing]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    found = []
    statement = """
        SELECT r.record, r.a = ?1, w.id, w.title, w.name, w.outlet, w.published FROM v.reuse r
        JOIN v.docs w ON w.id = CASE WHEN r.a = ?1 THEN r.b ELSE r.a END
        WHERE r.a = ?1 OR r.b = ?1 ORDER BY r.share DESC, w.number LIMIT 100"""
    for record, first, other, title, name, outlet, published in rows(statement, [id_]):
        reuse = msgspec.json.decode(record, type=Reuse)
        came = {"a_from_b": "from_it", "b_from_a": "to_it"}.get(reuse.direction, reuse.direction)
        if not first:
            came = {"from_it": "to_it", "to_it": "from_it"}.get(came, came)
        found.append(
            Sharing(
                id=other,
                title=title or name,
                outlet=outlet,
                published=published,
                share=reuse.share,
                direction=came,
                level=reuse.level,
                why=reuse.why,
            )
        )
    return found


def one_article(ask: Ask) -> Reading:
    """Return the article of the address."""
    with ask.desk.reader() as reader:
        reading = reader.reading(ask.path["id"])
    if reading is None:
        raise Refused(404, ask.words.say("no_such_article"))
    return reading

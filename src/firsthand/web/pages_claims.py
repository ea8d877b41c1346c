"""Claims: the list, one claim with its figure and reports, and asking for a new one."""

from collections.abc import Sequence

import msgspec

from firsthand.model import Document
from firsthand.show.claims import claim_view
from firsthand.show.drawing import draw
from firsthand.show.selection import line_of
from firsthand.show.support import supporting
from firsthand.store.reader import Reader
from firsthand.trace.records import Report, Traced
from firsthand.web.answers import MEDIA, Answer, Elsewhere, Raw, Refused
from firsthand.web.asked import Ask
from firsthand.web.jobs import Job


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim in a list: how many articles and outlets report it, from how many origins, who denies it."""

    id: str
    claim: str
    asked: bool
    articles: int
    outlets: int
    origins_min: int
    origins_best: int
    origins_max: int
    denials: int
    circles: int
    dead_ends: int


class Claims(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims, the weightiest first; ``total`` counts those that are not given too."""

    total: int
    claims: tuple[ClaimRow, ...]


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A job that was begun, or none where it is done already: ``id`` is that of the claim."""

    job: Job | None
    id: str | None = None


REPORT_COLUMNS = (
    "number",
    "doc",
    "outlet",
    "published",
    "said_on",
    "stance",
    "variant",
    "chain",
    "origin",
    "origin_kind",
    "words",
    "score",
    "counted",
    "id",
)


def claim_row(traced: Traced) -> ClaimRow:
    """Return a claim as a row."""
    support = supporting(traced.reports)
    count = traced.independent_origins
    return ClaimRow(
        id=traced.id,
        claim=traced.claim,
        asked=traced.asked,
        articles=len({r.document for r in support}),
        outlets=len({r.outlet for r in support if r.outlet}),
        origins_min=count.min,
        origins_best=count.best,
        origins_max=count.max,
        denials=traced.denials,
        circles=len(traced.circular),
        dead_ends=len(traced.dead_ends),
    )


def claims(ask: Ask) -> Answer:
    """List the claims."""
    traces = ask.desk.traces()
    page = traces[ask.number("offset") : ask.number("offset") + ask.number("limit")]
    rows = tuple(map(claim_row, page))
    return Answer(
        template="claims.html.j2",
        data=Claims(total=len(traces), claims=rows),
        columns=ClaimRow.__struct_fields__,
        rows=[msgspec.structs.asdict(row) for row in rows],
        more={"lines": [line_of(one, ask.words.page) for one in page]},
        name="claims",
    )


def claim(ask: Ask) -> Answer:
    """Show one claim; its JSON is the public line of ``firsthand trace``."""
    traced = one_claim(ask)
    with ask.desk.reader() as reader:
        view = claim_view(traced, InCase(reader, traced.reports, traced), ask.words.page)
    judged = set(traced.judged)
    log = [one for one in ask.desk.judgements() if one.id in judged]
    return Answer(
        template="claim_page.html.j2",
        data=traced,
        columns=REPORT_COLUMNS,
        rows=[report_row(number, report) for number, report in enumerate(traced.reports, start=1)],
        more={"view": view, "log": log},
        name=f"claim-{traced.id}",
    )


def drawing(ask: Ask) -> Raw:
    """Draw the figure of a claim as a file of its own."""
    return Raw(body=draw(one_claim(ask), ask.words.page), media=MEDIA["svg"])


def report_row(number: int, report: Report) -> dict[str, object]:
    """Return a report as a row of a table."""
    row = msgspec.structs.asdict(report) | {"number": number, "chain": " → ".join(report.chain)}
    return {column: row[column] for column in REPORT_COLUMNS}


def ask_claim(ask: Ask) -> Elsewhere:
    """Trace a claim in the user's words; one that was traced already is shown at once."""
    words = " ".join(ask.text("claim").split())
    if not any(sign.isalnum() for sign in words):
        raise Refused(400, ask.words.say("no_claim"))
    known = next((one for one in ask.desk.traces() if one.claim.casefold() == words.casefold()), None)
    if known is not None:
        return Elsewhere(to=f"/claims/{known.id}", data=Asked(job=None, id=known.id), status=200)
    job = ask.desk.jobs.submit("trace", words, claim=words)
    if job is None:
        raise Refused(429, ask.words.say("too_many_jobs"))
    return Elsewhere(to=f"/inputs?job={job.id}", data=Asked(job=job), status=202)


def one_claim(ask: Ask) -> Traced:
    """Return the claim of the address."""
    wanted = ask.path["id"]
    for traced in ask.desk.traces():
        if traced.id == wanted:
            return traced
    raise Refused(404, ask.words.say("no_such_claim"))


class InCase:
    """Where documents are in the application: see ``show.claims.Places``."""

    def __init__(self, reader: Reader, reports: Sequence[Report], traced: Traced) -> None:
        spans = [
            *(one for merge in traced.merges for one in merge.spans),
            *(one for circle in traced.circular for one in circle.spans),
            *(one for end in traced.dead_ends for one in end.spans),
        ]
        ids = dict.fromkeys([*(report.document for report in reports), *(one.document for one in spans)])
        readings = reader.readings(list(ids))
        self._documents = {reading.document.id: reading.document for reading in readings}
        self._statements = {row.id for reading in readings for row in reading.attributions}

    def document(self, id_: str) -> Document | None:
        """Return a document of the case."""
        return self._documents.get(id_)

    def href(self, document: str, attribution: str | None) -> str | None:
        """Return the address of an article, at the attribution."""
        if document not in self._documents:
            return None
        return f"/articles/{document}" + (f"/statements/{attribution}" if attribution in self._statements else "")

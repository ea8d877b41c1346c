"""The overview of the case, and the review page made of it."""

import msgspec

from firsthand.show.page import render
from firsthand.show.selection import line_of
from firsthand.web.answers import MEDIA, Answer, Raw
from firsthand.web.asked import Ask
from firsthand.web.pages_claims import ClaimRow, claim_row

SHOWN = 12


class Overview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the case holds. ``fresh`` says that parties, quotations and reuse are worked out for all its articles."""

    articles: int
    statements: int
    outlets: int
    parties: int
    claims: int
    judgements: int
    first: str | None
    last: str | None
    languages: tuple[str, ...]
    inputs: dict[str, int]
    fresh: bool
    weightiest: tuple[ClaimRow, ...]


def overview(ask: Ask) -> Answer:
    """Show what the case holds, and its weightiest claims."""
    traces = ask.desk.traces()
    with ask.desk.reader() as reader:
        ((articles, first, last),) = reader.rows("SELECT count(*), min(published), max(published) FROM documents")
        ((statements,),) = reader.rows("SELECT count(*) FROM attributions")
        ((outlets, parties),) = reader.rows("SELECT (SELECT count(*) FROM v.outlets), (SELECT count(*) FROM v.parties)")
        languages = reader.rows("SELECT lang FROM documents GROUP BY lang ORDER BY count(*) DESC, lang LIMIT 20")
        states = dict(reader.rows("SELECT state, count(*) FROM inputs GROUP BY state ORDER BY state"))
        made = reader.made_of() or ""
        fresh = made.rpartition(":")[0] == reader.stamp()
    data = Overview(
        articles=articles,
        statements=statements,
        outlets=outlets,
        parties=parties,
        claims=len(traces),
        judgements=len(ask.desk.judgements()),
        first=first,
        last=last,
        languages=tuple(row[0] for row in languages),
        inputs=states,
        fresh=fresh,
        weightiest=tuple(map(claim_row, traces[:SHOWN])),
    )
    return Answer(
        template="overview.html.j2",
        data=data,
        columns=ClaimRow.__struct_fields__,
        rows=[msgspec.structs.asdict(row) for row in data.weightiest],
        more={
            "lines": [line_of(one, ask.words.page) for one in traces[:SHOWN]],
            "busy": ask.desk.jobs.busy(),
            "name": ask.desk.case.name,
        },
        name="overview",
    )


def review(ask: Ask) -> Raw:
    """Make the review page of the case, to keep or to send."""
    page = render(
        ask.desk.readings(),
        failures=ask.desk.failures(),
        title=ask.text("title") or None,
        traces=ask.desk.traces(),
        lang=ask.words.page.lang,
    )
    return Raw(body=page, media=MEDIA["html"], download="review.html")

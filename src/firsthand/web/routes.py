"""Everything the application can be asked: one table, from which the routes and their description are made."""

from collections.abc import Callable
from typing import Any

import msgspec

from firsthand.model import Judgement
from firsthand.output import Line
from firsthand.trace.records import Traced
from firsthand.web import pages_articles as articles
from firsthand.web import pages_claims as claims
from firsthand.web import pages_inputs as inputs
from firsthand.web import pages_judgements as judgements
from firsthand.web import pages_people as people
from firsthand.web import pages_quotations as quotations
from firsthand.web import pages_review as review
from firsthand.web.answers import Answer, Elsewhere, Format, Raw
from firsthand.web.asked import LIMIT, OFFSET, Ask, Param


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to ask: where, by whom it is answered, what may be given, and what comes back.

    ``formats`` are the endings beside the bare address, which gives the page; ``record`` is the JSON's.
    """

    path: str
    handler: Callable[[Ask], Answer | Elsewhere | Raw]
    about: str
    record: Any = None
    method: str = "GET"
    params: tuple[Param, ...] = ()
    formats: tuple[Format, ...] = ("html", "json", "csv")
    statuses: tuple[int, ...] = ()
    status: int = 200


def address(endpoint: Endpoint, ending: Format) -> str:
    """Return the address of an endpoint in one format: the bare one is that of the page."""
    if ending == "html":
        return endpoint.path
    return f"{endpoint.path if endpoint.path != '/' else '/overview'}.{ending}"


_PAGED = (LIMIT, OFFSET)
_SEARCH = (
    Param(name="q", about="words that must all occur; words in quotation marks stand together", longest=1_000),
    Param(name="outlet", about="the id of an outlet"),
    Param(name="party", about="the id of a party that speaks in the article"),
    Param(name="lang", about="the code of the article's language"),
    Param(name="date", about="the beginning of the date of publication: 2031, 2031-05 or 2031-05-14"),
    Param(name="stance", about="the stance of one of its reports", choices=articles.STANCES),
    Param(name="origin", about="the origin that one of its reports rests on"),
    Param(name="claim", about="the id of a claim that it reports"),
    *_PAGED,
)
_JUDGEMENT = (
    Param(name="decision", about="what is decided", choices=judgements.DECISIONS, required=True),
    Param(
        name="subject",
        about="the id of a merge, report, claim, party or voice; of a decision, to undo it",
        required=True,
    ),
    Param(name="value", about="the other id of a merge or split, or the name of an origin"),
    Param(name="note", about="why", longest=10_000),
    Param(name="by", about="who decides", longest=200),
    Param(name="back", about="the page to go on to"),
)
_ADD = (
    Param(name="files", about="files to read", kind="file", several=True),
    Param(name="urls", about="web addresses, one a line", longest=200_000),
    Param(name="text", about="a text to read", longest=inputs.MOST_TEXT),
    Param(name="title", about="the title of the text", longest=300),
)

TABLE: tuple[Endpoint, ...] = (
    Endpoint(path="/", handler=review.overview, about="What the case holds", record=review.Overview),
    Endpoint(path="/claims", handler=claims.claims, about="Claims", record=claims.Claims, params=_PAGED),
    Endpoint(
        path="/claims",
        method="POST",
        handler=claims.ask_claim,
        about="Trace a claim in words of one's own",
        record=claims.Asked,
        params=(Param(name="claim", about="the claim, one sentence", required=True, longest=1_000),),
        formats=(),
        status=202,
        statuses=(200, 429),
    ),
    Endpoint(path="/claims/{id}", handler=claims.claim, about="One claim", record=Traced, statuses=(404,)),
    Endpoint(
        path="/claims/{id}", handler=claims.drawing, about="The figure of a claim", formats=("svg",), statuses=(404,)
    ),
    Endpoint(path="/articles", handler=articles.search, about="Articles", record=articles.Search, params=_SEARCH),
    Endpoint(path="/articles/{id}", handler=articles.article, about="One article", record=Line, statuses=(404,)),
    Endpoint(
        path="/articles/{id}/statements/{attribution}",
        handler=articles.statement,
        about="The place of a statement in its article",
        formats=("html",),
        status=303,
        statuses=(404,),
    ),
    Endpoint(
        path="/articles/{id}/beside/{other}",
        handler=articles.beside,
        about="Two articles side by side, with the passages they share",
        record=articles.Beside,
        statuses=(404,),
    ),
    Endpoint(
        path="/parties",
        handler=people.parties,
        about="Parties",
        record=people.Parties,
        params=(Param(name="name", about="a part of the name", longest=200), *_PAGED),
    ),
    Endpoint(
        path="/parties/{id}",
        handler=people.party,
        about="One party",
        record=people.Party,
        params=_PAGED,
        statuses=(404,),
    ),
    Endpoint(path="/outlets", handler=people.outlets, about="Outlets", record=people.Outlets, params=_PAGED),
    Endpoint(
        path="/outlets/{id}",
        handler=people.outlet,
        about="One outlet",
        record=people.Outlet,
        params=_PAGED,
        statuses=(404,),
    ),
    Endpoint(
        path="/quotations",
        handler=quotations.quotations,
        about="Quotations that several articles have",
        record=quotations.Quotations,
        params=_PAGED,
    ),
    Endpoint(
        path="/comparison",
        handler=quotations.compare,
        about="Two versions of a quotation compared",
        record=quotations.Comparison,
        params=(
            Param(name="a", about="the id of the fuller or earlier version", required=True),
            Param(name="b", about="the id of the other", required=True),
        ),
        statuses=(404,),
    ),
    Endpoint(
        path="/quotations/{id}",
        handler=quotations.quotation,
        about="One quotation with its versions",
        record=quotations.Quotation,
        statuses=(404,),
    ),
    Endpoint(
        path="/inputs",
        handler=inputs.inputs,
        about="Inputs and what became of them",
        record=inputs.Inputs,
        params=(
            Param(name="state", about="only those in this state", longest=20),
            Param(name="job", about="the job to show first", kind="integer", default="0"),
            Param(name="part", about="only this part of the page", choices=("jobs",)),
            *_PAGED,
        ),
    ),
    Endpoint(
        path="/inputs",
        method="POST",
        handler=inputs.add,
        about="Add files, addresses or a text",
        record=inputs.AddedJob,
        params=_ADD,
        formats=(),
        status=202,
        statuses=(429, 500),
    ),
    Endpoint(
        path="/judgements",
        handler=judgements.judgements,
        about="What people decided",
        record=judgements.Log,
        params=_PAGED,
    ),
    Endpoint(
        path="/judgements",
        method="POST",
        handler=judgements.judge,
        about="Decide",
        record=Judgement,
        params=_JUDGEMENT,
        formats=(),
        status=201,
        statuses=(404,),
    ),
    Endpoint(
        path="/review",
        handler=review.review,
        about="The review page of the case, which stands alone",
        params=(Param(name="title", about="its heading", longest=300),),
        formats=("html",),
    ),
)

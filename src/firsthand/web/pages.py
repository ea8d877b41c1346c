"""The templates of the application, with what they may call."""

from functools import cache
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from jinja2 import Environment
from jinja2.runtime import Macro
from markupsafe import Markup

from firsthand.show.claims_view import MergeView, ReportView
from firsthand.show.clean import file_name, visible
from firsthand.show.dates import in_words
from firsthand.show.excerpt import Bit
from firsthand.show.page import templates
from firsthand.show.words import Words
from firsthand.web.words import AppWords

_LONGEST_TEXT = 20_000


class Tools(msgspec.Struct, frozen=True, kw_only=True):
    """What the claim's templates call to put forms beside merges and reports."""

    merge_form: Macro
    report_form: Macro
    app: AppWords
    by: str
    place: str

    def merge(self, one: MergeView, words: Words) -> Markup:
        """Return the form that confirms or rejects a merge."""
        return Markup(self.merge_form(one, self.app, self.by, self.place))  # noqa: S704 - it is escaped

    def report(self, one: ReportView, words: Words) -> Markup:
        """Return the form that sets a report's origin."""
        return Markup(self.report_form(one, self.app, self.by, self.place))  # noqa: S704


@cache
def environment() -> Environment:
    """Return the templates: those of the application, then those of the page."""
    made = templates("firsthand.web")
    made.filters["in_words"] = lambda value, words: visible(in_words(value, words))
    made.filters["file_name"] = file_name
    made.filters["hits"] = hits
    made.filters["whole"] = lambda text: visible(text[:_LONGEST_TEXT])
    made.globals["moved"] = moved
    made.globals["query"] = query
    made.globals["tools"] = tools
    return made


def tools(judge: object, app: AppWords, by: str, place: str) -> Tools:
    """Return the tools of a page; ``judge`` is the template module with the forms."""
    merge_form, report_form = (getattr(judge, name) for name in ("merge_form", "report_form"))
    return Tools(merge_form=merge_form, report_form=report_form, app=app, by=by, place=place)


def hits(text: str) -> list[Bit]:
    """Cut a passage at the signs that stand around found words."""
    found: list[Bit] = []
    for number, part in enumerate(text.split("⟦")):
        inner, closed, rest = part.partition("⟧")
        if number and closed:
            found += [Bit(text=visible(inner), marked=True), Bit(text=visible(rest))]
        else:
            found.append(Bit(text=visible(part)))
    return [bit for bit in found if bit.text]


def moved(place: str, **changes: object) -> str:
    """Return an address of ours with values of its query changed; empty ones are left out."""
    parts = urlsplit(place)
    values = dict(parse_qsl(parts.query)) | {name: str(value) for name, value in changes.items()}
    kept = {name: value for name, value in values.items() if value not in ("", "0") and name != "lang_ui"}
    return parts.path + ("?" + urlencode(kept) if kept else "")


def query(place: str) -> str:
    """Return the query of an address, without the choice of a language."""
    return moved("/?" + urlsplit(place).query)[1:]

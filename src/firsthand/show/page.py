"""The review page: one file that stands alone, runs nothing and loads nothing."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import metadata, resources

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from firsthand.model import Failure, Reading
from firsthand.show.clean import one_line, safe_url, visible
from firsthand.show.overview import page_view
from firsthand.show.words import load
from firsthand.trace.records import Traced

SHEETS = ("colours.css", "page.css", "claims.css", "figure.css")
"""The stylesheets of the page, in order."""


def render(
    readings: Sequence[Reading],
    *,
    failures: Sequence[Failure] = (),
    title: str | None = None,
    traces: Sequence[Traced] = (),
    lang: str = "en",
) -> str:
    """Return the review of ``readings`` as one HTML page.

    The page holds its stylesheet and drawings, no script, and no reference to anything outside it but plain
    links to the documents' own http(s) addresses. All text from documents is escaped; control and
    direction-changing characters are shown by their code. ``failures`` are listed with their sentence.
    ``title`` is the page's heading; without it one is made from what was read. ``traces`` are the claims to show, the
    weightiest first; ``lang`` is the language of the page's own words.

    Raises:
        LanguageDataError: the page's own words are not there in that language.

    """
    words = load(lang)
    style = sheet(*SHEETS)
    return (
        templates()
        .get_template("page.html.j2")
        .render(
            page=page_view(readings, failures=failures, title=title, traces=traces, words=words),
            words=words,
            style=Markup(style),  # noqa: S704 - our own file; escaping it would change the bytes its hash is for
            policy=_policy(style),
            version=metadata.version("firsthand"),
        )
    )


def _policy(style: str) -> str:
    """Return the Content-Security-Policy: our stylesheet by its hash, the empty icon, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def sheet(*names: str) -> str:
    """Return stylesheets as they stand in the page, with the line ends that browsers make before they hash them."""
    folder = resources.files("firsthand.show") / "templates"
    return "\n".join(line for name in names for line in (folder / name).read_text(encoding="utf-8").splitlines())


@cache
def templates(*packages: str) -> Environment:
    """Return the templates of the page, after those of other packages, set to escape everything."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in (*packages, "firsthand.show")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["safe_url"] = safe_url
    environment.filters["shown"] = lambda text: visible(one_line(text))
    return environment

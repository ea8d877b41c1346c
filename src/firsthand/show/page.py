"""The review page: one file that stands alone, runs nothing and loads nothing."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import metadata, resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from firsthand.model import Failure, Reading
from firsthand.show.clean import one_line, safe_url, visible
from firsthand.show.overview import page_view
from firsthand.show.words import load


def render(readings: Sequence[Reading], *, failures: Sequence[Failure] = (), title: str | None = None) -> str:
    """Return the review of ``readings`` as one HTML page.

    The page holds its stylesheet and drawings, no script, and no reference to anything outside it but plain
    links to the documents' own http(s) addresses. All text from documents is escaped; control and
    direction-changing characters are shown by their code. ``failures`` are listed with their sentence.
    ``title`` is the page's heading; without it one is made from what was read.
    """
    words = load()
    style = _style()
    return (
        _templates()
        .get_template("page.html.j2")
        .render(
            page=page_view(readings, failures=failures, title=title, words=words),
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
def _style() -> str:
    """Return the stylesheet as it stands in the page, with the line ends that browsers make before they hash it."""
    path = resources.files("firsthand.show") / "templates" / "page.css"
    return "\n".join(path.read_text(encoding="utf-8").splitlines())


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("firsthand.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["safe_url"] = safe_url
    environment.filters["shown"] = lambda text: visible(one_line(text))
    return environment

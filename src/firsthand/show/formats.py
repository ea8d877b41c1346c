"""The review in each of its formats, and the figures of its claims as files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from firsthand.errors import OutputError
from firsthand.model import Failure, Reading
from firsthand.show.drawing import draw
from firsthand.show.feed import render_feed
from firsthand.show.markdown import render_markdown
from firsthand.show.page import render
from firsthand.show.selection import CLAIMS
from firsthand.show.words import load
from firsthand.store.files import replacing
from firsthand.trace.records import Traced

ReviewFormat = Literal["html", "md", "rss"]


def written(
    readings: Sequence[Reading],
    *,
    failures: Sequence[Failure] = (),
    title: str | None = None,
    traces: Sequence[Traced] = (),
    lang: str = "en",
    form: ReviewFormat = "html",
) -> str:
    """Return the review as a page (``html``), as Markdown (``md``) or as a feed (``rss``)."""
    if form == "rss":
        return render_feed(readings, title=title, traces=traces, lang=lang)
    rendered = render_markdown if form == "md" else render
    return rendered(readings, failures=failures, title=title, traces=traces, lang=lang)


def write_figures(traces: Sequence[Traced], folder: Path, *, lang: str = "en") -> tuple[Path, ...]:
    """Write the figure of each claim that a page shows in full, ``claim-01.svg`` and so on.

    Raises:
        OutputError: the folder cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{folder} cannot be made: {reason}; choose another folder.") from error
    words = load(lang)
    paths = []
    for number, traced in enumerate(traces[:CLAIMS], start=1):
        path = folder / f"claim-{number:02}.svg"
        with replacing(path) as stream:
            stream.write(draw(traced, words).encode())
        paths.append(path)
    return tuple(paths)

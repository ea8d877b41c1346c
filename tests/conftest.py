"""What all tests share: the development data, a hand-made reading, and no silent skip in continuous integration."""

import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from firsthand.model import (
    Attribution,
    Chain,
    DateMention,
    Document,
    Hop,
    Item,
    Notice,
    Published,
    Reading,
    Relay,
    SaidOn,
    Span,
    Speaker,
    attribution_id,
    document_id,
)

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In continuous integration a skipped test is a failed one: a check that never runs checks nothing."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI counts as failed: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data; tests that need it also carry the marker ``shared``."""
    if not SHARED.is_dir():
        pytest.skip("the development data is not beside this checkout")
    return SHARED


@pytest.fixture
def firsthand():
    """Run the real command in a process of its own, as a user would."""

    def run(*arguments: object, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "firsthand", *map(str, arguments)]
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100"}
        return subprocess.run(
            command, input=stdin, check=False, capture_output=True, cwd=cwd, env=environment, timeout=120
        )

    return run


def _reading(text: str = "", *, name: str = "a.txt", outlet: str | None = "Wexlow Lantern") -> Reading:
    """Build a reading by hand: one statement by Ada Quill, relayed by the Ferrol Wire."""
    text = text or "The bridge was closed at noon, Ada Quill told the Ferrol Wire on 3 May 2021."
    source, cue, content = (
        Span(text.index(words), text.index(words) + len(words)) if words in text else Span(0, 1)
        for words in ("Ada Quill", "told", "The bridge was closed at noon")
    )
    document = Document(
        id=document_id(text=text, outlet=outlet), name=name, text=text, lang="en", outlet=outlet, title="Bridge closed"
    )
    found = Attribution(
        id=attribution_id(doc=document.id, source=[source], cue=[cue], content=[content]),
        doc=document.id,
        source=(source,),
        cue=(cue,),
        content=(content,),
        type="indirect",
        relays=(Relay(span=Span(46, 61), name="Ferrol Wire", kind="agency"),),
        source_kind="named_person",
        cue_stance="neutral",
        score=0.75,
        method="test/1",
    )
    return Reading(
        document=document,
        published=Published(value="2021-05-03", how="the latest date in the text", inferred=True),
        items=(Item(heading=Span(0, 10), title="Bridge closed", author="Bo Lind"),),
        commentary=(Span(0, 4),),
        attributions=(found,),
        speakers=(
            Speaker(
                attribution=found.id,
                name="Ada Quill",
                kind="named_person",
                method="test/1",
                score=0.9,
                evidence=(source,),
            ),
        ),
        said=(SaidOn(attribution=found.id, value="2021-05-03", how="written out", evidence=(Span(65, 75),)),),
        chains=(
            Chain(
                attribution=found.id,
                hops=(Hop(name="Ada Quill", role="utterer", span=source), Hop(name="Ferrol Wire", role="relay")),
            ),
        ),
        dates=(DateMention(span=Span(65, 75), value="2021-05-03", precision="day", how="written out"),),
        notices=(Notice(kind="date_inferred", message="The date is inferred.", span=Span(65, 75)),),
    )


@pytest.fixture
def make_reading():
    """A function that builds a reading by hand."""
    return _reading


@pytest.fixture
def reading() -> Reading:
    """One reading, built by hand."""
    return _reading()

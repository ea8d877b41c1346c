"""The command line: parses, calls ``commands``, prints. Results go to standard output, all else to standard error."""

import enum
import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from firsthand import commands, output
from firsthand.engines import judging, tracing
from firsthand.engines.interrupts import keep_interrupts
from firsthand.errors import FirsthandError
from firsthand.ingest.columns import columns_of
from firsthand.link.check import Checked
from firsthand.link.reuse_pairs import Reuse
from firsthand.model import Failure, Reading
from firsthand.settings import Settings
from firsthand.show import changed, terminal
from firsthand.show import judgements as show_judgements
from firsthand.show import traced as show_traced
from firsthand.show.adding import working
from firsthand.show.difference import render_checked
from firsthand.show.extracting import extracting
from firsthand.show.parties import counted, render_parties

_ARROWS = {"a_from_b": "←", "b_from_a": "→", "common_source": "=", "unknown": "?"}
"""How the terminal shows which way a text went: from the right, to the right, from a third, not known."""

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)

Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders or addresses to read; - is standard input.")
]
CaseFile = Annotated[Path, typer.Argument(metavar="CASE", help="The case: one file, made on first use.")]
Outlets = Annotated[
    list[Path] | None, typer.Option("--outlets", metavar="FILE", help="A file of outlets of your own; may be repeated.")
]
Contact = Annotated[
    str | None,
    typer.Option("--contact", metavar="WHO", help="Your e-mail or web address, told to the sites that are asked."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN,...", help="Columns of tables and JSON that have other names."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON line for each result to standard output.")]


class Form(enum.StrEnum):
    """The formats of a review."""

    html = "html"
    md = "md"
    rss = "rss"


_ENDINGS = {Form.rss: "xml"}
"""Endings of a review that are not the name of its format."""


class Tongue(enum.StrEnum):
    """The languages that pages are written in."""

    en = "en"
    sv = "sv"


@app.callback()
def firsthand() -> None:
    """Who said it first, how did it reach you, and how many really said it."""


@app.command()
def review(  # noqa: PLR0913, PLR0917  typer reads an option from each argument
    inputs: Inputs,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="PAGE", help="The page to write; review.html when left out.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The heading of the page.")] = None,
    claim: Annotated[
        list[str] | None, typer.Option("--claim", metavar="TEXT", help="A claim to trace; may be repeated.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="A page, Markdown, or a feed.")] = Form.html,
    figures: Annotated[
        Path | None, typer.Option("--figures", metavar="FOLDER", help="A folder for the drawings, as SVG files.")
    ] = None,
    lang: Annotated[Tongue, typer.Option("--lang", help="The language of the page's own words.")] = Tongue.en,
    contact: Contact = None,
    outlets: Outlets = None,
    columns: Columns = None,
    json: AsJson = False,
) -> None:
    """Read inputs and write one page that shows who says what, and whom they have it from."""
    done = commands.review(
        *inputs,
        out=out or Path(f"review.{_ENDINGS.get(form, form.value)}"),
        title=title,
        claim=claim or (),
        form=form.value,
        figures=figures,
        lang=lang.value,
        outlets=outlets or (),
        settings=Settings(contact=contact, columns=columns_of(columns or ())),
    )
    if json:
        _write_lines([*done.readings, *done.failures])
    _say(f"Wrote {done.path}: the review of {_count(len(done.readings), 'document')}.")
    _finish(done.failures)


@app.command()
def read(
    inputs: Inputs, contact: Contact = None, outlets: Outlets = None, columns: Columns = None, json: AsJson = False
) -> None:
    """Read inputs and show the same in the terminal."""
    readings: list[Reading] = []
    failures: list[Failure] = []
    settings = Settings(contact=contact, columns=columns_of(columns or ()))
    for result in commands.read(*inputs, outlets=outlets or (), settings=settings):
        if isinstance(result, Failure):
            failures.append(result)
        elif not json:
            readings.append(result)
        if json:
            _write_lines([result])
    if readings:
        terminal.render(readings, console=Console())
    _finish(failures)


@app.command()
def extract(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="JSON Lines, or any other file or folder; - is standard input.")
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="OUT", help="The file to write, .jsonl or .parquet; - is standard output.")
    ] = "-",
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes to use; 0 is one a core.")] = 0,
    outlets: Outlets = None,
    columns: Columns = None,
) -> None:
    """Read a corpus and write one result line for each document."""
    with extracting(source) as told:
        settings = Settings(workers=workers, columns=columns_of(columns or ()))
        done = commands.extract_file(source, out, outlets=outlets or (), settings=settings, told=told)
    _say(f"Read {_count(done.documents, 'document')}, of which {done.failed:,} failed.")
    if done.failed:
        raise typer.Exit(1)


@app.command()
def links(  # noqa: PLR0917  typer reads an option from each argument
    inputs: Inputs,
    out: Annotated[Path | None, typer.Option("--out", metavar="OUT", help="The file of JSON Lines to write.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes to use; 0 is one a core.")] = 0,
    outlets: Outlets = None,
    columns: Columns = None,
    json: AsJson = False,
) -> None:
    """Find which documents share text, in which passages, and who took it from whom."""
    shown = _write_row if json else None if out else _show_link
    settings = Settings(workers=workers, columns=columns_of(columns or ()))
    done = commands.links(*inputs, out=out, outlets=outlets or (), settings=settings, told=shown)
    _say(f"Compared {_count(done.documents, 'document')}: {_count(done.links, 'pair')} share text.")
    _finish(done.failures)


@app.command()
def check(  # noqa: PLR0917  typer reads an option from each argument
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUOTE...]", help="Quotations; what names a file or folder is checked against.", show_default=False
        ),
    ] = None,
    quotes: Annotated[
        Path | None, typer.Option("--quotes", metavar="FILE", help="A file of JSON Lines, each with a quote.")
    ] = None,
    document: Annotated[
        Path | None, typer.Option("--document", metavar="FILE", help="A document, each quotation of which is checked.")
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="PATH", help="A transcript, a folder of them, or a case; may be repeated."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="OUT", help="The file of JSON Lines to write.")] = None,
    outlets: Outlets = None,
    json: AsJson = False,
) -> None:
    """Compare quotations with transcripts: is this what was said, where, and what differs."""
    # "--against folder/*.txt" reaches us as one path for the option and the others as quotations.
    paths = [word for word in words or () if os.path.exists(word)]  # noqa: PTH110  a quotation may be too long a path
    asked = [word for word in words or () if word not in paths]
    found: list[Checked] = []
    done = commands.check(
        *asked,
        quotes=quotes,
        document=document,
        against=[*(against or ()), *paths],
        out=out,
        outlets=outlets or (),
        told=_write_checked if json else None if out else found.append,
    )
    if found:
        render_checked(found, console=Console())
    _say(f"Checked {_count(done.quotations, 'quotation')}; {done.not_found:,} not found here.")
    _finish(done.failures)


@app.command()
def add(  # noqa: PLR0917  typer reads an option from each argument
    case: CaseFile,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT...]",
            help="Files, folders and addresses; - is standard input. None: go on where an earlier run stopped.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Add the inputs again and again, until Ctrl-C.")] = False,
    every: Annotated[float, typer.Option("--every", metavar="MINUTES", min=1, help="With --watch: how often.")] = 15,
    contact: Contact = None,
    outlets: Outlets = None,
    columns: Columns = None,
) -> None:
    """Read inputs and keep what was found in a case. What is there already is left as it is."""
    settings = Settings(contact=contact, columns=columns_of(columns or ()))
    with working(watch=watch) as told:
        done = commands.add(
            case, *inputs or (), watch=watch, every=every, outlets=outlets or (), settings=settings, told=told
        )
    since = f", {done.changed:,} of them changed since they were seen before" if done.changed else ""
    _say(f"{case}: {_count(done.added, 'document')} added{since}, {done.known:,} already there.")
    _finish([*done.skipped, *done.failures])


@app.command()
def versions(
    case: CaseFile,
    address: Annotated[
        str | None, typer.Argument(metavar="[ADDRESS]", help="Of this article only.", show_default=False)
    ] = None,
    json: AsJson = False,
) -> None:
    """Show what changed in articles after they were first seen."""
    found = commands.versions(case, address)
    for one in found:
        if json:
            _write(output.encode(one))
        else:
            typer.echo(_plain(changed.render(one)))
    if not found:
        _say("Nothing changed.")


@app.command()
def doctor(case: CaseFile, json: AsJson = False) -> None:
    """Check a case, and say what is wrong with it and what is left to do."""
    found = commands.doctor(case)
    if json:
        _write(output.encode(found))
    else:
        for sentence in [*found.faults, *found.notes]:
            typer.echo(_plain(sentence))
    states = ", ".join(f"{number:,} {state}" for state, number in found.inputs.items()) or "none"
    _say(f"{case}: {_count(found.documents, 'document')}, {_count(found.captures, 'capture')}; inputs: {states}.")
    _say(f"{_count(len(found.faults), 'fault')} found." if found.faults else "The case is whole.")
    if found.faults:
        raise typer.Exit(1)


@app.command()
def parties(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case.")],
    aliases: Annotated[
        Path | None, typer.Option("--aliases", metavar="FILE", help="A file of other names of the parties.")
    ] = None,
    outlets: Outlets = None,
    json: AsJson = False,
) -> None:
    """Show who speaks in a case, under which names, in how many documents, and who may be the same."""
    found = commands.parties(case, aliases=aliases, outlets=outlets or ())
    if json:
        for row in found:
            _write(output.encode(row))
        _say(f"Found {_count(len(found), 'party').replace('partys', 'parties')}.")
        return
    render_parties(found, console=Console())
    _say(counted(found))


@app.command()
def search(
    case: CaseFile,
    query: Annotated[list[str], typer.Argument(metavar="QUERY...", help='Words; "words together" in quotation marks.')],
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most hits of each kind.")] = 20,
    json: AsJson = False,
) -> None:
    """Find words in a case: in what was said, in names, and in the texts."""
    hits = commands.search(case, " ".join(query), limit=limit)
    for hit in hits:
        if json:
            _write(output.encode(hit))
        else:
            typer.echo(_plain(f"{hit.kind:9}  {hit.name}\n           {hit.shown}"))
    if not hits:
        _say("Nothing was found.")


@app.command()
def trace(  # noqa: PLR0917  typer reads an option from each argument
    words: Annotated[
        list[str],
        typer.Argument(metavar="INPUT... [CLAIM...]", help="A case, or files and folders; then claims in words."),
    ],
    claims: Annotated[
        Path | None, typer.Option("--claims", metavar="FILE", help="A file of JSON Lines, each with a claim.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="OUT", help="The file of JSON Lines to write.")] = None,
    aliases: Annotated[
        Path | None, typer.Option("--aliases", metavar="FILE", help="A file of other names of the parties.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes to use; 0 is one a core.")] = 0,
    outlets: Outlets = None,
    json: AsJson = False,
) -> None:
    """Find who has a claim, on whose word it rests, and how many independent origins that makes."""
    with show_traced.working() as told:
        settings = Settings(workers=workers)
        done = tracing.trace_claims(
            *words, claims=claims, out=out, aliases=aliases, outlets=outlets or (), settings=settings, told=told
        )
    for row in done.traced:
        if json:
            _write(output.encode(row))
        elif out is None:
            typer.echo(_plain("\n".join(show_traced.lines(row)) + "\n"))
    for row in done.traced:
        if row.asked and (sentence := show_traced.unread(row)):
            _say(_plain(sentence))
    _say(f"Traced {_count(len(done.traced), 'claim')} through {_count(done.documents, 'document')}.")
    _finish(done.failures)


@app.command()
def judge(  # noqa: PLR0917  typer reads an option from each argument
    case: CaseFile,
    decision: Annotated[
        str,
        typer.Argument(
            metavar="DECISION", help="confirm, reject, merge, split, origin, note or undo; log lists what was decided."
        ),
    ],
    subject: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="Of a merge, report, claim or party; to undo, of a decision."),
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help="The other id of a merge or split; the name of an origin.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why, in your own words.")] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who decides; who is logged in when left out.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Decide about what was found: the decision is kept beside it, wins over it, and can be undone."""
    if decision == judging.LOG:
        entries = judging.judgements(case)
        for entry in entries:
            if json:
                _write(output.encode(entry))
            else:
                typer.echo(_plain(show_judgements.line(entry)))
        if not entries:
            _say("Nothing was decided yet.")
        return
    if subject is None:
        raise typer.BadParameter(f"{decision} needs the id of what it is about.", param_hint="ID")
    made = judging.judge(case, decision, subject, value, note=note, by=by)
    if json:
        _write(output.encode(made))
    _say(f"Decided: {made.id}. Take it back with: firsthand judge {case} undo {made.id}")


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The folder to write to.")] = Path(
        commands.DEMO_FOLDER
    ),
) -> None:
    """Write the review of the bundled, invented case, and say where it is."""
    done = commands.write_demo(out)
    found = sum(len(reading.attributions) for reading in done.readings)
    typer.echo(f"Read {_count(len(done.readings), 'invented document')} and found {_count(found, 'statement')}.")
    typer.echo(f"The review: {done.path.resolve()}")
    typer.echo("Open it in a browser.")
    _finish(done.failures)


@app.command()
def serve(
    case: CaseFile,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="HOST", help="The address to answer at; other than this computer's own, with a token."
        ),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8321,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    outlets: Outlets = None,
) -> None:
    """Open a case in the browser, to search it, add to it and decide about it."""
    from firsthand.web.serve import serve as run  # noqa: PLC0415  no other command needs a server

    run(
        case,
        host=host,
        port=port,
        browser=not no_browser,
        outlets=outlets or (),
        told=lambda served: _say(f"{case} is at {served.url}\nStop with Ctrl-C."),
    )


def main() -> None:
    """Run the command line; a foreseen error is one sentence and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console that lacks a sign shows its code
    keep_interrupts()
    try:
        app()
    except FirsthandError as error:
        _say(str(error))
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone, as with "| head". Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _finish(failures: Iterable[Failure]) -> None:
    """List what failed, one sentence each, and end with exit code 1 if anything did."""
    failed = False
    for failure in failures:
        _say(failure.error)
        failed = True
    if failed:
        raise typer.Exit(1)


def _write_lines(results: Iterable[Reading | Failure]) -> None:
    for result in results:
        row = output.failed(result) if isinstance(result, Failure) else output.line(result, with_text=True)
        _write(output.encode(row))


def _write_row(row: Reuse) -> None:
    _write(output.encode(row))


def _write_checked(row: Checked) -> None:
    _write(output.encode(row))


def _show_link(row: Reuse) -> None:
    typer.echo(_plain(f"{row.a}  {_ARROWS[row.direction]}  {row.b}"))
    typer.echo(_plain(f"    {row.share:.0%} of the shorter, in {_count(len(row.passages), 'passage')}. {row.why}"))


def _write(encoded: bytes) -> None:
    sys.stdout.buffer.write(encoded + b"\n")
    sys.stdout.buffer.flush()


def _say(sentence: str) -> None:
    typer.echo(_plain(sentence), err=True)


def _plain(text: str) -> str:
    """Return a text with the control characters gone that could steer a terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"

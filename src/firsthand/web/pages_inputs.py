"""Inputs: what was asked for and what became of it; adding files, addresses and pasted text."""

import hashlib
import re
from pathlib import Path

import msgspec

from firsthand.errors import OutputError
from firsthand.show.clean import safe_url
from firsthand.store.files import replacing
from firsthand.web.answers import Answer, Elsewhere, Refused
from firsthand.web.asked import Ask
from firsthand.web.jobs import Job

MOST_FILES = 500
MOST_URLS = 500
MOST_TEXT = 2_000_000
"""Of a text that is pasted, in characters."""

_UNFIT = re.compile(r"[^\w.-]+")


class InputRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An input and its state; ``reason`` says why it failed or was passed over."""

    name: str
    state: str
    reason: str | None
    changed: str | None


class Inputs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many inputs are in each state, some of them, and the jobs of this application, the last first."""

    counts: dict[str, int]
    inputs: tuple[InputRow, ...]
    jobs: tuple[Job, ...]


class AddedJob(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The job that reads what was given."""

    job: Job


def inputs(ask: Ask) -> Answer:
    """List the inputs, those with something to say first."""
    state = ask.text("state")
    with ask.desk.reader() as reader:
        counts = dict(reader.rows("SELECT state, count(*) FROM inputs GROUP BY state ORDER BY state"))
        rows = reader.rows(
            "SELECT name, state, reason, changed FROM inputs WHERE ? IN ('', state) "
            "ORDER BY state IN ('read', 'skipped'), row DESC LIMIT ? OFFSET ?",
            [state, ask.number("limit"), ask.number("offset")],
        )
    found = tuple(InputRow(**dict(zip(InputRow.__struct_fields__, row, strict=True))) for row in rows)
    jobs = ask.desk.jobs.all()
    asked = ask.desk.jobs.get(ask.number("job"))
    if asked is not None and asked.state == "done" and asked.made:
        jobs = (asked, *(job for job in jobs if job.id != asked.id))
    return Answer(
        template="jobs.html.j2" if ask.text("part") == "jobs" else "inputs.html.j2",
        data=Inputs(counts=counts, inputs=found, jobs=jobs),
        columns=InputRow.__struct_fields__,
        rows=[msgspec.structs.asdict(row) for row in found],
        more={
            "busy": ask.desk.jobs.busy(),
            "asked": asked,
            "chosen": {"state": state},
            "offset": ask.number("offset"),
            "limit": ask.number("limit"),
        },
        name="inputs",
    )


def add(ask: Ask) -> Elsewhere:
    """Add what was given: uploaded files, addresses, pasted text. It is read in the background."""
    words = ask.words
    addresses = [line.strip() for line in ask.text("urls").splitlines() if line.strip()]
    wrong = [address for address in addresses if safe_url(address) is None]
    if wrong:
        raise Refused(400, words.say("no_address", address=wrong[0][:200]))
    if len(addresses) > MOST_URLS or len(ask.files) > MOST_FILES:
        raise Refused(400, words.say("too_many_inputs", n=MOST_FILES))
    folder = ask.desk.case.with_name(ask.desk.case.name + ".inputs")
    places: list[str] = []
    try:
        for upload in ask.files:
            data = upload.file.read()
            if upload.filename and data:
                places.append(str(_kept(folder, upload.filename, data)))
        if ask.text("text"):
            title = ask.text("title")
            data = (f"{title}\n\n" if title else "").encode() + ask.text("text").encode("utf-8", "replace")
            places.append(str(_kept(folder, (title or "pasted")[:60] + ".txt", data)))
    except (OSError, OutputError) as error:
        raise Refused(500, words.say("not_kept", reason=str(error))) from error
    given = (*places, *addresses)
    if not given:
        raise Refused(400, words.say("nothing_given"))
    job = ask.desk.jobs.submit("add", words.count("input", len(given)), inputs=given)
    if job is None:
        raise Refused(429, words.say("too_many_jobs"))
    return Elsewhere(to=f"/inputs?job={job.id}", data=AddedJob(job=job), status=202)


def _kept(folder: Path, name: str, data: bytes) -> Path:
    """Keep what was sent beside the case, in a folder named by its content, under a name fit for a file."""
    digest = hashlib.blake2b(data, digest_size=8).hexdigest()
    plain = re.split(r"[/\\]", name)[-1]
    stem, dot, ending = plain.rpartition(".")
    stem = _UNFIT.sub("-", stem if dot else plain).strip(".-")[:80] or "input"
    ending = _UNFIT.sub("", ending)[:10].lower() if dot else "txt"
    place = folder / digest
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{stem}.{ending}"
    with replacing(path) as stream:
        stream.write(data)
    return path

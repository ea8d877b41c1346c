"""Adds to a case in a child that is killed at a random moment, again and again; run as a program by its test.

    python killed.py killed FOLDER KILLS SEED
    python killed.py together FOLDER WRITERS ROUNDS

Each child goes on with the case the one before left. When one gets to the end, everything must be there, and a new
case is begun. Prints one JSON line. Everything is imported before the first fork, so that a child is at work at once.
"""

import gc
import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from firsthand import commands
from firsthand.store.case import Case
from ingest.web import Web, answer

SITE = "lantern.example"
PEOPLE = ["Ada Quill", "Bo Lind", "Cy Marsh", "Di Holm", "Ed Rask", "Fia Sund"]


def inputs(folder: Path) -> tuple[list, set[str]]:
    """Write the files to add, and return the sources and the names of the documents in them all."""
    said = [f"“The bridge is closed for {n} days,” said {PEOPLE[n % 6]}, the harbour master." for n in range(8)]
    for number in range(4):
        (folder / f"{number}.txt").write_text(said[number], encoding="utf-8")
    rows = [{"id": f"row {n}", "text": said[n], "url": f"https://{SITE}/rows/{n}"} for n in range(4, 8)]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    files = [folder / f"{number}.txt" for number in range(4)] + [folder / "rows.jsonl"]
    names = {str(path) for path in files[:4]} | {row["id"] for row in rows} | {url for url in PAGES if url != SITEMAP}
    return [*files, SITEMAP], names


SITEMAP = f"https://{SITE}/sitemap.xml"
PAGES = {f"https://{SITE}/{n}": f"“The ferry sails {n} times,” {PEOPLE[n % 6]} told the Ferrol Wire." for n in range(5)}
LOCATIONS = "".join(f"<url><loc>{url}</loc></url>" for url in PAGES)
WEB = {url.removeprefix("https://"): answer(text, content_type="text/plain") for url, text in PAGES.items()}
WEB |= {f"{SITE}/sitemap.xml": answer(f"<urlset>{LOCATIONS}</urlset>", content_type="application/xml")}


def add(case: Path, sources: list, told: int) -> None:
    """Add everything, and write the name of each document to a pipe once it is said to be added."""

    def tell(step) -> None:
        if step.outcome == "added":
            os.write(told, step.name.encode() + b"\0")

    commands.add(case, *sources, fetcher=Web(WEB).fetcher(fetch_pause=0.0), told=tell)


def run(case: Path, sources: list, after: float | None) -> tuple[bool, set[str]]:
    """Add in a child, killed after so many seconds; say whether it was killed, and what it said was added."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            add(case, sources, writing)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
        os._exit(0)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        names = pipe.read().split(b"\0")[:-1]
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "a child failed"
    return os.WIFSIGNALED(status), {name.decode() for name in names}


def kept(case: Path) -> list[str]:
    """Open a case as a user would, and return the names of its documents."""
    if not case.exists() or case.stat().st_size == 0:
        return []
    with Case(case) as opened:
        return [name for (name,) in opened.database.execute("SELECT name FROM documents")]


def main(folder: Path, kills: int, seed: int) -> dict:
    random.seed(seed)
    sources, wanted = inputs(folder)
    add(folder / "first.case", sources, os.open(os.devnull, os.O_WRONLY))  # whatever is loaded once is loaded now
    gc.collect()
    gc.freeze()  # a child that collects would copy all its parent's memory
    begun = time.monotonic()
    run(folder / "measured.case", sources, None)
    whole = time.monotonic() - begun
    begun, number = time.monotonic(), 0
    found = {"kills": 0, "cases": 0, "lost": 0, "twice": 0, "faults": [], "waited": round(whole, 3)}
    said: set[str] = set()
    while found["kills"] < kills:
        case = folder / f"{number}.case"
        killed, added = run(case, sources, random.uniform(0.0, 0.7 * whole))
        said |= added
        names = kept(case)
        found["kills"] += killed
        found["lost"] += len(said - set(names))
        found["twice"] += len(names) - len(set(names))
        if killed and found["kills"] % 100:
            continue
        found["faults"] += commands.doctor(case).faults if names else ()
        if not killed:
            with sqlite3.connect(case) as db:
                states = {state for (state,) in db.execute("SELECT DISTINCT state FROM inputs")}
            if set(names) != wanted or states != {"read"}:
                found["faults"].append(f"{case.name} ended with {len(names)} of {len(wanted)} documents, {states}")
            found["cases"] += 1
            number, said = number + 1, set()
    gc.unfreeze()
    return found | {"seconds": round(time.monotonic() - begun, 1)}


def together(folder: Path, writers: int, rounds: int) -> dict:
    """Let several children add the same to one case at the same time, and say what was lost, twice or damaged."""
    sources, wanted = inputs(folder)
    add(folder / "first.case", sources, os.open(os.devnull, os.O_WRONLY))
    found = {"failed": 0, "lost": 0, "twice": 0, "said_twice": 0, "faults": []}
    for number in range(rounds):
        case = folder / f"together{number}.case"
        reading, writing = os.pipe()
        children = []
        for _ in range(writers):
            children.append(os.fork())
            if children[-1] == 0:
                try:
                    add(case, sources, writing)
                except BaseException as error:
                    os.write(2, f"{type(error).__name__}: {error}\n".encode())
                    os._exit(1)
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read().split(b"\0")[:-1]
        found["failed"] += sum(os.waitpid(child, 0)[1] != 0 for child in children)
        names = kept(case)
        found["lost"] += len(wanted - set(names))
        found["twice"] += len(names) - len(set(names))
        found["said_twice"] += len(said) - len(set(said))
        found["faults"] += commands.doctor(case).faults
    return found


if __name__ == "__main__":
    target, first, second = Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    job = {"killed": main, "together": together}[sys.argv[1]]
    sys.stdout.write(json.dumps(job(target, first, second)) + "\n")

"""What changed and what is wrong, as the command line shows it."""

import json

from firsthand import commands
from ingest.web import Web, answer

URL = "https://lantern.example/a"


def page(what):
    return answer(f"""<html lang="en"><head><title>Bridge</title></head><body><article><h1>Bridge</h1>
<p>“{what},” said Ada Quill, the harbour master, on Monday.</p>
<p>It will be open to walkers before that, she added, if the wind allows it.</p></article></body></html>""")


def test_an_edit_is_shown_in_its_place(firsthand, tmp_path):
    case = tmp_path / "bridge.case"
    web = Web({"lantern.example/a": [page("It is closed"), page("It was \x1b[2Jnever closed")]})
    for _ in range(2):
        commands.add(case, URL, fetcher=web.fetcher())
    done = firsthand("versions", case)
    shown = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert shown.startswith(URL)
    assert "“It [-is-]{+was" in shown
    assert "\x1b" not in shown
    (row,) = (
        json.loads(line) for line in firsthand("versions", case, URL + "?utm_source=x", "--json").stdout.splitlines()
    )
    assert row["changes"][0]["was"] == "is"
    assert firsthand("versions", case, "https://lantern.example/b").stderr == b"Nothing changed.\n"


def test_doctor_ends_with_1_when_something_is_damaged(firsthand, tmp_path):
    case = tmp_path / "bridge.case"
    commands.add(case, URL, fetcher=Web({"lantern.example/a": page("It is closed")}).fetcher())
    done = firsthand("doctor", case)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().splitlines() == [
        f"{case}: 1 document, 1 capture; inputs: 1 read.",
        "The case is whole.",
    ]
    case.with_name("bridge.case.warc.gz").unlink()
    done = firsthand("doctor", case, "--json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["faults"]) == 1


def test_an_address_inside_is_refused_at_the_command_line(firsthand, tmp_path):
    done = firsthand("add", tmp_path / "bridge.case", "http://127.0.0.1:9/a")
    assert done.returncode == 1
    assert "this machine itself" in done.stderr.decode()
    done = firsthand("read", "http://[::1]/", "--contact", "nobody")
    assert done.returncode == 1
    assert "neither an e-mail address nor a web address" in done.stderr.decode()

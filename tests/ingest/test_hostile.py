"""Inputs made to do harm, or only badly made: the article or one sentence, within the limits, and the batch goes on."""

import gzip
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest

from firsthand.ingest import read_input, sandbox, worker
from firsthand.ingest.jobs import Job
from firsthand.ingest.payload import Payload
from firsthand.model import Document, Failure
from firsthand.settings import Settings
from ingest.made import ONE, TWO, W, docx, letter, page, paragraph, record, run, warc, zipped

SITE = "https://velmora.example/"
ARTICLE = f"<article><p>{ONE}</p><p>{TWO}</p></article>"
PATIENCE = 100
"""Seconds a single input may take here: far more than it does, since the machine may be busy with other tests."""


def read(tmp_path, name, data, **settings):
    """Read a hostile file in a folder with a good one behind it; return what the hostile one gave."""
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    (tmp_path / "z.html").write_text(page("Behind"), encoding="utf-8")
    began = time.monotonic()
    *found, good = read_input(tmp_path, settings=Settings(**settings))
    assert time.monotonic() - began < PATIENCE
    assert isinstance(good, Document)
    assert good.title == "Behind"
    for one in found:
        if isinstance(one, Failure):
            assert one.error.endswith(".")
            assert "\n" not in one.error
            assert "fault in Firsthand" not in one.error
    return found


def article(found):
    (one,) = found
    assert isinstance(one, Document), one
    assert ONE in one.text
    assert TWO in one.text
    return one


def sentence(found):
    (one,) = found
    assert isinstance(one, Failure), one
    return one.error


def test_a_thousand_nested_elements(tmp_path):
    article(read(tmp_path, "a.html", "<html><body>" + "<div>" * 1_000 + ARTICLE + "</div>" * 1_000))


def test_a_hundred_thousand_nested_elements(tmp_path):
    assert "nests more than" in sentence(read(tmp_path, "a.html", "<html><body>" + "<div>" * 100_000 + ARTICLE))


def test_a_text_node_of_15_mb_beside_the_article(tmp_path):
    article(read(tmp_path, "a.html", f"<html><body><div>{'x y ' * 3_750_000}</div>{ARTICLE}</body></html>"))


def test_a_script_of_12_mb_before_the_article(tmp_path):
    article(read(tmp_path, "a.html", f"<html><head><script>{'a=1;' * 3_000_000}</script></head><body>{ARTICLE}</body>"))


def test_a_page_of_20_mb_falls_back_and_may_give_up(tmp_path):
    rows = "<li><a href=/x>y</a></li>" * 790_000
    (found,) = read(tmp_path, "a.html", f"<html><body><ul>{rows}</ul>{ARTICLE}</body></html>", max_seconds=2)
    assert ONE in found.text if isinstance(found, Document) else "takes longer than 2 seconds" in found.error


PLACES = "Överfart på Åland, sade Åsa."
ODD = f"<html><body><article><p>{ONE}</p><p>{PLACES} {PLACES}</p></article></body></html>".replace("’", "'")


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (ODD.encode("latin-1"), PLACES),
        (ODD.replace("<body>", '<meta charset="utf-8"><body>').encode("cp1252"), PLACES),
        (ODD.encode().replace(b"Velmora", b"Velm\xffora", 1), PLACES),
        (ODD.replace("Velmora", "Velm&#xD800;ora", 1).encode(), PLACES),
        (ODD.encode("utf-16"), PLACES),
    ],
    ids=["latin-1 and not said", "cp1252 said to be utf-8", "one bad byte", "a lone surrogate", "utf-16"],
)
def test_encodings_that_are_not_as_said(tmp_path, data, shown):
    (found,) = read(tmp_path, "a.html", data)
    assert shown in found.text
    found.text.encode("utf-8")


def test_a_lone_surrogate_in_json(tmp_path):
    (found,) = read(tmp_path, "a.jsonl", json.dumps({"id": "a", "html": page("Half \ud800 pair")}))
    assert ONE in found.text


def bomb(size, *, inner=False):
    """A packed WARC record that unpacks to ``size`` bytes; with ``inner``, only once its content is unpacked too."""
    zeros, packer = b"a" * (1 << 20), zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = (zeros for _ in range(size >> 20))
    if inner:
        body = b"".join([*(packer.compress(piece) for piece in pieces), packer.flush()])
        return gzip.compress(record(f"{SITE}bomb", body, headers="Content-Encoding: gzip\r\n"), 9)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {SITE}bomb\r\nContent-Type: application/http\r\n"
        f"Content-Length: {size}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    )
    return b"".join([packer.compress(head.encode()), *(packer.compress(piece) for piece in pieces), packer.flush()])


@pytest.mark.parametrize("inner", [False, True], ids=["packed once", "packed twice"])
def test_an_archive_that_unpacks_to_far_more_than_it_is(tmp_path, inner):
    harmful = bomb(1 << 28 if not inner else 1 << 30, inner=inner)
    if inner:
        assert len(harmful) < 8_192
    ends = [warc(record(f"{SITE}{n}", page(f"Page {n}"))) for n in (1, 2)]
    found = read(tmp_path, "a.warc.gz", ends[0] + harmful + ends[1])
    assert [getattr(one, "title", None) for one in found] == ["Page 1", None, "Page 2"]
    assert re.search("more than 100 times|larger than 20,000,000 bytes", found[1].error)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", docx(paragraph(run("a" * 50_000_000))), "more than 100 times its size"),
        ("a.wacz", zipped({"archive/data.warc": b"WARC/1.0\r\n" + b"a" * 50_000_000}), "more than 100 times its size"),
        ("a.docx", zipped({"word/document.xml": "x"} | {f"word/{n}": "" for n in range(10_001)}), "10,000 entries"),
        ("a.docx", docx("<w:p>" * 3_000), "nested too deep"),
        ("a.docx", docx(paragraph(run(ONE)))[:-30], "damaged or cut short"),
        ("a.eml", b"MIME-Version: 1.0\nFrom: a@velmora.example\nSubject: x\n\n", "no text"),
        ("a.pdf", b"%PDF-1.4\n" + b"[" * 100_000, "damaged"),
        ("a.json", "[" * 100_000, "nested too deep|not valid JSON"),
    ],
    ids=[
        "word bomb",
        "wacz bomb",
        "many entries",
        "deep xml",
        "cut word file",
        "no body",
        "deep pdf",
        "deep json",
    ],
)
def test_what_is_made_to_do_harm_is_one_sentence(tmp_path, name, data, said):
    assert re.search(said, sentence(read(tmp_path, name, data)))


@pytest.mark.parametrize("half", ["&#xD800;", "&#xdFFF;", "&#55296;", "&#57343;", "&#x000D912;"])
def test_a_feed_with_half_a_pair_in_it(tmp_path, half):
    item = f"<item><title>Port {half} shut</title><description>{ONE} {half}</description>"
    found = read(tmp_path, "a.rss", f"<rss version='2.0'><channel><title>x</title>{item}")
    assert ONE in found[0].text
    found[0].title.encode("utf-8")


def test_a_feed_of_nothing_but_entries(tmp_path):
    found = read(tmp_path, "a.rss", "<rss>" + "<item>" * 50_000)
    assert len(found) == 21
    assert "9,980 more entries" in found[-1].error


def test_entities_that_multiply(tmp_path):
    names = "abcdefghij"
    more = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>x&j;</w:t></w:r></w:p></w:body></w:document>"
    data = zipped({"word/document.xml": f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{more}]>{body}'})
    (found,) = read(tmp_path, "a.docx", data)
    assert isinstance(found, Failure) or len(found.text) < 100


def test_messages_in_messages_are_opened_so_far_and_no_further(tmp_path):
    data = letter(text=ONE)
    for depth in range(12):
        mark = b"q%d" % depth
        data = (
            b"From: a@velmora.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="
            + mark
            + b"\n\n"
            b"--"
            + mark
            + b"\n\nSee below.\n--"
            + mark
            + b"\nContent-Type: message/rfc822\n\n"
            + data
            + b"\n--"
            + mark
            + b"--\n"
        )
    found = read(tmp_path, "a.eml", data)
    assert "too deep in others" in found[-1].error


# The child itself.


def job(data=None, **payload):
    return Job(kind="page", payload=Payload(name="a", data=page().encode() if data is None else data, **payload))


def children():
    """The process ids of the idle children."""
    return {child._process.pid for child in sandbox._children._idle}


@pytest.fixture
def fresh():
    """No child from another test, nor left for the next."""
    sandbox.close()
    yield
    sandbox.close()


def test_a_child_is_used_again(fresh):
    list(sandbox.parse(job(), settings=Settings()))
    before = children()
    list(sandbox.parse(job(), settings=Settings()))
    assert children() == before
    assert len(before) == 1


def test_a_child_that_dies_while_idle_is_replaced(fresh):
    list(sandbox.parse(job(), settings=Settings()))
    (pid,) = children()
    os.kill(pid, signal.SIGKILL)
    (found,) = sandbox.parse(job(), settings=Settings())
    assert isinstance(found, Document)
    assert children() != {pid}


def test_what_takes_too_long_is_stopped_and_tried_in_the_plain_way(fresh):
    slow = f"<html><body>{'<p><a href=/x>y</a> z</p>' * 200_000}{ARTICLE}"
    began = time.monotonic()
    (found,) = sandbox.parse(job(slow.encode()), settings=Settings(max_seconds=0.05))
    assert time.monotonic() - began < PATIENCE
    if isinstance(found, Failure):
        assert "takes longer than 0.05 seconds" in found.error


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_what_takes_too_much_memory_is_stopped(fresh):
    data = zipped(
        {"word/document.xml": f"<w:document {W}><w:body>{'<w:p/>' * 2_000_000}</w:body></w:document>"}, level=0
    )
    given = Job(kind="zip", payload=Payload(name="a", data=data))
    (found,) = sandbox.parse(given, settings=Settings(max_memory=50_000_000))
    assert "more than 50 MB" in found.error or "damaged" in found.error
    (found,) = sandbox.parse(job(), settings=Settings())
    assert isinstance(found, Document)


def test_who_stops_asking_leaves_no_child_at_work(fresh):
    records = warc(*(record(f"{SITE}{n}", page()) for n in range(5)))
    found = sandbox.parse(Job(kind="warc", payload=Payload(name="a", data=records)), settings=Settings())
    next(found)
    found.close()
    assert children() == set()


def test_threads_have_children_of_their_own(fresh):
    seen = []
    threads = [threading.Thread(target=lambda: seen.extend(sandbox.parse(job(), settings=Settings()))) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.title for one in seen] == ["Port shut"] * 2


def test_a_child_ends_with_its_parent():
    script = (
        "from firsthand.ingest import sandbox; from firsthand.ingest.jobs import Job; import os\n"
        "from firsthand.ingest.payload import Payload; from firsthand.settings import Settings\n"
        "list(sandbox.parse(Job(kind='page', payload=Payload(name='a', data=b'<p>x')), settings=Settings()))\n"
        "print(sandbox._children._idle[0]._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    pid = int(done.stdout)
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return
        if state == "Z":  # dead, and nobody has asked for it yet
            return
        time.sleep(0.05)
    pytest.fail("the child is still there")


def test_a_library_that_panics_is_no_exception_and_costs_its_input_alone(monkeypatch):
    class Panic(BaseException):
        pass

    def parse(given, *, settings):
        raise Panic("called unwrap")
        yield

    sent = []
    monkeypatch.setattr(worker, "prepared", lambda given: parse)
    for name in ("_limit_memory", "_limit_time", "_limit_files"):
        monkeypatch.setattr(worker, name, lambda _: None)
    assert worker._serve(job(), Settings(), sent.append) is None
    assert b"Panic: called unwrap" in sent[-1]

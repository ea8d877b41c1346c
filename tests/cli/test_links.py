"""``firsthand links``, run as a user runs it."""

import json

import pytest

import firsthand as door
from link.reuse_texts import OTHER, QUAY, SHIP, STORY

COPY = f"From our correspondent. {QUAY} {SHIP} Nothing more is known."


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "news.jsonl"
    documents = [
        {"id": "wire", "text": STORY, "outlet": "Reuters", "published": "2031-03-04"},
        {"id": 7, "text": f"VESSBY (Reuters) - {COPY}", "outlet": "Vessby Courier", "published": "2031-03-05"},
        {"id": "own", "text": OTHER, "outlet": "Ostmark Post"},
    ]
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


def test_a_file_of_links_is_written(firsthand, corpus):
    out = corpus.with_name("links.jsonl")
    done = firsthand("links", corpus, "--out", out)
    assert done.returncode == 0, done.stderr
    (row,) = map(json.loads, out.read_bytes().splitlines())
    assert (row["a"], row["b"], row["kind"], row["direction"]) == ("wire", "7", "reuse", "b_from_a")
    (here, there) = row["passages"][0]
    assert STORY[here[0] : here[1]] == f"VESSBY (Reuters) - {COPY}"[there[0] : there[1]]
    assert done.stdout == b""
    assert done.stderr.decode() == "Compared 3 documents: 1 pair share text.\n"


def test_json_writes_the_same_lines_to_standard_output(firsthand, corpus):
    out = corpus.with_name("links.jsonl")
    done = firsthand("links", corpus, "--out", out, "--json")
    assert done.stdout == out.read_bytes()


def test_two_processes_write_what_one_does(firsthand, corpus):
    one, two = (firsthand("links", corpus, "--json", "--workers", workers).stdout for workers in (1, 2))
    assert one == two != b""


def test_the_terminal_shows_which_way_the_text_went(firsthand, corpus):
    done = firsthand("links", corpus)
    first, second = done.stdout.decode().splitlines()
    assert first == "wire  →  7"
    assert "Reuters" in second


def test_inputs_of_all_kinds_are_compared(firsthand, tmp_path):
    (tmp_path / "one.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "two.html").write_text(f"<html><body><article><p>{STORY}</p></article></body></html>", encoding="utf-8")
    done = firsthand("links", ".", "--json", cwd=tmp_path)
    (row,) = map(json.loads, done.stdout.splitlines())
    assert {row["a"], row["b"]} == {"one.txt", "two.html"}


def test_a_bad_line_is_one_sentence_and_the_others_go_on(firsthand, corpus):
    with corpus.open("ab") as stream:
        stream.write(b'{"id": "none"}\n')
    done = firsthand("links", corpus, "--json")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert any(line.startswith(f"Line 4 of {corpus}") for line in done.stderr.decode().splitlines())


def test_a_missing_file_is_one_sentence(firsthand, tmp_path):
    done = firsthand("links", "nowhere.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "There is no file nowhere.jsonl" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_an_empty_file_is_one_sentence(firsthand, tmp_path):
    (tmp_path / "empty.jsonl").touch()
    done = firsthand("links", "empty.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "is empty" in done.stderr.decode()


def test_the_output_never_replaces_an_input(firsthand, corpus):
    before = corpus.read_bytes()
    done = firsthand("links", corpus, "--out", corpus)
    assert done.returncode == 1
    assert corpus.read_bytes() == before


def test_the_function_tells_each_row(corpus):
    rows = []
    done = door.links(corpus, told=rows.append, settings=door.Settings(workers=1))
    assert (done.documents, done.links, done.failures) == (3, 1, ())
    assert [(row.a, row.b) for row in rows] == [("wire", "7")]

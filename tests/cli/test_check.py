"""``firsthand check``, run as a user runs it."""

import json

import pytest

COUNCIL = """ADA QUILL: We counted fourteen boats in the basin, but only on the northern side.
BO LIND: Who pays for the repair?
"""
ARTICLE = "“We counted forty boats in the basin,” said Ada Quill. “Who pays for the repair?” Ada Quill asked.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "council.txt").write_text(COUNCIL, encoding="utf-8")
    (tmp_path / "talks" / "other.txt").write_text("OLE BRANDT: The lighthouse was sold.\n", encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    rows = [{"id": "a", "quote": "Who pays?"}, {"id": 7, "quote": "We counted forty boats", "other": []}]
    (tmp_path / "quotes.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def rows(raw):
    return [json.loads(line) for line in raw.splitlines()]


def test_quotations_are_shown_with_what_differs(firsthand, folder):
    done = firsthand("check", "We counted forty boats", "cheese", "--against", "talks", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "[-fourteen-]{+forty+}" in done.stdout.decode()
    assert "Not found here" in done.stdout.decode()
    assert done.stderr.decode().strip() == "Checked 2 quotations; 1 not found here."


def test_a_file_of_quotations_gives_a_line_for_each(firsthand, folder):
    done = firsthand("check", "--quotes", "quotes.jsonl", "--against", "talks", "--out", "out.jsonl", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    first, second = rows((folder / "out.jsonl").read_bytes())
    assert (first["id"], first["verdict"], first["doc"], first["speaker"]) == ("a", "verbatim", "council", "BO LIND")
    assert (second["id"], second["verdict"], second["span"]) == ("7", "altered", [11, 36])
    assert second["differences"] == [{"kind": "number_changed", "quote": [11, 16], "transcript": [22, 30]}]


def test_json_says_the_same_as_the_file(firsthand, folder):
    arguments = ("check", "--quotes", "quotes.jsonl", "--against", "talks")
    firsthand(*arguments, "--out", "out.jsonl", cwd=folder)
    assert firsthand(*arguments, "--json", cwd=folder).stdout == (folder / "out.jsonl").read_bytes()


def test_every_quotation_of_a_document_is_checked_with_its_speaker(firsthand, folder):
    done = firsthand("check", "--document", "article.txt", "--against", "talks", "--json", cwd=folder)
    first, second = rows(done.stdout)
    assert [one["kind"] for one in first["differences"]] == ["number_changed", "condition_cut"]
    assert second["verdict"] == "verbatim"
    assert [one["kind"] for one in second["differences"]] == ["speaker_changed"]


def test_a_case_can_be_checked_against(firsthand, folder):
    firsthand("add", "my.case", "article.txt", cwd=folder)
    done = firsthand("check", "We counted forty boats", "--against", "my.case", "--json", cwd=folder)
    (row,) = rows(done.stdout)
    assert (row["doc"], row["verdict"], row["speaker"]) == ("article.txt", "verbatim", "Ada Quill")


def test_paths_that_the_shell_spreads_are_all_checked_against(firsthand, folder):
    done = firsthand(
        "check", "The lighthouse was sold", "--against", "talks/council.txt", "talks/other.txt", cwd=folder
    )
    assert "Word for word" in done.stdout.decode()


def test_an_input_that_fails_is_one_sentence_and_the_others_go_on(firsthand, folder):
    (folder / "talks" / "bad.xml").write_text("<TEI>")
    (folder / "quotes.jsonl").write_text('{"id": 1}\n{"id": "b", "quote": "…"}\n{"id": "c", "quote": "Who pays?"}\n')
    done = firsthand("check", "--quotes", "quotes.jsonl", "--against", "talks", "--json", cwd=folder)
    assert done.returncode == 1
    assert [row["id"] for row in rows(done.stdout)] == ["c"]
    sentences = done.stderr.decode().strip().splitlines()
    assert sum(any(name in sentence for name in ("bad.xml", "Line 1 of", "Quotation b")) for sentence in sentences) == 3
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("x",), "nothing to check against"),
        (("x", "--against", "missing"), "nothing to check against"),
        (("--against", "talks"), "Give quotations in one way"),
        (("x", "--quotes", "quotes.jsonl", "--against", "talks"), "Give quotations in one way"),
        (("--quotes", "missing.jsonl", "--against", "talks"), "missing.jsonl cannot be read"),
        (("x", "--against", "talks", "--out", "no/such/out.jsonl"), "cannot be written"),
        (("--quotes", "quotes.jsonl", "--against", "talks", "--out", "quotes.jsonl"), "is the input itself"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(firsthand, folder, arguments, says):
    before = (folder / "quotes.jsonl").read_bytes()
    done = firsthand("check", *arguments, cwd=folder)
    assert done.returncode == 1
    (sentence,) = done.stderr.decode().strip().splitlines()
    assert says in sentence
    assert sentence.endswith(".")
    assert (folder / "quotes.jsonl").read_bytes() == before

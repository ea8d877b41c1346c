"""The commands, run as a user runs them."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

SAID = "“The bridge is closed,” said Ada Quill, the harbour master.\n"
OTHER = "“The ferry sails at noon,” Bo Lind told the Ferrol Wire.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "two.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


def sentences(done):
    return done.stderr.decode().strip().splitlines()


def rows(raw):
    return [json.loads(line) for line in raw.splitlines()]


def corpus(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_help_names_every_command(firsthand):
    done = firsthand("--help")
    assert done.returncode == 0
    for command in ("review", "read", "extract", "add", "check", "search", "demo"):
        assert command in done.stdout.decode()


def test_review_writes_a_page_and_says_where(firsthand, folder):
    done = firsthand("review", "one.txt", "two.txt", "-o", "page.html", cwd=folder)
    assert done.returncode == 0, done.stderr
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "Ada Quill" in page
    assert "Bo Lind" in page
    assert sentences(done) == ["Wrote page.html: the review of 2 documents."]
    assert done.stdout == b""


def test_review_says_the_same_in_json(firsthand, folder):
    done = firsthand("review", "one.txt", "two.txt", "-o", "page.html", "--json", cwd=folder)
    first, second = rows(done.stdout)
    assert first["id"].endswith("one.txt")
    assert first["text"] == SAID
    assert second["attributions"][0]["chain"][:1] == ["Bo Lind"]


@pytest.mark.parametrize("command", [("review", "-o", "page.html"), ("read", "--json"), ("add", "my.case")])
def test_an_input_that_fails_is_one_sentence_and_the_others_go_on(firsthand, folder, command):
    (folder / "empty.txt").write_text("", encoding="utf-8")
    name, *options = command
    done = firsthand(name, *options, "missing.txt", "one.txt", "empty.txt", cwd=folder)
    assert done.returncode == 1
    blamed = [sentence for sentence in sentences(done) if "missing.txt" in sentence or "empty.txt" in sentence]
    assert len(blamed) == 2
    assert all(sentence.endswith(".") for sentence in blamed)
    assert "Traceback" not in done.stderr.decode()
    if name == "review":
        assert "Ada Quill" in (folder / "page.html").read_text(encoding="utf-8")
    if name == "read":
        assert any(row["attributions"] for row in rows(done.stdout))
    if name == "add":
        assert "1 document added" in done.stderr.decode()


def test_review_of_nothing_readable_keeps_the_old_page(firsthand, folder):
    (folder / "page.html").write_text("old")
    done = firsthand("review", "missing.txt", "-o", "page.html", cwd=folder)
    assert done.returncode == 1
    assert len(sentences(done)) == 1
    assert (folder / "page.html").read_text() == "old"


def test_a_place_that_cannot_be_written_is_one_sentence(firsthand, folder):
    done = firsthand("review", "one.txt", "-o", "no/such/page.html", cwd=folder)
    assert done.returncode == 1
    (sentence,) = sentences(done)
    assert "no/such/page.html cannot be written" in sentence


def test_read_shows_who_said_what(firsthand, folder):
    done = firsthand("read", "one.txt", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Ada Quill" in done.stdout.decode()
    assert "The bridge is closed" in done.stdout.decode()


def test_read_takes_standard_input(firsthand):
    done = firsthand("read", "-", "--json", stdin=SAID.encode())
    assert done.returncode == 0, done.stderr
    assert rows(done.stdout)[0]["attributions"][0]["speaker"] == "Ada Quill"


def test_extract_goes_from_standard_input_to_standard_output(firsthand):
    record = {"id": "a", "text": SAID}
    done = firsthand("extract", "-", "--out", "-", stdin=json.dumps(record).encode())
    assert done.returncode == 0, done.stderr
    (row,) = rows(done.stdout)
    assert row["id"] == "a"
    assert row["attributions"][0]["speaker"] == "Ada Quill"


def test_extract_writes_a_file_in_order(firsthand, tmp_path):
    source = corpus(tmp_path / "in.jsonl", *({"id": str(number), "text": SAID} for number in range(25)))
    done = firsthand("extract", source, "--out", tmp_path / "out.jsonl", "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in rows((tmp_path / "out.jsonl").read_bytes())] == [str(number) for number in range(25)]
    assert sentences(done) == ["Read 25 documents, of which 0 failed."]


def test_extract_names_each_failure_and_writes_the_rest(firsthand, tmp_path):
    source = corpus(tmp_path / "in.jsonl", {"id": "a", "text": SAID}, {"id": "b"}, {"id": "c", "text": SAID})
    done = firsthand("extract", source, "--out", tmp_path / "out.jsonl", "--workers", 1)
    assert done.returncode == 1
    first, second, third = rows((tmp_path / "out.jsonl").read_bytes())
    assert first["attributions"]
    assert third["attributions"]
    assert sentences(done) == [second["error"], "Read 3 documents, of which 1 failed."]


@pytest.mark.parametrize("name", ["missing.jsonl", "missing.parquet"])
def test_extract_says_what_it_cannot_read_and_keeps_the_old_output(firsthand, tmp_path, name):
    (tmp_path / "out.jsonl").write_text("old")
    done = firsthand("extract", name, "--out", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    (sentence,) = sentences(done)
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert (tmp_path / "out.jsonl").read_text() == "old"


def test_extract_does_not_write_over_its_input(firsthand, tmp_path):
    source = corpus(tmp_path / "in.jsonl", {"id": "a", "text": SAID})
    before = source.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(source)
    for out in ("in.jsonl", "link.jsonl"):
        done = firsthand("extract", "in.jsonl", "--out", out, cwd=tmp_path)
        assert done.returncode == 1
        assert "is the input itself" in sentences(done)[0]
    assert source.read_bytes() == before


@pytest.mark.parametrize("name", ["news.parquet", "news.warc.gz", "news.warc", "news.pdf", "news.docx"])
def test_an_input_that_is_not_what_its_name_says_has_a_line_with_one_sentence(firsthand, tmp_path, name):
    (tmp_path / name).write_bytes(b"\0")
    done = firsthand("extract", name, "--map", "text=body", "--workers", "1", cwd=tmp_path)
    assert done.returncode == 1
    (row,) = map(json.loads, done.stdout.splitlines())
    assert row["error"].startswith(f"The file {name}")
    assert row["error"].endswith(".")


def test_links_cannot_write_parquet(firsthand, tmp_path):
    source = corpus(tmp_path / "in.jsonl", {"id": "a", "text": SAID})
    done = firsthand("links", source, "--out", tmp_path / "out.parquet")
    assert done.returncode == 1
    assert "cannot be written yet" in sentences(done)[0]


@pytest.mark.parametrize("given", ["text", "body=text", "text=", "text=a,text=b"])
def test_columns_that_cannot_be_mapped_are_one_sentence(firsthand, tmp_path, given):
    source = corpus(tmp_path / "in.jsonl", {"id": "a", "text": SAID})
    done = firsthand("read", source, "--map", given)
    assert done.returncode == 1
    assert "write field=column" in sentences(done)[0]


def test_a_reader_that_goes_away_is_no_crash(tmp_path):
    source = corpus(tmp_path / "in.jsonl", *({"id": str(number), "text": SAID * 20} for number in range(300)))
    command = [sys.executable, "-m", "firsthand", "extract", str(source), "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.readline()
        running.stdout.close()
        errors = running.stderr.read()
    assert b"Traceback" not in errors
    assert b"Exception ignored" not in errors
    assert running.returncode == 1


def test_an_interrupted_extract_leaves_the_old_output_and_no_process(tmp_path):
    (tmp_path / "out.jsonl").write_text("old")
    command = [sys.executable, "-m", "firsthand", "extract", "-", "--out", "out.jsonl", "--workers", "2"]
    running = subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, start_new_session=True
    )
    line = json.dumps({"id": "a", "text": SAID}).encode() + b"\n"
    running.stdin.write(line * 3_000)  # and no end of input: it is at work until it is told to stop
    running.stdin.flush()
    deadline = time.monotonic() + 60
    while not any(path.stat().st_size for path in tmp_path.glob(".out.jsonl.*.part")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # as Ctrl-C does: to every process of the group
    _, errors = running.communicate(timeout=60)
    assert running.returncode not in (0, None)
    assert b"Traceback" not in errors
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
    assert (tmp_path / "out.jsonl").read_text() == "old"
    assert gone(running.pid)


def gone(group):
    """Whether every process of a group has ended, given a moment."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_adding_twice_changes_nothing(firsthand, folder):
    first = firsthand("add", "my.case", "one.txt", "two.txt", cwd=folder)
    assert sentences(first) == ["my.case: 2 documents added, 0 already there."]
    before = (folder / "my.case").read_bytes()
    second = firsthand("add", "my.case", "two.txt", "one.txt", cwd=folder)
    assert sentences(second) == ["my.case: 0 documents added, 2 already there."]
    assert (folder / "my.case").read_bytes() == before
    assert second.returncode == 0


def test_search_shows_where_words_stand(firsthand, folder):
    firsthand("add", "my.case", "one.txt", "two.txt", cwd=folder)
    done = firsthand("search", "my.case", "bridge", "closed", cwd=folder)
    assert done.returncode == 0
    shown = done.stdout.decode()
    assert "one.txt" in shown
    assert "⟦bridge⟧" in shown
    assert "two.txt" not in shown


def test_search_says_the_same_in_json(firsthand, folder):
    firsthand("add", "my.case", "one.txt", "two.txt", cwd=folder)
    done = firsthand("search", "my.case", "bridge", "--json", cwd=folder)
    kinds = [row["kind"] for row in rows(done.stdout)]
    assert kinds == ["statement", "text"]


def test_search_that_finds_nothing_says_so(firsthand, folder):
    firsthand("add", "my.case", "one.txt", cwd=folder)
    done = firsthand("search", "my.case", "zeppelin", cwd=folder)
    assert (done.returncode, done.stdout, sentences(done)) == (0, b"", ["Nothing was found."])


@pytest.mark.parametrize("query", ['"', "!?"])
def test_search_for_no_word_is_one_sentence(firsthand, folder, query):
    firsthand("add", "my.case", "one.txt", cwd=folder)
    done = firsthand("search", "my.case", query, cwd=folder)
    assert done.returncode == 1
    assert len(sentences(done)) == 1


def test_search_in_a_case_that_is_not_there_is_one_sentence(firsthand, tmp_path):
    done = firsthand("search", "no.case", "bridge", cwd=tmp_path)
    assert done.returncode == 1
    assert "There is no case at no.case" in sentences(done)[0]
    assert not list(tmp_path.iterdir())


def test_a_file_name_cannot_steer_the_terminal(firsthand, tmp_path):
    done = firsthand("read", "\x1b[2Jgone.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert b"\x1b" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
@pytest.mark.parametrize("command", [("review", "-o", "page.html"), ("read",), ("read", "--json"), ("add", "my.case")])
def test_a_file_name_that_is_no_text_is_no_crash(firsthand, tmp_path, command):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(SAID, encoding="utf-8")
    done = firsthand(*command, ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_console_that_lacks_a_sign_shows_its_code(folder):
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "firsthand"]
    subprocess.run([*command, "add", "my.case", "one.txt"], check=True, cwd=folder, env=environment)
    done = subprocess.run(
        [*command, "search", "my.case", "bridge"], check=True, capture_output=True, cwd=folder, env=environment
    )
    assert rb"\u27e6bridge\u27e7" in done.stdout


def test_a_review_is_not_read_when_its_folder_is_reviewed_again(firsthand, folder):
    first = firsthand("review", ".", cwd=folder)
    again = firsthand("review", ".", cwd=folder)
    assert first.stderr == again.stderr
    page = (folder / "review.html").read_bytes()
    refused = firsthand("review", "review.html", cwd=folder)
    assert refused.returncode == 1
    assert b"is the input itself" in refused.stderr
    assert (folder / "review.html").read_bytes() == page


def test_a_review_goes_to_standard_output_or_to_a_file_named_by_its_format(firsthand, folder):
    shown = firsthand("review", "one.txt", "-o", "-", cwd=folder)
    assert shown.stdout.startswith(b"<!DOCTYPE html>")
    assert not (folder / "-").exists()
    for form, name in (("md", "review.md"), ("rss", "review.xml")):
        firsthand("review", "one.txt", "--format", form, cwd=folder)
        assert (folder / name).exists()


def test_demo_writes_a_review_and_says_where(firsthand, tmp_path):
    done = firsthand("demo", "-o", "here", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = tmp_path / "here" / "review.html"
    assert str(page.resolve()) in done.stdout.decode()
    assert page.stat().st_size > 10_000


def test_a_wrong_command_line_is_exit_code_2(firsthand):
    assert firsthand("review").returncode == 2
    assert firsthand("extract", "-", "--workers", "-1").returncode == 2


def test_a_review_in_another_format_with_its_figures(firsthand, tmp_path):
    for name, outlet in (("a", "Ostvik Tidende"), ("b", "Vestvik Dagblad")):
        line = {
            "id": name,
            "outlet": outlet,
            "text": "Eleven boats lay idle in Ostvik after the strike, harbour master Ada Quill said on 3 May 2031.",
        }
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(line), encoding="utf-8")
    inputs = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    out = tmp_path / "review.md"
    done = firsthand("review", *inputs, "-o", out, "--format", "md", "--figures", tmp_path / "figures", "--lang", "sv")
    assert done.returncode == 0, done.stderr
    shown = out.read_text(encoding="utf-8")
    assert "2 artiklar" in shown
    assert "Vilka rapporterar det" in shown
    assert (tmp_path / "figures" / "claim-01.svg").is_file()

"""Extraction from what is no file of lines, and into Parquet."""

import json
import subprocess
import sys
import textwrap

import duckdb
import pytest

from firsthand import Settings, extract_file, output
from firsthand.engines.parquet import column_type
from firsthand.errors import InputError
from ingest.made import docx, page, paragraph, pdf, record, run, warc

TEXT = "“The bridge is closed,” said Ada Quill, the harbour master, on Monday."
BODY = f"<p>{TEXT}</p><p>It will be open to walkers before that, she added, if the wind allows it.</p>"
SITE = "https://velmora.example/"
ONE = Settings(workers=1)


def extracted(source, tmp_path, *, settings=ONE):
    out = tmp_path / "out.jsonl"
    done = extract_file(source, out, settings=settings)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert done.documents == len(rows)
    assert done.failed == sum("error" in row for row in rows)
    return rows


def cue(row, text=None):
    ((start, end),) = row["attributions"][0]["cue"]
    return (text or row["text"])[start:end]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_web_archive(tmp_path, workers):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc(*(record(f"{SITE}{n}", page(f"P{n}", body=BODY)) for n in range(12)))[:-9])
    rows = extracted(path, tmp_path, settings=Settings(workers=workers))
    assert [row["id"] for row in rows[:-1]] == [f"{SITE}{n}" for n in range(11)]
    assert {cue(row) for row in rows[:-1]} == {"said"}
    assert "breaks off" in rows[-1]["error"]


def test_a_folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.docx").write_bytes(docx(paragraph(run(TEXT))))
    (folder / "c.pdf").write_bytes(
        pdf([textwrap.wrap("The bridge is closed, said Ada Quill, the harbour master.", 30)])
    )
    (folder / "d.pdf").write_bytes(b"%PDF-")
    (folder / "e.jsonl").write_text(json.dumps({"id": "e", "text": TEXT}) + "\n{\n", encoding="utf-8")
    rows = extracted(folder, tmp_path)
    assert [row["id"].rpartition("/")[2] for row in rows] == ["a.txt", "b.docx", "c.pdf", "d.pdf", "e", "e.jsonl:2"]
    assert [cue(row) for row in rows[:3]] == ["said"] * 3
    assert cue(rows[4], TEXT) == "said"
    assert "text" not in rows[4]
    assert rows[5]["error"].startswith(f"Line 2 of {folder}/e.jsonl: ")


def test_tables_with_their_own_columns(tmp_path):
    settings = Settings(workers=1, columns=(("text", "body"), ("id", "nr")))
    (tmp_path / "a.csv").write_text(f'nr,body\n1,"{TEXT}"\n', encoding="utf-8")
    path = tmp_path / "a.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS nr, '{TEXT}' AS body) TO '{path}' (FORMAT parquet)")
    (tmp_path / "a.jsonl").write_text(json.dumps({"nr": 1, "body": TEXT}), encoding="utf-8")
    found = [extracted(tmp_path / name, tmp_path, settings=settings) for name in ("a.csv", "a.parquet", "a.jsonl")]
    for (row,) in found:
        assert (row["id"], cue(row, TEXT)) == ("1", "said")
        assert "text" not in row


def test_a_bad_line_is_named_by_its_own_column(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"nr": 7, "body": 5}), encoding="utf-8")
    settings = Settings(workers=1, columns=(("text", "body"), ("id", "nr")))
    (row,) = extracted(tmp_path / "a.jsonl", tmp_path, settings=settings)
    assert row["id"] == "7"
    assert row["error"].startswith("Line 1: ")


def test_standard_input_may_be_an_archive(firsthand, tmp_path):
    done = firsthand("extract", "-", "--workers", "1", stdin=warc(record(f"{SITE}1", page("P", body=BODY))))
    assert done.returncode == 0, done.stderr
    assert cue(json.loads(done.stdout)) == "said"
    done = firsthand("extract", "-", "--workers", "1", stdin=json.dumps({"id": 1, "text": TEXT}).encode())
    assert cue(json.loads(done.stdout), TEXT) == "said"


def test_what_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        extract_file(tmp_path / "none.parquet", tmp_path / "out.jsonl", settings=ONE)


def test_parquet_holds_what_the_lines_hold(tmp_path):
    source = tmp_path / "a.jsonl"
    rows = [{"id": "a", "text": TEXT, "outlet": "Wexlow Lantern"}, {"id": "b"}, {"id": "c", "html": page(body=BODY)}]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = extracted(source, tmp_path)
    table = tmp_path / "out.parquet"
    assert extract_file(source, table, settings=ONE).documents == 3
    found = duckdb.sql(f"SELECT * FROM '{table}'")
    assert found.columns == list(output.Line.__struct_fields__)
    kept = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    for row, line in zip(kept, lines, strict=True):
        for one in row["attributions"]:
            assert one.pop("speakers") is None  # a line leaves out what only a joint source has; a column cannot
        assert {key: value for key, value in row.items() if key in line} == line
        assert all(row[key] is None for key in row.keys() - line.keys())
    spans = duckdb.sql(f"SELECT attributions[1].cue[1][1] FROM '{table}' WHERE id = 'a'").fetchall()
    assert spans == [(lines[0]["attributions"][0]["cue"][0][0],)]


def test_an_empty_corpus_is_an_empty_table(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"")
    table = tmp_path / "out.parquet"
    extract_file(tmp_path / "a.jsonl", table, settings=ONE)
    assert duckdb.sql(f"SELECT count(*) FROM '{table}'").fetchall() == [(0,)]


def test_a_table_that_cannot_be_made_leaves_what_was_there(tmp_path):
    table = tmp_path / "out.parquet"
    table.write_text("before", encoding="utf-8")
    with pytest.raises(InputError):
        extract_file(tmp_path / "none.jsonl", table, settings=ONE)
    assert table.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]


def test_every_field_has_a_column_type():
    assert column_type(tuple[output.AttributionRow, ...]).startswith("STRUCT(id VARCHAR, source INTEGER[][], cue ")


def test_the_library_needs_no_guard_to_read_a_page(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(page(body=BODY), encoding="utf-8")
    script = f"import firsthand; print([one.document.title for one in firsthand.read({str(path)!r})])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "['Port shut']\n"
    assert done.stderr == ""

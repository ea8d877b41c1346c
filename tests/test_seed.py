"""A real press review from the development data, against its hand-made answer."""

import json
import subprocess
import sys
from datetime import date

import pytest

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def made(shared, tmp_path_factory):
    """The answer, the line that the real command writes, and how far the two agree."""
    folder = tmp_path_factory.mktemp("seed")
    given, out = folder / "gold.jsonl", folder / "out.jsonl"
    given.write_bytes(
        subprocess.run([sys.executable, shared / "eval" / "corpora.py", "seed"], check=True, capture_output=True).stdout
    )
    command = [sys.executable, "-m", "firsthand", "extract", "-", "--out", "-", "--workers", "1"]
    out.write_bytes(subprocess.run(command, input=given.read_bytes(), check=True, capture_output=True).stdout)
    score = [sys.executable, shared / "eval" / "attributions.py", given, out, "--json"]
    answer = json.loads((shared / "seeds" / "gold.json").read_bytes())
    return (
        answer,
        json.loads(out.read_bytes()),
        json.loads(subprocess.run(score, check=True, capture_output=True).stdout),
    )


def test_the_statements_are_found(made):
    assert made[2]["linked/half"]["f1"] >= 85


def test_every_item_is_told_apart_with_its_heading_and_whose_it_is(made):
    answer, line, _ = made
    kept = ("heading", "title", "outlet", "domain", "author", "kind")
    assert [{k: item[k] for k in kept} for item in line["items"]] == [
        {k: item[k] for k in kept} for item in answer["items"]
    ]
    assert line["commentary"] == answer["document"]["commentary"]


def test_the_dates_are_worked_out_and_the_documents_own_is_inferred(made):
    answer, line, _ = made
    worked_out = {tuple(mention["span"]): mention["value"] for mention in line["dates"]}
    assert {tuple(mention["span"]): mention["value"] for mention in answer["dates"]}.items() <= worked_out.items()
    assert line["published"] == answer["document"]["inferred_date"]
    assert line["published_inferred"] is True
    explicit = date.fromisoformat(answer["dates"][0]["value"])
    assert f"{explicit.day}" in line["published_how"]
    assert f"{explicit.year}" in line["published_how"]


def test_a_quotation_at_third_hand_has_its_whole_chain(made):
    answer, line, _ = made
    wanted = [found["chain"] for found in answer["attributions"] if any(r["kind"] == "outlet" for r in found["relays"])]
    assert wanted
    for chain in wanted:
        assert chain in [found["chain"] for found in line["attributions"]]


def test_the_domain_that_looks_misspelled_is_reported(made):
    answer, line, _ = made
    (item,) = [item for item in answer["items"] if "misspelling" in (item["note"] or "")]
    (notice,) = [notice for notice in line["notices"] if notice["kind"] == "misspelled_domain"]
    assert item["domain"] in notice["message"]
    assert notice["span"] == item["heading"]

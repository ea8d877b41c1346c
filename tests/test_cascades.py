"""The simulated cascades: what is written down about a document is what stands in it."""

import json

import pytest

import cascades
import cascades_make
from common import RESULTS
from firsthand.outlets.registry import registry


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cascades")
    cascades_make.write(folder, documents=400, level=5, seed=7)
    rows = {row["id"]: row for row in cascades.rows_of(folder / "corpus.jsonl")}
    return folder, rows, cascades.rows_of(folder / "gold.jsonl")


def reports(gold, *modes):
    return [r for claim in gold for r in claim["reports"] if not modes or r["mode"] in modes]


def test_as_many_documents_as_asked_for_and_the_same_ones_again(made, tmp_path):
    folder, rows, gold = made
    assert len(rows) == 400
    assert len(gold) == 400 * cascades_make.RELATED // cascades_make.AN_EVENT
    cascades_make.write(tmp_path, documents=400, level=5, seed=7)
    for name in ("corpus.jsonl", "gold.jsonl", "outlets.toml"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    cascades_make.write(tmp_path, documents=400, level=5, seed=8)
    assert (tmp_path / "corpus.jsonl").read_bytes() != (folder / "corpus.jsonl").read_bytes()


def test_a_span_is_the_sentence_that_carries_the_claim(made):
    _, rows, gold = made
    for claim in gold:
        number = next(word for word in claim["claim"].split() if word.isdigit())
        for one in claim["reports"]:
            ((start, end),) = one["spans"]
            sentence = rows[one["doc"]]["text"][start:end]
            assert sentence[-1] == "."
            assert (one["variant"] or number) in sentence
            assert rows[one["doc"]]["outlet"] == one["outlet"]


def test_a_chain_names_who_stands_in_the_text(made):
    _, rows, gold = made
    unnamed = [one for one in reports(gold) if one["origin_kind"] == "unnamed"]
    assert not {"own", "office", "second_agency"} & {one["mode"] for one in unnamed}
    for one in reports(gold, "own", "wire", "shortened", "second_agency", "retold", "cited", "denied", "office"):
        assert all(name.casefold() in rows[one["doc"]]["text"].casefold() for name in one["chain"])
    for one in reports(gold, "dropped"):
        assert one["origin"] not in rows[one["doc"]]["text"]
        assert one["chain"] == []


def test_an_unsigned_copy_does_not_name_the_agency_it_comes_from(made):
    _, rows, gold = made
    unsigned = reports(gold, "unsigned", "shortened_unsigned")
    assert unsigned
    for one in unsigned:
        (agency,) = one["chain_inferred"]
        assert agency not in rows[one["doc"]]["text"]


def test_two_sources_are_not_told_in_the_same_words(made):
    _, rows, gold = made
    shared = total = 0
    for claim in gold:
        seen: dict[str, str] = {}
        for one in claim["reports"]:
            ((start, end),) = one["spans"]
            for run in cascades_make.runs(rows[one["doc"]]["text"][start:end]):
                total += 1
                shared += seen.setdefault(run, one["origin"]) != one["origin"]
    assert shared < 0.02 * total


def test_two_of_a_circle_name_each_other_and_nobody_else(made):
    _, _, gold = made
    circles: dict[tuple[str, str], list[dict]] = {}
    for claim in gold:
        for one in claim["reports"]:
            if one["mode"] == "round":
                circles.setdefault((claim["id"], one["origin"]), []).append(one)
    assert circles
    for one, two in circles.values():
        assert (one["chain"], two["chain"]) == ([two["outlet"]], [one["outlet"]])


def test_the_count_is_that_of_the_sources(made):
    _, _, gold = made
    for claim in gold:
        support = [r for r in claim["reports"] if r["stance"] == "supports" and not r["variant"]]
        named = {r["origin"] for r in support if r["origin_kind"] != "circular"}
        count = claim["independent_origins"]
        assert count["min"] == count["best"] == len(named)
        assert count["max"] == len({r["origin"] for r in support})


@pytest.mark.parametrize("level", sorted(cascades_make.MODES))
def test_a_level_adds_its_ways_to_those_below(level, tmp_path):
    cascades_make.write(tmp_path, documents=600, level=level)
    seen = {one["mode"] for one in reports(cascades.rows_of(tmp_path / "gold.jsonl"))}
    assert seen == {mode for below in range(1, level + 1) for mode in cascades_make.MODES[below]}


def test_the_outlets_are_a_file_that_can_be_given(made):
    folder, rows, _ = made
    known = registry(folder / "outlets.toml")
    assert {known.by_name(row["outlet"]).name for row in rows.values()} <= {row["outlet"] for row in rows.values()}


def test_ten_documents_are_an_event_already(tmp_path):
    assert cascades_make.write(tmp_path, documents=10, level=1) == (10, 1)


def test_the_page_is_made_from_the_figures():
    results = json.loads((RESULTS / "cascades.json").read_bytes())
    assert (RESULTS / "cascades.md").read_text(encoding="utf-8") == cascades.readable(results)
    assert [row["level"] for row in results["levels"]] == list(cascades_make.MODES)

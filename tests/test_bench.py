"""The committed measurements: the readable page and the figures beside it are one."""

import json
from collections import Counter

import pytest

import attribution
import chains
import memory
from common import RESULTS


@pytest.mark.parametrize(("name", "module"), [("attribution", attribution), ("memory", memory)])
def test_the_page_is_made_from_the_figures(name, module):
    results = json.loads((RESULTS / f"{name}.json").read_bytes())
    assert (RESULTS / f"{name}.md").read_text(encoding="utf-8") == module.readable(results)
    assert results["command"] in module.readable(results)


def test_memory_does_not_grow_with_the_number_of_documents():
    runs = json.loads((RESULTS / "memory.json").read_bytes())["runs"]
    peak = {(run["workers"], run["documents"]): run["peak_mb"] for run in runs}
    for workers in memory.WORKERS:
        few, many = (peak[workers, size] for size in memory.SIZES)
        assert many < 1.25 * few


def test_every_data_set_was_run():
    results = json.loads((RESULTS / "attribution.json").read_bytes())
    assert tuple(results["datasets"]) == attribution.DATASETS
    assert all(found["documents"] > 0 and found["failed"] == 0 for found in results["datasets"].values())


def test_chains_are_counted_by_half_with_intervals():
    results = json.loads((RESULTS / "chains.json").read_bytes())
    assert (RESULTS / "chains.md").read_text(encoding="utf-8") == chains.readable(results)
    assert tuple(results["datasets"]) == chains.DATASETS
    for halves in results["datasets"].values():
        assert halves["all"]["documents"] == sum(halves[half]["documents"] for half in chains.HALVES[1:])
        for row in halves["all"]["figures"]:
            assert row["interval"] is None or row["interval"][0] <= row["value"] <= row["interval"][1]


def test_a_resample_of_equal_documents_has_no_spread():
    document = Counter({"linked tp": 1, "linked gold": 2, "linked found": 2})
    assert chains.value(document, ("linked", "", "")) == 50
    assert chains.interval([document] * 8, ("linked", "", "")) == (50, 50)


@pytest.mark.shared
def test_counts_add_up_to_what_the_scorer_says():
    score = chains.scorer()
    text = "“It fell,” Mara Oduya told Radio Nord. She said the port knew."
    gold = {
        "id": "a",
        "text": text,
        "attributions": [
            {"id": "1", "source": [[11, 21]], "cue": [[22, 26]], "content": [[0, 10]], "type": "direct",
             "parent": None, "chain": ["Mara Oduya", "Radio Nord"]},
            {"id": "2", "source": [[39, 42]], "cue": [[43, 47]], "content": [[48, 61]], "type": "indirect",
             "parent": None, "chain": ["Mara Oduya", "Radio Nord"]},
        ],
    }  # fmt: skip
    found = {**gold, "attributions": [gold["attributions"][0], {**gold["attributions"][1], "chain": ["She"]}]}
    total = chains.counts(score, gold, found)
    rows = score.score([gold], [found])
    assert chains.value(total, ("linked", "", "")) == rows["linked/half"]["f1"] == 100
    assert chains.value(total, ("relayed right", "relayed gold", "")) == rows["recall/relayed chain"]["recall"] == 50
    assert (total["closed"], total["closed content"], total["closed source"]) == (1, 1, 1)

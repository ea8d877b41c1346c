"""The committed measurements: the readable page and the figures beside it are one."""

import json

import pytest

import attribution
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

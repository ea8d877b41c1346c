"""The claims of the demo case, traced: what its gold says, as far as it is found."""

from functools import cache
from pathlib import Path

import pytest

from firsthand.commands import read
from firsthand.demo import case_files, gold, outlets_file
from firsthand.extract.encoder import vectors
from firsthand.model import Claim, Reading
from firsthand.outlets import registry
from firsthand.trace.records import Traced
from firsthand.trace.trace import traced

WHOLE = ("c5", "c6", "c7")
"""Claims whose count is the gold's from least to most."""
BEST = ("c1", "c2", "c4")
"""Those whose best count is; of c3 none is."""


QUOTED = (
    "Kein Schiff unserer Marine war im Harsund“, sagte Marinesprecher Hinnerk Aldag am Donnerstag vor Journalisten."
)
"""A claim as it is found: a sentence of the text, with who says it."""


@cache
def found() -> dict[str, Traced]:
    readings = [one for one in read(*case_files(), outlets=[outlets_file()]) if isinstance(one, Reading)]
    claims = [Claim(id=claim.id, text=claim.text) for claim in gold().claims]
    claims.append(Claim(id="quoted", text=QUOTED))
    outlets = registry(Path(outlets_file()))
    return {one.id: one for one in traced(readings, claims, outlets=outlets, vectors=vectors)}


@pytest.mark.parametrize("claim", [claim for claim in gold().claims if claim.id in WHOLE], ids=lambda claim: claim.id)
def test_the_count_of_origins_is_the_golds(claim):
    ours, wanted = found()[claim.id].independent_origins, claim.independent_origins
    assert (ours.min, ours.best, ours.max) == (wanted.min, wanted.best, wanted.max)


@pytest.mark.parametrize("claim", [claim for claim in gold().claims if claim.id in BEST], ids=lambda c: c.id)
def test_the_best_count_of_origins_is_the_golds(claim):
    assert found()[claim.id].independent_origins.best == claim.independent_origins.best


def test_the_two_pieces_that_name_each_other_are_a_circle():
    assert [sorted(Path(doc).name[:2] for doc in one.docs) for one in found()["c5"].circular] == [["14", "15"]]


def test_the_report_that_everybody_cites_and_nobody_has_is_a_dead_end():
    assert [end.kind for end in found()["c4"].dead_ends] == ["document"]


def test_a_claim_that_holds_its_speakers_name_is_his_word():
    reports = {Path(report.doc).name[:2]: report for report in found()["quoted"].reports if report.counted}
    assert {name: reports[name].chain[:1] for name in ("10", "15")} == dict.fromkeys(("10", "15"), ("Hinnerk Aldag",))

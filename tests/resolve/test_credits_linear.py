"""Credits in hostile text cost no more than its length, measured in lines of Python run."""

import pytest

from extract.worst import steps
from firsthand.model import Document
from firsthand.outlets import registry
from firsthand.resolve.credits import credited

UNITS = ['"', "(", "(AP) ", "a", "By ", "© ", "© AP", "WEXLOW (", "WEXLOW (AP) ", "#", "###", "AP, ", "AP and ", "/TT/"]
UNITS += [
    "1 May 2018 ",
    " contributed to this",
    "Source ",
    "Source AP ",
    "\n",
    "TT-",
    "(with ",
    "reporting by ",
    " ",
    "-",
]
UNITS += ["copyright ", "first appeared in ", "AP\n", "By AP\n", "A ", "AA ", "is a ", "AP contributed to this "]


def document(unit: str, size: int) -> Document:
    return Document(id="d", name="d", text=(unit * (size // len(unit) + 1))[:size], lang="en")


@pytest.mark.parametrize("unit", UNITS)
def test_four_times_the_text_costs_four_times_as_much(unit):
    def work(size):
        credited(document(unit, size), outlets=registry())

    work(200)  # tables are read once, before anything is counted
    assert steps(lambda: work(8_000)) <= 4 * 1.35 * max(4_000, steps(lambda: work(2_000)))

"""CSV that a spreadsheet may open."""

import csv
import io

import pytest

from firsthand.web.tables import to_csv


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1+1", '=HYPERLINK("x")', "|x", "%x", "\n=1"]
)
def test_what_might_run_as_a_formula_is_quoted(text):
    (_, (value,)) = csv.reader(io.StringIO(to_csv(["a"], [{"a": text}])))
    assert value[0] in "'⟨"  # a carriage return is shown by its code


def test_text_numbers_and_lists_are_kept():
    row = {"a": 'He said "no", twice', "b": -2, "c": ("x", "y"), "d": None, "e": True, "f": 0.5}
    read = list(csv.reader(io.StringIO(to_csv(list("abcdef"), [row]))))
    assert read == [list("abcdef"), ['He said "no", twice', "-2", "x; y", "", "true", "0.5"]]

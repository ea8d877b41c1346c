"""Who is whose parent: decided by spans alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.extract.nesting import nest
from firsthand.model import Attribution, Span


def row(name: str, *, source=(), cue=(), content=()) -> Attribution:
    return Attribution(
        id=name,
        doc="d",
        source=tuple(Span(*s) for s in source),
        cue=tuple(Span(*s) for s in cue),
        content=tuple(Span(*s) for s in content),
        type="indirect",
        score=1.0,
        method="test",
    )


def parents(*rows: Attribution, max_depth: int = 6) -> dict[str, str | None]:
    return {found.id: found.parent for found in nest(rows, max_depth=max_depth)}


OUTER = row("outer", source=[(0, 5)], cue=[(6, 10)], content=[(11, 90)])
MIDDLE = row("middle", source=[(15, 20)], cue=[(21, 25)], content=[(26, 80)])
INNER = row("inner", source=[(30, 35)], cue=[(36, 40)], content=[(41, 70)])


def test_the_innermost_content_is_the_parent():
    assert parents(OUTER, MIDDLE, INNER) == {"outer": None, "middle": "outer", "inner": "middle"}


def test_rows_come_back_in_text_order_whatever_order_they_came_in():
    assert nest([INNER, OUTER, MIDDLE], max_depth=6) == nest([OUTER, MIDDLE, INNER], max_depth=6)
    assert [found.id for found in nest([INNER, OUTER, MIDDLE], max_depth=6)] == ["outer", "middle", "inner"]


def test_a_source_outside_the_content_is_not_inside():
    beside = row("beside", source=[(2, 5)], cue=[(30, 35)], content=[(36, 50)])
    assert parents(OUTER, beside)["beside"] is None


def test_content_may_reach_beyond_the_parent():
    reaching = row("reaching", source=[(60, 65)], cue=[(66, 70)], content=[(71, 120)])
    assert parents(OUTER, reaching)["reaching"] == "outer"


def test_content_wholly_elsewhere_is_not_inside():
    away = row("away", source=[(60, 65)], cue=[(66, 70)], content=[(95, 120)])
    assert parents(OUTER, away)["away"] is None


def test_two_readings_of_one_cue_do_not_hold_each_other():
    wide = row("wide", source=[(20, 25)], cue=[(26, 30)], content=[(0, 60)])
    narrow = row("narrow", source=[(20, 25)], cue=[(26, 30)], content=[(31, 60)])
    assert parents(wide, narrow) == {"wide": None, "narrow": None}


def test_a_content_of_several_pieces_listed_out_of_order_holds():
    pieces = row("pieces", source=[(40, 45)], cue=[(46, 50)], content=[(51, 90), (0, 38)])
    early = row("early", source=[(3, 6)], cue=[(7, 9)], content=[(10, 20), (60, 70)])
    assert parents(pieces, early)["early"] == "pieces"


def test_bare_content_nests_in_larger_content_only():
    bare = row("bare", content=[(20, 40)])
    whole = row("whole", content=[(11, 90)])
    assert parents(OUTER, bare)["bare"] == "outer"
    assert parents(OUTER, whole)["whole"] is None


def test_rows_that_hold_each_other_make_no_ring():
    left = row("left", source=[(0, 5)], cue=[(6, 9)], content=[(20, 40)])
    right = row("right", source=[(22, 25)], cue=[(26, 29)], content=[(0, 10), (30, 40)])
    found = parents(left, right)
    assert sorted(found.values(), key=str) in (["left", None], ["right", None], [None, "left"], [None, "right"])


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_a_row_too_deep_moves_up_to_the_limit(limit):
    chain = [
        row(f"r{k}", source=[(10 * k, 10 * k + 2)], cue=[(10 * k + 3, 10 * k + 5)], content=[(10 * k + 6, 200 - k)])
        for k in range(6)
    ]
    found = parents(*chain, max_depth=limit)
    assert [depth(found, f"r{k}") for k in range(6)] == [min(k, limit) for k in range(6)]
    assert found["r5"] == f"r{limit - 1}"


def depth(found: dict[str, str | None], name: str) -> int:
    count = 0
    while (name := found[name]) is not None:
        count += 1
        assert count <= len(found)
    return count


PARTS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=2)
CONTENT = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), min_size=1, max_size=2)
ROWS = st.lists(st.tuples(PARTS, PARTS, CONTENT), max_size=12)


@given(ROWS, st.integers(1, 4))
def test_any_rows_nest_without_rings_and_within_the_limit(parts, limit):
    rows = [
        row(
            f"{k:02}",
            **{
                name: [(a, a + n) for a, n in spans]
                for name, spans in zip(("source", "cue", "content"), each, strict=True)
            },
        )
        for k, each in enumerate(parts)
    ]
    found = nest(rows, max_depth=limit)
    assert found == nest(rows[::-1], max_depth=limit)
    up = {each.id: each.parent for each in found}
    assert sorted(up) == [each.id for each in rows]
    assert all(depth(up, name) <= limit for name in up)


def test_no_rows_nest_to_none():
    assert nest([], max_depth=6) == ()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.show.path import FONT, WIDTH, draw, wrap
from firsthand.show.steps import Step

NAMES = (
    "Ingrid Moll",
    "Rolf Ahlgren-Södergran von Bergenhielm",
    "Nachrichtenagenturverbandsgesellschaft",
    "国际通讯社新闻中心国际通讯社新闻中心",
    "W" * 300,
    "TT",
)


def way(names):
    steps = [Step(kind="relay", name=name, label=name) for name in names]
    return [*steps, Step(kind="page", name="this page", label="this page")]


@pytest.mark.parametrize("hops", range(1, 31))
def test_boxes_of_labels_never_touch_and_stay_in_the_drawing(hops):
    path = draw(way(NAMES[i % len(NAMES)] for i in range(hops)), more="more")
    boxes = [(n.left, n.y + 8, n.left + n.width, n.y + 14 + 15 * len(n.lines)) for n in path.nodes]
    for index, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= WIDTH
        assert bottom <= path.height + 4
        for other in boxes[index + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@pytest.mark.parametrize("hops", range(1, 7))
def test_every_hop_is_drawn_from_the_utterer_to_this_page(hops):
    names = [f"Party {i}" for i in range(hops)]
    path = draw(way(names), more="more")
    assert [node.name for node in path.nodes] == [*names, "this page"]
    assert len(path.lines) == len(path.heads) == hops
    places = [(node.y, node.x) for node in path.nodes]
    assert places == sorted(places)


def test_a_very_long_way_keeps_its_ends():
    path = draw(way(f"Party {i}" for i in range(40)), more="29 more")
    names = [node.name for node in path.nodes]
    assert len(names) == 12
    assert (names[0], names[-1]) == ("Party 0", "this page")
    assert "29 more" in names


@given(st.text(max_size=200), st.sampled_from((64.0, 90.0, 140.0)))
def test_a_label_has_at_most_three_lines(name, width):
    lines, whole = wrap(name, width=width)
    assert 1 <= len(lines) <= 3
    if whole:
        assert "".join("".join(lines).split()) == "".join(name.split())


def test_a_name_breaks_at_spaces_and_hyphens_and_is_cut_with_an_ellipsis():
    assert wrap("Ingrid Moll", width=200) == (("Ingrid Moll",), True)
    assert wrap("Ahlgren-Södergran", width=80) == (("Ahlgren-", "Södergran"), True)
    lines, whole = wrap("Nachrichtenagenturverbandsgesellschaft", width=60)
    assert not whole
    assert lines[0].endswith("-")
    assert lines[-1].endswith("…")
    assert all(len(line) * FONT * 0.42 <= 60 for line in lines)

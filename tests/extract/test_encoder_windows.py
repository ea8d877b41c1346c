"""Windows own every piece once, begin with some words of what went before, and cut at lines where they can."""

import numpy as np
import pytest

from firsthand.extract.encoder import tokenizer
from firsthand.extract.encoder_windows import pieces, windows

TEXT = "\n\n".join(
    f"Mayor Oduya opened hall {k}. She said: “It cost {k} million. Nobody asked.” The builders were away."
    for k in range(20)
)


def read(text):
    encoding = tokenizer().encode(text, add_special_tokens=False)
    return pieces(text, encoding.ids, encoding.offsets)


@pytest.mark.parametrize("first", [None, 40])
def test_every_piece_is_owned_once_and_no_window_is_too_long(first):
    p = read(TEXT)
    cut = windows(p, size=100, before=24, first=first)
    owned = [place for w in cut for place in range(w.own, w.end)]
    assert owned == list(range(len(p.ids)))
    assert all(w.end - w.start <= 100 and w.start <= w.own < w.end for w in cut)
    assert all(w.own - w.start <= 24 for w in cut)
    assert all(p.sentence[w.start] != p.sentence[w.start - 1] for w in cut if 0 < w.start < w.own)
    assert all(p.line[w.own] != p.line[w.own - 1] for w in cut[1:])
    assert any(w.start < w.own for w in cut)


def test_a_line_longer_than_a_window_is_cut_at_sentences_and_a_sentence_in_parts():
    long = windows(read("The hall was opened again. " * 60), size=100, before=24)
    assert {w.end - w.own <= 100 for w in long} == {True}
    assert all((w.own - long[0].own) % 6 == 0 for w in long)
    endless = windows(read("hall " * 500), size=100, before=24)
    assert sum(w.end - w.own for w in endless) == 500


def test_only_the_lines_asked_for_are_owned():
    p = read(TEXT)
    cut = windows(p, size=100, before=24, lines=frozenset({3, 4, 11}))
    assert {int(p.line[place]) for w in cut for place in range(w.own, w.end)} == {3, 4, 11}
    assert sum(w.end - w.own for w in cut) == sum(int(line) in (3, 4, 11) for line in p.line)
    assert windows(p, lines=frozenset()) == []
    assert windows(read("")) == []


def test_how_a_piece_is_written_is_told():
    text = "He said: “NATO came.” Then\nit left"
    p = read(text)
    words = [text[a:b] for a, b in zip(p.starts, p.ends, strict=True)]
    shape = dict(zip(words, p.shape.tolist(), strict=True))
    assert shape["He"] == 1 + 6
    assert shape["said"] == 0
    assert shape["“"] == 3
    assert shape["NATO"] == 2 + 3
    assert shape["came"] == 3
    assert shape["Then"] == 1
    assert shape["it"] == 6
    assert p.sentence.tolist() == np.repeat([0, 1, 2], [8, 1, 2]).tolist()


@pytest.mark.parametrize("mark", "'’")
def test_a_negation_is_one_word_with_its_verb_and_a_genitive_none(mark):
    text = f"They haven{mark}t asked the mayor{mark}s office."
    p = read(text)
    words = [text[int(a) :].split(maxsplit=1)[0] for a, begins in zip(p.starts, p.word, strict=True) if begins]
    assert words == ["They", f"haven{mark}t", "asked", "the", f"mayor{mark}s", f"{mark}s", "s", "office.", "."]

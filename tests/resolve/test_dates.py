from datetime import datetime
from pathlib import Path
import tomllib
import unicodedata

import pytest

from firsthand.model import Document, Passage, Published, Span
from firsthand.resolve.dates import mentions

HERE = Path(__file__).parent


def read(text, *, lang, anchor="2021-05-05", passages=()):
    document = Document(id="d", name="d", text=text, lang=lang, passages=passages)
    published = Published(value=anchor[:10] if anchor else None, how="given")
    return [(m.span.of(text), m.value) for m in mentions(document, published=published)]


def items():
    for lang in ("en", "sv", "de"):
        data = tomllib.loads((HERE / f"dates_{lang}.toml").read_text(encoding="utf-8"))
        anchors = data.pop("anchors")
        for group, table in data.items():
            for number, (text, anchor, dates) in enumerate(table["items"]):
                yield pytest.param(lang, text, anchors.get(anchor, anchor), dates, id=f"{lang}-{group}-{number}")


@pytest.mark.parametrize(("lang", "text", "anchor", "dates"), list(items()))
def test_reads_the_dates_of_a_sentence(lang, text, anchor, dates):
    assert read(text, lang=lang, anchor=anchor) == [tuple(pair) for pair in dates]

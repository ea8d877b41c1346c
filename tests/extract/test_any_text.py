"""Any text at all is read: nothing raises, every span lies in the text, every parent is there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.extract import attributions
from firsthand.languages import codes
from firsthand.model import Document, document_id
from firsthand.settings import Settings

RULES = Settings(model=False)

WORDS = (
    "said sade sagte that att dass according to enligt laut reportedly told Reuters TT claims of uppgifter om wie "
    "som Ada Quill Bo Lind the mayor he hon er och and und is är ist told till mit teilte mit zufolge so ( ) “ ” "
    "„ » « \" ' ’ , . : ; – — ? ! … \n \n\n 3 3. 's n't inte not nicht \u00ad"
)
SPEECH = st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join)


@pytest.mark.parametrize("lang", codes())
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(SPEECH, st.text(max_size=120)))
def test_any_text_is_read(lang, text):
    document = Document(id=document_id(text=text), name="t", text=text, lang=lang)
    found = attributions(document, settings=RULES)
    ids = {row.id for row in found}
    assert len(ids) == len(found)
    for row in found:
        assert row.content
        assert all(0 <= s.start < s.end <= len(text) for s in (*row.source, *row.cue, *row.content))
        assert row.parent is None or (row.parent in ids and row.parent != row.id)
    assert attributions(document, settings=RULES) == found

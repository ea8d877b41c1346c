"""Rules and model in one list: whose spans hold, what is kept of either, and that the rules alone still work."""

import msgspec
import numpy as np
import pytest

from firsthand.extract import attribute, attributions
from firsthand.extract.encoder_read import Found, Read
from firsthand.model import Document, Span, document_id
from firsthand.settings import Settings

TEXT = (
    "Lena Oduya said on Monday that the bridge would be shut. She has little time for the plan, which she finds absurd."
)


def span(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


def found(source, cue, *content, score=0.8, text=TEXT):
    return Found(
        source=span(source, text) if source else None,
        cue=span(cue, text),
        content=tuple(span(words, text) for words in content),
        cue_probability=score,
        path_probability=score,
        score=score,
    )


def shifted(found, by):
    return msgspec.structs.replace(
        found,
        source=found.source and found.source.shift(by),
        cue=found.cue.shift(by),
        content=tuple(span.shift(by) for span in found.content),
    )


@pytest.fixture
def reads(monkeypatch):
    """Let the model find what a test says, with a cue's probability 1 at the cues and ``sign`` elsewhere.

    ``within`` is what it finds where it reads a content by itself.
    """

    def given(*some, sign=0.0, within=()):
        wholes = []

        def read(text):
            wholes.append(text)  # the whole is read first
            start = wholes[0].lower().find(text[:-1].lower())
            mine = some if text == wholes[0] else [shifted(f, -start) for f in within]
            mine = [f for f in mine if f.cue.start >= 0 and f.cue.end <= len(text)]
            cue = np.full(len(text), sign)
            for one in mine:
                cue[one.cue.start : one.cue.end] = 1.0
            return Read(found=tuple(mine), starts=np.arange(len(text)), cue=cue)

        monkeypatch.setattr(attribute, "read", read)

    return given


def rows(text=TEXT, **settings):
    document = Document(id=document_id(text=text), name="t", text=text, lang="en")
    return [
        (*(" | ".join(s.of(text) for s in role) for role in (row.source, row.cue, row.content)), row)
        for row in attributions(document, settings=Settings(**settings))
    ]


def test_where_both_find_a_statement_the_models_spans_and_score_hold(reads):
    reads(found("Lena Oduya", "said", "that the bridge would be shut", score=0.9))
    (source, cue, content, row), *rest = rows()
    assert (source, cue, content) == ("Lena Oduya", "said", "that the bridge would be shut")
    assert row.method.startswith("model+")
    assert row.score == 0.9
    assert row.source_kind == "named_person"
    assert not rest


def test_what_only_the_model_finds_is_a_row_with_its_score_and_type(reads):
    reads(found("she", "finds", "absurd", score=0.61))
    source, cue, content, row = rows()[-1]
    assert (source, cue, content) == ("she", "finds", "absurd")
    assert (row.method, row.score, row.type, row.source_kind) == ("model", 0.61, "indirect", "pronoun")


def test_what_only_a_rule_finds_needs_a_sign_of_a_cue(reads):
    reads(sign=0.0)
    assert rows() == []
    reads(sign=0.9)
    assert [row.method.split("/")[0] for *_, row in rows()] == ["rules"]


OUTER = "Lena Oduya said on Monday that the bridge would be shut"


def nested():
    """Every row but the outermost, which must hold it."""
    outer, *inner = sorted((row for *_, row in rows()), key=lambda row: -len(row.content[0].of(TEXT)))
    assert all(row.parent == outer.id for row in inner)
    return [(row.method.split("/")[0], row.source[0].of(TEXT)) for row in inner]


def test_a_content_is_read_again_by_itself(reads):
    inner = found("Lena Oduya", "said", "that the bridge would be shut")
    reads(found(None, "She", OUTER), within=[inner])
    assert nested() == [("model+clause", "Lena Oduya")]


def test_inside_another_content_a_rule_needs_a_party_and_a_sign(reads):
    reads(found(None, "She", OUTER), sign=0.9)
    assert nested() == [("rules", "Lena Oduya")]
    reads(found(None, "She", OUTER), sign=0.0)
    assert nested() == []


def test_inside_another_content_the_model_alone_must_be_sure(reads):
    reads(found(None, "She", OUTER), within=[found("the bridge", "shut", "Monday", score=0.9)])
    assert nested() == [("model", "the bridge")]
    reads(found(None, "She", OUTER), within=[found("the bridge", "shut", "Monday", score=0.5)])
    assert nested() == []


def test_the_rules_alone_do_not_ask_the_model(reads, monkeypatch):
    def fails(text):
        raise AssertionError(text)

    monkeypatch.setattr(attribute, "read", fails)
    assert [row.method.split("/")[0] for *_, row in rows(model=False)] == ["rules"]


def test_where_the_model_is_unsure_of_its_spans_a_strong_rule_holds(reads):
    unsure = found(None, "said", "that the bridge", score=0.25)
    reads(unsure)
    (source, _, content, row) = rows()[0]
    assert (source, content) == ("Lena Oduya", "that the bridge would be shut")
    assert row.method.startswith("rules/")


def test_a_word_of_time_is_cut_off_the_end_of_a_cue(reads):
    reads(found("Lena Oduya", "said on Monday", "that the bridge would be shut"))
    assert rows()[0][1] == "said"


def test_what_the_model_hardly_believes_is_dropped_though_a_rule_found_it(reads):
    weak = "Lena Oduya hopes that the bridge will be shut."
    for score, kept in ((0.1, 0), (0.25, 1)):
        reads(found("Lena Oduya", "hopes", "that the bridge will be shut", score=score, text=weak))
        assert len(rows(weak)) == kept


def test_a_clause_that_may_stand_behind_its_content_has_it_where_the_model_read_it(reads):
    text = "“We will mend it.” Lena Oduya would not comment on the cost."
    reads(found("Lena Oduya", "would not comment on", "the cost", text=text))
    assert rows(text)[-1][2] == "the cost"
    reads(found("Lena Oduya", "would not comment on", "the cost", text=text, score=0.1))
    assert rows(text)[-1][2] != "the cost"


def test_a_quotation_behind_the_speaker_goes_on_where_the_model_stopped(reads):
    text = "“The bridge is shut,” Lena Oduya said. “Nobody may cross it.”"
    reads(found("Lena Oduya", "said", "“The bridge is shut,”", text=text))
    assert rows(text)[0][2] == "“The bridge is shut,” | “Nobody may cross it.”"

"""Every habit of quotation marks: a text, and the quotations in it as (words with marks, closed, depth)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.extract import attributions
from firsthand.extract.quotes import MAX_DEPTH, quotations
from firsthand.model import Document, document_id
from firsthand.settings import Settings

RULES = Settings(model=False)

CASES = {
    # The habits, closed.
    "German low and high": ("„Wir gehen“, sagte Ada Quill.", [("„Wir gehen“", True, 0)]),
    "German low and straight": ('„Wir gehen", sagte Ada Quill.', [('„Wir gehen"', True, 0)]),
    "low and English high": ("„Wir gehen”, sagte Ada Quill.", [("„Wir gehen”", True, 0)]),
    "guillemets inwards": ("»Wir gehen«, sagte Ada Quill.", [("»Wir gehen«", True, 0)]),
    "guillemets outwards": ("«Wir gehen», sagte Ada Quill.", [("«Wir gehen»", True, 0)]),
    "guillemets one way": ("»Vi går», sade Ada Quill.", [("»Vi går»", True, 0)]),
    "guillemets with spaces": ("« Wir gehen », sagte sie.", [("« Wir gehen »", True, 0)]),
    "English": ("“We go,” Ada Quill said.", [("“We go,”", True, 0)]),
    "Swedish": ("”Vi går”, sade Ada Quill.", [("”Vi går”", True, 0)]),
    "straight": ('"We go," Ada Quill said.', [('"We go,"', True, 0)]),
    "straight single": ("'We go,' Ada Quill said.", [("'We go,'", True, 0)]),
    "curly single": ("‘We go,’ Ada Quill said.", [("‘We go,’", True, 0)]),
    "Swedish single": ("’Vi går’, sade Ada Quill.", [("’Vi går’", True, 0)]),
    "German single": ("‚Wir gehen‘, sagte sie.", [("‚Wir gehen‘", True, 0)]),
    "single guillemets": ("›Wir gehen‹, sagte sie.", [("›Wir gehen‹", True, 0)]),
    "two single marks": ("''We go,'' Ada Quill said.", [("''We go,''", True, 0)]),
    "typesetter's marks": ("``We go,'' Ada Quill said.", [("``We go,''", True, 0)]),
    "typed the wrong way round": ("“We go“ she said, “and stay“.", [("“We go“", True, 0), ("“and stay“", True, 0)]),
    "every habit in one text": (
        "„Ja“, «ja», »ja«, “yes”, ”ja”, \"yes\", 'yes', ‘yes’.",
        [(words, True, 0) for words in ("„Ja“", "«ja»", "»ja«", "“yes”", "”ja”", '"yes"', "'yes'", "‘yes’")],
    ),
    "English words in Swedish marks": ("Han sade ”we will not go”.", [("”we will not go”", True, 0)]),
    "floating marks": ('She said " we go " twice.', [('" we go "', True, 0)]),
    # One inside another.
    "other marks inside": ("“He said ‘no’ to me,” she said.", [("“He said ‘no’ to me,”", True, 0), ("‘no’", True, 1)]),
    "same marks inside": ('"He said "no" to me," she said.', [('"He said "no" to me,"', True, 0), ('"no"', True, 1)]),
    "inside at the edge": ("“He said ‘no’” twice.", [("“He said ‘no’”", True, 0), ("‘no’", True, 1)]),
    "three deep": (
        "„Er sagte: ‚Sie rief »nein«.‘“",
        [("„Er sagte: ‚Sie rief »nein«.‘“", True, 0), ("‚Sie rief »nein«.‘", True, 1), ("»nein«", True, 2)],
    ),
    # What stands beside a mark.
    "bracketed edit": ('"[W]e go," she said.', [('"[W]e go,"', True, 0)]),
    "brackets around": ("It was (“a mess”), she said.", [("“a mess”", True, 0)]),
    "brackets behind": ('"We go" (she smiled).', [('"We go"', True, 0)]),
    "dashes beside": ('"We go"—she rose—"and stay."', [('"We go"', True, 0), ('"and stay."', True, 0)]),
    "dash inside at the end": ('"We were go—" he said.', [('"We were go—"', True, 0)]),
    "no space behind": ('"Yes,"she said.', [('"Yes,"', True, 0)]),
    "no space before": ('She said,"we go."', [('"we go."', True, 0)]),
    "side by side": ('"yes""no"', [('"yes"', True, 0), ('"no"', True, 0)]),
    "a soft hyphen beside": ("“We go\u00ad” she said.", [("“We go\u00ad”", True, 0)]),
    "a zero-width space beside": ("She said\u200b “We go”\u200b.", [("“We go”", True, 0)]),
    "an accent beside": ("“cafe\u0301” she said", [("“cafe\u0301”", True, 0)]),
    "an emoji beside": ("🙂“We go”🙂", [("“We go”", True, 0)]),
    "nothing inside": ('She said "" and “ ” twice.', []),
    # No quotations.
    "possessives": ("The voters’ choice and Lars’ bil, the drivers' union.", []),
    "elisions": ("'Tis the '90s: rock 'n' roll, get 'em, ’twas the dogs' night.", []),
    "in words": ("l’Orient, don't, O’Brien, 10’000", []),
    "feet and inches": ('He is 5\' 10" tall, with a 17" screen.', []),
    # Quotations with such marks in them.
    "inches inside": ('"The 17" screen broke," she said.', [('"The 17" screen broke,"', True, 0)]),
    "feet and inches inside": ('"The 5\'10" man ran," she said.', [('"The 5\'10" man ran,"', True, 0)]),
    "a year at the end": ('It was "back in 1990" he said.', [('"back in 1990"', True, 0)]),
    "a possessive inside": ("‘The voters’ choice is clear,’ she said.", [("‘The voters’ choice is clear,’", True, 0)]),
    "single ones that end in s": ("'yes' and 'no'", [("'yes'", True, 0), ("'no'", True, 0)]),
    "an apostrophe inside": ("“Get ’em,” she said.", [("“Get ’em,”", True, 0)]),
    # A mark is missing.
    "goes on over paragraphs": (
        "“We go.\n\n“We stay.\n\n“We are here,” she said.",
        [("“We go.", False, 0), ("“We stay.", False, 0), ("“We are here,”", True, 0)],
    ),
    "goes on, with somebody quoted inside": (
        "“We go. He will come, said my brother.\n“We stay.”",
        [("“We go. He will come, said my brother.", False, 0), ("“We stay.”", True, 0)],
    ),
    "never closed": ("She rose. “We go. We stay.\nIt rained.", [("“We go. We stay.", False, 0)]),
    "never closed, then its clause": ("“We go, she said. Later it rained.", [("“We go", False, 0)]),
    "never closed, then a verb and name": ("„Wir gehen, sagte Ada Quill. Es regnete.", [("„Wir gehen", False, 0)]),
    "never closed, then a name and verb": ("“We must go! Ada Quill said. It rained.", [("“We must go!", False, 0)]),
    "never closed, then an article": ("”Vi går, sade den unga kvinnan. Det regnade.", [("”Vi går", False, 0)]),
    "never closed, then another": (
        "“We go. It rained. “We stay,” he rose.",
        [("“We go. It rained.", False, 0), ("“We stay,”", True, 0)],
    ),
    "never closed, its own kind inside another": (
        "“a „b “c“ d” e",
        [("“a „b “c“ d” e", False, 0), ("„b “c“ d”", True, 1), ("“c“", True, 2)],
    ),
    "never closed, another kind inside": (
        "“We said ‘no’ again.",
        [("“We said ‘no’ again.", False, 0), ("‘no’", True, 1)],
    ),
    "never opened": ("We go,” she said.", [("We go,”", False, 0)]),
    "never opened, behind a bullet": ("• We go”, she said.", [("We go”", False, 0)]),
    "never opened, later": (
        "“We go,” she said. We stay,” he said.",
        [("“We go,”", True, 0), ("We stay,”", False, 0)],
    ),
    "single mark never closed": ("He said 'we go and went.", []),
}


@pytest.mark.parametrize("name", CASES)
def test_habit(name):
    text, expected = CASES[name]
    assert [(q.span.of(text), q.closed, q.depth) for q in quotations(text)] == expected


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("„Ja“", "Ja"),
        ("''Ja''", "Ja"),
        ("“Ja.\n“Nej.”", "Ja."),
        ("Ja,” sade hon.", "Ja,"),
        ("« Ja »", " Ja "),
    ],
)
def test_what_is_inside_leaves_out_the_marks(text, inner):
    assert quotations(text)[0].inner.of(text) == inner


MARKED = st.text(st.sampled_from("“”„»«\"'‘’‚›‹`–-([)].,!? \naAsé\u00ad1"), max_size=80)


@settings(max_examples=500, deadline=None)
@given(st.one_of(MARKED, st.text(max_size=60)))
def test_any_text_has_orderly_quotations(text):
    found = quotations(text)
    enclosing = []
    for quotation in found:
        span, inner = quotation.span, quotation.inner
        assert 0 <= span.start <= inner.start < inner.end <= span.end <= len(text)
        assert inner.of(text).strip()
        assert "\n" not in span.of(text)
        while enclosing and enclosing[-1].end <= span.start:
            enclosing.pop()
        assert not enclosing or span.end <= enclosing[-1].end
        assert quotation.depth == len(enclosing) < MAX_DEPTH
        enclosing.append(span)
    assert [q.span.start for q in found] == sorted(q.span.start for q in found)


@given(st.text(st.characters(exclude_characters="“”„»«\"'‘’‚›‹`"), max_size=60))
def test_no_marks_no_quotations(text):
    assert quotations(text) == ()


def said(text: str, lang: str) -> list[tuple[str, list[str]]]:
    document = Document(id=document_id(text=text), name="t", text=text, lang=lang)
    found = attributions(document, settings=RULES)
    return [(" ".join(s.of(text) for s in row.source), [s.of(text) for s in row.content]) for row in found]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("“We go,” Ada Quill said. “We stay.", "en", ["“We go,”", "“We stay."]),
        ("Ada Quill said: “We go. We stay.", "en", ["“We go. We stay."]),
        ("”Vi går, sade Ada Quill. Sedan regnade det.", "sv", ["”Vi går"]),
        ("Wir gehen“, sagte Ada Quill.", "de", ["Wir gehen“"]),
    ],
)
def test_a_missing_mark_loses_no_attribution(text, lang, expected):
    assert ("Ada Quill", expected) in said(text, lang)


def test_speech_goes_on_in_the_next_paragraph():
    text = "“We go,” Ada Quill said. “We are tired.\n\n“We will not come back.”"
    assert said(text, "en") == [
        ("Ada Quill", ["“We go,”", "“We are tired."]),
        ("", ["“We will not come back.”"]),
    ]

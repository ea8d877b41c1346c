import pytest

from firsthand.model import Attribution, Document, Item, Span, Speaker, attribution_id
from firsthand.resolve.dating import date_document

PUBLISHED = "2021-03-17"  # a Wednesday


def find(text, words, start=0):
    at = text.index(words, start)
    return Span(at, at + len(words))


class Page:
    """A text whose attributions are named by their words: source, cue, content."""

    def __init__(self, text, *, lang="en", published=PUBLISHED):
        self.text = text
        self.document = Document(id="d", name="d", text=text, lang=lang, published=published)
        self.attributions = []
        self.speakers = []
        self.items = []

    def add(self, source, cue, content, *, speaker=None, parent=None, kind="named_person"):
        last = self.attributions[-1] if self.attributions else None
        floor = last.cue[0].start + 1 if last and last.cue and parent is None else 0
        roles = {}
        roles["cue"] = (find(self.text, cue, floor),) if cue else ()
        near = max(0, (roles["cue"][0].start if cue else floor) - 200)
        roles["source"] = (find(self.text, source, near),) if source else ()
        roles["content"] = (find(self.text, content),) if content else ()
        identity = attribution_id(doc="d", **roles)
        self.attributions.append(
            Attribution(
                id=identity, doc="d", type="direct", parent=parent, source_kind=kind, score=1.0, method="test", **roles
            )
        )
        if speaker:
            self.speakers.append(
                Speaker(attribution=identity, name=speaker, kind="named_person", method="test", score=1.0)
            )
        return identity

    def item(self, heading, body=None):
        self.items.append(Item(heading=find(self.text, heading), body=find(self.text, body) if body else None))

    def said(self):
        dating = date_document(self.document, attributions=self.attributions, speakers=self.speakers, items=self.items)
        rows = {row.attribution: row for row in dating.said}
        for row in dating.said:
            assert row.how.endswith(".")
            assert all(0 <= span.start < span.end <= len(self.text) for span in row.evidence)
        return [rows.get(attribution.id) for attribution in self.attributions]

    def days(self):
        return [row and row.value for row in self.said()]


@pytest.mark.parametrize(
    ("lang", "text", "source", "cue", "content", "day"),
    [
        (
            "en",
            "Mayor Ada Holm said on Monday that it was over.",
            "Mayor Ada Holm",
            "said",
            "that it was over",
            "2021-03-15",
        ),
        ("en", "On Tuesday Ada Holm said it was over.", "Ada Holm", "said", "it was over", "2021-03-16"),
        ("en", "“It is over,” Ada Holm said yesterday.", "Ada Holm", "said", "“It is over,”", "2021-03-16"),
        (
            "en",
            "Ada Holm, on Sunday 14 March 2021, claimed it was over.",
            "Ada Holm",
            "claimed",
            "it was over",
            "2021-03-14",
        ),
        ("sv", "Ada Holm sade i måndags att det är över.", "Ada Holm", "sade", "att det är över", "2021-03-15"),
        ("sv", "– Det är över, sade Ada Holm i går kväll.", "Ada Holm", "sade", "Det är över", "2021-03-16"),
        ("de", "Ada Holm sagte am Montag, es sei vorbei.", "Ada Holm", "sagte", "es sei vorbei", "2021-03-15"),
        ("de", "„Es ist vorbei“, sagte Ada Holm gestern.", "Ada Holm", "sagte", "„Es ist vorbei“", "2021-03-16"),
    ],
)
def test_a_date_beside_the_cue_is_when_it_was_said(lang, text, source, cue, content, day):
    page = Page(text, lang=lang)
    page.add(source, cue, content)
    (row,) = page.said()
    assert row.value == day
    assert row.evidence[0].of(text) in row.how


@pytest.mark.parametrize(
    ("lang", "text", "source", "cue", "content"),
    [
        ("en", "Ada Holm said the ferry sank on Monday.", "Ada Holm", "said", "the ferry sank on Monday"),
        ("en", "“It sank on Monday,” Ada Holm said.", "Ada Holm", "said", "“It sank on Monday,”"),
        ("en", "The ferry sank on Monday. Ada Holm said it was old.", "Ada Holm", "said", "it was old"),
        ("en", "Ada Holm, who resigned on Monday, said it was old.", "Ada Holm", "said", "it was old"),
        ("sv", "Ada Holm, som avgick i måndags, sade att den var gammal.", "Ada Holm", "sade", "att den var gammal"),
        ("de", "Ada Holm, die am Montag zurücktrat, sagte, sie sei alt.", "Ada Holm", "sagte", "sie sei alt"),
        ("en", "Ada Holm said last year that it was old.", "Ada Holm", "said", "that it was old"),
        ("en", "Ada Holm said it was old.", "Ada Holm", "said", "it was old"),
    ],
)
def test_any_other_date_is_not(lang, text, source, cue, content):
    page = Page(text, lang=lang)
    page.add(source, cue, content)
    assert page.days() == [None]


def test_the_date_nearest_to_the_cue_counts_and_each_cue_has_its_own():
    page = Page("Ada Holm said on Monday it was over and Bo Ek said on Tuesday it was not.")
    page.add("Ada Holm", "said", "it was over")
    page.add("Bo Ek", "said", "it was not")
    assert page.days() == ["2021-03-15", "2021-03-16"]


def test_a_date_before_both_cues_counts_for_both():
    page = Page("On Monday Ada Holm said it was over and Bo Ek denied that it was.")
    page.add("Ada Holm", "said", "it was over")
    page.add("Bo Ek", "denied", "that it was")
    assert page.days() == ["2021-03-15", "2021-03-15"]


def test_words_within_words_take_over_no_date_but_may_have_their_own():
    page = Page("Ada Holm said on Monday that Bo Ek had claimed on Sunday that it sank and Cy Lund said it burned.")
    outer = page.add("Ada Holm", "said", "that Bo Ek had claimed on Sunday that it sank and Cy Lund said it burned")
    page.add("Bo Ek", "claimed", "that it sank", parent=outer)
    page.add("Cy Lund", "said it", "it burned", parent=outer, kind="named_person")
    assert page.days()[:2] == ["2021-03-15", "2021-03-14"]
    page = Page("“Bo Ek keeps saying it sank,” Ada Holm said on Monday.")
    outer = page.add("Ada Holm", "said", "“Bo Ek keeps saying it sank,”")
    page.add("Bo Ek", "keeps saying", "it sank", parent=outer)
    assert page.days() == ["2021-03-15", None]


def test_the_same_speaker_takes_the_date_over_from_the_paragraph_before():
    page = Page("Ada Holm said on Monday that it was over.\n“I am tired,” Holm said.\nShe added that it rained.")
    page.add("Ada Holm", "said", "that it was over", speaker="Ada Holm")
    page.add("Holm", "said", "“I am tired,”", speaker="Ada Holm")
    page.add("She", "added", "that it rained", speaker="Ada Holm", kind="pronoun")
    first, second, third = page.said()
    assert [first.value, second.value, third.value] == ["2021-03-15"] * 3
    assert second.how.startswith("Carried over from the statement of Ada Holm before it: “on Monday”.")
    assert third.evidence == first.evidence


def test_without_resolved_speakers_a_surname_and_a_pronoun_still_do():
    page = Page("Ada Holm said on Monday that it was over.\n“I am tired,” Holm said.\nShe added that it rained.")
    page.add("Ada Holm", "said", "that it was over")
    page.add("Holm", "said", "“I am tired,”")
    page.add("She", "added", "that it rained", kind="pronoun")
    assert page.days() == ["2021-03-15"] * 3


def test_another_speaker_an_unnamed_one_or_a_far_paragraph_takes_over_nothing():
    far = "\n".join(["It rained."] * 4)
    page = Page(
        "Ada Holm said on Monday that it was over.\nBo Ek denied it.\nAn official said no.\n"
        f"{far}\nHolm laughed off it all."
    )
    page.add("Ada Holm", "said", "that it was over", speaker="Ada Holm")
    page.add("Bo Ek", "denied", "it", speaker="Bo Ek")
    page.add("An official", "said", "no", speaker="an official", kind="unnamed")
    page.add("Holm", "laughed off", "it all", speaker="Ada Holm")
    assert page.days() == ["2021-03-15", None, None, None]


@pytest.mark.parametrize("again", ["Holm had said earlier it rained.", "Holm said in 2013 it rained."])
def test_a_statement_of_another_time_takes_over_nothing(again):
    page = Page(f"Ada Holm said on Monday that it was over.\n{again}")
    page.add("Ada Holm", "said", "that it was over", speaker="Ada Holm")
    page.add("Holm", "said", "it rained", speaker="Ada Holm")
    assert page.days() == ["2021-03-15", None]


def test_a_heading_takes_the_date_over_from_its_own_item_only():
    text = (
        "aster.example – It is over: Holm\n\nAda Holm said on Monday that it was over.\n\n"
        "vesna.example – All lies: Holm\n\nThe harbour is quiet."
    )
    page = Page(text)
    page.item("aster.example – It is over: Holm", "Ada Holm said on Monday that it was over.")
    page.item("vesna.example – All lies: Holm", "The harbour is quiet.")
    page.add("Holm", ":", "It is over", speaker="Ada Holm")
    page.add("Ada Holm", "said", "that it was over", speaker="Ada Holm")
    page.add("Holm", ":", "All lies", speaker="Ada Holm")
    head, body, other = page.said()
    assert (head.value, body.value, other) == ("2021-03-15", "2021-03-15", None)
    assert "after it: “on Monday”" in head.how


def test_the_dates_the_publication_and_the_statements_agree():
    page = Page(
        "The council met on Sunday 14 March 2021.\nAda Holm said on Monday no.\nYesterday was loud.", published=None
    )
    page.add("Ada Holm", "said", "no")
    dating = date_document(page.document, attributions=page.attributions)
    assert dating.published.value == "2021-03-15"
    assert [date.value for date in dating.dates] == ["2021-03-14", "2021-03-15", "2021-03-14"]
    assert [row.value for row in dating.said] == ["2021-03-15"]
    assert "(inferred)" in dating.said[0].how


def test_with_no_day_of_publication_a_weekday_dates_nothing():
    page = Page("Ada Holm said on Monday that it was over.", published=None)
    page.add("Ada Holm", "said", "that it was over")
    assert page.days() == [None]


def test_attributions_with_missing_roles_are_no_trouble():
    page = Page("“It is over.”\n")
    page.add("", "", "“It is over.”", kind="none")
    page.attributions.append(
        Attribution(id="x", doc="d", source=(), cue=(), content=(), type="direct", score=1.0, method="test")
    )
    assert page.days() == [None, None]


def test_an_abbreviation_does_not_end_the_sentence():
    page = Page(
        "Dr. Ada Holm of the U.N. office in St. Aster said on Sept. 3 that it was over.", published="2021-09-05"
    )
    page.add("Dr. Ada Holm", "said", "that it was over")
    assert page.days() == ["2021-09-03"]

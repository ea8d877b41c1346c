"""A traced claim in sentences: who has it, on whose word, how it came, how sure that is, what stands against it."""

import msgspec
import pytest

from firsthand.errors import LanguageDataError
from firsthand.model import Span
from firsthand.trace.records import Circle, Count, DeadEnd, Hop, Merge, Origin, Report, Traced
from firsthand.trace.words import loader, sentences
from firsthand.trace.words.loader import languages, words_in

CLAIM = "At least 14 people were hurt at the pier."


def report(name, outlet, *chain, origin=None, kind="named_person", stance="supports", variant=None, doc=None, **more):
    hops = tuple(Hop(name=one) for one in chain)
    return Report(
        id=name, claim="c", doc=doc or name, document=doc or name, outlet=outlet, spans=(Span(0, 9),), words=CLAIM,
        stance=stance, variant=variant, chain=chain, hops=hops, score=1.0,
        origin=origin or (chain[0] if chain else f"unknown: {outlet}"),
        origin_kind=kind if chain or origin else "unknown", **more,
    )  # fmt: skip


def traced(*reports, count=(1, 1, 1), merges=(), **more):
    groups: dict[tuple[str, str], list[str]] = {}
    for one in reports:
        if one.stance == "supports" and one.variant is None:
            groups.setdefault((one.origin, one.origin_kind), []).append(one.id)
    origins = tuple(Origin(label=label, kind=kind, reports=tuple(ids)) for (label, kind), ids in groups.items())
    return Traced(
        id="c", claim=CLAIM, reports=reports, origins=origins, merges=merges,
        independent_origins=Count(min=count[0], best=count[1], max=count[2]), **more,
    )  # fmt: skip


def copied(a, b):
    why = "The same text."
    return Merge(id=f"{a}{b}", a=a, b=b, level="certain", kind="reused_text", score=1.0, why=why)


def said(claim, lang="en"):
    """All sentences in a language, as one reads them."""
    return ["".join(c.text for c in one.clauses) for one in sentences(claim) if one.lang == lang]


def opened(claim, words, lang="en"):
    """The reports that the clause with these words opens."""
    clauses = [c for one in sentences(claim) if one.lang == lang for c in one.clauses]
    return next(c.reports for c in clauses if words in c.text)


def agency_case():
    direct = [report(f"d{n}", f"Post {n}", "Ulla Brandt") for n in range(4)]
    copies = [report(f"w{n}", f"Gazette {n}", "Ulla Brandt", "AFP") for n in range(5)]
    citing = [report(f"c{n}", "Echo", "Ulla Brandt", "Post 0") for n in range(2)]
    return traced(*direct, *copies, *citing, merges=[copied("w0", f"w{n}") for n in range(1, 5)])


def test_one_origin_behind_many_articles():
    assert said(agency_case()) == [
        "11 articles in 10 outlets say so.".replace("11", "Eleven").replace("10", "ten"),
        "All rest on Ulla Brandt’s word: four name the source directly, five run AFP’s copy, two cite Post 0.",
    ]
    assert said(agency_case(), "sv") == [
        "Elva artiklar i tio medier uppger det.",
        "Alla vilar på Ulla Brandts ord: fyra anger källan direkt, fem återger AFP:s text, två hänvisar till Post 0.",
    ]


def test_every_clause_opens_its_reports():
    claim = agency_case()
    assert opened(claim, "run AFP") == tuple(f"w{n}" for n in range(5))
    assert opened(claim, "cite Post 0") == ("c0", "c1")
    assert len(opened(claim, "say so")) == 11
    assert opened(claim, "återger", "sv") == opened(claim, "run AFP")


def test_one_article():
    claim = traced(report("a", "The Lantern", "Ulla Brandt"))
    assert said(claim) == [
        "One article in The Lantern says so.", "It rests on Ulla Brandt’s word: it names the source directly.",
    ]  # fmt: skip
    assert said(claim, "sv") == [
        "En artikel i The Lantern uppger det.", "Den vilar på Ulla Brandts ord: den anger källan direkt.",
    ]  # fmt: skip


def test_two_articles_are_both():
    claim = traced(report("a", "The Lantern", "Ulla Brandt"), report("b", "Posten", "Ulla Brandt"))
    assert said(claim)[1] == "Both rest on Ulla Brandt’s word: both name the source directly."
    assert said(claim, "sv")[1] == "Båda vilar på Ulla Brandts ord: båda anger källan direkt."


def test_nobody_says_so():
    claim = traced(count=(0, 0, 0))
    assert said(claim) == ["None of the articles that were read says so."]
    assert said(claim, "sv") == ["Ingen av artiklarna som lästes uppger det."]


def test_only_denials():
    claim = traced(
        report("a", "The Lantern", "Harsund Terminal", stance="denies", kind="named_organisation"),
        report("b", "Posten", "Harsund Terminal", stance="denies", kind="named_organisation"),
        report("c", "Echo", stance="denies"),
        count=(0, 0, 0),
    )
    assert said(claim) == [
        "None of the articles that were read says so.",
        "Harsund Terminal denies it, in two articles; one article denies it and gives no source.",
    ]
    assert said(claim, "sv")[1] == (
        "Harsund Terminal förnekar det, i två artiklar; en artikel förnekar det utan att ange någon källa."
    )
    assert opened(claim, "Harsund") == ("a", "b")


def test_two_origins_and_one_that_gives_none():
    claim = traced(
        report("a", "The Lantern", "Ulla Brandt"),
        report("b", "Posten", "Ulla Brandt", "The Lantern"),
        report("c", "Echo", "a harbour guard", kind="unnamed"),
        report("d", "Morning"),
        count=(1, 2, 3),
    )
    assert said(claim) == [
        "Four articles in four outlets say so.",
        "Two rest on Ulla Brandt’s word: one names the source directly, one cites The Lantern; one rests on an unnamed "
        "source (“a harbour guard”): it names the source directly; one gives no source.",
        "That makes two independent origins, possibly only one or as many as three.",
    ]
    assert said(claim, "sv")[2] == "Det blir två oberoende ursprung, kanske bara ett eller så många som tre."
    assert opened(claim, "no source") == ("d",)


@pytest.mark.parametrize(
    ("count", "says"),
    [
        ((2, 2, 2), "That makes two independent origins."),
        ((1, 2, 2), "That makes two independent origins, possibly only one."),
        ((2, 2, 13), "That makes two independent origins, possibly as many as 13."),
        ((0, 0, 1), "No independent origin of it is known, though there may be as many as one."),
        ((0, 0, 0), "No independent origin of it is known."),
        ((1, 1, 2), "That makes one independent origin, possibly as many as two."),
    ],
)
def test_how_sure_the_count_is(count, says):
    claim = traced(report("a", "The Lantern", "Ulla Brandt"), report("b", "Posten", "Jon Tveit"), count=count)
    assert said(claim)[2] == says


def test_many_origins_are_not_all_told():
    claim = traced(*(report(f"r{n}", f"Post {n}", f"Person {n}") for n in range(14)), count=(14, 14, 14))
    first, second, third = said(claim)
    assert first == "14 articles in 14 outlets say so."
    assert second.endswith("; 11 on 11 others.".replace("11", "eleven"))
    assert second.count("’s word") == 3
    assert third == "That makes 14 independent origins."
    assert said(claim, "sv")[1].endswith("; elva på elva andra.")


def test_thousands_are_parted_as_the_language_does():
    claim = traced(*(report(f"r{n}", f"Post {n}", "Ulla Brandt") for n in range(1_209)))
    assert said(claim)[0] == "1,209 articles in 1,209 outlets say so."
    assert said(claim, "sv")[0] == "1\u00a0209 artiklar i 1\u00a0209 medier uppger det."


def circle_of(*outlets):
    rounds = [*outlets[1:], outlets[0]]
    reports = [
        report(f"r{n}", one, after, origin="circular: x", kind="circular")
        for n, (one, after) in enumerate(zip(outlets, rounds, strict=True))
    ]
    ids = tuple(one.id for one in reports)
    return reports, Circle(docs=ids, reports=ids, why="Each names the next.")


def test_a_circle_of_two():
    reports, circle = circle_of("The Lantern", "Hafenauge")
    claim = traced(*reports, count=(0, 0, 0), circular=(circle,))
    assert said(claim)[1:] == [
        "No independent origin of it is known.",
        "The Lantern cites Hafenauge, and Hafenauge cites The Lantern; nobody outside says it.",
    ]
    assert said(claim, "sv")[-1] == (
        "The Lantern hänvisar till Hafenauge och Hafenauge hänvisar till The Lantern; ingen utanför säger det."
    )
    assert opened(claim, "Hafenauge cites") == ("r1",)


def test_a_circle_of_three_beside_another_origin():
    reports, circle = circle_of("The Lantern", "Hafenauge", "Posten")
    claim = traced(*reports, report("x", "Echo", "Ulla Brandt"), count=(1, 1, 1), circular=(circle,))
    assert said(claim)[-1] == (
        "The Lantern cites Hafenauge, Hafenauge cites Posten, and Posten cites The Lantern; "
        "none of them names anybody else."
    )
    assert said(claim)[1] == "One rests on Ulla Brandt’s word: it names the source directly."


def test_a_report_that_leads_back_to_its_own_outlet():
    reports, circle = circle_of("The Lantern", "The Lantern")
    claim = traced(*reports, count=(0, 0, 0), circular=(circle,))
    assert said(claim)[-1] == "The report in The Lantern leads back to The Lantern."


def test_sources_that_nobody_has():
    rest = DeadEnd(name="inspection report", kind="document", reports=("a",), why="It was not read.")
    other = DeadEnd(name="Hafenauge", kind="outlet", reports=("b",), why="It was not read.")
    claim = traced(
        report("a", "The Lantern", "inspection report", kind="document"),
        report("b", "Posten", "Hafenauge", kind="outlet"),
        count=(2, 2, 2),
        dead_ends=(rest, other),
    )
    assert said(claim)[1:] == [
        "One rests on a document, inspection report: it names the source directly; one rests on Hafenauge’s own "
        "reporting.",
        "That makes two independent origins; inspection report itself is not among what was read; Hafenauge’s own "
        "report is not among what was read.",
    ]
    assert opened(claim, "inspection report itself") == ("a",)


def test_other_figures_doubts_and_mentions():
    claim = traced(
        report("a", "The Lantern", "Ulla Brandt"),
        report("b", "Posten", "Ulla Brandt", variant="112"),
        report("c", "Echo", "Ulla Brandt", variant="43, 9"),
        report("d", "Morning", "Ulla Brandt", variant="a part missing"),
        report("e", "Evening", "Jon Tveit", stance="questions"),
        report("f", "Evening", "Jon Tveit", stance="mentions", doc="f"),
    )
    assert said(claim)[-1] == (
        "Two articles give other figures (9, 43, and 112); one article differs from it in part; one article questions "
        "it or leaves it open; one article only mentions it."
    )
    assert said(claim, "sv")[-1].startswith("Två artiklar uppger andra siffror (9, 43 och 112); en artikel avviker")
    assert opened(claim, "other figures") == ("b", "c")


def test_what_is_not_sure_enough_to_count_is_said_so():
    claim = traced(report("a", "The Lantern", "Ulla Brandt"))
    unsure = report("b", "Posten", "Ulla Brandt", counted=False)
    claim = msgspec.structs.replace(claim, reports=(*claim.reports, unsure))
    assert said(claim)[0] == "One article in The Lantern says so."
    assert said(claim)[-1] == "One article may say so."
    assert opened(claim, "kanske", "sv") == ("b",)


def test_a_document_with_two_reports_is_one_article():
    both = [
        report("a1", "The Lantern", "Ulla Brandt", doc="a"),
        report("a2", "The Lantern", "medics", kind="collective", doc="a"),
    ]
    claim = traced(*both, count=(2, 2, 2))
    assert said(claim)[0] == "One article in The Lantern says so."
    assert opened(claim, "says so") == ("a1", "a2")


def test_a_persons_decisions_are_said():
    one = traced(report("a", "The Lantern", "Ulla Brandt"), judged=("j",))
    assert said(one)[-1] == "One decision made by a person counts in this."
    two = traced(report("a", "The Lantern", "Ulla Brandt"), judged=("j", "k"))
    assert said(two, "sv")[-1] == "Två beslut av en människa räknas in här."


def test_two_of_one_name_are_told_without_their_numbers():
    claim = traced(report("a", "The Lantern", "an official", origin="an official (2)", kind="unnamed"))
    assert "(“an official”)" in said(claim)[1]


@pytest.mark.parametrize(
    ("lang", "name", "whose"),
    [
        ("en", "AFP", "AFP’s"), ("en", "Reuters", "Reuters’"), ("sv", "AFP", "AFP:s"), ("sv", "TT", "TT:s"),
        ("sv", "Reuters", "Reuters"), ("sv", "Max", "Max"), ("sv", "Anna Berg", "Anna Bergs"),
    ],
)  # fmt: skip
def test_possessives(lang, name, whose):
    assert words_in(lang).whose(name) == whose


def test_hostile_names_are_one_short_line():
    claim = traced(report("a", "The\nLantern" * 500, "Ulla {whose} {0}\u2028Brandt" * 500))
    for sentence in said(claim) + said(claim, "sv"):
        assert "\n" not in sentence
        assert "\u2028" not in sentence
        assert len(sentence) < 400
    assert "Ulla {whose} {0} Brandt" in said(claim)[1]


def test_every_language_says_the_same_things():
    assert languages() == ("en", "sv")
    first, *others = [words_in(lang) for lang in languages()]
    for other in others:
        assert (other.counts.keys(), other.pairs.keys()) == (first.counts.keys(), first.pairs.keys())
        assert other.texts.keys() == first.texts.keys()


def test_english_comes_first_and_the_rows_alone_decide():
    claim = agency_case()
    assert [one.lang for one in sentences(claim)] == ["en", "en", "sv", "sv"]
    assert sentences(claim) == sentences(msgspec.structs.replace(claim, id="another"))


def test_a_language_without_phrases_is_one_sentence():
    with pytest.raises(LanguageDataError, match=r"xx\.toml cannot be read.*; use en\.$"):
        loader.words_in("xx")

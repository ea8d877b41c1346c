"""A traced claim on the page: every number opens what it rests on, and the drawing says what the table says."""

import msgspec
import pytest

from firsthand.model import Span
from firsthand.reading import read_document
from firsthand.settings import Settings
from firsthand.show.claims import claim_view
from firsthand.show.excerpt import excerpt
from firsthand.show.figure import WIDTH, figure
from firsthand.show.figure_time import Scale
from firsthand.show.figure_ways import ways
from firsthand.show.page import render
from firsthand.show.selection import OnPage, chosen
from firsthand.show.versions import versions
from firsthand.show.words import load
from firsthand.trace.records import Count, Traced
from show.reader import Page
from show.traces import AGENCY, CLAIM, READINGS, evidence, report, traced

WORDS = load()
READ = list(READINGS.values())
HTML = render(READ, traces=[traced()])
PAGE = Page(HTML)


def view(given=None):
    return claim_view(given or traced(), OnPage(READ, (), ()), WORDS)


def arrows(given):
    return {(a.source, a.target): a for a in ways(given).arrows}


def test_the_page_with_claims_is_well_formed_and_its_links_lead_somewhere():
    assert PAGE.errors == []
    assert len(PAGE.ids) == len(set(PAGE.ids))
    assert {a["href"][1:] for a in PAGE.all("a") if a["href"].startswith("#")} <= set(PAGE.ids)


def test_the_counts_name_articles_outlets_and_the_range_of_origins():
    assert view().counts == "12 articles · 12 outlets · 2 origins (1–3)"
    assert "2 origins (1–3)" in PAGE.text


def test_one_number_where_least_and_most_agree():
    sure = msgspec.structs.replace(traced(), independent_origins=Count(min=2, best=2, max=2))
    assert view(sure).counts.endswith(" · 2 origins")


def test_every_report_is_on_the_page_with_its_words_marked_and_its_way():
    for one in traced().reports:
        assert f"c1r{view().rows[0].report.number}" in PAGE.ids
        assert one.words in PAGE.text
    assert len([i for i in PAGE.ids if i.startswith("c1r")]) == len(traced().reports)
    assert "Jon Tveit → Sund Wire → Mornvik Tidende" in PAGE.text
    assert "<mark>The ferry Alka left Mornvik with its bow door open</mark>" in HTML


def test_every_merge_gives_its_reason_and_its_words():
    origin = view().origins[0]
    assert [m.kind_words for m in origin.merges[:1]] == ["both print the same passage"]
    assert [bit.text for bit in origin.merges[0].evidence[0].excerpt if bit.marked] == [AGENCY]
    (between,) = view().between
    assert between.level == "probable"


def test_the_sentence_opens_its_reports_in_the_language_of_the_page():
    clauses = view().sentence
    assert "".join(c.text for c in clauses).startswith("Nine articles have it from one pilot")
    assert [ref.number for ref in clauses[2].refs] == [10]
    assert clauses[1].more == 1


def test_all_sentences_of_the_language_are_shown_parted_by_a_space():
    twice = msgspec.structs.replace(traced(), sentences=(*traced().sentences, *traced().sentences))
    assert "denies it. Nine articles" in "".join(c.text for c in view(twice).sentence)


def test_denials_stand_beside_and_are_not_counted_among_the_articles():
    assert [one.outlet for one in view().right] == ["Rederi-Nytt"]
    assert "Rederi-Nytt" not in [one.outlet for one in view().articles]


def test_a_variant_is_a_mention_and_not_support():
    assert [one.variant for one in view().other] == ["shut halfway"]


def test_copies_stand_with_the_first_of_them():
    shown = {one.outlet: one for one in view().left}
    assert [one.outlet for one in shown["Kystavisen 0"].alike] == [f"Kystavisen {n}" for n in range(1, 6)]


def test_drift_is_a_difference_against_the_fuller_version():
    cut = next(one for one in view().left if one.outlet == "Dagsnytt Nord").drift[0]
    assert cut.fuller.number == 2
    assert cut.kinds == ("shortened", "a condition is cut off")
    assert any(c.kind == "gone" and "unless the lamp" in c.text for c in cut.changes)
    assert "<del>" in HTML


def test_versions_show_what_is_gone_and_what_is_new():
    found = versions("We will close the old bridge in May", "We will close the old bridge in June")
    assert [(c.kind, c.text.strip()) for c in found] == [
        ("same", "We will close the old bridge in"),
        ("gone", "May"),
        ("new", "June"),
    ]


def test_circle_and_dead_end_are_told_with_their_words():
    assert [one.kind for one in view().findings] == ["circle", "dead_end"]
    assert [ref.number for ref in view().findings[0].refs] == [11, 12]
    assert "Nobody here has it: Coast Inspectorate" in PAGE.text


def test_an_arrow_comes_from_whom_each_took_it():
    found = arrows(traced())
    assert (("via", "Sund Wire"), ("report", "r-pilot")) in found
    assert (("report", "r-full"), ("report", "r-cut")) in found
    assert found[(("via", "Coast Inspectorate"), ("report", "r-paper"))].level == "probable"
    assert not [key for key in found if key[0] == ("origin", "circle")]


def test_a_circle_is_closed():
    circle = {key for key, arrow in arrows(traced()).items() if arrow.circle}
    assert circle == {
        (("report", "r-blog"), ("report", "r-ring")),
        (("report", "r-ring"), ("report", "r-blog")),
    }


def test_copies_are_folded_to_one_arrow_with_their_number():
    (fold,) = ways(traced()).folds
    assert fold.source == ("report", "r-full")
    assert len(fold.reports) == 6
    drawn = figure(traced(), WORDS, numbers={r.id: n for n, r in enumerate(traced().reports, 1)})
    assert "×6" in [node.inside for node in drawn.nodes]


def test_dead_ends_are_marked_and_denials_have_their_shape():
    drawn = figure(traced(), WORDS, numbers={r.id: n for n, r in enumerate(traced().reports, 1)})
    assert [node.lines for node in drawn.nodes if node.dead] == [("Coast", "Inspectorate")]
    assert [node.inside for node in drawn.nodes if node.stance == "denies"] == ["10"]


def test_later_stands_to_the_right_and_nothing_outside_the_drawing():
    drawn = figure(traced(), WORDS, numbers={r.id: n for n, r in enumerate(traced().reports, 1)})
    at = {node.inside: node.x for node in drawn.nodes}
    assert at["1"] < at["9"] < at["11"] < at["13"] < at["14"]
    assert all(0 < node.x < WIDTH and 0 < node.y < drawn.height for node in drawn.nodes)


@pytest.mark.parametrize("size", [0, 1, 40, 5_000])
def test_a_drawing_stays_small_however_many_reports(size):
    door = "The ferry Alka left Mornvik with its bow door open"
    many = tuple(
        msgspec.structs.replace(
            report("pilot", door, [f"Witness {n % 50}"], f"Witness {n % 50}", "named_person"),
            id=f"r{n}",
            outlet=f"Paper {n % 90}",
            published=f"2032-02-{1 + n % 27:02}",
        )
        for n in range(size)
    )
    given = Traced(id="k", claim=CLAIM, reports=many, independent_origins=Count(min=1, best=1, max=1))
    drawn = figure(given, WORDS, numbers={r.id: n for n, r in enumerate(many, 1)})
    assert len(drawn.nodes) < 300
    assert len(drawn.edges) < 600
    assert drawn.height < 1_000


def test_the_table_says_from_whom_each_has_it():
    rows = {row.report.number: row.taken_from for row in view().rows}
    assert rows[9] == "2, Sund Wire"
    assert rows[1] == "Sund Wire"
    assert rows[3] == "2, Sund Wire"


def test_an_excerpt_keeps_to_its_paragraph_and_marks_the_words():
    text = "First line.\n" + "word " * 60 + "THE WORDS here. " + "more " * 60 + "\nLast line."
    start = text.index("THE WORDS")
    bits = excerpt(text, [Span(start, start + 9)])
    shown = "".join(bit.text for bit in bits)
    assert [bit.text for bit in bits if bit.marked] == ["THE WORDS"]
    assert "First" not in shown
    assert "Last" not in shown
    assert shown.startswith("… word")
    assert shown.endswith("more …")
    assert len(shown) < 320


def test_an_excerpt_of_spans_outside_the_text_is_empty():
    assert excerpt("short", [Span(90, 99), Span(3, 3)]) == ()


def test_long_corpora_show_only_paragraphs_that_carry_a_claim():
    filler = "Nothing to do with it. " * 20_000
    long = [
        msgspec.structs.replace(
            one, document=msgspec.structs.replace(one.document, text=f"{one.document.text}\n{filler}")
        )
        for one in READ
    ]
    extra = msgspec.structs.replace(READ[0], document=msgspec.structs.replace(READ[0].document, id="x", title="Other"))
    page = Page(render([*long, extra], traces=[traced()]))
    assert page.errors == []
    assert "Nothing to do with it" not in page.text
    assert CLAIM in page.text
    assert "1 more documents that were read" in page.text
    assert len(chosen([*long, extra], [traced()]).others) == 1


def test_a_dead_end_opens_its_words():
    assert evidence("paper", "report by the Coast Inspectorate").span.start > 0
    finding = view().findings[1]
    assert "".join(b.text for b in finding.evidence[0].excerpt if b.marked) == "report by the Coast Inspectorate"


def test_what_is_cut_short_keeps_its_links_whole():
    lines = "Ada Quill said that the mast broke at {0}. Bo Lind denied that he saw it at {0}."
    long = "\n".join(lines.format(n) for n in range(5_000))
    document = msgspec.structs.replace(READ[0].document, text=long)
    reading = read_document(document, settings=Settings(max_chars=10**7))
    at = long.index("the mast broke at 77.")
    one = msgspec.structs.replace(traced().reports[0], document=document.id, spans=(Span(at, at + 20),))
    given = Traced(id="k", claim="x", reports=(one,), independent_origins=Count(min=1, best=1, max=1))
    html = render([reading], traces=[given])
    page = Page(html)
    assert page.errors == []
    assert {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")} <= set(page.ids)
    assert "mast broke at 77." in page.text
    assert "mast broke at 99." not in page.text
    assert html.count('class="card"') == 1


def test_a_reason_names_files_and_no_folders():
    base = traced()
    reports = tuple(msgspec.structs.replace(one, doc=f"/home/ada/case/{one.doc}") for one in base.reports)
    why = "/home/ada/case/full.txt is named by /home/ada/case/cut.txt."
    merges = tuple(msgspec.structs.replace(one, why=why) for one in base.merges[:1])
    html = render(READ, traces=[msgspec.structs.replace(base, reports=reports, merges=merges)])
    assert "full.txt is named by cut.txt." in html
    assert "/home/ada" not in html


def unsure(given):
    """The same claim, with the report of its first copy too uncertain to count."""
    reports = [msgspec.structs.replace(r, counted=r.id != "r-copy0") for r in given.reports]
    return msgspec.structs.replace(given, reports=tuple(reports))


def test_what_is_too_uncertain_to_count_is_neither_counted_nor_drawn_as_a_report():
    found = view(unsure(traced()))
    assert found.counts.startswith("11 articles · 11 outlets")
    assert "Kystavisen 0" not in [one.outlet for one in (*found.articles, *found.left)]
    assert [one.outlet for one in found.unsure] == ["Kystavisen 0"]
    assert {row.report.outlet: row.report.stance_words for row in found.rows}["Kystavisen 0"] == "may report it"
    assert "×5" in [node.inside for node in found.figure.nodes]
    assert "May say so, too uncertain to count: 1" in Page(render(READ, traces=[unsure(traced())])).text


def test_a_report_of_something_else_does_not_simply_report_it():
    assert view().rows[13].report.stance_words == "reports it, differs: shut halfway"


def test_an_outlet_that_is_not_known_is_not_counted():
    given = traced()
    nameless = tuple(msgspec.structs.replace(r, outlet=None) if r.id == "r-copy0" else r for r in given.reports)
    assert view(msgspec.structs.replace(given, reports=nameless)).counts.startswith("12 articles · 11 outlets")


def test_a_reason_given_twice_is_shown_once_and_only_where_it_explains_a_number():
    given = traced()
    stray = msgspec.structs.replace(given.merges[0], id="m-x", a="r-denial", b="r-later", level="certain")
    doubled = msgspec.structs.replace(given, merges=(*given.merges, *given.merges, stray))
    assert [len(one.merges) for one in view(doubled).origins] == [len(one.merges) for one in view(given).origins]
    assert len(view(doubled).between) == len(view(given).between)


def test_a_passage_that_two_print_on_one_day_does_not_say_who_had_it_from_whom():
    door = "The ferry Alka left Mornvik with its bow door open"
    pair = [report(name, door, ["Jon Tveit"], "Jon Tveit", "named_person") for name in ("pilot", "copy0")]
    given = msgspec.structs.replace(traced(), circular=(), dead_ends=(), drift=())

    def between(first, second):
        dated = [msgspec.structs.replace(r, published=day) for r, day in zip(pair, (first, second), strict=True)]
        return arrows(msgspec.structs.replace(given, reports=tuple(dated))).get(
            (("report", "r-pilot"), ("report", "r-copy0"))
        )

    assert between("2032-02-02", "2032-02-02") is None
    assert between("2032-02-02", "2032-02-03").level == "probable"


def test_reports_through_one_agency_on_the_word_of_others_are_not_alike():
    via = [
        msgspec.structs.replace(
            report(f"copy{n}", CLAIM, [f"Witness {n}", "Sund Wire"], f"Witness {n}", "named_person"), id=f"w{n}"
        )
        for n in range(6)
    ]
    given = Traced(id="k", claim=CLAIM, reports=tuple(via), independent_origins=Count(min=1, best=6, max=6))
    assert ways(given).folds == ()


@pytest.mark.parametrize(
    ("published", "labels"),
    [
        (("2031-11-09", "2031-11-10"), ["9 Nov 2031", "10 Nov 2031"]),
        (("2031-11-09", "2031-11-09"), ["9 Nov 2031"]),
        (
            ("2031-11-09T06:00:00Z", "2031-11-09T12:00:00Z"),
            ["9 Nov 06:00", "9 Nov 08:00", "9 Nov 10:00", "9 Nov 12:00"],
        ),
    ],
)
def test_hours_are_named_only_where_one_is_known(published, labels):
    assert [tick.label for tick in Scale(published).ticks(WORDS)] == labels

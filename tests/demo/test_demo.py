"""The bundled case: its answer is well-formed, its words stand in its pieces, and it shows what it must show."""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest

from firsthand import demo
from firsthand.demo.gold import Gold, Phrase, Piece, find_once, load
from firsthand.errors import DecodeError
from firsthand.model import Span
from firsthand.outlets import Outlet, registry

SKIPPED = {"head", "script", "style", "nav", "header", "footer", "aside"}
FURNITURE = re.compile(
    r'<div (?:id|class)="(?:kopf|fuss|topbar|promo|foot|footer|seitenleiste)">.*?</div>|<section.*?</section>',
    re.DOTALL,
)
BLOCKS = {"p", "h1", "h2", "h3", "li", "div", "article", "section", "ul"}
REAL_PEOPLE = (
    "Putin Trump Biden Obama Clinton Merkel Scholz Merz Macron Zelensky Zelenskyy Lavrov Kerry Johnson Starmer "
    "Löfven Reinfeldt Bildt Erdogan Netanyahu Assad Harris Vance Rubio Palme Stubb Orbán Xi Musk"
)


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag, attrs):
        self.skipping += tag in SKIPPED
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.skipping -= tag in SKIPPED
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.skipping:
            self.parts.append(data)


def strip(html: str) -> str:
    parser = Text()
    parser.feed(FURNITURE.sub("", html))
    return "".join(parser.parts)


@pytest.fixture(scope="module")
def gold() -> Gold:
    return demo.gold()


@cache
def raw(file: str) -> str:
    return next(path for path in demo.case_files() if path.name == file).read_text(encoding="utf-8")


def text_of(piece: Piece, gold: Gold) -> str:
    source = raw(piece.file)
    if piece.file.endswith(".html"):
        return strip(source)
    if piece.file.endswith(".xml"):
        items = {item.findtext("guid"): item for item in ElementTree.fromstring(source).iter("item")}
        return strip(items[piece.entry].findtext("description"))
    if piece.item is None:
        return source
    start = source.index(piece.item.heading)
    headings = [other.item.heading for other in gold.pieces if other.item]
    later = [source.index(heading) for heading in headings if source.index(heading) > start]
    return source[start : min(later, default=len(source))]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shingles(text: str, size: int = 5) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


def invented() -> dict[str, Outlet]:
    """Return the case's own outlets by name, as the registry reads them."""
    bundled = set(registry().outlets)
    return {outlet.name: outlet for outlet in registry(demo.outlets_file()).outlets if outlet not in bundled}


def damaged(tmp_path: Path, change) -> Path:
    data = json.loads((Path(demo.__file__).parent / "gold.json").read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_an_unknown_field_is_refused_and_named(tmp_path):
    path = damaged(tmp_path, lambda data: data["pieces"][0].update(colour="red"))
    with pytest.raises(DecodeError, match="colour"):
        load(path)


def test_a_count_out_of_order_is_refused(tmp_path):
    path = damaged(tmp_path, lambda data: data["claims"][0]["independent_origins"].update(min=9))
    with pytest.raises(DecodeError, match="min <= best <= max"):
        load(path)


def test_words_that_stand_twice_or_not_at_all_are_refused():
    assert find_once("so one\n two", "one two") == Span(3, 11)
    for text in ("said, said", "nothing"):
        with pytest.raises(DecodeError, match="passage unique"):
            find_once(text, "said")


def test_a_phrase_is_found_as_whole_words_and_by_number():
    text = "Es war so, sagte er, und er blieb."
    passage = Span(0, len(text))
    assert Phrase(text="er").find(text, passage=passage) == Span(17, 19)
    assert Phrase(text="er", nth=2).find(text, passage=passage) == Span(25, 27)
    with pytest.raises(DecodeError, match="nth is 3"):
        Phrase(text="er", nth=3).find(text, passage=passage)


def test_every_input_belongs_to_a_piece_and_every_piece_to_an_input(gold):
    files = [path.name for path in demo.case_files()]
    assert files == sorted(files)
    assert 14 <= len(files) <= 20
    assert {piece.file for piece in gold.pieces} == set(files)
    assert Counter(Path(file).suffix for file in files).keys() == {".html", ".txt", ".xml"}
    entries = {item.findtext("guid") for item in ElementTree.fromstring(raw("08-skarlandsradio.xml")).iter("item")}
    assert {piece.entry for piece in gold.pieces if piece.file.endswith(".xml")} == entries
    assert 2 <= len(entries) <= 4
    assert 4 <= sum(piece.item is not None for piece in gold.pieces) <= 6


def test_the_pieces_are_short(gold):
    for path in demo.case_files():
        texts = [text_of(piece, gold) for piece in gold.pieces if piece.file == path.name and piece.item is None]
        assert 80 <= sum(len(words(text)) for text in texts) <= 300, path.name


def test_every_attribution_stands_in_its_piece(gold):
    located = 0
    for piece in gold.pieces:
        text = text_of(piece, gold)
        for attribution in piece.attributions:
            found = attribution.locate(text)
            spans = sorted((*found.source, *found.cue, *found.content))
            assert spans, (piece.id, attribution.id)
            nested_apart = all(a.end <= b.start for a, b in combinations(spans, 2))
            assert nested_apart, (piece.id, attribution.id, "roles overlap")
            for relay in attribution.relays:
                relay.phrase.find(text, passage=find_once(text, attribution.passage))
            located += 1
    assert located >= 60


def test_a_nested_attribution_lies_in_its_parents_content(gold):
    nested = 0
    for piece in gold.pieces:
        text = text_of(piece, gold)
        by_id = {attribution.id: attribution for attribution in piece.attributions}
        assert len(by_id) == len(piece.attributions)
        for attribution in piece.attributions:
            if attribution.parent is None:
                continue
            nested += 1
            outer, inner = by_id[attribution.parent].locate(text).content, attribution.locate(text).content
            assert all(any(span.holds(part) for span in outer) for part in inner), (piece.id, attribution.id)
            assert attribution.chain[1:] == by_id[attribution.parent].chain
    assert nested >= 3


def test_speakers_and_named_chains_agree(gold):
    for piece in gold.pieces:
        for attribution in piece.attributions:
            if attribution.speaker:
                assert attribution.chain[0] == attribution.speaker, (piece.id, attribution.id)
            assert piece.outlet not in attribution.chain[1:], (piece.id, attribution.id)


def test_titles_authors_and_items_stand_as_printed(gold):
    for piece in gold.pieces:
        source, text = raw(piece.file), text_of(piece, gold)
        if piece.title:
            assert piece.title in source
        if piece.item:
            item = piece.item
            find_once(source, item.heading)
            assert piece.entry == item.heading
            for part in (item.title, item.author, item.domain, item.url):
                assert part is None or part in item.heading
            if item.body_starts:
                start, end = find_once(text, item.body_starts), find_once(text, item.body_ends)
                assert start.start < end.end == len(text.rstrip())


def test_claims_refer_to_pieces_and_their_words_stand_there(gold):
    assert 4 <= len(gold.claims) <= 8
    for claim in gold.claims:
        ids = [report.id for report in claim.reports]
        assert len(set(ids)) == len(ids)
        for report in claim.reports:
            find_once(text_of(gold.piece(report.piece), gold), report.passage)
        for merge in claim.merges:
            assert {merge.a, merge.b} <= set(ids) and merge.a != merge.b
            assert merge.why.endswith(".")
        for drift in claim.drift:
            for side in (drift.a, drift.b):
                find_once(text_of(gold.piece(side.piece), gold), side.text)
        for circle in claim.circular:
            assert all(gold.piece(piece) for piece in circle)


def origins(claim, level_of):
    """Count supporting origins after merging by the given levels; a circle without an origin counts as none."""
    group = {report.id: {report.id} for report in claim.reports}
    for merge in claim.merges:
        if merge.level in level_of:
            joined = group[merge.a] | group[merge.b]
            for member in joined:
                group[member] = joined
    supports = {r.id for r in claim.reports if r.stance == "supports" and r.variant is None and r.origin is not None}
    return len({frozenset(group[report] & supports) for report in supports})


def test_the_counts_follow_from_the_merges(gold):
    for claim in gold.claims:
        count = claim.independent_origins
        assert origins(claim, {"certain", "probable"}) == count.min, claim.id
        if not claim.circular:
            assert origins(claim, {"certain"}) == count.max, claim.id
        best = {r.origin for r in claim.reports if r.stance == "supports" and r.variant is None} - {None}
        assert len(best) == count.best, claim.id
        denials = {report.origin for report in claim.reports if report.stance == "denies"}
        assert len(denials) == claim.independent_denials, claim.id
        origin = {report.id: report.origin for report in claim.reports}
        assert all(origin[merge.a] == origin[merge.b] for merge in claim.merges), claim.id


def test_derivations_name_two_pieces_once_for_each_kind(gold):
    seen = Counter((frozenset((d.a, d.b)), d.kind, d.a) for d in gold.derivations)
    assert max(seen.values()) == 1
    for derivation in gold.derivations:
        assert gold.piece(derivation.a) and gold.piece(derivation.b) and derivation.a != derivation.b


def test_one_dispatch_is_run_by_five_outlets_and_unsigned_in_two(gold):
    (dispatch,) = gold.dispatches
    copies = [gold.piece(piece) for piece in dispatch.copies]
    assert len({piece.outlet for piece in copies}) == 5
    assert invented()[dispatch.agency].kind == "agency"
    for a, b in combinations(copies, 2):
        one, two = shingles(text_of(a, gold)), shingles(text_of(b, gold))
        assert len(one & two) / min(len(one), len(two)) > 0.6, (a.id, b.id)
    names = [dispatch.agency, *invented()[dispatch.agency].aliases]
    unsigned = {piece.id for piece in copies if not any(name in raw(piece.file) for name in names)}
    assert unsigned == set(dispatch.unsigned) and len(unsigned) == 2
    assert {piece.id for piece in copies if piece.signed == dispatch.agency} == set(dispatch.copies) - unsigned
    pairs = {frozenset((d.a, d.b)) for d in gold.derivations if d.kind == "same_wire"}
    assert pairs == {frozenset(pair) for pair in combinations(dispatch.copies, 2)}


def test_pieces_that_share_long_passages_in_one_language_are_told(gold):
    told = {frozenset((d.a, d.b)) for d in gold.derivations}
    pieces = [piece for piece in gold.pieces if piece.id != "16"]
    for a, b in combinations(pieces, 2):
        shared = shingles(text_of(a, gold), 9) & shingles(text_of(b, gold), 9)
        assert not shared or frozenset((a.id, b.id)) in told, (a.id, b.id)


def test_two_witnesses_are_independent(gold):
    (claim,) = [claim for claim in gold.claims if {"Ragna Hellqvist", "Tjark Ohlenbusch"} <= origin_names(claim)]
    assert claim.independent_origins.min == claim.independent_origins.best == 2
    interviews = [gold.piece("01"), gold.piece("02")]
    assert not any({d.a, d.b} == {piece.id for piece in interviews} for d in gold.derivations)
    assert "Ohlenbusch" not in raw(interviews[0].file) and "Hellqvist" not in raw(interviews[1].file)


def origin_names(claim) -> set[str]:
    return {report.origin for report in claim.reports if report.origin and report.stance == "supports"}


def test_a_chain_has_three_hops(gold):
    chains = {a.chain for piece in gold.pieces for a in piece.attributions}
    assert ("Ragna Hellqvist", "Norrkustposten", "Ferrow Press Agency") in chains


def test_two_outlets_cite_each_other(gold):
    circles = [circle for claim in gold.claims for circle in claim.circular]
    assert len(circles) == 1
    for citing, cited in (circles[0], circles[0][::-1]):
        outlet, domain = gold.piece(cited).outlet, invented()[gold.piece(cited).outlet].domains[0]
        assert f"https://{domain}/" in raw(gold.piece(citing).file)
        assert any(outlet in attribution.chain for attribution in gold.piece(citing).attributions)
        assert any((d.a, d.b) == (cited, citing) and d.direction == "b_from_a" for d in gold.derivations)


def test_quotations_drift_in_each_way(gold):
    drifts = [drift for claim in gold.claims for drift in claim.drift]
    kinds = Counter(kind for drift in drifts for kind in drift.kinds)
    assert kinds["truncated"] >= 1 and kinds["number_changed"] >= 1 and kinds["translated"] >= 1
    for drift in drifts:
        languages = {gold.piece(drift.a.piece).lang, gold.piece(drift.b.piece).lang}
        assert ("translated" in drift.kinds) == (len(languages) == 2)
        if "truncated" in drift.kinds:
            assert len(drift.b.text) < len(drift.a.text)
        if "number_changed" in drift.kinds:
            changed = Counter(words(drift.a.text)) - Counter(words(drift.b.text))
            assert changed == Counter(["fourteen"])
        if "verbatim" in drift.kinds:
            assert drift.a.text == drift.b.text


def test_there_are_denials(gold):
    assert sum(claim.independent_denials for claim in gold.claims) >= 1
    assert any(a.polarity == "denies" for piece in gold.pieces for a in piece.attributions)


def test_two_unnamed_officials_are_two(gold):
    (claim,) = [claim for claim in gold.claims if any("official" in name for name in origin_names(claim))]
    supporting = [report for report in claim.reports if report.stance == "supports"]
    assert {report.origin_kind for report in supporting} == {"unnamed"}
    assert claim.independent_origins.min == 2


def test_everybody_cites_a_report_nobody_has(gold):
    (claim,) = [claim for claim in gold.claims if claim.dead_end]
    citing = {gold.piece(report.piece).outlet for report in claim.reports if report.stance == "supports"}
    assert len(citing) >= 4
    assert {report.origin_kind for report in claim.reports if report.stance == "supports"} == {"document"}


def test_an_outlet_corrects_itself(gold):
    (correction,) = [d for d in gold.derivations if d.kind == "correction"]
    before, after = gold.piece(correction.a), gold.piece(correction.b)
    assert before.outlet == after.outlet and before.published.day < after.published.day
    assert "fyrtio" in text_of(before, gold).lower() and "fjorton" not in text_of(before, gold).lower()
    assert "Rättelse" in raw(after.file) and "fjorton" in text_of(after, gold).lower()


def test_the_review_holds_a_misspelled_domain_and_no_date_of_its_own(gold):
    (item,) = [piece.item for piece in gold.pieces if piece.item and piece.item.misspelled]
    known = registry(demo.outlets_file())
    assert [domain for domain, _ in known.neighbours(item.domain)] == [item.misspelled]
    assert known.by_domain(item.domain) is None
    (review,) = [piece for piece in gold.pieces if piece.published and piece.published.how == "inferred"]
    assert review.published.day == "2025-03-14" and review.published.reason
    assert not re.search(r"14\.? (mars|March|März)|2025-03-14", raw(review.file))


def test_dates_stand_where_the_gold_says(gold):
    hows = Counter(piece.published.how for piece in gold.pieces if piece.published)
    assert {"json-ld", "meta", "time", "url", "visible", "feed", "inferred"} == set(hows)
    marks = {
        "json-ld": '"datePublished": ?"{}',
        "meta": '<meta [^>]*content="{}',
        "time": '<time datetime="{}',
    }
    for piece in gold.pieces:
        if piece.published and piece.published.how in marks:
            assert re.search(marks[piece.published.how].format(re.escape(piece.published.value)), raw(piece.file))


def test_all_three_languages_occur_among_the_files(gold):
    assert {piece.lang for piece in gold.pieces if piece.item is None} == {"en", "sv", "de"}


def test_outlets_are_in_the_registry_and_every_name_in_a_chain_is_its_first(gold):
    known = invented()
    aliases = {alias: name for name, outlet in known.items() for alias in outlet.aliases}
    used = {piece.outlet for piece in gold.pieces} - {None}
    assert used <= known.keys()
    assert known.keys() - used == {"Ferrow Press Agency"}
    for outlet in known.values():
        assert all(domain.endswith(".example") for domain in outlet.domains)
    for piece in gold.pieces:
        for attribution in piece.attributions:
            assert not set(attribution.chain) & aliases.keys(), (piece.id, attribution.id)


def test_no_piece_names_a_real_outlet_person_or_address():
    bundled = registry()
    outlets = [name for name in bundled.aliases if name.casefold() not in bundled.common_words]
    assert len(outlets) > 100
    names = "|".join(re.escape(name) for name in (*outlets, *REAL_PEOPLE.split()))
    real = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    vocabularies = {"schema.org", "purl.org"}
    for path in demo.case_files():
        source = path.read_text(encoding="utf-8")
        assert not real.findall(source), path.name
        for domain in re.findall(r"(?:https?://|@)([\w.-]+\.\w+)", source):
            assert domain.endswith(".example") or domain in vocabularies, (path.name, domain)

"""What the pages show, and the same as JSON and CSV."""

import csv
import io

import msgspec
import pytest

from firsthand.output import Line
from firsthand.trace.records import Traced
from firsthand.web.pages_articles import Search
from firsthand.web.pages_inputs import Inputs
from firsthand.web.pages_people import Outlet, Outlets, Parties, Party
from firsthand.web.pages_quotations import Comparison, Quotation, Quotations
from firsthand.web.pages_review import Overview
from show.reader import Page
from show.traces import READINGS, traced

MAIN = ["/", "/claims", "/claims/k1", "/articles", "/parties", "/outlets", "/quotations", "/inputs", "/judgements"]


def json(client, path, record):
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=record)


def rows(client, path):
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def id_of(name):
    return READINGS[name].document.id


@pytest.mark.parametrize("path", MAIN)
@pytest.mark.parametrize("lang", ["en", "sv"])
def test_every_page_is_well_formed_and_its_inner_links_lead_somewhere(client, path, lang):
    answer = client.get(path, headers={"accept-language": lang})
    page = Page(answer.text)
    assert answer.status_code == 200
    assert page.errors == []
    assert page.all("html")[0]["lang"] == lang
    assert len(page.ids) == len(set(page.ids))
    assert {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")} <= set(page.ids)
    for a in page.all("a"):
        if a["href"].startswith("/") and "?" not in a["href"] and a["href"] != "/review":
            assert client.get(a["href"], follow_redirects=True).status_code == 200, a["href"]


def test_the_overview_says_what_the_case_holds(client):
    found = json(client, "/overview.json", Overview)
    assert (found.articles, found.claims, found.outlets, found.fresh) == (14, 1, 14, True)
    assert found.weightiest[0].origins_max == 3


def test_a_claim_is_the_public_line_and_its_reports_a_table(client):
    assert json(client, "/claims/k1.json", Traced) == traced()
    table = rows(client, "/claims/k1.csv")
    assert [row["outlet"] for row in table][:2] == ["Mornvik Tidende", "Sund Wire"]
    assert table[0]["chain"] == "Jon Tveit → Sund Wire"
    page = Page(client.get("/claims/k1").text)
    assert "12 articles" in page.text
    assert "2 origins (1–3)" in page.text
    assert "They do rest on one origin" in page.text


def test_the_figure_is_a_file_without_links(client):
    answer = client.get("/claims/k1.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "<title" in answer.text
    assert "<a " not in answer.text
    assert "--paper" in answer.text


def test_words_are_found_and_narrowed_down(client):
    found = json(client, "/articles.json?q=bow+door", Search)
    assert found.total == 14
    assert "⟦bow⟧ ⟦door⟧" in found.documents[0].shown
    outlet = found.facets["outlet"][0]
    one = json(client, f"/articles.json?q=bow+door&outlet={outlet.value}", Search)
    assert (one.total, one.documents[0].outlet) == (outlet.count, outlet.label)
    assert json(client, "/articles.json?q=bow+door&date=2032-02-06", Search).total == 1
    assert json(client, "/articles.json?q=zebra", Search).total == 0
    assert "<mark>bow</mark>" in client.get("/articles?q=bow").text


def test_articles_are_found_by_stance_and_origin(client):
    denying = json(client, "/articles.json?stance=denies", Search)
    assert [one.outlet for one in denying.documents] == ["Rederi-Nytt"]
    assert json(client, "/articles.json?origin=Jon+Tveit", Search).total == 9
    assert json(client, "/articles.json?claim=none", Search).total == 0


def test_a_party_that_speaks_narrows_down(client):
    party = json(client, "/parties.json?name=Tveit", Parties).parties[0]
    assert json(client, f"/articles.json?party={party.id}", Search).total == party.docs


def test_pages_of_a_list_follow_on_each_other(client):
    first = json(client, "/articles.json?limit=5", Search).documents
    second = json(client, "/articles.json?limit=5&offset=5", Search).documents
    assert len(first) == len(second) == 5
    assert not {one.id for one in first} & {one.id for one in second}
    page = client.get("/articles?limit=5&offset=5").text
    assert 'rel="prev"' in page
    assert 'href="/articles?limit=5&amp;offset=10"' in page


def test_an_article_is_the_public_line_with_its_claims_and_what_it_shares(client):
    found = json(client, f"/articles/{id_of('copy0')}.json", Line)
    assert found.text == READINGS["copy0"].document.text
    page = Page(client.get(f"/articles/{id_of('copy0')}").text)
    assert "Claims it reports" in page.text
    assert "side by side" in page.text


def test_two_articles_side_by_side_mark_the_same_passages(client):
    page = Page(client.get(f"/articles/{id_of('copy0')}/beside/{id_of('copy1')}").text)
    marks = [a["id"] for a in page.all("mark")]
    assert marks == ["s1p1", "s2p1"]
    assert client.get(f"/articles/{id_of('blog')}/beside/{id_of('denial')}").status_code == 404


def test_a_statement_has_an_address_of_its_own(client):
    found = json(client, f"/articles/{id_of('full')}.json", Line)
    answer = client.get(f"/articles/{id_of('full')}/statements/{found.attributions[0].id}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/articles/{id_of('full')}#a1"


def test_a_party_is_shown_with_what_it_said_and_under_any_of_its_voices(client):
    party = json(client, "/parties.json?name=Tveit", Parties).parties[0]
    found = json(client, f"/parties/{party.id}.json", Party)
    assert found.total == len(found.statements) >= 8
    assert json(client, f"/parties/{found.voices[-1].id}.json", Party).id == party.id
    assert any("bow door" in row["words"] for row in rows(client, f"/parties/{party.id}.csv"))


def test_an_outlet_is_shown_with_its_articles(client):
    wire = next(one for one in json(client, "/outlets.json", Outlets).outlets if one.name == "Sund Wire")
    found = json(client, f"/outlets/{wire.id}.json", Outlet)
    assert [one.id for one in found.documents] == [id_of("full")]


def test_versions_of_a_quotation_are_compared(client):
    (family,) = json(client, "/quotations.json", Quotations).quotations
    found = json(client, f"/quotations/{family.id}.json", Quotation)
    assert len(found.versions) == 2
    page = client.get(f"/quotations/{family.id}").text
    assert "unless the lamp on the bridge lied" in page
    a, b = found.versions[0].id, found.versions[1].id
    compared = json(client, f"/comparison.json?a={a}&b={b}", Comparison)
    assert "condition_cut" in compared.drift.kinds
    assert "<del>" in client.get(f"/comparison?a={a}&b={b}").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/claims/none", 404),
        ("/articles/none.json", 404),
        ("/parties/none", 404),
        ("/outlets/none.csv", 404),
        ("/quotations/none", 404),
        ("/comparison?a=x&b=y", 404),
        ("/comparison", 400),
        ("/articles?limit=0", 400),
        ("/articles?limit=many", 400),
        ("/articles?stance=loves", 400),
        ("/articles?q=" + "x" * 1_001, 400),
        ("/articles?q=%22%22", 400),
        ("/articles?q=%00", 400),
        ("/nothing", 404),
        ("/static/../app.py", 404),
        ("/static/htmx.LICENSE.txt", 404),
    ],
)
def test_what_is_not_there_or_not_in_order_is_one_sentence(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    if path.endswith((".json", ".csv")):
        assert set(answer.json()) == {"error"}


def test_the_language_is_the_browsers_or_the_chosen_one(client):
    assert "Artiklar" in client.get("/", headers={"accept-language": "sv-SE,en;q=0.5"}).text
    assert "Articles" in client.get("/", headers={"accept-language": "fr"}).text
    chosen = client.get("/?lang_ui=sv")
    assert "Artiklar" in chosen.text
    assert "Artiklar" in client.get("/", headers={"accept-language": "en"}).text
    client.cookies.clear()


def test_the_review_page_can_be_taken_along(client):
    answer = client.get("/review?title=The+Alka")
    assert answer.headers["content-disposition"] == 'attachment; filename="review.html"'
    assert "<h1><bdi>The Alka</bdi></h1>" in answer.text


def test_inputs_are_listed_with_their_state(client):
    assert json(client, "/inputs.json", Inputs).counts == {}

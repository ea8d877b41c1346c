import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.ingest.review import Layout, domain_notice, layout
from firsthand.model import Document, Hyperlink, Span
from firsthand.outlets import registry

PROSE_EN = (
    "Harbour workers in the port of Velmora walked out on Tuesday after talks over night shifts broke down, "
    "and the port authority said that no ship would be unloaded before the weekend."
)
PROSE_EN_2 = (
    "“We have been patient for two years,” the chairman of the dock workers’ union told the crowd at the gate. "
    "The ministry did not answer questions sent by e-mail."
)
PROSE_SV = (
    "Hamnarbetarna i Velmora gick hem på tisdagen sedan förhandlingarna om nattskiften hade brutit samman, och "
    "hamnstyrelsen säger att inga fartyg kommer att lossas före helgen."
)
PROSE_DE = (
    "Die Hafenarbeiter in Velmora haben am Dienstag die Arbeit niedergelegt, nachdem die Gespräche über die "
    "Nachtschichten gescheitert waren. Die Hafenbehörde teilte mit, vor dem Wochenende werde kein Schiff entladen."
)


def doc(text: str, *, links: tuple[Hyperlink, ...] = (), url: str | None = None) -> Document:
    return Document(id="d", name="d", text=text, lang="en", links=links, url=url)


def found(text: str) -> list[dict[str, Any]]:
    return [
        {
            "heading": item.heading.of(text),
            "title": item.title,
            "outlet": item.outlet,
            "domain": item.domain,
            "author": item.author,
            "kind": item.kind,
            "body": item.body.of(text) if item.body else None,
        }
        for item in layout(doc(text)).items
    ]


def short(text: str, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row[field] for field in fields) for row in found(text)]


def test_domain_dash_title_with_every_dash() -> None:
    text = (
        f"Hamnstrejken i Velmora har blivit en kraftmätning som få tidningar här hemma vill skriva om.\n\n"
        f"reuters.com – Velmora port closed by strike\n\n{PROSE_EN}\n\n"
        f"theguardian.com - The night shift nobody wanted\n{PROSE_EN_2}\n\n"
        f"www.Velmora-Herald.com — Union: “we will not move”\n\n{PROSE_EN}\n"
    )
    assert short(text, "title", "outlet", "domain") == [
        ("Velmora port closed by strike", "Reuters", "reuters.com"),
        ("The night shift nobody wanted", "The Guardian", "theguardian.com"),
        ("Union: “we will not move”", None, "velmora-herald.com"),
    ]
    assert found(text)[0]["heading"] == "reuters.com – Velmora port closed by strike"
    assert found(text)[0]["body"] == PROSE_EN
    assert [span.of(text) for span in layout(doc(text)).commentary] == [text.split("\n", maxsplit=1)[0]]


def test_author_dash_title() -> None:
    text = (
        "Two pieces worth your time this morning.\n\n"
        f"Maren Holt – How a port forgot its workers\n\n{PROSE_EN}\n\n"
        f"J. P. van der Lind – The sea does not wait\n\n{PROSE_EN_2}\n"
    )
    assert short(text, "author", "title", "outlet") == [
        ("Maren Holt", "How a port forgot its workers", None),
        ("J. P. van der Lind", "The sea does not wait", None),
    ]


def test_title_with_domain_or_outlet_behind_it() -> None:
    text = (
        "Dagens läsning:\n\n"
        f"Hamnen står still (svt.se)\n{PROSE_SV}\n\n"
        f"Strejken kan bli lång – Dagens Nyheter\n{PROSE_SV}\n\n"
        f"Facket svarar ministern - aftonbladet.se\n{PROSE_SV}\n\n"
        f"Port strike enters second week (BBC News, 14 May 2031)\n{PROSE_EN}\n"
    )
    assert short(text, "title", "outlet", "domain") == [
        ("Hamnen står still", "SVT", "svt.se"),
        ("Strejken kan bli lång", "Dagens Nyheter", None),
        ("Facket svarar ministern", "Aftonbladet", "aftonbladet.se"),
        ("Port strike enters second week", "BBC", None),
    ]


def test_outlet_and_colon() -> None:
    text = (
        f"Presseschau vom Mittwoch\n\nSüddeutsche Zeitung: Stille im Hafen\n{PROSE_DE}\n\n"
        f"FAZ: Der lange Atem der Docker\n{PROSE_DE}\n\n"
        f"Neue Zürcher Zeitung: Wem gehört die Nacht?\n{PROSE_DE}\n"
    )
    assert short(text, "title", "outlet") == [
        ("Stille im Hafen", "Süddeutsche Zeitung"),
        ("Der lange Atem der Docker", "Frankfurter Allgemeine Zeitung"),
        ("Wem gehört die Nacht?", "Neue Zürcher Zeitung"),
    ]


def test_outlets_on_lines_of_their_own() -> None:
    text = (
        f"Presseschau\n\nDie Welt\n\n{PROSE_DE}\n\nNeue Osnabrücker Zeitung\n\n{PROSE_DE}\n\n"
        f"Der Standard (dpa)\n\n{PROSE_DE}\n"
    )
    assert [row[0] for row in short(text, "outlet")][:2] == ["Die Welt", "Neue Osnabrücker Zeitung"]
    assert found(text)[0]["heading"] == "Die Welt"
    assert found(text)[0]["body"] == PROSE_DE


def test_bare_links() -> None:
    text = (
        f"Läs de här två.\n\nhttps://www.dn.se/nyheter/hamnen-star-still/\n{PROSE_SV}\n\n"
        f"Strike spreads to Ostby\nhttps://apnews.com/article/velmora-strike\n{PROSE_EN}\n"
    )
    rows = found(text)
    assert [(r["heading"], r["title"], r["outlet"], r["domain"]) for r in rows] == [
        ("https://www.dn.se/nyheter/hamnen-star-still/", None, "Dagens Nyheter", "dn.se"),
        (
            "Strike spreads to Ostby\nhttps://apnews.com/article/velmora-strike",
            "Strike spreads to Ostby",
            "Associated Press",
            "apnews.com",
        ),
    ]
    assert rows[1]["body"] == PROSE_EN


def test_markdown() -> None:
    text = (
        "# Links for Thursday\n\nThe strike goes on.\n\n"
        f"## [Port of Velmora shuts down](https://www.bbc.com/news/velmora)\n\n{PROSE_EN}\n\n"
        f"**The night shift nobody wanted** (theguardian.com)\n\n{PROSE_EN_2}\n\n"
        f"- [Stille im Hafen](https://www.zeit.de/hafen) – Zeit Online\n"
        f"- [What the dockers want](https://velmora.example.org/a) – Anna Lindqvist, Velmora Gazette\n"
    )
    assert short(text, "title", "outlet", "domain", "author") == [
        ("Port of Velmora shuts down", "BBC", "bbc.com", None),
        ("The night shift nobody wanted", "The Guardian", "theguardian.com", None),
        ("Stille im Hafen", "Die Zeit", "zeit.de", None),
        ("What the dockers want", "Velmora Gazette", "velmora.example.org", "Anna Lindqvist"),
    ]
    assert found(text)[0]["heading"] == "## [Port of Velmora shuts down](https://www.bbc.com/news/velmora)"


def test_html_links() -> None:
    lines = ["My reading today.", "Port of Velmora shuts down – bbc.com", PROSE_EN, "Hamnen står still", PROSE_SV]
    text = "\n\n".join(lines)
    first, second = text.index("Port of"), text.index("Hamnen står")
    links = (
        Hyperlink(span=Span(first, first + len("Port of Velmora shuts down")), url="https://www.bbc.com/news/v"),
        Hyperlink(span=Span(second, second + len("Hamnen står still")), url="https://www.svt.se/hamnen"),
    )
    items = layout(doc(text, links=links)).items
    assert [(i.heading.of(text), i.title, i.outlet, i.domain, i.url) for i in items] == [
        (
            "Port of Velmora shuts down – bbc.com",
            "Port of Velmora shuts down",
            "BBC",
            "bbc.com",
            "https://www.bbc.com/news/v",
        ),
        ("Hamnen står still", "Hamnen står still", "SVT", "svt.se", "https://www.svt.se/hamnen"),
    ]


def test_kinds() -> None:
    text = (
        "reuters.com – Map: where the pickets stand\n\n"
        "svt.se – Karta över de stängda hamnarna\n\n"
        "zeit.de – Streikkarte der Woche\n\n"
        "youtube.com – Speech at the gate\n\n"
        "bbc.com – A road map for the talks\n\n"
        "Video: The march through Ostby – aljazeera.com\n\n"
        "Interview with the harbour master (dw.com)\n\n"
        "faz.net – „Wir bleiben hart“: Interview mit der Gewerkschaft wirft Fragen auf\n\n"
        "sr.se – Podd: Strejken förklarad\n\n"
        "Bildspel: Natten vid grinden (expressen.se)\n"
    )
    assert [row[0] for row in short(text, "kind")] == [
        "map",
        "map",
        "map",
        "video",
        "article",
        "video",
        "interview",
        "article",
        "audio",
        "image",
    ]


def test_heading_over_two_lines() -> None:
    text = (
        f"spiegel.de – Stille im Hafen\n\n{PROSE_DE}\n\n"
        "Video 40 Minuten, aus der Anhörung vom Montag –\nMinister questioned over port strike\n\n"
        f"reuters.com –\nVelmora port closed by strike\n{PROSE_EN}\n"
    )
    rows = found(text)
    assert rows[1]["heading"] == (
        "Video 40 Minuten, aus der Anhörung vom Montag –\nMinister questioned over port strike"
    )
    assert (rows[1]["title"], rows[1]["kind"], rows[1]["body"]) == (
        "Minister questioned over port strike",
        "video",
        None,
    )
    assert (rows[2]["title"], rows[2]["outlet"]) == ("Velmora port closed by strike", "Reuters")


def test_misspelled_domain_stays_as_printed_and_names_the_outlet_meant() -> None:
    text = f"reutters.com – Velmora port closed\n\n{PROSE_EN}\n\nbbc.com – Strike spreads\n\n{PROSE_EN_2}\n"
    assert short(text, "domain", "outlet")[0] == ("reutters.com", "Reuters")
    notice = domain_notice("reutters.com", registry())
    assert notice is not None and notice.kind == "misspelled_domain"
    assert notice.message == '"reutters.com" is one letter from "reuters.com" (Reuters); it is shown as printed.'
    assert domain_notice("reuters.com", registry()) is None
    assert domain_notice("velmora-herald.com", registry()) is None


def test_remarks_between_items_are_commentary() -> None:
    remark = "Det här är vad facket själva säger, och det skiljer sig från vad våra tidningar har påstått i veckan."
    text = (
        "Strejken i Velmora har tystats ned i flera veckor, men nu skriver några utländska tidningar om den.\n\n"
        f"reuters.com – Velmora port closed by strike\n\n{PROSE_EN}\n\n{remark}\n\n"
        f"bbc.com – Union gives its version\n\n{PROSE_EN_2}\n\n***\n\nThat is all for today, more tomorrow morning.\n"
    )
    result = layout(doc(text))
    assert [span.of(text) for span in result.commentary] == [
        text.split("\n", maxsplit=1)[0],
        remark,
        "That is all for today, more tomorrow morning.",
    ]
    assert [item.body.of(text) for item in result.items if item.body] == [PROSE_EN, PROSE_EN_2]


def test_source_line_below_the_title_and_after_the_excerpt() -> None:
    text = (
        f"Morgonens klipp.\n\nHamnen står still\nKälla: svt.se\n\n{PROSE_SV}\n\n"
        f"Strike spreads to Ostby\nThe Guardian, 14 May 2031\n\n{PROSE_EN}\n"
    )
    assert short(text, "title", "outlet") == [("Hamnen står still", "SVT"), ("Strike spreads to Ostby", "The Guardian")]


def test_source_below_each_excerpt() -> None:
    text = f"Strejken\n\n{PROSE_SV}\nKälla: svt.se\n\nFacket svarar\n\n{PROSE_SV}\n(Källa: https://www.dn.se/facket)\n"
    rows = found(text)
    assert [(r["heading"], r["outlet"], r["body"]) for r in rows] == [
        ("Strejken", "SVT", PROSE_SV),
        ("Facket svarar", "Dagens Nyheter", PROSE_SV),
    ]
    text = f"Port shut\n\n{PROSE_EN}\n\nhttps://apnews.com/a\n\nUnion speaks\n\n{PROSE_EN_2}\n\nhttps://www.bbc.com/b\n"
    assert short(text, "title", "outlet", "body") == [
        ("Port shut", "Associated Press", PROSE_EN),
        ("Union speaks", "BBC", PROSE_EN_2),
    ]


ARTICLES = {
    "subheadings": f"Port strike goes on\n\n{PROSE_EN}\n\nA long night\n\n{PROSE_EN_2}\n\nWhat next?\n\n{PROSE_EN}",
    "page title with the site's name": f"Port strike enters its second week - BBC News\n\n{PROSE_EN}\n\n{PROSE_EN_2}",
    "page title and photo credit": f"Hamnen står still | SVT Nyheter\n\nFoto: TT\n\n{PROSE_SV}\n\nTT\n",
    "dateline": f"VELMORA (Reuters) – {PROSE_EN}\n\n{PROSE_EN_2}\n\n(Reporting by Ada Finch; editing by Per Moe)",
    "dash inside": f"{PROSE_EN}\n\nThe port – the largest on the coast – was silent.\n\n{PROSE_EN_2}",
    "profiles": (
        f"Maren Holt – The Quiet Negotiator\n\nHolt has led the union since spring. {PROSE_EN}\n\n"
        f"Per Moe – The Minister Who Stayed\n\nMoe has refused to meet the union. {PROSE_EN_2}\n"
    ),
    "list of names": (
        f"{PROSE_SV}\n\nMaren Holt – Ordförande i facket\nPer Moe – Minister sedan våren\nAda Finch – Talesperson\n"
    ),
    "interview": (
        f"SPIEGEL: Frau Holt, warum streiken Sie?\n\nHolt: {PROSE_DE}\n\n"
        f"SPIEGEL: Und was kommt danach?\n\nHolt: {PROSE_DE}\n"
    ),
    "dialogue": f"{PROSE_SV}\n\n– Vi går inte tillbaka, säger Holt.\n\n– Det vet alla, säger hon.\n\n{PROSE_SV}",
    "one link at the end": f"{PROSE_EN}\n\n{PROSE_EN_2}\n\nRead more: https://www.reuters.com/world/velmora\n",
    "list of sources at the end": (
        "\n\n".join([PROSE_EN, PROSE_EN_2] * 6)
        + "\n\nSources\n\n- [Velmora port closed](https://www.reuters.com/a) – Reuters\n"
        + "- [Strike spreads](https://www.bbc.com/b) – BBC\n"
    ),
    "contact line": f"{PROSE_DE}\n\nMehr im Netz – velmora-hafen.de\n",
    "quotation with its speaker": (
        f"{PROSE_EN}\n\n“We will win this” – Maren Holt\n\n{PROSE_EN_2}\n\n“They will not” – Per Moe\n\n{PROSE_EN}"
    ),
    "live ticker": f"14:35 – Der Hafen ist dicht\n\n{PROSE_DE}\n\n15:10 – Die Polizei kommt\n\n{PROSE_DE}\n",
    "nothing": "",
    "blank": " \n\n \n",
}


@pytest.mark.parametrize("name", ARTICLES)
def test_ordinary_articles_have_no_items(name: str) -> None:
    assert layout(doc(ARTICLES[name])) == Layout()


def test_related_links_to_the_same_site_are_no_items() -> None:
    text = f"Port strike\n\n{PROSE_EN}\n\nMore about ships\n\nMore about shifts\n\n{PROSE_EN_2}"
    links = tuple(
        Hyperlink(span=Span(text.index(t), text.index(t) + len(t)), url=f"https://news.example.com/{i}")
        for i, t in enumerate(("More about ships", "More about shifts"))
    )
    assert layout(doc(text, links=links)).items == ()
    assert layout(doc(text, links=links, url="https://news.example.com/x")).items == ()


PIECES = st.sampled_from(
    [
        "svt.se – Hamnen står still",
        "Maren Holt – How a port forgot",
        "https://www.dn.se/a",
        "[A title](https://www.bbc.com/x) – BBC",
        "Video 3 min –",
        "Källa: svt.se",
        "Die Welt",
        "A title (reuters.com)",
        "***",
        PROSE_EN,
        PROSE_SV,
        "",
        "”",
        "((((",
        "– – –",
        "[a](",
        "Video:",
        "http://[",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=30), max_size=14))
def test_spans_lie_in_the_text_in_order_and_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    result = layout(doc(text))
    spans = [s for item in result.items for s in (item.heading, item.body) if s] + list(result.commentary)
    ordered = sorted(spans)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(ordered))
    headings = [item.heading for item in result.items]
    assert headings == sorted(headings)
    assert all(s.of(text) == s.of(text).strip() for s in spans)
    assert all(item.title is None or item.title in item.heading.of(text) for item in result.items)


@pytest.mark.parametrize("worst", ['"', "(", "a", "[a](", "- ", "http://", "a.", "– ", "said said "])
def test_hostile_text_is_read_to_its_end(worst: str) -> None:
    text = worst * (100_000 // len(worst))
    assert layout(doc(text)).items == () or layout(doc(text)).items[-1].heading.end <= len(text)
    assert layout(doc("\n".join([worst * 50] * 500))) is not None


OWN = "Jag har läst vad tidningarna skriver om strejken i Velmora, och det mesta har de från varandra."
REMARK = "Här är det hamnstyrelsen som talar, och ingen har frågat dem som gick hem."


def test_a_remark_in_the_reviewers_language_under_an_excerpt_in_another_is_the_reviewers() -> None:
    """Also where so many excerpts are in the reviewer's language that it does not tell the others apart."""
    text = (
        f"{OWN}\n\nVelmora port closed\nReuters, reuters.com, 9 November 2031\n{PROSE_EN}\n\n{REMARK}\n\n"
        f"Strejk i hamnen\nSVT Nyheter, svt.se, 10 november 2031\n{PROSE_SV}\n\n"
        f"Streik im Hafen\nDer Spiegel, spiegel.de, 10. November 2031\n{PROSE_DE}\n"
    )
    assert short(text, "outlet", "body") == [
        ("Reuters", PROSE_EN),
        ("SVT", PROSE_SV),
        ("Der Spiegel", PROSE_DE),
    ]
    assert [span.of(text) for span in layout(doc(text)).commentary] == [OWN, REMARK]


@pytest.mark.parametrize(
    ("line", "outlet", "domain"),
    [
        ("Kustnytt, kustnytt.se, 11 november 2031", "Kustnytt", "kustnytt.se"),
        ("Kustnytt, kustnyt.se, 11 november 2031", "Kustnytt", "kustnyt.se"),
        ("Velmora Bote, www.velmorabote.de", "Velmora Bote", "velmorabote.de"),
    ],
)
def test_an_unknown_name_beside_a_domain_made_of_it_is_an_outlet(line: str, outlet: str, domain: str) -> None:
    text = f"{OWN}\n\nVelmora port closed\nReuters, reuters.com\n{PROSE_EN}\n\nStrejk i hamnen\n{line}\n{PROSE_SV}\n"
    assert short(text, "title", "outlet", "domain")[1] == ("Strejk i hamnen", outlet, domain)


def test_words_beside_a_domain_that_is_not_made_of_them_are_no_outlet() -> None:
    text = f"{OWN}\n\nVelmora port closed\nReuters, reuters.com\n{PROSE_EN}\n\nStrejk i hamnen, svt.se\n{PROSE_SV}\n"
    assert short(text, "title", "outlet", "domain")[1] == ("Strejk i hamnen", "SVT", "svt.se")

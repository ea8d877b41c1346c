import pytest

from firsthand.errors import DecodeError, LimitError
from firsthand.ingest.page import PageText, read_page
from firsthand.ingest.review import layout
from firsthand.model import Document
from firsthand.settings import Settings

ONE = (
    "Harbour workers in the port of Velmora walked out on Tuesday after talks over night shifts broke down, "
    "and the port authority said that no ship would be unloaded before the weekend."
)
TWO = (
    "“We have been patient for two years,” the chairman of the dock workers’ union told the crowd at the gate. "
    "The ministry did not answer questions sent by e-mail."
)


def read(body: str, *, head: str = "", attributes: str = "", settings: Settings | None = None) -> PageText:
    source = f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"
    return read_page(source, settings=settings or Settings())


def test_the_article_without_the_page_around_it() -> None:
    page = read(
        f'<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Port shut</h1><p>{ONE}</p>'
        f'<h2>What next</h2><p>{TWO} See <a href="https://news.example.com/x">the earlier report</a>.</p></article>'
        "<aside><p>Our newsletter brings you the best of the port every single morning at six.</p></aside>"
        "<footer><p>Velmora Gazette, all rights reserved, Harbour Street 1, Velmora.</p></footer>"
        "<script>document.write('no text')</script>"
    )
    assert page.text.endswith(f"{ONE}\n\nWhat next\n\n{TWO} See the earlier report.")
    assert "Home" not in page.text and "newsletter" not in page.text and "no text" not in page.text
    assert [(link.span.of(page.text), link.url) for link in page.links] == [
        ("the earlier report", "https://news.example.com/x")
    ]


def test_repeated_paragraphs_stay() -> None:
    assert read(f"<article>{f'<p>{ONE}</p>' * 5}</article>").text.count(ONE) == 5


def test_links_other_than_http_are_dropped() -> None:
    page = read(
        f'<article><p>{ONE} <a href="javascript:alert(1)">here</a></p><p>{TWO} <a href="http://[">there</a></p></article>'
    )
    assert page.links == () and "here" in page.text


JSON_LD = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Port shut", '
    '"datePublished": "2031-05-14T08:00:00+02:00", "author": [{"name": "Ada Finch"}, {"name": "Per Moe"}], '
    '"publisher": {"name": "Velmora Gazette"}}]}</script>'
)


@pytest.mark.parametrize(
    ("head", "body", "published", "how"),
    [
        (JSON_LD, "", "2031-05-14T08:00:00+02:00", "JSON-LD datePublished"),
        (
            '<meta property="article:published_time" content="2031-05-14T06:00:00Z">',
            '<time datetime="2031-05-20">x</time>',
            "2031-05-14T06:00:00+00:00",
            "meta article:published_time",
        ),
        (
            '<meta name="pubdate" content="Wed, 14 May 2031 06:00:00 GMT">',
            "",
            "2031-05-14T06:00:00+00:00",
            "meta pubdate",
        ),
        (
            "",
            '<span itemprop="datePublished" content="2031-05-14">i dag</span>',
            "2031-05-14",
            "itemprop datePublished",
        ),
        (
            "",
            '<time class="updated" datetime="2031-05-20">x</time><time datetime="2031-05-14T10:00">y</time>',
            "2031-05-14T10:00:00",
            "time element",
        ),
        (
            '<link rel="canonical" href="https://velmora.example/2031/05/14/port">',
            "",
            "2031-05-14",
            "address of the page",
        ),
        ("", "<p>Publicerad 3 maj 2021 kl. 10.15</p>", "2021-05-03", "visible line of the page"),
        ("", '<p class="datum">Donnerstag, 13. März 2025, 16:30 Uhr</p>', "2025-03-13", "visible line of the page"),
        ("", '<p class="byline">By Ada Finch, May 3, 2021</p>', "2021-05-03", "visible line of the page"),
        ("", "<p>Uppdaterad 3 maj 2021</p>", None, None),
        ('<meta name="date" content="03/04/2021">', "", None, None),
        ('<meta name="date" content="2021-02-31">', "", None, None),
        ('<script type="application/ld+json">{"@type": </script>', "", None, None),
    ],
)
def test_the_first_signal_of_the_date_counts_and_is_named(
    head: str, body: str, published: str | None, how: str | None
) -> None:
    meta = read(f"<article>{body}<p>{ONE}</p><p>{TWO}</p></article>", head=head).meta
    assert (meta.published, meta.published_how) == (published, how)


def test_what_the_page_says_of_itself() -> None:
    page = read(f"<article><p>{ONE}</p><p>{TWO}</p></article>", head=JSON_LD, attributes='lang="en-GB"')
    meta = page.meta
    assert (meta.title, meta.author, meta.outlet, meta.lang) == (
        "Port shut",
        "Ada Finch, Per Moe",
        "Velmora Gazette",
        "en-GB",
    )
    head = (
        '<title>Port shut | Velmora Gazette</title><meta property="og:site_name" content="Velmora Gazette">'
        '<meta property="og:url" content="https://velmora.example/port">'
    )
    meta = read(f'<article><p class="byline">By Ada Finch</p><p>{ONE}</p><p>{TWO}</p></article>', head=head).meta
    assert (meta.title, meta.author, meta.url) == ("Port shut", "Ada Finch", "https://velmora.example/port")


def test_the_outlet_is_known_by_the_address() -> None:
    head = '<link rel="canonical" href="https://www.svt.se/nyheter/x">'
    assert read(f"<article><p>{ONE}</p><p>{TWO}</p></article>", head=head).meta.outlet == "SVT"


def test_a_press_review_keeps_its_lines() -> None:
    page = read(
        '<div id="menu"><ul><li><a href="/om">Om bloggen</a></li></ul></div><div class="post"><h1>Dagens läsning</h1>'
        "<p>Strejken i Velmora har tystats ned i flera veckor, men nu skriver några utländska tidningar om den.</p>"
        '<h2><a href="https://www.reuters.com/x">Velmora port closed</a> – reuters.com</h2>'
        f"<blockquote>{ONE}</blockquote>"
        f'<p><a href="https://www.bbc.com/y">bbc.com – Strike widens</a></p><p>{TWO}</p>'
        '<h2>Video från torget –<br><a href="https://www.youtube.com/watch?v=1">Speech at the gate</a></h2></div>'
    )
    document = Document(id="", name="", text=page.text, lang="sv", links=page.links)
    items = layout(document).items
    assert [(i.heading.of(page.text), i.outlet, i.kind) for i in items] == [
        ("Velmora port closed – reuters.com", "Reuters", "article"),
        ("bbc.com – Strike widens", "BBC", "article"),
        ("Video från torget –\nSpeech at the gate", "YouTube", "video"),
    ]
    assert [i.body.of(page.text) for i in items if i.body] == [ONE, TWO]
    assert "Om bloggen" not in page.text


@pytest.mark.parametrize("depth", [500, 1_500, 4_000])
def test_a_deeply_nested_article_is_found(depth: int) -> None:
    page = read("<div>" * depth + f"<p>{ONE}</p><p>{TWO}</p>" + "</div>" * depth)
    assert ONE in page.text and TWO in page.text


def test_a_huge_script_before_the_article_does_not_hide_it() -> None:
    page = read(f"<script>{'var a = 1;' * 300_000}</script><article><p>{ONE}</p><p>{TWO}</p></article>")
    assert ONE in page.text


def test_pages_without_an_article_and_beyond_the_limits() -> None:
    with pytest.raises(DecodeError, match="No article"):
        read("<p>Hi.</p>")
    with pytest.raises(LimitError, match="longer than 100 characters"):
        read(f"<p>{ONE}</p>", settings=Settings(max_chars=100))
    with pytest.raises(LimitError, match="nests more than"):
        read("<div>" * 100_000)


@pytest.mark.parametrize("worst", ["<", "<a>", "<div ", "&", "<!--", "<script>", "</p>", "<td>"])
def test_hostile_markup_ends_in_text_or_one_sentence(worst: str) -> None:
    try:
        read(worst * (100_000 // len(worst)))
    except (DecodeError, LimitError) as error:
        assert str(error).endswith(".")


def test_a_short_article_keeps_its_paragraphs_and_is_not_run_together_with_its_title() -> None:
    paragraphs = (
        "Det fanns gas i kylhuset, rapporterar Kustbladet.",
        "Enligt Kustbladet ska det ha handlat om flera ton.",
        "Kommunen vill inte kommentera uppgifterna.",
    )
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    page = read(
        f"<article><h1>Gas i kylhuset</h1><p class='byline'>Redaktionen</p>{body}</article>"
        "<footer><p>© Hamnbladet. Kontakta redaktionen.</p></footer>"
    )
    assert page.text == "\n\n".join(("Gas i kylhuset", *paragraphs))


@pytest.mark.parametrize(
    ("given", "author"),
    [("By Ada Finch", "Ada Finch"), ("Av: Per Moe", "Per Moe"), ("Byron Falk", "Byron Falk"), ("By", None)],
)
def test_the_author_is_named_without_the_word_before_the_name(given: str, author: str | None) -> None:
    head = f'<meta name="author" content="{given}">'
    assert read(f"<article><p>{ONE}</p><p>{TWO}</p></article>", head=head).meta.author == author

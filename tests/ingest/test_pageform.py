"""Pages that are no ordinary article, and what a page says of itself."""

import json

import pytest

from firsthand.errors import DecodeError
from firsthand.ingest.page import read_page
from firsthand.ingest.record import build_document
from firsthand.model import CheckedClaim
from firsthand.reading import read_document
from firsthand.settings import Settings
from ingest.made import LINK, ONE, TWO

SETTINGS = Settings()
STORY = f"<article><h1>Port shut</h1><p>{ONE}</p><p>{TWO}</p></article>"
LONG = f"<article><h1>Port shut</h1>{''.join(f'<p>{n}. {ONE}</p>' for n in range(12))}</article>"


def read(body, *, head="", url="https://velmora.example/a"):
    return read_page(f"<html lang=en><head>{head}</head><body>{body}</body></html>", settings=SETTINGS, url=url)


def ld(**fields):
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **fields})}</script>'


def refused(body, **more):
    with pytest.raises(DecodeError) as caught:
        read(body, **more)
    assert str(caught.value).endswith(".")
    return str(caught.value)


NOT_FREE = ld(**{"@type": "NewsArticle", "isAccessibleForFree": False})


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (STORY, NOT_FREE),
        (STORY, ld(**{"@type": "https://schema.org/NewsArticle", "isAccessibleForFree": "False"})),
        (STORY, '<meta property="article:content_tier" content="locked">'),
        (f'{STORY}<div class="c-paywall">Already a subscriber? Log in</div>', ""),
        (f"{STORY}<div>Subscribe to continue reading this.</div>", ""),
        (f"{STORY}<div>Logga in för att läsa vidare.</div>", ""),
        (f"{STORY}<div>Jetzt weiterlesen mit Plus</div>", ""),
    ],
)
def test_a_stub_behind_a_paywall_is_marked(body, head):
    page = read(body, head=head)
    assert page.form == "paywall"
    assert ONE in page.text


def test_an_article_that_a_subscriber_saved_is_an_article():
    assert read(LONG, head=NOT_FREE).form == "article"
    assert read(STORY).form == "article"
    assert read(f"<header>Already a subscriber? Log in</header>{STORY}").form == "article"
    assert read(f'<body class="paywall-ready">{STORY}').form == "article"
    assert "has not paid" in refused("<p>Hi.</p>", head=NOT_FREE)


@pytest.mark.parametrize(
    "words",
    [
        "Before you continue. We and our partners use cookies. Accept all. Reject all. See our privacy policy.",
        "Innan du fortsätter. Vi och våra partners använder kakor. Godkänn alla. Avvisa alla. Läs integritetspolicyn.",
        "Bevor Sie fortfahren: Wir und unsere Partner verwenden Cookies. Alle akzeptieren. Alle ablehnen. Zustimmen.",
    ],
)
def test_a_page_that_asks_for_consent_is_told_from_an_article(words):
    assert "asks for consent" in refused(f"<main><p>{words}</p></main>")
    assert "asks for consent" in refused(STORY, url="https://consent.velmora.example/x")
    assert read(f"{LONG}<div class=banner>{words}</div>").form == "article"
    assert read(f"{STORY}<div class=banner>{words}</div>").form == "article"


def entry(time, words):
    return f'<li><time datetime="2031-05-14T{time}+02:00">{time}</time><div><p>{words}</p></div></li>'


LIVE = f"""<main><h1>Live: the strike in Velmora</h1><p>{ONE}</p><ol class="live-blog__list">
{entry("10:15", f'The port is shut. <a href="{LINK}">More</a> on what that means for the islands.')}
{entry("09:40", "The talks have broken down, says the chairman of the dock workers’ union.")}
{entry("09:40", "The talks have broken down, says the chairman of the dock workers’ union.")}
{entry("08:00", "Good morning. The talks are about to begin in the harbour office.")}</ol></main>"""


def test_each_entry_of_a_live_blog_has_its_time():
    page = read(LIVE, head="<title>Live: the strike in Velmora</title>")
    assert page.form == "live_blog"
    assert [(one.published[11:16], one.span.of(page.text).splitlines()[-1][:20]) for one in page.entries] == [
        ("10:15", "The port is shut. Mo"),
        ("09:40", "The talks have broke"),
        ("09:40", "The talks have broke"),
        ("08:00", "Good morning. The ta"),
    ]
    assert page.text.startswith(ONE) or ONE in page.text[: page.entries[0].span.start]
    assert [(link.span.of(page.text), link.url) for link in page.links] == [("More", LINK)]


def test_a_live_blog_that_only_its_data_lists():
    updates = [
        {"@type": "BlogPosting", "headline": "A & B", "articleBody": TWO, "datePublished": "2031-05-14T10:15:00+02:00"},
        {"@type": "BlogPosting", "articleBody": ONE, "datePublished": "2031-05-14T09:00:00+02:00"},
        {"@type": "BlogPosting", "articleBody": "No time, no entry, as is right."},
    ]
    page = read("<main><h1>Strike</h1></main>", head=ld(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates}))
    assert page.form == "live_blog"
    assert [one.span.of(page.text) for one in page.entries] == [f"A & B\n\n{TWO}", ONE]
    assert page.entries[0].published == "2031-05-14T10:15:00+02:00"


def test_a_page_with_dated_teasers_is_no_live_blog():
    teasers = "".join(entry("10:00", f"Another story number {n} that has its own page, see there.") for n in range(6))
    assert read(f"{LONG}<ul>{teasers}</ul>").form == "article"
    assert read(f'{LONG}<aside class="live-feed"><ul>{teasers}</ul></aside>').form == "article"
    beside = read(f'{LONG}<ul class="live-feed">{teasers}</ul>')
    assert (beside.form, ONE in beside.text, "Another story" in beside.text) == ("article", True, False)


FIGURES = "".join(
    f'<figure><img src="{n}.jpg"><figcaption>Picture {n} shows the gate.</figcaption></figure>' for n in range(7)
)


def test_a_gallery_gives_its_captions():
    page = read(f"<article><h1>The strike in pictures</h1>{FIGURES}</article>")
    assert page.form == "gallery"
    assert all(f"Picture {n} shows the gate." in page.text for n in range(7))
    assert read(f"{LONG}{FIGURES}").form == "article"


def test_a_video_page_gives_what_is_said_of_it():
    video = {"@type": "VideoObject", "name": "Port shut", "description": ONE}
    page = read("<main><h1>Port shut</h1><video></video></main>", head=ld(**video))
    assert (page.form, page.text) == ("video", f"Port shut\n\n{ONE}")
    assert "video without words" in refused("<main></main>", head='<meta property="og:type" content="video.other">')


def test_a_checked_claim_and_whose_it_is():
    review = {
        "@type": ["ClaimReview"],
        "claimReviewed": "The port was <b>never</b> shut.",
        "author": {"@type": "Organization", "name": "Velmora Check"},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Bo Lind"},
            "datePublished": "2031-05-12",
            "appearance": [{"url": "javascript:alert(1)"}, {"url": LINK}],
        },
        "reviewRating": {"ratingValue": 1, "alternateName": "Not so"},
    }
    page = read(
        LONG, head=ld(**{"@graph": [review, {"@type": "ClaimReview"}, {"@type": "ClaimReview", "itemReviewed": 3}]})
    )
    assert page.claims == (
        CheckedClaim(
            text="The port was never shut.",
            author="Bo Lind",
            published="2031-05-12",
            url=LINK,
            reviewer="Velmora Check",
            rating="Not so",
        ),
    )


@pytest.mark.parametrize("form", ["paywall", "live_blog", "gallery", "video"])
def test_the_reader_is_told(form):
    document = build_document("a", ONE, settings=SETTINGS, form=form)
    notice = read_document(document, settings=SETTINGS).notices[0]
    assert notice.kind == form
    assert notice.message.endswith(".")

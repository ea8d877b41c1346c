"""The same article seen in several places is one document; an article that changed is a new version of the old."""

import msgspec
import pytest

from firsthand.model import document_id
from firsthand.store.case import Case
from firsthand.store.identity import changes, words_hash
from firsthand.store.places import Place

URL = "https://lantern.example/bridge"
FIRST = "The bridge was closed at noon on Monday, the harbour master said. Nobody was hurt. It opens on Friday."
SECOND = (
    "The bridge was closed at noon on Tuesday, the harbour master claimed. Nobody was badly hurt. It opens on Friday."
)


@pytest.fixture
def case(tmp_path):
    with Case(tmp_path / "bridge.case") as case:
        yield case


@pytest.fixture
def article(make_reading):
    """A function that builds the reading of an article at an address."""

    def build(text=FIRST, url=URL, **known):
        reading = make_reading(text)
        known = {"title": "Bridge", "outlet": "Wexlow Lantern", "name": url or "a.txt"} | known
        document = msgspec.structs.replace(
            reading.document,
            url=url,
            id=document_id(text=text, url=url, outlet=known["outlet"], title=known["title"]),
            **known,
        )
        return msgspec.structs.replace(reading, document=document, attributions=(), speakers=(), said=(), chains=())

    return build


def given(case, name, kind="address"):
    with case.ledger() as ledger:
        return ledger.want(name, kind).row


def test_an_article_by_feed_by_address_and_in_an_archive_is_one_document_seen_three_times(case, article):
    feed, page, archive = (
        given(case, "https://lantern.example/feed"),
        given(case, URL),
        given(case, "news.warc.gz", "file"),
    )
    assert case.add(
        article(title="Bridge closed"),
        place=Place(name=URL + "?utm_source=feed", input=feed, url=URL + "?utm_source=feed", form="page"),
    )
    assert not case.add(article(), place=Place(name=URL, input=page, url=URL, form="page"))
    amp = "http://amp.lantern.example/bridge/amp"
    assert not case.add(
        article(FIRST.replace(" ", "  "), url=amp, title=None),
        place=Place(name="news.warc.gz#3", input=archive, form="page"),
    )
    assert case.counts().documents == 1
    (reading,) = case.readings()
    places = case.appearances(reading.document.id)
    assert [place.given for place in places] == ["https://lantern.example/feed", URL, "news.warc.gz"]
    assert [place.url for place in places] == [URL + "?utm_source=feed", URL, amp]
    assert {place.canonical for place in places} == {URL}
    assert case.versions() == ()


def test_the_same_words_elsewhere_are_another_document(case, article):
    assert case.add(article())
    assert case.add(article(url="https://beacon.example/bridge"))
    assert case.add(article(url=None))
    assert case.versions() == ()


def test_a_changed_article_is_a_new_version_and_the_change_is_shown(case, article):
    first, second = article(), article(SECOND)
    case.add(first, place=Place(name=URL, form="page"))
    assert case.add(second, place=Place(name=URL, form="page"))
    (version,) = case.versions()
    assert (version.earlier, version.doc) == (first.document.id, second.document.id)
    assert [(a.of(FIRST), b.of(SECOND)) for a, b in version.differences] == [
        ("Monday", "Tuesday"),
        ("said", "claimed"),
        ("", "badly"),
    ]
    assert 0.8 < version.share < 1
    assert [reading.document.text for reading in case.readings()].count(FIRST) == 1  # nothing was rewritten


def test_a_change_taken_back_is_shown_too(case, article):
    for text in (FIRST, SECOND, FIRST, FIRST, SECOND):
        case.add(article(text), place=Place(name=URL, form="page", fetch=None))
    assert len(case.versions()) == 1  # a file read again says nothing about when


def test_an_excerpt_in_a_feed_is_no_earlier_version_of_the_page(case, article):
    case.add(article(FIRST[:60]), place=Place(name=URL, form="feed"))
    case.add(article(), place=Place(name=URL, form="page"))
    assert case.counts().documents == 2
    assert case.versions() == ()


def test_two_articles_that_claim_one_address_are_no_versions_of_each_other(case, article):
    case.add(article(), place=Place(name="1.html", form="page"))
    case.add(
        article("Ferries sail hourly through summer according to a new timetable; prices rise."),
        place=Place(name="2.html", form="page"),
    )
    assert case.counts().documents == 2
    assert case.versions() == ()


def test_seeing_it_again_changes_nothing(case, article):
    place = Place(name=URL, input=given(case, URL), form="page")
    case.add(article(), place=place)
    case.add(article(), place=place)
    assert case.seen(article().document, place=place)
    assert len(case.appearances(article().document.id)) == 1
    assert not case.seen(article(SECOND).document, place=place)
    assert case.counts().documents == 1


@pytest.mark.parametrize("table", ["appearances", "versions"])
def test_what_was_seen_is_never_rewritten(case, article, table):
    case.add(article(), place=Place(name=URL, form="page"))
    case.add(article(SECOND), place=Place(name=URL, form="page"))
    with pytest.raises(Exception, match="never rewritten"):
        case._db.execute(f"UPDATE {table} SET doc = doc")


def test_spaces_and_composed_letters_do_not_make_other_words():
    assert words_hash("Bron är\n\nstängd ") == words_hash("Bron a\u0308r sta\u0308ngd")
    assert words_hash("Bron är stängd") != words_hash("Bron ar stangd")


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("a b c", "a b c", []),
        ("", "", []),
        ("", "a b", [("", "a b")]),
        ("a b", "", [("a b", "")]),
        ("one two three four", "one 2 three four", [("two", "2")]),
        ("in all, ten people came here", "in all, twelve people left here", [("ten", "twelve"), ("came", "left")]),
        ("It was not so.", "It was so.", [("not", "")]),
        ("Yes. Öppnad 🎉 i dag.", "Yes. Stängd 🎉 i dag.", [("Öppnad", "Stängd")]),
    ],
)
def test_differences_are_those_of_words(earlier, later, expected):
    found, _ = changes(earlier, later)
    assert [(a.of(earlier), b.of(later)) for a, b in found] == expected


def test_texts_of_any_length_are_compared_in_time():
    import time

    begun = time.process_time()
    for later in ("b " * 500_000, "a b " * 7_000, " ".join(map(str, range(14_000)))):
        changes("a " * 14_000, later)
    assert time.process_time() - begun < 10

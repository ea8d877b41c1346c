"""Adding addresses, feeds, sitemaps and files to a case: states, identity, versions, captures, and going on."""

import contextlib
import datetime
import io
import json

import pytest
from warcio.archiveiterator import ArchiveIterator

from firsthand import commands
from firsthand.engines import adding
from firsthand.errors import CaseError
from firsthand.settings import Settings
from firsthand.store.case import Case
from ingest.web import Web, answer, redirect

SITE = "lantern.example"


def page(what, *, title="Bridge", extra=""):
    return f"""<html lang="en"><head><title>{title}</title>{extra}</head><body><article><h1>{title}</h1>
<p>“{what},” said Ada Quill, the harbour master, on Monday.</p>
<p>It will be open to walkers before that, she added, if the wind allows it.</p></article></body></html>"""


def feed(*entries, title="Wexlow Lantern"):
    items = "".join(
        f"<item><title>{name}</title><link>https://{SITE}/{name}</link><description>{text}</description>"
        f"<pubDate>{date}</pubDate></item>"
        for name, text, date in entries
    )
    return answer(
        f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>", content_type="application/rss+xml"
    )


def test_an_entry_without_a_date_is_read_too(case):
    undated = feed(("a", "Short.", MAY)).replace(f"<pubDate>{MAY}</pubDate>".encode(), b"")
    web = Web(
        {f"{SITE}/feed": undated.replace(b"content-length", b"x-length"), f"{SITE}/a": answer(page("It is closed"))}
    )
    assert add(case, web, f"https://{SITE}/feed").added == 1


def sitemap(*urls, tag="url", around="urlset"):
    entries = "".join(f"<{tag}><loc>{url}</loc><lastmod>{day}</lastmod></{tag}>" for url, day in urls)
    xml = f'<?xml version="1.0"?><{around} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{around}>'
    return answer(xml, content_type="application/xml")


MAY = "Mon, 03 May 2021 10:00:00 GMT"
JUNE = "Tue, 01 Jun 2021 10:00:00 GMT"
A, B = f"https://{SITE}/a", f"https://{SITE}/b"


@pytest.fixture
def case(tmp_path):
    return tmp_path / "bridge.case"


def add(case, web, *sources, **options):
    settings = options.pop("settings", {})
    return commands.add(case, *sources, fetcher=web.fetcher(**settings), settings=Settings(**settings), **options)


def states(case):
    with Case(case, readonly=True) as kept:
        return dict(kept.database.execute("SELECT name, state FROM inputs ORDER BY row"))


def look(case, query):
    with Case(case, readonly=True) as kept:
        return kept.database.execute(query).fetchall()


def test_a_page_is_fetched_read_kept_and_captured(case):
    web = Web({f"{SITE}/a?utm_source=x": redirect("/a"), f"{SITE}/a": answer(page("It is closed"), etag='"1"')})
    given = A + "?utm_source=x"
    done = add(case, web, given)
    assert (done.added, done.known, done.failures, done.skipped) == (1, 0, (), ())
    assert states(case) == {given: "read"}
    with Case(case) as kept:
        (reading,) = kept.readings()
        assert (reading.document.name, reading.document.url) == (given, A)
        assert "Ada Quill" in {speaker.name for speaker in reading.speakers}
        (seen,) = kept.appearances(reading.document.id)
        assert (seen.given, seen.name, seen.canonical, seen.form) == (given, given, A, "page")
        (fetch,) = kept.captures()
        assert (fetch.url, fetch.final, fetch.status, fetch.etag) == (given, A, 200, '"1"')
        assert datetime.datetime.fromisoformat(fetch.fetched).tzinfo is not None
        assert kept.payload(fetch, limit=10_000).data == page("It is closed").encode()


def test_the_capture_is_a_warc_that_others_read(case):
    web = Web({f"{SITE}/a": redirect("/b"), f"{SITE}/b": answer(page("It is closed"))})
    add(case, web, A)
    with case.with_name("bridge.case.warc.gz").open("rb") as stream:
        kinds = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [kind for kind, _, _ in kinds] == ["warcinfo", "response", "request", "response", "request"]
    assert [url for _, url, _ in kinds] == [None, A, A, B, B]
    assert kinds[3][2] == page("It is closed").encode()


def test_a_page_added_again_is_asked_whether_it_changed(case):
    def held(headers):
        return (
            answer(status="304 Not Modified")
            if headers.get("if-none-match") == '"1"'
            else answer(page("It is closed"), etag='"1"')
        )

    web = Web({f"{SITE}/a": held})
    add(case, web, A)
    size = case.with_name("bridge.case.warc.gz").stat().st_size
    done = add(case, web, A)
    assert (done.added, done.known, done.changed) == (0, 1, 0)
    assert case.with_name("bridge.case.warc.gz").stat().st_size == size
    assert look(case, "SELECT status, same_as FROM fetches") == [(200, None), (304, 1)]
    assert look(case, "SELECT count(*) FROM appearances") == [(1,)]


def test_a_page_sent_again_unchanged_is_not_kept_twice(case):
    web = Web({f"{SITE}/a": answer(page("It is closed"))})
    assert [add(case, web, A).known for _ in range(3)] == [0, 1, 1]
    assert look(case, "SELECT same_as IS NULL FROM fetches") == [(1,), (0,), (0,)]


def test_a_changed_page_is_a_new_version_and_the_edit_is_shown(case):
    web = Web(
        {f"{SITE}/a": [answer(page("It is closed")), answer(page("It was never closed")), answer(page("It is closed"))]}
    )
    assert [add(case, web, A).changed for _ in range(3)] == [0, 1, 1]
    first, second = commands.versions(case)
    assert [(change.was, change.now) for change in first.changes] == [("is", "was never")]
    assert [(change.was, change.now) for change in second.changes] == [("was never", "is")]  # and taken back
    assert (first.url, first.earlier, first.doc) == (A, second.doc, second.earlier)
    assert commands.versions(case, "http://m.lantern.example/a/?fbclid=1") == (first, second)
    assert commands.versions(case, B) == ()
    assert len(look(case, "SELECT 1 FROM documents")) == 2


def test_the_clock_set_back_an_hour_changes_no_order(case, monkeypatch):
    web = Web({f"{SITE}/a": [answer(page("It is closed")), answer(page("It is open"))]})
    times = iter(["2021-05-03T12:00:00Z"] * 4 + ["2021-05-03T11:00:00Z"] * 50)
    for module in ("places", "ledger"):
        monkeypatch.setattr(f"firsthand.store.{module}.now", lambda: next(times))
    add(case, web, A)
    add(case, web, A)
    (one,) = commands.versions(case)
    assert [(change.was, change.now) for change in one.changes] == [("closed", "open")]
    assert one.seen < one.seen_before


def test_a_feed_gives_the_pages_it_lists(case):
    web = Web({f"{SITE}/feed": feed(("a", "Short.", MAY), ("b", "Shorter.", JUNE)),
               f"{SITE}/a": answer(page("It is closed")), f"{SITE}/b": answer(page("It is open"))})  # fmt: skip
    url = f"https://{SITE}/feed"
    done = add(case, web, url)
    assert (done.added, done.failures) == (2, ())
    assert states(case) == {url: "read", A: "read", B: "read"}
    with Case(case) as kept:
        assert all("Ada Quill" in reading.document.text for reading in kept.readings())
        assert {reading.document.published for reading in kept.readings()} == {
            "2021-05-03T10:00:00+00:00",
            "2021-06-01T10:00:00+00:00",
        }


def test_an_article_by_feed_address_and_archive_is_one_document_with_three_appearances(case, tmp_path):
    web = Web({f"{SITE}/feed": feed(("a", "Short.", MAY)), f"{SITE}/a": answer(page("It is closed"))})
    add(case, web, f"https://{SITE}/feed")
    assert add(case, web, A).known == 1
    saved = tmp_path / "saved.html"
    saved.write_text(page("It is closed", extra=f'<link rel="canonical" href="http://www.{SITE}/a?utm_medium=x">'))
    assert add(case, web, saved).known == 1
    ((doc,),) = look(case, "SELECT id FROM documents")
    with Case(case) as kept:
        assert [seen.given for seen in kept.appearances(doc)] == [f"https://{SITE}/feed", A, str(saved)]


def test_a_page_that_fails_is_said_and_the_feeds_own_words_are_kept(case):
    web = Web(
        {
            f"{SITE}/feed": feed(("a", "The bridge is closed, said Ada Quill.", MAY)),
            f"{SITE}/a": answer(status="404 Not Found"),
        }
    )
    done = add(case, web, f"https://{SITE}/feed")
    assert done.added == 1
    (failure,) = done.failures
    assert failure.name == A
    assert failure.error.endswith("What the feed itself says of it was kept.")
    assert look(case, "SELECT form, url FROM appearances") == [("feed", A)]
    web.pages[f"{SITE}/a"] = answer(page("It is closed"))
    done = add(case, web, f"https://{SITE}/feed")
    assert (done.added, done.failures, done.changed) == (1, (), 0)  # the page is no edit of the feed's excerpt


def test_a_page_that_keeps_failing_is_left_until_it_is_named(case):
    web = Web({f"{SITE}/feed": feed(("a", "Short.", MAY)), f"{SITE}/a": answer(status="404 Not Found")})
    for _ in range(5):
        add(case, web, f"https://{SITE}/feed")
    assert web.asked.count(f"{SITE}/a") == 3
    add(case, web, A)
    assert web.asked.count(f"{SITE}/a") == 4


def test_a_feed_asked_again_gives_only_what_is_new_or_changed(case):
    pages = {f"{SITE}/{name}": answer(page(f"It is {name}")) for name in "abc"}
    feeds = [
        feed(("a", "Short.", MAY), ("b", "Short.", MAY)),
        feed(("a", "Short.", MAY), ("b", "Longer.", MAY), ("c", "New.", MAY)),
    ]
    web = Web(pages | {f"{SITE}/feed": feeds})
    add(case, web, f"https://{SITE}/feed")
    web.requests.clear()
    done = add(case, web, f"https://{SITE}/feed")
    assert web.asked == [f"{SITE}/feed", f"{SITE}/b", f"{SITE}/c"]
    assert (done.added, done.known) == (1, 2)


def test_watching_asks_again_and_again_until_it_is_stopped(case):
    rounds = []

    def again(headers):
        rounds.append(headers.get("if-none-match"))
        if len(rounds) == 4:
            raise KeyboardInterrupt
        names = "abc"[: len(rounds)]
        return feed(*((name, "Short.", MAY) for name in names)).replace(
            b"\r\n\r\n", b'\r\netag: "%d"\r\n\r\n' % len(rounds), 1
        )

    web = Web({f"{SITE}/{name}": answer(page(f"It is {name}")) for name in "abc"} | {f"{SITE}/feed": again})
    with pytest.raises(KeyboardInterrupt):
        add(case, web, f"https://{SITE}/feed", watch=True, every=7)
    assert rounds == [None, '"1"', '"2"', '"3"']
    assert web.clock.slept.count(7 * 60) == 3
    assert len(look(case, "SELECT 1 FROM documents")) == 3


def test_a_sitemap_index_leads_to_its_pages_newest_first(case):
    index = sitemap((f"https://{SITE}/news.xml", "2021-05-01"), tag="sitemap", around="sitemapindex")
    news = sitemap((A, "2021-05-01"), (B, "2021-05-03"), (f"https://{SITE}/c", "2021-05-02"))
    pages = {f"{SITE}/{name}": answer(page(f"It is {name}")) for name in "abc"}
    web = Web(pages | {f"{SITE}/sitemap.xml": index, f"{SITE}/news.xml": news})
    done = add(case, web, f"https://{SITE}/sitemap.xml", settings={"fetch_listed": 2})
    assert web.asked == [f"{SITE}/sitemap.xml", f"{SITE}/news.xml", f"{SITE}/b", f"{SITE}/c"]
    assert done.added == 2
    ((note,),) = look(case, f"SELECT reason FROM inputs WHERE name = 'https://{SITE}/news.xml'")
    assert note == f"https://{SITE}/news.xml lists 3 pages, of which the newest 2 were taken."


def test_what_a_site_forbids_is_skipped_with_the_reason(case):
    web = Web({f"{SITE}/robots.txt": answer("User-agent: *\nDisallow: /a"), f"{SITE}/a": answer(page("It is closed"))})
    done = add(case, web, A)
    assert (done.added, done.failures) == (0, ())
    assert "robots.txt" in done.skipped[0].error
    assert states(case) == {A: "skipped"}


def test_an_address_that_leads_inside_fails_and_the_others_go_on(case):
    web = Web({f"{SITE}/feed": feed(("a", "Short.", MAY)), f"{SITE}/a": redirect("http://169.254.169.254/latest")})
    done = add(case, web, "http://127.0.0.1/a", f"https://{SITE}/feed")
    assert [failure.name for failure in done.failures] == ["http://127.0.0.1/a", A]
    assert done.added == 1
    assert "127.0.0.1" not in web.connections
    assert "169.254.169.254" not in web.connections


def test_work_cut_off_anywhere_is_gone_on_with(case):
    """Whatever step the program dies at, the next run ends where one run would have."""
    names = "abcd"
    pages = {f"{SITE}/{name}": answer(page(f"It is {name}")) for name in names}
    pages |= {
        f"{SITE}/feed": feed(*((name, "Short.", MAY) for name in names)),
        f"{SITE}/d": answer(status="404 Not Found"),
    }
    for cut in range(1, 9):
        web, path, left = Web(pages), case.with_name(f"{cut}.case"), [cut]

        def dies(headers, web=web, left=left):
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt

        web.answer_to, plain = (
            (lambda head, dies=dies, plain=web.answer_to: (dies(head), plain(head))[1]),
            web.answer_to,
        )
        with contextlib.suppress(KeyboardInterrupt):
            add(path, web, f"https://{SITE}/feed")
        web.answer_to = plain
        add(path, web)  # nothing is named: what was left is done
        if cut <= 2:  # the feed itself was not got
            add(path, web, f"https://{SITE}/feed")
        assert sorted(states(path).values()) == ["failed", "read", "read", "read", "read"], cut
        assert len(look(path, "SELECT 1 FROM documents")) == 4, (
            cut
        )  # three pages, and the feed's own words on the fourth


def test_files_that_an_earlier_run_did_not_come_to_are_gone_on_with(case, tmp_path, monkeypatch):
    folder = tmp_path / "pieces"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"“It is {name},” said Ada Quill, the harbour master, on Monday.")
    reading, left = adding.try_reading, [2]

    def dies(document, **options):
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return reading(document, **options)

    monkeypatch.setattr(adding, "try_reading", dies)
    with pytest.raises(KeyboardInterrupt):
        add(case, Web({}), folder)
    monkeypatch.undo()
    assert sorted(states(case).values()) == ["read", "waiting", "waiting"]
    assert "2 inputs wait" in commands.doctor(case).notes[0]
    (folder / "c.txt").unlink()
    done = add(case, Web({}))  # nothing is named: what was left is done, and what is gone is said
    assert (done.added, len(done.failures)) == (1, 1)
    assert sorted(states(case).values()) == ["failed", "read", "read"]


def test_what_was_fetched_and_not_read_is_read_without_asking_again(case, monkeypatch):
    web = Web({f"{SITE}/a": answer(page("It is closed"))})

    def dies(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("firsthand.engines.adding.listing", dies)
    with pytest.raises(KeyboardInterrupt):
        add(case, web, A)
    assert states(case) == {A: "fetched"}
    monkeypatch.undo()
    web.requests.clear()
    assert add(case, web).added == 1
    assert web.requests == []
    assert states(case) == {A: "read"}


@pytest.mark.parametrize("harm", ["gone", "changed", "cut"])
def test_a_capture_that_was_harmed_is_fetched_again(case, monkeypatch, harm):
    web = Web({f"{SITE}/a": answer(page("It is closed"))})
    monkeypatch.setattr("firsthand.engines.adding.listing", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add(case, web, A)
    monkeypatch.undo()
    capture = case.with_name("bridge.case.warc.gz")
    data = capture.read_bytes()
    capture.unlink()
    if harm != "gone":
        capture.write_bytes(data[:-40] + (b"x" * 40 if harm == "changed" else b""))
    assert add(case, web).added == 1
    with Case(case) as kept:
        assert kept.payload(kept.last_fetch(A), limit=10_000).data == page("It is closed").encode()


def test_a_file_that_stands_beside_the_case_is_never_written_over(case):
    other = case.with_name("bridge.case.warc.gz")
    other.write_bytes(b"somebody else's")
    web = Web({f"{SITE}/a": answer(page("It is closed"))})
    add(case, web, A)
    assert other.read_bytes() == b"somebody else's"
    assert look(case, "SELECT capture FROM fetches") == [("bridge.case-2.warc.gz",)]


def test_files_have_states_too_and_are_read_again_only_when_they_changed(case, tmp_path, monkeypatch):
    (tmp_path / "one.txt").write_text("“The bridge is closed,” said Ada Quill.")
    (tmp_path / "two.jsonl").write_text(json.dumps({"id": "x", "text": "“It is open,” said Bo Lind."}) + "\n{}\n")
    (tmp_path / "three.txt").touch()
    sources = [tmp_path / name for name in ("one.txt", "two.jsonl", "three.txt", "gone.txt")]
    web = Web()
    done = add(case, web, *sources)
    assert (done.added, len(done.failures)) == (2, 3)
    assert list(states(case).values()) == ["read", "read", "failed", "failed", "failed"]
    (tmp_path / "two.jsonl").write_text(json.dumps({"id": "x", "text": "“It is open,” said Bo Lind."}) + "\n")
    (tmp_path / "three.txt").write_text("“It is wide open,” said Bo Lind.")
    (tmp_path / "gone.txt").write_text("“It is shut,” said Bo Lind.")
    done = add(case, web, *sources)
    assert (done.added, done.known, done.failures) == (2, 2, ())
    assert set(states(case).values()) == {"read"}
    monkeypatch.setattr("firsthand.engines.adding.read_input", lambda *_, **__: 1 / 0)
    assert add(case, web, *sources).known == 4
    assert web.connections == []


def test_an_address_in_a_feed_given_as_a_file_is_not_fetched(case, tmp_path):
    (tmp_path / "feed.xml").write_bytes(feed(("a", "The bridge is closed.", MAY)).partition(b"\r\n\r\n")[2])
    web = Web()
    assert add(case, web, tmp_path / "feed.xml").added == 1
    assert web.connections == web.resolved == []
    assert look(case, "SELECT form, canonical FROM appearances") == [("feed", A)]


def test_reading_without_a_case_fetches_too_and_keeps_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    web = Web(
        {
            f"{SITE}/feed": feed(("a", "Short.", MAY), ("b", "The bridge is closed.", MAY)),
            f"{SITE}/a": answer(page("It is closed")),
        }
    )
    one, failed, own = commands.read(f"https://{SITE}/feed", fetcher=web.fetcher())
    assert (one.document.url, one.document.published) == (A, "2021-05-03T10:00:00+00:00")
    assert failed.error.endswith("What the feed itself says of it was kept.")
    assert own.document.text == "The bridge is closed."
    done = commands.review(A, out="page.html", fetcher=web.fetcher())
    assert "Ada Quill" in (tmp_path / "page.html").read_text()
    assert len(done.readings) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_full_disk_at_the_capture_is_one_sentence_and_does_no_harm(case, monkeypatch):
    web = Web({f"{SITE}/a": answer(page("It is closed")), f"{SITE}/b": answer(page("It is open"))})
    add(case, web, A)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("firsthand.store.capture.os.fsync", full)
    with pytest.raises(CaseError, match=r"bridge\.case\.warc\.gz, .* no space left"):
        add(case, web, B)
    monkeypatch.undo()
    assert commands.doctor(case).faults == ()
    assert add(case, web).added == 1
    assert commands.doctor(case).faults == ()


def test_progress_is_drawn_on_a_terminal_only(case):
    from rich.console import Console

    from firsthand.show import adding as shown

    for terminal in (True, False):
        out = io.StringIO()
        console = Console(file=out, force_terminal=terminal, width=100)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shown, "_PATIENCE", 0.0)
            with shown.working(console=console) as told:
                add(case, Web({f"{SITE}/a": answer(page("It is closed"))}), A, told=told)
        assert bool(out.getvalue()) is terminal

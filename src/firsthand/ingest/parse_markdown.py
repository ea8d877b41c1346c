"""Markdown to text: its signs taken off, its links kept, its lines left as lines."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from firsthand.ingest.jobs import Job
from firsthand.ingest.record import build_document
from firsthand.ingest.text import clean, decode
from firsthand.model import Document, Hyperlink, Span
from firsthand.outlets.hosts import host_of
from firsthand.settings import Settings

_FIELDS = frozenset(("title", "author", "date", "published", "url", "lang", "language", "outlet", "source"))
_MAX_HEAD = 100
_TEXTS = frozenset(("text", "code_inline", "html_inline"))


def markdowns(job: Job, *, settings: Settings) -> Iterator[Document]:
    """Read a Markdown file; its front matter (YAML, one ``key: value`` a line) gives title, author, date and address.

    A line break stays one, since notes are written so. Where the reader fails on a text, the text is taken as it is.
    """
    given = job.payload
    source = clean(decode(given.data, said=given.charset))
    head, body = _front_matter(source)
    text, links = (body, ()) if job.plain else _rendered(body)
    yield build_document(
        given.name,
        text or source,
        settings=settings,
        lang=head.get("lang") or head.get("language"),
        url=head.get("url") or given.url,
        title=head.get("title"),
        author=head.get("author"),
        outlet=head.get("outlet") or head.get("source"),
        published=head.get("published") or head.get("date"),
        published_how="front matter",
        links=links,
    )


def _front_matter(source: str) -> tuple[dict[str, str], str]:
    if not source.startswith("---"):
        return {}, source
    lines = source.split("\n", _MAX_HEAD)
    end = next((i for i, line in enumerate(lines[1:_MAX_HEAD], 1) if line.rstrip() in {"---", "..."}), None)
    if lines[0].rstrip() != "---" or end is None:
        return {}, source
    pairs = (line.partition(":") for line in lines[1:end])
    head = {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}
    return {key: value for key, value in head.items() if key in _FIELDS and value}, "\n".join(lines[end + 1 :])


def _rendered(source: str) -> tuple[str, tuple[Hyperlink, ...]]:
    writer = _Writer()
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        writer.take(token)
    return writer.text(), tuple(writer.links)


class _Writer:
    """Puts the words of tokens together, and notes where links lie."""

    def __init__(self) -> None:
        self.links: list[Hyperlink] = []
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._lists = 0

    def text(self) -> str:
        return "".join(self._parts)

    def take(self, token: Token) -> None:
        self._lists += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type in {"inline", "fence", "code_block"}:
            if token.type == "inline":
                self._inline(token.children or ())
            else:
                self._put(token.content.rstrip("\n"))
            self._gap = " " if self._in_row else "\n" if self._lists else "\n\n"
        elif token.type in {"bullet_list_close", "ordered_list_close", "table_close"}:
            self._gap = "\n\n" if not self._lists else "\n"
        elif token.type in {"tr_open", "tr_close"}:
            self._in_row = token.type == "tr_open"
            self._gap = "\n" if self._length and token.type == "tr_close" else self._gap
        elif token.type == "html_block":
            self._gap = "\n\n"

    _in_row = False

    def _inline(self, children: Sequence[Token]) -> None:
        url, start = None, 0
        for child in children:
            if child.type in _TEXTS:
                self._put(child.content if child.type != "html_inline" else "")
            elif child.type in {"softbreak", "hardbreak"}:
                self._put("\n")
            elif child.type == "link_open":
                href = str(child.attrGet("href") or "")
                url, start = (href if host_of(href) else None), self._length + len(self._gap if self._length else "")
            elif child.type == "link_close" and url and start < self._length:
                self.links.append(Hyperlink(span=Span(start, self._length), url=url))

    def _put(self, words: str) -> None:
        if not words:
            return
        if self._length:
            self._parts.append(self._gap)
            self._length += len(self._gap)
        self._gap = ""
        self._parts.append(words)
        self._length += len(words)

"""A Word document's text, paragraph by paragraph.

Read from the XML itself and not by python-docx, which leaves out what stands in a tracked insertion, a content control
or a text box.
"""

import zipfile

from lxml import etree

from firsthand.errors import DecodeError
from firsthand.ingest.payload import Payload
from firsthand.ingest.record import build_document
from firsthand.ingest.text import clean
from firsthand.ingest.unzip import content
from firsthand.model import Document, Hyperlink, Span
from firsthand.outlets.hosts import host_of
from firsthand.settings import Settings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK))
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}


def read_docx(archive: zipfile.ZipFile, payload: Payload, *, settings: Settings) -> Document:
    """Make a document of a Word file: paragraphs, tables, footnotes, links; tracked deletions left out.

    When the file was made or saved is not when it was published, and is not taken for that.

    Raises:
        DecodeError: Its XML is malformed, or it holds no text.
        LimitError: It is larger than the settings allow.

    """
    body = _xml(content(archive, "word/document.xml", settings=settings))
    if body is None:
        raise DecodeError("It has no text part; save it again from the program that made it.")
    writer = _Writer(_links(archive, settings))
    writer.take(body)
    notes = _xml(content(archive, "word/footnotes.xml", settings=settings))
    if notes is not None:
        writer.take(notes)
    text = "".join(writer.parts)
    if not text.strip():
        raise DecodeError("It holds no text; save the text of its pictures in a file of its own.")
    core = _xml(content(archive, "docProps/core.xml", settings=settings))
    title, author = (core.findtext(f"{_DC}{name}") if core is not None else None for name in ("title", "creator"))
    return build_document(
        payload.name,
        text,
        settings=settings,
        url=payload.url,
        title=title,
        author=author,
        links=tuple(writer.links),
    )


def _xml(data: bytes | None) -> etree._Element | None:
    if data is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DecodeError("It is damaged or nested too deep; save it again as .docx or as text.") from error


def _links(archive: zipfile.ZipFile, settings: Settings) -> dict[str, str]:
    tree = _xml(content(archive, "word/_rels/document.xml.rels", settings=settings))
    found = {} if tree is None else {str(e.get("Id")): str(e.get("Target") or "") for e in tree}
    return {key: url for key, url in found.items() if host_of(url)}


class _Writer:
    """Collects paragraphs with a blank line between them; the cells of a row go on one line."""

    def __init__(self, targets: dict[str, str]) -> None:
        self.parts: list[str] = []
        self.links: list[Hyperlink] = []
        self._targets = targets
        self._length = 0
        self._gap = ""
        self._rows = 0

    def take(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        opened: list[tuple[str | None, int]] = []
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start" and tag in _SKIPPED:
                walker.skip_subtree()
            elif event == "start":
                self._enter(element, tag, opened)
            else:
                self._leave(tag, opened)

    def _enter(self, element: etree._Element, tag: str, opened: list[tuple[str | None, int]]) -> None:
        if tag == f"{_W}t":
            self._put(clean(element.text or ""))
        elif tag in _BREAKS:
            self._put(_BREAKS[tag])
        elif tag == f"{_W}hyperlink":
            gap = len(self._gap) if self.parts else 0
            opened.append((self._targets.get(element.get(f"{_R}id", "")), self._length + gap))
        elif tag == f"{_W}tr":
            self._rows += 1

    def _leave(self, tag: str, opened: list[tuple[str | None, int]]) -> None:
        if tag == f"{_W}hyperlink" and opened:
            url, start = opened.pop()
            if url and start < self._length:
                self.links.append(Hyperlink(span=Span(start, self._length), url=url))
        elif tag == f"{_W}tr":
            self._rows -= 1
            self._gap = "\n"
        elif tag == f"{_W}p":
            self._gap = " " if self._rows else "\n\n"
        elif tag == f"{_W}tbl":
            self._gap = "\n\n"

    def _put(self, words: str) -> None:
        if not words or (not self.parts and not words.strip()):
            return
        for part in (self._gap if self.parts else "", words):
            if part:
                self.parts.append(part)
                self._length += len(part)
        self._gap = ""

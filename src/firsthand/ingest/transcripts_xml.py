"""TEI XML, Parla-CLARIN and ParlaMint among it: utterances, and the people who made them.

No entity is expanded and nothing outside the file is looked at: a file that declares entities is refused.
"""

import re
from collections.abc import Iterator

from lxml import etree

from firsthand.errors import DecodeError, LimitError
from firsthand.ingest.text import clean, decode
from firsthand.ingest.transcripts_model import Draft, join

_DECLARED = re.compile(r"\s*<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{1,40})[\"'][^>]{0,200}>")
_HEAD = re.compile(r"\s*<\?xml[^>]{0,400}>")
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_UNSPOKEN = frozenset(
    ("note", "vocal", "incident", "kinesic", "gap", "desc", "stage", "head", "speaker", "pb", "time", "teiHeader")
)
_UNKNOWN = frozenset(("unknown", "unk", "none"))
_BLOCKS = frozenset(("u", "sp", "seg", "p", "ab", "l", "lg", "s"))


def tei(data: bytes, *, max_depth: int) -> Draft:
    """Read the utterances (``u``, or ``sp`` with ``speaker``) of a TEI file.

    Raises:
        DecodeError: it is no XML, is not TEI with utterances, or declares entities.
        LimitError: its elements are nested deeper than ``max_depth``.

    """
    root = _parse(data)
    _check_depth(root, max_depth)
    people = dict(_people(root))
    parts: list[tuple[str | None, str, str | None]] = []
    introduced: str | None = None
    for one in root.iter():
        if _name(one) == "note" and one.get("type") == "speaker":
            introduced = " ".join("".join(one.itertext()).split()).rstrip(":.") or None
        elif _name(one) in ("u", "sp"):
            parts += _utterance(one, people, introduced)
    if not parts:
        raise DecodeError("It is XML but has no utterances (elements u or sp of TEI); give TEI or Parla-CLARIN.")
    return join(parts)


def _parse(data: bytes) -> etree._Element:
    text = _decoded(data)
    # Refused rather than left unexpanded: a text with holes would be compared as if it were whole.
    if "<!ENTITY" in text:
        raise DecodeError("It declares XML entities, which are not expanded; save it without a document type.")
    head = _HEAD.match(text)
    text = text[head.end() :] if head else text
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.strip().encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())[:150]
        raise DecodeError(f"It is not well-formed XML ({reason}); check that it was saved whole.") from error


def _decoded(data: bytes) -> str:
    declared = _DECLARED.match(data[:1_000].decode("latin-1"))
    if declared:
        try:
            return clean(data.decode(declared[1]))
        except (LookupError, UnicodeError):
            pass
    return clean(decode(data, html=True))


def _check_depth(root: etree._Element, limit: int) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            raise LimitError(f"Its elements are nested deeper than {limit}; save it in a simpler form.")


def _name(one: etree._Element) -> str:
    return str(one.tag).rpartition("}")[2] if isinstance(one.tag, str) else ""


def _people(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Give the ids and names of the people (and bodies) the file lists."""
    for one in root.iter():
        known = one.get(_ID)
        if not known or _name(one) not in ("person", "personGrp", "org"):
            continue
        for child in one.iter():
            if _name(child) in ("persName", "orgName", "name"):
                name = " ".join(" ".join(child.itertext()).split())
                if name:
                    yield known, name
                    break


def _utterance(
    one: etree._Element, people: dict[str, str], introduced: str | None
) -> Iterator[tuple[str | None, str, str | None]]:
    """Give an utterance in pieces, one for each paragraph or segment, so that its lines are not one endless line."""
    who = (one.get("who") or "").split(" ")[0].lstrip("#")
    # Records whose speakers nobody has identified yet say "unknown", under a heading that names them.
    who = "" if who.lower() in _UNKNOWN else who
    written = next((child for child in one if _name(child) == "speaker"), None)
    said_by = " ".join("".join(written.itertext()).split()).rstrip(":.") if written is not None else ""
    speaker = people.get(who) or said_by or who or introduced
    pieces = [" ".join(piece.split()) for piece in _spoken(one)]
    for piece in pieces:
        if piece:
            yield speaker, piece, None


def _spoken(top: etree._Element) -> Iterator[str]:
    """Give the words inside an element, cut at its blocks, without what was not spoken. Not recursive: trees are deep.

    Words that stand apart as elements of their own (``w``) have white space between them in the file or get it here.
    """
    held: list[str] = []
    skip: etree._Element | None = None
    for event, one in etree.iterwalk(top, events=("start", "end")):
        name = _name(one)
        if event == "start":
            if skip is not None:
                continue
            if name in _UNSPOKEN or (name in ("u", "sp") and one is not top):
                skip = one
                continue
            if name in _BLOCKS:
                yield "".join(held)
                held.clear()
            held.append(one.text or "")
            continue
        if skip is not None and one is not skip:
            continue
        skip = None
        if name in _BLOCKS and one is not top:
            yield "".join(held)
            held.clear()
        elif name in ("w", "lb", "pc") and one.get("join") != "right":
            held.append(" ")
        if one is not top:
            held.append(one.tail or "")
    yield "".join(held)

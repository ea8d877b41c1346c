"""Parties and outlets: who speaks, and who publishes."""

from typing import Any, TypeVar

import msgspec

from firsthand.store.reader import Found, Reader
from firsthand.web.answers import Answer, Refused
from firsthand.web.asked import Ask

Row = TypeVar("Row", bound=msgspec.Struct)


class PartyRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party, and in how many articles it makes how many statements."""

    id: str
    name: str
    kind: str
    docs: int
    statements: int


class Parties(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parties, those in most articles first."""

    total: int
    parties: tuple[PartyRow, ...]


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a party is said to have said: its words, and the article."""

    id: str
    doc: str
    title: str
    outlet: str | None
    published: str | None
    said_on: str | None
    words: str


class Voice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name in an article under which a party speaks; what a decision to merge or split names."""

    id: str
    doc: str
    name: str


class Perhaps(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another party that may be the same, and why."""

    id: str
    name: str
    why: str


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party: its names, its statements in the order of publication, and who may be the same."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    total: int
    statements: tuple[Statement, ...]
    voices: tuple[Voice, ...]
    perhaps: tuple[Perhaps, ...]


class OutletRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outlet, its owner where that is listed, and how many of its articles the case has."""

    id: str
    name: str
    owner: str | None
    docs: int


class Outlets(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Outlets, those with most articles first."""

    total: int
    outlets: tuple[OutletRow, ...]


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One outlet and its articles; ``named`` counts the articles of others that have a statement from it."""

    id: str
    name: str
    owner: str | None
    total: int
    named: int
    documents: tuple[Found, ...]


def parties(ask: Ask) -> Answer:
    """List the parties."""
    like = f"%{ask.text('name')}%"
    with ask.desk.reader() as reader:
        ((total,),) = reader.rows("SELECT count(*) FROM v.parties WHERE name LIKE ?", [like])
        rows = reader.rows(
            "SELECT id, name, kind, docs, statements FROM v.parties WHERE name LIKE ? "
            "ORDER BY docs DESC, statements DESC, name, id LIMIT ? OFFSET ?",
            [like, ask.number("limit"), ask.number("offset")],
        )
    found = tuple(_made(PartyRow, row) for row in rows)
    return Answer(
        template="parties.html.j2",
        data=Parties(total=total, parties=found),
        columns=PartyRow.__struct_fields__,
        rows=[msgspec.structs.asdict(row) for row in found],
        more={"chosen": {"name": ask.text("name")}, "offset": ask.number("offset"), "limit": ask.number("limit")},
        name="parties",
    )


def party(ask: Ask) -> Answer:
    """Show one party. Any of its voices leads here too, so that the address lasts when documents are added."""
    with ask.desk.reader() as reader:
        id_ = _party_id(reader, ask.path["id"])
        if id_ is None:
            raise Refused(404, ask.words.say("no_such_party"))
        ((name, kind, names),) = reader.rows("SELECT name, kind, names FROM v.parties WHERE id = ?", [id_])
        ((total,),) = reader.rows("SELECT count(*) FROM v.spoken WHERE party = ?", [id_])
        statements = reader.rows(_STATEMENTS, [id_, ask.number("limit"), ask.number("offset")])
        voices = reader.rows("SELECT id, doc, name FROM v.voices WHERE party = ? ORDER BY name, id LIMIT 500", [id_])
        perhaps = reader.rows(_PERHAPS, [id_, id_])
    found = Party(
        id=id_,
        name=name,
        kind=kind,
        names=tuple(msgspec.json.decode(names)),
        total=total,
        statements=tuple(_made(Statement, row) for row in statements),
        voices=tuple(_made(Voice, row) for row in voices),
        perhaps=tuple(_made(Perhaps, row) for row in perhaps),
    )
    return Answer(
        template="party.html.j2",
        data=found,
        columns=Statement.__struct_fields__,
        rows=[msgspec.structs.asdict(row) for row in found.statements],
        more={"offset": ask.number("offset"), "limit": ask.number("limit")},
        name=f"party-{id_}",
    )


def outlets(ask: Ask) -> Answer:
    """List the outlets."""
    with ask.desk.reader() as reader:
        ((total,),) = reader.rows("SELECT count(*) FROM v.outlets")
        rows = reader.rows(
            "SELECT id, name, owner, docs FROM v.outlets ORDER BY docs DESC, name LIMIT ? OFFSET ?",
            [ask.number("limit"), ask.number("offset")],
        )
    found = tuple(_made(OutletRow, row) for row in rows)
    return Answer(
        template="outlets.html.j2",
        data=Outlets(total=total, outlets=found),
        columns=OutletRow.__struct_fields__,
        rows=[msgspec.structs.asdict(row) for row in found],
        more={"offset": ask.number("offset"), "limit": ask.number("limit")},
        name="outlets",
    )


def outlet(ask: Ask) -> Answer:
    """Show one outlet and its articles."""
    id_ = ask.path["id"]
    with ask.desk.reader() as reader:
        known = reader.rows("SELECT name, owner, docs FROM v.outlets WHERE id = ?", [id_])
        if not known:
            raise Refused(404, ask.words.say("no_such_outlet"))
        name, owner, docs = known[0]
        rows = reader.rows(_ARTICLES, [id_, ask.number("limit"), ask.number("offset")])
        ((named,),) = reader.rows("SELECT count(DISTINCT doc) FROM names WHERE name = ? AND role <> 'outlet'", [name])
    found = tuple(_made(Found, row) for row in rows)
    return Answer(
        template="outlet.html.j2",
        data=Outlet(id=id_, name=name, owner=owner, total=docs, named=named, documents=found),
        columns=("id", "name", "title", "lang", "published", "url", "statements"),
        rows=[msgspec.structs.asdict(row) for row in found],
        more={"offset": ask.number("offset"), "limit": ask.number("limit")},
        name=f"outlet-{id_}",
    )


def _party_id(reader: Reader, id_: str) -> str | None:
    found = reader.rows("SELECT party FROM v.voices WHERE id = ?", [id_])
    return found[0][0] if found else None


def _made(record: type[Row], row: tuple[Any, ...]) -> Row:
    return record(**dict(zip(record.__struct_fields__, row, strict=False)))


_STATEMENTS = """
    SELECT s.attribution, s.doc, CASE w.title WHEN '' THEN w.name ELSE w.title END, w.outlet, w.published, d.value,
        a.content_words
    FROM v.spoken s JOIN v.docs w ON w.id = s.doc JOIN attributions a ON a.id = s.attribution
    LEFT JOIN said d ON d.attribution = s.attribution
    WHERE s.party = ? ORDER BY w.number, a.number LIMIT ? OFFSET ?"""
_PERHAPS = """
    SELECT DISTINCT p.id, p.name, l.why FROM v.party_links l
    JOIN v.voices x ON x.id = l.a JOIN v.voices y ON y.id = l.b
    JOIN v.parties p ON p.id = CASE WHEN x.party = ?1 THEN y.party ELSE x.party END
    WHERE l.level = 'probable' AND (x.party = ?1 OR y.party = ?2) AND p.id <> ?1 ORDER BY p.name LIMIT 30"""
_ARTICLES = """
    SELECT id, name, title, lang, outlet, outlet_id, published, url, statements FROM v.docs
    WHERE outlet_id = ? ORDER BY number LIMIT ? OFFSET ?"""

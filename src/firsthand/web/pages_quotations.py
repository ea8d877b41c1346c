"""Quotations: which are versions of one, and two versions compared word for word."""

import msgspec

from firsthand.link.quotations_model import Drift
from firsthand.show.clean import visible
from firsthand.show.versions import drift_of, pieces
from firsthand.web.answers import Answer, Refused
from firsthand.web.asked import Ask


class FamilyRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quotation that several articles have: its fullest or first version, and how many versions there are."""

    id: str
    text: str
    speaker: str | None
    lang: str | None
    versions: int
    docs: int


class Quotations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Quotations, those in most articles first."""

    total: int
    quotations: tuple[FamilyRow, ...]


class Version(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version: its words, who is quoted, where, and how it differs from the first of its language."""

    id: str
    doc: str
    text: str
    attribution: str | None
    speaker: str | None
    lang: str | None
    outlet: str | None
    published: str | None
    title: str
    kinds: tuple[str, ...]
    guess: bool


class Quotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quotation with all its versions."""

    id: str
    versions: tuple[Version, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two versions of a quotation: ``drift`` is None where they are two quotations, not one."""

    a: Version
    b: Version
    drift: Drift | None


def quotations(ask: Ask) -> Answer:
    """List the quotations that several articles have."""
    with ask.desk.reader() as reader:
        ((total,),) = reader.rows("SELECT count(*) FROM v.families")
        rows = reader.rows(
            "SELECT f.id, q.text, q.speaker, q.lang, f.versions, f.docs FROM v.families f "
            "JOIN v.quotations q ON q.id = f.origin ORDER BY f.docs DESC, f.versions DESC, f.id LIMIT ? OFFSET ?",
            [ask.number("limit"), ask.number("offset")],
        )
    found = tuple(FamilyRow(**dict(zip(FamilyRow.__struct_fields__, row, strict=True))) for row in rows)
    return Answer(
        template="quotations.html.j2",
        data=Quotations(total=total, quotations=found),
        columns=FamilyRow.__struct_fields__,
        rows=[msgspec.structs.asdict(row) for row in found],
        more={"offset": ask.number("offset"), "limit": ask.number("limit")},
        name="quotations",
    )


def quotation(ask: Ask) -> Answer:
    """Show one quotation with all its versions, each compared with the first."""
    with ask.desk.reader() as reader:
        rows = reader.rows(
            _VERSIONS + " WHERE q.family = ? ORDER BY q.id <> q.family, w.number LIMIT 500", [ask.path["id"]]
        )
    if not rows:
        raise Refused(404, ask.words.say("no_such_quotation"))
    versions = tuple(map(_version, rows))
    by_id = {one.id: one for one in versions}
    changes = {}
    for row in rows:
        drift = msgspec.json.decode(row[-1], type=Drift) if row[-1] else None
        if drift is not None and drift.a in by_id and "translated" not in drift.kinds:
            changes[drift.b] = pieces(by_id[drift.a].text, by_id[drift.b].text, drift.differences)
    return Answer(
        template="quotation.html.j2",
        data=Quotation(id=ask.path["id"], versions=versions),
        columns=Version.__struct_fields__,
        rows=[msgspec.structs.asdict(one) for one in versions],
        more={"changes": changes, "shown": visible},
        name=f"quotation-{ask.path['id']}",
    )


def compare(ask: Ask) -> Answer:
    """Compare two versions of a quotation."""
    with ask.desk.reader() as reader:
        found = [reader.rows(_VERSIONS + " WHERE q.id = ?", [ask.text(name)]) for name in ("a", "b")]
    if not all(found):
        raise Refused(404, ask.words.say("no_such_quotation"))
    a, b = (_version(rows[0]) for rows in found)
    drift = drift_of(a.text, b.text, lang_a=a.lang, lang_b=b.lang)
    alike = drift is not None and "translated" not in drift.kinds
    return Answer(
        template="compare.html.j2",
        data=Comparison(a=a, b=b, drift=drift),
        columns=("kind", "a_start", "a_end", "a_words", "b_start", "b_end", "b_words"),
        rows=[
            {
                "kind": one.kind,
                "a_start": one.transcript.start,
                "a_end": one.transcript.end,
                "a_words": one.transcript.of(a.text),
                "b_start": one.quote.start,
                "b_end": one.quote.end,
                "b_words": one.quote.of(b.text),
            }
            for one in (drift.differences if drift else ())
        ],
        more={"changes": pieces(a.text, b.text, drift.differences) if drift and alike else ()},
        name="comparison",
    )


def _version(row: tuple[object, ...]) -> Version:
    id_, doc, text, attribution, speaker, lang, outlet, published, title, raw = row
    drift = msgspec.json.decode(str(raw), type=Drift) if raw else None
    values = {
        "id": id_,
        "doc": doc,
        "text": text,
        "attribution": attribution,
        "speaker": speaker,
        "lang": lang,
        "outlet": outlet,
        "published": published,
        "title": title,
        "kinds": drift.kinds if drift else (),
        "guess": drift.guess if drift else False,
    }
    return msgspec.convert(values, Version)


_VERSIONS = """
    SELECT q.id, q.doc, q.text, q.attribution, q.speaker, q.lang, w.outlet, w.published,
        CASE w.title WHEN '' THEN w.name ELSE w.title END, q.drift
    FROM v.quotations q JOIN v.docs w ON w.id = q.doc"""

"""A claim traced by hand: an invented ferry, invented people and papers; every kind of finding once."""

from firsthand.model import Document, Published, Publisher, Reading, Span, document_id
from firsthand.trace.records import (
    Circle,
    Clause,
    Count,
    DeadEnd,
    Drifted,
    Evidence,
    Hop,
    Merge,
    Origin,
    Report,
    Sentence,
    Traced,
)

CLAIM = "The ferry Alka left Mornvik with its bow door open"
AGENCY = "The ferry Alka left Mornvik with its bow door open, harbour pilot Jon Tveit told the Sund Wire on Monday."

_TEXTS = {
    "pilot": ("Mornvik Tidende", "2032-02-02T09:00:00Z", f"Morning on the quay.\n{AGENCY}\nNobody was hurt."),
    "full": (
        "Sund Wire",
        "2032-02-02T10:00:00Z",
        "“The ferry Alka left Mornvik with its bow door open, unless the lamp on the bridge lied,” Jon Tveit said.",
    ),
    "cut": (
        "Dagsnytt Nord",
        "2032-02-03T07:30:00Z",
        "Jon Tveit told Sund Wire: “The ferry Alka left Mornvik with its bow door open.”",
    ),
    **{
        f"copy{n}": (f"Kystavisen {n}", f"2032-02-02T{12 + n}:00:00Z", f"MORNVIK (Sund Wire) — {AGENCY}")
        for n in range(6)
    },
    "denial": (
        "Rederi-Nytt",
        "2032-02-03T12:00:00Z",
        "The owner, Alka Line, denied that the ferry had left Mornvik with its bow door open.",
    ),
    "blog": (
        "Langs Kaia",
        "2032-02-04T12:00:00Z",
        "Skipsposten writes that the bow door was open when the Alka left.",
    ),
    "ring": (
        "Skipsposten",
        "2032-02-04T15:00:00Z",
        "The bow door was open when the Alka left, according to the blog Langs Kaia.",
    ),
    "paper": (
        "Uke-Revyen",
        "2032-02-06T00:00:00Z",
        "A report by the Coast Inspectorate says the bow door was open when the Alka left.",
    ),
    "later": ("Havnebladet", None, "The bow door may have been shut only halfway, a sailor said."),
}


def readings():
    """Every document of the claim, read."""
    found = []
    for name, (outlet, published, text) in _TEXTS.items():
        id_ = document_id(text=text, outlet=outlet, published=published)
        document = Document(
            id=id_,
            name=f"{name}.txt",
            text=text,
            lang="en",
            outlet=outlet,
            title=f"The Alka, as {outlet} has it",
            url=f"https://{name}.example/alka",
            published=published,
        )
        found.append(
            Reading(
                document=document,
                published=Published(value=published, how="given" if published else "nothing tells"),
                publisher=Publisher(document=id_, name=outlet, how="given"),
            )
        )
    return tuple(found)


READINGS = dict(zip(_TEXTS, readings(), strict=True))


def evidence(name, words):
    """The words of a document as evidence."""
    document = READINGS[name].document
    start = document.text.index(words)
    return Evidence(doc=document.name, document=document.id, span=Span(start, start + len(words)))


def report(name, words, chain, origin, kind, **more):
    """A report of the claim by one of the documents."""
    reading = READINGS[name]
    place = evidence(name, words)
    return Report(
        **{
            "id": f"r-{name}",
            "claim": "k1",
            "doc": reading.document.name,
            "document": reading.document.id,
            "outlet": reading.document.outlet,
            "published": reading.published.value,
            "spans": (place.span,),
            "words": words,
            "stance": "supports",
            "chain": tuple(chain),
            "origin": origin,
            "origin_kind": kind,
            "score": 0.9,
            **more,
        }
    )


def merge(a, b, level, kind, why, *spans):
    """A reason to count two reports as one."""
    return Merge(
        id=f"m-{a}-{b}",
        a=f"r-{a}",
        b=f"r-{b}",
        level=level,
        kind=kind,
        score=1.0 if level == "certain" else 0.6,
        why=why,
        spans=spans,
    )


def traced():
    """The claim with its sixteen reports."""
    door = "The ferry Alka left Mornvik with its bow door open"
    tveit, via = "Jon Tveit", ("Jon Tveit", "Sund Wire")
    copies = [
        report(f"copy{n}", door, via, tveit, "named_person", attribution=f"a{n}", said_on="2032-02-02")
        for n in range(6)
    ]
    reports = [
        report("pilot", door, via, tveit, "named_person", attribution="p", said_on="2032-02-02"),
        report("full", door, [tveit], tveit, "named_person", attribution="f"),
        *copies,
        report("cut", door, via, tveit, "named_person", attribution="c"),
        report(
            "denial",
            "denied that the ferry had left Mornvik with its bow door open",
            ["Alka Line"],
            "Alka Line",
            "named_organisation",
            stance="denies",
        ),
        report("blog", "the bow door was open when the Alka left", ["Skipsposten"], "circle", "circular"),
        report("ring", "The bow door was open when the Alka left", ["Langs Kaia"], "circle", "circular"),
        report(
            "paper",
            "the bow door was open when the Alka left",
            ["Coast Inspectorate"],
            "report by the Coast Inspectorate",
            "document",
            hops=(Hop(name="Coast Inspectorate", inferred=True, why="Havnebladet names the same report."),),
        ),
        report(
            "later",
            "The bow door may have been shut only halfway",
            ["a sailor"],
            "a sailor",
            "unnamed",
            variant="shut halfway",
        ),
    ]
    merges = [
        merge(
            "pilot", f"copy{n}", "certain", "reused_text", "Both print the same passage.", evidence(f"copy{n}", AGENCY)
        )
        for n in range(6)
    ]
    merges.append(
        merge("full", "cut", "certain", "citation", "Dagsnytt Nord names Sund Wire.", evidence("cut", "told Sund Wire"))
    )
    merges.append(
        merge("pilot", "paper", "probable", "shared_detail", "Both have the bow door.", evidence("paper", "Alka"))
    )
    sentences = (
        Sentence(
            lang="en",
            clauses=(
                Clause(text="Nine articles have it from "),
                Clause(text="one pilot, Jon Tveit", reports=tuple(r.id for r in reports[:9])),
                Clause(text="; the owner denies it", reports=("r-denial",)),
                Clause(text="."),
            ),
        ),
        Sentence(lang="sv", clauses=(Clause(text="Nio artiklar har det från en lots.", reports=("r-pilot",)),)),
    )
    return Traced(
        id="k1",
        claim=CLAIM,
        reports=tuple(reports),
        merges=tuple(merges),
        origins=(
            Origin(label=tveit, kind="named_person", reports=tuple(r.id for r in reports[:9])),
            Origin(label="report by the Coast Inspectorate", kind="document", reports=("r-paper",)),
            Origin(label="circle", kind="circular", reports=("r-blog", "r-ring"), counted=False),
            Origin(label="Alka Line", kind="named_organisation", reports=("r-denial",)),
        ),
        independent_origins=Count(min=1, best=2, max=3),
        denials=1,
        circular=(
            Circle(
                docs=("blog.txt", "ring.txt"),
                reports=("r-blog", "r-ring"),
                why="Each names the other as its source.",
                spans=(evidence("blog", "Skipsposten writes"), evidence("ring", "the blog Langs Kaia")),
            ),
        ),
        dead_ends=(
            DeadEnd(
                name="Coast Inspectorate",
                kind="document",
                reports=("r-paper",),
                why="No document here is that report or has it.",
                spans=(evidence("paper", "report by the Coast Inspectorate"),),
            ),
        ),
        drift=(
            Drifted(
                a="r-full",
                b="r-cut",
                kinds=("truncated", "condition_cut"),
                a_words=evidence(
                    "full", "The ferry Alka left Mornvik with its bow door open, unless the lamp on the bridge lied"
                ),
                b_words=evidence("cut", "The ferry Alka left Mornvik with its bow door open."),
            ),
        ),
        first="r-pilot",
        sentences=sentences,
        outlets=11,
    )

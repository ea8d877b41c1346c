"""The review as Markdown (CommonMark with tables): the claims, and what each rests on."""

import re
from collections.abc import Iterator, Sequence

from firsthand.model import Failure, Reading
from firsthand.show.claims_view import ClaimView, MergeView, Ref, ReportView
from firsthand.show.excerpt import Bit
from firsthand.show.overview import page_view
from firsthand.show.view import DocumentView, PageView
from firsthand.show.words import Words, load
from firsthand.trace.records import Traced

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>&=:@^$])")
_COLUMNS = ("col_number", "col_outlet", "col_published", "col_stance", "col_chain", "col_from", "col_sure")


def render_markdown(
    readings: Sequence[Reading],
    *,
    failures: Sequence[Failure] = (),
    title: str | None = None,
    traces: Sequence[Traced] = (),
    lang: str = "en",
) -> str:
    """Return the review as Markdown. Signs that mean something in it are escaped wherever others wrote the words."""
    words = load(lang)
    page = page_view(readings, failures=failures, title=title, traces=traces, words=words)
    return "\n\n".join(_page(page, words)) + "\n"


def plain(text: str) -> str:
    """Return a text on one line, with every sign escaped that Markdown or HTML would read."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _page(page: PageView, words: Words) -> Iterator[str]:
    yield f"# {plain(page.title)}"
    yield plain(words.say("motto"))
    yield "\n".join(f"- {plain(label)}: {plain(value)}" for label, value in page.facts)
    for failure in page.failures:
        yield f"- {plain(failure.name)}: {plain(failure.error)}"
    for claim in page.claims:
        yield from _claim(claim, words)
    if page.more_claims:
        yield f"## {plain(words.say('claims_more', n=len(page.more_claims)))}"
        yield "\n".join(f"- {plain(one.text)} ({plain(one.counts)})" for one in page.more_claims)
    if page.documents:
        yield f"## {plain(words.say('documents_read'))}"
    for document in page.documents:
        yield from _document(document, words)


def _claim(claim: ClaimView, words: Words) -> Iterator[str]:
    yield f"## {claim.number}\\. {plain(claim.text)}"
    if claim.sentence:
        yield "".join(_spaced(part.text) + _refs(part.refs) for part in claim.sentence)
    yield f"**{plain(claim.counts)}**"
    if claim.rows:
        yield "\n".join(_table(claim, words))
    for finding in claim.findings:
        yield f"**{plain(finding.title)}**: {plain(finding.why)}{_refs(finding.refs)}"
    for origin in claim.origins:
        yield f"- **{plain(origin.label)}** ({plain(origin.kind_words)}){_refs(origin.refs)}" + "".join(
            f"\n  - {_merge(one, words)}" for one in origin.merges
        )
    if claim.between:
        yield plain(words.say("between_origins"))
        yield "\n".join(f"- {_merge(one, words)}" for one in claim.between)
    if claim.against:
        yield plain(words.say("against_merges"))
        yield "\n".join(f"- {_merge(one, words)}" for one in claim.against)
    places = (
        ("supporting", claim.left),
        ("denying", claim.right),
        ("unsure", claim.unsure),
        ("others", claim.other),
    )
    for key, reports in places:
        if reports:
            yield f"### {plain(words.say(key))}"
            yield "\n\n".join(_report(one) for one in reports)


def _table(claim: ClaimView, words: Words) -> Iterator[str]:
    yield "| " + " | ".join(plain(words.say(key)) for key in _COLUMNS) + " |"
    yield "|" + " --- |" * len(_COLUMNS)
    for row in claim.rows[:200]:
        one = row.report
        cells = (str(one.number), one.outlet, one.published.shown, one.stance_words, one.way, row.taken_from)
        yield "| " + " | ".join(map(plain, (*cells, row.level_words))) + " |"


def _merge(one: MergeView, words: Words) -> str:
    both = f"{one.a.number} {words.say('and_word')} {one.b.number}"
    return f"{both}: **{plain(one.level_words)}**, {plain(one.kind_words)}\\. {plain(one.why)}"


def _report(one: ReportView) -> str:
    head = f"{one.number}\\. **{plain(one.outlet)}**, {plain(one.published.shown)}: {plain(one.way)}"
    link = f"\n>\n> <{one.url}>" if one.url else ""
    alike = "".join(
        f"\n\n{other.number}\\. **{plain(other.outlet)}**, {plain(other.published.shown)}: {plain(other.way)}"
        f"\n\n> {_bits(other.excerpt)}"
        for other in one.alike
    )
    return f"{head}\n\n> {_bits(one.excerpt)}{link}{alike}"


def _document(document: DocumentView, words: Words) -> Iterator[str]:
    yield f"### {plain(document.title)}"
    yield f"- {plain(words.say('published'))}: {plain(document.published.shown)}" + "".join(
        f"\n- {plain(label)}: {plain(value)}" for label, value in document.facts
    )
    for card in document.cards:
        yield f"- {plain(card.line)}" + (f"\n  > {plain(card.content)}" if card.content else "")


def _bits(bits: Sequence[Bit]) -> str:
    return "".join(f"**{plain(bit.text)}**" if bit.marked else _spaced(bit.text) for bit in bits)


def _spaced(text: str) -> str:
    """Escape a text and keep the spaces at its ends."""
    inner = plain(text)
    return (" " if text[:1].isspace() else "") + inner + (" " if inner and text[-1:].isspace() else "")


def _refs(refs: Sequence[Ref]) -> str:
    return f" \\[{', '.join(str(ref.number) for ref in refs)}\\]" if refs else ""

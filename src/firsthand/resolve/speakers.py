"""Who a source is, within its document: pronouns, surnames, roles and acronyms to the fullest name.

Rules of recency and form, in the order a reader uses them. What none of them settles keeps its own words: a pronoun
nobody can place stays a pronoun.
"""

from collections.abc import Iterator, Sequence

import msgspec

from firsthand.extract.atoms import atoms
from firsthand.extract.phrases import before
from firsthand.extract.quotes import quotations
from firsthand.languages import Language, codes, language
from firsthand.model import Attribution, Document, Item, SourceKind, Span, Speaker
from firsthand.outlets import Registry, registry
from firsthand.resolve.names import Party, full_names, party

NAMED: tuple[SourceKind, ...] = ("named_person", "named_organisation", "outlet", "document", "collective", "unnamed")
REACH = 300


class _Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has been read so far in one stretch: full names, and parties in the order they spoke."""

    names: list[tuple[str, Span]]
    spoken: list[tuple[Attribution, Party]]
    gender: dict[str, str]
    outlets: Registry


def speakers(
    document: Document,
    attributions: Sequence[Attribution],
    *,
    items: Sequence[Item] = (),
    outlets: Registry | None = None,
) -> tuple[Speaker, ...]:
    """Return one row for every attribution whose party can be told, in the order of the attributions.

    An item of a press review is a text of its own: names are not carried from one item to the next, except from a
    heading to its excerpt and back.
    """
    rows: list[Speaker] = []
    for stretch in _stretches(document, items):
        mine = [a for a in attributions if _inside(a, stretch)]
        rows += _resolve(document, stretch, mine, outlets or registry())
    order = {a.id: k for k, a in enumerate(attributions)}
    return tuple(sorted(rows, key=lambda row: order[row.attribution]))


def _stretches(document: Document, items: Sequence[Item]) -> Iterator[Span]:
    start = 0
    for item in items:
        end = item.body.end if item.body else item.heading.end
        if item.heading.start > start:
            yield Span(start, item.heading.start)
        yield Span(item.heading.start, end)
        start = end
    if start < len(document.text):
        yield Span(start, len(document.text))


def _inside(row: Attribution, stretch: Span) -> bool:
    spans = (*row.source, *row.cue, *row.content)
    return bool(spans) and stretch.holds(spans[0])


def _resolve(document: Document, stretch: Span, rows: Sequence[Attribution], outlets: Registry) -> Iterator[Speaker]:
    text = document.text
    lang = _language(document, stretch)
    known = _Known(names=list(full_names(text, stretch, lang)), spoken=[], gender={}, outlets=outlets)
    for row in rows:
        lang = _language(document, (*row.source, *row.content)[0])
        found = _party(text, row, known, lang, rows)
        if found is None:
            continue
        who, method, score, evidence = found
        known.spoken.append((row, who))
        yield Speaker(attribution=row.id, name=who.name, kind=who.kind, method=method, score=score, evidence=evidence)


def _language(document: Document, span: Span) -> Language:
    code = next((p.lang for p in document.passages if p.span.start <= span.start < p.span.end), document.lang)
    return language(code if code in codes() else "en")


Found = tuple[Party, str, float, tuple[Span, ...]]


def _party(text: str, row: Attribution, known: _Known, lang: Language, rows: Sequence[Attribution]) -> Found | None:
    if not row.source:
        return _carried(row, known) if not row.cue else None
    span = row.source[0]
    if row.source_kind == "pronoun":
        return _pronoun(text, span, row, known, lang)
    who = party(text, span, row.source_kind, lang, known.outlets)
    for step in (_generic, _fuller, _acronym, _role):
        fuller = step(text, who, known, lang)
        if fuller is not None:
            return fuller
    return who, "as written", 1.0, (who.span,)


def _carried(row: Attribution, known: _Known) -> Found | None:
    """A quotation with neither source nor cue goes on with the speech before it."""
    for earlier, who in reversed(known.spoken):
        if earlier.parent == row.parent and earlier.type in ("direct", "mixed"):
            return who, "the quotation goes on", 0.7, earlier.source[:1] or earlier.content[:1]
    return None


def _pronoun(text: str, span: Span, row: Attribution, known: _Known, lang: Language) -> Found:
    word = span.of(text).lower()
    itself = Party(name=span.of(text), kind="pronoun", span=span)
    if word in lang.words.relative_pronouns and word not in lang.words.determiners:
        head = _antecedent(text, span, lang)
        if head is not None:
            who = party(text, head, _guess(text, head), lang, known.outlets)
            fuller = _fuller(text, who, known, lang)
            return fuller or (who, "the noun before it", 0.8, (who.span,))
    kinds = _kinds_of(word, lang)
    if not kinds:
        return itself, "as written", 0.3, (span,)
    outer = next((pair for pair in known.spoken if pair[0].id == row.parent), None)
    if outer is not None and not _in_quotation(text, outer[0], span) and outer[1].kind in kinds:
        return outer[1], "the one whose words these are", 0.7, (outer[1].span,)
    spoken = _last_speaker(word, row, kinds, known, lang)
    nearest = _last_named(word, span, known, lang) if "named_person" in kinds and row.parent is None else None
    if spoken is not None and not (nearest and _clearer(nearest, spoken[0], spoken[1])):
        known.gender.setdefault(spoken[1].name, word)
        return spoken[1], "the last one to speak", 0.8, (spoken[1].span,)
    if nearest is not None:
        known.gender.setdefault(nearest.name, word)
        return nearest, "the last one named", 0.5, (nearest.span,)
    return itself, "as written", 0.3, (span,)


def _last_speaker(
    word: str, row: Attribution, kinds: tuple[SourceKind, ...], known: _Known, lang: Language
) -> tuple[Attribution, Party] | None:
    for earlier, who in reversed(known.spoken):
        fits = who.kind in kinds and earlier.parent == row.parent
        if fits and _agrees(word, who, known, lang) and _spoke(who, lang):
            return earlier, who
    return None


def _last_named(word: str, span: Span, known: _Known, lang: Language) -> Party | None:
    """The person named last before a pronoun, if near; names of bodies and outlets are passed over."""
    bodies = lang.words.group_nouns
    for name, where in reversed(known.names):
        if where.end > span.start:
            continue
        if span.start - where.end > REACH:
            return None
        words = name.lower().split()
        if any(w in bodies for w in words) or name.isupper() or known.outlets.by_name(name) is not None:
            continue
        who = Party(name=name, kind="named_person", span=where)
        if _agrees(word, who, known, lang):
            return who
    return None


def _clearer(named: Party, row: Attribution, spoken: Party) -> bool:
    """Whether a full name behind the last statement outweighs a speaker known by one word or by a role only."""
    last = max(s.end for s in (*row.source, *row.cue, *row.content))
    vague = spoken.kind == "unnamed" or " " not in spoken.name
    return vague and named.span.start >= last


def _in_quotation(text: str, outer: Attribution, span: Span) -> bool:
    """Whether a place in an outer attribution's content stands between quotation marks."""
    if outer.type == "indirect":
        return False
    if outer.type == "direct":
        return True
    holder = next((c for c in outer.content if c.holds(span)), None)
    return holder is not None and any(q.span.holds(span.shift(-holder.start)) for q in quotations(holder.of(text)))


def _spoke(who: Party, lang: Language) -> bool:
    """Whether an unnamed party is a person or body at all, by its head noun."""
    if who.kind != "unnamed":
        return True
    nouns = lang.words.unnamed_nouns | lang.words.role_nouns | lang.words.group_nouns
    return any(word.lower() in nouns for word in who.name.split())


def _antecedent(text: str, span: Span, lang: Language) -> Span | None:
    start = max(0, span.start - REACH, text.rfind("\n", 0, span.start) + 1)
    found = atoms(text, Span(start, span.start), (), lang)
    end = len(found) - 1 if found and found[-1].text == "," else len(found)
    head = before(found, end, 0, lang)
    return Span(found[head[0]].start, found[head[1] - 1].end) if head else None


def _guess(text: str, span: Span) -> SourceKind:
    words = span.of(text).split()
    return "named_person" if sum(w[:1].isupper() for w in words) >= 2 else "unnamed"


def _kinds_of(word: str, lang: Language) -> tuple[SourceKind, ...]:
    if word in lang.words.person_pronouns:
        return ("named_person", "unnamed")
    if word in lang.words.thing_pronouns:
        return ("named_organisation", "outlet", "document", "collective")
    if word in lang.words.plural_pronouns:
        return ("collective", "named_organisation", "unnamed")
    return ()


def _agrees(word: str, who: Party, known: _Known, lang: Language) -> bool:
    """A person once called "he" is not "she" later."""
    earlier = known.gender.get(who.name)
    both = lang.words.person_pronouns
    return earlier is None or earlier == word or earlier not in both


def _fuller(text: str, who: Party, known: _Known, lang: Language) -> Found | None:
    """A surname, first name or short form: the one longer name in this stretch that holds its words."""
    if who.kind not in ("named_person", "named_organisation", "outlet", "unnamed") or not who.name[:1].isupper():
        return None
    words = who.name.split()
    if len(words) > 2 or (len(words) == 2 and who.kind in ("named_person", "unnamed")):
        return None
    if words[0].lower() in lang.words.role_nouns | lang.words.unnamed_nouns | lang.words.titles:
        return None
    longer: dict[str, Span] = {}
    for name, span in known.names:
        parts = name.split()
        if len(parts) > len(words) and _holds(parts, words, who.kind):
            longer.setdefault(name, span)
    if not longer:
        return None
    best = max(longer, key=lambda n: (len(n.split()), -longer[n].start))
    if any(not set(n.split()) <= set(best.split()) for n in longer):
        return None  # two different people share the name: nobody is guessed
    kind: SourceKind = "named_person" if who.kind == "unnamed" else who.kind
    full = party(text, longer[best], kind, lang, known.outlets)
    return full, "short form of a name in this text", 0.9, (who.span, longer[best])


def _holds(parts: list[str], words: list[str], kind: SourceKind) -> bool:
    if kind == "named_person":
        return parts[-1] == words[-1] or (len(words) == 1 and parts[0] == words[0])
    return all(word in parts for word in words)


def _generic(text: str, who: Party, known: _Known, lang: Language) -> Found | None:
    """Read "The group", "the agency": the last body that spoke."""
    if who.name not in lang.words.group_nouns and who.name not in lang.relays.outlet_nouns:
        return None
    for _, earlier in reversed(known.spoken):
        if earlier.kind in ("named_organisation", "outlet") and earlier.name[:1].isupper():
            return earlier, "the last body to speak", 0.7, (who.span, earlier.span)
    return None


def _acronym(text: str, who: Party, known: _Known, lang: Language) -> Found | None:
    """Read "SOHR" for "Syrian Observatory for Human Rights": the initials of the long name's capitals."""
    name = who.name.replace(".", "")
    if not (name.isupper() and 2 <= len(name) <= 7):
        return None
    for long, span in known.names:
        initials = "".join(word[0] for word in long.split() if word[0].isupper())
        if initials == name:
            full = Party(name=long, kind="named_organisation", span=span)
            return full, "initials of a name in this text", 0.9, (who.span, span)
    return None


def _role(text: str, who: Party, known: _Known, lang: Language) -> Found | None:
    """Read "The minister", "Russian FM": the one person in this stretch whose title has the same words."""
    if who.kind not in ("unnamed", "named_person", "named_organisation"):
        return None
    abbreviations = dict(lang.words.role_abbreviations)
    wanted = {part for word in who.name.lower().split() for part in abbreviations.get(word, word).split()}
    wanted -= lang.words.determiners
    if not wanted & (lang.words.titles | lang.words.role_nouns):
        return None
    matching: dict[str, Span] = {}
    for name, span in known.names:
        ahead = text[max(0, span.start - 80) : span.start].lower().replace(",", " ").split()
        title = set(ahead[-6:]) | {word.lower() for word in name.split()}
        if wanted <= title and not span.overlaps(who.span):
            person = party(text, span, "named_person", lang, known.outlets)
            matching.setdefault(person.name, person.span)
    if len(matching) != 1:
        return None
    name, span = next(iter(matching.items()))
    return Party(name=name, kind="named_person", span=span), "the only one with this title here", 0.8, (who.span, span)

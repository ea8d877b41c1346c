"""Where a text mentions its parties, by whatever part of their names."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from firsthand.extract.atoms import Atom
from firsthand.model import SourceKind
from firsthand.resolve.names import is_title
from firsthand.resolve.speakers_describe import describe
from firsthand.resolve.speakers_records import PLACE, Mention, Roster
from firsthand.resolve.speakers_words import Gender, gender_of, plain

LEAD = 7


def lookup(made: Roster, words: Sequence[str], gender: Gender | None, *, kind: SourceKind | None = None) -> int | None:
    """Return the party a name of any length means here: in full, by initials, or by the one surname or first name."""
    if not words:
        return None
    at = made.shorts.get(" ".join(words))
    if at is not None:
        return at
    if len(words) > 1:
        core = [w for w in words if len(w) > 1]
        own = [e for e in made.last_words.get(core[-1], ()) if core] if core else []
        own = [e for e in own if made.entities[e].words[0] == core[0] or set(core) <= set(made.entities[e].words)]
        return own[0] if len(own) == 1 else None
    word = words[0]
    candidates = list(dict.fromkeys(made.last_words.get(word, [])))
    people = [e for e in candidates if made.entities[e].kind == "named_person"]
    if kind == "named_person" and people:
        candidates = people
    if not candidates:
        candidates = made.first_words.get(word, [])
    fitting = [e for e in candidates if gender is None or made.entities[e].gender in (None, gender)]
    return _dominant(made, fitting or candidates)


def _dominant(made: Roster, candidates: Sequence[int]) -> int | None:
    """The one candidate, the one known to be a person, or the one named in full at least twice as often as others.

    Of persons named as often, a text means the one it brought in sentences before; the others keep a first name.
    """
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    known = [e for e in candidates if made.entities[e].gender or made.entities[e].roles]
    if len(known) == 1:
        return known[0]
    ranked = Counter({e: made.entities[e].full for e in known or candidates}).most_common(2)
    if ranked[0][1] >= 2 * ranked[1][1]:
        return ranked[0][0]
    first, second = sorted(made.entities[e].span.start for e in known or candidates)[:2]
    if made.sentence(first) == made.sentence(second) or any(
        made.entities[e].kind != "named_person" for e in candidates
    ):
        return None
    return next(e for e in candidates if made.entities[e].span.start == first)


def add_mention(made: Roster, first: int, last: int) -> None:
    """Enter where a run of capitals names a known party, the whole run or the longest end or start of it."""
    found = made.found
    run = list(found[first:last])
    if made.in_headline(found[first].start):
        _scan_headline(made, run, first)
        return
    ahead = found[first - 1].lower if first else ""
    gender = gender_of([ahead, *(a.lower for a in run[:1])], made.people) if first else None
    told = gender_of([ahead], made.people) if ahead.rstrip(".") in made.lang.words.titles else None
    cut = max((k + 1 for k, a in enumerate(run) if is_title(a, made.lang)), default=0)
    told = told or (gender_of([a.lower for a in run[:cut]], made.people) if cut else None)
    for piece in (run, run[cut:], run[cut : cut + 2], run[cut : cut + 1], run[-1:]):
        words = [plain(a.text) for a in piece if a.kind == "w"]
        at = lookup(made, words, told or (gender if len(words) > 1 else None)) if words else None
        if at is not None:
            made.mentions.append(_mention(made, at, piece, first))
            if first and len(words) == 1 and _alone(made, at, words[0]) and is_title(found[first - 1], made.lang):
                describe(made, made.entities[at], first, first, last)  # "President Kell" is the president
            return


def _alone(made: Roster, at: int, word: str) -> bool:
    """Whether nobody else known to be a person has this surname."""
    others = [made.entities[e] for e in made.last_words.get(word, ()) if e != at]
    return made.entities[at].kind == "named_person" and not any(o.gender or o.roles - {PLACE} for o in others)


def _scan_headline(made: Roster, run: Sequence[Atom], first: int) -> None:
    """Find known names in a line where every word has a capital, the longest first."""
    place = 0
    while place < len(run):
        for size in range(min(LEAD, len(run) - place), 0, -1):
            piece = run[place : place + size]
            at = lookup(made, [plain(a.text) for a in piece if a.kind == "w"], None)
            if at is not None:
                made.mentions.append(_mention(made, at, piece, first + place))
                break
        else:
            size = 1
        place += size


def _mention(made: Roster, at: int, piece: Sequence[Atom], first: int) -> Mention:
    start, end = piece[0].start, piece[-1].end
    sentence = made.sentence(start)
    opens = not made.mentions or made.mentions[-1].sentence != sentence
    weight = 1.0 if opens else 0.55
    owner = piece[-1].lower.endswith("'s") or any(
        a.start == end and a.lower in made.lang.words.clitics for a in made.found[first : first + LEAD]
    )
    weight *= 0.7 if owner else 1.0
    weight *= 0.25 if made.in_quotes(start) else 1.0
    if made.people.is_place(made.entities[at].name):  # a state is more often where or what than who
        weight *= 0.3 if first and made.found[first - 1].lower in made.lang.words.place_prepositions else 0.5
    weight *= 0.4 if made.in_headline(start) else 1.0
    return Mention(start, end, at, sentence, weight, opens, owner)


def vote(made: Roster) -> None:
    """Count the pronouns of one person that follow a name, in its sentence or the next, nobody else named there."""
    people, places = made.people, [m.start for m in made.mentions]
    for atom in made.found:
        if atom.lower not in people.pronouns or made.in_quotes(atom.start):
            continue
        if atom.lower not in people.masculine and atom.lower not in people.feminine:
            continue
        sentence = made.sentence(atom.start)
        near: set[int] = set()
        for place in range(bisect_left(places, atom.start) - 1, -1, -1):
            mention = made.mentions[place]
            if mention.sentence < sentence - 1 or len(near) > 1:
                break
            if made.entities[mention.entity].kind == "named_person":
                near.add(mention.entity)
        if len(near) == 1:
            him, her = made.votes.get(next(iter(near)), (0, 0))
            male = atom.lower in people.masculine
            made.votes[next(iter(near))] = (him + male, her + (not male))

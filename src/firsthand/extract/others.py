"""Attributions without a cue verb: "according to", "reportedly", "claims of", and the colon of a headline."""

from functools import lru_cache

import msgspec

from firsthand.extract import phrases
from firsthand.extract.around import around
from firsthand.extract.candidate import Candidate
from firsthand.extract.clauses import Range, View, clause_end, phrase_end
from firsthand.extract.cues import title_case
from firsthand.extract.edges import is_relative
from firsthand.extract.kinds import medium
from firsthand.languages import finite_forms, noun_cues, verb_forms

LINE = 30
TURN = 4


def candidates(v: View) -> list[Candidate]:
    """Return what prepositions, adverbs, nouns and colons attribute in a sentence."""
    tags = (*_proforms(v), *_before_source(v), *_after_source(v))
    return [*tags, *_adverbs(v), *_nouns(v), *(_turn(v) or _interview(v) or _headline(v))]


def _phrase_at(v: View, place: int, phrase: str) -> int | None:
    words = phrase.split()
    atoms = v.atoms
    if atoms[place].lower != words[0]:
        return None
    if place + len(words) <= len(atoms) and all(atoms[place + k].lower == w for k, w in enumerate(words)):
        return place + len(words)
    return None


@lru_cache(maxsize=64)
def _by_first(phrases: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return phrases by their first word, in their order: few words begin one, and every word is asked."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in phrases:
        first = phrase.split()[0]
        found[first] = (*found.get(first, ()), phrase)
    return found


def _before_source(v: View) -> list[Candidate]:
    """Read "According to X, …": the source follows; the rest of its clause is the content."""
    found = []
    before, behind = _by_first(v.lang.phrases.before), _by_first(v.lang.phrases.trailing)
    for place in range(v.end):
        word = v.atoms[place].lower
        if word not in before and word not in behind:
            continue
        follows = (place and v.atoms[place - 1].text in ",") or v.atoms[place - 1].kind == "q"
        trailing = behind.get(word, ()) if follows else ()
        for phrase in (*before.get(word, ()), *trailing):
            last = _phrase_at(v, place, phrase)
            if last is None:
                continue
            source = _named(v, place, last)
            if phrase in trailing and last < v.end and v.atoms[last].lower in v.lang.words.focus_adverbs:
                continue  # "so auch Beck": an example
            if source is None or _no_source(v, source):
                continue
            content = around(v, place, source[1])
            if place and v.lang.order == "svo" and _describes(v, source[1]):
                content = content[:1]
            if phrase in trailing:
                content = _trailed(v, place, source)
            if content:
                found.append(Candidate(source, ((place, last),), content, "neutral", "asserts", 0.85, "preposition"))
            break
    return found


def _no_source(v: View, source: Range) -> bool:
    """Whether what is behind "according to" says nothing: a law, a plan."""
    return any(v.atoms[place].lower in v.lang.words.not_sources for place in (source[0], source[1] - 1))


def _trailed(v: View, place: int, source: Range) -> tuple[Range, ...]:
    """The words before ", so der Minister weiter": what follows belongs to them only behind a comma or colon."""
    atoms, pronouns = v.atoms, v.lang.words.subject_pronouns
    if not any(a.capital or a.kind == "q" or a.lower in pronouns for a in atoms[slice(*source)]):
        return ()
    last = source[1]
    while last < v.end and atoms[last].lower in v.lang.words.cue_adverbs:
        last += 1
    if v.lang.separable:
        last = _past_place(v, last)
    content = around(v, place, last)
    return content[:1] if last < v.end and atoms[last].text not in ",:" else content


def _past_place(v: View, start: int) -> int:
    """Return the comma that closes an aside behind where its source said it ("so Beck in einem Brief, …")."""
    if start >= v.end or v.atoms[start].lower not in v.lang.words.prepositions:
        return start
    for place in range(start + 1, min(v.end, start + LINE)):
        atom = v.atoms[place]
        if atom.text == ",":
            return place
        if atom.text in ";:" or (atom.lower in finite_forms(v.lang) and not atom.capital):
            return start
    return start


def _proforms(v: View) -> list[Candidate]:
    """Read "Demnach …" at the head of a sentence: the word stands for whoever was named before."""
    if not v.atoms or v.end < 3:
        return []
    if v.atoms[0].lower not in v.lang.phrases.proforms:
        return _inner_proforms(v)
    return [Candidate((0, 1), ((0, 1),), ((1, v.end),), "neutral", "asserts", 0.6, "preposition")]


def _inner_proforms(v: View) -> list[Candidate]:
    """Read "Die Zahl sank demnach um …": the clause around the word is the content."""
    if not v.lang.separable:
        return []
    found = []
    for place in range(1, v.end):
        if v.atoms[place].lower in v.lang.phrases.proforms:
            content = around(v, place, place + 1)
            source, cue = (place, place + 1), ((place, place + 1),)
            found += [Candidate(source, cue, content, "neutral", "asserts", 0.6, "preposition")] if content else []
    return found


def _named(v: View, place: int, start: int) -> Range | None:
    """The party behind a preposition: up to its comma where the phrase opens the sentence, else as a noun phrase."""
    near = phrases.after(v.atoms, start, v.lang, ceiling=v.end)
    if near is None or place > 0 or v.lang.order != "svo" or near[1] >= v.end or v.atoms[near[1]].text == ",":
        return near
    named = medium(v.atoms[slice(*near)], v.lang, v.outlets)
    if named is not None and named[2] is not None and named[0] <= 1 and _goes_on(v, near[0] + named[1]):
        return start, near[0] + named[1]
    for k in range(near[1], min(v.end, near[1] + 14)):
        atom = v.atoms[k]
        if atom.text == ",":
            return start, k
        if atom.kind in "qp" or atom.lower in v.lang.words.auxiliaries | v.lang.words.modals:
            return near
    return near


def _describes(v: View, place: int) -> bool:
    """Whether what follows a source without a comma says who that is ("according to Jane Doe the head of …")."""
    words = v.lang.words
    if place >= v.end or v.atoms[place].kind != "w":
        return False
    atom = v.atoms[place]
    return atom.lower in words.articles | words.prepositions | words.subordinators or is_relative(
        v.atoms, place, v.lang
    )


def _goes_on(v: View, place: int) -> bool:
    """Whether what follows a medium's name in front of a sentence is the statement and no "correspondent"."""
    words, atom = v.lang.words, v.atoms[place]
    own = words.role_nouns | words.unnamed_nouns | words.document_nouns | words.group_nouns | words.clitics
    if atom.kind != "w" or atom.lower in own | words.prepositions | words.coordinators or atom.text in "’'":
        return False
    return atom.lower not in v.lang.relays.outlet_nouns and not is_relative(v.atoms, place, v.lang)


def _after_source(v: View) -> list[Candidate]:
    """Read "Dem Bericht zufolge …", "nach Angaben der Polizei …": a word behind the source, or a noun in it."""
    found = []
    atoms = v.atoms
    pairs = {(a, b) for a, b in v.lang.phrases.around}
    openers = {a for a, _ in pairs}
    for place in range(v.end):
        lower = atoms[place].lower
        source = phrases.after(atoms, place + 1, v.lang, ceiling=v.end) if lower in openers else None
        owned = place + 1 < v.end and atoms[place + 1].lower in v.lang.words.possessives
        relative = place + 1 < v.end and atoms[place + 1].lower in v.lang.words.relative_only and not owned
        if lower in openers & set(v.lang.phrases.after) and relative:
            found += _relative_tag(v, place)
        elif source is not None and _tells(v, lower, source, pairs):
            source = _told_alone(v, source, pairs)
            content = around(v, place, source[1]) if source else ()
            if source and content:
                found.append(
                    Candidate(source, ((place, place + 1),), content, "neutral", "asserts", 0.75, "preposition")
                )
        elif lower in v.lang.phrases.after and place > 0 and not (lower in openers and _leads_on(v, place + 1)):
            source = _before_postposition(v, place, pairs)
            if source is None:
                continue
            content = around(v, source[0], place + 1)
            if content:
                found.append(
                    Candidate(source, ((place, place + 1),), content, "neutral", "asserts", 0.7, "postposition")
                )
    return found


def _before_postposition(v: View, place: int, pairs: set[tuple[str, str]]) -> Range | None:
    """The phrase before "zufolge"; before "nach", also a preposition, only one that tells ("seiner Meinung")."""
    atoms, words = v.atoms, v.lang.words
    source = phrases.before(atoms, place, 0, v.lang)
    if source is None or not v.lang.separable:
        return source
    head, first = atoms[place - 1].lower, place - 1
    if not any(head == noun or (len(noun) > 5 and head.endswith(noun)) for _, noun in pairs):
        return None if atoms[place].lower in {opener for opener, _ in pairs} else source
    while first > source[0] and (first == 1 or not atoms[first - 1].capital) and not _lowers(v, first - 1):
        if not atoms[first - 1].lower.endswith(words.adjective_endings):
            break
        first -= 1
    owned = first > source[0] and _lowers(v, first - 1)
    if atoms[place].lower in {opener for opener, _ in pairs}:
        return (first - 1, place) if owned else None
    return source if owned else (first, place)  # "nimmt die Firma Schätzungen zufolge …": no article of its own


def _relative_tag(v: View, place: int) -> list[Candidate]:
    """Read "Studien, nach denen …": the pronoun is the source, the rest of its clause the content."""
    end = phrase_end(v, place + 2)
    if place == 0 or v.atoms[place - 1].text != "," or end <= place + 2:
        return []
    source, cue = (place + 1, place + 2), ((place, place + 1),)
    return [Candidate(source, cue, ((place + 2, end),), "neutral", "asserts", 0.6, "preposition")]


def _told_alone(v: View, source: Range, pairs: set[tuple[str, str]]) -> Range:
    """Leave a place behind "Angaben" to the clause: "nach eigenen Angaben in Kiel"."""
    nouns = {noun for _, noun in pairs}
    own = any(a.lower in v.lang.phrases.own for a in v.atoms[slice(*source)])
    leads = v.lang.words.place_prepositions | (v.lang.words.prepositions if own else frozenset())
    for place in range(source[0] + 1, source[1]):
        if v.atoms[place].lower in leads and v.atoms[place - 1].lower in nouns:
            return source[0], place
    return source


def _tells(v: View, preposition: str, source: Range, pairs: set[tuple[str, str]]) -> bool:
    """Whether the noun behind a preposition is one that tells ("nach Angaben", "nach Polizeiangaben")."""
    heads = [v.atoms[k].lower for k in range(*source) if v.atoms[k].capital and not _lowers(v, k)][:2]
    tells = [b for a, b in pairs if a == preposition]
    return any(lower == b or (len(b) > 5 and lower.endswith(b)) for lower in heads for b in tells)


def _lowers(v: View, place: int) -> bool:
    return v.atoms[place].lower in v.lang.words.determiners | v.lang.words.possessives


def _leads_on(v: View, place: int) -> bool:
    """Whether what follows makes a preposition of the word before it."""
    if place >= v.end:
        return False
    atom, words = v.atoms[place], v.lang.words
    return atom.capital or atom.kind == "n" or atom.lower in words.determiners | words.possessives


def _adverbs(v: View) -> list[Candidate]:
    """Read "X reportedly did Y": nobody is named; the clause is the content."""
    found = []
    for place in range(v.end):
        if v.atoms[place].lower not in v.lang.phrases.adverbs:
            continue
        start = _own_clause(v, place)
        end = next((k for k in range(place, v.end) if v.atoms[k].text in ",;"), v.end)
        content = tuple(part for part in ((start, place), (place + 1, end)) if part[1] > part[0])
        if content:
            stance = "distancing" if v.atoms[place].lower in v.lang.phrases.distancing else "neutral"
            found.append(Candidate(None, ((place, place + 1),), content, stance, "asserts", 0.5, "adverb"))
    return found


def _own_clause(v: View, place: int) -> int:
    words = v.lang.words
    for k in range(place - 1, -1, -1):
        atom = v.atoms[k]
        if atom.text in ",;:" or atom.lower in words.complementisers:
            return k + 1
        if any(m.first == k for m in v.matches):
            return k + 1
    return 0


def _nouns(v: View) -> list[Candidate]:
    """Read "claims of the use of …", "the allegation that …": the content follows; often nobody is named."""
    found = []
    table = noun_cues(v.lang)
    for place in range(v.end - 1):
        noun = table.get(v.atoms[place].lower)
        if noun is None or any(m.left <= place < m.last for m in v.matches):
            continue
        opened = _opens(v, place + 1, noun.group.opens)
        if opened is None:
            continue
        start, last = opened
        end = clause_end(v, start, v.matches[0]) if start == place + 1 and v.matches else phrase_end(v, start)
        end = min(end, phrase_end(v, start))
        end = next((k for k in range(start + 1, end) if _ends_noun(v, k, start == place + 1)), end)
        if end <= start:
            continue
        source, left = _possessor(v, place)
        group = noun.group
        if source is None and group.stance != "distancing" and not (v.lang.compounds and start == place + 1):
            continue  # a neutral noun without its owner says no more than the sentence does
        found.append(
            Candidate(source, ((left, last),), ((start, end),), group.stance, group.polarity, group.weight, "noun")
        )
    return found


def _ends_noun(v: View, place: int, clause: bool) -> bool:
    """Whether the content of a cue noun ends here: at a list's "etc.", and a phrase (no clause) at a finite verb."""
    lower, words = v.atoms[place].lower, v.lang.words
    return lower in words.list_ends or (
        not clause and lower in words.auxiliaries | words.modals and lower not in words.clitics
    )


def _opens(v: View, place: int, opens: tuple[str, ...]) -> tuple[int, int] | None:
    """Return where the content starts and the cue ends: "of" belongs to the cue, "that" to the content."""
    for phrase in opens:
        last = _phrase_at(v, place, phrase)
        if last is None or last >= v.end:
            continue
        if set(phrase.split()) & v.lang.words.complementisers or v.lang.compounds:
            return place, place
        return last, last
    return None


def _possessor(v: View, noun: int) -> tuple[Range | None, int]:
    """Read "Trump's claim that": the possessor is the source; adjectives and the article stay outside the cue."""
    atoms, words = v.atoms, v.lang.words
    place = noun - 1
    while place >= 0 and atoms[place].kind == "w" and atoms[place].lower.isalpha() and noun - place <= 2:
        if atoms[place].lower in words.possessives and atoms[place].lower not in words.question_words:
            return (place, place + 1), noun
        if atoms[place].lower in words.prepositions | words.coordinators | words.determiners:
            break
        place -= 1
    if place >= 1 and atoms[place].lower in words.clitics:
        owner = _owner(v, phrases.before(atoms, place, 0, v.lang))
        return owner and (owner[0], place + 1), noun
    return None, noun


def _owner(v: View, source: Range | None) -> Range | None:
    """Leave out a verb before a possessor's name or article: "accepted Kell's denial", "echoing the mayor's claim"."""
    if source is None or v.lang.order != "svo":
        return source
    words, endings = v.lang.words, (*v.lang.words.verb_endings, *v.lang.words.gerund_endings)
    for place in range(source[1] - 1, source[0], -1):
        left, atom = v.atoms[place - 1], v.atoms[place]
        verb = left.kind == "w" and not left.capital and left.lower.endswith(endings)
        if verb and (atom.capital or atom.lower in words.articles):
            return place, source[1]
    return source


def _turn(v: View) -> list[Candidate]:
    """A turn in a transcript: "NAME: what was said", the name in capitals."""
    atoms = v.atoms
    colon = next((k for k, a in enumerate(atoms[: TURN + 1]) if a.text == ":"), 0)
    name = atoms[:colon]
    if not name or colon + 1 >= v.end or not all(a.kind == "w" and a.text.isupper() and len(a.text) > 1 for a in name):
        return []
    return [Candidate((0, colon), ((colon, colon + 1),), ((colon + 1, len(atoms)),), "neutral", "asserts", 0.7, "turn")]


def _headline(v: View) -> list[Candidate]:
    """A line of its own without a full stop: "CLAIM: SOURCE", or "SOURCE: CLAIM"."""
    atoms, words = v.atoms, v.lang.words
    if len(atoms) > LINE or (v.end != len(atoms) and not title_case(atoms)):
        return []
    colons = [k for k, a in enumerate(atoms) if a.text == ":"]
    if len(colons) != 1 or not 0 < colons[0] < len(atoms) - 1:
        return []
    colon = colons[0]
    head, tail = (0, colon), (colon + 1, len(atoms))
    if _party(v, tail) and any(a.lower in verb_forms(v.lang) or a.kind == "q" or len(atoms) > 6 for a in atoms[:colon]):
        return [Candidate(tail, ((colon, tail[0]),), (head,), "neutral", "asserts", 0.7, "headline")]
    quoted = atoms[colon + 1].kind == "q"
    if not quoted and not _surely_party(v, head):
        return []
    if _party(v, head) and (quoted or not v.matches or _surely_party(v, head)) and (quoted or len(atoms) - colon > 4):
        if not quoted and atoms[0].lower in words.determiners:
            return []
        return [Candidate(head, ((colon, tail[0]),), (tail,), "neutral", "asserts", 0.6, "headline")]
    return []


def _interview(v: View) -> list[Candidate]:
    """A headline that ends in a quotation behind "interview with X": X is quoted."""
    atoms = v.atoms
    if not atoms or atoms[-1].kind != "q" or len(atoms) > 30:
        return []
    for place in range(len(atoms) - 1):
        for phrase in v.lang.phrases.interview:
            last = _phrase_at(v, place, phrase)
            if last is not None and last < len(atoms) - 1 and all(a.kind in "wn" for a in atoms[last:-1]):
                content = ((len(atoms) - 1, len(atoms)),)
                found = Candidate((last, len(atoms) - 1), (), content, "neutral", "asserts", 0.6, "interview")
                return [msgspec.structs.replace(found, interviewer=_interviewer(v, place))]
    return []


def _interviewer(v: View, place: int) -> Range | None:
    """Read "Name: interview with X": the name in front is the one X's words came through."""
    if place >= 2 and v.atoms[place - 1].text == ":" and _party(v, (0, place - 1)):
        return 0, place - 1
    return None


def _surely_party(v: View, part: Range) -> bool:
    """Whether words before a colon can be nothing but a party: a name of two words, a role, a known outlet."""
    atoms, words = v.atoms[part[0] : part[1]], v.lang.words
    if v.outlets.by_name(" ".join(a.text for a in atoms)) is not None:
        return True
    last = atoms[-1].lower
    role = last in words.role_nouns | words.unnamed_nouns | words.group_nouns
    return role or (len(atoms) > 1 and all(a.capital for a in atoms))


def _party(v: View, part: Range) -> bool:
    """Whether a short stretch names a party: few words, a capital or a role, and no verb."""
    atoms, words = v.atoms[part[0] : part[1]], v.lang.words
    if not 1 <= len(atoms) <= 6 or any(a.kind not in "wn" and a.text not in ".-&" for a in atoms):
        return False
    if any(a.lower in words.auxiliaries | words.modals | words.relative_pronouns for a in atoms):
        return False
    last = atoms[-1].lower
    known = last in words.role_nouns | words.group_nouns | words.unnamed_nouns | words.document_nouns
    return known or all(a.capital or a.lower in words.linking_prepositions | words.determiners for a in atoms)

"""Content by its edges: what a cue leaves behind it or before it, and where that ends."""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from firsthand.extract.atoms import Atom, Sentence
from firsthand.extract.cues import Match
from firsthand.extract.edges import joins_words, title_in_marks
from firsthand.languages import Language, by_first_word, verb_forms
from firsthand.languages.speech import speech_words
from firsthand.outlets import Registry

Range = tuple[int, int]
ADVERBIAL = 22
TURN = 4
TURN_REACH = 9
FINAL = frozenset(".!?…;,") | {"..."}


class View(msgspec.Struct, frozen=True, gc=False):
    """A sentence with its cue verbs, its language, and the outlets that can be named in it.

    ``end`` is the place behind its last word.
    """

    sentence: Sentence
    matches: tuple[Match, ...]
    lang: Language
    end: int
    outlets: Registry

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The sentence's atoms."""
        return self.sentence.atoms


def view(sentence: Sentence, matches: Sequence[Match], lang: Language, outlets: Registry) -> View:
    """Return a view whose ``end`` leaves out the punctuation that closes the sentence."""
    end = len(sentence.atoms)
    while end > 0 and sentence.atoms[end - 1].text in FINAL:
        end -= 1
    return View(sentence, tuple(matches), lang, end, outlets)


def opening(v: View, start: int) -> int | None:
    """Return where the content behind a cue begins, past a comma, a colon and adverbials; None if there is none."""
    atoms, words = v.atoms, v.lang.words
    place = start
    skipped = words.time_words | words.cue_adverbs if v.lang.order == "v2" else words.time_words
    while place < v.end and (atoms[place].text in ",:" or atoms[place].lower in skipped):
        if _stands_for_content(v, place, v.end):
            break
        place += 1
    if place >= v.end:
        return None
    quoted = atoms[place].kind == "q" and not title_in_marks(atoms, place, v.lang)
    if quoted or atoms[place].lower in words.complementisers | words.question_words or opens_number(v, place):
        return place
    explicit = _explicit(v, place)
    if explicit is not None:
        return explicit
    if atoms[place].lower in words.adverbials:
        return _after_adverbial(v, place)
    return place


def _explicit(v: View, start: int) -> int | None:
    """A complementiser, a quotation or a colon soon after the cue, with no verb between, opens the content."""
    atoms, words, verbs = v.atoms, v.lang.words, verb_forms(v.lang)
    adverbial = atoms[start].lower in words.adverbials or atoms[start].lower in words.prepositions
    for place in range(start, min(v.end, start + ADVERBIAL)):
        atom = atoms[place]
        if atom.lower in words.complementisers:
            return place
        if atom.kind == "q" and title_in_marks(atoms, place, v.lang):
            continue
        if atom.kind == "q" and (adverbial or atoms[place - 1].text in ",:"):
            return place
        if atom.text == ":" and place + 1 < v.end:
            return place + 1
        if atom.text in ";–—" or (atom.kind == "w" and atom.lower in verbs and not _by_somebody(v, place)):
            return None
        if not adverbial and atom.kind == "w":
            return None
    return None


def _after_adverbial(v: View, start: int) -> int | None:
    """Skip "in a statement on Monday" where nothing marks its end: to the next pronoun or article that stands free."""
    atoms, words = v.atoms, v.lang.words
    for place in range(start + 1, min(v.end, start + ADVERBIAL)):
        atom, left = atoms[place], atoms[place - 1]
        if atom.lower in words.subject_pronouns and left.lower not in words.prepositions:
            return place
        if left.text == "," and atom.kind in "wnq":
            return None if any(m.left == place and m.form == "gerund" for m in v.matches) else place
        if (
            atom.lower in words.determiners
            and place > start + 2
            and left.lower not in words.prepositions | words.determiners
        ):
            return place
    return None


def only_adverbials(v: View, start: int, end: int) -> bool:
    """Whether a stretch opens like an adverbial and has nothing that could be content: no quotation, no verb."""
    atoms, words, verbs = v.atoms, v.lang.words, verb_forms(v.lang)
    while start < end and atoms[start].text in FINAL:
        start += 1
    if start >= end:
        return True
    if end - start > ADVERBIAL * 2:
        return False
    first = atoms[start]
    opens = first.lower in words.adverbials | words.prepositions | words.time_words | words.cue_adverbs
    opens = (
        opens
        or first.lower in words.subordinators
        or first.lower.endswith(tuple(words.adverb_endings))
        or first.lower in words.relative_pronouns
    )
    if not opens:
        return False
    if first.lower in words.complementisers:
        return False
    if _stands_for_content(v, start, end) or opens_number(v, start):
        return False
    subordinate = first.lower in words.subordinators or first.lower in words.relative_pronouns
    for place in range(start, end):
        atom = atoms[place]
        quoted = atom.kind == "q" and not title_in_marks(atoms, place, v.lang)
        parted = place > start and atoms[place - 1].text == ","  # "said, as quoted by Radio Nord, that"
        if quoted or (atom.lower in words.complementisers and (not subordinate or (parted and v.lang.order == "svo"))):
            return False
        if (
            atom.kind == "w"
            and atom.lower in verbs
            and not subordinate
            and not _by_somebody(v, place)
            and not atom.lower.endswith(tuple(words.gerund_endings))
        ):
            return False
    return True


def _by_somebody(v: View, place: int) -> bool:
    """Whether a form is the participle of "a statement quoted by Radio Nord", and no verb of its own."""
    behind = v.atoms[place + 1].lower if place + 1 < v.end else ""
    return v.lang.order == "svo" and behind in v.lang.words.agent_prepositions


def opens_number(v: View, place: int) -> bool:
    """Whether what bounds a number opens here, and the number follows: "at least 56 people", "nearly thirty"."""
    atoms, known = v.atoms, speech_words(v.lang.code)
    for phrase in (phrase for phrases in known.bounds_before.values() for phrase in phrases):
        words = phrase.split()
        last = place + len(words)
        if last < v.end and all(atoms[place + k].lower == word for k, word in enumerate(words)):
            lower = atoms[last].lower
            if atoms[last].text[:1].isdecimal() or known.numbers.get(lower, 0) > 1 or lower in known.vague:
                return last + 1 < v.end
    return False


def _stands_for_content(v: View, place: int, end: int) -> bool:
    """Whether a determiner is what was said ("denies this") and does not open a time ("this week")."""
    words = v.lang.words
    if v.atoms[place].lower not in words.determiners:
        return False
    return place + 1 >= end or v.atoms[place + 1].lower not in words.time_words


def clause_end(v: View, start: int, match: Match) -> int:
    """Return where content that begins at ``start`` ends: the sentence's end, or an earlier cut.

    A cut is a comma or coordinator followed by another cue that shares the first one's subject, a source tag
    ("…, according to X"), or the closing of a bracket the content did not open.
    """
    atoms = v.atoms
    if atoms[start].kind == "q" and _closed_speech(atoms[start]):
        return _quoted_end(v, start)
    depth = 0
    for place in range(start, v.end):
        if atoms[place].text in "([":
            depth += 1
        elif atoms[place].text in ")]":
            depth -= 1
            if depth < 0:
                return place
        elif depth == 0 and _cuts(v, place, start, match):
            return place + 1 if atoms[place].kind == "q" else place
    return v.end


def _cuts(v: View, place: int, start: int, match: Match) -> bool:
    """Whether content ends at a mark or word that stands in no bracket."""
    atom = v.atoms[place]
    if atom.text == ";":
        return True
    if atom.text in "–—-":
        if v.lang.separable and _inserts(v, place, start):
            return False
        behind = place > start + 2 or v.atoms[place - 1].kind == "q"
        return v.lang.order == "v2" and behind and not joins_words(v.atoms, place)
    if atom.text == ",":
        return _cut_at_comma(v, place, match)
    if atom.kind == "q":
        return place + 1 < v.end and _ends_quoted(v, place)
    if atom.lower in v.lang.words.coordinators | v.lang.words.contrasts and place > start + 1:
        return _cue_follows(v, place + 1, match) or _turns(v, place, start, match)
    return False


def _inserts(v: View, dash: int, start: int) -> bool:
    """Whether a dash opens or closes what is put in between a pair of them, behind which the clause goes on."""
    dashes = [k for k in range(start, v.end) if v.atoms[k].text == v.atoms[dash].text and not joins_words(v.atoms, k)]
    return len(dashes) == 2 and dashes[1] + 1 < v.end and not v.atoms[dashes[1] + 1].capital


def _turns(v: View, place: int, start: int, match: Match) -> bool:
    """Whether "but the army denied" or "while the mayor said" follows: another party's own main clause."""
    words = v.lang.words
    if v.lang.order != "svo" or place - start < TURN or v.atoms[place].lower not in words.contrasts:
        return False
    for other in v.matches[_behind(v, place) :]:
        if other.left > place + TURN_REACH:
            return False
        if other is match or other.form not in ("past", "present") or other.left != other.first or other.passive:
            continue
        between = v.atoms[place + 1 : other.left]
        known = verb_forms(v.lang)
        if not between or any(a.lower in words.complementisers or a.kind in "qp" or a.lower in known for a in between):
            return False
        return between[0].lower not in words.subject_pronouns | words.prepositions
    return False


def _closed_speech(atom: Atom) -> bool:
    return atom.text.rstrip("”“\"'»«’ ")[-1:] in (".", "!", "?", ",") and len(atom.text.split()) > 3


def _ends_quoted(v: View, place: int) -> bool:
    """Whether a quotation that closes with a comma or full stop inside its marks ends the content."""
    if v.atoms[place].text.rstrip("”“\"'»«’ ")[-1:] not in (",", "."):
        return False
    following = v.atoms[place + 1]
    words = v.lang.words
    return (
        following.lower.endswith(tuple(words.gerund_endings))
        or following.lower in words.subordinators | words.question_words
    )


def _quoted_end(v: View, start: int) -> int:
    place = start + 1
    while place < v.end and v.atoms[place].kind == "q":
        place += 1
    return place


def _cut_at_comma(v: View, comma: int, match: Match) -> bool:
    words = v.lang.words
    following = v.atoms[comma + 1] if comma + 1 < v.end else None
    if following is None:
        return True
    for other in v.matches[_behind(v, comma) :]:
        if other is match:
            continue
        if other.left == comma + 1 and other.form == "gerund":
            return True
        if other.left == comma + 1 and v.lang.order == "v2" and other.form in ("present", "past", "passive"):
            return True
        if other.left - comma <= 12 and _independent(v, comma + 1, other):
            return True
        if other.left > comma + 12:
            break
    return following.lower not in words.coordinators and names_other(v, comma + 1)


def names_other(v: View, place: int) -> bool:
    """Whether "according to" or "as quoted by" opens here: whose words these are, and none of them."""
    return any(
        tuple(a.lower for a in v.atoms[place : place + len(phrase)]) == phrase
        for table in (by_first_word(v.lang.phrases.before), by_first_word(v.lang.relays.passing))
        for phrase in table.get(v.atoms[place].lower, ())
    )


def _behind(v: View, place: int) -> int:
    """How many of a sentence's cue verbs stand at or before a place."""
    return bisect_right(v.matches, place, key=lambda match: match.first)


def _independent(v: View, start: int, other: Match) -> bool:
    """Whether a cue after a comma has its own subject right behind a coordinator: a new main clause."""
    words = v.lang.words
    first = v.atoms[start]
    if other.form not in ("past", "present") or first.lower not in words.coordinators | words.subordinators:
        return first.lower not in words.prepositions and other.form in ("past", "present") and _closes(v, start, other)
    if other.left == start + 1:
        return True
    if v.lang.separable and first.lower in words.subordinators:
        return False  # its verb closes the clause, which is part of what was said
    between = v.atoms[start + 1 : other.left]
    return not any(a.lower in words.complementisers or a.kind in "qp" for a in between)


def _closes(v: View, start: int, other: Match) -> bool:
    """Whether ", Press TV reported" closes the sentence: a short subject, a cue, and nothing but adverbials."""
    verbs = verb_forms(v.lang)
    between = v.atoms[start : other.left]
    if any((a.kind in "qp" and a.text not in "&’'") or a.lower in verbs for a in between):
        return False
    return only_adverbials(v, other.last, v.end)


def finite(match: Match) -> bool:
    """Whether a cue verb is finite: by its form, or by an auxiliary before it."""
    return match.form in ("past", "present") or (match.left < match.first and match.form != "gerund")


def _cue_follows(v: View, start: int, match: Match) -> bool:
    return any(
        other.left == start and finite(other) and not other.passive and other is not match for other in v.matches
    )


def phrase_end(v: View, start: int) -> int:
    """Return the end of a noun phrase taken as content: a comma that is no list, a subordinator, or the end."""
    atoms, words = v.atoms, v.lang.words
    for place in range(start, v.end):
        atom = atoms[place]
        if atom.text in ";:—–":
            return place
        if atom.text == "," and not (
            atoms[place - 1].kind == "n" and place + 1 < v.end and atoms[place + 1].kind == "n"
        ):
            return place
        if (
            place > start + 1
            and atom.lower in words.subordinators
            and atom.lower not in words.question_words | words.quoted_as
        ):
            return place
        if place > start and atom.lower in words.coordinators and any(m.left == place + 1 for m in v.matches):
            return place
    return v.end

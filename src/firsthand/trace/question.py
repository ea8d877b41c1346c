"""A claim as it is asked of a corpus: its words by how much they tell, its numbers, its days, and whose word it is."""

import re
from collections.abc import Iterable, Sequence

import msgspec
from rapidfuzz.distance import Indel

from firsthand.extract import attributions
from firsthand.ingest.language import main_language, passages
from firsthand.languages import known_code, language
from firsthand.languages.concepts import concepts_at, is_closed
from firsthand.languages.people import people_words
from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import fold, words_of
from firsthand.model import Attribution, Claim, Document, Span
from firsthand.outlets import Registry
from firsthand.resolve.dating import date_document
from firsthand.resolve.parties_keys import sound
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings
from firsthand.trace.corpus import Corpus, term_of
from firsthand.trace.figures import Figure, figures

ALIKE = 0.75
"""Likeness of two names as they sound from which they may be two spellings of one ("Hasakeh", "Hasaka")."""

SHORT = 4
TELLING = 1.0
"""What a word has to weigh to count at all: below it, it is in every third sentence."""

NAME = 1.3
"""A name counts this much more than another word as rare as it."""

PUBLIC = frozenset({"publication", "display", "announcement"})
"""Concepts of an act that is itself a statement to everybody; its author is the origin of what is told of it."""

WHOLE = 0.8
"""Share of a claim that an attribution must be for the claim to be somebody's word, where it does not open with him."""

SUBJECT = 7
"""Words of a claim within which such an act must stand for the words before it to be its author."""

_PART = re.compile(r"\((?P<inside>[^()]*)\)")


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a claim: the terms of the corpus that say it, and what it weighs. ``name``: it is a name's.

    ``related`` are terms that say something of the kind: other words of the same concept, also in other languages.
    """

    form: str
    terms: frozenset[int]
    related: frozenset[int]
    weight: float
    name: bool


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A claim taken apart.

    ``speaker`` is whose word it is, where the claim says so ("Bolton said …"), or says what somebody put up for all
    to see (``public``).
    ``speaker_role`` are the words that the claim calls him by besides his name, lower case ("Homs governor").
    ``figures`` are the numbers a report has to give; ``extra`` those it may leave out ("11 of them children").
    ``days`` are the ISO 8601 days it names. ``negated`` says whether it says that something is not so; ``rejecting``
    whether what it tells of its speaker is a denial or rejection, which a report of it then supports.
    """

    claim: Claim
    lang: str
    keys: tuple[Key, ...]
    figures: tuple[Figure, ...]
    extra: tuple[Figure, ...]
    days: tuple[str, ...]
    speaker: str | None
    public: bool = False
    speaker_terms: frozenset[int]
    speaker_role: frozenset[str] = frozenset()
    negated: bool
    rejecting: bool = False

    @property
    def weight(self) -> float:
        """What all its words weigh together."""
        return sum(key.weight for key in self.keys)


class Spellings:
    """The words of a corpus by how they sound, to find a name however it is spelled."""

    def __init__(self, corpus: Corpus) -> None:
        self._by_head: dict[str, list[tuple[str, str]]] = {}
        for number, term in enumerate(corpus.vocabulary()):
            if len(term) >= SHORT and term.isalpha() and corpus.is_name(number):
                heard = sound(term)
                self._by_head.setdefault(heard[:1], []).append((term, heard))

    def of(self, word: str) -> list[str]:
        """Return the words of the corpus that may be spellings of this name."""
        heard = sound(word)
        if len(word) < SHORT:
            return []
        return [
            term
            for term, other in self._by_head.get(heard[:1], ())
            if other == heard or Indel.normalized_similarity(heard, other, score_cutoff=ALIKE) > 0
        ]


def question(
    claim: Claim, corpus: Corpus, spellings: Spellings, *, outlets: Registry | None, settings: Settings
) -> Question:
    """Take a claim apart. Its language is found out from its words; English where they do not tell."""
    text = claim.text
    lang = known_code(main_language(passages(text)))
    document = Document(id=claim.id, name=claim.id, text=text, lang=lang)
    # A claim is one plain sentence, made up by the asker: what the rules read in it is steadier than what a model does.
    found = attributions(document, settings=msgspec.structs.replace(settings, model=False), outlets=outlets)
    heard = speakers(document, found, outlets=outlets)
    dating = date_document(document, attributions=found, speakers=heard)
    dates = [mention.span for mention in dating.dates]
    frame = _frame(found, text, lang)
    speaker = next((one.name for one in heard if frame and one.attribution == frame.id), None)
    author = _author(text, lang) if speaker is None else None
    speaker = speaker or author
    numbers = figures(text, within=Span(0, len(text)), lang=lang, without=dates)
    extra = [one for one in numbers if _is_extra(text, one, lang)]
    return Question(
        claim=claim,
        lang=lang,
        keys=_keys(text, lang, corpus, spellings, without=[*dates, *map(_whole, numbers)], frame=frame),
        figures=tuple(one for one in numbers if one not in extra),
        extra=tuple(extra),
        days=tuple(sorted({mention.value for mention in dating.dates if mention.precision == "day"})),
        speaker=speaker,
        public=author is not None,
        speaker_terms=_terms_of(speaker, lang, corpus),
        speaker_role=_role(frame, text, speaker, lang),
        rejecting=frame is not None and frame.polarity == "denies",
        negated=Lexicon([lang]).negations(words_of(text).forms) % 2 == 1,
    )


def _terms_of(name: str | None, lang: str, corpus: Corpus) -> frozenset[int]:
    """Return the term of a name's last word, where the corpus has it."""
    numbers = (corpus.number(term_of(fold(word), lang)) for word in (name or "").split()[-1:])
    return frozenset(number for number in numbers if number is not None)


def _frame(found: Sequence[Attribution], text: str, lang: str) -> Attribution | None:
    """Return the attribution that the whole claim is: "Bolton said that …", "…, according to the governor".

    What somebody did not say, or will not, is no word of his.
    """
    stated = [a for a in found if a.parent is None and a.source and a.content and a.polarity != "questions"]
    for one in stated:
        size = sum(part.end - part.start for part in (*one.source, *one.cue, *one.content))
        if one.source[0].start <= SHORT * 5 or size >= WHOLE * len(text):
            return None if _is_ahead(one, text, lang) else one
    return None


def _is_ahead(row: Attribution, text: str, lang: str) -> bool:
    """Whether what a claim tells of its speaker has yet to be said ("will admit")."""
    modals = language(lang).words.modals
    return any(word in modals for word in words_of(text, spans=row.cue).forms)


def _role(frame: Attribution | None, text: str, speaker: str | None, lang: str) -> frozenset[str]:
    """Return the words that stand with the speaker's name in a claim."""
    if frame is None or speaker is None:
        return frozenset()
    named = set(words_of(speaker).forms)
    around = words_of(text, spans=frame.source).forms
    return frozenset(word for word in around if word not in named and not is_closed(word, lang) and len(word) >= SHORT)


def _author(text: str, lang: str) -> str | None:
    """Return who a claim says published or put up something: whoever saw it and told of it, it is his word."""
    words = words_of(text)
    acts = concepts_at(words.forms, lang)
    place = next((k for k, found in enumerate(acts[: SUBJECT + 1]) if found & PUBLIC), 0)
    head = [k for k in range(place) if not is_closed(words.forms[k], lang)]
    if not head or not any(words.span(k, k + 1).of(text)[:1].isupper() for k in head):
        return None
    return Span(words.starts[head[0]], words.span(head[-1], head[-1] + 1).end).of(text)


def _whole(figure: Figure) -> Span:
    """Return a number with the words that bound it ("at least 58")."""
    ahead = sum(len(word) + 1 for word in figure.before[:2]) if figure.bound != "exact" else 0
    return Span(max(0, figure.span.start - ahead), figure.span.end)


def _is_extra(text: str, figure: Figure, lang: str) -> bool:
    """Whether a number is said in passing: in brackets, of a part ("11 of them children"), of known ones ("the 12")."""
    if figure.bound == "exact" and figure.before[:1] and figure.before[0] in people_words(lang).definite:
        return True
    if any(match.start() <= figure.span.start < match.end() for match in _PART.finditer(text)):
        return True
    return text[figure.span.end : figure.span.end + 9].split()[:2] in (["of", "them"], ["av", "dem"], ["von", "ihnen"])


def _keys(
    text: str,
    lang: str,
    corpus: Corpus,
    spellings: Spellings,
    *,
    without: Iterable[Span],
    frame: Attribution | None,
) -> tuple[Key, ...]:
    """Return the words of a claim that tell something, each once; its speaker and "said" are asked for otherwise."""
    left = [*without, *(frame.cue if frame else ()), *(frame.source if frame else ())]
    words = words_of(text)
    keys: dict[str, Key] = {}
    for number, form in enumerate(words.forms):
        span = words.span(number, number + 1)
        if any(one.overlaps(span) for one in left) or not form[0].isalnum():
            continue
        if is_closed(form, lang):
            continue
        key = _key(span.of(text), form, lang, corpus, spellings, first=number == 0)
        if key.weight >= TELLING:
            keys.setdefault(key.form, key)
    return tuple(keys.values())


def _key(written: str, form: str, lang: str, corpus: Corpus, spellings: Spellings, *, first: bool) -> Key:
    term = term_of(form, lang)
    name = written[:1].isupper() and not first
    terms = {number for number in [corpus.number(term)] if number is not None}
    if name:
        terms |= {number for one in spellings.of(fold(written)) if (number := corpus.number(one)) is not None}
    related = frozenset(corpus.like(term)) - terms
    weight = corpus.rarity_of(terms or related) * (NAME if name else 1.0)
    return Key(form=form, terms=frozenset(terms), related=related, weight=weight, name=name)

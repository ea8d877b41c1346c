"""Keys under which spellings of one name meet: accents, umlauts and the usual ways of writing Russian and Arabic."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from firsthand.languages import codes, language
from firsthand.languages.people import PeopleWords, people_words

# One sound, many spellings: the order matters, the longest first. Each is replaced wherever it stands.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tsch|tch|tj|ch|č", "c"),
        ("sch|shch|sh|sj|š", "s"),
        ("kh|ck|q|k", "k"),
        ("gh", "g"),
        ("ph", "f"),
        ("dzh|dj", "j"),
        ("w", "v"),
        ("z|ts", "s"),
        ("oe", "o"),
        ("ae", "a"),
        ("ue", "u"),
        ("off$|ow$", "ov"),
        ("eff$|ew$", "ev"),
        ("yo|jo|io", "o"),
        ("[ijy]+$", "i"),
        ("ei|ey|ej|ai|ay|aj", "ei"),
        ("ou", "u"),
        ("[jy]", "i"),
    )
)
FEW_LETTERS = 3
REMEMBERED = 65_536
_JOINED = re.compile(r"^([Aa]bd[aeu]l)-?([a-z]{4,})$")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]")
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "a", "œ": "o", "ı": "i"})
_EXCHANGED = str.maketrans({"e": "a", "u": "o"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SMALL = frozenset(
    {
        "of",
        "for",
        "the",
        "and",
        "in",
        "on",
        "to",
        "de",
        "der",
        "die",
        "das",
        "des",
        "fur",
        "und",
        "von",
        "av",
        "och",
        "i",
    }
)
_ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ar", "at"})


@lru_cache(maxsize=REMEMBERED)
def fold(word: str) -> str:
    """Return a word without accents and capitals: "Öberg" and "oberg" are one, and so are "Å" and "a"."""
    lower = word.casefold().translate(_PLAIN)
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))


@lru_cache(maxsize=REMEMBERED)
def sound(word: str) -> str:
    """Return what a name sounds like, roughly: "Sergei", "Sergej" and "Sergey" are one, "Kell" and "Koll" are two."""
    folded = fold(word)
    for pattern, by in _SOUNDS:
        folded = pattern.sub(by, folded)
    return _DOUBLED.sub(r"\1", folded)


@lru_cache(maxsize=REMEMBERED)
def skeleton(word: str) -> str:
    """Return the consonants of a name's sound behind its first letter: for given names, beside an equal surname."""
    heard = sound(word)
    return heard[:1] + _VOWELS.sub("", heard[1:])


@lru_cache(maxsize=REMEMBERED)
def given(word: str) -> str:
    """Return a given name's sound with the vowels that transcriptions exchange made one ("Mohamed", "Muhammad")."""
    return _DOUBLED.sub(r"\1", sound(word).translate(_EXCHANGED))


@lru_cache(maxsize=REMEMBERED)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell parties apart: initials, suffixes and Arabic articles off."""
    found = _WORD.findall(name.replace("’", "'").replace("'s", ""))
    found = [part for w in found for part in _JOINED.sub(r"\1 \2", w).split()]
    kept = [w for w in found if len(w) > 1 and fold(w) not in _SUFFIXES and fold(w) not in _ARTICLES]
    return tuple(kept or found)


@lru_cache(maxsize=REMEMBERED)
def surname(name: str) -> str:
    """Return a surname as it sounds, with the particles that belong to it ("Abdel Rahman", "van der Kell")."""
    words = words_of(name)
    start = len(words) - 1
    while start > 0 and fold(words[start - 1]) in _particles():
        start -= 1
    return " ".join(sound(w) for w in words[start:])


def suffix(name: str) -> str:
    """Return what tells a son from his father ("jr"), or nothing."""
    words = [fold(w) for w in _WORD.findall(name)]
    return words[-1] if len(words) > 1 and words[-1] in _SUFFIXES else ""


@lru_cache(maxsize=REMEMBERED)
def person_key(name: str) -> tuple[str, str] | None:
    """Return (surname, given name) of a full name as they sound, or None for a bare surname."""
    words = words_of(name)
    last = surname(name)
    if len(words) <= len(last.split()):
        return None
    first = fold(words[0])
    return last, given(table("nicknames").get(first, words[0]))


def initial(name: str) -> str:
    """Return the middle initials of a full name, lower case ("Jane P. Doe" has "p")."""
    return "".join(fold(w)[:1] for w in _WORD.findall(name)[1:-1] if len(w.replace(".", "")) < FEW_LETTERS)


def without_article(name: str) -> str:
    """Return a name without the article before it."""
    first, _, rest = name.strip().partition(" ")
    return rest.strip() if rest and fold(first) in _articles() else name.strip()


def described(name: str) -> str:
    """Return an organisation's name without the words that only describe it before it ("the UK-based Observatory")."""
    words = name.split()
    if len(words) > 1 and words[0].islower() and any(w in _prepositions() for w in words[:3]):
        return name
    while len(words) > 1 and (words[0][:1].islower() or _compound(words[0]) or fold(words[0]) in _articles()):
        words = words[1:]
    return " ".join(words)


def _compound(word: str) -> bool:
    tail = word.rpartition("-")[2]
    return "-" in word and len(tail) > 2 and tail.islower()


def body_words(name: str, kinds: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of an organisation's name that count, whatever their order, and the states it names.

    "Ministry of Defence" and "Defense Ministry" have the same words. ``kinds`` are words for kinds of body, folded,
    and what they are called in English.
    """
    words = [w.removesuffix("'s") for w in re.split(r"[\s\-/]+", described(name).replace("’", "'")) if w]
    kept: set[str] = set()
    states: set[str] = set()
    place = 0
    while place < len(words):
        state, size = _state(words, place)
        if state:
            states.add(state)
        else:
            folded = "".join(_WORD.findall(fold(words[place])))
            kept |= set(kinds.get(folded, folded).split()) - _SMALL - _articles()
        place += size
    return frozenset(kept), frozenset(states)


def _state(words: Sequence[str], place: int) -> tuple[str | None, int]:
    """Return the state that one or two words name, and how many words that is."""
    nations = table("nations")
    for size in (2, 1):
        phrase = " ".join(words[place : place + size]).strip(",").lower()
        found = nations.get(phrase) or (
            nations.get(phrase.removesuffix("s")) if size == 1 and len(phrase) > FEW_LETTERS else None
        )
        if found and len(words[place : place + size]) == size and not words[place].islower():
            return found, size
    return None, 1


def initials(name: str) -> str:
    """Return the capitals a name of three or more words is shortened to, lower case."""
    found = "".join(w[0] for w in re.split(r"[\s-]+", name) if w[:1].isupper())
    return found.casefold() if len(found) > 2 else ""


@cache
def _articles() -> frozenset[str]:
    return frozenset(fold(a) for code in codes() for a in language(code).words.articles)


@cache
def _particles() -> frozenset[str]:
    return frozenset({"abdel", "abdul"}) | {fold(p) for code in codes() for p in language(code).words.name_particles}


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(p for code in codes() for p in language(code).words.prepositions)


@cache
def all_people() -> tuple[PeopleWords, ...]:
    """Return the people words of every language."""
    return tuple(people_words(code) for code in codes())


@cache
def table(field: str) -> dict[str, str]:
    """Return one table of the people words ("places", "offices", "nations") over all languages."""
    return {key: value for people in reversed(all_people()) for key, value in getattr(people, field).items()}

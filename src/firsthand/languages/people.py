"""The words that tell which person or body a pronoun, role or short name stands for."""

from functools import cache

import msgspec

from firsthand.languages.files import FOLDER, read_words

SUFFIX = ".people.toml"
NAMES = "given_names.toml"


class PeopleWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a language file says about persons and bodies. All lower case.

    ``masculine`` and ``feminine`` hold pronouns, nouns, titles and common first names that tell a person's gender, with
    those of ``given_names.toml``;
    ``pronouns`` maps each form of a third-person pronoun to its subject form, ``first_person`` and ``second_person``
    those of the writer and the reader. ``definite`` articles point back to somebody named before, ``indefinite`` words
    bring in somebody new; ``definite_endings`` do the same behind a noun. ``roles`` are nouns of one person, ``bodies``
    of an organisation, of which those in ``standing`` need nobody named before them ("the police"), ``reports`` of what
    a medium publishes. ``synonyms`` maps a role to another word for it.
    ``earlier`` words say that a role is past ("former"). ``places`` are capitals and seats that speak for a
    government, each with the state they speak for in English. ``offices`` are roles and their names in English,
    ``things`` end the names of places, events and works; ``nicknames`` are short forms of first names.
    ``nations`` names, abbreviations and adjectives of states and the state's name in English; ``pairs`` mean two
    parties that were just named together ("both", "the two"); ``describing`` words say what a body is like, not which
    one it is ("the militant group"). ``case_endings`` are what a noun may lose or gain by its case. ``regions`` are
    names, abbreviations and adjectives of parts of states and of towns, none of them a person, and their full name.
    ``led`` ends the word that says who is behind a body ("US-led"). ``generic`` bodies may be any body just named
    ("the group"). ``party_letters`` are short for the member of a party ("D-Vt."). ``likening`` words stand before
    what somebody named is said to be ("as a pilot"). ``camps`` are what those who work for a candidate are called
    as a body; ``capital_adjectives``: those of states have a capital. ``given`` are all first names, put together
    when the words are read. ``thing_relatives`` are relative pronouns that stand for no person, ``plural_verbs``
    verbs of several.
    """

    masculine: frozenset[str]
    feminine: frozenset[str]
    pronouns: dict[str, str]
    first_person: dict[str, str]
    second_person: dict[str, str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    definite_endings: tuple[str, ...] = ()
    roles: frozenset[str]
    bodies: frozenset[str]
    standing: frozenset[str]
    reports: frozenset[str]
    synonyms: dict[str, str]
    earlier: frozenset[str]
    places: dict[str, str]
    things: frozenset[str] = frozenset()
    nicknames: dict[str, str] = {}
    offices: dict[str, str] = {}
    nations: dict[str, str] = {}
    pairs: frozenset[str] = frozenset()
    describing: frozenset[str] = frozenset()
    case_endings: tuple[str, ...] = ()
    thing_relatives: frozenset[str] = frozenset()
    camps: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    party_letters: dict[str, str] = {}
    likening: frozenset[str] = frozenset()
    plural_verbs: frozenset[str] = frozenset()
    regions: dict[str, str] = {}
    capital_adjectives: bool = False
    given: frozenset[str] = frozenset()

    def land(self, word: str) -> str:
        """Return the state or region a name, abbreviation or adjective is of, lower case, or nothing."""
        bare = word.lower().strip(".")
        return (self.nations.get(bare) or self.nations.get(f"{bare}.") or self.regions.get(bare) or "").lower()

    def is_place(self, name: str) -> bool:
        """Whether a name is a state's, a region's or a capital's own, not an adjective of it."""
        lower = name.lower()
        own = lower in self.nations and (lower.endswith(".") or not self.capital_adjectives) and name[:1].isupper()
        return own or lower in self.places or self.land(lower) == lower


class GivenNames(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """First names, lower case, that tell a person's gender in any language, but where its own file says otherwise."""

    masculine: frozenset[str]
    feminine: frozenset[str]


@cache
def people_words(code: str) -> PeopleWords:
    """Return the people words of a language. Raises LanguageDataError when a file is missing or malformed."""
    own = read_words(FOLDER / f"{code}{SUFFIX}", PeopleWords)
    names = read_words(FOLDER / NAMES, GivenNames)
    masculine = own.masculine | (names.masculine - own.feminine)
    feminine = own.feminine | (names.feminine - own.masculine)
    given = (masculine | feminine | frozenset(own.nicknames)) - frozenset(own.pronouns)
    return msgspec.structs.replace(own, masculine=masculine, feminine=feminine, given=given)

"""What a language file holds. Every class rejects fields it does not know, so a slip in the data is found on load."""

from typing import Literal

import msgspec

Form = Literal["base", "present", "past", "participle", "gerund", "passive"]
Frame = Literal["clause", "to", "object", "person", "about"]


class VerbGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cue verbs that behave alike.

    ``frames`` are what a verb can take as content: a ``clause`` or quotation, an infinitive (``to``), a noun
    phrase (``object``), a ``person`` before the content ("told X that"), or a phrase after one of the words of
    ``about``. ``entries`` holds one verb a line: its forms in the order of the language's ``columns`` (several
    spellings of one form joined by "/", "-" where there is none), then optionally "|" and a particle ("point …
    | out"), or "+" and phrases, joined by "/", with one of which the verb says something ("hält + es für möglich").
    ``weight`` is how sure a cue is by itself, 0 to 1. An ``impersonal`` verb has who tells behind a preposition
    ("aus dem Bericht geht hervor").
    """

    frames: tuple[Frame, ...]
    entries: str
    stance: str = "neutral"
    polarity: Literal["asserts", "denies", "questions"] = "asserts"
    weight: float = 0.8
    about: tuple[str, ...] = ()
    impersonal: bool = False


class NounGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cue nouns ("claims of …"), and the words that may open their content ("of", "that", "om att")."""

    entries: str
    opens: tuple[str, ...]
    stance: str = "neutral"
    polarity: Literal["asserts", "denies", "questions"] = "asserts"
    weight: float = 0.6


class Phrases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cues that are neither verb nor noun.

    ``before`` stand before their source ("according to"), ``after`` behind it ("zufolge"); ``adverbs`` name no
    source ("reportedly"), of which ``distancing`` doubt; ``around`` are a preposition and a noun that is part of the
    source ("nach", "Angaben"); ``trailing`` stand before their source but only behind a comma or a quotation (", so
    der Minister");
    ``asides`` open a clause that attributes the rest of its sentence ("wie X mitteilte"). ``proforms`` open a sentence
    and are source and cue in one ("demnach"); ``hedges`` hold a cue's form and are none ("så kallade"). ``announcing``
    phrases stand before what is said, beside a verb of any kind ("mit den Worten"); ``own`` words say that a source
    in ``around`` is the subject itself ("nach eigenen Angaben"). ``toll_verbs`` with one of ``toll_nouns`` and a number
    give a toll ("put the death toll at 16"). A verb of ``takes`` with a noun of ``held`` is one cue ("reached the
    conclusion"), ``links`` may join them or their clause ("came to", "of"); so is "be" with an adjective of ``minded``
    ("is confident"), whose adverbs are ``degrees``. ``settings`` are adverbs of several words that may stand between
    subject and verb ("i förväg").
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    around: tuple[tuple[str, str], ...] = ()
    distancing: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()
    interview: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    minded: frozenset[str] = frozenset()
    degrees: frozenset[str] = frozenset()
    proforms: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    announcing: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    toll_verbs: tuple[str, ...] = ()
    toll_nouns: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Closed classes. All lower case.

    ``anaphors`` stand for the sentence before ("dies"); ``hearsay_nouns``, alone or with ``hearsay_adjectives``, name
    nobody in particular as a source ("initial reports", "local media"); ``object_determiners`` can open no subject;
    ``focus_adverbs`` stress the phrase behind them; ``genitives`` go on with a noun phrase, of which
    ``ambiguous_genitive`` also opens one, and adjectives in ``genitive_endings``; ``participle_endings`` mark a
    participle before its noun; ``state_auxiliaries`` with a participle tell a state; ``conditionals`` open a
    condition, ``purpose`` words an infinitive of purpose; ``hearsay_modals`` with an infinitive in ``hearsay_ends``
    report ("soll … haben"); ``prospective`` modals make a plan of a cue; ``infinitives`` are short, other
    infinitives end in a vowel; ``raised`` words open what a raising passive says; ``definite_endings`` mark a noun;
    ``contrasts`` turn to another party ("while"); ``past_endings`` mark a past form ("-te"), ``final_endings`` any
    finite verb that closes its clause; ``adjective_endings`` mark an adjective before its noun,
    ``feminine_endings`` a noun whose article "der" is no nominative, ``manner_endings`` an adverb of manner;
    ``office_prepositions`` lead from a noun to what it is for; ``indefinites`` are articles; ``correlates``
    announce a clause ("davon … dass"); ``telling_prepositions`` lead to who tells behind an impersonal verb;
    ``reporting_forms`` are nothing but reporting subjunctives; ``future_auxiliaries`` stand with an infinitive;
    ``elisions`` are what is left of words behind an apostrophe ("tis", "em").
    """

    determiners: frozenset[str]
    possessives: frozenset[str]
    subject_pronouns: frozenset[str]
    relative_pronouns: frozenset[str]
    relative_only: frozenset[str]
    object_pronouns: frozenset[str]
    auxiliaries: frozenset[str]
    passive_auxiliaries: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    cue_adverbs: frozenset[str]
    prepositions: frozenset[str]
    agent_prepositions: frozenset[str]
    linking_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    complementisers: frozenset[str]
    question_words: frozenset[str]
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    openers: frozenset[str]
    time_words: frozenset[str]
    adverbials: frozenset[str]
    infinitive_markers: frozenset[str]
    articles: frozenset[str] = frozenset()
    person_pronouns: frozenset[str] = frozenset()
    thing_pronouns: frozenset[str] = frozenset()
    plural_pronouns: frozenset[str] = frozenset()
    role_abbreviations: tuple[tuple[str, str], ...] = ()
    list_ends: frozenset[str] = frozenset({"etc.", "etc"})
    quoting_verbs: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()
    gerund_endings: tuple[str, ...] = ()
    adverb_endings: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    means: frozenset[str] = frozenset()
    attendants: frozenset[str] = frozenset()
    anonymity: frozenset[str] = frozenset()
    day_parts: frozenset[str] = frozenset()
    quoted_as: frozenset[str] = frozenset()
    name_particles: frozenset[str] = frozenset()
    name_links: frozenset[str] = frozenset()
    governors: frozenset[str] = frozenset()
    light_verbs: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    expletives: frozenset[str] = frozenset()
    reflexives: frozenset[str] = frozenset()
    verb_endings: tuple[str, ...] = ()
    anaphors: frozenset[str] = frozenset()
    hearsay_nouns: frozenset[str] = frozenset()
    hearsay_adjectives: frozenset[str] = frozenset()
    object_determiners: frozenset[str] = frozenset()
    focus_adverbs: frozenset[str] = frozenset()
    genitives: frozenset[str] = frozenset()
    ambiguous_genitive: str = ""
    genitive_endings: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    office_prepositions: frozenset[str] = frozenset()
    indefinites: frozenset[str] = frozenset()
    final_endings: tuple[str, ...] = ()
    feminine_endings: tuple[str, ...] = ()
    manner_endings: tuple[str, ...] = ()
    correlates: frozenset[str] = frozenset()
    future_auxiliaries: frozenset[str] = frozenset()
    telling_prepositions: frozenset[str] = frozenset()
    reporting_forms: frozenset[str] = frozenset()
    participle_endings: tuple[str, ...] = ()
    state_auxiliaries: frozenset[str] = frozenset()
    purpose: frozenset[str] = frozenset()
    prospective: frozenset[str] = frozenset()
    infinitives: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    definite_endings: tuple[str, ...] = ()
    conditionals: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    past_endings: tuple[str, ...] = ()
    hearsay_modals: frozenset[str] = frozenset()
    hearsay_ends: frozenset[str] = frozenset()
    elisions: frozenset[str] = frozenset()
    not_sources: frozenset[str] = frozenset()
    verbs: frozenset[str]
    abbreviations: frozenset[str]
    titles: frozenset[str]
    role_nouns: frozenset[str]
    group_nouns: frozenset[str]
    document_nouns: frozenset[str]
    unnamed_nouns: frozenset[str]


class Occasions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for where or how somebody spoke or wrote, and the one that joins them to their medium ("op-ed … for")."""

    link: str
    words: frozenset[str]


class RelayWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this language says through whom words came.

    ``addressee`` words stand between a telling verb and a medium ("till TT", "gegenüber der ARD"); ``told`` verbs
    take it as object ("told Reuters"); ``venue`` phrases precede a medium ("in an interview with"); ``passing``
    phrases follow the words ("as quoted by", "via"); ``tags`` are verbs of a trailing clause whose subject is a
    medium (", Press TV reported"); ``documents`` are channels ("in a statement"); ``not_relays`` are audiences
    that relay nothing ("reporters", "parliament", "Twitter"). ``outlet_nouns`` are kinds of medium,
    ``outlet_adjectives`` what stands before one ("state", "official"), ``staff_nouns`` who works for one
    ("correspondent"). ``around`` are words before and behind a medium ("in a", "interview"). ``occasions`` say
    where or how somebody spoke or wrote. ``other_kinds`` before one of ``outlet_nouns`` make it no medium ("police
    station").
    """

    addressee: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    venue: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    not_relays: tuple[str, ...] = ()
    outlet_nouns: tuple[str, ...] = ()
    outlet_adjectives: tuple[str, ...] = ()
    staff_nouns: tuple[str, ...] = ()
    around: tuple[tuple[str, str], ...] = ()
    occasions: tuple[Occasions, ...] = ()
    other_kinds: frozenset[str] = frozenset()


class Language(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language: how it is written, the words that attribute, and the words around them.

    ``order`` is ``svo`` where the subject precedes the verb, ``v2`` where the finite verb is second and the
    subject may follow it. ``separable`` verbs leave their particle at the end of the clause.
    ``compounds`` are written as one word ("hamnminister" is a minister). ``relative_source`` says
    whether the source of "who said" is the pronoun or what it stands for. ``reported_forms`` are verb forms that mark
    reported speech by themselves (the German subjunctive).
    """

    code: str
    name: str
    order: Literal["svo", "v2"]
    separable: bool = False
    compounds: bool = False
    columns: tuple[Form, ...]
    verbs: tuple[VerbGroup, ...]
    nouns: tuple[NounGroup, ...]
    phrases: Phrases
    words: Words
    relays: RelayWords
    relative_source: Literal["pronoun", "antecedent"] = "pronoun"
    reported_forms: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """By code: tables made of a language are cached by it, and hashing every word of it on each look-up is slow."""
        return hash(self.code)

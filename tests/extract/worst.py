"""Texts made to cost a careless reader the square of their length: a pattern repeated to a size in characters."""

from collections.abc import Callable

from firsthand.model import Document, document_id

REPEATED = {
    "double marks": '"',
    "single marks": "'",
    "curly marks": "”",
    "opening brackets": "(",
    "letters": "a",
    "digits": "1",
    "dots": ".",
    "spaces": " ",
    "line ends": "\n",
    "commas": ", ",
    "semicolons": "a; ",
    "dashes": "– ",
    "colons": "x: ",
    "floating marks": '" ',
    "open and closed": "“ ”",
    "pairs": "“a” ",
    "quoted sentences": "“Ja.” ",
    "nested marks": "„",
    "nested marks and letters": "„a ",
    "alternating marks": "„»‚›",
    "opening single marks": "‘a ",
    "possessives": "‘a s’ b ",
    "inches": '1" a ',
    "apostrophes": "a’",
    "accents": "a\u0301\u00ad",
    "abbreviations": "U.S.A. ",
    "addresses": "https://a.b/",
    "numbers": "1.1,1:",
    "said": "said ",
    "said in Swedish": "sade ",
    "said in German": "sagte ",
    "X said that": "X said that ",
    "X said that, ": "X said that, ",
    "no marks": "the port was old the mayor said ",
    "tags": "X said it was old, Reuters reported, ",
    "turns": "X said it was but Y denied it ",
    "X sade att": "X sade att ",
    "X sagte, dass": "X sagte, dass ",
    "parentheticals": "a went, X said, ",
    "Swedish parentheticals": "a gick, sade X, ",
    "German parentheticals": "a ging, sagte X, ",
    "separated verbs": "X teilte Y ",
    "according to": "according to ",
    "according to X": "according to X, ",
    "enligt": "enligt X, ",
    "laut": "laut X, ",
    "claims of": "claims of claims that ",
    "uppgifter om": "uppgifter om att ",
    "of the": "of the X and ",
    "X and Y": "X, Y and ",
    "capitals": "Ab ",
    "prepositions": "in of ",
    "reportedly": "reportedly ",
    "told": "told Reuters ",
    "interviews": "in an interview with Reuters ",
    "brackets": "(X) ",
    "dialogue": "– Ja. ",
    "dialogue lines": "– Ja, sade X. ",
    "speech": "“Ja,” X said. “Nej.” ",
    "speech lines": "“Ja,” X said.\n“Nej.”\n",
    "unclosed lines": "“Ja\n",
    "sentences": "X said he went. ",
    "question marks": "a? ",
}
"""What is repeated, by a name for the test's output."""

ONCE = {
    "one unclosed quotation": ("“", "We go and X went "),
    "one bracket": ("(", "X said "),
    "one dash": ("– ", "Ja. "),
}
"""What stands once before what is repeated."""

NAMES = [*REPEATED, *ONCE]


def text_of(name: str, size: int) -> str:
    first, unit = ONCE[name] if name in ONCE else ("", REPEATED[name])
    return (first + unit * (size // len(unit) + 1))[:size]


def document_of(name: str, size: int, lang: str) -> Document:
    text = text_of(name, size)
    return Document(id=document_id(text=text), name=name, text=text, lang=lang)


def steps(work: Callable[[], object]) -> int:
    """Count the lines of Python run by ``work``: a measure of its cost that no other process disturbs."""
    import sys

    count = 0

    def local(frame, event, arg):
        nonlocal count
        count += event == "line"
        return local

    before = sys.gettrace()
    sys.settrace(lambda frame, event, arg: local)
    try:
        work()
    finally:
        sys.settrace(before)
    return count

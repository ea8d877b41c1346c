"""Make a corpus of any size from the development documents, for measuring how the work grows.

    python bench/mutate.py DOCUMENTS OUT.jsonl [--dense] [--seed N]

The corpus is a stream of stories. Each story is a development document put into other words: every word outside
the 150 commonest is given an ending of the story's own, so that two stories share no passage by accident while
lengths, repetitions and word frequencies stay as they were. A story is printed by 1 to 500 houses, most by few
(a discrete power law); each printing is cut, edited, mixed with a paragraph of another story, and given its house's
footer and background paragraph, or is left as it is.

--dense leaves the words as they are. Then a corpus of any size says the same 1,209 things, and the number of pairs
that truly share text grows with its square: the worst case, not a likely one.
"""

import argparse
import collections
import functools
import itertools
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from common import SHARED, need_data

COMMON_WORDS = 150
HOUSES = 400
MOST_PRINTINGS = 500
STEEPNESS = 1.9
"""Exponent of the number of printings: the mean is about 4, and a few stories are printed by hundreds."""

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@functools.cache
def originals() -> list[str]:
    """Return the texts of the development documents."""
    files = sorted((SHARED / "data" / "events").glob("*-dev.jsonl"))
    return [json.loads(line)["text"] for file in files for line in file.open(encoding="utf-8")]


@functools.cache
def common_words() -> frozenset[str]:
    """Return the words that keep their form in every story."""
    counts = collections.Counter(word.lower() for text in originals() for word in _WORD.findall(text))
    return frozenset(word for word, _ in counts.most_common(COMMON_WORDS))


def retold(text: str, story: int) -> str:
    """Return a text with the words of one story: the same shape, and no passage of another."""
    ending = base(story)
    return _WORD.sub(lambda word: word[0] if word[0].lower() in common_words() else word[0] + ending, text)


def base(number: int) -> str:
    """Write a number in letters."""
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters = chr(ord("a") + rest) + letters
        if not number:
            return letters


def printings(chance: random.Random) -> int:
    """Draw how many houses print a story."""
    return min(MOST_PRINTINGS, int(chance.paretovariate(STEEPNESS - 1)))


def printed(sentences: list[str], other: list[str], house: int, chance: random.Random) -> str:
    """Return one printing of a story."""
    kept = list(sentences)
    if chance.random() < 0.5:
        kept = cut(kept, chance)
    if chance.random() < 0.5:
        kept = [edited(sentence, chance) if chance.random() < 0.3 else sentence for sentence in kept]
    if chance.random() < 0.2 and other:
        start = chance.randrange(len(other))
        place = chance.randrange(len(kept) + 1)
        kept[place:place] = other[start : start + chance.randint(2, 5)]
    if chance.random() < 0.3:
        kept.append(furniture(house, "background", 40))
    return " ".join([*kept, furniture(house, "footer", 25)])


def cut(sentences: list[str], chance: random.Random) -> list[str]:
    """Return the opening of a story, or the story without some of its sentences."""
    if chance.random() < 0.5:
        return sentences[: max(2, int(len(sentences) * chance.uniform(0.2, 0.9)))]
    kept = [sentence for sentence in sentences if chance.random() > 0.3]
    return kept or sentences[:2]


def edited(sentence: str, chance: random.Random) -> str:
    """Return a sentence with a word left out, put twice or changed."""
    words = sentence.split()
    place = chance.randrange(len(words)) if words else 0
    change = [[], ["reportedly"], [*words[place : place + 1], "earlier"]][chance.randrange(3)]
    return " ".join([*words[:place], *change, *words[place + 1 :]])


@functools.cache
def furniture(house: int, kind: str, words: int) -> str:
    """Return what a house prints under its stories."""
    chance = random.Random(f"{house} {kind}")
    text = retold(chance.choice(originals()), 10_000_000 + 2 * house + (kind == "footer")).split()
    start = chance.randrange(max(1, len(text) - words))
    return " ".join(text[start : start + words]) + "."


def corpus(*, dense: bool, seed: int) -> Iterator[dict[str, str]]:
    """Yield documents without end, story by story, a story's printings a quarter of an hour apart."""
    chance, texts = random.Random(seed), originals()
    number, before = 0, [""]
    for story in itertools.count():
        text = texts[chance.randrange(len(texts))]
        sentences = _SENTENCE.split(text if dense else retold(text, story))
        day, minute = 1 + story % 28, chance.randrange(720)
        for nth in range(printings(chance)):
            house = chance.randrange(HOUSES)
            hour, past = divmod(minute + 15 * nth, 60)
            yield {
                "id": f"d{number}",
                "text": printed(sentences, before, house, chance),
                "lang": "en",
                "outlet": f"House {house}",
                "published": f"2024-05-{day:02d}T{hour % 24:02d}:{past:02d}:00+00:00",
            }
            number += 1
        before = sentences


def write(path: Path, documents: int, *, dense: bool = False, seed: int = 1) -> None:
    """Write so many documents as JSON Lines, in an order that tells nothing of the stories within each 10,000."""
    chance = random.Random(seed)
    given = itertools.islice(corpus(dense=dense, seed=seed), documents)
    with path.open("w", encoding="utf-8") as stream:
        while block := list(itertools.islice(given, 10_000)):
            chance.shuffle(block)
            stream.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in block)


def main() -> None:
    need_data()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dense", action="store_true", help="keep the words as they are")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.out, options.documents, dense=options.dense, seed=options.seed)
    print(f"Wrote {options.documents:,} documents to {options.out}.")


if __name__ == "__main__":
    main()

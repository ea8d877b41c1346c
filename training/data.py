"""Reads PolNeAR, tolerantly, and makes examples of it: windows with cue labels, and roles for every cue."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from firsthand.extract.encoder_windows import Pieces, Window, pieces, windows

ROLES = ("source", "cue", "content")
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Article:
    """One text, and its attributions as lists of character spans by role; ``said`` are their contents' words."""

    name: str
    text: str
    attributions: list[dict[str, Spans]]
    said: list[str]


def polnear(root: Path, part: str) -> list[Article]:
    """Return the articles of a part; of a text with several annotators, the first in name order, as elsewhere."""
    by_article: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((root / part / "attributions").glob("*.ann")):
        by_article[path.stem.rsplit("_", 1)[0]].append(path)
    articles = []
    for path in sorted((root / part / "text").iterdir()):
        name = path.name[:-4]
        if name in by_article:
            text = path.read_bytes().decode("utf-8")
            found = _attributions(by_article[name][0], len(text))
            said = [" ".join(text[a:b] for a, b in sorted(roles["content"])) for roles in found]
            articles.append(Article(name, text, found, said))
    return articles


def _attributions(path: Path, size: int) -> list[dict[str, Spans]]:
    spans: dict[str, Spans] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.replace("\t", " ").partition(" ")
        if re.fullmatch(r"T\d+", key):
            match = re.match(r"\w+ (\d+ \d+(?:;\d+ \d+)*)", rest)
            if match:
                pairs = [tuple(map(int, pair.split())) for pair in match[1].split(";")]
                spans[key] = [(a, b) for a, b in pairs if a < b <= size]
        elif re.fullmatch(r"E\d+", key):
            roles: dict[str, Spans] = {role: [] for role in ROLES}
            for item in rest.split():
                role, _, target = item.partition(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in roles:
                    roles[role] += spans.get(target, [])
            if roles["cue"] and roles["content"]:
                found.append(roles)
    return found


def degraded(article: Article, rng: random.Random) -> Article:
    """Return a copy as bad scrapers leave it: without commas, apostrophes, or quotation marks, by a throw of dice."""
    drop = ""
    while not drop:
        drop = "".join(s for s, p in ((",", 0.6), ("'’‘", 0.6), ('"“”', 0.6)) if rng.random() < p)
    gone = set(drop)
    kept = [c not in gone for c in article.text]
    at = np.concatenate([[0], np.cumsum(kept)]).tolist()
    text = "".join(c for c, keep in zip(article.text, kept, strict=True) if keep)
    moved = [
        {role: [(at[a], at[b]) for a, b in spans if at[a] < at[b]] for role, spans in roles.items()}
        for roles in article.attributions
    ]
    return Article(article.name, text, moved, article.said)


@dataclass
class Example:
    """A window as the network takes it. ``roles`` has a row of labels (0 none, 1 source, 2 content) for every cue."""

    ids: np.ndarray
    shape: np.ndarray
    sentence: np.ndarray
    cue: np.ndarray
    owned: np.ndarray
    cues: list[np.ndarray] = field(default_factory=list)
    roles: list[np.ndarray] = field(default_factory=list)
    texts: list[tuple[np.ndarray, str]] = field(default_factory=list)


CLS, SEP = 101, 102


def read(text: str, tokenizer: Tokenizer) -> Pieces:
    """Return the pieces of a text."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return pieces(text, encoding.ids, encoding.offsets)


def covered(p: Pieces, spans: Spans, low: int, high: int) -> np.ndarray:
    """The indices of pieces that spans cover, from ``low`` up to ``high``, counted from ``low``."""
    found = [np.arange(np.searchsorted(p.ends, a, "right"), np.searchsorted(p.starts, b, "left")) for a, b in spans]
    every = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return every[(every >= low) & (every < high)] - low


def example(article: Article, p: Pieces, w: Window) -> Example:
    """Return the labels of one window. Positions are one higher than in the window: the first is the [CLS] mark."""
    n = w.end - w.start + 2
    put = lambda values, edge: np.concatenate([[edge], values[w.start : w.end], [edge]])  # noqa: E731
    sentence = p.sentence[w.start : w.end]
    e = Example(
        ids=np.concatenate([[CLS], p.ids[w.start : w.end], [SEP]]),
        shape=put(p.shape, 0),
        sentence=np.concatenate([sentence[:1], sentence, sentence[-1:]]),
        cue=np.zeros(n, np.int64),
        owned=np.zeros(n, np.bool_),
    )
    e.owned[w.own - w.start + 1 : -1] = True
    for roles, said in zip(article.attributions, article.said, strict=True):
        cue = covered(p, roles["cue"], w.start, w.end) + 1
        if not len(cue):
            continue
        content = covered(p, roles["content"], w.start, w.end) + 1
        if not len(content):
            continue
        e.cue[cue] = 2
        e.cue[cue[np.flatnonzero(np.diff(cue, prepend=-9) > 1)]] = 1
        if not e.owned[cue[0]]:
            continue
        labels = np.zeros(n, np.int64)
        labels[covered(p, roles["source"], w.start, w.end) + 1] = 1
        labels[content] = 2
        labels[cue] = 0
        e.cues.append(cue)
        e.roles.append(labels)
        e.texts.append((content, said))
    return e


def epoch(
    articles: list[Article], tokenizer: Tokenizer, *, seed: int, degrade: float, size: int, before: int
) -> list[Example]:
    """Return the examples of one epoch: windows cut anew, a share of the articles degraded."""
    rng = random.Random(seed)
    found = []
    for given in articles:
        article = degraded(given, rng) if rng.random() < degrade else given
        p = read(article.text, tokenizer)
        cuts = windows(p, size=size, before=before, first=rng.randint(size // 4, size))
        found += [example(article, p, w) for w in cuts]
    return found


def cue_words(articles: list[Article], *, least: int = 3, share: float = 0.05) -> list[str]:
    """Return the words of which ``least`` uses, and a ``share`` of all, stand in a cue."""
    word = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
    inside: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for a in articles:
        cue = {i for roles in a.attributions for s, e in roles["cue"] for i in range(s, e)}
        for match in word.finditer(a.text):
            every[match.group().lower()] += 1
            inside[match.group().lower()] += match.start() in cue
    return sorted(w for w, n in inside.items() if n >= least and n >= share * every[w])

"""The sentence encoder: word pieces, hidden states and sentence vectors, by onnxruntime, on the processor alone.

Weights: ``weights/``, 8-bit, from all-MiniLM-L6-v2 (Wang et al., "MiniLM", NeurIPS 2020; Reimers and Gurevych,
"Sentence-BERT", EMNLP 2019). One text is one run, without padding: the ranges of dynamic quantisation are then those
of the text alone, so its vector is the same whatever is asked beside it.
"""

import os
from collections.abc import Sequence
from functools import lru_cache
from multiprocessing import parent_process
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

WEIGHTS = Path(__file__).with_name("weights")
WIDTH = 384
"""Numbers in a vector."""
LONGEST = 254
"""Word pieces of a text that its vector is made of; what comes after is not read."""
_CHARS = 8_000
"""Characters of a text that are cut into word pieces for its vector: more than ``LONGEST`` pieces ever cover."""
_CLS, _SEP = 101, 102


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a vector of length 1 for each text, a row a text: the closer two rows, the closer what they say.

    The cosine of two texts is the product of their rows. English; other languages give vectors of little meaning. A
    text is read up to ``LONGEST`` word pieces. The same text gives the same row.
    """
    rows = np.zeros((len(texts), WIDTH), np.float32)
    known: dict[str, NDArray[np.float32]] = {}
    encoder = session("vectors")
    for place in sorted(range(len(texts)), key=lambda i: (len(texts[i]), i)):
        text = texts[place]
        if text not in known:
            ids = marked(np.array(_ids(text), np.int64))
            known[text] = encoder.run(["vector"], {"words": embedded(ids), "shape": np.zeros_like(ids)})[0][0]
        rows[place] = known[text]
    return rows


def _ids(text: str) -> list[int]:
    return list(tokenizer().encode(text[:_CHARS], add_special_tokens=False).ids[:LONGEST])


def marked(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return word pieces between the two marks, [CLS] and [SEP], that the encoder was trained with."""
    return np.concatenate([np.array([_CLS]), ids, np.array([_SEP])])


def embedded(ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the embeddings of word pieces, a row a piece."""
    rows, scale = _words()
    return np.asarray(rows[ids] * scale[ids], np.float32)


@lru_cache(maxsize=1)
def _words() -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    # Beside the graphs, which share it: it is half of the encoder.
    with np.load(WEIGHTS / "words.npz") as file:
        return file["rows"], file["scale"]


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """Return the tokenizer, without padding or truncation of its own."""
    found = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def session(name: str) -> onnxruntime.InferenceSession:
    """Return the running graph of that name in ``weights``; loaded once in a process."""
    return _session(name, os.getpid())


@lru_cache(maxsize=4)
def _session(name: str, process: int) -> onnxruntime.InferenceSession:
    # By process, since the threads of a session do not survive a fork.
    options = onnxruntime.SessionOptions()
    # A worker process has a core of its own; threads beside it would only wait for each other.
    options.intra_op_num_threads = 1 if parent_process() is not None else min(2, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads must not take a core
    return onnxruntime.InferenceSession(str(WEIGHTS / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])

"""A tagger of BERT-base's shape in PyTorch, to have something to be fast beside. Its weights are random."""

import importlib
import multiprocessing
import resource
import time
from collections.abc import Sequence
from multiprocessing.synchronize import Barrier
from typing import Any

PROCESSES = 2
WINDOW, BATCH, LABELS = 256, 16, 7
MOST = 3
"""Batches of each process that are timed: as many as take it a minute or so."""

_ready: list[Barrier] = []


def tagged(sizes: Sequence[int]) -> dict[str, float]:
    """Time the network over texts of so many word pieces, in processes of one thread each; start left out."""
    windows = [min(WINDOW, size - at) for size in sizes for at in range(0, size, WINDOW)]
    windows.sort()
    batches = [windows[at : at + BATCH] for at in range(0, len(windows), BATCH)]
    spread = batches[:: max(1, len(batches) // (MOST * PROCESSES))][: MOST * PROCESSES]
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(PROCESSES)
    with context.Pool(PROCESSES, _keep, (barrier,)) as pool:
        runs = pool.map(_run, [spread[k::PROCESSES] for k in range(PROCESSES)], chunksize=1)
    pieces = sum(sum(batch) for batch in spread)
    return {
        "pieces": pieces,
        "pieces_a_second": round(pieces / (max(r["ended"] for r in runs) - min(r["began"] for r in runs))),
        "pieces_a_cpu_second": round(pieces / sum(r["busy"] for r in runs)),
        "peak_mb": max(r["peak_mb"] for r in runs),
    }


def _keep(barrier: Barrier) -> None:
    _ready.append(barrier)


def _run(batches: Sequence[Sequence[int]]) -> dict[str, Any]:
    torch, transformers = importlib.import_module("torch"), importlib.import_module("transformers")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = transformers.BertForTokenClassification(transformers.BertConfig(num_labels=LABELS)).eval()
    with torch.inference_mode():
        model(input_ids=torch.randint(1000, 20_000, (2, WINDOW)))
        _ready[0].wait()
        began, used = time.time(), time.process_time()
        for batch in batches:
            size = max(batch)
            mask = (torch.arange(size) < torch.tensor(batch)[:, None]).long()
            model(input_ids=torch.randint(1000, 20_000, (len(batch), size)), attention_mask=mask)
    return {
        "began": began,
        "ended": time.time(),
        "busy": time.process_time() - used,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }

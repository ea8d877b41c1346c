"""One command from data to weights: python training/build.py SHARED RUN.

Trains twice, the second time from where the first ended (or goes on with what RUN holds), exports the mean of the first
run's last and the second's two epochs, chooses the decoder's numbers on held-out articles, puts the files into the
package and prints the figures on the development part. SHARED is the folder of development data; PolNeAR is in its
data/polnear.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from data import cue_words, polnear
from held import held_out

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "firsthand" / "extract" / "weights"
SHIPPED = (
    "encoder.onnx",
    "vectors.onnx",
    "words.npz",
    "roles.onnx",
    "tokenizer.json",
    "decoding.json",
    "cue-words.txt",
)
PLAN = ("learning.seed=2", "learning.epochs=4", "learning.encoder_rate=2.2e-4")
SECOND = (*(part for choice in PLAN for part in ("--set", choice)), "--until", "2")
# Freed memory is kept by the process: giving it back and taking it again, a page at a time, took a third of the time.
MEMORY = {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "17179869184", "OMP_WAIT_POLICY": "PASSIVE"}


def step(script: str, *arguments: object) -> None:
    """Run one of the scripts beside this one."""
    environment = {**os.environ, **MEMORY}
    subprocess.run([sys.executable, HERE / script, *map(str, arguments)], check=True, env=environment)


def export(shared: Path, checkpoint: str, folder: Path) -> None:
    """Make the files of a checkpoint, and choose the decoder's numbers."""
    step("export.py", checkpoint, folder, shared / "data" / "polnear")
    train, _ = held_out(polnear(shared / "data" / "polnear", "train"), 0.05)
    (folder / "cue-words.txt").write_text("\n".join(cue_words(train)) + "\n", encoding="utf-8")
    step("evaluate.py", folder, shared, "tune")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("shared", type=Path)
    ap.add_argument("run", type=Path)
    ap.add_argument("--checkpoint", help="export this one, or the mean of several with commas between, not training")
    o = ap.parse_args()
    first, second = o.run / "first", o.run / "second"
    if o.checkpoint is None:
        step("train.py", o.shared / "data" / "polnear", first)
        step("train.py", o.shared / "data" / "polnear", second, "--start", first / "last.pt", *SECOND)
    checkpoints = (first / "epoch-3.pt", second / "epoch-1.pt", second / "epoch-2.pt")
    export(o.shared, o.checkpoint or ",".join(map(str, checkpoints)), o.run / "export")
    for name in SHIPPED:
        shutil.copy(o.run / "export" / name, WEIGHTS / name)
    step("evaluate.py", WEIGHTS, o.shared, "score")


if __name__ == "__main__":
    main()

"""Adds to a case on a disk that is full, for every amount of room; run by its test, as a program, in a mount namespace.

    python full.py FOLDER

Mounts a small tmpfs on FOLDER. For each amount of room left on it: adds until the disk is full, makes room, adds again.
Prints one JSON line.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from firsthand import commands
from firsthand.errors import CaseError
from store import killed

SIZE = 8_000_000
STEP = 45_056


def main(disk: Path) -> dict:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], check=True)
    sources, wanted = killed.inputs(disk)
    told = os.open(os.devnull, os.O_WRONLY)
    sentences: dict[str, int] = {}
    found = {"full": 0, "whole": 0, "faults": [], "missing": 0}
    for number in range(200):
        case, ballast = disk / f"{number}.case", disk / "ballast"
        room = os.statvfs(disk)
        with ballast.open("wb") as stream:
            os.posix_fallocate(stream.fileno(), 0, room.f_bavail * room.f_frsize - number * STEP)
        said: list[str] = []
        try:
            commands.add(case, *sources, fetcher=killed.Web(killed.WEB).fetcher(fetch_pause=0.0), told=said.append)
        except CaseError as error:
            sentences[str(error).replace(str(case), "CASE")] = sentences.get(str(error), 0) + 1
            found["full"] += 1
        else:
            found["whole"] += 1
        ballast.unlink()
        added = {step.name for step in said if step.outcome == "added"}
        found["missing"] += len(added - set(killed.kept(case)))
        killed.add(case, sources, told)
        found["missing"] += len(wanted - set(killed.kept(case)))
        found["faults"] += commands.doctor(case).faults
        for path in disk.glob(f"{number}.case*"):
            path.unlink()
        if found["whole"] == 3:
            break
    return found | {"sentences": sorted(sentences)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))) + "\n")

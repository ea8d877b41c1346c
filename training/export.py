"""From a checkpoint to the shipped files: python training/export.py CHECKPOINT FOLDER DATA.

The graphs are for one window at a time, without padding: the ranges of dynamic quantisation are then those of the
window alone, and what stands beside it in a batch cannot change what is found in it. All has 8-bit weights but the cue
head; how large the encoder's hidden states become is measured on windows of the training articles in DATA. Several
checkpoints, separated by commas, are averaged.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

os.environ.pop("OPENBLAS_CORETYPE", None)

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from data import epoch, polnear
from held import held_out
from network import Network, Roles
from smooth import smoothed
from train import BASE

CALIBRATION = 24
"""Training articles on which the sizes of hidden states are measured."""


class Plain(nn.Module):
    """The encoder for one window: BERT's forward without mask, dropout or anything else that training needs."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net
        config = net.encoder.bert.config
        self.heads, self.size = config.num_attention_heads, config.hidden_size // config.num_attention_heads
        self.fused = nn.ModuleList()
        for layer in net.encoder.bert.encoder.layer:
            parts = [layer.attention.self.query, layer.attention.self.key, layer.attention.self.value]
            fused = nn.Linear(config.hidden_size, 3 * config.hidden_size)
            with torch.no_grad():
                fused.weight.copy_(torch.cat([p.weight for p in parts]))
                fused.bias.copy_(torch.cat([p.bias for p in parts]))
                fused.weight[: config.hidden_size] /= self.size**0.5
                fused.bias[: config.hidden_size] /= self.size**0.5
            self.fused.append(fused)

    def forward(self, words: Tensor, shape: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``words`` (pieces, size) and ``shape`` (pieces,) give hidden, cue (pieces, 3) and vector (1, size)."""
        bert, n = self.net.encoder.bert, shape.shape[0]
        e = bert.embeddings
        x = words + self.net.encoder.shape(shape) + e.position_embeddings.weight[:n]
        x = e.LayerNorm(x + e.token_type_embeddings.weight[0])
        for fused, layer in zip(self.fused, bert.encoder.layer, strict=True):
            q, k, v = fused(x).view(n, 3, self.heads, self.size).permute(1, 2, 0, 3).unbind(0)
            mixed = torch.softmax(q @ k.transpose(1, 2), -1) @ v
            x = layer.attention.output.LayerNorm(x + layer.attention.output.dense(mixed.transpose(0, 1).reshape(n, -1)))
            x = layer.output.LayerNorm(x + layer.output.dense(nn.functional.gelu(layer.intermediate.dense(x))))
        vector = self.net.vector(x.mean(0, keepdim=True))
        return x, self.net.cue(x), vector / vector.norm()


def load(checkpoint: str) -> Network:
    """Return the network of a checkpoint or the mean of several, or the original encoder with untrained heads."""
    if checkpoint == "original":
        return Network(str(BASE), width=8, dropout=0.0).eval()
    saved = [torch.load(path) for path in checkpoint.split(",")]
    net = Network(str(BASE), width=saved[0]["config"]["network"]["width"], dropout=0.0)
    states = [one["net"] for one in saved]
    mean = {k: sum(s[k] for s in states) / len(states) if v.is_floating_point() else v for k, v in states[0].items()}
    net.load_state_dict(mean)
    return net.eval()


def windows(data: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return word pieces and how they are written, of windows of some training articles."""
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    train, _ = held_out(polnear(data, "train"), 0.05)
    some = random.Random(5).sample(train, CALIBRATION)
    return [(e.ids, e.shape) for e in epoch(some, tokenizer, seed=3, degrade=0.2, size=254, before=24)]


def encoder(
    net: Network, path: Path, *, outputs: tuple[str, ...], seen: Sequence[tuple[np.ndarray, np.ndarray]] = ()
) -> None:
    """Write the encoder's graph, fp32; made ready for 8 bits by windows that were ``seen``."""
    plain = Plain(net).eval()
    if seen:
        table = net.encoder.bert.embeddings.word_embeddings.weight
        smoothed(plain, [(table[ids], torch.tensor(shape)) for ids, shape in seen], skip="net.cue")
    example = (torch.randn(40, net.encoder.bert.config.hidden_size), torch.zeros(40, dtype=torch.int64))
    names = ["hidden", "cue", "vector"]

    class Cut(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.plain = plain

        def forward(self, words: Tensor, shape: Tensor) -> tuple[Tensor, ...]:
            out = dict(zip(names, self.plain(words, shape), strict=True))
            return tuple(out[name] for name in outputs)

    long = [name for name in ("words", "shape", *outputs) if name != "vector"]
    torch.onnx.export(
        Cut(),
        example,
        str(path),
        input_names=["words", "shape"],
        output_names=list(outputs),
        dynamo=False,
        opset_version=17,
        dynamic_axes={name: {0: "pieces"} for name in long},
    )


def words(net: Network, path: Path) -> None:
    """Write the word embeddings, 8-bit with a scale a row. They stayed the original's, so both graphs share them."""
    table = net.encoder.bert.embeddings.word_embeddings.weight.detach().numpy()
    scale = np.abs(table).max(1, keepdims=True).astype(np.float32) / 127
    np.savez(path, rows=np.round(table / scale).astype(np.int8), scale=scale)


class Around(nn.Module):
    """A convolution over pieces as a linear map of each piece and those around it, which is faster, and fits 8 bits."""

    def __init__(self, conv: nn.Conv1d) -> None:
        super().__init__()
        size, width = conv.kernel_size[0], conv.in_channels
        self.steps = [(k - size // 2) * conv.dilation[0] for k in range(size)]
        self.linear = nn.Linear(size * width, conv.out_channels)
        with torch.no_grad():
            self.linear.weight.copy_(conv.weight.permute(0, 2, 1).flatten(1))
            self.linear.bias.copy_(conv.bias)

    def forward(self, x: Tensor) -> Tensor:
        """``x`` is (cues, pieces, width)."""
        most, n = max(self.steps), x.shape[1]
        wide = nn.functional.pad(x, (0, 0, most, most))
        return self.linear(torch.cat([wide[:, most + k : most + k + n] for k in self.steps], 2))


class OneWindow(nn.Module):
    """The role head for the cues of one window."""

    def __init__(self, roles: Roles) -> None:
        super().__init__()
        self.roles = roles
        self.conv1, self.conv2 = Around(roles.conv1), Around(roles.conv2)

    def forward(self, hidden: Tensor, cue: Tensor, distance: Tensor, sentences: Tensor) -> Tensor:
        """``hidden`` is (pieces, size), the others (cues, pieces)."""
        r = self.roles
        pooled = cue @ hidden
        x = r.token(hidden) + r.cue(pooled).unsqueeze(1) + r.left(hidden) * r.right(pooled).unsqueeze(1)
        x = nn.functional.gelu(r.norm1(x + r.distance(distance) + r.sentences(sentences)))
        x = x + nn.functional.gelu(self.conv1(r.norm2(x)))
        x = x + nn.functional.gelu(self.conv2(r.norm3(x)))
        return r.out(x)


def roles(net: Network, path: Path) -> None:
    """Write the role head's graph, fp32."""
    size = net.encoder.bert.config.hidden_size
    cue, places = torch.full((3, 40), 1 / 40), torch.ones((3, 40), dtype=torch.int64)
    torch.onnx.export(
        OneWindow(net.roles).eval(),
        (torch.randn(40, size), cue, places, places),
        str(path),
        input_names=["hidden", "cue", "distance", "sentences"],
        output_names=["out"],
        dynamo=False,
        opset_version=17,
        dynamic_axes={
            "hidden": {0: "pieces"},
            **{name: {0: "cues", 1: "pieces"} for name in ("cue", "distance", "sentences", "out")},
        },
    )


def quantise(source: Path, target: Path) -> None:
    """Write the graph with 8-bit weights, but for the head of cues, where they save least.

    Seven bits are used, since processors without VNNI saturate at eight.
    """
    heads = [n.name for n in onnx.load(str(source)).graph.node if "/cue/" in n.name]
    left = [*heads, *(f"{name}_MatMul" for name in heads)]  # a Gemm is made a MatMul of that name before
    options = {"weight_type": QuantType.QInt8, "per_channel": True, "reduce_range": True}
    quantize_dynamic(str(source), str(target), nodes_to_exclude=left, **options)


def main() -> None:
    """Export."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("checkpoint")
    ap.add_argument("folder", type=Path)
    ap.add_argument("data", type=Path)
    o = ap.parse_args()
    torch.set_num_threads(1)
    o.folder.mkdir(parents=True, exist_ok=True)
    net, original = load(o.checkpoint), load("original")
    encoder(net, o.folder / "encoder-fp32.onnx", outputs=("hidden", "cue"), seen=windows(o.data))
    quantise(o.folder / "encoder-fp32.onnx", o.folder / "encoder.onnx")
    encoder(original, o.folder / "vectors-fp32.onnx", outputs=("vector",))
    quantise(o.folder / "vectors-fp32.onnx", o.folder / "vectors.onnx")
    words(original, o.folder / "words.npz")
    roles(net, o.folder / "roles-fp32.onnx")
    quantise(o.folder / "roles-fp32.onnx", o.folder / "roles.onnx")
    (o.folder / "decoding.json").write_text(json.dumps({"change": net.change.detach().double().numpy().tolist()}))
    shutil.copy(BASE / "tokenizer.json", o.folder / "tokenizer.json")


if __name__ == "__main__":
    main()

"""The network: an encoder, a cue tagger, a role head that reads every piece for every cue, and a sentence vector."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

BUCKETS = 32
MOST = 20.0


class Encoder(nn.Module):
    """MiniLM with an embedding for how a piece is written added to its words."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        # Without dropout in the encoder: drawing its masks took a fifth of the time of training on a processor.
        self.bert = BertModel.from_pretrained(
            folder,
            attn_implementation="eager",
            add_pooling_layer=False,
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        self.shape = nn.Embedding(12, self.bert.config.hidden_size)
        nn.init.zeros_(self.shape.weight)

    def forward(self, ids: Tensor, shape: Tensor, mask: Tensor) -> Tensor:
        """Return the hidden states; all three are (windows, pieces)."""
        words = self.bert.embeddings.word_embeddings(ids) + self.shape(shape)
        return self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state


class Roles(nn.Module):
    """For one cue: how well each piece fits as source or content, and as the first or last piece of one."""

    def __init__(self, hidden: int, width: int, dropout: float) -> None:
        super().__init__()
        self.token, self.cue = nn.Linear(hidden, width), nn.Linear(hidden, width)
        self.left, self.right = nn.Linear(hidden, width), nn.Linear(hidden, width)
        self.distance, self.sentences = nn.Embedding(2 * BUCKETS, width), nn.Embedding(7, width)
        self.norm1, self.norm2, self.norm3 = nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(width)
        self.conv1 = nn.Conv1d(width, width, 5, padding=2)
        self.conv2 = nn.Conv1d(width, width, 5, padding=6, dilation=3)
        self.out = nn.Linear(width, 7)
        self.drop = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, which: Tensor, cue: Tensor, distance: Tensor, sentences: Tensor) -> Tensor:
        """``hidden`` (windows, pieces, size), ``which`` the window of each cue, ``cue`` weights (cues, pieces)."""
        token, left = self.token(hidden), self.left(hidden)
        pooled = torch.bmm(cue.unsqueeze(1).to(hidden.dtype), hidden[which]).squeeze(1)
        x = token[which] + self.cue(pooled).unsqueeze(1) + left[which] * self.right(pooled).unsqueeze(1)
        x = x + self.distance(distance) + self.sentences(sentences)
        x = self.drop(nn.functional.gelu(self.norm1(x)))
        x = x + nn.functional.gelu(self.conv1(self.norm2(x).transpose(1, 2))).transpose(1, 2)
        x = x + nn.functional.gelu(self.conv2(self.norm3(x).transpose(1, 2))).transpose(1, 2)
        return self.out(x)


class Network(nn.Module):
    """All of it."""

    def __init__(self, folder: str, *, width: int, dropout: float) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        hidden = self.encoder.bert.config.hidden_size
        self.cue = nn.Sequential(nn.Dropout(dropout), nn.Linear(hidden, hidden), nn.GELU(), nn.Linear(hidden, 3))
        self.roles = Roles(hidden, width, dropout)
        self.vector = nn.Linear(hidden, hidden, bias=False)
        nn.init.eye_(self.vector.weight)
        self.change = nn.Parameter(torch.zeros(3, 3))


def log_partition(emit: Tensor, begin: Tensor, finish: Tensor, change: Tensor, mask: Tensor) -> Tensor:
    """Sum over all label paths. ``emit`` (cues, pieces, 3); going into or out of a label adds begin and finish."""
    off = 1 - torch.eye(3, device=emit.device)
    steps = change + off * (finish[:, :-1].unsqueeze(3) + begin[:, 1:].unsqueeze(2))
    # Unbound at once: the gradient of a slice is of the whole size, so slices in the loop would cost its square.
    alpha = emit[:, 0] + begin[:, 0]
    rest = zip(steps.unbind(1), emit[:, 1:].unbind(1), mask[:, 1:].unbind(1), strict=True)
    for step, here, live in rest:
        new = torch.logsumexp(alpha.unsqueeze(2) + step, 1) + here
        alpha = torch.where(live.unsqueeze(1), new, alpha)
    return torch.logsumexp(alpha, 1)


def path_score(emit: Tensor, begin: Tensor, finish: Tensor, change: Tensor, mask: Tensor, gold: Tensor) -> Tensor:
    """The score of the given labels."""
    m = mask.float()
    pick = lambda x: x.gather(2, gold.unsqueeze(2)).squeeze(2)  # noqa: E731
    score = (pick(emit) * m).sum(1) + pick(begin)[:, 0]
    a, b = gold[:, :-1], gold[:, 1:]
    moved = (a != b).float() * (pick(finish)[:, :-1] + pick(begin)[:, 1:]) + change[a, b]
    return score + (moved * m[:, 1:]).sum(1)


def role_loss(out: Tensor, change: Tensor, mask: Tensor, gold: Tensor) -> Tensor:
    """Negative log likelihood of the gold labels of every cue (a linear-chain CRF with scored span edges)."""
    out = out.float()
    zero = torch.zeros_like(out[:, :, :1])
    emit, begin, finish = out[:, :, :3], torch.cat([zero, out[:, :, 3:5]], 2), torch.cat([zero, out[:, :, 5:7]], 2)
    loss = log_partition(emit, begin, finish, change, mask) - path_score(emit, begin, finish, change, mask, gold)
    # From here on it grows with its logarithm: single cues with impossible labels broke a run at its 1,560th step.
    return torch.where(loss > MOST, MOST * (1 + torch.log(loss.clamp_min(MOST) / MOST)), loss)

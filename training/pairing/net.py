"""The pairing network: words as tokens, four layers of attention biased by how two words stand."""

import torch
from torch import Tensor, nn

from ocr.pairing.features import BUCKETS, NUMBERS, PAIRS
from training.pairing.canvas import Role

WIDTH = 128
HEADS = 4
LAYERS = 4
GRAM_WIDTH = 64
PAIR_WIDTH = 32
LINK_WIDTH = 64


class Layer(nn.Module):
    """Attention with a bias for each pair and head, then a look at each word alone."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.ask = nn.Linear(WIDTH, 3 * WIDTH)
        self.say = nn.Linear(WIDTH, WIDTH)
        self.think = nn.Sequential(nn.Linear(WIDTH, 3 * WIDTH), nn.GELU(), nn.Linear(3 * WIDTH, WIDTH))

    def forward(self, words: Tensor, bias: Tensor) -> Tensor:
        batch, count = words.shape[0], words.shape[1]
        asked = self.ask(self.before(words)).reshape(batch, count, 3, HEADS, WIDTH // HEADS)
        query, key, value = asked.permute(2, 0, 3, 1, 4).unbind(0)
        weights = (query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias).softmax(-1)
        heard = (weights @ value).transpose(1, 2).reshape(batch, count, WIDTH)
        words = words + self.say(heard)
        return words + self.think(self.between(words))


class Pairer(nn.Module):
    """(B, n, GRAMS) n-grams, (B, n, NUMBERS), (B, n, n, PAIRS) and a mask (B, n) of real words ->
    log-probabilities: roles (B, n, 5), links (B, n, n + 1), rows (B, n, n)."""

    def __init__(self) -> None:
        super().__init__()
        self.grams = nn.Embedding(BUCKETS, GRAM_WIDTH, padding_idx=0)
        self.enter = nn.Sequential(nn.Linear(GRAM_WIDTH + NUMBERS, WIDTH), nn.GELU(), nn.Linear(WIDTH, WIDTH))
        self.pair = nn.Sequential(nn.Linear(PAIRS, PAIR_WIDTH), nn.GELU())
        self.bias = nn.Linear(PAIR_WIDTH, LAYERS * HEADS + 2)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.last = nn.LayerNorm(WIDTH)
        self.roles = nn.Linear(WIDTH, len(Role))
        self.ask = nn.Linear(WIDTH, 4 * LINK_WIDTH)
        self.null = nn.Linear(WIDTH, 1)

    def forward(
        self, grams: Tensor, numbers: Tensor, pairs: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        words = self.enter(torch.cat([self.grams(grams).sum(2), numbers], -1))
        bias = self.bias(self.pair(pairs)).permute(0, 3, 1, 2).contiguous()
        barred = (1.0 - mask)[:, None, None, :] * -1e4
        for number, layer in enumerate(self.layers):
            words = layer(words, bias[:, number * HEADS : (number + 1) * HEADS] + barred)
        words = self.last(words)
        a, b, c, d = self.ask(words).chunk(4, -1)
        scale = LINK_WIDTH**0.5
        links = a @ b.transpose(1, 2) / scale + bias[:, -2] + barred[:, 0]
        links = torch.cat([links, self.null(words)], -1)
        rows = c @ d.transpose(1, 2) / scale + bias[:, -1] + barred[:, 0]
        return (
            self.roles(words).float().log_softmax(-1),
            links.float().log_softmax(-1),
            rows.float().log_softmax(-1),
        )

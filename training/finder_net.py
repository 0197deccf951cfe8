"""The line finder: a small fully convolutional net that looks at a page at three sizes."""

from torch import Tensor, nn

from training.net import block

MULTIPLE = 8
"""Height and width of a page must be multiples of this."""


def wide(inside: int, reach: int) -> nn.Sequential:
    """A look far along the line: three rows, three columns `reach` apart."""
    return nn.Sequential(
        nn.Conv2d(inside, inside, 3, padding=(1, reach), dilation=(1, reach), bias=False),
        nn.BatchNorm2d(inside), nn.ReLU(inplace=True),
    )  # fmt: skip


class Finder(nn.Module):
    """(B, 1, H, W) float, 0 ink to 1 paper -> (B, 1, H, W) logits: is this the core of a line of text?"""

    def __init__(self, widths: tuple[int, int, int] = (20, 40, 48)) -> None:
        super().__init__()
        first, second, third = widths
        self.halved = nn.Sequential(
            nn.Conv2d(1, first, 5, 2, 2, bias=False), nn.BatchNorm2d(first), nn.ReLU(inplace=True),
            block(first, first),
        )  # fmt: skip
        self.quartered = nn.Sequential(block(first, second, 2), block(second, second))
        self.eighths = nn.Sequential(block(second, third, 2), wide(third, 2), wide(third, 4), wide(third, 8))
        self.to_quarter = nn.Conv2d(third, second, 1)
        self.at_quarter = block(second, first)
        self.to_half = nn.Conv2d(first, first, 1)
        self.at_half = block(first, 16)
        self.core = nn.Sequential(nn.Conv2d(16, 4, 1), nn.PixelShuffle(2))
        self.larger = nn.Upsample(scale_factor=2, mode="nearest")

    def forward(self, pages: Tensor) -> Tensor:
        half = self.halved(pages)
        quarter = self.quartered(half)
        quarter = self.at_quarter(quarter + self.larger(self.to_quarter(self.eighths(quarter))))
        return self.core(self.at_half(half + self.larger(self.to_half(quarter))))

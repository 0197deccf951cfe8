"""The recognisers: convolutions that read strokes, then a recurrent or a convolutional reader of the line."""

from torch import Tensor, nn

from ocr.recognition.crops import HEIGHT, MRZ_HEIGHT

# One output step per this many columns of the crop.
STRIDE = 4


def block(inside: int, outside: int, stride: int | tuple[int, int] = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True)
    )


class LineReader(nn.Module):
    """CRNN with CTC.

    (B, 1, height, W) float, -1 ink to 1 paper -> (B, ceil(W / 4), classes) log-probabilities.
    """

    def __init__(
        self,
        classes: int,
        widths: tuple[int, int, int, int] = (24, 48, 80, 128),
        hidden: int = 128,
        height: int = HEIGHT,
    ) -> None:
        super().__init__()
        first, second, third, fourth = widths
        self.strokes = nn.Sequential(
            block(1, first, 2), block(first, second), block(second, third, 2), block(third, third),
            block(third, fourth, (2, 1)), block(fourth, fourth),
            nn.Conv2d(fourth, 2 * hidden, (height // 8, 1)),
        )  # fmt: skip
        self.drop = nn.Dropout(0.1)
        self.line = nn.LSTM(2 * hidden, hidden, 2, bidirectional=True, batch_first=True)
        self.classes = nn.Linear(2 * hidden, classes)

    def forward(self, crops: Tensor) -> Tensor:
        features = self.drop(self.strokes(crops).squeeze(2).transpose(1, 2))
        read, _ = self.line(features)
        return self.classes(self.drop(read)).float().log_softmax(-1)


def mrz_reader(classes: int) -> LineReader:
    """A small line reader for one typeface of fixed pitch."""
    return LineReader(classes, (16, 32, 48, 64), 64, MRZ_HEIGHT)


class Residual(nn.Module):
    """One look along the line, added to what came in."""

    def __init__(self, width: int, reach: int) -> None:
        super().__init__()
        self.look = nn.Sequential(
            nn.Conv1d(width, width, reach, padding=reach // 2, bias=False), nn.BatchNorm1d(width), nn.GELU(),
            nn.Conv1d(width, width, 1, bias=False), nn.BatchNorm1d(width),
        )  # fmt: skip

    def forward(self, features: Tensor) -> Tensor:
        return nn.functional.gelu(features + self.look(features))


class DigitReader(nn.Module):
    """Convolutions only, no recurrence: the second opinion on numbers must not err like the first."""

    def __init__(self, classes: int, widths: tuple[int, int, int] = (20, 40, 80), width: int = 128) -> None:
        super().__init__()
        first, second, third = widths
        self.strokes = nn.Sequential(
            nn.Conv2d(1, first, 5, (2, 1), 2, bias=False), nn.BatchNorm2d(first), nn.GELU(), nn.MaxPool2d(2),
            block(first, second), nn.MaxPool2d(2), block(second, third),
            nn.Conv2d(third, width, (HEIGHT // 8, 3), padding=(0, 1)), nn.GELU(),
        )  # fmt: skip
        self.line = nn.Sequential(*(Residual(width, 5) for _ in range(4)))
        self.classes = nn.Conv1d(width, classes, 1)

    def forward(self, crops: Tensor) -> Tensor:
        features = self.strokes(crops).squeeze(2)
        return self.classes(self.line(features)).transpose(1, 2).float().log_softmax(-1)


def parameters(net: nn.Module) -> int:
    return sum(weight.numel() for weight in net.parameters())

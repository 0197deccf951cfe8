"""A net in whole numbers: half the processor time or less, and the same readings but for a few in a thousand.

Convolutions are quantised with the ranges that training crops show on average (7 bits a weight, one scale a
channel: processors without VNNI add pairs of products in 16 bits, which 8 bits would overflow), the recurrent
layers as they run. The first convolution, which sees the pixels, stays in floating point.
"""

from ocr.runtime import onnxruntime as _onnxruntime  # noqa: F401 - its telemetry is off before all else

# isort: split

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

Crops = NDArray[np.float32]


class _Shown(CalibrationDataReader):
    """Batches as the library asks for them."""

    def __init__(self, batches: Iterable[Crops]) -> None:
        self._batches: Iterator[Crops] = iter(batches)

    def get_next(self) -> dict[str, Crops] | None:
        batch = next(self._batches, None)
        return None if batch is None else {"crops": batch}


def quantise(source: Path, target: Path, batches: Iterable[Crops]) -> None:
    """Write the net of `source` in whole numbers; `batches` (n, 1, height, w) show what its layers see."""
    with tempfile.TemporaryDirectory() as folder:
        ready, static = Path(folder, "ready.onnx"), Path(folder, "static.onnx")
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        convolutions = [node.name for node in onnx.load(str(ready)).graph.node if node.op_type == "Conv"]
        quantize_static(
            str(ready), str(static), _Shown(batches), quant_format=QuantFormat.QDQ, per_channel=True,
            reduce_range=True, op_types_to_quantize=["Conv"], nodes_to_exclude=convolutions[:1],
            activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax, extra_options={"CalibMovingAverage": True},
        )  # fmt: skip
        quantize_dynamic(
            str(static), str(target), op_types_to_quantize=["LSTM", "MatMul"], weight_type=QuantType.QInt8
        )

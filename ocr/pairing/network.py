"""Runs the pairing network: the only file of this room that knows onnxruntime."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ocr.pairing.linker import Chances, Links
from ocr.result.errors import EngineMissing
from ocr.runtime import onnxruntime as ort

MODELS: Final = Path(__file__).parents[1] / "models"


@dataclass(frozen=True, slots=True)
class Pairer:
    """A loaded network."""

    session: ort.InferenceSession
    version: str

    def link(self, grams: NDArray[np.int64], numbers: Chances, pairs: Chances) -> Links:
        """The roles and links of n words, at least one."""
        given = {"grams": grams, "numbers": numbers, "pairs": pairs}
        roles, labels, rows = (np.exp(np.asarray(part, np.float32)) for part in self.session.run(None, given))
        return Links(roles, labels, rows)


def load(folder: Path = MODELS) -> Pairer:
    """Open `pairing.onnx`; raises EngineMissing."""
    network = folder / "pairing.onnx"
    if not network.exists():
        raise EngineMissing("ocr/models/pairing.onnx")
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
    facts = session.get_modelmeta().custom_metadata_map
    return Pairer(session, facts.get("steps", ""))

"""ONNX Runtime, loaded with its maker's telemetry off. Whoever needs it takes it from here.

Its Linux wheels since 1.29 keep an id of the device in the home folder and report to their maker by default.
The switch is read once, while the library loads, so it has to be set before; what somebody else has set
counts for nothing here.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

__all__ = ["onnxruntime"]

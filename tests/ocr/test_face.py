"""The face of ocr/ is loaded when it is asked for, and not before."""

import subprocess
import sys

import pytest

import ocr
from tests import tree

LOOK = "import sys, {module}; print(sorted(name for name in ('cv2', 'onnxruntime') if name in sys.modules))"


@pytest.mark.parametrize("name", ocr.__all__)
def test_the_face_answers_with_the_object_that_its_room_defines(name: str) -> None:
    found = getattr(ocr, name)
    assert found.__name__ == name
    assert getattr(sys.modules[found.__module__], name) is found


def test_a_name_that_is_no_part_of_the_face_is_told() -> None:
    with pytest.raises(AttributeError, match="read_pages"):
        ocr.read_pages  # type: ignore[attr-defined]  # noqa: B018 - the question is the test


@pytest.mark.parametrize("module", ["ocr", "ocr.text.parsing"])
def test_a_pure_room_loads_no_reader(module: str) -> None:
    command = [sys.executable, "-c", LOOK.format(module=module)]
    answer = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"

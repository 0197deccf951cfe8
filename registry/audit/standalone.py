"""Checks an exported trail with a bare Python 3.11: `python3 verify.py [--key KEY] [--noted CODE] [DIR]`.

This file lies in every export. It imports nothing but the standard library, so that whoever checks need not
trust, install or have anything of ours. Exit code 0: everything holds. 1: it does not, and the lines say why.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FIELD: Final = 2**255 - 19
"""The field of Ed25519's curve (RFC 8032, 5.1)."""
ORDER: Final = 2**252 + 27742317777372353535851937790883648493
"""The order of its group."""
CURVE: Final = -121665 * pow(121666, FIELD - 2, FIELD) % FIELD
"""The constant d of its equation."""
ROOT_OF_MINUS_ONE: Final = pow(2, (FIELD - 1) // 4, FIELD)
"""A square root of -1 in the field."""
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs of a code as it is written down, five bits each."""
LOOK_ALIKES: Final = str.maketrans("ILO", "110")
"""Letters that are read as the sign they look like."""
MARK: Final = "— "
"""What a line of a signature begins with."""
Point = tuple[int, int, int, int]


def main() -> int:
    """Print what holds or what does not; the answer is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", help="the key that you know from elsewhere (one line: name+id+key)")
    parser.add_argument("--noted", metavar="CODE", help="the code of a checkpoint that you wrote down")
    asked = parser.parse_args()
    faults = list(check(asked.folder, asked.key, asked.noted))
    for fault in faults:
        print(fault)
    if faults:
        print("BROKEN: this trail is not what was signed. / هذا السجل ليس ما وُقّع عليه.")
        return 1
    print("Every proof holds. / كل برهان صحيح.")
    if not (asked.key or asked.noted):
        print("Compare key and code with your paper. / قارن المفتاح والرمز بما لديك على الورق.")
    return 0


def check(folder: Path, key: str | None, noted: str | None) -> Iterator[str]:
    """Everything that does not hold, in words."""
    own = text_of(folder / "key.txt").strip()
    print(f"key {own}")
    if key and key.strip() != own:
        yield "key: not the one that you know"
    try:
        name, public = key_of((key or own).strip())
        point = checkpoint_of(opened(text_of(folder / "checkpoint.txt"), name, public), name)
    except ValueError as error:
        yield f"checkpoint.txt: {error}"
        return
    size, root = point
    print(f"events {size}, code {size} {grouped(root)}")
    roots, broken = walked(folder)
    yield from broken
    if len(roots) - 1 != size:
        yield f"events.jsonl: {len(roots) - 1} events, the checkpoint says {size}"
    yield from differing(roots, size, root, "checkpoint.txt")
    for number, line in enumerate(text_of(folder / "checkpoints.jsonl").splitlines(), 1):
        try:
            earlier = checkpoint_of(opened(json.loads(line)["checkpoint"], name, public), name)
            yield from differing(roots, *earlier, f"earlier checkpoint {number}")
        except (ValueError, KeyError, TypeError) as error:
            yield f"checkpoints.jsonl, line {number}: {error}"
    if noted:
        yield from as_noted(roots, noted, size)
    yield from files(folder, name, public)


def walked(folder: Path) -> tuple[list[bytes], list[str]]:
    """The root over the first 0, 1, 2, … events, and what is wrong with single events."""
    peaks: list[tuple[int, bytes]] = []
    roots, broken = [hashlib.sha256(b"").digest()], []
    sealed = text_of(folder / "hashes.txt").splitlines()
    path = folder / "events.jsonl"
    lines = path.read_bytes().split(b"\n")[:-1] if path.is_file() else []
    for number, line in enumerate(lines, 1):
        leaf = hashlib.sha256(b"\0" + line).digest()
        if number > len(sealed) or sealed[number - 1] != leaf.hex() or number_in(line) != number:
            broken.append(f"event {number}: changed, moved or missing")
        peaks.append((0, leaf))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            level, right = peaks.pop()
            _, left = peaks.pop()
            peaks.append((level + 1, joined(left, right)))
        whole = peaks[-1][1]
        for _, left in reversed(peaks[:-1]):
            whole = joined(left, whole)
        roots.append(whole)
    if len(sealed) != len(lines):
        broken.append(f"events.jsonl: {len(lines)} events for {len(sealed)} hashes")
    return roots, broken[:20]


def joined(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (RFC 9162, 2.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


def differing(roots: list[bytes], size: int, root: bytes, where: str) -> Iterator[str]:
    """Whether a checkpoint is over other events than these."""
    if size >= len(roots):
        yield f"{where}: speaks of {size} events, here are {len(roots) - 1}"
    elif roots[size] != root:
        yield f"{where}: the first {size} events are not those that were signed"


def as_noted(roots: list[bytes], noted: str, newest: int) -> Iterator[str]:
    """Whether the code that somebody wrote down is another than that of these events."""
    size_said, _, rest = noted.strip().partition(" ")
    signs = re.sub(r"[\s-]", "", rest).upper().translate(LOOK_ALIKES)
    if not size_said.isdecimal() or len(signs) != 32:
        yield "the code that you noted has a number and 32 signs"
    elif int(size_said) > newest:
        yield f"you noted {size_said} events, here are {newest}: the end was cut off, or this export is older"
    elif int(size_said) < len(roots) and signs_of(roots[int(size_said)]) != signs:
        yield "the code that you noted is another: the trail was changed since"


def files(folder: Path, name: str, public: bytes) -> Iterator[str]:
    """Files that are not as the signed list has them."""
    try:
        lines = opened(text_of(folder / "manifest.txt"), name, public).split("\n")
    except ValueError as error:
        yield f"manifest.txt: {error}"
        return
    listed = {}
    for line in lines:
        if match := re.fullmatch(r"([0-9a-f]{64}) (0|[1-9][0-9]*) (.+)", line):
            listed[match[3]] = match[1]
    there = {path.name for path in folder.iterdir() if path.is_file()} - {"manifest.txt"}
    for missing in sorted(listed.keys() - there):
        yield f"{missing}: missing"
    for added in sorted(there - listed.keys()):
        yield f"{added}: not of this export"
    for kept in sorted(there & listed.keys()):
        if hashlib.sha256((folder / kept).read_bytes()).hexdigest() != listed[kept]:
            yield f"{kept}: changed"


def text_of(path: Path) -> str:
    """The text of a file, '' when there is none."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def number_in(line: bytes) -> object:
    """The number that an event says it has."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said.get("n") if isinstance(said, dict) else None


def key_of(vkey: str) -> tuple[str, bytes]:
    """Name and public key of a vkey, `name+id+key` (C2SP signed-note). Raises ValueError."""
    name, _, rest = vkey.partition("+")
    written, _, encoded = rest.partition("+")
    raw = base64.b64decode(encoded, validate=True)
    if len(raw) != 33 or raw[0] != 1 or id_of(name, raw[1:]).hex() != written:
        raise ValueError("no key of this kind")
    return name, raw[1:]


def id_of(name: str, public: bytes) -> bytes:
    """The four bytes before each signature of a key."""
    return hashlib.sha256(name.encode() + b"\n\1" + public).digest()[:4]


def opened(note: str, name: str, public: bytes) -> str:
    """The text of a signed note. Raises ValueError when this key has not signed it."""
    text, parted, below = note.rpartition("\n\n")
    text += "\n"
    for line in below.split("\n") if parted else ():
        signer, _, encoded = line.removeprefix(MARK).partition(" ")
        if line.startswith(MARK) and signer == name:
            raw = base64.b64decode(encoded, validate=True)
            if raw[:4] == id_of(name, public) and verified(public, text.encode(), raw[4:]):
                return text
            raise ValueError("the signature does not hold")
    raise ValueError("not signed by this key")


def checkpoint_of(text: str, name: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint (C2SP tlog-checkpoint). Raises ValueError."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[0] != name:
        raise ValueError("a checkpoint of another trail")
    return int(lines[1]), base64.b64decode(lines[2], validate=True)


def signs_of(root: bytes) -> str:
    """The 32 signs of a root as they are written down."""
    number = int.from_bytes(root, "big") >> 256 - 160
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(32)))


def grouped(root: bytes) -> str:
    """The same in groups of four."""
    signs = signs_of(root)
    return "-".join(signs[start : start + 4] for start in range(0, 32, 4))


def verified(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature holds (RFC 8032, 5.1.7)."""
    key, first = decompressed(public), decompressed(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or first is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return same(times(scalar, BASE), plus(first, times(challenge, key)))


def plus(one: Point, other: Point) -> Point:
    """The sum of two points in extended coordinates."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % FIELD
    b = (one[1] + one[0]) * (other[1] + other[0]) % FIELD
    c = 2 * one[3] * other[3] * CURVE % FIELD
    d = 2 * one[2] * other[2] % FIELD
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % FIELD, g * h % FIELD, f * g % FIELD, e * h % FIELD


def times(scalar: int, point: Point) -> Point:
    """A point added to itself so many times."""
    whole: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            whole = plus(whole, point)
        point, scalar = plus(point, point), scalar >> 1
    return whole


def same(one: Point, other: Point) -> bool:
    """Whether two points in extended coordinates are one."""
    return not (
        (one[0] * other[2] - other[0] * one[2]) % FIELD or (one[1] * other[2] - other[1] * one[2]) % FIELD
    )


def decompressed(raw: bytes) -> Point | None:
    """The point of 32 bytes, None when they are none."""
    if len(raw) != 32:
        return None
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= FIELD:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, FIELD - 2, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if (x * x - square) % FIELD:
        x = x * ROOT_OF_MINUS_ONE % FIELD
    if (x * x - square) % FIELD or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = FIELD - x
    return x, y, 1, x * y % FIELD


_BASE = decompressed((4 * pow(5, FIELD - 2, FIELD) % FIELD).to_bytes(32, "little"))
assert _BASE is not None
BASE: Point = _BASE

if __name__ == "__main__":
    sys.exit(main())

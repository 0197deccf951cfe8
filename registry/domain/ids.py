"""Identifiers: random, but ordered by time, so that indexes grow at one end (RFC 9562 version 7)."""

import secrets
import time
import uuid


def new_id() -> uuid.UUID:
    """A version 7 UUID: 48 bits of milliseconds since 1970, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)

"""Why a value that pairing speaks of needs a look."""

from enum import StrEnum


class PairingDoubt(StrEnum):
    """A reason against a value's place on the paper."""

    LABEL_UNSURE = "label_unsure"
    """Only the network found the value: no rule knows its label."""
    NEARER_VALUE = "nearer_value"
    """Rules and network take different words for the value."""
    WORD_UNCLAIMED = "word_unclaimed"
    """A word between the label and the value belongs to nothing."""

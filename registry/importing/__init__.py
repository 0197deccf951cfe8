"""Digital legacy lists: people brought in by the file, found at once, part of the register when signed."""

from registry.importing.batches import (
    BatchView,
    Begun,
    begun_batch,
    sign_batch,
    tell_order,
    waiting_batches,
)
from registry.importing.lines import Refusal
from registry.importing.load import Progress, Report, Wish, import_people
from registry.importing.mapping import Order
from registry.importing.withdrawing import withdraw_batch

__all__ = [
    "BatchView",
    "Begun",
    "Order",
    "Progress",
    "Refusal",
    "Report",
    "Wish",
    "begun_batch",
    "import_people",
    "sign_batch",
    "tell_order",
    "waiting_batches",
    "withdraw_batch",
]

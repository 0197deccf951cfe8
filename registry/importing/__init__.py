"""Digital legacy lists: people brought in by the file, found at once, part of the register when signed."""

from registry.importing.batches import BatchView, sign_batch, waiting_batches
from registry.importing.lines import Refusal
from registry.importing.load import Progress, Report, import_people

__all__ = ["BatchView", "Progress", "Refusal", "Report", "import_people", "sign_batch", "waiting_batches"]

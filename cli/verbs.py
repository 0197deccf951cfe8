"""The verbs of the command `sijill`, in the order of its help, and the module that holds each."""

from types import MappingProxyType
from typing import Final

VERBS: Final = MappingProxyType(
    {
        "up": "cli.up.command",
        "test": "cli.check",
        "read": "cli.read",
        "intake": "cli.intake",
        "requeue": "cli.requeue",
        "worker": "cli.worker",
        "dispatch": "cli.dispatch",
        "serve": "cli.serve",
        "migrate": "cli.migrate",
        "doctor": "cli.doctor",
        "bench": "cli.bench",
        "import": "cli.legacy",
        "export": "cli.export",
        "search": "cli.search",
        "duplicates": "cli.duplicates",
        "user": "cli.user",
        "clock": "cli.clock",
        "office": "cli.office",
        "audit": "cli.audit",
        "backup": "cli.backup",
        "restore": "cli.restore",
    }
)

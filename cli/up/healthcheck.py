"""What a container's health check runs: exit code 0 while the door here answers that its parts are there."""

import sys

from cli.failures import told
from cli.terminal import Terminal
from cli.up.instance import is_ready
from settings import Settings

if __name__ == "__main__":
    with told(Terminal.here()):
        settings = Settings()
    sys.exit(0 if is_ready(settings.host, settings.port) else 1)

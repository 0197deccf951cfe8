"""`sijill serve`: the HTTP door as a process of its own."""

import typer
import uvicorn

from api.app import create_app
from cli.house import open_house
from cli.terminal import Terminal
from settings import Settings

app = typer.Typer()

# Requests that still run when the service stops may take so long.
GRACE_SECONDS = 5
# Open connections, idle ones too; long before this `api.crowd` answers that it is busy, in words.
MOST_CONNECTIONS = 2000


@app.command("serve", help="cli.verb.serve")
def serve() -> None:
    """Serve on SIJILL_HOST and SIJILL_PORT until SIGTERM."""
    settings = Settings()
    open_house(settings, Terminal.here()).engine.dispose()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        # Addresses may hold what somebody searched for; the service writes its own, without them.
        access_log=False,
        server_header=False,
        # By itself uvicorn believes these headers of every program on this machine.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_SECONDS,
        limit_concurrency=MOST_CONNECTIONS,
    )

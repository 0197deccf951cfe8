"""What verbs that touch data need first: a private folder, keys, a database with its tables, an account."""

from dataclasses import dataclass
from pathlib import Path

import typer
from sqlalchemy import Engine, make_url

from cli.making import made_by_one
from cli.schema import upgrade_to_newest
from cli.terminal import Terminal
from reference.documents import document_types
from registry.accounts.sign_in import authenticate
from registry.database.installation import Placement, prove_schema, settle
from registry.database.schema import newest, version_of
from registry.database.sessions import Sessions, make_sessions, open_engine, snapshot
from registry.domain.access import Actor
from registry.vault.crypto import create_key_file, load_keys
from registry.vault.store import Store, open_store
from settings import Settings


@dataclass(frozen=True, slots=True)
class House:
    """An open installation. `recovery` is the recovery key when the keys were made just now, else None."""

    engine: Engine
    sessions: Sessions
    store: Store
    recovery: str | None


def open_house(settings: Settings, terminal: Terminal, *, upgrade: bool = False) -> House:
    """Open the installation of these settings; a new one gets its folder, keys and tables first.

    `upgrade` brings an existing schema up to date, too. Of processes that open a new house at once one makes
    it and the others wait. Raises `KeyProblem` when there is data without keys, `Misplaced` when code, key or
    store are not those of the database.
    """
    with made_by_one(settings.folder):
        return prepare_house(settings, terminal, upgrade=upgrade)


def prepare_house(settings: Settings, terminal: Terminal, *, upgrade: bool = False) -> House:
    """What `open_house` does, for whoever holds `made_by_one` already."""
    recovery = create_key_file(settings.keys) if _is_new(settings) else None
    if recovery:
        show_recovery(recovery, terminal)
    keys = load_keys(settings.keys)
    engine = open_engine(settings.database, keys.database)
    found = version_of(engine)
    if found is None or (upgrade and found != newest()):
        upgrade_to_newest(engine)
    types = document_types(settings.document_types)
    sessions = make_sessions(engine, types=types, recovery=keys.recovery)
    with snapshot(sessions) as session:
        prove_schema(session)
    placement = Placement(sessions, open_store(settings.store, keys.store), keys.id)
    settle(placement)
    placement.prove()
    return House(engine, sessions, placement.store, recovery)


def show_recovery(recovery: str, terminal: Terminal) -> None:
    """Print the recovery key, once, with what it is for."""
    terminal.say("cli.up.recovery", style="bold yellow")
    terminal.err.print(recovery, style="bold", soft_wrap=True)
    terminal.say("cli.up.recovery-why", style="yellow")


def sign_in(settings: Settings, house: House, name: str, terminal: Terminal) -> Actor:
    """The account that a verb acts as; its password is SIJILL_PASSWORD's, else asked for.

    Raises `BadCredentials`, `TooManyAttempts`.
    """
    return authenticate(house.sessions, name, password_for(settings, terminal))


def password_for(settings: Settings, terminal: Terminal) -> str:
    """The password of SIJILL_PASSWORD, else asked for."""
    if settings.password is not None:
        return settings.password.get_secret_value()
    asked: str = typer.prompt(terminal.phrase("cli.password"), hide_input=True, err=True)
    return asked


def _is_new(settings: Settings) -> bool:
    """Whether there is neither a key file nor anything that would need the one that was lost."""
    if settings.keys.exists() or (settings.folder / "store").exists():
        return False
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        return not Path(url.database or "").exists()
    return version_of(open_engine(settings.database)) is None

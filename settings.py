"""What an office may set from outside: one class, read from SIJILL_* variables at entry points only."""

from hashlib import sha256
from ipaddress import ip_network
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent

DATABASES = ("sqlite", "postgresql")

# A unix socket's path may hold 108 bytes (unix(7)); the rest is head room for Valkey's temporary names.
LONGEST_SOCKET_PATH = 96


class Settings(BaseSettings):
    """Every setting of Sijill; `docs/operations.md` explains each one, and a test keeps that true."""

    model_config = SettingsConfigDict(env_prefix="SIJILL_", env_ignore_empty=True, frozen=True)

    data: Path = Field(ROOT / "data", description="folder of the embedded parts")
    database_url: str | None = Field(None, description="else SQLite in the data folder")
    redis_url: str | None = Field(
        None, pattern=r"^(rediss?|unix)://\S+$", description="else an embedded Valkey"
    )
    store_url: str | None = Field(None, pattern=r"^file://.+$", description="else files in the data folder")
    key_file: Path | None = Field(None, description="else master.key in the data folder")
    document_types: Path | None = Field(None, description="folder of the office's own document types")

    error_budget: float = Field(
        0.37, ge=0, le=100, description="wrong values in 1,000 accepted facts of identity"
    )

    host: str = Field(
        "127.0.0.1", pattern=r"^[\w.:%-]+$", description="address or name the service listens on"
    )
    port: int = Field(8000, ge=1, le=65535)
    public_url: str | None = Field(
        None,
        pattern=r"^https?://\S+$",
        description="how people reach the service; printed in receipts' QR codes",
    )
    proxies: str | None = Field(
        None, description="addresses or networks of the proxies before the service, with commas between them"
    )
    workers: int | None = Field(None, ge=1, le=64, description="reading processes; else processor cores - 1")

    lang: str | None = Field(
        None,
        pattern=r"^(ar|ckb|ku|en)([-_.@].*)?$",
        description="language of the command line: ar, ckb or en; else from LANG",
    )
    demo_password: SecretStr | None = Field(None, description="password of the demo accounts; else made up")
    password: SecretStr | None = Field(
        None, description="password of the account named by --as; else asked for"
    )
    recovery_key: SecretStr | None = Field(
        None, description="the printed recovery key, for `restore`; else asked for"
    )
    new_password: SecretStr | None = Field(
        None, description="password of an account to be added; else made up"
    )

    @field_validator("data")
    @classmethod
    def _is_no_file(cls, given: Path) -> Path:
        if given.expanduser().exists() and not given.expanduser().is_dir():
            raise ValueError("a file stands there")
        return given

    @field_validator("key_file")
    @classmethod
    def _is_no_folder(cls, given: Path | None) -> Path | None:
        if given is not None and given.expanduser().is_dir():
            raise ValueError("a folder stands there")
        return given

    @field_validator("document_types")
    @classmethod
    def _is_folder(cls, given: Path | None) -> Path | None:
        if given is not None and not given.is_dir():
            raise ValueError("no folder stands there")
        return given

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, given: str | None) -> str | None:
        try:
            known = given is None or make_url(given).get_backend_name() in DATABASES
        except ArgumentError as error:
            raise ValueError("not the address of a database") from error
        if not known:
            raise ValueError("not the address of a database that is known")
        return given

    @field_validator("proxies")
    @classmethod
    def _are_addresses(cls, given: str | None) -> str | None:
        # uvicorn takes `*` for everybody and a name for one that never fits: both are mistakes here.
        for one in given.split(",") if given else ():
            ip_network(one.strip())
        return given

    @property
    def trusted_proxies(self) -> list[str]:
        """The proxies whose word is taken for who asks and over what (`X-Forwarded-For`, `-Proto`)."""
        return [one.strip() for one in (self.proxies or "").split(",") if one.strip()]

    @property
    def folder(self) -> Path:
        """The data folder as an absolute path, whatever folder the command was called from."""
        return self.data.expanduser().absolute()

    @property
    def database(self) -> str:
        """URL for SQLAlchemy: the one set, else the embedded, encrypted SQLite file."""
        return self.database_url or f"sqlite+pysqlcipher:///{self.folder / 'register.db'}"

    @property
    def queue(self) -> str:
        """URL for redis-py: the one set, else the socket of the embedded Valkey."""
        return self.redis_url or f"unix://{self.queue_socket}"

    @property
    def store(self) -> str:
        """URL of the store of scans and crops: the one set, else a folder of files."""
        return self.store_url or f"file://{self.folder / 'store'}"

    @property
    def keys(self) -> Path:
        """File that holds the keys of the database and the store; only its owner may read it."""
        return (self.key_file or self.folder / "master.key").expanduser().absolute()

    @property
    def queue_socket(self) -> Path:
        """Where the embedded Valkey listens: in the data folder, or in /tmp when that path won't do."""
        socket = self.folder / "run" / "queue.sock"
        # The list of clients names the socket and is split at spaces by redis-py.
        if len(bytes(socket)) <= LONGEST_SOCKET_PATH and " " not in str(socket):
            return socket
        return Path("/tmp") / f"sijill-{sha256(bytes(self.folder)).hexdigest()[:16]}" / "queue.sock"  # noqa: S108 (made private, owner checked)

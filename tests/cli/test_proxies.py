"""The door behind a real proxy with TLS: citizens stay apart, cookies bound, and nobody else is believed."""

import datetime
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from httpx2 import Client, ConnectError, HTTPTransport, Response
from pydantic import ValidationError

from registry.accounts.throttle import STATUS_BY_NETWORK, throttle_key
from registry.database.sessions import transaction
from registry.models.accounts import Throttle
from settings import Settings
from tests.journeys.service import PASSWORD, Service, free_port, make
from tests.workers.valkey import Valkey

# Loopback is a whole network on Linux: two citizens at one machine, each with an address of their own.
ONE, ANOTHER = "127.0.0.2", "127.0.0.3"
START_SECONDS = 20.0
CONFIGURATION = """
defaults
  mode http
  timeout connect 10s
  timeout client 30s
  timeout server 30s
frontend door
  bind 127.0.0.1:{port} ssl crt {certificate}
  option forwardfor
  http-request set-header X-Forwarded-Proto https
  default_backend sijill
backend sijill
  server one 127.0.0.1:{behind}
"""


@contextmanager
def opened(folder: Path, **settings: str) -> Iterator[Service]:
    """The door alone, over a data folder of its own."""
    with Valkey() as queue:
        (folder / "data").mkdir()
        service = make(folder / "data", queue)
        try:
            service.start(("serve",), **settings)
            yield service
        finally:
            service.stop()


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """A door that was told of its proxy, and the proxy's address."""
    folder = tmp_path_factory.mktemp("behind")
    # What uvicorn itself would listen to stays without effect.
    with (
        opened(folder, SIJILL_PROXIES="127.0.0.1", FORWARDED_ALLOW_IPS="") as service,
        proxied(folder, service) as address,
    ):
        yield service, address


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A door that was told of no proxy."""
    with opened(tmp_path_factory.mktemp("bare"), FORWARDED_ALLOW_IPS="*") as service:
        yield service


@contextmanager
def proxied(folder: Path, service: Service) -> Iterator[str]:
    """haproxy with TLS before a service."""
    program = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "haproxy is missing; as root: apt-get install --no-install-recommends haproxy"
    port, file = free_port(), folder / "haproxy.cfg"
    text = CONFIGURATION.format(port=port, certificate=certificate(folder), behind=service.settings.port)
    file.write_text(text, encoding="utf-8")
    proxy = subprocess.Popen([program, "-db", "-f", str(file)])
    try:
        address = f"https://127.0.0.1:{port}"
        wait_for(address)
        yield address
    finally:
        proxy.terminate()
        proxy.wait(timeout=10)


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "proxy.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(made.public_bytes(pem) + private)
    return file


def citizen(address: str, source: str) -> Client:
    """A citizen's browser at an address of its own; the proxy's certificate is the test's and not checked."""
    return Client(base_url=address, transport=HTTPTransport(verify=False, local_address=source), timeout=30)


def wait_for(address: str) -> None:
    """Wait until somebody answers."""
    end = time.monotonic() + START_SECONDS
    with citizen(address, ONE) as client:
        while True:
            try:
                client.get("/healthz")
            except ConnectError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
            else:
                return


def guess(client: Client, receipt: str, **headers: str) -> Response:
    """Ask for a receipt that is none."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/api/v1/status", json={"receipt": receipt, "pin": "0000"}, headers=named)


def nearly_braked(service: Service, address: str) -> None:
    """Let an address have guessed so often that its next but one guess is refused."""
    with transaction(service.sessions) as session:
        row = session.get_one(Throttle, throttle_key("address", address))
        row.failures, row.locked_until = STATUS_BY_NETWORK.free - 1, None


def test_behind_the_proxy_each_citizen_has_a_brake_of_their_own(behind: tuple[Service, str]) -> None:
    service, address = behind
    with citizen(address, ONE) as one, citizen(address, ANOTHER) as another:
        assert guess(one, "a").status_code == HTTPStatus.NOT_FOUND
        nearly_braked(service, ONE)
        assert guess(one, "b").status_code == HTTPStatus.NOT_FOUND
        assert guess(one, "c").status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert guess(another, "d").status_code == HTTPStatus.NOT_FOUND


def test_a_citizen_cannot_name_an_address_to_the_proxy(behind: tuple[Service, str]) -> None:
    service, address = behind
    with citizen(address, "127.0.0.4") as client:
        guess(client, "e", x_forwarded_for="203.0.113.1")
        nearly_braked(service, "127.0.0.4")
        guess(client, "f", x_forwarded_for="203.0.113.2")
        assert guess(client, "g", x_forwarded_for="203.0.113.3").status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_behind_tls_the_cookie_is_bound_to_the_host(behind: tuple[Service, str]) -> None:
    with citizen(behind[1], ONE) as client:
        form = {"username": "clerk", "password": PASSWORD, "lang": "en"}
        marks = {"origin": behind[1], "sec-fetch-site": "same-origin"}
        answer = client.post("/login", data=form, headers=marks)
        cookies = answer.headers.get_list("set-cookie")
        assert answer.headers["strict-transport-security"]
        assert [cookie.partition("=")[0] for cookie in cookies] == ["__Host-sijill", "lang"]
        assert [cookie for cookie in cookies if "Secure" not in cookie] == []
        assert client.get("/desk", headers={"accept": "text/html"}).status_code == HTTPStatus.OK


def test_without_the_setting_nobody_is_believed_not_even_on_this_machine(bare: Service) -> None:
    with citizen(bare.address, "127.0.0.1") as client:
        guess(client, "a", x_forwarded_for="203.0.113.1")
        nearly_braked(bare, "127.0.0.1")
        guess(client, "b", x_forwarded_for="203.0.113.2")
        refused = guess(client, "c", x_forwarded_for="203.0.113.3", x_forwarded_proto="https")
    assert refused.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "strict-transport-security" not in refused.headers


@pytest.mark.parametrize("wrong", ["*", "proxy", "10.0.0.1/8", "10.0.0.1,,10.0.0.2", "300.0.0.1"])
def test_a_proxy_is_an_address_or_a_network_and_never_everybody(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Settings(proxies=wrong)


def test_proxies_stand_with_commas_between_them() -> None:
    assert Settings(proxies="10.0.0.1, 2001:db8::/64").trusted_proxies == ["10.0.0.1", "2001:db8::/64"]

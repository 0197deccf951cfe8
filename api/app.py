"""The application: its parts opened from the settings, its doors and pages mounted."""

from fastapi import APIRouter, FastAPI

from api import handlers, health
from api.composed import Composed
from api.crowd import Crowd
from api.csrf import FromOurScript
from api.described import describe
from api.pages import admin as admin_pages
from api.pages import (
    ahead,
    approve,
    changing,
    custody,
    deciding,
    desk,
    login,
    receipts,
    record,
    register,
    review,
)
from api.pages import audit as audit_pages
from api.pages import batches as batch_pages
from api.pages import books as book_pages
from api.pages import cases as case_pages
from api.pages import changes as change_pages
from api.pages import clock as clock_pages
from api.pages import duplicates as duplicate_pages
from api.pages import exports as export_pages
from api.pages import keying as keying_pages
from api.pages import proof as proof_pages
from api.pages import status as status_pages
from api.pages import twins as twin_pages
from api.pages.choosing import KeepsChoice
from api.parts import Parts
from api.routers import (
    admin,
    audit,
    batches,
    books,
    cases,
    changes,
    documents,
    duplicates,
    entries,
    exports,
    families,
    keying,
    pictures,
    read,
    records,
    reports,
    reviews,
    scans,
    session,
    status,
)
from api.security import SafeAnswers
from api.static_files import KeptFiles
from reference.documents import document_types
from registry.audit.signing import signer_of
from registry.database.sessions import make_sessions, open_engine
from registry.vault.crypto import load_keys
from registry.vault.store import open_store
from settings import Settings
from workers.passing import PassingReader
from workers.queueing import connect

DESCRIPTION = """Scans of civil papers become records of a register: intake, reading, review, approval.

Errors are problem details (RFC 9457) with a stable `code`; their words come in Arabic, Sorani or English by
`Accept-Language`. No answer repeats a value that was sent."""

PAGES = (
    status_pages, login, desk, case_pages, receipts, review, ahead, twin_pages, deciding, approve, register,
    changing, record, change_pages, batch_pages, export_pages, duplicate_pages, book_pages, custody,
    keying_pages, audit_pages, proof_pages, admin_pages,
    clock_pages,
)  # fmt: skip
ROUTERS = (
    cases, scans, read, pictures, documents, reviews, entries, records, changes, batches, exports, duplicates,
    families, books, keying, audit, reports, admin,
)  # fmt: skip


def create_app(settings: Settings) -> FastAPI:
    """The application for these settings. Raises `KeyProblem`, `DatabaseUnfit`."""
    return assemble(open_parts(settings))


def open_parts(settings: Settings) -> Parts:
    """Open database, store and doorbell. Raises `KeyProblem`, `DatabaseUnfit`."""
    keys = load_keys(settings.keys)
    types = document_types(settings.document_types)
    return Parts(
        sessions=make_sessions(
            open_engine(settings.database, keys.database), types=types, recovery=keys.recovery
        ),
        store=open_store(settings.store, keys.store),
        bell=connect(settings.queue),
        types=types,
        signer=signer_of(keys),
        key_id=keys.id,
        reader=PassingReader(settings.document_types, settings.error_budget),
        public_url=settings.public_url,
    )


def assemble(parts: Parts) -> FastAPI:
    """The application over open parts."""
    app = FastAPI(title="سِجِلّ Sijill", version="1", description=DESCRIPTION, docs_url=None, redoc_url=None)
    app.state.parts = parts
    app.add_middleware(Composed)
    app.add_middleware(Crowd)
    app.add_middleware(SafeAnswers)
    handlers.install(app)
    door = APIRouter(prefix="/api/v1")
    door.include_router(session.router)
    door.include_router(status.router)
    for module in ROUTERS:
        door.include_router(module.router, dependencies=[FromOurScript])
    app.include_router(door)
    app.include_router(health.router)
    for module in PAGES:
        app.include_router(module.router, dependencies=[KeepsChoice])
    app.mount("/static", KeptFiles(), name="static")
    describe(app)
    return app

"""Where errors become answers: four kinds of them, all through the one table of `api.errors`."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from api import faults
from api.deps import parts_of, perhaps_signed_in
from api.errors import CodedError, FieldProblem, Problem, answer_json, problem_of, status_of
from api.language import language_of
from api.pages.render import error_page, wants_page
from imaging.errors import ImagingError
from registry.database.fault_codes import symptom
from registry.domain.access import Actor
from registry.domain.errors import RegistryError

BUSY_SECONDS: Final = 5
"""When to come again after the database could not answer."""
LOG: Final = structlog.get_logger("sijill.api")


def answer(request: Request, problem: Problem) -> Response:
    """Problem details for programs, a page for people; who must sign in is sent to do so."""
    if not wants_page(request):
        return answer_json(language_of(request), problem)
    if problem.status is HTTPStatus.UNAUTHORIZED:
        return RedirectResponse(f"/login?{urlencode({'next': request.url.path})}", HTTPStatus.SEE_OTHER)
    return error_page(request, problem, _who(request, problem.status))


def install(app: FastAPI) -> None:
    """Make the application answer every error in this one way."""

    def coded(request: Request, error: Exception) -> Response:
        assert isinstance(error, CodedError)
        if status_of(error) >= HTTPStatus.INTERNAL_SERVER_ERROR:
            LOG.error("refused", code=error.code, path=_route(request))
        return answer(request, problem_of(error))

    def malformed(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        told = error.errors()
        if any(one["loc"][0] == "path" for one in told):
            # An address that nothing can have is an address of nothing.
            return answer(request, Problem(HTTPStatus.NOT_FOUND, "not_found", {}))
        # What is no JSON at all has no field to point at; pydantic names the byte instead.
        fields = tuple(
            FieldProblem(_pointer(one["loc"]), _kind(str(one["type"])))
            for one in told
            if one["type"] != "json_invalid"
        )
        return answer(request, Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "malformed", {}, fields))

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        status = HTTPStatus(error.status_code)
        known = {HTTPStatus.NOT_FOUND: "not_found", HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed"}
        return answer(request, Problem(status, known.get(status, "bad_request"), {}))

    def busy(request: Request, error: Exception) -> Response:
        LOG.warning("busy", error=symptom(error), path=_route(request))
        return answer(request, problem_of(faults.Busy({"seconds": BUSY_SECONDS})))

    def unforeseen(request: Request, error: Exception) -> Response:
        # The class alone: a message may hold a person's values.
        LOG.error("failed", error=symptom(error), path=_route(request))
        return answer(request, Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", {}))

    for kind in (RegistryError, faults.DoorError, ImagingError):
        app.add_exception_handler(kind, coded)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, refused)
    # No connection free, a lock that is not given, a server that starts anew: all of it passes by.
    for passing in (OperationalError, PoolTimeout):
        app.add_exception_handler(passing, busy)
    app.add_exception_handler(Exception, unforeseen)


def _who(request: Request, status: HTTPStatus) -> Actor | None:
    """Whoever is signed in; nobody when the fault may be the database's own."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    try:
        return perhaps_signed_in(request, parts_of(request))
    except (RegistryError, SQLAlchemyError):
        return None


def _pointer(place: Sequence[int | str]) -> str:
    return "/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in place[1:])


def _kind(pydantic_type: str) -> str:
    if pydantic_type == "missing":
        return "empty"
    return "length" if "too_long" in pydantic_type or "too_short" in pydantic_type else "format"


def _route(request: Request) -> str:
    """The route's pattern, not the path: ids stay out of the log."""
    return str(getattr(request.scope.get("route"), "path", "?"))

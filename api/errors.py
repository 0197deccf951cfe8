"""From what went wrong to what is answered: one table of statuses, one shape (RFC 9457), no value echoed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi.responses import JSONResponse, Response

from api import faults
from imaging.errors import ImagingError
from messages import Language, catalogue
from registry.domain import errors as registry_errors
from registry.domain.errors import RegistryError

PROBLEM_TYPE: Final = "application/problem+json"

Param = str | int
CodedError = RegistryError | faults.DoorError | ImagingError

STATUS: Final[Mapping[type[Exception], HTTPStatus]] = {
    registry_errors.NotFound: HTTPStatus.NOT_FOUND,
    registry_errors.NotAllowed: HTTPStatus.FORBIDDEN,
    registry_errors.ReasonNeeded: HTTPStatus.UNPROCESSABLE_ENTITY,
    registry_errors.Stale: HTTPStatus.PRECONDITION_FAILED,
    registry_errors.OwnEntry: HTTPStatus.FORBIDDEN,
    registry_errors.IllegalMove: HTTPStatus.CONFLICT,
    registry_errors.Blocked: HTTPStatus.CONFLICT,
    registry_errors.DemandUnmet: HTTPStatus.CONFLICT,
    registry_errors.FaultsOpen: HTTPStatus.CONFLICT,
    registry_errors.OwnHand: HTTPStatus.FORBIDDEN,
    registry_errors.NothingToSample: HTTPStatus.CONFLICT,
    registry_errors.ExportExpired: HTTPStatus.GONE,
    registry_errors.ListHeld: HTTPStatus.CONFLICT,
    registry_errors.BatchInUse: HTTPStatus.CONFLICT,
    registry_errors.BatchThere: HTTPStatus.CONFLICT,
    registry_errors.BatchOfAnother: HTTPStatus.FORBIDDEN,
    registry_errors.AlreadyThere: HTTPStatus.CONFLICT,
    registry_errors.InvalidFields: HTTPStatus.UNPROCESSABLE_ENTITY,
    registry_errors.InvalidValue: HTTPStatus.UNPROCESSABLE_ENTITY,
    registry_errors.BadCredentials: HTTPStatus.UNAUTHORIZED,
    registry_errors.TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
    registry_errors.LockedForHours: HTTPStatus.TOO_MANY_REQUESTS,
    registry_errors.SignedOut: HTTPStatus.UNAUTHORIZED,
    registry_errors.StatusUnknown: HTTPStatus.NOT_FOUND,
    registry_errors.ClockBehind: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.ClockAhead: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.ClockUnsure: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.ClockFine: HTTPStatus.CONFLICT,
    registry_errors.SecondPersonNeeded: HTTPStatus.FORBIDDEN,
    registry_errors.AlreadyWaiting: HTTPStatus.CONFLICT,
    registry_errors.SecondAdministratorNeeded: HTTPStatus.FORBIDDEN,
    registry_errors.RecoveryKeyRests: HTTPStatus.FORBIDDEN,
    registry_errors.RecoveryKeyWrong: HTTPStatus.FORBIDDEN,
    registry_errors.DatabaseUnfit: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.KeyProblem: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.Misplaced: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.Unsettled: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.SchemaDiffers: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.KeyForeign: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.StoreForeign: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.StoreFull: HTTPStatus.INSUFFICIENT_STORAGE,
    registry_errors.StoreBroken: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.BlobMissing: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.BlobDamaged: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.NoteRefused: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.TrailBroken: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.BackupDamaged: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.BackupKeyWrong: HTTPStatus.SERVICE_UNAVAILABLE,
    registry_errors.NotEmpty: HTTPStatus.CONFLICT,
    registry_errors.ProgramMissing: HTTPStatus.SERVICE_UNAVAILABLE,
    faults.SignInNeeded: HTTPStatus.UNAUTHORIZED,
    faults.ForeignOrigin: HTTPStatus.FORBIDDEN,
    faults.Busy: HTTPStatus.SERVICE_UNAVAILABLE,
    faults.VersionNeeded: HTTPStatus.PRECONDITION_REQUIRED,
    faults.FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    faults.UploadTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    faults.TooManyFiles: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    faults.NothingTaken: HTTPStatus.UNPROCESSABLE_ENTITY,
    faults.DoorError: HTTPStatus.BAD_REQUEST,
    ImagingError: HTTPStatus.UNPROCESSABLE_ENTITY,
    RegistryError: HTTPStatus.INTERNAL_SERVER_ERROR,
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one part of a request: a JSON pointer (RFC 6901) and a code, never the value.

    `path` is the field as forms name it; `words` the code of the sentence.
    """

    pointer: str
    code: str
    group: str = "invalid"

    @property
    def path(self) -> str:
        """The pointer without its stroke."""
        return self.pointer.removeprefix("/")

    @property
    def words(self) -> str:
        """The code of the sentence that tells it."""
        return f"{self.group}.{self.code}"


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that says what went wrong, before it is put into words."""

    status: HTTPStatus
    code: str
    params: Mapping[str, Param]
    fields: Sequence[FieldProblem] = ()

    def body(self, language: Language) -> dict[str, object]:
        """The members of RFC 9457, `code` for programs, and `errors` for forms."""
        words = catalogue(language)
        body: dict[str, object] = {
            "type": f"urn:sijill:problem:{self.code}",
            "title": words.say(f"error.{self.code}", self.params),
            "status": self.status.value,
            "code": self.code,
        }
        advice = f"error.{self.code}.advice"
        if advice in words:
            body["detail"] = words.say(advice, self.params)
        if self.fields:
            body["errors"] = [
                {"pointer": f.pointer, "code": f.code, "detail": words.say(f.words)} for f in self.fields
            ]
        return body


def status_of(error: Exception) -> HTTPStatus:
    """The status of an error by its class, or by the nearest base class in the table."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


def problem_of(error: CodedError) -> Problem:
    """The problem that a coded error means; an invalid value points to its field."""
    return Problem(status_of(error), error.code, error.params, faults_of(error))


def faults_of(error: CodedError) -> tuple[FieldProblem, ...]:
    """The fields that an error speaks of; a missing reason also with the rules that ask for it."""
    match error:
        case registry_errors.InvalidValue(params=params):
            return (FieldProblem(f"/{params.get('field', '')}", str(params.get("problem", "value"))),)
        case registry_errors.InvalidFields(problems=problems):
            return tuple(FieldProblem(f"/{path}", problem) for path, problem in problems.items())
        case registry_errors.ReasonNeeded(params=params):
            rules = str(params.get("rules", "")).split()
            told = tuple(FieldProblem("/reason", rule, "rule") for rule in dict.fromkeys(rules))
            return told or (FieldProblem("/reason", "empty"),)
    return ()


def answer_json(language: Language, problem: Problem, extra: Mapping[str, object] | None = None) -> Response:
    """Problem details for programs; `extra` members stand beside the standard ones (RFC 9457 section 3.2)."""
    headers = {**headers_of(problem), "content-language": language.value}
    body = {**problem.body(language), **(extra or {})}
    return JSONResponse(body, problem.status, headers, media_type=PROBLEM_TYPE)


def headers_of(problem: Problem) -> dict[str, str]:
    """What to do next, for programs: sign in, or wait so many seconds."""
    if problem.status is HTTPStatus.UNAUTHORIZED:
        return {"www-authenticate": "Bearer"}
    if problem.status is HTTPStatus.TOO_MANY_REQUESTS:
        return {"retry-after": str(problem.params.get("seconds", 60))}
    if problem.status is HTTPStatus.SERVICE_UNAVAILABLE:
        return {"retry-after": str(problem.params.get("seconds", 30))}
    return {}

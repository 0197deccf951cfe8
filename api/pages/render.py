"""From a template and frozen values to a page in the reader's language."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.routing import Match

from api.cookies import keep_language, session_token
from api.csrf import csrf_token
from api.errors import CodedError, Problem, faults_of, status_of
from api.labels import type_name
from api.language import CHOICE, JSON_PREFIX, chosen_language, language_of
from api.pages.frame import home_of, places_of
from api.static_files import versioned
from messages import Language, Params, catalogue
from messages.catalogue import NOTHING
from messages.formats import chance, decimal, digits, moment, number, percent
from reference.documents import DocumentType, document_types
from registry.domain.access import Actor

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
HTMX_HEADER: Final = "hx-request"


@cache
def environment(language: Language) -> Environment:
    """The templates with one language's words and number forms bound in."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = catalogue(language)

    def t(code: str, params: Params = NOTHING) -> str:
        return words.say(code, params)

    def has_words(code: str) -> bool:
        return code in words

    def ltr(text: object) -> Markup:
        return Markup('<bdi dir="ltr">{}</bdi>').format(text)

    def at(when: datetime) -> Markup:
        return Markup('<time datetime="{}"><bdi dir="ltr">{}</bdi></time>').format(
            when.isoformat(timespec="seconds"), moment(when, language)
        )

    made.globals.update(
        t=t,
        has_words=has_words,
        faults_of=faults_of,
        language=language,
        languages=tuple(Language),
        static=versioned,
    )
    made.filters.update(
        ltr=ltr,
        at=at,
        digits=lambda text: digits(text, language),
        number=lambda value: number(value, language),
        decimal=lambda value: decimal(value, language),
        percent=lambda text: percent(text, language),
        chance=lambda value: chance(value, language),
        lines=lambda text: Markup("<br>").join(escape(line) for line in str(text).splitlines()),
    )
    return made


def page(
    request: Request,
    template: str,
    values: Mapping[str, object],
    *,
    who: Actor | None = None,
    types: Mapping[str, DocumentType] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    error: CodedError | None = None,
    again: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page (or a fragment for htmx) in the language of the request; a chosen one is kept by the browser.

    `error`: what stands against the form on it; the answer has that error's status, whatever `status` says.
    `again`: the fields of a form that only asked for something, to ask for it anew in another language.
    Without them the answer to a form leads to the page that the form stands on.
    """
    language = language_of(request)
    cookie = session_token(request)
    words = catalogue(language)
    known = document_types() if types is None else types
    frame: dict[str, object] = {
        "who": who,
        "home_of": home_of,
        "places_of": places_of,
        "type_name": lambda key: type_name(known, words, key),
        "path": request.url.path,
        "csrf": csrf_token(cookie) if cookie else "",
        "language_links": _language_links(request, request.url.path if again else _page_under(request)),
        "error": error,
        "again": again,
    }
    body = environment(language).get_template(template).render({**frame, **values})
    headers = {"content-language": language.value, "vary": "cookie"}
    answer = HTMLResponse(body, status_of(error) if error else status, headers)
    if chosen_language(request) is language:
        keep_language(request, answer, language)
    return answer


def error_page(request: Request, problem: Problem, who: Actor | None) -> HTMLResponse:
    """A page that says what went wrong and what can be done, with the places of whoever is signed in."""
    values = {
        "code": problem.code,
        "params": problem.params,
        "status": problem.status,
        "faults": problem.fields,
    }
    return page(request, "error.html", values, who=who, status=problem.status)


def wants_page(request: Request) -> bool:
    """Whether a person at a browser asks, not a program."""
    return not request.url.path.startswith(JSON_PREFIX) and "text/html" in request.headers.get(
        "accept", "*/*"
    )


def _language_links(request: Request, path: str) -> Mapping[Language, str]:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != CHOICE]
    return {choice: f"{path}?{urlencode([*kept, (CHOICE, choice.value)])}" for choice in Language}


def _page_under(request: Request) -> str:
    """The page itself, or for the answer to a form the nearest page that a link can lead to."""
    path = request.url.path
    while request.method != "GET" and path != "/" and not _is_page(request.app, path):
        path = path.rpartition("/")[0] or "/"
    return path


def _is_page(app: FastAPI, path: str) -> bool:
    scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
    return any(route.matches(scope)[0] is Match.FULL for route in app.routes)

"""From a template and frozen values to a page in the reader's language."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.cookies import session_token
from api.csrf import csrf_token
from api.errors import Problem, faults_of
from api.labels import type_name
from api.language import JSON_PREFIX, language_of
from api.pages.frame import home_of, places_of
from api.static_files import versioned
from messages import Language, Params, catalogue
from messages.catalogue import NOTHING
from messages.formats import chance, day, decimal, digits, moment, number, percent
from reference.documents import DocumentType, document_types
from registry.access import Actor

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

    def on(when: datetime) -> Markup:
        return Markup('<time datetime="{}"><bdi dir="ltr">{}</bdi></time>').format(
            when.date().isoformat(), day(when, language)
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
        on=on,
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
) -> HTMLResponse:
    """A page (or a fragment for htmx) in the language of the request."""
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
        "language_links": _language_links(request),
    }
    body = environment(language).get_template(template).render({**frame, **values})
    headers = {"content-language": language.value, "vary": "cookie"}
    return HTMLResponse(body, status, headers)


def error_page(request: Request, problem: Problem) -> HTMLResponse:
    """A page that says what went wrong and what can be done."""
    values = {
        "code": problem.code,
        "params": problem.params,
        "status": problem.status,
        "faults": problem.fields,
    }
    return page(request, "error.html", values, status=problem.status)


def wants_page(request: Request) -> bool:
    """Whether a person at a browser asks, not a program."""
    return not request.url.path.startswith(JSON_PREFIX) and "text/html" in request.headers.get(
        "accept", "*/*"
    )


def _language_links(request: Request) -> Mapping[Language, str]:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    safe = request.url.path if request.method == "GET" else "/"
    return {choice: f"{safe}?{urlencode([*kept, ('lang', choice.value)])}" for choice in Language}

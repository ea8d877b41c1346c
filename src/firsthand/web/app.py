"""The application: the table of routes, made into answers."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from firsthand.errors import CaseError, FirsthandError, InputError, TooLongError
from firsthand.show.page import SHEETS, sheet
from firsthand.web.answers import MEDIA, Elsewhere, ErrorAnswer, Format, Raw, Refused
from firsthand.web.asked import Ask
from firsthand.web.desk import Desk
from firsthand.web.openapi import described
from firsthand.web.pages import environment
from firsthand.web.pages_judgements import COOKIE as BY_COOKIE
from firsthand.web.pages_judgements import DECISIONS, default_by
from firsthand.web.routes import TABLE, Endpoint, address
from firsthand.web.safety import Rules, Safety, wants_json
from firsthand.web.tables import to_csv
from firsthand.web.words import LANGUAGES, AppWords, app_words, choose

LANG_COOKIE = "firsthand_lang"
_ENCODER = msgspec.json.Encoder()
_STATIC = {"htmx.min.js": "text/javascript", "icon.svg": "image/svg+xml"}


def application(
    case: str | Path, *, rules: Rules | None = None, outlets: tuple[Path, ...] = (), work: bool = True
) -> Starlette:
    """Return the application for one case.

    ``rules`` say who may ask; ``outlets`` are files of outlets beside the bundled one, for what is added. With
    ``work``, what is not worked out yet of the case is begun at once.
    """
    desk = Desk(case, outlets=outlets)

    @contextlib.asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        if work:
            desk.jobs.submit("views", "")
            if not await run_in_threadpool(desk.traces):
                desk.jobs.submit("trace", "")
        yield
        await run_in_threadpool(desk.jobs.close)

    routes = [Route("/static/{name}", static, methods=["GET"]), Route("/openapi.json", openapi, methods=["GET"])]
    pairs = [(one, ending) for one in TABLE for ending in one.formats or ("html",)]
    # A bare address matches one with an ending too, so it comes last.
    for endpoint, ending in sorted(pairs, key=lambda pair: pair[1] == "html"):
        answer = _answering(endpoint, ending, desk)
        routes.append(Route(address(endpoint, ending), answer, methods=[endpoint.method]))
    app = Starlette(routes=routes, lifespan=life, exception_handlers={HTTPException: _http_error})
    app.state.desk = desk
    app.add_middleware(Safety, rules=rules or Rules())
    return app


def _answering(endpoint: Endpoint, ending: Format, desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    """Return the function that answers one address in one format."""

    async def answer(request: Request) -> Response:
        words = app_words(_language(request))
        form = None
        try:
            form = await _form(request) if endpoint.method == "POST" else None
            ask = Ask(
                desk=desk,
                words=words,
                params=endpoint.params,
                query=request.query_params if form is None else form,
                path=request.path_params,
                cookies=request.cookies,
            )
            return await run_in_threadpool(_answer, endpoint, ending, request, ask)
        except Refused as refused:
            return problem(request, refused.status, refused.sentence, words)
        except TooLongError as error:
            return problem(request, 503, str(error), words)
        except InputError as error:
            return problem(request, 400, str(error), words)
        except CaseError as error:
            return problem(request, 503, str(error), words)
        except FirsthandError as error:
            return problem(request, 500, str(error), words)
        finally:
            if form is not None:
                await form.close()

    return answer


async def _form(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Refused(415, "Send a form: application/x-www-form-urlencoded or multipart/form-data.")
    try:
        return await request.form(max_files=600, max_fields=50, max_part_size=8_000_000)
    except (HTTPException, MultiPartException, ValueError, AssertionError) as error:
        raise Refused(400, "The form that was sent cannot be read.") from error


def _answer(endpoint: Endpoint, ending: Format, request: Request, ask: Ask) -> Response:
    found = endpoint.handler(ask)
    if isinstance(found, Elsewhere):
        return _elsewhere(found, request)
    if isinstance(found, Raw):
        headers = {"content-disposition": f'attachment; filename="{found.download}"'} if found.download else {}
        return Response(found.body, media_type=found.media, headers=headers)
    if ending == "json" or (ending == "html" and _prefers_json(request)):
        return Response(_ENCODER.encode(found.data), media_type=MEDIA["json"])
    if ending == "csv":
        name = "".join(sign for sign in found.name if sign.isascii() and (sign.isalnum() or sign in "-_"))[:80]
        headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
        return Response(to_csv(found.columns, found.rows), media_type=MEDIA["csv"], headers=headers)
    return page(request, found.template, ask.words, data=found.data, **found.more)


def _elsewhere(found: Elsewhere, request: Request) -> Response:
    answer: Response
    if _prefers_json(request) and found.status != 303:
        answer = Response(_ENCODER.encode(found.data), status_code=found.status, media_type=MEDIA["json"])
    else:
        answer = RedirectResponse(found.to, status_code=303)
    for name, value in found.cookies.items():
        answer.set_cookie(name, value, max_age=31_536_000, samesite="strict", httponly=True)
    return answer


def page(request: Request, template: str, words: AppWords, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
    """Return a page from a template."""
    desk: Desk = request.app.state.desk
    shown = (
        environment()
        .get_template(template)
        .render(
            app=words,
            words=words.page,
            here=request.url.path,
            place=request.url.path + ("?" + request.url.query if request.url.query else ""),
            languages=LANGUAGES,
            by=request.cookies.get(BY_COOKIE) or default_by(),
            decisions=DECISIONS,
            case_name=desk.case.name,
            busy_jobs=desk.jobs.busy(),
            **{"offset": 0, "limit": 50, "chosen": {}} | more,
        )
    )
    answer = Response(shown, status_code=status, media_type=MEDIA["html"])
    asked = request.query_params.get("lang_ui", "")
    if asked in LANGUAGES:
        answer.set_cookie(LANG_COOKIE, asked, max_age=31_536_000, samesite="strict", httponly=True)
    answer.headers["vary"] = "Cookie, Accept-Language, Accept"
    return answer


def problem(request: Request, status: int, sentence: str, words: AppWords) -> Response:
    """Return an answer that says what went wrong, in the form that was asked for."""
    if _prefers_json(request) or request.url.path.endswith((".json", ".csv")):
        body = _ENCODER.encode(ErrorAnswer(error=sentence))
        return Response(body, status_code=status, media_type=MEDIA["json"])
    return page(request, "problem.html.j2", words, status=status, sentence=sentence, number=status)


async def _http_error(request: Request, error: Exception) -> Response:
    words = app_words(_language(request))
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentence = words.say("no_such_page") if status == 404 else words.say("not_allowed")
    answer = problem(request, status, sentence, words)
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer


def _prefers_json(request: Request) -> bool:
    return wants_json(request.url.path, request.headers)


def _language(request: Request) -> str:
    return choose(
        request.query_params.get("lang_ui", ""),
        request.cookies.get(LANG_COOKIE, ""),
        request.headers.get("accept-language", ""),
    )


async def openapi(request: Request) -> Response:
    """Describe what can be asked, in OpenAPI 3.1."""
    return Response(_description(), media_type=MEDIA["json"])


@cache
def _description() -> bytes:
    return _ENCODER.encode(described(TABLE, version=metadata.version("firsthand")))


async def static(request: Request) -> Response:
    """Return one of the few files that pages load."""
    name = request.path_params["name"]
    headers = {"cache-control": "max-age=3600"}
    if name == "style.css":
        return Response(style(), media_type="text/css; charset=utf-8", headers=headers)
    if name not in _STATIC:
        raise HTTPException(404)
    return Response(_file(name), media_type=_STATIC[name], headers=headers)


@cache
def _file(name: str) -> bytes:
    return (resources.files("firsthand.web") / "static" / name).read_bytes()


@cache
def style() -> str:
    """Return the stylesheet: that of the page, and what only the application has."""
    return sheet(*SHEETS) + "\n" + (resources.files("firsthand.web") / "static" / "app.css").read_text(encoding="utf-8")

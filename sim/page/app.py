"""The page as an application: which address is answered by what, and what is said where something goes wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Final, TypeAlias

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sim.foundations.faults import BadInput
from sim.page.asking import Asking
from sim.page.checking import Checking
from sim.page.comparing import Comparing
from sim.page.desk import Desk
from sim.page.guard import too_large
from sim.page.handing_in import HandingIn
from sim.page.refusals import gone, refusal
from sim.page.showing import Showing
from sim.page.sweeping import Sweeping
from sim.page.working import Working

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]

GET, POST, BOTH = ["GET"], ["POST"], ["GET", "POST"]

REFUSED: Final = {
    400: ("That form cannot be read", "Go back, and send it again."),
    403: ("This form is not of this page", "Open the page again, and send the form from there."),
    405: ("That cannot be asked so", "Go back, and use the buttons of the page."),
}


def application(desk: Desk) -> Starlette:
    """Return the page of a desk, without its guard."""
    working = Working(desk)
    asking, checking = Asking(desk, working), Checking(desk, working)
    showing, comparing, handing = Showing(desk, working), Comparing(desk), HandingIn(desk, working)
    sweeping = Sweeping(desk, working)
    return Starlette(
        routes=[
            Route("/", asking.tasks, methods=GET),
            Route("/scenario/council", asking.council, methods=BOTH),
            Route("/scenario/figures", asking.figures, methods=GET),
            Route("/scenario/number", asking.number, methods=BOTH),
            Route("/scenario/strategies", asking.strategies, methods=BOTH),
            Route("/scenario/how", asking.how, methods=BOTH),
            Route("/scenario/check", checking.check, methods=BOTH),
            Route("/council/figures", handing.sheet, methods=BOTH),
            Route("/council/figures/template.csv", handing.template, methods=GET),
            Route("/council/returns", handing.returns, methods=POST),
            Route("/sweeps", sweeping.sweeps, methods=BOTH),
            Route("/saved/{name}/open", asking.open, methods=POST),
            Route("/jobs/{name}", working.work, methods=GET),
            Route("/jobs/{name}/progress", working.progress, methods=GET),
            Route("/jobs/{name}/stop", working.stop, methods=POST),
            Route("/runs/{name}", showing.run, methods=GET),
            Route("/runs/{name}/resume", working.resume, methods=POST),
            Route("/runs/{name}/paper", showing.write, methods=POST),
            Route("/runs/{name}/files/{file}", showing.file, methods=GET),
            Route("/runs/{name}/{within}/{file}", showing.file, methods=GET),
            Route("/compare", comparing.compare, methods=GET),
            Route("/static/page.css", _styles, methods=GET),
            Route("/static/page.js", _script, methods=GET),
        ],
        exception_handlers={HTTPException: _refused, BadInput: _unfit, OSError: _unkept, Exception: _failed},
    )


async def _styles(_request: Request) -> Response:
    from sim.planner.screens import styles
    from sim.reports.run import html

    return Response(f"{styles()}\n{html.styles()}", media_type="text/css")


async def _script(_request: Request) -> Response:
    text = (files("sim.page") / "static" / "page.js").read_text(encoding="utf-8")
    return Response(text, media_type="text/javascript")


async def _refused(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 404
    if code == 413:
        return too_large(request.url.path)
    if code not in REFUSED:
        return gone()
    return refusal(code, *REFUSED[code], "/", "Begin again")


async def _unfit(_request: Request, error: Exception) -> Response:
    """Say what is wrong with a file that a screen needs."""
    message = error.faults[0] if isinstance(error, BadInput) else ""
    return refusal(422, "A file cannot be used", message, "/scenario/council", "Choose another council")


async def _unkept(_request: Request, error: Exception) -> Response:
    """Say which file or folder cannot be read or written, and why: it is gone, in the way, or there is no room."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    place = error.filename if isinstance(error, OSError) and error.filename else "the folder of this page"
    words = f"{place}: {reason}. See that its folder is there, has room, and is yours to write; then go back."
    return refusal(500, "A file cannot be read or written", words, "/", "Begin again")


async def _failed(_request: Request, error: Exception) -> Response:
    """Say that the program failed, and nothing of what it worked on."""
    words = f"The program failed ({type(error).__name__}). Nothing that is kept was lost."
    return refusal(500, "It failed", words, "/", "Begin again")

"""The guard: refuses whatever does not come from this machine's own browser with this program's key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from secrets import compare_digest
from time import monotonic
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.page.refusals import refusal

KEY: Final = "key"

CONTENT: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'"
)

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none Chromium gives no origin to the page's own forms
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

LARGEST_FORM: Final = 1_000_000
LARGEST_UPLOAD: Final = 10_000_000
"""Bytes of a request."""

UPLOADS: Final = ("/council/figures",)
"""Where files may be handed in."""


@dataclass(slots=True)
class Guard:
    """Stands before the page: host, origin, key and size of every request are looked at."""

    page: ASGIApp
    hosts: frozenset[str]
    """Names and port under which the page is asked for."""
    key: str
    cookie: str
    """What the key's cookie is called: browsers share cookies between ports, and other folders have servers too."""
    used: float = field(default_factory=monotonic)
    """When it last let a request pass."""

    @property
    def idle(self) -> float:
        """Return for how many seconds nobody has asked for anything."""
        return monotonic() - self.used

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or refuse it."""
        if scope["type"] != "http":
            await self.page(scope, receive, send)
            return
        refused = self._refused(Request(scope))
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        self.used = monotonic()
        await self.page(scope, _Limited(receive, _most(scope["path"])), _with_headers(send))

    def _refused(self, request: Request) -> Response | None:
        """Return the answer to a request that may not pass; None where it may."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if host not in self.hosts:
            return refusal(421, "Not this address", "Open the address that the program printed.")
        if origin is not None and origin not in {f"http://{one}" for one in self.hosts}:
            return refusal(403, "Another page may not ask this", "Open the address that the program printed.")
        given = parse_qs(request.url.query).get(KEY, [""])[0]
        if request.url.path == "/" and given and compare_digest(given.encode(), self.key.encode()):
            entered = RedirectResponse("/", 303)
            entered.set_cookie(self.cookie, self.key, httponly=True, samesite="strict", path="/")
            return entered
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return refusal(403, "Another page may not ask this", "Open the address that the program printed.")
        if not compare_digest(_cookie(request, self.cookie).encode(), self.key.encode()):
            return refusal(403, "This page needs its key", "Open the address that the program printed.")
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _most(request.url.path):
            return too_large(request.url.path)
        return None


def too_large(path: str) -> Response:
    """Return the answer to a form that is too large."""
    most = _most(path) // 1_000_000
    return refusal(413, "Too large", f"A form here has at most {most} MB; hand in fewer or smaller files.")


class TooLargeError(Exception):
    """A form went on beyond what it may hold."""


@dataclass(slots=True)
class _Limited:
    """Hands a request's body on, up to so many bytes: a length that it gives may be a lie."""

    receive: Receive
    most: int
    had: int = 0

    async def __call__(self) -> Message:
        message = await self.receive()
        self.had += len(message.get("body", b""))
        if self.had > self.most:
            raise TooLargeError
        return message


def _with_headers(send: Send) -> Send:
    """Return what sends an answer with the guard's headers, where it has none of its own."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            has = {name.lower() for name, _ in message["headers"]}
            more = ((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
            message["headers"] = [*message["headers"], *((name, value) for name, value in more if name not in has)]
        await send(message)

    return sent


def _most(path: str) -> int:
    return LARGEST_UPLOAD if path in UPLOADS else LARGEST_FORM


def _cookie(request: Request, name: str) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""

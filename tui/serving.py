"""The reader in a browser: a server that only this computer and whoever has its key can reach.

Needs textual-serve; only ``culm serve`` imports this. Each browser tab gets a reader of its
own, a process on the same library. The server listens on the loopback address alone. That
keeps other computers out, but neither other users of this one nor web pages that a browser
has open: so the address that is printed holds a key, a cookie keeps it, and requests under
any other name of this computer are refused.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web
from textual_serve.server import Server

HOST = "127.0.0.1"
_COOKIE = "culm-{port}"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Lets those requests through that come to this computer by its address, with the key."""

    def __init__(self, port: int, key: str) -> None:
        self._host = f"{HOST}:{port}"
        self._cookie = _COOKIE.format(port=port)
        self._key = key
        self.folder = f"/{secrets.token_urlsafe(16)}/"
        """Where the reader is: the only place for which browsers keep the cookie."""
        self.policy = "; ".join(
            (
                "default-src 'none'",
                "script-src 'self' 'unsafe-inline'",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data:",
                "font-src 'self' data:",
                f"connect-src 'self' ws://{self._host}",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
            )
        )
        """What the page may load: nothing from anywhere else."""

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{self._host}/?key={self._key}"

    def refusal(self, request: web.Request) -> str:
        """Why a request is not answered; empty when it is."""
        if request.host != self._host:
            return f"culm is served under http://{self._host} alone."
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"http://{self._host}":
            return "culm is not served to other pages."
        given = request.query.get("key") or request.cookies.get(self._cookie, "")
        if not secrets.compare_digest(given.encode(), self._key.encode()):
            return "Open the whole address that culm serve printed: it ends in a key."
        return ""

    @web.middleware
    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if words := self.refusal(request):
            return web.Response(status=403, text=f"{words}\n")
        if "key" in request.query:
            # The key is to stand in no history and in no picture of the screen.
            kept = web.HTTPSeeOther(self.folder)
            kept.set_cookie(
                self._cookie, self._key, path=self.folder, httponly=True, samesite="Strict"
            )
            return kept
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = self.policy
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response


class ReaderServer(Server):
    """Serves the reader; says nothing, and fetches nothing from elsewhere."""

    def __init__(self, command: str, port: int, guard: Guard) -> None:
        """``command`` runs a reader for the server (see ``culm served``)."""
        super().__init__(command, host=HOST, port=port, title="culm")
        self._guard = guard

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard.__call__])
        app.add_subapp(self._guard.folder, await super()._make_app())
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Textual's banner is not for a command that others read."""


def run(command: str, port: int, say: Callable[[str], None]) -> int:
    """Serve until interrupted; raises ``OSError`` when the port is taken."""
    logging.getLogger("textual-serve").addHandler(logging.NullHandler())
    guard = Guard(port, secrets.token_urlsafe(16))
    server = ReaderServer(command, port, guard)

    def ready(*_: object) -> None:
        say(f"Open {guard.address}\nctrl+c ends it.")

    web.run_app(server._make_app(), host=HOST, port=port, print=ready, access_log=None)
    return 0

"""``culm serve``: the reader through a browser's eyes, and who is kept out."""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.at_the_terminal import CULM

aiohttp = pytest.importorskip("aiohttp")
pytest.importorskip("textual_serve")
URL = pytest.importorskip("yarl").URL

PATIENCE = 60


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class Served:
    """A running ``culm serve`` and the address that it printed."""

    def __init__(self, library: Path, port: int) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [*CULM, "--library", str(library), "serve", "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        found = re.fullmatch(rf"Open (http://127\.0\.0\.1:{port}/\?key=([\w-]+))\n", told)
        assert found is not None, told
        self.address, self.key = found.groups()
        self.site = f"http://127.0.0.1:{port}"

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.communicate()


@pytest.fixture
def served(library: Path) -> Iterator[Served]:
    running = Served(library, free_port())
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.end()


async def shown(socket: aiohttp.ClientWebSocketResponse, words: bytes) -> bytes:
    """What the reader drew, once ``words`` are in it."""
    drawn = b""
    async with asyncio.timeout(PATIENCE):
        while words not in drawn:
            message = await socket.receive()
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
            if message.type is aiohttp.WSMsgType.BINARY:
                drawn += message.data
    return drawn


async def test_a_browser_gets_a_reader_that_hears_its_keys(served: Served) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(served.address) as page:
            assert page.status == 200
            assert page.url.query_string == ""
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert f"ws://127.0.0.1:{served.port}{page.url.path}ws" in await page.text()
        async with browser.ws_connect(page.url.join(URL("ws?width=120&height=40"))) as reader:
            await shown(reader, b"President")
            await reader.send_json(["resize", {"width": 80, "height": 24}])
            await reader.send_json(["stdin", "?"])
            await shown(reader, b"Help")
    assert served.end() == 0


async def test_who_has_no_key_or_comes_from_elsewhere_is_refused(served: Served) -> None:
    elsewhere = {"Origin": "https://news.example"}
    cases: list[tuple[str, dict[str, str]]] = [
        ("/", {}),
        ("/?key=wrong", {}),
        ("/ws", {}),
        ("/static/js/textual.js", {}),
        (f"/?key={served.key}", {"Host": f"localhost:{served.port}"}),
        (f"/?key={served.key}", {"Host": "news.example"}),
        (f"/?key={served.key}", elsewhere),
    ]
    for path, headers in cases:
        async with (
            aiohttp.ClientSession() as stranger,
            stranger.get(served.site + path, headers=headers) as answer,
        ):
            assert answer.status == 403, (path, headers)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(served.address) as page:
            assert page.status == 200
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await browser.ws_connect(page.url.join(URL("ws")), headers=elsewhere)


async def test_other_servers_of_this_computer_are_not_sent_the_key(served: Served) -> None:
    # A browser's cookies are those of a host, whatever the port.
    jar = aiohttp.CookieJar(unsafe=True)
    async with (
        aiohttp.ClientSession(cookie_jar=jar) as browser,
        browser.get(served.address) as page,
    ):
        assert served.key in str(jar.filter_cookies(page.url))
    for path in ("", "ws", "static/js/textual.js", "culm"):
        assert not jar.filter_cookies(URL(f"http://127.0.0.1:{free_port()}/{path}")), path


def test_nobody_else_is_listened_to(served: Served) -> None:
    with socket.socket() as asked:
        asked.settimeout(PATIENCE)
        assert asked.connect_ex(("127.0.0.1", served.port)) == 0
    with socket.socket() as asked:
        asked.settimeout(PATIENCE)
        assert asked.connect_ex(("127.0.0.2", served.port)) != 0


async def test_a_reader_ends_with_its_server(served: Served) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(served.address) as page:
            pass
        async with browser.ws_connect(page.url.join(URL("ws"))) as reader:
            await shown(reader, b"President")
            readers = children_of(served.process.pid)
            assert readers
            watched = [os.pidfd_open(one) for one in readers]
            served.process.kill()
            served.process.communicate()
            for one in watched:
                ended, _, _ = await asyncio.to_thread(select.select, [one], [], [], PATIENCE)
                os.close(one)
                assert ended


def children_of(pid: int) -> list[int]:
    """The processes below one, all generations."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(stat.parent.name)
            found += [child, *children_of(child)]
    return found


def test_a_port_that_is_taken_is_told(library: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = serve(library, "--port", str(taken.getsockname()[1]))
    assert ran.returncode == 3
    assert "address already in use" in ran.stderr.lower()


@pytest.mark.parametrize("port", ["80", "0", "70000", "-1", "x"])
def test_a_port_that_cannot_be_is_refused(library: Path, port: str) -> None:
    assert serve(library, "--port", port).returncode == 2


def test_without_the_extra_it_says_what_to_install(library: Path, tmp_path: Path) -> None:
    (tmp_path / "textual_serve.py").write_text(
        "raise ModuleNotFoundError('No module named textual_serve', name='textual_serve')"
    )
    ran = subprocess.run(
        [sys.executable, "-m", "tui.cli", "--library", str(library), "serve"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}"},
    )
    assert ran.returncode == 2
    assert "pipx inject culm textual-serve" in ran.stderr
    assert "pip install '.[serve]'" in ran.stderr
    assert "Traceback" not in ran.stderr


def serve(library: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CULM, "--library", str(library), "serve", *options],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

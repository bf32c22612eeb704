"""A feed from a server on loopback, in a real terminal: followed, fetched again, stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.at_the_terminal import reader
from tests.support.web_server import Answer, Asked, serving

HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Island News</title>'
FERRY = (
    "<item><guid>one</guid><title>Ferry sinks off Samar</title>"
    "<description>A ferry with 240 passengers sank on Sunday night.</description></item>"
)
BRIDGE = (
    "<item><guid>two</guid><title>Bridge opens again</title>"
    "<description>The bridge over the Tisa was opened on Friday.</description></item>"
)


@pytest.fixture(autouse=True)
def _allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text("[fetching]\nprivate = true\n")
    monkeypatch.setenv("CULM_CONFIG", str(tmp_path / "config.toml"))


def feed(*items: str) -> Answer:
    return Answer(f"{HEAD}{''.join(items)}</channel></rss>".encode())


def test_a_feed_is_followed_fetched_again_and_a_fetch_is_stopped(tmp_path: Path) -> None:
    with serving() as server:
        server.pages["/feed"] = feed(FERRY)
        with reader(tmp_path / "library", server.url("/feed")) as screen:
            screen.wait("Ferry sinks off Samar")
            screen.wait("1 article added")
            server.pages["/feed"] = feed(FERRY, BRIDGE)
            screen.send("R")
            screen.wait("Bridge opens again")
            screen.send("g")
            screen.send("s")
            screen.wait("Sources")
            screen.wait("fetched .*20..")

            def never(_: Asked) -> Answer:
                server.ended.wait()
                return feed()

            server.pages["/feed"] = never
            screen.send("R")
            screen.wait("Sources · fetching")
            screen.send("ctrl+x")
            screen.wait("Import stopped.")

"""``culm add`` with addresses, ``culm fetch``, ``culm sources`` with feeds; all on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.web_server import Answer, Asked, Server, serving
from tui.cli import main

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Island News</title>
<item><guid>one</guid><title>Ferry sinks off Samar</title><link>https://island.example/1</link>
<description>A ferry with 240 passengers sank on Sunday night off Samar.</description></item>
</channel></rss>"""
MORE = FEED.replace(
    b"</channel>",
    b"<item><guid>two</guid><title>Bridge opens</title><description>The bridge over the Tisa was"
    b" opened again on Friday after two years.</description></item></channel>",
)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config file that allows loopback."""
    path = tmp_path / "config.toml"
    path.write_text("[fetching]\nprivate = true\n")
    monkeypatch.setenv("CULM_CONFIG", str(path))
    return path


class Culm:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys
        self.told = ""

    def __call__(self, *words: str) -> tuple[int, list[dict[str, Any]]]:
        """A command's exit code and what it printed; what it said stands in ``told``."""
        self._capsys.readouterr()
        code = main(["--library", str(self._folder / "library"), *words, "--json"])
        printed = self._capsys.readouterr()
        self.told = printed.err
        return code, [json.loads(line) for line in printed.out.splitlines()]


@pytest.fixture
def culm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Culm:
    return Culm(tmp_path, capsys)


def test_a_feed_is_added_fetched_listed_paused_and_removed(culm: Culm, server: Server) -> None:
    url = server.url("/feed")
    assert culm("fetch")[0] == 2  # there is no library yet
    server.pages["/feed"] = Answer(FEED)
    code, (row,) = culm("add", url)
    assert (code, row["status"], row["path"], row["key"]) == (0, "added", url, f"{url}#one")
    server.pages["/feed"] = Answer(MORE)
    code, rows = culm("fetch")
    assert (code, sorted(row["status"] for row in rows)) == (0, ["added", "unchanged"])
    (source,) = culm("sources")[1]
    assert source["fetched"].endswith("+00:00")
    del source["fetched"]
    assert source == {
        "kind": "feed",
        "path": url,
        "home": url,
        "title": "Island News",
        "paused": False,
        "articles": 2,
        "wait_until": None,
        "error": "",
    }
    assert culm("fetch", "ISLAND")[0] == 0
    assert culm("fetch", "nothing")[0] == 1
    assert culm("sources", "pause", url)[0] == 0
    assert culm("fetch") == (1, [])
    assert "sources add" in culm.told
    assert culm("sources", "resume", url)[0] == 0
    server.pages["/feed"] = Answer(b"", 500)
    assert culm("fetch")[0] == 3
    assert "HTTP 500" in culm.told
    assert "HTTP 500" in culm("sources")[1][0]["error"]
    assert culm("sources", "remove", url)[0] == 0
    assert culm("sources", "remove", url)[0] == 1
    assert culm("sources")[0] == 1
    assert culm("show", f"{url}#one")[0] == 0


def test_feeds_are_followed_by_page_and_by_list(culm: Culm, server: Server, tmp_path: Path) -> None:
    server.pages |= {
        "/": Answer(b'<html><head><link rel="alternate" type="application/rss+xml" href="feed">'
                    b"</head><body>Island News, the paper of the island.</body></html>"),
        "/feed": Answer(FEED),
    }  # fmt: skip
    code, rows = culm("sources", "add", server.url("/"))
    assert (code, [row["path"] for row in rows]) == (0, [server.url("/feed")])
    (tmp_path / "feeds.opml").write_text(
        f'<opml version="2.0"><body><outline text="Post" xmlUrl="{server.url("/post")}"/>'
        f'<outline text="Island" xmlUrl="{server.url("/feed")}"/></body></opml>'
    )
    code, rows = culm("sources", "add", str(tmp_path / "feeds.opml"))
    assert code == 0
    assert [(row["path"], row["status"]) for row in rows] == [
        (server.url("/post"), "followed"),
        (server.url("/feed"), "unchanged"),
    ]
    assert server.targets() == ["/", "/feed"]
    server.pages["/post"] = Answer(MORE.replace(b"Island News", b"Post"))
    assert culm("fetch", "post")[0] == 0
    assert [one["title"] for one in culm("sources")[1]] == ["Island News", "Post"]
    assert culm("sources", "add", str(tmp_path / "config.toml"))[0] == 3


def test_feeds_are_taken_elsewhere_as_a_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "https://island.example/feed?a=1&b=2"
    (tmp_path / "mine.opml").write_text(
        f'<opml><body><outline title="“Isl&amp;” &lt;b&gt;" xmlUrl="{url.replace("&", "&amp;")}"/>'
        "</body></opml>"
    )
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    assert main(["--library", first, "-q", "sources", "add", str(tmp_path / "mine.opml")]) == 0
    capsys.readouterr()
    assert main(["--library", first, "sources", "export"]) == 0
    (tmp_path / "taken.opml").write_text(capsys.readouterr().out)
    assert main(["--library", second, "-q", "sources", "add", str(tmp_path / "taken.opml")]) == 0
    capsys.readouterr()
    main(["--library", second, "sources", "--json"])
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["path"], row["title"]) == (url, "“Isl&” <b>")
    assert main(["--library", str(tmp_path / "none"), "sources", "export"]) == 2


def test_files_and_addresses_are_added_together(culm: Culm, server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A bridge over the river fell on Monday, said the mayor.")
    server.pages["/feed"] = Answer(FEED)
    code, rows = culm("add", str(tmp_path / "a.txt"), server.url("/feed"), server.url("/none"))
    assert code == 3
    assert sorted(row["status"] for row in rows) == ["added", "added", "failed"]
    assert "is not there (HTTP 404)" in culm.told
    code, rows = culm("add")
    assert (code, [row["status"] for row in rows]) == (0, ["unchanged"])
    assert server.targets().count("/feed") == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://jane:secret@island.example/", "has a user name in it"),
        ("https://island.example:22/", "port 22"),
    ],
)
def test_an_address_that_is_never_asked_for_is_a_wrong_argument(
    culm: Culm, address: str, words: str
) -> None:
    assert culm("add", address)[0] == 2
    assert words in culm.told


def test_private_addresses_need_to_be_allowed_and_all_can_be_forbidden(
    culm: Culm, server: Server, config: Path
) -> None:
    server.pages["/feed"] = Answer(FEED)
    config.write_text("")
    code, (row,) = culm("add", server.url("/feed"))
    assert (code, row["status"]) == (3, "failed")
    assert "fetching.private allows that" in row["error"]
    config.write_text("[fetching]\nallowed = false\nprivate = true\n")
    assert culm("add", server.url("/feed"))[0] == 3
    assert "fetching.allowed" in culm.told
    assert server.asked == []


def test_what_a_server_says_cannot_steer_the_terminal(culm: Culm, server: Server) -> None:
    evil = "\x1b]0;owned\x07\u202e"
    server.pages["/feed"] = Answer(FEED.replace(b"Island News", f"Isl{evil}".encode()))
    server.pages["/moved"] = Answer(status=302, fields={"Location": "http://x\x1b[31m.example/"})
    culm("add", server.url("/feed"), server.url("/moved"))
    told = culm.told
    culm("sources")
    assert not {"\x1b", "\x07", "\u202e"} & set(told + culm.told + culm("sources")[1][0]["title"])


def test_an_interrupt_ends_it_though_a_server_never_answers(tmp_path: Path) -> None:
    with serving() as slow:
        asked: list[Asked] = []

        def never(one: Asked) -> Answer:
            asked.append(one)
            adding.send_signal(signal.SIGINT)
            slow.ended.wait()
            return Answer(FEED)

        slow.pages["/feed"] = never
        library = str(tmp_path / "library")
        adding = subprocess.Popen(
            [sys.executable, "-m", "tui.cli", "--library", library, "add", slow.url("/feed")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"CULM_CONFIG": str(tmp_path / "config.toml")},
        )
        assert adding.wait(120) == 130
        assert len(asked) == 1

"""Which links are opened, how, and what is told of where they lead."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from index.library import Library
from tests.support.terminal import Terminal
from tui.wording import host

REFUSED = [
    "",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.invalid/x",
    "/etc/passwd",
    "-flag",
    "--new-window=http://evil.invalid",
    "http:",
    "https:///x",
    "http://[::1",
    "ftp://evil.invalid",
    "smb://evil.invalid/share",
    "ssh://-oProxyCommand=x",
    "http://" + "ü" * 300,
]


@pytest.mark.parametrize("url", REFUSED)
def test_only_web_addresses_may_be_opened(url: str) -> None:
    assert host(url) == ""


def test_a_host_is_told_so_that_it_cannot_be_taken_for_another() -> None:
    assert host("https://news.example/a?b#c") == "news.example"
    assert host("https://good.example@evil.invalid:8080/x") == "evil.invalid"
    assert host("https://\u0430pple.example/") == "\u0430pple.example (xn--pple-43d.example)"


def test_a_link_is_one_argument_and_no_words_for_a_shell(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    url = "https://news.example/a;touch%20x?q=$(id)&r=`id`|x"
    browser = tmp_path / "browser"
    browser.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"open({str(seen)!r} + '.new', 'w').write(json.dumps(sys.argv[1:]))\n"
        f"import os\nos.replace({str(seen)!r} + '.new', {str(seen)!r})\n"
    )
    browser.chmod(0o700)
    record = {"id": "a", "title": "One", "text": "Xi Jinping met Angela Merkel.", "url": url}
    (tmp_path / "news.jsonl").write_text(json.dumps(record) + "\n")
    with Library.open(tmp_path / "library") as library:
        for _ in library.add([tmp_path / "news.jsonl"]):
            pass
        assert library.article(1).url == url
    culm = [sys.executable, "-P", "-m", "tui.cli", "--library", str(tmp_path / "library")]
    with Terminal(culm, environment={"BROWSER": str(browser)}) as screen:
        screen.wait("Angela Merkel")
        screen.send("o")
        screen.wait("Handed news.example")
        screen.until(seen.exists, "the browser is started")
    assert json.loads(seen.read_text()) == [url]


def test_a_browser_that_draws_in_the_terminal_is_lent_it_and_gives_it_back(tmp_path: Path) -> None:
    browser = tmp_path / "lynx"
    browser.write_text(
        f"#!{sys.executable}\nimport sys\nprint('LYNX DRAWS', sys.argv[1], flush=True)\n"
        "sys.stdin.readline()\n"
    )
    browser.chmod(0o700)
    (tmp_path / "www-browser").symlink_to(browser)
    record = {"id": "a", "title": "One", "text": "Xi met Merkel.", "url": "https://news.example/a"}
    (tmp_path / "news.jsonl").write_text(json.dumps(record) + "\n")
    with Library.open(tmp_path / "library") as library:
        list(library.add([tmp_path / "news.jsonl"]))
    culm = [sys.executable, "-P", "-m", "tui.cli", "--library", str(tmp_path / "library")]
    with Terminal(culm, environment={"BROWSER": str(tmp_path / "www-browser")}) as screen:
        screen.wait("Xi met Merkel")
        screen.send("o")
        screen.wait("LYNX DRAWS https://news.example/a")
        # It has the terminal to itself: what is typed is its own.
        screen.send("enter")
        screen.wait(r"2 Article(.|\n)*Xi met Merkel")
        screen.send("q")
        assert screen.join() == 0
        assert screen.raw.count(b"\x1b[?1049h") == screen.raw.count(b"\x1b[?1049l")

"""What a robots.txt allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.robots import LONGEST_PAUSE, Robots, from_json, parse_robots

RULES = b"""\
# a comment
User-agent: *
Disallow: /private
Allow: /private/feed
Disallow: /*.pdf$
Disallow: /search*q=
Crawl-delay: 4

User-agent: other
Disallow: /
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/privateer", False),
        ("/private/feed.xml", True),
        ("/%70rivate", False),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x", True),
        ("/search?lang=en&q=x", False),
        ("/search", True),
    ],
)
def test_the_longest_rule_that_fits_decides(target: str, allowed: bool) -> None:
    assert parse_robots(RULES, "culm").allows(target) is allowed


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow:", True),
        (b"User-agent: *\nDisallow: /", False),
        (b"user-AGENT: CULM/2.0\ndisallow: /x", False),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: culm\nAllow: /", True),
        (b"User-agent: culm\nUser-agent: other\nDisallow: /x", False),
        (b"User-agent: culm\nDisallow:\nUser-agent: *\nDisallow: /", True),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /x\r\n", False),
        (b"Disallow: /", True),
        (b"<html>Disallow: /</html>", True),
        (b"User-agent: *\nDisallow: x", True),
        (b"User-agent: *\nDisallow: /x\nAllow: /x", True),
    ],
)
def test_whom_a_group_is_for(lines: bytes, allowed: bool) -> None:
    assert parse_robots(lines, "culm").allows("/x") is allowed


def test_a_pause_is_heeded_up_to_what_can_be_waited_for() -> None:
    assert parse_robots(RULES, "culm").pause == 4
    assert parse_robots(b"User-agent: *\nCrawl-delay: 9999\n", "culm").pause == LONGEST_PAUSE
    assert parse_robots(b"User-agent: *\nCrawl-delay: soon\n", "culm").pause == 0
    assert parse_robots(b"User-agent: *\nCrawl-delay: nan\n", "culm").pause <= LONGEST_PAUSE


@given(st.binary(max_size=300), st.text(max_size=30))
def test_nothing_in_it_breaks_who_reads_it(data: bytes, target: str) -> None:
    robots = parse_robots(b"User-agent: *\nDisallow: " + data, "culm")
    assert robots.allows(f"/{target}") in (True, False)


def test_a_pattern_of_stars_is_soon_tried() -> None:
    robots = Robots(((False, "/" + "*a" * 5000 + "$"),))
    assert robots.allows("/" + "a" * 4000)


def test_rules_that_were_kept_are_the_same() -> None:
    for robot in ("culm", "other"):
        rules = parse_robots(RULES, robot)
        assert from_json(rules.to_json()) == rules

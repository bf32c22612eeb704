"""One document after the other from a server on loopback: each rule of fetching, and its limits."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from index.errors import NotFetched
from index.fetching import connecting
from index.fetching.fetcher import Fetched, Fetcher, Wanted
from index.fetching.rules import USER_AGENT, FetchRules
from index.fetching.urls import web_address
from tests.support.web_server import CERTIFICATE, Answer, Asked, Server, dripping, serving

RULES = FetchRules(private=True, connect=5, silence=5, total=20, pause=0)
PAGE = b"<p>A ferry sank off Samar on Sunday.</p>"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def fetched(url: str, rules: FetchRules = RULES, etag: str = "", modified: str = "") -> Fetched:
    return Fetcher(rules).fetch(Wanted(url, url, etag, modified))


def refused(url: str, rules: FetchRules = RULES) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        fetched(url, rules)
    return caught.value


# ---------------------------------------------------------------- what is asked, and how


def test_a_document_is_fetched_and_asked_for_politely(server: Server) -> None:
    server.pages["/a?b=c"] = Answer(
        PAGE, fields={"ETag": '"1"', "Content-Type": "text/html; charset=windows-1258"}
    )
    found = fetched(server.url("/a?b=c"))
    assert (found.data, found.etag, found.charset) == (PAGE, '"1"', "windows-1258")
    robots, page = server.asked
    assert robots.target == "/robots.txt"
    assert page.fields == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": USER_AGENT,
        "accept": "*/*",
        "accept-encoding": "gzip, deflate",
        "connection": "close",
    }


def test_what_did_not_change_is_not_sent_again(server: Server) -> None:
    def page(asked: Asked) -> Answer:
        told = asked.fields.get("if-none-match"), asked.fields.get("if-modified-since")
        return Answer(status=304) if told == ('"1"', "yesterday") else Answer(PAGE)

    server.pages["/"] = page
    assert fetched(server.url(), etag='"1"', modified="yesterday").data is None
    assert fetched(server.url()).data == PAGE


def test_a_field_that_a_server_made_up_is_not_sent_back_to_it(server: Server) -> None:
    server.pages["/"] = Answer(PAGE)
    for etag in ('"\r\nX-Evil: 1"', '"é"', '"' + "e" * 600 + '"'):
        assert fetched(server.url(), etag=etag).data == PAGE
        assert "if-none-match" not in server.asked[-1].fields
        assert "x-evil" not in server.asked[-1].fields


def test_a_cookie_is_neither_kept_nor_sent(server: Server) -> None:
    fields = {"Set-Cookie": "a=b", "Location": "/b"}
    server.pages["/a"] = Answer(status=302, fields=fields)
    server.pages["/b"] = Answer(PAGE, fields=fields)
    fetcher = Fetcher(RULES)
    for _ in range(2):
        fetcher.fetch(Wanted("", server.url("/a")))
    assert not any(
        {"cookie", "authorization", "referer"} & asked.fields.keys() for asked in server.asked
    )


def test_no_proxy_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/"] = Answer(PAGE)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(server.url()).data == PAGE


# ---------------------------------------------------------------- where to


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_this_computer_is_asked_only_where_that_is_allowed(server: Server, host: str) -> None:
    error = refused(server.url(host=host), replace(RULES, private=False))
    assert (
        "on this computer" in error.reason
        or "no host's" in error.reason
        or "not known" in error.reason
    )
    assert server.asked == []


@pytest.mark.parametrize("number", ["0.0.0.0", "224.0.0.1", "255.255.255.255"])
def test_what_is_nobodys_number_is_never_asked(server: Server, number: str) -> None:
    assert "no host's" in refused(server.url(host=number)).reason
    assert server.asked == []


def test_a_name_is_resolved_once_and_the_number_that_was_looked_at_is_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A resolver that gives another number each time (DNS rebinding) gains nothing."""
    server.pages["/"] = Answer(PAGE)
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    asked: list[str] = []
    tried: list[str] = []

    def resolver(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        numbers = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in numbers]

    class Socket(socket.socket):
        def connect(self, place: tuple[str, int]) -> None:  # type: ignore[override]
            tried.append(place[0])
            raise ConnectionRefusedError

    monkeypatch.setattr(connecting.socket, "getaddrinfo", resolver)
    monkeypatch.setattr(connecting.socket, "socket", Socket)
    refused(server.url(host="news.example"), replace(RULES, private=False))
    assert (asked, tried) == (["news.example"], ["93.184.216.34"])
    refused(server.url(host="news.example"), replace(RULES, private=False))
    assert tried == ["93.184.216.34"]
    assert server.asked == []


def test_of_several_numbers_only_those_are_tried_that_may_be(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolver(host: str, port: int, **_: object) -> list[object]:
        numbers = ("127.0.0.1", "10.0.0.1", "93.184.216.34", "169.254.169.254")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in numbers]

    monkeypatch.setattr(connecting.socket, "getaddrinfo", resolver)
    places = connecting.places_of(web_address(server.url(host="news.example")), FetchRules())
    assert [number for _, (number, _) in places] == ["93.184.216.34"]


# ---------------------------------------------------------------- redirects


def test_redirects_are_followed_and_those_for_good_remembered(server: Server) -> None:
    server.pages |= {
        "/old": Answer(status=301, fields={"Location": "/new"}),
        "/new": Answer(status=308, fields={"Location": server.url("/newer")}),
        "/newer": Answer(status=302, fields={"Location": "now?x"}),
        "/now?x": Answer(PAGE),
    }
    found = fetched(server.url("/old"))
    assert (found.url, found.home) == (server.url("/now?x"), server.url("/newer"))
    assert found.data == PAGE


def test_a_circle_of_redirects_ends(server: Server) -> None:
    server.pages["/"] = Answer(status=302, fields={"Location": "/"})
    assert "more than 5 times" in refused(server.url()).reason
    assert server.targets() == ["/"] * 6


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data", "on this computer or a network around"),
        ("http://10.0.0.1/", "on this computer or a network around"),
        ("http://[::1]:80/", "on this computer or a network around"),
        ("file:///etc/passwd", "neither http nor https"),
        ("http://jane:secret@news.example/", "a user name"),
        ("http://news.example:22/", "port 22"),
    ],
)
def test_each_redirect_is_looked_at_like_the_first(
    server: Server, monkeypatch: pytest.MonkeyPatch, location: str, reason: str
) -> None:
    """The first host counts as public here, and all others as what they are."""
    server.pages["/"] = Answer(status=302, fields={"Location": location})
    reach_of = connecting.reach_of
    monkeypatch.setattr(
        connecting,
        "reach_of",
        lambda number: connecting.Reach.PUBLIC if number == "127.0.0.1" else reach_of(number),
    )
    assert reason in refused(server.url(), replace(RULES, private=False)).reason


# ---------------------------------------------------------------- robots.txt


def test_robots_are_asked_once_for_a_host_and_obeyed(server: Server) -> None:
    server.pages["/robots.txt"] = Answer(b"User-agent: culm\nDisallow: /private")
    server.pages["/a"] = server.pages["/private"] = Answer(PAGE)
    server.pages["/b"] = Answer(status=302, fields={"Location": "/private"})
    fetcher = Fetcher(RULES)
    assert fetcher.fetch(Wanted("", server.url("/a"))).data == PAGE
    for path in ("/private", "/b"):
        with pytest.raises(NotFetched, match="of its host asks"):
            fetcher.fetch(Wanted("", server.url(path)))
    assert [asked.target for asked in server.asked] == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(
    ("robots", "is_fetched"),
    [
        (Answer(b"User-agent: *\nDisallow: /", 404), True),
        (Answer(b"", 403), True),
        (Answer(b"", 500), False),
        (Answer(b"", 429), False),
        (Answer(status=301, fields={"Location": "/rules"}), False),
        (
            Answer(
                gzip.compress(b"User-agent: *\nDisallow: /"), fields={"Content-Encoding": "gzip"}
            ),
            False,
        ),
        (Answer(raw=b"nonsense\r\n\r\n"), False),
    ],
)
def test_robots_that_cannot_be_had(server: Server, robots: Answer, is_fetched: bool) -> None:
    server.pages |= {"/robots.txt": robots, "/rules": Answer(b"User-agent: *\nDisallow: /")}
    server.pages["/"] = Answer(PAGE)
    if is_fetched:
        assert fetched(server.url()).data == PAGE
    else:
        refused(server.url())
        assert "/" not in server.targets()


# ---------------------------------------------------------------- how much


SMALL = replace(RULES, largest=10_000)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"x" * 10_001),
        Answer(raw=b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 20_000),
        Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n"),
        Answer(
            raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"4000\r\n" + b"x" * 0x4000 + b"\r\n0\r\n\r\n"
        ),
        Answer(gzip.compress(bytes(5_000_000)), fields={"Content-Encoding": "gzip"}),
        Answer(zlib.compress(bytes(5_000_000)), fields={"Content-Encoding": "deflate"}),
    ],
    ids=["length", "no length", "a length of its own", "chunks", "gzip", "deflate"],
)  # fmt: skip
def test_no_more_is_taken_than_a_document_may_have(server: Server, answer: Answer) -> None:
    server.pages["/"] = answer
    assert "larger than the 10,000 bytes" in refused(server.url(), SMALL).reason


def _bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("how", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("X-GZIP", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", _bare(PAGE)),
        ("identity", PAGE),
    ],
    # What is packed tells the second in which it was.
    ids=["gzip", "X-GZIP", "deflate", "bare", "identity"],
)
def test_what_is_packed_for_the_way_is_unpacked(server: Server, how: str, body: bytes) -> None:
    server.pages["/"] = Answer(body, fields={"Content-Encoding": how})
    assert fetched(server.url()).data == PAGE


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(PAGE, fields={"Content-Encoding": "br"}), "did not ask for"),
        (Answer(PAGE, fields={"Content-Encoding": "gzip, gzip"}), "did not ask for"),
        (Answer(PAGE, fields={"Content-Encoding": "gzip"}), "damaged"),
        (Answer(gzip.compress(PAGE)[:-9], fields={"Content-Encoding": "gzip"}), "cut off"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew"), "cut off"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfe"), "no HTTP"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"), "no HTTP"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n"), "no HTTP"),
        (Answer(raw=b"\x00\xff SSH-2.0\r\n"), "no HTTP"),
        (Answer(raw=b""), "no HTTP"),
        (Answer(b"", 401), "asks for a password (HTTP 401)"),
        (Answer(b"", 403), "is forbidden (HTTP 403)"),
        (Answer(b"", 404), "not there"),
        (Answer(b"", 418), "could not be had (HTTP 418)"),
        (Answer(status=302), "could not be had (HTTP 302)"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(server: Server, answer: Answer, reason: str) -> None:
    server.pages["/"] = answer
    error = refused(server.url())
    assert reason in error.reason
    assert error.source == server.url()
    assert "\n" not in str(error)


def test_who_wants_to_be_left_alone_says_for_how_long(server: Server) -> None:
    server.pages["/busy"] = Answer(b"", 429, {"Retry-After": "120"})
    server.pages["/out"] = Answer(b"", 503, {"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"})
    server.pages["/odd"] = Answer(b"", 503, {"Retry-After": "soon"})
    server.pages["/gone"] = Answer(b"", 410, {"Retry-After": "9"})
    waits = [refused(server.url(path)).wait for path in ("/busy", "/out", "/odd", "/gone")]
    assert waits == [120, 86_400, 0, 0]
    assert refused(server.url("/gone")).gone
    assert not refused(server.url("/busy")).gone


# ---------------------------------------------------------------- how long


def test_a_server_that_says_nothing_is_left() -> None:
    with dripping(b"", b"", 60) as url:
        assert "in time" in refused(url, replace(RULES, silence=0.2)).reason


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\nA: ", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", b""],
    ids=["in a field", "in the body", "after an answer to come", "at once"],
)
def test_one_that_says_a_little_for_ever_is_cut_off(head: bytes) -> None:
    with dripping(head, b"a", 0.05) as url:
        begun = time.monotonic()
        assert "longer than 0.5 seconds" in refused(url, replace(RULES, total=0.5)).reason
        # Left to itself it would never end: the limit is generous for a slow machine.
        assert time.monotonic() - begun < 20


def test_where_nobody_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "takes no connection" in refused(f"http://127.0.0.1:{port}/").reason


def test_a_host_that_is_not_known_is_told() -> None:
    assert "not known as a host" in refused("http://nowhere.invalid/").reason


# ---------------------------------------------------------------- encrypted


def test_a_certificate_is_verified_and_so_is_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(encrypted=True) as server:
        server.pages["/"] = Answer(PAGE)
        assert "cannot prove to be localhost" in refused(server.url(host="localhost")).reason
        monkeypatch.setattr(
            connecting, "_context", lambda: ssl.create_default_context(cafile=CERTIFICATE)
        )
        assert fetched(server.url(host="localhost")).data == PAGE
        assert "cannot prove to be 127.0.0.1" in refused(server.url()).reason
        server.pages["/down"] = Answer(
            status=301, fields={"Location": server.url("/", "localhost").replace("https", "http")}
        )
        assert "not encrypted" in refused(server.url("/down", "localhost")).reason


def test_what_is_not_encrypted_is_no_answer_to_who_asked_for_that(server: Server) -> None:
    url = server.url(host="localhost").replace("http:", "https:")
    assert "encrypted connection" in refused(url).reason


def test_threads_share_what_robots_say(server: Server) -> None:
    server.pages["/"] = Answer(PAGE)
    fetcher = Fetcher(RULES)
    fetcher.fetch(Wanted("", server.url()))
    threads = [
        threading.Thread(target=fetcher.fetch, args=(Wanted("", server.url()),)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [asked.target for asked in server.asked].count("/robots.txt") == 1

"""Files made to harm whoever reads them, and files that only look odd.

Each holds no article, or a harmless one. Some ask for the canary: a file beside
them whose words must turn up nowhere.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

CANARY = "the canary sings in the dark"
TEXT = "The council voted on Monday to rebuild the bridge, the mayor of Arlen said. "


def write(folder: Path) -> dict[str, Path]:
    """Write all of them under ``folder``; by name. The canary lies beside the folder."""
    folder.mkdir(parents=True)
    canary = folder.parent / "canary.txt"
    canary.write_text(CANARY)
    written = {}
    for name, make in (_BOMBS | _XML | _PAGES | _TEXTS | _MAIL).items():
        data = make(canary.as_uri())
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        written[name] = path
    return written


def write_special(folder: Path) -> None:
    """Write what is no ordinary file under ``folder``: pipes, loops, names that cannot be shown."""
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.html")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "around").symlink_to(folder)
    (folder / "zero.html").symlink_to("/dev/zero")
    (folder / "gone.html").symlink_to(folder / "nowhere.html")
    for name in (b"two\nlines.txt", b"caf\xe9.md", b"red\x1b[31m.html", b"-rf.txt"):
        with open(os.fsencode(folder) + b"/" + name, "w") as file:
            file.write(f"{TEXT}{name!r}")
    with open(folder / "sparse.html", "wb") as file:
        file.write(b"<!DOCTYPE html>")
        file.truncate(6 << 30)


Make = Callable[[str], "str | bytes"]


def _zip(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return packed.getvalue()


def _nested(depth: int) -> bytes:
    data = TEXT.encode()
    for level in range(depth):
        data = _zip({f"{level}.zip": data})
    return data


def _tar(canary: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, kind, target in (
            ("../../escaped.txt", tarfile.REGTYPE, ""),
            ("/tmp/escaped.txt", tarfile.REGTYPE, ""),
            ("link.txt", tarfile.SYMTYPE, canary.removeprefix("file://")),
            ("hard.txt", tarfile.LNKTYPE, canary.removeprefix("file://")),
            ("device", tarfile.CHRTYPE, ""),
            ("pipe", tarfile.FIFOTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            data = f"{TEXT} {name}".encode() if kind == tarfile.REGTYPE else b""
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def _lying_zip(_: str) -> bytes:
    """An archive whose directory says that a bomb is small."""
    data = bytearray(_zip({"a.txt": bytes(36 << 20)}))
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def _pdf(stream: bytes, kids: str = "[3 0 R]") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids"
        + kids.encode()
        + b">>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        + b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream)
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF"
    )


def _warc(headers: bytes, body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(answer), answer)
    )


def _same_member(times: int) -> bytes:
    """An archive whose directory names one big member over and over."""
    one = _zip({"a.txt": TEXT.encode() + bytes(4 << 20)})
    begin, end = one.rfind(b"PK\x01\x02"), one.rfind(b"PK\x05\x06")
    entries = one[begin:end] * times
    counts = times.to_bytes(2, "little") * 2
    places = len(entries).to_bytes(4, "little") + begin.to_bytes(4, "little")
    return one[:begin] + entries + b"PK\x05\x06" + bytes(4) + counts + places + bytes(2)


def _tar_with_holes() -> bytes:
    """A member that says it is 32 TB, nearly all of it a hole."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.txt")
        content = b"1\n0\n5\n".ljust(512, b"\0") + b"hello"
        info.size = len(content)
        info.pax_headers = {
            "GNU.sparse.major": "1",
            "GNU.sparse.minor": "0",
            "GNU.sparse.name": "a.txt",
            "GNU.sparse.realsize": str(1 << 45),
        }
        archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


_BOMBS: dict[str, Make] = {
    "zeros.zip": lambda _: _zip({"a.txt": bytes(36 << 20), "b.txt": TEXT.encode()}),
    "lying.zip": _lying_zip,
    "nested.zip": lambda _: _nested(20),
    "names.zip": lambda _: _zip(
        {name: f"{TEXT}{name}".encode() for name in ("../up.txt", "/root.txt", "a\nb.txt", "c:\\d")}
    ),
    "cut.zip": lambda _: _zip({"a.txt": TEXT.encode() * 500})[:-30],
    "noise.zip": lambda _: b"PK\x03\x04" + bytes(range(256)) * 40,
    "zeros.gz": lambda _: gzip.compress(bytes(36 << 20)),
    "twice.gz": lambda _: gzip.compress(gzip.compress(TEXT.encode())),
    "zeros.xz": lambda _: lzma.compress(bytes(36 << 20)),
    "zeros.bz2": lambda _: bz2.compress(bytes(36 << 20)),
    "files.tar": _tar,
    "cut.tar.gz": lambda canary: gzip.compress(_tar(canary)[:1500]),
    "zeros.pdf": lambda _: _pdf(zlib.compress(b"BT " + b"( ) Tj " * (5 << 20))),
    "loop.pdf": lambda _: _pdf(b"", "[2 0 R 2 0 R]"),
    "noise.pdf": lambda _: b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "noise.warc": lambda _: b"WARC/1.0\r\nContent-Length: -5\r\n\r\n" + b"WARC/1.0\r\n" * 200,
    "long.warc": lambda _: (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999999999\r\n\r\nx"
    ),
    "chunks.warc": lambda _: _warc(b"Transfer-Encoding: chunked\r\n", b"1\r\na\r\n" * 30_000),
    "huge-chunk.warc": lambda _: _warc(b"Transfer-Encoding: chunked\r\n", b"f" * 16 + b"\r\nab"),
    "zeros.warc": lambda _: _warc(b"Content-Encoding: gzip\r\n", gzip.compress(bytes(64 << 20))),
    "script.pdf": lambda canary: _pdf(b"").replace(
        b"/Catalog",
        b"/Catalog/OpenAction<</S/JavaScript/JS(app.launchURL('%s'))/Next<</S/Launch/F(%s)>>>>"
        % (canary.encode(), canary.encode()),
    ),
    "filters.pdf": lambda _: _pdf(b"x").replace(
        b"/Filter/FlateDecode", b"/Filter[%s]" % (b"/ASCIIHexDecode " * 20_000)
    ),
    "same.zip": lambda _: _same_member(2_000),
    "holes.tar": lambda _: _tar_with_holes(),
    "no-parts.epub": lambda _: _zip({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED),
    "outside.epub": lambda canary: _zip(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": b"<container><rootfile full-path='../../canary.txt'/>"
            b"</container>",
        },
        zipfile.ZIP_STORED,
    ),
}


def _rss_in(encoding: str, canary: str) -> bytes:
    return (
        f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE rss [<!ENTITY c SYSTEM '{canary}'>]>"
        f"<rss version='2.0'><channel><item><title>&c;</title><description>{TEXT}&c;</description>"
        "</item></channel></rss>"
    ).encode(encoding)


_LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'lol'}'>" for n in range(12))
_XML: dict[str, Make] = {
    "laughs.opml": lambda _: (
        f"<?xml version='1.0'?><!DOCTYPE opml [{_LAUGHS}]><opml><outline _note='x'>&l11;"
        "</outline></opml>"
    ),
    "laughs.rss": lambda _: (
        f"<?xml version='1.0'?><!DOCTYPE rss [{_LAUGHS}]><rss version='2.0'><channel><item>"
        f"<title>a</title><description>{TEXT}&l11;</description></item></channel></rss>"
    ),
    "quadratic.xml": lambda _: (
        f"<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY a '{'a' * 100_000}'>]><nitf><body>"
        f"{'&a;' * 10_000}</body></nitf>"
    ),
    "outside.opml": lambda canary: (
        f"<?xml version='1.0'?><!DOCTYPE opml [<!ENTITY c SYSTEM '{canary}'>]>"
        "<opml><outline text='t' _note='&c;'/><outline _note='n'>&c;</outline></opml>"
    ),
    "outside.rss": lambda canary: (
        f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY c SYSTEM '{canary}'>]><rss version='2.0'>"
        f"<channel><item><title>&c;</title><description>{TEXT}&c;</description></item></channel></rss>"
    ),
    "outside.xml": lambda canary: (
        f"<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY % c SYSTEM '{canary}'> %c;]><nitf><body>"
        f"<body.content><p>{TEXT}</p></body.content></body></nitf>"
    ),
    "external-dtd.xml": lambda canary: (
        f"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM '{canary}'><nitf><body><body.content>"
        f"<p>{TEXT} &c;</p></body.content></body></nitf>"
    ),
    "outside.xhtml": lambda canary: (
        f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY c SYSTEM '{canary}'>]><html xmlns="
        f"'http://www.w3.org/1999/xhtml'><body><p>{TEXT * 5} &c;</p>"
        f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{canary}' parse='text'/>"
        "</body></html>"
    ),
    "sixteen.rss": lambda canary: _rss_in("utf-16", canary),
    "seven.rss": lambda canary: _rss_in("utf-7", canary),
    "mainframe.rss": lambda canary: _rss_in("cp037", canary),
    "base.atom": lambda canary: (
        f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:base='{canary}'>"
        f"<title>f</title><entry xml:base='file:///etc/'><id>urn:1</id><title>a</title>"
        f"<link href='passwd'/><content type='html' src='{canary}'/><summary>{TEXT}</summary>"
        "</entry><entry xml:base='javascript:alert(1)//'><id>urn:2</id><title>b</title>"
        f"<link href='x'/><summary>{TEXT} Again.</summary></entry></feed>"
    ),
    "deep.xml": lambda _: "<?xml version='1.0'?>" + "<a>" * 100_000,
    "deep.opml": lambda _: "<opml>" + "<outline>" * 50_000 + "</outline>" * 50_000 + "</opml>",
}

_PAGES: dict[str, Make] = {
    "deep.html": lambda _: "<!DOCTYPE html><body>" + "<div>" * 100_000 + TEXT,
    "bold.html": lambda _: "<!DOCTYPE html><body>" + "<b><i>" * 60_000 + TEXT,
    "tables.html": lambda _: "<!DOCTYPE html><body>" + "<table><tr><td>" * 20_000 + TEXT,
    "less.html": lambda _: "<!DOCTYPE html><body>" + "<" * 400_000,
    "comment.html": lambda _: "<!DOCTYPE html><body><!--" + "<!-- saved from url=(" * 100_000,
    "entities.html": lambda _: "<!DOCTYPE html><body><p>" + "&amp;&#27;&bogus;&#x1b" * 20_000,
    "attributes.html": lambda _: "<!DOCTYPE html><body " + "a=b c " * 200_000 + f">{TEXT}",
    "title.html": lambda _: f"<!DOCTYPE html><title>{'a | ' * 500_000}</title><p>{TEXT}",
    "line.html": lambda _: f"<!DOCTYPE html><p>{TEXT * 12_000}",
    "data.html": lambda _: (
        f"<!DOCTYPE html><img src='data:image/png;base64,{'A' * 2_000_000}'>{TEXT}"
    ),
    "linked.html": lambda _: (
        "<!DOCTYPE html><script type='application/ld+json'>"
        + '{"@graph":[' * 100_000
        + f"</script><p>{TEXT * 9}"
    ),
    "javascript.html": lambda canary: (
        f"<!DOCTYPE html><base href='{canary}'><link rel=canonical href='javascript:alert(1)'>"
        f"<meta http-equiv=refresh content='0;url={canary}'><p>{TEXT * 5}"
        f"<iframe src='{canary}'></iframe><object data='{canary}'></object>"
    ),
    "csp.html": lambda _: "<!DOCTYPE html><meta charset=utf-7><p>" + "+ADw-script+AD4-" * 500,
    "charset.html": lambda _: f"<!DOCTYPE html><meta charset=zlib_codec><p>{TEXT}é".encode(
        "latin-1"
    ),
}

_TEXTS: dict[str, Make] = {
    "laughs.md": lambda _: (
        "---\na: &a [lol, lol]\n"
        + "".join(f"b{n}: &b{n} [{'*a, ' * 9}*a]\n" for n in range(20))
        + f"title: *b19\ndate: !!python/object/apply:os.system ['touch escaped']\n---\n{TEXT}"
    ),
    "toml.md": lambda _: "+++\na = " + "[" * 50_000 + f"\n+++\n{TEXT}",
    "brackets.md": lambda _: "# a\n\n" + "[" * 100_000 + "](https://x.example)" * 3,
    "stars.md": lambda _: "# a\n\n" + "*a **b _c " * 8_000,
    "quotes.md": lambda _: "# a\n\n" + "> " * 50_000 + TEXT,
    "lists.md": lambda _: "# a\n\n" + "".join("  " * n + "- a\n" for n in range(1500)),
    "ticks.md": lambda _: "# a\n\n" + "".join("`" * n + " " for n in range(1500)) + "**a**",
    "table.md": lambda _: (
        "# a\n\n**b**\n\n" + "|" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|\n" * 9000
    ),
    "quote.csv": lambda _: 'title,text\n"' + "a,\n" * 500_000,
    "wide.csv": lambda _: "title,text" + ",x" * 5000 + "\n" + "a,b\n" * 10,
    "field.csv": lambda _: f"title,text\na,{'b' * (9 << 20)}\nc,{TEXT}\n",
    "nul.csv": lambda _: "title,text\na\0b,c\0d\n",
    "deep.json": lambda _: "[" * 200_000,
    "wide.json": lambda _: '[{"uri":1,"body_xhtml":' + '{"a":' * 50_000,
    "numbers.jsonl": lambda _: (
        f'{{"id":NaN,"title":1e999,"text":"{TEXT}","date":Infinity}}\n'
        f'{{"id":{"9" * 100_000},"title":"a","text":"{TEXT}"}}\n'
        f'{{"id":"a","id":"b","text":"x","text":"{TEXT} Twice."}}\n'
    ),
    "columns.csv": lambda _: "title,text\n" + "\n".join(["," * 500_000] * 4),
    "itself.md": lambda _: f"---\na: &a [*a]\ntitle: *a\n<<: {{<<: *a}}\n---\n{TEXT}",
    "marks.txt": lambda _: b"\xef\xbb\xbf" * 100_000 + TEXT.encode(),
    "endless.ris": lambda _: "TY  - NEWS\nTI  - a\n" + "AU  - b\n" * 100_000,
    "naughty.txt": lambda _: f"{TEXT}\x1b]52;c;aGk=\x07\x1b[2J\u202e\u2066\ufeff\U000e0001 \x9b31m",
}


def _multipart(depth: int) -> bytes:
    lines = ["From: a@b.example", "To: c@d.example", "Subject: deep", "MIME-Version: 1.0"]
    for level in range(depth):
        lines += [f"Content-Type: multipart/mixed; boundary=b{level}", "", f"--b{level}"]
    return "\r\n".join([*lines, "Content-Type: text/plain", "", TEXT]).encode()


_HEAD = "From: a@b.example\nTo: c@d.example\n"
_WORDS = " ".join(["=?utf-8?q?=1b[2Jx?="] * 50_000)
_MAIL: dict[str, Make] = {
    "words.eml": lambda _: f"{_HEAD}Subject: {_WORDS}\nDate: x\n\n{TEXT}",
    "folded.eml": lambda _: _HEAD + "Subject: a" + "\n b" * 100_000 + f"\n\n{TEXT}",
    "address.eml": lambda _: "To: x@y.example\nSubject: a\nFrom: " + '("<' * 30_000 + f"\n\n{TEXT}",
    "deep.eml": lambda _: _multipart(3000),
    "parts.eml": lambda _: (
        f"{_HEAD}Subject: many\nContent-Type: multipart/mixed; boundary=b\n\n"
        + f"--b\nContent-Type: text/plain\n\n{TEXT}\n" * 20_000
    ),
    "charset.eml": lambda _: (
        f"{_HEAD}Subject: =?no-such?q?x?=\nContent-Type: text/plain; charset=hex\n\n{TEXT}"
    ),
    "base64.eml": lambda _: (
        f"{_HEAD}Subject: a\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(f"<p>{TEXT}<script>x()</script>".encode()).decode()
    ),
    "outside.eml": lambda canary: (
        f"{_HEAD}Subject: a\nContent-Type: message/external-body; access-type=local-file;"
        f" name={canary}\n\nContent-Type: text/plain\n\n{TEXT}"
    ),
    "many.mbox": lambda _: (
        f"From x Thu Mar 14 06:00:00 2024\n{_HEAD}Subject: s\n\n{TEXT}\n\n" * 300
    ),
}

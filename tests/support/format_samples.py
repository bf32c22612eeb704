"""The samples of formats in ``tests/data/samples`` that are not written by hand.

python -m tests.support.format_samples FOLDER      writes them
"""

from __future__ import annotations

import bz2
import email.policy
import io
import json
import lzma
import plistlib
import sys
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

WRITTEN = Path(__file__).parents[1] / "data" / "samples"
PAGE = (WRITTEN / "saved-page.html").read_bytes()
ADDRESS = "https://www.harbourpost.example/local/bridge-vote"
FERRY = (
    "The ferry between Lower Quay and the island will run again from Friday, the harbour master"
    " said on Wednesday. It was laid up in November after a fire in the engine room."
)
ISLAND = (
    "Islanders had crossed in fishing boats since then. “My son has not missed a day of school,”"
    " said Ana Sá, who keeps the shop at the landing. The repair cost 310,000 pounds."
)
TOWER = (
    "The clock on the market tower of Arlen has stopped for the first time since 1947. A spokesman"
    " for the town said that a shaft had broken on Sunday night and would be made anew in Vienna."
)
_STAMP = (2024, 3, 13, 8, 0, 0)


def mhtml() -> bytes:
    """A page as Chrome saves it."""
    message = EmailMessage(policy=email.policy.SMTP.clone(cte_type="8bit"))
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = ADDRESS
    message["Subject"] = "Council votes to rebuild the Mill Lane bridge"
    message["Date"] = "Wed, 13 Mar 2024 08:00:00 -0000"
    message.set_content(PAGE.decode(), subtype="html", cte="quoted-printable")
    message["Content-Location"] = ADDRESS
    message.make_related(boundary="----MultipartBoundary--abcdef----")
    message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<bridge@mhtml.blink>")
    return message.as_bytes()


def single_file() -> bytes:
    """A page as SingleFile saves it: pictures inside, its address in a comment."""
    page = PAGE.decode().replace(
        '<html lang="en-GB">',
        f'<html lang="en-GB"><!--\n Page saved with SingleFile \n url: {ADDRESS} \n'
        " saved date: Wed Mar 13 2024 08:00:00 GMT+0000 (UTC)\n-->",
    )
    return page.replace(
        "./saved-page_files/bridge.jpg", f"data:image/jpeg;base64,{'A' * 4000}"
    ).encode()


def webarchive() -> bytes:
    """A page as Safari saves it."""
    page = {
        "WebResourceData": PAGE,
        "WebResourceURL": ADDRESS,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
    }
    return plistlib.dumps({"WebMainResource": page}, fmt=plistlib.FMT_BINARY)


def letter() -> EmailMessage:
    """A message from a person."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = "Ana Sá <ana@island.example>"
    message["To"] = "desk@harbourpost.example"
    message["Subject"] = "The ferry runs again – for the paper?"
    message["Date"] = "Wed, 13 Mar 2024 23:10:00 -0800"
    message["Message-ID"] = "<ferry-1@island.example>"
    message.set_content(f"{FERRY}\n\n{ISLAND}\n")
    return message


def newsletter() -> EmailMessage:
    """A newsletter, whose plain part says little."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = "Harbour Post Morning <morning@harbourpost.example>"
    message["To"] = "reader@mail.example"
    message["Subject"] = "Morning: the ferry is back"
    message["Date"] = "Thu, 14 Mar 2024 06:00:00 +0000"
    message["Message-ID"] = "<morning-2024-03-14@harbourpost.example>"
    message["List-Unsubscribe"] = "<https://harbourpost.example/unsubscribe>"
    message.set_content("View this mail in a browser.")
    message.add_alternative(
        "<html><body><div style='display:none'>Hidden preview text</div><table><tr><td>"
        f"<h1>The ferry is back</h1><p>{FERRY}</p></td></tr><tr><td><p>{ISLAND}</p></td></tr>"
        "</table></body></html>",
        subtype="html",
    )
    return message


def mbox() -> bytes:
    """Both in a mailbox."""
    lines = []
    for message in (letter(), newsletter()):
        body = message.as_bytes(policy=email.policy.SMTP.clone(linesep="\n"))
        quoted = body.replace(b"\nFrom ", b"\n>From ")
        lines.append(b"From MAILER-DAEMON Thu Mar 14 06:00:00 2024\n" + quoted + b"\n")
    return b"".join(lines)


def epub() -> bytes:
    """A book of two chapters."""
    files = {
        "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:'
        'names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf"'
        ' media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/content.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"'
        ' version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Harbour'
        " Post Weekly</dc:title><dc:creator>Jane Roe</dc:creator><dc:date>2024-03-15</dc:date>"
        "<dc:language>en</dc:language><dc:publisher>Harbour Post Media</dc:publisher></metadata>"
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml"'
        ' properties="nav"/><item id="one" href="text/one.xhtml"'
        ' media-type="application/xhtml+xml"/><item id="two" href="text/two%20more.xhtml"'
        ' media-type="application/xhtml+xml"/></manifest><spine><itemref idref="nav"/>'
        '<itemref idref="one"/><itemref idref="two"/></spine></package>',
        "OEBPS/nav.xhtml": _xhtml("Contents", "<ol><li>The ferry</li><li>The tower</li></ol>"),
        "OEBPS/text/one.xhtml": _xhtml("The ferry runs again", f"<p>{FERRY}</p><p>{ISLAND}</p>"),
        "OEBPS/text/two more.xhtml": _xhtml("The clock stands", f"<p>{TOWER}</p><p>{TOWER}</p>"),
    }
    return _zipped({"mimetype": "application/epub+zip", **files})


def omnivore() -> bytes:
    """An export of Omnivore: what is known of the pages, and the pages."""
    about = {
        "id": "1",
        "slug": "ferry-1",
        "title": "The ferry runs again",
        "description": "It was laid up in November.",
        "author": "Ana Sá",
        "url": "https://island.example/ferry",
        "state": "Archived",
        "siteName": "Island News",
        "labels": ["sea"],
        "savedAt": "2024-03-20T10:00:00.000Z",
        "publishedAt": "2024-03-13T00:00:00.000Z",
    }
    page = f'<DIV id="readability-content"><DIV><p>{FERRY}</p><p>{ISLAND}</p></DIV></DIV>'
    files = {
        "metadata_0_to_1.json": json.dumps([about]),
        "content/ferry-1.html": page,
        "highlights/ferry-1.md": "> had crossed in fishing boats",
    }
    return _zipped(files)


def archive() -> bytes:
    """A folder of texts, as ZIP."""
    return _zipped(
        {
            "week/ferry.txt": f"{FERRY}\n\n{ISLAND}\n",
            "week/saved-page.html": PAGE.decode(),
            "week/saved-page_files/frame.html": "<html><body>an advertisement</body></html>",
            "week/README.md": "About this folder.",
            "__MACOSX/week/._ferry.txt": "\0\5\26\7",
        }
    )


def tar(how: str = "gz") -> bytes:
    """The same in a compressed tar archive."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=f"w:{how}") as files:  # type: ignore[call-overload]
        for name, text in (("week/ferry.txt", f"{FERRY}\n\n{ISLAND}\n"), ("week/tower.txt", TOWER)):
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            files.addfile(info, io.BytesIO(text.encode()))
    return packed.getvalue()


def pdf() -> bytes:
    """A page that a program for typesetting would make: two paragraphs in lines."""
    lines = ["BT /F1 11 Tf 14 TL 60 780 Td"]
    for paragraph in (FERRY, ISLAND):
        words, line = paragraph.replace("“", '"').replace("”", '"').replace("á", "a").split(), ""
        for word in words:
            if len(line) + len(word) > 70:
                lines.append(f"({line.strip()}) Tj T*")
                line = ""
            line += f" {word}"
        lines += [f"({line.strip()}) Tj T*", "T*"]
    content = "\n".join([*lines, "ET"]).encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title(The ferry runs again)/Author(Ana Sa)/CreationDate(D:20240313101500Z)>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R/Info 6 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (table, len(out))
    )


def warc() -> bytes:
    """A page as a crawler archives it, with a picture beside it."""
    records = []
    for url, kind, body in (
        (ADDRESS, "text/html; charset=utf-8", PAGE),
        (ADDRESS + ".jpg", "image/jpeg", b"\xff\xd8\xff\xe0"),
    ):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        payload = http.encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2024-03-13T08:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(payload)}\r\n\r\n"
        )
        records.append(head.encode() + payload + b"\r\n\r\n")
    return b"".join(records)


def _xhtml(title: str, body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    )


def _zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text, how)
    return packed.getvalue()


def samples() -> dict[str, bytes]:
    """What each made sample holds, by its name."""
    return {
        "chrome.mhtml": mhtml(),
        "single-file.html": single_file(),
        "safari.webarchive": webarchive(),
        "letter.eml": letter().as_bytes(),
        "newsletter.eml": newsletter().as_bytes(),
        "letters.mbox": mbox(),
        "weekly.epub": epub(),
        "omnivore.zip": omnivore(),
        "week.zip": archive(),
        "week.tar.gz": tar(),
        "tower.txt.bz2": bz2.compress(TOWER.encode()),
        "tower.txt.xz": lzma.compress(TOWER.encode()),
        "ferry.pdf": pdf(),
        "bridge.warc": warc(),
    }


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in samples().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

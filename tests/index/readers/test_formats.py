"""A sample of every format, and what is read of it."""

from __future__ import annotations

import gzip
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.article import Article
from index.errors import ReadError
from index.readers import read_path
from index.readers.model import ReadOptions
from index.readers.opml import subscriptions
from index.readers.reading import Outcome
from index.readers.sniff import Format, sniff
from tests.support.format_samples import samples

FOLDER = Path(__file__).parents[2] / "data" / "samples"


@dataclass(frozen=True)
class Expected:
    """What the first article of a sample is like, and how many there are."""

    title: str
    day: str
    outlet: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    key: str = ""
    count: int = 1
    says: str = "fire in the engine room"


BRIDGE = Expected(
    "Council votes to rebuild the Mill Lane bridge",
    "2024-03-12",
    "The Harbour Post",
    ("Jane Roe", "Minh Lê"),
    "https://www.harbourpost.example/local/bridge-vote",
    says="a third of their trade",
)
FERRY, CLOCK = "The ferry runs again", "The clock stands"
ANA, MINH = ("Ana Sá",), ("Minh Lê",)
ISLAND, ARLEN = "Island News", "Arlen Gazette"
COST, SHAFT, SINCE = "310,000 pounds", "on Sunday night", "first time since 1947"
CLOCK_URL = "https://arlen.example/clock"
EXPECTED = {
    "saved-page.html": BRIDGE,
    "single-file.html": BRIDGE,
    "chrome.mhtml": BRIDGE,
    "safari.webarchive": BRIDGE,
    "bridge.warc": BRIDGE,
    "wget.warc.gz": Expected(
        "Mill burns", "2024-05-01", "Vale Voice", ("Jane Roe",), "http://127.0.0.1:8931/Page.htm",
        "samples/wget.warc.gz!http://127.0.0.1:8931/Page.htm", says="a blaze in the old mill",
    ),
    "story.md": Expected(
        "The ferry runs again: island cheers", "2024-03-13", ISLAND, ("Ana Sá", "Jane Roe"),
        "https://island.example/ferry", says="- It was laid up in November.\n- The repair",
    ),
    "hugo.md": Expected(CLOCK, "2024-03-18", authors=MINH, says=SHAFT),
    "feed.rss": Expected(
        "Ferry & island: the boat runs again", "2024-03-13", "The Harbour Post", ANA,
        "https://www.harbourpost.example/ferry", "https://www.harbourpost.example/ferry", count=2,
    ),
    "feed.atom": Expected(
        FERRY, "2024-03-13", ISLAND, ANA, "https://island.example/ferry", says=COST
    ),
    "feed.json": Expected(
        FERRY, "2024-03-13", ISLAND, ANA, "https://island.example/ferry-json", says=COST
    ),
    "outline.opml": Expected(CLOCK, "2024-03-18", "Clippings", url=CLOCK_URL, says=SINCE),
    "letter.eml": Expected("The ferry runs again – for the paper?", "2024-03-13", authors=ANA),
    "newsletter.eml": Expected("Morning: the ferry is back", "2024-03-14", "Harbour Post Morning"),
    "letters.mbox": Expected(
        "The ferry runs again – for the paper?", "2024-03-13", authors=ANA, count=2,
        key="samples/letters.mbox!ferry-1@island.example",
    ),
    "weekly.epub": Expected(
        FERRY, "2024-03-15", "The Harbour Post Weekly", ("Jane Roe",), count=2,
        key="samples/weekly.epub!OEBPS/text/one.xhtml",
    ),
    "week.zip": Expected(
        "The ferry between Lower Quay and the island will run again from Friday…", "", count=2,
        key="samples/week.zip!week/ferry.txt",
    ),
    "week.tar.gz": Expected(
        "The ferry between Lower Quay and the island will run again from Friday…", "", count=2,
        key="samples/week.tar.gz!week/ferry.txt",
    ),
    "tower.txt.bz2": Expected(
        "The clock on the market tower of Arlen has stopped for the first time since 1947", "",
        says=SHAFT,
    ),
    "tower.txt.xz": Expected(
        "The clock on the market tower of Arlen has stopped for the first time since 1947", "",
        says=SHAFT,
    ),
    "table.csv": Expected(
        FERRY, "2024-03-13", ISLAND, ("Ana Sá", "Jane Roe"), "https://island.example/ferry-7",
        "samples/table.csv#7", count=2, says=COST,
    ),
    "pocket.csv": Expected(
        FERRY, "", "island.example", url="https://island.example/ferry", count=2,
        key="samples/pocket.csv#https://island.example/ferry", says=FERRY,
    ),
    "pocket.html": Expected(
        FERRY, "", "island.example", url="https://island.example/ferry", count=2,
        key="samples/pocket.html#https://island.example/ferry", says=FERRY,
    ),
    "instapaper.html": Expected(
        FERRY, "", "island.example", url="https://island.example/ferry", says=FERRY,
    ),
    "bookmarks.html": Expected(
        FERRY, "", "island.example", url="https://island.example/ferry", count=2, says=FERRY,
    ),
    "instapaper.csv": Expected(
        FERRY, "", "island.example", url="https://island.example/ferry", says="harbour master said"
    ),
    "readwise.csv": Expected(FERRY, "", authors=ANA, says="in fishing boats"),
    "reader.json": Expected(
        FERRY, "2024-03-13", ISLAND, ANA, "https://island.example/ferry-r",
        "https://island.example/ferry-r", says="from Friday",
    ),
    "wallabag.json": Expected(
        FERRY, "2024-03-13", "island.example", ANA, "https://island.example/ferry-w", says=COST
    ),
    "omnivore.zip": Expected(
        FERRY, "2024-03-13", ISLAND, ANA, "https://island.example/ferry",
        "samples/omnivore.zip!content/ferry-1.html",
    ),
    "zotero.json": Expected(CLOCK, "2024-03-18", ARLEN, MINH, CLOCK_URL, says=SINCE),
    "zotero.ris": Expected(CLOCK, "2024-03-18", ARLEN, MINH, CLOCK_URL, says=SINCE),
    "ninjs.json": Expected(
        FERRY, "2024-03-13", "Harbour Agency", ANA, key="urn:newsroom:2024:ferry", says=COST
    ),
    "newsml-g2.xml": Expected(
        FERRY, "2024-03-13", "Harbour Agency", ANA, says="from Friday.\n\nThe repair",
        key="urn:newsml:agency.example:20240313:ferry",
    ),
    "ninjs-2.json": Expected(
        FERRY, "2024-03-13", "Harbour Agency", ANA, key="urn:newsroom:2024:ferry-2", says=COST
    ),
    "newsml-message.xml": Expected(
        FERRY, "2024-03-13", "Harbour Agency", ANA, says="from Friday.\n\nThe repair",
        key="urn:newsml:agency.example:20240313:ferry-m",
    ),
    "nitf.xml": Expected(CLOCK, "2024-03-18", ARLEN, MINH, key="arlen-18", says=SHAFT),
    "ferry.pdf": Expected(FERRY, "2024-03-13", authors=("Ana Sa",)),
}  # fmt: skip


def outcomes(name: str, options: ReadOptions | None = None) -> list[Outcome]:
    return list(read_path(FOLDER / name, key=f"samples/{name}", options=options or ReadOptions()))


def articles(name: str, options: ReadOptions | None = None) -> list[Article]:
    found = outcomes(name, options)
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_read_of_a_sample(name: str) -> None:
    expected, found = EXPECTED[name], articles(name)
    first = found[0]
    begin = first.published.interval.begin
    assert first.title == expected.title
    assert (begin.isoformat() if begin else "") == expected.day
    assert (first.outlet, first.authors, first.url) == (
        expected.outlet,
        expected.authors,
        expected.url,
    )
    assert expected.says in first.text
    assert len(found) == expected.count
    if expected.key:
        assert first.key == expected.key
    assert len({article.key for article in found}) == len(found)


def test_every_sample_is_expected_and_made_as_written_down() -> None:
    lying = {path.name for path in FOLDER.iterdir() if path.is_file()}
    assert lying == {*EXPECTED, "feeds.opml"}
    assert samples().keys() <= lying


def test_of_a_link_its_title_and_its_address_can_be_read() -> None:
    assert [one.text for one in articles("bookmarks.html")] == [
        "The ferry runs again\n\nhttps://island.example/ferry",
        "The clock stands\n\nhttps://arlen.example/clock",
    ]


def test_what_stated_the_day_is_told() -> None:
    reasons = {
        "saved-page.html": "its page's JSON-LD says 2024-03-12",
        "story.md": "its front matter says 2024-03-13",
        "letter.eml": "its Date field says 2024-03-13",
        "zotero.ris": "its reference says 2024-03-18",
        "feed.atom": "its feed says 2024-03-13",
        "ferry.pdf": "the PDF was made that day",
    }
    for name, reason in reasons.items():
        assert articles(name)[0].published.reason == reason


def test_a_reference_without_words_is_told_of_by_its_number(tmp_path: Path) -> None:
    references = ("TI  - The clock stands", "AU  - Lê, Minh", "TI  - The ferry runs again")
    path = tmp_path / "library.ris"
    path.write_text("".join(f"TY  - NEWS\n{one}\nER  - \n\n" for one in references))
    first, second, third = read_path(path, key="library.ris")
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(second, ReadError)
    assert second.source.endswith("library.ris reference 2")
    assert second.reason == "holds no text"


def test_a_list_of_feeds_is_told_of_and_can_be_asked() -> None:
    (error,) = outcomes("feeds.opml")
    assert isinstance(error, ReadError)
    assert "lists 2 feeds" in error.reason
    listed = subscriptions("feeds.opml", (FOLDER / "feeds.opml").read_bytes())
    assert [feed.url for feed in listed] == [
        "https://www.harbourpost.example/feed",
        "https://island.example/feed",
    ]


def test_a_book_may_be_one_article() -> None:
    (book,) = articles("weekly.epub", ReadOptions(whole_books=True))
    assert book.title == "The Harbour Post Weekly"
    assert "engine room" in book.text
    assert "made anew in Vienna" in book.text
    assert book.key == "samples/weekly.epub"


def test_columns_may_be_named() -> None:
    options = ReadOptions(columns={"title": "Newspaper", "text": "headline"})
    first = articles("table.csv", options)[0]
    assert (first.title, first.text) == ("Island News", "The ferry runs again")
    (error,) = outcomes("table.csv", ReadOptions(columns={"text": "nothing"}))
    assert isinstance(error, ReadError)
    assert "no column" in error.reason


def test_what_belongs_to_a_saved_page_is_no_article_of_its_own() -> None:
    keys = [article.key for article in articles("week.zip")]
    assert keys == ["samples/week.zip!week/ferry.txt", "samples/week.zip!week/saved-page.html"]


def test_nor_is_it_in_a_tar_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(FOLDER / "week.zip") as packed:
        packed.extractall(tmp_path / "as it was")
    with tarfile.open(tmp_path / "week.tar", "w") as files:
        files.add(tmp_path / "as it was", ".")
    read = read_path(tmp_path / "week.tar", key="week.tar")
    assert [one.key.rpartition("/")[2] for one in read if isinstance(one, Article)] == [
        "ferry.txt",
        "saved-page.html",
    ]


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [("ferry.pdf", "pypdf", "pdf"), ("bridge.warc", "fastwarc.warc", "warc")],
)
def test_a_format_whose_package_is_missing_says_how_to_have_it(
    name: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    (error,) = outcomes(name)
    assert isinstance(error, ReadError)
    assert f"pip install 'culm[{extra}]'" in error.reason


@pytest.mark.parametrize(
    "text",
    [
        "A wrestler **said** so.\n\n> He did not, **she** said.\n\n> Nor did **they**.",
        "Title, URL and Date\n\nThe council voted on Monday, the mayor said.",
        "From the desk of the mayor\nTo whom it may concern: the bridge is closed.",
        "--- \nA line drawn by hand\n---\nand the story after it.",
        "<3 is how the young write love, the paper said.",
        "{curly} brackets open the story.",
    ],
)
def test_plain_text_with_a_few_marks_stays_plain_text(text: str) -> None:
    assert sniff(text.encode()) is Format.NEWS_TEXT


@pytest.mark.parametrize("kept", [40, 300, 700, 1_200])
def test_a_web_archive_that_was_cut_is_told_in_a_line(tmp_path: Path, kept: int) -> None:
    whole = gzip.decompress((FOLDER / "wget.warc.gz").read_bytes())
    (tmp_path / "cut.warc.gz").write_bytes(gzip.compress(whole[:kept]))
    (tmp_path / "torn.warc.gz").write_bytes(gzip.compress(whole)[:kept])
    for name in ("cut.warc.gz", "torn.warc.gz"):
        found = list(read_path(tmp_path / name, key=name))
        assert found
        assert all(isinstance(one, (Article, ReadError)) for one in found)

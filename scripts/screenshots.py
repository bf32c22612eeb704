"""Pictures of the real app, for the documentation: ``make screenshots``.

Runs the reader on the sample articles (or on the library given), walks through
its screens and writes ``docs/pictures/NAME.png``. Needs ``rsvg-convert`` (Debian
package librsvg2-bin), ``pngquant`` and the DejaVu fonts.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from index.library import Library
from index.store.web_tables import WebSource
from tui.app import CulmApp
from tui.widgets.reader import Reader

ROOT = Path(__file__).parents[1]
SIZES = {"wide": (120, 40), "usual": (80, 24), "small": (40, 15)}
SUFFIXES = (("wide", ""), ("usual", "-80"), ("small", "-40"))

CELL = 12.2
"""Width of a cell in Textual's drawings."""
ADVANCE = 0.602
"""Width of a letter of DejaVu Sans Mono in parts of its size."""
_RUN = re.compile(r'(<text [^>]*?x=")([\d.]+)("[^>]*?textLength=")([\d.]+)("[^>]*>)([^<]*)</text>')


@dataclass(frozen=True)
class Picture:
    """A picture: the keys that lead to it, and a text that is there when they have."""

    name: str
    keys: Sequence[str]
    shows: str
    size: str = "wide"
    theme: str = "culm-dark"
    prepare: Callable[[Library, Path], None] | None = None
    """What is done first with the library and the folder of its articles."""
    with_sample: bool = True
    """Whether the library has the sample articles in it."""


CHANGES = (
    ("the sector must regularly update the situation", "diplomats must always follow events"),
    ("The sector must build a team of foreign affairs officials holding quality in ethics and"
     " intelligence, and modern professional style as well as proficiency in business and foreign"
     " languages, he said.\n\n", ""),
    ("in neighbouring, traditional and important partner countries", "abroad"),
)  # fmt: skip
MARKED = (
    ("the sector must regularly update the situation and make accurate forecasts", ""),
    ("The sector must build a team of foreign affairs officials holding quality in ethics",
     "Who trains them?"),
    ("Our principles are national independence and socialism.", "As in 2021"),
)  # fmt: skip


def change_an_article(library: Library, folder: Path) -> None:
    """Mark passages of an article, change its text and import it again."""
    path = next(folder.glob("001_*.txt"))
    article = library.article(library.find(f"{folder.name}/{path.name}"))
    for words, note in MARKED:
        start = article.text.index(words)
        library.notes.annotate(
            article.key, article.version, article.text, start, start + len(words), note=note
        )
    text = path.read_text(encoding="utf-8")
    for old, new in CHANGES:
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    list(library.add([folder]))


def follow_feeds(library: Library, folder: Path) -> None:
    """Follow feeds: one that is well, one that is paused, one that cannot be had."""
    fetched = 1_709_560_800
    feeds = (
        ("https://island.example/feed.xml", "Island News", False, ""),
        ("https://post.example/rss", "The Harbour Post", True, ""),
        ("https://www.xn--bcher-kva.example/neu.atom", "", False, "is not there (HTTP 404)"),
    )
    with library.archive.write() as connection:
        for url, title, paused, error in feeds:
            when = 0 if error else fetched
            source = WebSource(url, url, title, True, paused, fetched=when, error=error)
            library.archive.web.put(connection, source)


FERRY = {
    "harbour": ("Harbour Daily", "2024-03-04", "Ferry with 240 aboard sinks off Samar", """\
A ferry carrying 240 passengers sank off the island of Samar on Sunday night, the coast guard said.

Rescuers pulled 212 survivors from the water before dawn, and 14 bodies were found, Commodore \
Luis Reyes told reporters in Tacloban.

"We heard a loud bang and then the lights went out," said Maria Santos, a teacher from Tacloban.

The owner of the vessel, Visayan Lines, had been fined twice for carrying too many people.

Reyes said that the ferry left Tacloban on Sunday although a storm warning was in force.
"""),
    "island": ("Island Post", "2024-03-04", "Samar ferry sinking: divers search the wreck", """\
Divers searched the wreck of the Samar ferry on Monday.

The coast guard said that the ferry, with 240 passengers aboard, had sunk off Samar island \
on Sunday night.

By dawn 198 survivors had been pulled from the water by rescuers, and 14 bodies found, \
Commodore Luis Reyes said in Tacloban.

"We heard a terrible bang and then the lights went out," said Santos, who teaches in Tacloban.

The ferry had sailed from Tacloban on Sunday with a storm warning in force, Reyes said.

President Marcos called for a review of the rules for ferries.
"""),
    "times": ("Tacloban Times", "2024-03-05", "Ferry sinking off Samar: captain questioned", """\
Police in Tacloban questioned the captain of the ferry that sank off Samar on Sunday night.

The coast guard said 212 survivors had been pulled from the water before dawn by rescuers.

Visayan Lines, which owns the vessel, has been fined twice for carrying too many people.

The captain said that nobody had told him of a storm warning.
"""),
}  # fmt: skip


def add_a_sinking(library: Library, folder: Path) -> None:
    """Add what three outlets tell of a ferry that sank."""
    path = folder / "ferry.jsonl"
    lines = (
        {"id": id, "source": outlet, "date": date, "title": title, "text": text}
        for id, (outlet, date, title, text) in FERRY.items()
    )
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    list(library.add([path]))


def typed(text: str) -> list[str]:
    """The keys that type a text."""
    names = {" ": "space", '"': "quotation_mark", ":": "colon"}
    return [names.get(letter, letter) for letter in text]


NOTED = ["j", "enter", "s", "1", "a", *typed("who counts"), "ctrl+s"]
COMPARE = ("j", "enter", "c", "enter")
"""Keys that lay the second article of the list beside the first that tells the same."""


def everywhere(
    name: str,
    keys: Sequence[str],
    shows: str,
    prepare: Callable[[Library, Path], None] | None = None,
    *,
    with_sample: bool = True,
) -> Iterator[Picture]:
    """A screen as it is on dark and light, in a large, a usual and a small terminal."""
    for size, suffix in SUFFIXES:
        for theme, light in (("culm-dark", ""), ("culm-light", "-light")):
            own = f"{name}{suffix}{light}"
            yield Picture(own, keys, shows, size, theme, prepare, with_sample)


READ = ("j", "j", "enter")
"""Keys that open the article on the conference."""

PICTURES = (
    *everywhere("empty", [], "sample", with_sample=False),
    *everywhere("reading", READ, "Party General"),
    *(
        Picture(f"reading-{theme}{suffix}", READ, "Party General", size, name)
        for theme, name in (
            ("paper", "culm-paper"),
            ("contrast", "culm-contrast"),
            ("terminal", "terminal"),
        )
        for size, suffix in SUFFIXES[:2]
    ),
    *everywhere("groups", ["O", "v"], "1 chosen"),
    *everywhere("remove", ["v", "v", "x"], "Remove 2 articles"),
    *everywhere("jump", [*READ, "semicolon"], "type the letters"),
    *everywhere("filters", ["comma"], "Only some articles"),
    *everywhere("search", ["slash", *typed("doi moi")], "3 articles"),
    *everywhere("narrow", ["slash", *typed("doi moi"), "ctrl+n"], "Narrow"),
    *everywhere(
        "saved",
        ["slash", *typed("doi moi"), "ctrl+s", "enter", "down", "apostrophe", "apostrophe"],
        "Saved searches",
    ),
    *everywhere("timeline", [*READ, "T", "enter"], "by month"),
    *everywhere("library", ["g", "l"], "What there is"),
    *everywhere("corrections", [*READ, "3", "exclamation_mark"], "tells"),
    *everywhere("why", [*READ, "3", "w"], "Why"),
    *everywhere("entity", [*READ, "right_square_bracket", "e", "enter"], "timeline"),
    *everywhere("compare-with", ["j", "enter", "c", "space"], "Compare with", add_a_sinking),
    *everywhere("compare", [*COMPARE, "n"], "same", add_a_sinking),
    *everywhere("compare-why", [*COMPARE, "n", "w"], "side by side", add_a_sinking),
    *everywhere("notes", [*NOTED, "A"], "who"),
    *everywhere("note", ["j", "enter", "s", "a", *typed("who counts")], "tags"),
    *everywhere("review", ["g", "r"], "Review", change_an_article),
    *everywhere("ghost", ["g", "r", "enter"], "gone", change_an_article),
    *everywhere("legend", [*READ, "L"], "person"),
    *everywhere("import", ["i"], "take"),
    *everywhere("address", ["i", *typed("https://post.example/feed")], "Follow"),
    *everywhere("sources", ["g", "s"], "Sources", follow_feeds),
    *everywhere("imports", ["g", "b"], "What came in", follow_feeds),
    *everywhere("help", ["question_mark"], "Help"),
    *everywhere("palette", ["colon"], "Commands"),
    *everywhere("sequence", ["g"], "What came in"),
    Picture("compact", ["p", "p"], "● Looking", "usual"),
    Picture("snippets", ["p"], "attributed"),
    Picture("even-lines", [*READ, "vertical_line"], "Reports"),
    Picture(
        "compare-three",
        ["j", "enter", "c", "space", "j", "space", "enter"],
        "only in",
        prepare=add_a_sinking,
    ),
    Picture(
        "changed",
        ["g", "r", "G", "enter"],
        "this passage changed",
        "usual",
        prepare=change_an_article,
    ),
)


async def until(pilot: Pilot[int], happened: Callable[[], bool], seconds: float = 20.0) -> None:
    """Let the app work until something is the case."""
    async with asyncio.timeout(seconds):
        while not happened():
            await pilot.pause(0.02)


def screen_text(app: CulmApp) -> str:
    """What the screen shows now."""
    return "\n".join(
        "".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()
    )


async def take(library: Path, picture: Picture, folder: Path) -> None:
    """Start the app, press the keys and save what is shown."""
    app = CulmApp(library)
    async with app.run_test(size=SIZES[picture.size]) as pilot:
        app.theme = picture.theme
        if picture.with_sample:
            await until(pilot, lambda: app.screen.query_one(Reader).reading is not None)
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause(0.1 if key == "g" else 0.4)
        try:
            await until(pilot, lambda: picture.shows.lower() in screen_text(app).lower())
        except TimeoutError:
            raise SystemExit(f"{picture.name} does not show it:\n{screen_text(app)}") from None
        await pilot.pause(0.5)
        drawing = app.export_screenshot(title="culm")
    convert(drawing, folder / f"{picture.name}.png")


def convert(drawing: str, target: Path) -> None:
    """An SVG drawing as a PNG picture, in a font that is surely there.

    The renderer swallows blanks at the beginning of a run of text, so each run
    starts at its first letter instead, and leaves letters as wide as the font has them.
    """
    drawing = _RUN.sub(_at_first_letter, drawing.replace("Fira Code", "DejaVu Sans Mono"))
    drawing = drawing.replace("font-size: 20px", f"font-size: {CELL / ADVANCE:.2f}px")
    picture = subprocess.run(
        ["rsvg-convert", "--zoom", "0.65"], input=drawing.encode(), check=True, capture_output=True
    )
    fewer_colours = ["pngquant", "--strip", "32", "-"]
    smaller = subprocess.run(fewer_colours, input=picture.stdout, check=True, capture_output=True)
    target.write_bytes(smaller.stdout)


def _at_first_letter(run: re.Match[str]) -> str:
    before, x, between, length, after, text = run.groups()
    plain = html.unescape(text)
    letters = plain.lstrip("\N{NO-BREAK SPACE} ")
    if not letters:
        return ""
    moved = float(x) + (len(plain) - len(letters)) * CELL
    kept = float(length) - (len(plain) - len(letters)) * CELL
    return f"{before}{moved:g}{between}{kept:g}{after}{html.escape(letters.rstrip())}</text>"


def libraries(folder: Path) -> Callable[[Picture], Path]:
    """Gives a library that is ready for a picture; what several begin with is made once."""
    made: dict[tuple[bool, Callable[[Library, Path], None] | None], Path] = {}

    def library_for(picture: Picture) -> Path:
        kind = picture.with_sample, picture.prepare
        if kind not in made:
            own = folder / str(len(made))
            articles = Path(shutil.copytree(ROOT / "seeds", own / "seeds"))
            with Library.open(own / "library") as library:
                if picture.with_sample:
                    list(library.add([articles]))
                if picture.prepare is not None:
                    picture.prepare(library, articles)
            made[kind] = own / "library"
        return Path(shutil.copytree(made[kind], folder / picture.name))

    return library_for


def page() -> str:
    """``docs/screens.md``: each screen with its pictures."""
    names = {picture.name for picture in PICTURES}
    screens = dict.fromkeys(
        name for name in (picture.name for picture in PICTURES) if f"{name}-light" in names
    )
    screens = dict.fromkeys(name for name in screens if not name.endswith(("-80", "-40")))
    lines = [
        "# Screens",
        "",
        "Made by `make screenshots` from the reader itself on the sample articles. *Paper*,",
        "*contrast* and *terminal* (its own sixteen colours) are shown of the reader; every theme",
        "has every screen.",
        "",
        "| | 120×40 | | 80×24 | | 40×15 | |",
        "|---|---|---|---|---|---|---|",
    ]
    for screen in screens:
        cells = [
            f"[{'light' if light else 'dark'}](pictures/{screen}{suffix}{light}.png)"
            for _, suffix in SUFFIXES
            for light in ("", "-light")
        ]
        lines.append(f"| {screen.replace('-', ' ')} | {' | '.join(cells)} |")
    single = [
        name
        for name in (picture.name for picture in PICTURES)
        if not any(
            name == f"{screen}{suffix}{light}"
            for screen in screens
            for _, suffix in SUFFIXES
            for light in ("", "-light")
        )
    ]
    lines += [
        "",
        "Others: "
        + ", ".join(f"[{name.replace('-', ' ')}](pictures/{name}.png)" for name in single)
        + ".",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        library_for = libraries(Path(folder))
        for picture in PICTURES:
            if options.names and picture.name not in options.names:
                continue
            asyncio.run(take(library_for(picture), picture, options.to))
            print(options.to / f"{picture.name}.png", flush=True)
    if not options.names:
        wanted = {f"{picture.name}.png" for picture in PICTURES}
        for path in options.to.glob("*.png"):
            if path.name not in wanted:
                path.unlink()
        (options.to.parent / "screens.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

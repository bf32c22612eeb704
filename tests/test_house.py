"""The walls of the house: who may import whom, and what must not be in the tree."""

from __future__ import annotations

import ast
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 420
"""Lines of a module that need no reason."""


def imported_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running ``code``."""
    script = f"{code}\nimport sys; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True, cwd="/"
    )
    return set(done.stdout.split())


def test_the_engine_imports_no_terminal() -> None:
    import index

    names = [module.name for module in pkgutil.walk_packages(index.__path__, "index.")]
    assert len(names) > 30
    loaded = imported_by("\n".join(f"import {name}" for name in names if name != "index.__main__"))
    assert not {"textual", "rich", "tui"} & loaded


def test_the_reader_starts_without_the_heavy_engines() -> None:
    loaded = imported_by("import tui.app, tui.processes, index.library, index.notes")
    assert not {"numpy", "whoosh", "rapidfuzz", "charset_normalizer"} & loaded


READING = """
from pathlib import Path
from index.library import Library
from index.library.annotations.reviewing import to_review
with Library.open(Path({path!r})) as library:
    ids = library.listing("newest")
    library.rows(ids), library.leads(ids), library.generation(), library.facts()
    view = library.reading(ids[0])
    library.notes.mark_opened(view.article.key)
    mark = library.notes.annotate(
        view.article.key, view.article.version, view.article.text, 0, 9, note="Why?"
    )
    assert library.reading(ids[0]).annotations
    to_review(library), library.cut_short()
    library.why(view.events[0].id), library.entity(view.entities[0].id)
    assert "Why?" in library.export_notes([mark], "md")
    assert library.undo()
"""


def test_reading_and_marking_need_no_heavy_engine(tmp_path: Path) -> None:
    from index.library import Library
    from tests.support.seeds import write_seeds

    with Library.open(tmp_path / "library") as library:
        list(library.add([write_seeds(tmp_path / "seeds")]))
    loaded = imported_by(READING.format(path=str(tmp_path / "library")))
    assert not {"numpy", "whoosh", "rapidfuzz", "lxml", "index.library.finding.searching"} & loaded


def test_the_command_line_answers_its_version_without_a_screen() -> None:
    loaded = imported_by("import tui.cli.parser; tui.cli.parser.build()")
    assert not {"textual", "rich", "sqlite3", "numpy"} & loaded


def test_the_reader_asks_the_library_and_never_its_archive() -> None:
    reaching = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "tui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("archive", "database")
    ]
    assert not reaching


FIXED_KEYS = frozenset(
    {
        # Enter on a line of text is the line's own.
        ("tui/screens/export.py", "↵ write · "),
        ("tui/screens/export.py", "That file exists; Enter again writes over it."),
        ("tui/screens/line.py", "↵ save · "),
        ("tui/screens/save_search.py", "↵ save"),
        ("tui/screens/tags.py", "→ completes · ↵ save · "),
        # An example of a key, and the key of a shell.
        ("tui/config.py", 'must be a key like "ctrl+d", a sequence like "] e", or a list of them'),
        ("tui/serving.py", "\nctrl+c ends it."),
    }
)
"""What names a key that nobody can give another."""


def test_what_is_shown_names_keys_as_they_are_now_and_not_as_they_usually_are() -> None:
    from tui.commands import COMMANDS
    from tui.keymap import show_keys

    usual = {show_keys(keys) for command in COMMANDS for keys in command.keys}
    # What is also a word or punctuation of every sentence tells nothing.
    usual = {keys for keys in usual if re.search(r"[^\W\d]|[/?↵]", keys)} - {"A", "a", "as", "is"}
    held = "|".join(sorted((re.escape(keys) for keys in {*usual, "Escape", "Enter"}), key=len))
    modified = "|".join(re.escape(keys) for keys in usual if "+" in keys)
    before, words = r"(?:^|[\s(,:;·])", r"(?:  +| (?=[a-z]{2}))"
    naming = re.compile(rf"{before}(?:{held}){words}|\b(?:{modified})|^\d [A-Z]|[Pp]ress \S+$")
    naming_keys = {
        (str(path.relative_to(ROOT)), text)
        for path in (ROOT / "tui").rglob("*.py")
        if "commands" not in path.parts and "cli" not in path.parts
        for text in shown_strings(ast.parse(path.read_text("utf-8")))
        if naming.search(text) and " " in text
    }
    assert naming_keys == FIXED_KEYS


def shown_strings(tree: ast.Module) -> set[str]:
    """The strings of a module, without what documents it and what is no text."""
    documenting = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr):
                documenting.add(id(statement.value))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documenting
        and "{" not in node.value
        and "\\" not in node.value
    }


def tracked_files() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name]


def test_no_file_names_this_machine_or_where_packages_come_from() -> None:
    # Put together here, so that this file does not name them either.
    hosts = ("py" + "pi.org", "python" + "hosted", "index" + "-url", "/simp" + "le/")
    here = [f"{place}/" for place in (ROOT, Path.home()) if len(place.parts) > 1]
    wanted = re.compile("|".join(map(re.escape, [*hosts, *here])).encode())
    found = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.is_file() and wanted.search(path.read_bytes())
    ]
    assert not found


def test_the_seeds_are_as_they_were_given() -> None:
    import hashlib

    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in (ROOT / "seeds").glob("*.txt")
    }
    assert digests == SEED_DIGESTS


SEED_DIGESTS = {
    "000_18bc29cc9e25dd6e.txt": "d07c1e49a6ad34a4",
    "001_ad5135ff238fdd63.txt": "c981937b272bf9a2",
    "002_eaecac8392346f6f.txt": "93742a419830ed57",
    "003_eebb060c7873390e.txt": "96d23f550afb9bb2",
    "004_8b96cf14c2c45e38.txt": "ebb18ceea7092742",
}


def test_a_long_module_has_a_reason() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    section = text.partition("### Long modules")[2].partition("\n## ")[0]
    excused = set(re.findall(r"^\| `([^`]+)` \| .{20,} \|$", section, re.M))
    long = {
        str(path.relative_to(ROOT))
        for room in ("index", "tui", "scripts")
        for path in (ROOT / room).rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST
    }
    assert f"at most {LONGEST} lines" in section
    assert long == excused

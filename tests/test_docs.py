"""The documentation tells of everything there is, and of nothing that is not."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

import tui
from scripts.build_reference import pages
from tui.config import SETTINGS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_the_pages_of_keys_and_commands_are_made_from_what_there_is() -> None:
    for name, text in pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: run make reference"


def test_every_page_can_be_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {page.name for page in DOCS.glob("*.md")} <= {
        Path(link).name for link in LINK.findall(readme)
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_leads_nowhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        target, _, anchor = link.partition("#")
        if re.match(r"https?:", link):
            continue
        found = (page.parent / target).resolve() if target else page
        assert found.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", found.read_text(encoding="utf-8"), re.M)
            slugs = [re.sub(r"[^\w\- ]", "", head).strip().lower() for head in headings]
            assert anchor in [slug.replace(" ", "-") for slug in slugs], link


@pytest.mark.parametrize(
    "page",
    [*PAGES, Path(tui.__file__).parent / "shell/culm.1", ROOT / "seeds/README.md"],
    ids=lambda page: page.name,
)
def test_sample_articles_are_named_as_they_are(page: Path) -> None:
    """Who types an example that names one, in a clone, is not told that it is not there."""
    words = page.read_text(encoding="utf-8").replace("\\fR", "").replace("\\", "")
    named = {name.rstrip(".:,") for name in re.findall(r"\bseeds/[\w./-]*", words)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_setting_is_told() -> None:
    told = (DOCS / "configuration.md").read_text(encoding="utf-8")
    assert [one.name for one in SETTINGS if f"`{one.name}`" not in told] == []


def test_every_dependency_has_a_reason_and_a_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(one for extra in project["project"]["optional-dependencies"].values() for one in extra),
        *(one for group in project["dependency-groups"].values() for one in group),
    ]
    names = {re.split(r"[<>=\[ ]", one)[0].lower() for one in wanted} - {"culm"}
    rows = (DOCS / "dependencies.md").read_text(encoding="utf-8").splitlines()
    told = {
        cells[1].strip(" `").lower(): cells for row in rows if len(cells := row.split("|")) == 6
    }
    assert names - set(told) == set()
    assert set(told) - names - {"package", "---"} == set()
    for name in names:
        assert all(cell.strip() for cell in told[name][1:5]), name


def test_licences_are_those_that_the_packages_state() -> None:
    rows = (DOCS / "dependencies.md").read_text(encoding="utf-8").splitlines()
    told = {cells[1].strip(" `"): cells[3] for row in rows if len(cells := row.split("|")) == 6}
    wrong = {}
    for name, licence in told.items():
        try:
            facts = metadata(name)
        except PackageNotFoundError:
            continue
        classifiers = [one for one in facts.get_all("Classifier") or () if "License" in one]
        stated = facts.get("License-Expression") or facts.get("License") or " ".join(classifiers)
        if _plain(licence) not in _plain(stated):
            wrong[name] = (licence, stated)
    assert wrong == {}


def _plain(licence: str) -> str:
    """A licence without the signs that writers put between its parts: ``bsd3clause``."""
    return re.sub(r"[^a-z0-9]", "", licence.lower().replace("v3", "-3.0"))


def test_the_architecture_names_every_room_and_every_module_of_the_library() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in ROOT.glob("index/*/__init__.py")}
    rooms |= {path.parent.name for path in ROOT.glob("tui/*/__init__.py")}
    rooms |= {path.parent.name for path in ROOT.glob("index/library/*/__init__.py")}
    modules = {path.name for path in ROOT.glob("index/library/*/*.py")} - {"__init__.py"}
    assert {room for room in rooms if f"{room}/" not in text} == set()
    assert {module for module in modules if module not in text} == set()

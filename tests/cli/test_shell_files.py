"""What a shell is given: the manual page and the completions."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import index
import tui
from scripts.build_shell_files import HERE, shell_files
from tui.cli import main
from tui.cli.parser import COMMANDS, ENVIRONMENT

ROOT = Path(__file__).parents[2]
BASH = """
source /dev/stdin <<< "$(cat "$1")"
COMP_WORDS=(culm "${@:2}") COMP_CWORD=$(($# - 1)) COMP_LINE="culm ${*:2}" COMP_POINT=1000
_shtab_culm
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(*words: str) -> set[str]:
    """What bash offers for the last of these words."""
    command = ["bash", "-c", BASH, "bash", str(HERE / "culm.bash"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_they_are_made_from_the_present_command_line() -> None:
    for name, text in shell_files().items():
        shipped = (HERE / name).read_text(encoding="utf-8")
        assert shipped == text, f"{name} is old; run: make shell-files"


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_completes_commands_and_options() -> None:
    assert {"search", "show", "stories"} <= completed("s")
    assert "--facets" in completed("search", "--f")
    assert {"list", "export"} <= completed("notes", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_printed(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    assert main(["completion", shell]) == 0
    assert (
        capsys.readouterr().out
        == shell_files()[{"bash": "culm.bash", "zsh": "_culm", "fish": "culm.fish"}[shell]]
    )


def test_the_manual_tells_of_every_command() -> None:
    manual = (HERE / "culm.1").read_text(encoding="utf-8")
    hidden = {"reader", "served"}
    for name in set(COMMANDS) - hidden:
        assert rf".B culm {name}".replace("-", r"\-") in manual
    assert "\t" not in manual


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff here")
def test_groff_finds_nothing_wrong_with_the_manual() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", str(HERE / "culm.1")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stderr
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    assert "culm - a terminal reader for news archives" in shown
    assert "Trọng spoke in Hà Nội" in shown


def test_the_manual_names_all_of_the_environment_that_is_heeded() -> None:
    asked = r'environ(?:\.get\(|\[)\s*"([A-Z_]+)"'
    read = re.compile(rf'{asked}|"([A-Z_]+)" in os\.environ')
    heeded = {
        name
        for package in (tui, index)
        for path in Path(package.__file__).parent.rglob("*.py")
        for found in read.findall(path.read_text(encoding="utf-8"))
        for name in found
        if name
    }
    assert heeded <= set(ENVIRONMENT)
    assert {"CULM_LIBRARY", "EDITOR", "NO_COLOR"} <= heeded


def test_a_shell_gets_them_without_the_engine() -> None:
    code = (
        "import sys; from tui.cli import main; main(['completion', 'fish']); "
        "sys.exit('index.library' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0

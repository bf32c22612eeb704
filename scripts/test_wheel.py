"""Run the tests on what a user gets: the built wheel, installed into a clean environment.

    python -m scripts.test_wheel [--python python3.13] [--from sdist] [PYTEST ARGUMENT …]

The tests are copied to a folder without the sources, so that nothing but the installed
package can be imported. What is about the sources themselves is left out there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BESIDE = (
    *("tests", "seeds", "docs", "scripts"),
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
    *("pyproject.toml", "constraints.txt", "Makefile"),
)
ABOUT_SOURCES = ("tests/test_house.py",)


def main(arguments: list[str]) -> int:
    """Build, install and test; the exit code of pytest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable, help="the interpreter to install for")
    parser.add_argument("--from", dest="kind", choices=("wheel", "sdist"), default="wheel")
    options, pytest_arguments = parser.parse_known_args(arguments)
    with tempfile.TemporaryDirectory(prefix="culm-wheel-") as name:
        place = Path(name)
        built = build(place / "dist", options.kind)
        print(f"{built.name}: {built.stat().st_size:,} bytes", flush=True)
        python = install(place / "venv", options.python, built)
        return test(place / "beside", python, pytest_arguments)


def build(where: Path, kind: str) -> Path:
    """The path of what was built: a wheel made from the source distribution, or that itself."""
    run(sys.executable, "-m", "build", "--outdir", str(where), str(ROOT))
    (built,) = where.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


def install(where: Path, interpreter: str, package: Path) -> Path:
    """A new environment with the package and what tests need; its interpreter."""
    run(interpreter, "-m", "venv", str(where))
    python = where / "bin" / "python"
    pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--upgrade", "pip>=25.1")
    constrained = ("--constraint", str(ROOT / "constraints.txt"))
    run(*pip, *constrained, f"{package}[all]", "--group", f"{ROOT / 'pyproject.toml'}:dev")
    return python


def test(where: Path, python: Path, arguments: list[str]) -> int:
    """Run the tests beside copies of what they look at, but not the sources."""
    where.mkdir()
    for name in BESIDE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, where / name, ignore=shutil.ignore_patterns("*.pyc"))
        else:
            shutil.copy(ROOT / name, where / name)
    settings = {**os.environ, "PYTHONPATH": str(where)}
    settings["PATH"] = os.pathsep.join([str(python.parent), settings["PATH"]])
    command = [str(python), "-m", "pytest", "-n", "auto", "-m", "not slow", *arguments]
    left_out = [f"--ignore={path}" for path in ABOUT_SOURCES]
    return subprocess.run([*command, *left_out], cwd=where, env=settings, check=False).returncode


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The checks of the code itself, so that one command checks everything."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    ["ruff check .", "ruff format --check .", "mypy", "lint-imports"],
)
def test_check(command: str):
    program, *arguments = command.split()
    done = subprocess.run([BIN / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def test_no_module_is_long():
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in (ROOT / "bot").rglob("*.py")}
    assert [path.name for path, number in lines.items() if number > 400] == [], "each is perhaps two"


def test_all_configuration_is_in_one_file():
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert {"ruff", "mypy", "pytest", "importlinter"} <= set(configured)
    scattered = ("setup.cfg", "setup.py", "tox.ini", "pytest.ini", "mypy.ini", "ruff.toml", ".importlinter")
    assert [name for name in scattered if (ROOT / name).exists()] == []

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import bot

MODULES = [
    found.name for found in pkgutil.walk_packages(bot.__path__, "bot.") if found.name != "bot.__main__"
]


def test_the_public_names_are_these():
    assert bot.__all__ == [
        "Assistant",
        "CorpusError",
        "FaqbotError",
        "QuestionError",
        "Reply",
        "ScopeError",
        "Settings",
        "__version__",
    ]


@pytest.mark.parametrize("name", bot.__all__)
def test_each_can_be_imported(name: str):
    assert getattr(bot, name)
    if name != "__version__":
        assert getattr(bot, name).__name__ == name


def test_there_are_no_others():
    with pytest.raises(AttributeError, match="module 'bot' has no attribute 'Assistent'"):
        _ = bot.Assistent
    with pytest.raises(ImportError):
        exec("from bot import answer")


def test_importing_the_package_imports_nothing_else():
    code = "import sys, bot; print(*(m for m in sys.modules if m.startswith('bot.') or m == 'pydantic'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name: str):
    module = importlib.import_module(name)
    assert inspect.getdoc(module)

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.resources import SHIPPED_FAQS
from bot.server import serve

Run = Callable[..., Result]

TOLD = "The FAQs that came with faqbot are used; for those of faqs/ here give --faqs faqs, or set FAQBOT_FAQS"


@pytest.fixture
def unset(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `faqbot` beside a folder `faqs` that no setting names."""
    monkeypatch.delenv("FAQBOT_FAQS")
    return run


COMMANDS = [
    ("ask", "usage trend", "--json"),
    ("chat",),
    ("check", "--format", "json"),
    ("eval", "--questions", "questions.jsonl", "--json"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_folder_that_is_not_used_is_told_once(unset: Run, tea: Path, command: tuple[str, ...]):
    (tea / "questions.jsonl").write_text('{"question": "usage trend", "expect": "usage-trend"}')
    result = unset(*command)
    assert result.stderr.count(TOLD) == 1
    assert len([line for line in result.stderr.splitlines() if "faqs" in line]) == 1
    if command[0] != "chat":
        assert json.loads(result.stdout)
    assert TOLD not in unset(*command, "--faqs", "faqs").stderr


def test_serve_tells_it_in_its_log(unset: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "serve", lambda _: None)
    try:
        (line,) = unset("serve", "--log-format", "json").stderr.splitlines()
    finally:
        logger = logging.getLogger("bot")
        logger.handlers[:], logger.propagate = [], True
        logger.setLevel(logging.NOTSET)
    assert TOLD in json.loads(line)["message"]


def test_it_is_not_told_of_what_is_used_or_holds_nothing(
    unset: Run, tea: Path, monkeypatch: pytest.MonkeyPatch
):
    assert TOLD not in unset("check", "faqs").stderr
    assert TOLD not in unset("check", str(SHIPPED_FAQS)).stderr
    (tea / "faqs" / "tea.yaml").rename(tea / "tea.txt")
    assert TOLD not in unset("check").stderr
    (tea / "faqs").rmdir()
    assert TOLD not in unset("check").stderr
    monkeypatch.chdir(SHIPPED_FAQS.parent)
    assert TOLD not in unset("check").stderr

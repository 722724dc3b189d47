from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_a_conversation_can_be_piped(run: Run):
    result = run("chat", stdin="how do I brew green tea\n1\nbye\nnot reached\n")
    assert result.exit_code == 0
    assert result.output.count("At 70 °C, for two minutes.") == 1
    assert "  1. Where should I store my tea leaves?" in result.output
    assert "Where should I store my tea leaves?\nDark, dry and cool." in result.output, (
        "1 picks the follow-up"
    )
    assert "You: " not in result.output, "a prompt is for people"
    assert "not reached" not in result.output


@pytest.mark.parametrize(
    "stdin", ["", "\n\n", "exit\n", "quit\n", "thanks, bye\n", "how do I brew green tea"]
)
def test_it_ends(run: Run, stdin: str):
    assert run("chat", stdin=stdin).exit_code == 0


def test_a_number_that_was_not_offered_is_told(run: Run):
    result = run("chat", stdin="how do I brew green tea\n7\n1\n")
    assert "There is no offer 7: pick 1 to 1." in result.output
    assert "Dark, dry and cool." in result.output, "the offer still stands"


def test_a_choice_is_picked_even_if_its_wording_is_ambiguous(tea: Path, run: Run):
    faqs = "".join(
        f"  - {{id: a{i}, question: What is it?, alternates: [tell me what it is], answer: Answer {i}.}}\n"
        for i in (1, 2)
    )
    (tea / "faqs" / "tea.yaml").write_text("faqs:\n" + faqs, encoding="utf-8")
    result = run("chat", stdin="tell me what it is\n2\n")
    assert "  2. What is it?" in result.output
    assert result.output.count("Answer ") == 1


def test_what_was_offered_is_answered_whatever_its_language_and_length(tea: Path, run: Run):
    (tea / "faqs" / "tee.yaml").write_text(
        "locale: de\nfaqs:\n  - {id: kochen, question: Wie koche ich Tee?, answer: Heiß., follow_ups: [a]}\n",
        encoding="utf-8",
    )
    (tea / "faqs" / "tea.yaml").write_text(
        "faqs:\n  - {id: a, question: Where would one keep tea leaves at home?, answer: Dark and dry.}\n",
        encoding="utf-8",
    )
    for flags in ((), ("--locale", "de")):
        result = run("chat", *flags, "--max-question-length", "30", stdin="Wie koche ich Tee\n1\n")
        assert "Dark and dry." in result.output


def test_a_bad_question_does_not_end_it(run: Run):
    result = run("chat", "--max-question-length", "30", stdin="x" * 31 + "\nshops around here\n")
    assert "the question is" in result.output
    assert "https://docs.example.com/shops" in result.output


def test_a_wrong_scope_is_told_before_it_begins(run: Run):
    result = run("chat", "--locale", "xx", stdin="hello\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "locale 'xx' is not in the corpus" in result.stderr


def test_it_explains_each_reply(run: Run):
    assert "Its nearest phrasing" in run("chat", "--explain", stdin="shops around here\n").output
    picked = run("chat", "--explain", stdin="how do I brew green tea\n1\n").output
    assert "store-leaves was picked from what was offered." in picked


@pytest.mark.parametrize("ending", ["\x04", "bye\n", ""], ids=["Ctrl-D", "bye", "Ctrl-C"])
def test_in_a_terminal(tea: Path, ending: str):
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--faqs", "faqs"],
        cwd=tea,
        env=os.environ | {"TERM": "dumb"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(slave)
    try:
        shown = _until(master, "You: ")
        os.write(master, b"shops around here\n")
        shown += _until(master, "You: ")
        if ending:
            os.write(master, ending.encode())
        else:
            _interrupt(process)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(master)
    assert 'say "bye"' in shown
    assert "https://docs.example.com/shops" in shown
    assert "Traceback" not in shown


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C; again if it fell between the prompt and the wait for a key, as a person would."""
    for _ in range(40):
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
            return


def _until(master: int, text: str) -> str:
    shown = ""
    while not shown.endswith(text):
        shown += os.read(master, 4_096).decode()
    return shown

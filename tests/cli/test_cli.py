"""The commands as they are typed; those with a module of their own are tested there."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import bot
from bot import cli
from bot.cli import main
from bot.corpus.schema import json_schema
from bot.reply import Reply

Run = Callable[..., Result]
COMMANDS = (
    "ask",
    "chat",
    "check",
    "eval",
    "forget",
    "import",
    "report",
    "schema",
    "serve",
    "settings",
    "suggest",
)


def shell(
    *command: str, env: dict[str, str] | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    return subprocess.run(command, input=stdin, capture_output=True, env=os.environ | (env or {}), timeout=60)


def faqbot(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return shell(sys.executable, "-m", "bot", *arguments, **more)  # type: ignore[arg-type]


def test_help_names_every_command():
    text = CliRunner().invoke(main, ["--help"]).output
    assert sorted(main.commands) == list(COMMANDS)
    for name, command in main.commands.items():
        assert f"  {name}" in text
        assert command.get_short_help_str()


@pytest.mark.parametrize("arguments", [[name] for name in COMMANDS] + [["import", "topic-guide"]])
def test_every_command_has_help(arguments: list[str]):
    result = CliRunner().invoke(main, [*arguments, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {' '.join(arguments)}")


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_small_commands_import_little(flag: str):
    code = f"import sys, bot.cli\ntry: bot.cli.main([{flag!r}])\nfinally: print(*sys.modules)"
    imported = shell(sys.executable, "-c", code).stdout.decode().splitlines()[-1].split()
    assert "click" in imported
    assert not {"flask", "numpy", "pydantic", "rapidfuzz", "rich"} & set(imported)


def test_the_version():
    assert CliRunner().invoke(main, ["--version"]).output == f"faqbot, version {bot.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    ["nope", "ask", "ask a b", "ask a --port 1", "check --format xml", "eval", "import topic-guide x"],
)
def test_wrong_usage_exits_with_2(arguments: str):
    result = CliRunner().invoke(main, arguments.split())
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")


def test_ask_prints_answer_link_and_follow_ups(run: Run):
    result = run("ask", "how do I brew green tea")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.output == (
        "How do I brew green tea?\nAt 70 °C, for two minutes.\n\nBrewing: https://docs.example.com/tea#brew\n\n"
        "You may also ask:\n  1. Where should I store my tea leaves?\n"
    )


def test_ask_prints_the_http_reply_as_json(run: Run):
    result = run("ask", "--json", "how do I brew green tea")
    reply = Reply.model_validate_json(result.stdout_bytes)
    assert result.stdout_bytes == reply.model_dump_json().encode() + b"\n"
    assert (reply.decision, reply.answer and reply.answer.faq_id) == ("answer", "brew-green")
    assert reply.explanation is None
    explained = json.loads(run("ask", "--json", "--explain", "how do I brew green tea").output)
    assert explained["explanation"]["best"]["faq_id"] == "brew-green"


def test_ask_says_what_it_does_not_cover(run: Run):
    assert run("ask", "how do I grind coffee beans").output == "We know nothing of coffee.\n"


def test_ask_explains(run: Run):
    assert (
        "Its nearest phrasing  How do I brew green tea?"
        in run("ask", "--explain", "how do I brew green tea").output
    )


def test_ask_reads_the_standard_input(run: Run):
    assert (
        run("ask", "-", stdin="how do I brew green tea\n").output
        == run("ask", "how do I brew green tea").output
    )


def test_ask_takes_a_question_that_begins_with_a_dash(run: Run):
    assert run("ask", "--", "--brew green tea?").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", ""], "Error: the question is empty; type what you would like to know"),
        (["ask", "  \n\t "], "Error: the question is empty"),
        (["ask", "x" * 4_001], "Error: the question is 4,001 characters long; 4,000 are allowed"),
        (["ask", "a", "--locale", "xx"], "Error: locale 'xx' is not in the corpus; it has en"),
        (["ask", "a", "--topic", "xx"], "Error: topic 'xx' is not in the corpus"),
        (["ask", "a", "--faqs", "none"], "none: error: does not exist"),
        (
            ["ask", "a", "--max-file-bytes", "x"],
            "Error: --max-file-bytes 'x': input should be a whole number",
        ),
        (
            ["ask", "a", "--handoff-url", "javascript:x"],
            "Error: --handoff-url 'javascript:x': write an http:// or https:// address, or",
        ),
        (["serve", "--port", "70000"], "Error: --port '70000': input should be less than or equal to 65535"),
        (["serve", "--faqs", "none"], "none: error: does not exist"),
    ],
)
def test_errors_are_told_on_stderr_with_exit_code_2(run: Run, arguments: list[str], message: str):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", ""], "Error: Invalid value for '[DIR]': is empty; name a file or folder"),
        (["schema", "--out", ""], "Error: Invalid value for '--out': is empty; name a file or folder"),
        (
            ["import", "topic-guide", "", "--out", "o"],
            "Error: Invalid value for 'SRC...': is empty; name a file",
        ),
        (
            ["import", "topic-guide", "faqs", "--out", ""],
            "Error: Invalid value for '--out': is empty; name a file",
        ),
        (
            ["eval", "--questions", ""],
            "Error: Invalid value for '--questions': is empty; name a file or folder",
        ),
        (
            ["suggest", "--questions", ""],
            "Error: Invalid value for '--questions': is empty; name a file or folder",
        ),
        (["check", "--faqs", ""], "Error: --faqs '': name a path, or leave it out"),
        (["check", "--config", ""], "Error: --config '': name a path, or leave it out"),
        (["serve", "--unix-socket", ""], "Error: --unix-socket '': name a path, or leave it out"),
    ],
)
def test_a_path_that_is_empty_is_not_the_working_folder(run: Run, arguments: list[str], message: str):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_stray_setting_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_PROT", "1")
    result = run("ask", "a")
    assert (result.exit_code, result.stderr) == (
        2, "Error: FAQBOT_PROT is not a setting; did you mean FAQBOT_PORT?\n",
    )  # fmt: skip


def test_all_problems_of_a_broken_corpus_are_told(run: Run, tea: Path):
    (tea / "faqs" / "b.yaml").write_text("x: 1\ny: 2\n")
    result = run("ask", "a")
    assert result.exit_code == 2
    assert result.stderr.count("error: unknown key") == 2


@pytest.mark.parametrize(
    "question",
    ["🍵", "\x1b[31mred", "\u202eabc", "日本語", "?" * 4_000, "[red]x[/red]", "a\nb", "é" * 100],
)
def test_odd_questions_are_answered_somehow(run: Run, question: str):
    result = run("ask", "--explain", question)
    assert result.exit_code == 0
    assert not {"\x00", "\x1b", "\u202e"} & set(result.output)


def test_bytes_that_are_no_text_are_survived(tea: Path):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", b"brew \xff\xfe green tea", "--faqs", "faqs", "--explain"],
        cwd=tea, capture_output=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "-", "--faqs", "faqs", "--json"],
        cwd=tea, input=b"brew \xff\xfe green tea", capture_output=True, timeout=60,
    )  # fmt: skip
    assert json.loads(done.stdout)["decision"]


@pytest.mark.usefixtures("tea")
class TestTerminals:
    def test_one_that_knows_ascii_only(self):
        done = faqbot("ask", "how do I brew green tea", "--faqs", "faqs", env={"PYTHONIOENCODING": "ascii"})
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"At 70 ?C, for two minutes." in done.stdout

    def test_json_is_utf8_everywhere(self):
        done = faqbot(
            "ask", "how do I brew green tea", "--faqs", "faqs", "--json", env={"PYTHONIOENCODING": "ascii"}
        )
        assert json.loads(done.stdout.decode("utf-8"))["message"] == "At 70 °C, for two minutes."

    @pytest.mark.parametrize(
        ("env", "coloured"), [({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)]
    )
    def test_colour_is_given_and_not(self, env: dict[str, str], coloured: bool):
        done = faqbot(
            "ask", "how do I brew green tea", "--faqs", "faqs", env=env | {"TERM": "xterm-256color"}
        )
        assert (b"\x1b[4;36m" in done.stdout) == coloured

    def test_a_narrow_one(self):
        done = faqbot("ask", "how do I brew green tea", "--faqs", "faqs", "--explain", env={"COLUMNS": "30"})
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"https://docs.example.com/tea#brew" in done.stdout

    @pytest.mark.parametrize(
        "arguments", ["ask brew --faqs faqs", "ask brew --json --faqs faqs", "schema", "check faqs", "--help"]
    )
    def test_a_reader_that_leaves_early_is_no_error(self, arguments: str):
        command = [sys.executable, "-m", "bot", *arguments.split()]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            assert process.stderr.read() == b""

    @pytest.mark.parametrize(
        "arguments", ["ask brew --faqs faqs", "settings", "schema", "--help", "--version"]
    )
    def test_an_output_that_is_full_is_told(self, arguments: str):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "bot", *arguments.split()], stdout=full, stderr=subprocess.PIPE
            )
        assert done.stderr == b"Error: the output cannot be written: No space left on device\n"
        assert done.returncode == 2


def test_schema(tmp_path: Path):
    printed = CliRunner().invoke(main, ["schema"]).output
    assert json.loads(printed) == json_schema()
    assert CliRunner().invoke(main, ["schema", "--out", str(tmp_path / "s.json")]).output == ""
    assert (tmp_path / "s.json").read_text() == printed
    failed = CliRunner().invoke(main, ["schema", "--out", str(tmp_path / "no" / "s.json")])
    assert failed.exit_code == 2
    assert "cannot be written: No such file or directory" in failed.stderr
    failed = CliRunner().invoke(main, ["schema", "--out", str(tmp_path)])
    assert (failed.exit_code, failed.stderr) == (2, f"Error: {tmp_path} cannot be written: Is a directory\n")


def test_python_m_bot_is_faqbot():
    assert faqbot("--version").stdout.decode() == f"faqbot, version {bot.__version__}\n".replace(
        "faqbot,", "faqbot,"
    )


def test_a_terminal_is_told_how_far_long_work_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    logger = logging.getLogger("bot")
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "level", logging.WARNING)
    cli._tell_how_far_it_is()
    logging.getLogger("bot.matching.onnx").info("32 of 40 phrasings embedded")
    assert capsys.readouterr().err == "32 of 40 phrasings embedded\n"

"""The README is a test: what stands there runs, and what the code has stands there."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from bot.cli.show import evidence_name
from bot.corpus.load import load_corpus
from bot.matching.calibration import FEATURES
from bot.resources import SHIPPED_FAQS
from bot.server.app import create_app
from bot.settings import GROUPS, Settings, default_of, group_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BASE = "http://127.0.0.1:8000"


def block(name: str) -> str:
    """The fenced block after a marker such as `<!-- command: run -->`."""
    found = re.search(rf"<!-- {re.escape(name)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found, name
    return found.group(1)


def rows(text: str) -> list[list[str]]:
    """The cells of the first table in `text`, without its head."""
    lines = text[text.index("\n|") + 1 :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the README's commands read, in which they may write."""
    for name in ("faqs", "tests/data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_begins_with_what_it_is_and_the_two_commands():
    assert README.startswith("# faqbot\n\n")
    assert README.index("command: run") < README.index("command: test") < 2_000
    for name, last in [("command: run", ".venv/bin/faqbot serve"), ("command: test", ".venv/bin/pytest")]:
        (line,) = block(name).splitlines()
        first, install, third = line.split(" && ")
        assert (first, third) == ("python3 -m venv .venv", last)
        assert install.startswith(".venv/bin/pip install -e ")


def test_ci_runs_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text()
    (program,) = re.findall(r"awk '(.*)' README\.md", script)
    done = subprocess.run(["awk", program, ROOT / "README.md"], capture_output=True, text=True, check=True)
    assert done.stdout == block("command: test")
    assert 'bash -euo pipefail -c "$tests"' in script.splitlines(), "a line of its own: its failure is CI's"
    assert "run: .ci/run" in (ROOT / ".github" / "workflows" / "ci.yml").read_text()


def test_every_setting_is_told_as_the_code_has_it(request: pytest.FixtureRequest):
    lines = ["| Setting | Default | What it does |", "|---|---|---|"]
    for name in sorted(Settings.model_fields, key=lambda name: list(GROUPS).index(group_of(name))):
        default = default_of(name)
        shown = default if name == "faqs" or not default else f"`{default}`"
        lines.append(f"| `{name}` | {shown} | {Settings.model_fields[name].description} |")
    told = README.split("<!-- table: settings -->\n")[1].split("\n\n")[0]
    if request.config.getoption("--update-golden"):
        (ROOT / "README.md").write_text(README.replace(told, "\n".join(lines)), encoding="utf-8")
        return
    assert told.splitlines() == lines, "to write it: pytest tests/test_readme.py --update-golden"


def test_every_piece_of_evidence_is_told():
    told = [row[0] for row in rows(README.split("<!-- table: evidence -->")[1])]
    assert sorted(told) == sorted(["to begin with", *map(evidence_name, FEATURES)])


def test_every_command_is_told():
    told = {row[0].strip("`").split()[1] for row in rows(section("Commands"))}
    assert told == set(main.commands)


def test_every_route_is_told():
    told = set(re.findall(r"`((?:GET|POST) /[^`]*)`", section("Call it")))
    rules = create_app(Settings(reload_seconds=0)).url_map.iter_rules()
    assert told == {f"{method} {rule}" for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}


def test_every_dependency_is_told():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {
        key: {re.split(r"[\[>=]", d)[0] for d in value}
        for key, value in project["optional-dependencies"].items()
    }
    needed = {re.split(r"[\[>=]", d)[0] for d in project["dependencies"]}
    text = section("Dependencies")
    table = rows(text)
    assert {name for row in table for name in row[0].split(", ")} == needed.union(
        *(extra for key, extra in names.items() if key != "test")
    )
    assert all(cell for row in table for cell in row)
    listed = re.search(r"Only for the tests: (.*?)\.", text, re.DOTALL)
    assert listed
    assert set(re.split(r",\s+", listed.group(1))) == names["test"] - {"faqbot"}


@pytest.mark.usefixtures("checkout")
def test_every_console_session_is_true():
    sessions = "".join(re.findall(r"```console\n(.*?)```", README, re.DOTALL))
    told = re.findall(r"^\$ faqbot (.*)\n((?:(?!\$ ).*\n)*)", sessions, re.MULTILINE)
    assert len(told) >= 3
    for command, output in told:
        assert CliRunner().invoke(main, shlex.split(command)).stdout == output, command


@pytest.mark.usefixtures("checkout")
def test_every_command_of_its_own_line_runs():
    told = re.findall(r"^faqbot (.*)$", README, re.MULTILINE)
    assert told
    for command in told:
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code == 0, f"faqbot {command}: {result.output}"


def test_every_option_that_it_names_is_one():
    told = set(re.findall(r"`faqbot ([a-z][^`]*)`", README))
    assert len(told) >= 10
    for line in told:
        command: click.Command = main
        for word in line.split():
            if isinstance(command, click.Group):
                assert word in command.commands, line
                command = command.commands[word]
        options = {name for param in command.get_params(click.Context(command)) for name in param.opts}
        assert set(re.findall(r"--[a-z-]+", line)) <= options, line


def test_the_example_file_is_accepted(tmp_path: Path):
    (tmp_path / "plan-usage.yaml").write_text(block("example: faq file"), encoding="utf-8")
    corpus = load_corpus(tmp_path)
    assert [record.id for record in corpus.records] == ["allowed-sessions", "usage-trend", "refunds"]
    keys = set(yaml.safe_load(block("example: faq file"))["faqs"][0])
    assert keys == {
        "id",
        "question",
        "alternates",
        "answer",
        "link",
        "follow_ups",
        "tags",
        "owner",
        "review_by",
    }


def test_the_curl_recipe(site: str):
    command = shlex.split(block("recipe: curl").replace(BASE, site))
    if shutil.which("curl"):
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    else:  # the same request, as curl's options say it
        parser = argparse.ArgumentParser()
        parser.add_argument("-s", action="store_true")
        parser.add_argument("-H")
        parser.add_argument("-d")
        parser.add_argument("url")
        given = parser.parse_args(command[1:])
        name, value = given.H.split(": ")
        request = urllib.request.Request(given.url, given.d.encode(), {name: value})
        text = urllib.request.urlopen(request).read().decode()
    assert json.loads(text)["answer"]["faq_id"] == "reload-option"


EXPECTED = f"answer {load_corpus(SHIPPED_FAQS).by_id['reload-option'].faq.link.url}\n"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["python", "assistant"])
def test_the_python_recipes(site: str, checkout: Path, name: str):
    code = block(f"recipe: {name}").replace(BASE, site)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=checkout, capture_output=True, text=True
    )
    assert (done.stdout, done.returncode) == (EXPECTED, 0), done.stderr


if node := shutil.which("node"):  # CI has it; where there is none, tests/browser/test_readme.py runs it

    def test_the_javascript_recipe(site: str):
        code = block("recipe: javascript").replace(BASE, site)
        assert node
        done = subprocess.run(
            [node, "--input-type=module"], input=code, capture_output=True, text=True, check=True
        )
        assert done.stdout == EXPECTED


def test_the_widget_line_is_the_one_that_the_server_shows(site: str):
    with urllib.request.urlopen(f"{site}/embed-code") as response:
        page = response.read().decode()
    line = block("example: widget").strip().replace(BASE, site)
    assert line.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;") in page

"""The README's section on running it: what stands there is what the code has."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.resources import SHIPPED_FAQS
from bot.server.app import create_app
from bot.server.metrics import metrics_of
from bot.server.serve import graceful_seconds
from bot.settings import Settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    found = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found, name
    return found.group(1)


def accepted(*arguments: str, **environment: str) -> None:
    # The folder of FAQ files must be there, and the README's is not here.
    given = [*arguments, "--faqs", str(SHIPPED_FAQS)]
    result = CliRunner().invoke(main, ["settings", *given], env=environment)
    assert result.exit_code == 0, result.output


def test_every_metric_is_told(request: pytest.FixtureRequest):
    text = metrics_of(create_app(Settings(embedder="none", journal="off"))).text().decode()
    kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)", text, re.MULTILINE))
    lines = [
        f"| `{name}` | {kinds[name]} | {told} |"
        for name, told in re.findall(r"^# HELP (\w+) (.+)$", text, re.MULTILINE)
        if not name.endswith("_created")
    ]
    table = README.split("<!-- table: metrics -->\n")[1].split("\n\n")[0]
    if request.config.getoption("--update-golden"):
        head = table.splitlines()[:2]
        path = Path(__file__).parents[1] / "README.md"
        path.write_text(README.replace(table, "\n".join([*head, *lines])), encoding="utf-8")
        return
    assert table.splitlines()[2:] == lines, "to write it: pytest tests/test_readme_run.py --update-golden"


def test_the_settings_file_is_accepted(tmp_path: Path):
    path = tmp_path / "faqbot.toml"
    path.write_text(block("settings file"), encoding="utf-8")
    assert set(tomllib.loads(block("settings file"))) <= set(Settings.model_fields)
    accepted("--config", str(path))


def test_the_unit_starts_what_there_is(tmp_path: Path):
    unit = configparser.ConfigParser(delimiters="=", strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(block("systemd unit"))
    program, command, *flags = shlex.split(unit["Service"]["ExecStart"])
    assert (Path(program).name, command) == ("faqbot", "serve")
    path = tmp_path / "faqbot.toml"
    path.write_text("port = 1\n")
    accepted(*(str(path) if flag.startswith("/etc/") else flag for flag in flags))
    path_of_socket = tomllib.loads(block("settings file"))["unix_socket"]
    assert path_of_socket.startswith(f"/run/{unit['Service']['RuntimeDirectory']}/")
    assert f"proxy_pass http://unix:{path_of_socket};" in block("nginx")
    journal = tomllib.loads(block("settings file"))["database_url"]
    assert journal.startswith(f"sqlite:////var/lib/{unit['Service']['StateDirectory']}/")


def test_the_unit_gives_up_what_cannot_start_and_lets_requests_finish():
    unit = configparser.ConfigParser(delimiters="=", strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(block("systemd unit"))
    interval, burst = (int(unit["Unit"][f"StartLimit{name}"]) for name in ("IntervalSec", "Burst"))
    assert burst * (int(unit["Service"]["RestartSec"]) + 5) <= interval, "else it would start for ever"
    read_timeout = Settings.model_fields["read_timeout"].default
    assert int(unit["Service"]["TimeoutStopSec"]) > graceful_seconds(read_timeout)


def test_the_unit_is_told_when_it_is_ready_and_can_reload_and_stop(tmp_path: Path):
    unit = block("systemd unit")
    assert "Type=notify\n" in unit
    (reload,) = re.findall("^ExecReload=(.*)$", unit, re.MULTILINE)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified, (tmp_path / "log").open("w") as log:
        notified.bind(str(tmp_path / "notify"))
        notified.settimeout(30)
        server = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve", "--unix-socket", str(tmp_path / "sock")]
            + ["--embedder", "none", "--journal", "off"],
            env={**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify")},
            stderr=log,
        )
        try:
            while b"READY=1" not in notified.recv(1_000):
                pass
            subprocess.run(shlex.split(reload.replace("$MAINPID", str(server.pid))), check=True)
        finally:
            server.terminate()
            assert server.wait(30) == 0


def test_nginx_leaves_nothing_of_what_a_client_claims():
    told = dict(re.findall(r"^proxy_set_header (\S+) (\S+);$", block("nginx"), re.MULTILINE))
    assert {"Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"} == set(told)
    assert told["X-Forwarded-For"] == "$proxy_add_x_forwarded_for", "what it saw itself is the last entry"


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_nginx_lets_nobody_else_see_what_is_for_operators(path: str):
    locations = re.findall(r"^location (=|~) (\S+) \{\n(.*?)^\}", block("nginx"), re.MULTILINE | re.DOTALL)
    (rules,) = [
        inside for how, what, inside in locations if (path == what if how == "=" else re.search(what, path))
    ]
    assert re.findall(r"(allow|deny) (\S+);", rules) == [
        ("allow", "127.0.0.1"),
        ("allow", "::1"),
        ("deny", "all"),
    ]


def test_the_container_sets_what_there_is():
    lines = [line for line in block("container file").splitlines() if line.startswith("ENV ")]
    given = dict(pair.split("=") for line in lines for pair in line.removeprefix("ENV ").split())
    assert {name for name in given if name.startswith("FAQBOT_")}
    accepted(**given)

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.options import SettingsCommand, with_settings
from bot.settings import ENV_PREFIX, GROUPS, Settings, flag_of, group_of, has_flag


def options_of(command: str) -> dict[str, click.Option]:
    found = main.commands[command]
    context = click.Context(found)
    return {
        option.name or "": option for option in found.get_params(context) if isinstance(option, click.Option)
    }


def test_serve_takes_every_setting():
    assert set(Settings.model_fields) - set(options_of("serve")) == {"admin_token"}, "a secret is no flag"


@pytest.mark.parametrize(("command", "groups"), [("ask", {"corpus", "answers"}), ("check", {"corpus"})])
def test_other_commands_take_those_they_have_a_use_for(command: str, groups: set[str]):
    taken = set(options_of(command)) & set(Settings.model_fields)
    assert taken == {name for name in Settings.model_fields if group_of(name) in groups}


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if has_flag(name)])
def test_help_tells_flag_meaning_and_variable(name: str):
    text = CliRunner().invoke(main, ["serve", "--help"], terminal_width=400).output
    line = next(line for line in text.splitlines() if re.match(rf" +{flag_of(name)}\b", line))
    assert Settings.model_fields[name].description in line
    assert f"{ENV_PREFIX}{name.upper()}]" in line


def test_help_is_grouped():
    text = CliRunner().invoke(main, ["serve", "--help"]).output
    places = [text.index(f"\n{heading}:\n") for heading in ("Options", *GROUPS.values())]
    assert places == sorted(places)


def test_a_handler_gets_the_settings_that_were_given():
    got: list[object] = []

    @click.command(cls=SettingsCommand, groups=("corpus",))
    @click.option("--own")
    @with_settings
    def command(settings: Settings, own: str) -> None:
        got.extend((settings.max_file_bytes, own))

    CliRunner().invoke(command, ["--max-file-bytes", "5000", "--own", "x"], catch_exceptions=False)
    assert got == [5000, "x"]

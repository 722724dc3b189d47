from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.assistant import cut_offs_of
from bot.cli import main
from bot.settings import Settings


def shown(*arguments: str) -> dict[str, tuple[str, str]]:
    result = CliRunner().invoke(main, ["settings", "--json", *arguments])
    assert result.exit_code == 0, result.output
    return {found["name"]: (found["value"], found["source"]) for found in json.loads(result.output)}


def test_each_setting_with_its_value_and_where_it_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "faqbot.yaml"
    file.write_text("title: Hilfe\nport: 1\nworkers: 3\n")
    monkeypatch.setenv("FAQBOT_WORKERS", "2")
    monkeypatch.setenv("FAQBOT_THREADS", "")
    found = shown(
        "--port", "9000", "--config", str(file), "--cors-origins", "https://a.example,https://b.example"
    )
    assert list(found) == list(Settings.model_fields)
    assert found["port"] == ("9000", "--port")
    assert found["workers"] == ("2", "FAQBOT_WORKERS")
    assert found["title"] == ("Hilfe", str(file))
    assert found["threads"] == ("4", "default")
    assert found["cors_origins"] == ("https://a.example,https://b.example", "--cors-origins")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FAQBOT_ADMIN_TOKEN", "hunter2-hunter2-hunter2"),
        ("FAQBOT_DATABASE_URL", "postgresql://me:hunter2@db/x"),
        ("FAQBOT_RATE_LIMIT_STORAGE", "redis://:hunter2@db:6379"),
    ],
)
def test_secrets_are_masked(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    result = CliRunner().invoke(main, ["settings"])
    assert "hunter2" not in result.output
    assert "(set)" in result.output
    assert name in result.output


def test_what_would_be_refused_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_PROT", "1")
    result = CliRunner().invoke(main, ["settings"])
    assert result.exit_code == 2
    assert "did you mean FAQBOT_PORT?" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--faqs", "nothing"], "nothing: error: does not exist (name the folder of FAQ files)"),
        (["--faqs", "."], "holds no FAQ file"),
        (["--embedder", "glove"], "--embedder 'glove': choose none, wordllama or onnx:MODEL"),
        (["--embedder", "onnx:/nothing"], "/nothing is not a folder; name one, or a hub model"),
        (["--max-wrong", "0.001"], "--max-wrong 0.001: "),
    ],
)
def test_what_a_command_would_find_out_later_is_told_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["settings", *arguments])
    assert result.exit_code == 2
    assert message in result.output


def test_the_cut_off_is_the_one_that_is_in_force(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_CLARIFY_CUT_OFF", "0.2")
    monkeypatch.setenv("FAQBOT_ANSWER_CUT_OFF", "0.5")
    found = shown("--max-wrong", "0.05", "--embedder", "none")
    settings = Settings(max_wrong=0.05, embedder="none")
    assert found["answer_cut_off"] == (str(cut_offs_of(settings).answer), "--max-wrong")
    assert found["answer_cut_off"][0] != "0.5"
    assert found["clarify_cut_off"] == ("0.2", "FAQBOT_CLARIFY_CUT_OFF")
    monkeypatch.setenv("FAQBOT_CLARIFY_CUT_OFF", "1")
    found = shown("--max-wrong", "0.05")
    assert found["clarify_cut_off"] == found["answer_cut_off"]


def test_a_cut_off_by_flag_makes_another_void(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_MAX_WRONG", "0.05")
    found = shown("--answer-cut-off", "0.3")
    assert found["answer_cut_off"] == ("0.3", "--answer-cut-off")
    assert found["max_wrong"] == ("0.0", "default")


def test_choices_are_offered_from_no_higher_than_what_is_answered():
    assert shown("--answer-cut-off", "0.1")["clarify_cut_off"] == ("0.1", "--answer-cut-off")
    assert shown("--answer-cut-off", "0.3")["clarify_cut_off"] == ("0.15", "default")

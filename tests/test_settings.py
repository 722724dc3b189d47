from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.resources import SHIPPED_FAQS
from bot.settings import GROUPS, Settings, default_of, flag_of, group_of, load_settings


def test_the_defaults_need_nothing():
    settings = load_settings()
    assert settings.faqs == SHIPPED_FAQS
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_flags_come_before_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_PORT", "9000")
    monkeypatch.setenv("FAQBOT_FAQS", "/srv/faqs")
    assert load_settings().port == 9000
    assert load_settings({"port": "9001", "faqs": None}).port == 9001
    assert load_settings({"port": "9001", "faqs": None}).faqs == Path("/srv/faqs")


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_PORT", "")
    assert load_settings().port == 8000


@pytest.mark.parametrize(
    "written", ["https://a.example,https://b.example", " https://a.example , https://b.example,"]
)
def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch, written: str):
    expected = ("https://a.example", "https://b.example")
    assert load_settings({"cors_origins": written}).cors_origins == expected
    monkeypatch.setenv("FAQBOT_CORS_ORIGINS", written)
    assert load_settings().cors_origins == expected


@pytest.mark.parametrize("name", ["cors_origins", "frame_ancestors"])
@pytest.mark.parametrize(
    "origin",
    [
        "https://*.example.com",
        "https://x.com;script-src",
        "https://a.com'unsafe-inline'",
        "https://münchen.de",
        "https://x.com:0443",
        "https://x..com",
        "https://-x.com",
    ],
)
def test_what_no_browser_sends_is_no_origin(name: str, origin: str):
    with pytest.raises(SettingsError, match="is not an origin"):
        load_settings({name: origin})


@pytest.mark.parametrize("origin", ["https://a-b.example.com:8443", "http://[::1]:3000", "http://localhost"])
def test_an_origin(origin: str):
    assert load_settings({"cors_origins": origin}).cors_origins == (origin,)


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"port": "http"}, "--port 'http': input should be a whole number"),
        ({"port": 70_000}, "--port 70000: input should be less than or equal to 65535"),
        ({"workers": "0"}, "--workers '0': input should be greater than or equal to 1"),
        (
            {"handoff_url": "javascript:x"},
            "--handoff-url 'javascript:x': write an http:// or https:// address, or one such as mailto:",
        ),
        ({"handoff_url": "https://a b"}, "--handoff-url 'https://a b': the address must not contain blanks"),
        (
            {"handoff_url": "mailto:"},
            "--handoff-url 'mailto:': write an http:// or https:// address, or one such as mailto:",
        ),
        (
            {"handoff_url": "mailto:help"},
            "--handoff-url 'mailto:help': write an http:// or https:// address, or one such as mailto:",
        ),
        ({"clarify_cut_off": "0.6"}, "--clarify-cut-off '0.6': must not be above answer_cut_off, 0.5"),
        ({"database_url": "sqlite:///rel.db"}, "--database-url: write sqlite:////absolute/path.db or "),
        ({"workers": True}, "--workers True: input should not be true or false"),
        (
            {"cors_origins": "*"},
            "--cors-origins '*': '*' is not an origin; write out each, such as https://",
        ),
        ({"cors_origins": "null"}, "--cors-origins 'null': the address must start with http:// or https://"),
        (
            {"frame_ancestors": "https://a.example,https://B.example:443/x"},
            "--frame-ancestors 'https://a.example,https://B.example:443/x': 'https://B.example:443/x' is not "
            "an origin; write https://b.example",
        ),
    ],
)
def test_a_wrong_flag_is_named(flags: dict[str, object], message: str):
    with pytest.raises(SettingsError) as caught:
        load_settings(flags)
    assert str(caught.value).startswith(message)


def test_all_wrong_ones_are_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_THREADS", "many")
    with pytest.raises(SettingsError) as caught:
        load_settings({"port": "http"})
    assert "--port 'http'" in str(caught.value)
    assert "FAQBOT_THREADS 'many'" in str(caught.value)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"port": "http"}, "port 'http': input should be a whole number"),
        ({"port": 1.5}, "port 1.5: input should be a whole number"),
        ({"margin": "wide"}, "margin 'wide': input should be a number"),
        ({"behind_tls": "perhaps"}, "behind_tls 'perhaps': input should be true or false"),
        ({"title": 3}, "title 3: input should be text"),
    ],
)
def test_what_a_value_should_be_is_told_plainly(given: dict[str, Any], message: str):
    with pytest.raises(SettingsError) as caught:
        Settings(**given)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("FAQBOT_PROT", "FAQBOT_PROT is not a setting; did you mean FAQBOT_PORT?"),
        ("FAQBOT_XYZZY", "FAQBOT_XYZZY is not a setting"),
    ],
)
def test_an_unknown_variable_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, message: str):
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("environment", "given", "message"),
    [
        ({"FAQBOT_PROT": "1"}, {}, "FAQBOT_PROT is not a setting; did you mean FAQBOT_PORT?"),
        ({"FAQBOT_PORT": "abc"}, {}, "FAQBOT_PORT 'abc': input should be a whole number"),
        ({"FAQBOT_PORT": "abc"}, {"port": 70_000}, "port 70000: input should be less than"),
        ({}, {"prot": 1}, "prot is not a setting; did you mean port?"),
    ],
)
def test_code_that_makes_settings_is_told_the_same(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], given: dict[str, Any], message: str
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings(**given)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "given",
    [
        {"answer_cut_off": 0.1},
        {"clarify_cut_off": 0.5},
        {"clarify_cut_off": 0.6, "max_wrong": 0.05},
    ],
)
def test_cut_offs_that_go_together(given: dict[str, Any]):
    assert Settings(**given)


@pytest.mark.parametrize(
    ("in_file", "environment", "flags", "message"),
    [
        ({}, {}, {"answer_cut_off": "0.3", "max_wrong": "0.05"}, "--answer-cut-off and --max-wrong cannot"),
        (
            {},
            {"FAQBOT_ANSWER_CUT_OFF": "0.3", "FAQBOT_MAX_WRONG": "0.05"},
            {},
            "FAQBOT_ANSWER_CUT_OFF and FAQBOT_MAX_WRONG cannot go together",
        ),
        (
            {"answer_cut_off": 0.3},
            {"FAQBOT_MAX_WRONG": "0.05"},
            {},
            "f.yaml: answer_cut_off and FAQBOT_MAX_WRONG cannot go together",
        ),
        ({"answer_cut_off": 0.3, "max_wrong": 0.05}, {}, {}, "f.yaml: answer_cut_off and f.yaml: max_wrong"),
    ],
)
def test_two_ways_to_say_what_is_answered_are_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    in_file: dict[str, float],
    environment: dict[str, str],
    flags: dict[str, Any],
    message: str,
):
    monkeypatch.chdir(tmp_path)
    Path("f.yaml").write_text("\n".join(f"{name}: {value}" for name, value in in_file.items()))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings({"config": "f.yaml"} | flags)
    assert str(caught.value).startswith(message)


def test_of_two_ways_to_say_what_is_answered_a_flag_wins(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_MAX_WRONG", "0.05")
    settings = load_settings({"answer_cut_off": "0.3"})
    assert (settings.answer_cut_off, settings.max_wrong) == (0.3, 0)
    assert load_settings({"answer_cut_off": "0.3", "max_wrong": "0"}).answer_cut_off == 0.3
    monkeypatch.setenv("FAQBOT_ANSWER_CUT_OFF", "0.4")
    assert load_settings({"max_wrong": "0.1"}).max_wrong == 0.1
    assert load_settings({"max_wrong": "0"}).answer_cut_off == 0.4, "0 is off"


def test_a_file_that_lies_about_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / ".env").write_text("FAQBOT_PORT=1\n")
    monkeypatch.chdir(tmp_path)
    assert load_settings().port == 8000


@pytest.mark.parametrize("url", ["", "mailto:help@example.com", "https://example.com/help"])
def test_ways_to_reach_a_person(url: str):
    assert load_settings({"handoff_url": url}).handoff_url == url


@pytest.mark.parametrize("name", ["title", "handoff_label"])
@pytest.mark.parametrize("blank", ["", "  "])
def test_a_name_is_never_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, blank: str):
    default = Settings.model_fields[name].default
    assert getattr(load_settings({name: blank}), name) == default
    assert getattr(load_settings({name: " Hilfe "}), name) == "Hilfe"
    file = tmp_path / "f.yaml"
    file.write_text(f"{name}: '{blank}'\n")
    assert getattr(load_settings({"config": file}), name) == default
    monkeypatch.setenv(f"FAQBOT_{name.upper()}", blank)
    assert getattr(load_settings(), name) == default


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_can_be_told(name: str):
    field = Settings.model_fields[name]
    assert field.description
    assert field.description.endswith(".")
    assert group_of(name) in GROUPS
    assert flag_of(name) == "--" + name.replace("_", "-")
    shown = default_of(name)
    assert str(Path.cwd()) not in shown, "a default must not show this machine"
    if name != "faqs":
        assert getattr(load_settings({name: shown or None}), name) == field.default

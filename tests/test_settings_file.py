from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings
from bot.settings_file import read_settings_file


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faqbot.toml", 'port = 9000\ncors_origins = ["https://a.example"]\ntitle = "Hilfe"\n'),
        ("faqbot.yaml", "port: 9000\ncors_origins: https://a.example,\ntitle: Hilfe\n"),
    ],
)
def test_what_the_file_says_is_taken(tmp_path: Path, name: str, text: str):
    settings = load_settings({"config": str(write(tmp_path, name, text))})
    assert (settings.port, settings.cors_origins, settings.title) == (9000, ("https://a.example",), "Hilfe")


def test_flags_and_environment_come_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_CONFIG", str(write(tmp_path, "f.yaml", "port: 1\nworkers: 2\nthreads: 3\n")))
    monkeypatch.setenv("FAQBOT_WORKERS", "12")
    settings = load_settings({"port": "11", "threads": None})
    assert (settings.port, settings.workers, settings.threads) == (11, 12, 3)
    assert Settings().threads == 3, "code that makes Settings itself reads the file, too"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("f.yaml", "prot: 1\n", "prot is not a setting; did you mean port?"),
        ("f.yaml", "config: other.yaml\n", "config is not a setting"),
        ("f.yaml", "port: many\n", "port 'many': input should be a whole number"),
        ("f.toml", "workers = true\n", "workers True: input should not be true or false"),
        ("f.toml", "reload_seconds = false\n", "reload_seconds False: input should not be true or false"),
        ("f.toml", "workers = 0\n", "workers 0: input should be greater than or equal to 1"),
        ("f.yaml", "port: 1\nport: 2\n", "is not YAML: 'port' is given twice"),
        ("f.yaml", "- port\n", "must be names and values"),
        ("f.yaml", "a: [", "is not YAML"),
        ("f.yaml", "a: !!python/object/apply:os.getcwd []", "is not YAML"),
        ("f.toml", "port 1", "is not TOML"),
        (
            "f.yaml",
            "admin_token: abc\n",
            "admin_token is taken from the environment only, as FAQBOT_ADMIN_TOKEN",
        ),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_name(tmp_path: Path, name: str, text: str, message: str):
    path = write(tmp_path, name, text)
    with pytest.raises(SettingsError) as caught:
        load_settings({"config": str(path)})
    assert str(caught.value).startswith(f"{path}")
    assert message in str(caught.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FAQBOT_THREDS", "2")
    path = write(tmp_path, "f.yaml", "prot: 1\nworkers: many\nadmin_token: x\nconfig: y\nanswer_cut_off: 1\n")
    with pytest.raises(SettingsError) as caught:
        load_settings({"config": str(path), "max_wrong": "2"})
    assert str(caught.value).splitlines() == [
        "FAQBOT_THREDS is not a setting; did you mean FAQBOT_THREADS?",
        f"{path}: prot is not a setting; did you mean port?",
        f"{path}: admin_token is taken from the environment only, as FAQBOT_ADMIN_TOKEN",
        f"{path}: config is not a setting of a settings file",
        f"{path}: workers 'many': input should be a whole number",
        "--max-wrong '2': input should be less than 1",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: a: b\n", "mapping values are not allowed here (line 1, column 9)"),
        ("port: 1\ntitle: 'x\n", "found unexpected end of stream (line 3, column 1)"),
        ("title: \0\n", "special characters are not allowed"),
    ],
)
def test_where_the_yaml_is_wrong_is_told_by_line_and_column(tmp_path: Path, text: str, said: str):
    path = write(tmp_path, "f.yaml", text)
    with pytest.raises(SettingsError) as caught:
        read_settings_file(path)
    assert str(caught.value) == f"{path} is not YAML: {said}"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"nothing\.yaml cannot be read: .*; check --config"):
        read_settings_file(tmp_path / "nothing.yaml")
    (tmp_path / "latin.yaml").write_bytes("title: Müll".encode("latin-1"))
    with pytest.raises(SettingsError, match="is not UTF-8"):
        read_settings_file(tmp_path / "latin.yaml")


def test_a_password_in_a_file_is_not_repeated(tmp_path: Path):
    path = write(tmp_path, "f.yaml", "database_url: mysql://me:hunter2@db\n")
    with pytest.raises(SettingsError) as caught:
        load_settings({"config": str(path)})
    assert "hunter2" not in str(caught.value)


def test_words_mean_what_they_mean_to_each_setting(tmp_path: Path):
    """YAML itself takes them for true and false."""
    path = write(tmp_path, "f.yaml", "journal: off\nrate_limit: off\nbehind_tls: on\ntitle: No\nport:\n")
    found = load_settings({"config": str(path)})
    assert (found.journal, found.rate_limit, found.behind_tls, found.title) == ("off", "off", True, "No")


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("faqs", "../bike/faqs", "conf/../bike/faqs"),
        ("faqs", "/srv/faqs", "/srv/faqs"),
        ("unix_socket", "run.sock", "conf/run.sock"),
        ("embedder", "onnx:models/mini", "onnx:{tmp_path}/conf/models/mini"),
        ("embedder", "onnx:../mini", "onnx:{tmp_path}/conf/../mini"),
        ("embedder", "onnx:owner/name", "onnx:owner/name"),
        ("embedder", "wordllama", "wordllama"),
        ("title", "models", "models"),
    ],
)
def test_its_paths_count_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, written: str, meant: str
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf" / "models" / "mini").mkdir(parents=True)
    write(tmp_path / "conf", "f.toml", f'{name} = "{written}"\n')
    assert str(getattr(load_settings({"config": "conf/f.toml"}), name)) == meant.format(tmp_path=tmp_path)
    monkeypatch.setenv(f"FAQBOT_{name.upper()}", written)
    given = load_settings({"config": "conf/f.toml"})
    assert str(getattr(given, name)) == written, "a variable counts from the working folder"


def test_an_empty_path_in_it_is_refused(tmp_path: Path):
    with pytest.raises(SettingsError, match="f.toml: faqs '': name a path, or leave it out"):
        load_settings({"config": str(write(tmp_path, "f.toml", 'faqs = ""\n'))})


def test_an_empty_file_changes_nothing(tmp_path: Path):
    assert read_settings_file(write(tmp_path, "f.yaml", "# nothing yet\n")) == {}

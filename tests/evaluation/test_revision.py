from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.evaluation.revision import folder_of


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two commits of faqs/tea.yaml, and the working folder in it."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    file = tmp_path / "faqs" / "en" / "tea.yaml"
    file.parent.mkdir(parents=True)
    for text in ("old", "new"):
        file.write_text(text)
        git("add", ".")
        git("commit", "-qm", text)
    return tmp_path


def test_a_folder_is_itself(tmp_path: Path) -> None:
    with folder_of(str(tmp_path)) as folder:
        assert folder == tmp_path


def test_a_revision_is_unpacked_and_removed_again(repository: Path) -> None:
    with folder_of("main~1:faqs") as folder:
        assert (folder / "en" / "tea.yaml").read_text() == "old"
    assert not folder.exists()
    assert (repository / "faqs" / "en" / "tea.yaml").read_text() == "new"


def test_a_path_from_the_working_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "faqs")
    with folder_of("HEAD:./en") as folder:
        assert (folder / "tea.yaml").read_text() == "new"


def test_an_existing_folder_goes_before_a_revision(repository: Path) -> None:
    (repository / "main:faqs").mkdir()
    with folder_of("main:faqs") as folder:
        assert folder == Path("main:faqs")


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", ["nowhere:faqs", "main:nowhere"])
def test_what_git_does_not_know(name: str) -> None:
    with pytest.raises(SettingsError, match="no such folder, and git has no such revision"), folder_of(name):
        pass


@pytest.mark.parametrize("name", ["nowhere", ":faqs", "--output=x:faqs"])
def test_what_is_no_revision_is_left_to_the_corpus_loader(name: str) -> None:
    with folder_of(name) as folder:
        assert folder == Path(name)


def test_without_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SettingsError, match="no git to ask"), folder_of("main:faqs"):
        pass

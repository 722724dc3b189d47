"""A folder of FAQ files to compare with: one that lies there, or one out of git's history."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import SettingsError


@contextmanager
def folder_of(name: str) -> Iterator[Path]:
    """The folder that `name` means: a path, else git's `REVISION:PATH` (such as `main:faqs`), unpacked.

    As in git, PATH counts from the top of the repository, `./PATH` from here. An unpacked folder is gone
    when the context ends. Raises SettingsError where git does not know the revision or the path, or where
    there is no name: a variable that is not set must not pass for nothing to compare with.
    """
    if not name.strip():
        raise SettingsError("--against is empty; name a folder, or REVISION:FOLDER, or leave it out")
    revision, colon, _ = name.partition(":")
    if Path(name).exists() or not colon or not revision or revision.startswith("-"):
        yield Path(name)
        return
    with TemporaryDirectory(prefix="faqbot-against-") as temporary:
        folder = Path(temporary, "faqs")
        with zipfile.ZipFile(io.BytesIO(_archive(name))) as archive:
            archive.extractall(folder)
        yield folder


def _archive(name: str) -> bytes:
    """The folder as a ZIP file. From the top, as `git archive` packs nothing but what lies below it."""
    top, tree = _git(name, "rev-parse", "--show-toplevel", name).decode().splitlines()
    return _git(name, "-C", top, "archive", "--format=zip", tree)


def _git(name: str, *arguments: str) -> bytes:
    missing = f"--against {name}: there is no such folder, and"
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise SettingsError(f"{missing} no git to ask for a revision") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SettingsError(
            f"{missing} git has no such revision ({said[0] if said else 'it does not say why'});"
            " name a folder, or REVISION:FOLDER"
        )
    return done.stdout

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.corpus.corpus import Corpus
from bot.corpus.load import load_corpus

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write FAQ files into one folder: write("a: b") is faq.yaml, write(**{"en/tea": "…"}) is en/tea.yaml."""

    def make(text: str | bytes | None = None, **files: str | bytes) -> Path:
        folder = tmp_path / "faqs"
        folder.mkdir(exist_ok=True)
        if text is not None:
            files["faq"] = text
        for name, content in files.items():
            path = folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make


@pytest.fixture
def corpus(write: Write) -> Callable[..., Corpus]:
    """The corpus of such files."""
    return lambda *args, **files: load_corpus(write(*args, **files))

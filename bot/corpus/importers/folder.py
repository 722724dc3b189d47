"""The folder that FAQ files are imported into: what is there, and writing to it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.corpus.importers.naming import same_words
from bot.corpus.yaml_source import read_yaml


@dataclass(slots=True)
class Existing:
    """What the FAQ files hold. `file_of_topic` is by (locale, topic); `questions` are as in `same_words`."""

    file_of_id: dict[str, Path] = field(default_factory=dict)
    file_of_topic: dict[tuple[str, str], Path] = field(default_factory=dict)
    questions: dict[Path, set[str]] = field(default_factory=dict)

    def note(self, path: Path) -> None:
        """Add what one file holds; one that cannot be read holds nothing."""
        value = read_yaml(path, str(path)).value
        if not isinstance(value, dict):
            return
        locale, topic = value.get("locale", "en"), value.get("topic", path.stem)
        self.file_of_topic.setdefault((str(locale), str(topic)), path)
        questions = self.questions.setdefault(path, set())
        for faq in _mappings(value.get("faqs")):
            if isinstance(faq.get("id"), str):
                self.file_of_id.setdefault(faq["id"], path)
            alternates = faq.get("alternates")
            asked = [faq.get("question"), *(alternates if isinstance(alternates, list) else ())]
            questions |= {same_words(text) for text in asked if isinstance(text, str)}


def write(path: Path, text: str) -> None:
    """Write a file in one step, and only if it changes: a reader sees the old one or the new one."""
    raw = text.encode("utf-8")
    if path.exists() and path.read_bytes() == raw:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()
    draft = target.with_name(f".{target.name}.tmp")
    draft.write_bytes(raw)
    if target.exists():
        shutil.copymode(target, draft)
    draft.replace(target)


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

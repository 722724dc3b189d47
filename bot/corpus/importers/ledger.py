"""What each page said at the last import: the third side of a three-way merge.

It stands beside the FAQ files, in `.topic-guide-import.json`, and belongs under version control with them.
Without it nothing is lost: every difference then counts as an edit that people made.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NAME = ".topic-guide-import.json"
_VERSION = 1


class LedgerError(ValueError):
    """The ledger cannot be read; the message says why."""


@dataclass(slots=True)
class PageRecord:
    """What a page said, and the FAQ file (relative to the folder) that it went to.

    `faqs`: question, answer and link by FAQ id. `kept`: those values of the file that stayed although the
    page says otherwise, which is told until they are edited; by FAQ id, "" for the head of the file.
    """

    file: str = ""
    title: str | None = None
    documentation: str | None = None
    faqs: dict[str, dict[str, str | None]] = field(default_factory=dict)
    kept: dict[str, dict[str, str]] = field(default_factory=dict)


def read_ledger(folder: Path) -> dict[str, PageRecord]:
    """The records by page key; empty where there is no ledger. Raises LedgerError."""
    try:
        value = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if value["version"] != _VERSION:
            raise LedgerError(f"is of version {value['version']}; this faqbot reads version {_VERSION}")
        return {key: _record(page) for key, page in value["pages"].items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(f"cannot be read: {error.strerror or error}") from None
    except LedgerError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise LedgerError("is damaged") from None


def ledger_text(pages: dict[str, PageRecord]) -> str:
    """The ledger's content, the same for the same records in any order."""
    value = {"version": _VERSION, "pages": {key: asdict(page) for key, page in sorted(pages.items())}}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _record(page: dict[str, Any]) -> PageRecord:
    file, faqs = page["file"], page["faqs"]
    if not isinstance(file, str) or Path(file).is_absolute() or ".." in Path(file).parts:
        raise LedgerError("names a file outside its folder")
    values = {i: {key: faq[key] for key in ("question", "answer", "link")} for i, faq in faqs.items()}
    if not all(isinstance(v, str | None) for faq in values.values() for v in faq.values()):
        raise TypeError
    kept = {identity: dict(held) for identity, held in page.get("kept", {}).items()}
    return PageRecord(file, page["title"], page["documentation"], values, kept)

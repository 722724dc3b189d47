"""Pages written for these tests in the patterns of the topic guides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PageWriter = Callable[..., Path]

CARD = """<a class="doc-link" target="_blank" href="{href}">


| Frontmatter | Required? |
|-------------|-------------|
| ![alt text](images/icon.svg "Title") | **{label}**  <br /> Read all of it on {label} |


</a>
"""


def answered(question: str, answer: str, href: str | None = "https://docs.example.com/a") -> str:
    link = f'href="{href}"' if href is not None else ""
    return (
        f'<a class="nested-accordian-link" target="_blank" {link}>\n  <details class="nested-details">\n\n'
        f"  <summary>{question}\n  </summary>\n\n   {answer}\n\n  </details>\n </a>\n"
    )


def linked(question: str, href: str = "https://docs.example.com/l") -> str:
    return f'<a class="doc-link" target="_blank" href="{href}">\n \n  {question}\n\n</a>\n'


def page_text(
    *questions: str, title: str = "Green Tea", path: str = "shop/topic-guide/en/latest/Green Tea"
) -> str:
    return (
        f"---\ntitle: {title}\n\npermalink: {path}\n\n---\n#### Topic Guide\n###### {title}\n\n"
        f"  Look at the FAQs on {title}.\n\n<details open>\n  <summary>FAQs\n  </summary>\n"
        + "\n".join(questions)
        + "\n</details>\n\n"
        + CARD.format(href="https://docs.example.com/tea/", label="Documentation")
    )


@pytest.fixture
def write_page(tmp_path: Path) -> PageWriter:
    """Write a page of questions to a file below `pages/`, and return its path."""

    def write(*questions: str, name: str = "greentea.md", **front: str) -> Path:
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page_text(*questions, **front), encoding="utf-8")
        return path

    return write

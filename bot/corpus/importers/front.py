"""The top of a page: its front matter and its title."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.corpus.importers.markup import Element, is_whole_page, one_line, to_text

_MAX_TITLE = 200


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The keys at the top of a page, all values as text, and the body. Broken YAML is read line by line."""
    lines = text.lstrip("\n").split("\n")
    if lines[0].strip() != "---":
        return {}, text
    end = next((i for i, line in enumerate(lines) if i and line.strip() in ("---", "...")), 0)
    # Where the closing line is missing, the keys end with the first line that is none.
    end = end if end and _are_keys(lines[1:end]) else 0
    keys = lines[1:end] if end else _leading_keys(lines[1:])
    body = "\n".join(lines[end + 1 if end else 1 + len(keys) :])
    try:
        found = yaml.load("\n".join(keys), Loader=yaml.BaseLoader)  # makes text of every scalar
    except (yaml.YAMLError, RecursionError):
        found = None
    if not isinstance(found, dict):
        pairs = [line.partition(":") for line in keys]
        found = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
    return {str(k): one_line(v) for k, v in found.items() if isinstance(k, str) and isinstance(v, str)}, body


def _are_keys(lines: list[str]) -> bool:
    return not any(line.lstrip().startswith(("<details", "<a ", "<summary")) for line in lines)


def _leading_keys(lines: list[str]) -> list[str]:
    keys = []
    for line in lines:
        name, colon, _ = line.partition(":")
        if line.strip() and not (colon and name.strip().replace("_", "").replace("-", "").isalnum()):
            break
        keys.append(line)
    return keys


def title_of(given: str, root: Element, body: str, path: Path) -> str:
    """The page's title: its front matter's, else its first telling heading, else its file's name."""
    headings = [given]
    if is_whole_page(body):
        headings += [one_line(to_text(element)) for element in root.iter("h1", "title", "h2")]
    lines = [line.strip() for line in "".join(root.itertext()).split("\n")]
    headings += [line.strip("#").strip() for line in lines if line.startswith("#")]
    for heading in headings:
        if heading and heading.casefold() != "topic guide" and len(heading) <= _MAX_TITLE:
            return heading
    return " ".join(path.stem.replace("_", " ").replace("-", " ").split()) or "Untitled"

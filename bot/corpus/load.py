"""FAQ files -> Corpus. Every problem of every file is found before anything is said."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.corpus.complaints import did_you_mean, kind_of, note_invalid, slug_of
from bot.corpus.corpus import Corpus, make_corpus
from bot.corpus.schema import FaqFile
from bot.corpus.yaml_source import MAX_FILE_BYTES, Source, Where, read_yaml, shown
from bot.errors import CorpusError, Problem

NOTHING_TO_READ = "nothing-to-read"


@dataclass(slots=True)
class ReadResult:
    """What a folder of FAQ files gave: `corpus` is None where `problems` holds an error.

    `files` and `faqs`: how many were read, whether or not they can be served.
    """

    corpus: Corpus | None
    problems: list[Problem] = field(default_factory=list)
    files: int = 0
    faqs: int = 0


def load_corpus(
    folder: Path, *, max_file_bytes: int = MAX_FILE_BYTES, changed: Mapping[Path, bytes] | None = None
) -> Corpus:
    """The corpus of all `*.yaml` and `*.yml` files in `folder`, at any depth.

    `changed`: new contents of some of them, to be taken for what they hold.
    Raises CorpusError with all errors of all files.
    """
    result = read_folder(folder, max_file_bytes=max_file_bytes, changed=changed)
    if result.corpus is None:
        raise CorpusError(result.problems)
    return result.corpus


def faq_paths(folder: Path) -> list[Path]:
    """The FAQ files below `folder`, sorted. Names that begin with a dot and linked folders are left out.

    Raises OSError for a folder that cannot be listed: its FAQs must not silently be missing.
    """
    found: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names = (name for name in files if not name.startswith("."))
        found += [Path(root, name) for name in names if name.lower().endswith((".yaml", ".yml"))]
    return sorted(found)


def read_folder(
    folder: Path, *, max_file_bytes: int = MAX_FILE_BYTES, changed: Mapping[Path, bytes] | None = None
) -> ReadResult:
    """Read all FAQ files below `folder`; a path to one file is read as that file alone.

    Where there is nothing to read, the one problem has the code NOTHING_TO_READ.
    """
    try:
        paths = paths_to_read(folder)
    except CorpusError as error:
        return ReadResult(None, list(error.problems))
    raw = changed or {}
    return assemble(
        (path, read_yaml(path, str(path), max_bytes=max_file_bytes, raw=raw.get(path))) for path in paths
    )


def paths_to_read(folder: Path) -> list[Path]:
    """The FAQ files that `folder` holds, or is. Raises CorpusError where there are none."""
    try:
        paths = [folder] if folder.is_file() else faq_paths(folder)
    except FileNotFoundError:
        raise _nothing(folder, "does not exist", "name the folder of FAQ files") from None
    except OSError as error:
        place, message = Path(error.filename or folder), f"cannot be read: {error.strerror or error}"
        raise _nothing(place, message, "check that you may read it") from None
    if not paths:
        hint = (
            "write a FAQ file (see the README, 'Write FAQs') or run: faqbot import topic-guide SRC --out DIR"
        )
        raise _nothing(folder, "holds no FAQ file (*.yaml)", hint)
    return paths


def _nothing(path: Path, message: str, hint: str) -> CorpusError:
    return CorpusError([Problem(str(path), 0, 0, message, hint, code=NOTHING_TO_READ)])


def _raise(error: OSError) -> None:
    raise error


def assemble(sources: Iterable[tuple[Path, Source]]) -> ReadResult:
    """Check parsed files, each alone and then against each other, and make the corpus of them."""
    sources = list(sources)
    files = {source.path: (_validated(path, source), source) for path, source in sources}
    problems = [problem for _, source in sources for problem in source.problems]
    problems += _across([source for _, source in sources])
    counts = len(sources), sum(1 for _, source in sources for _ in _entries(source, "faqs"))
    if problems:
        return ReadResult(None, sorted(set(problems)), *counts)
    checked = {name: (file, _entry_places(source)) for name, (file, source) in files.items() if file}
    return ReadResult(make_corpus(checked), [], *counts)


def _validated(path: Path, source: Source) -> FaqFile | None:
    if source.broken:
        return None
    # Of a value that was refused when it was read it is no news that it is missing now.
    refused = {(problem.line, problem.column) for problem in source.problems}
    if source.value is None and source.place(()) in refused:
        return None
    if not isinstance(source.value, dict):
        found = "is empty" if source.value is None else f"holds {kind_of(source.value)}, not a mapping"
        source.problem((1, 1), found, "begin with 'topic:', 'title:' and 'faqs:'", code="type")
        return None
    value = source.value
    if value.get("topic") is None:
        value["topic"] = slug_of(path.stem)
    if value.get("title") is None and isinstance(value["topic"], str):
        value["title"] = value["topic"].replace("-", " ").capitalize()
    try:
        file = FaqFile.model_validate(value)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            if source.place(details["loc"]) not in refused:
                note_invalid(source, details)
        return None
    return file


def _entry_places(source: Source) -> dict[tuple[str, int], dict[Where, tuple[int, int]]]:
    """(line, column) of every value in every entry, by `("faqs", i)` or `("not_covered", i)`."""
    entries: dict[tuple[str, int], dict[Where, tuple[int, int]]] = {}
    for where, place in source.values_at.items():
        if len(where) > 1 and isinstance(where[0], str) and isinstance(where[1], int):
            entries.setdefault((where[0], where[1]), {})[where[2:]] = place
    return entries


def _across(sources: Sequence[Source]) -> list[Problem]:
    """What can only be seen with all files open: ids given twice, follow-ups to no FAQ.

    Looks at the values as written, so that a fault elsewhere in a file does not hide its ids.
    """
    problems: list[Problem] = []
    seen: dict[tuple[str, str], str] = {}
    for source in sources:
        for kind, where, identity in _identities(source):
            line, column = source.place(where)
            if first := seen.get((kind, identity)):
                message = (
                    f"{kind} {shown(identity.rpartition('/')[2])} is taken: it is first given at {first}"
                )
                problems.append(
                    Problem(source.path, line, column, message, "choose another", code="duplicate-id")
                )
            seen.setdefault((kind, identity), f"{source.path}:{line}")
    if any(source.broken for source in sources):
        return problems  # the FAQ that a follow-up leads to may stand in a file that could not be parsed
    ids = {identity for kind, identity in seen if kind == "FAQ id"}
    for source in sources:
        for where, follow_up in _follow_ups(source):
            if follow_up not in ids:
                message = f"follow-up {shown(follow_up)} leads to no FAQ"
                hint = did_you_mean(follow_up, ids) or "write the id of a FAQ, or remove it"
                problems.append(Problem(source.path, *source.place(where), message, hint, code="follow-up"))
    return problems


def _entries(source: Source, key: str) -> Iterator[tuple[int, dict[Any, Any]]]:
    items = source.value.get(key) if isinstance(source.value, dict) else None
    for i, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield i, item


def _identities(source: Source) -> Iterator[tuple[str, Where, str]]:
    """(kind, where, identity) of everything in a file that must be unique in the corpus."""
    if isinstance(source.value, dict) and isinstance(topic := source.value.get("topic"), str):
        yield "topic", ("topic",), f"{source.value.get('locale', 'en')}/{topic}"
    for key, kind in (("faqs", "FAQ id"), ("not_covered", "group id")):
        for i, item in _entries(source, key):
            if isinstance(identity := item.get("id"), str):
                yield kind, (key, i, "id"), identity.strip()


def _follow_ups(source: Source) -> Iterator[tuple[Where, str]]:
    for i, faq in _entries(source, "faqs"):
        follow_ups = faq.get("follow_ups")
        for j, follow_up in enumerate(follow_ups if isinstance(follow_ups, list) else ()):
            if isinstance(follow_up, str):
                yield ("faqs", i, "follow_ups", j), follow_up.strip()

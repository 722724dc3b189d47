"""FAQ files -> Corpus. Every problem of every file is found before anything is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from bot.corpus.corpus import Corpus, make_corpus
from bot.corpus.schema import Faq, FaqFile, Link, NotCovered
from bot.corpus.yaml_source import MAX_FILE_BYTES, Source, Where, read_yaml
from bot.errors import CorpusError, Problem


@dataclass(slots=True)
class ReadResult:
    """What a folder of FAQ files gave: `corpus` is None where `problems` holds an error."""

    corpus: Corpus | None
    problems: list[Problem] = field(default_factory=list)


def load_corpus(folder: Path, *, max_file_bytes: int = MAX_FILE_BYTES) -> Corpus:
    """The corpus of all `*.yaml` and `*.yml` files in `folder`, at any depth.

    Raises CorpusError with all errors of all files.
    """
    result = read_folder(folder, max_file_bytes=max_file_bytes)
    if result.corpus is None:
        raise CorpusError(result.problems)
    return result.corpus


def faq_paths(folder: Path) -> list[Path]:
    """The FAQ files below `folder`, sorted; names that begin with a dot are not FAQ files."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in (".yaml", ".yml")
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def read_folder(folder: Path, *, max_file_bytes: int = MAX_FILE_BYTES) -> ReadResult:
    """Read all FAQ files below `folder`; a path to one file is read as that file alone."""
    try:
        paths = [folder] if folder.is_file() else faq_paths(folder)
        missing = not folder.exists()
    except OSError as error:
        return ReadResult(None, [Problem(str(folder), 0, 0, f"cannot be read: {error.strerror or error}")])
    if missing:
        return ReadResult(
            None, [Problem(str(folder), 0, 0, "does not exist", "name the folder with --faqs DIR")]
        )
    if not paths:
        hint = (
            "write a FAQ file (see the README, 'Authoring') or run: faqbot import topic-guide SRC --out DIR"
        )
        return ReadResult(None, [Problem(str(folder), 0, 0, "holds no FAQ file (*.yaml)", hint)])
    sources = [(path, read_yaml(path, str(path), max_bytes=max_file_bytes)) for path in paths]
    return assemble(sources)


def assemble(sources: Iterable[tuple[Path, Source]]) -> ReadResult:
    """Check parsed files, each alone and then against each other, and make the corpus of them."""
    sources = list(sources)
    files = {source.path: (_validated(path, source), source) for path, source in sources}
    problems = [problem for _, source in sources for problem in source.problems]
    problems += _across([source for _, source in sources])
    checked = {name: (file, _lines(file, source)) for name, (file, source) in files.items() if file}
    if problems:
        return ReadResult(None, sorted(set(problems)))
    return ReadResult(make_corpus(checked))


def _validated(path: Path, source: Source) -> FaqFile | None:
    if source.broken:
        return None
    if not isinstance(source.value, dict):
        found = "is empty" if source.value is None else f"holds {_kind(source.value)}, not a mapping"
        source.problem((1, 1), found, "begin with 'topic:', 'title:' and 'faqs:'", code="type")
        return None
    value = source.value
    value.setdefault("topic", _slug(path.stem))
    if isinstance(value["topic"], str):
        value.setdefault("title", value["topic"].replace("-", " ").capitalize())
    try:
        file = FaqFile.model_validate(value)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _note_invalid(source, details)
        return None
    return file


def _lines(file: FaqFile, source: Source) -> dict[str, int]:
    lines = {f"faq:{faq.id}": source.place(("faqs", i))[0] for i, faq in enumerate(file.faqs)}
    lines |= {
        f"not_covered:{group.id}": source.place(("not_covered", i))[0]
        for i, group in enumerate(file.not_covered)
    }
    return lines


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
                shown = identity.rpartition("/")[2]
                message = f"{kind} {shown!r} is taken: it is first given at {first}"
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
                message = f"follow-up {follow_up!r} leads to no FAQ"
                problems.append(
                    Problem(
                        source.path,
                        *source.place(where),
                        message,
                        _did_you_mean(follow_up, ids),
                        code="follow-up",
                    )
                )
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
                yield kind, (key, i, "id"), identity


def _follow_ups(source: Source) -> Iterator[tuple[Where, str]]:
    for i, faq in _entries(source, "faqs"):
        follow_ups = faq.get("follow_ups")
        for j, follow_up in enumerate(follow_ups if isinstance(follow_ups, list) else ()):
            if isinstance(follow_up, str):
                yield ("faqs", i, "follow_ups", j), follow_up


def _note_invalid(source: Source, details: ErrorDetails) -> None:
    """Say a pydantic error in the words of the file's author, at the place where it stands."""
    where: Where = details["loc"]
    if any(
        problem.line and (problem.line, problem.column) == source.place(where) for problem in source.problems
    ):
        return  # the value was refused when it was read; what follows from that is no news
    kind, key = details["type"], (where[-1] if where else "")
    if kind == "extra_forbidden":
        allowed = list(_model_at(where[:-1]).model_fields)
        hint = _did_you_mean(str(key), allowed) or f"allowed here: {', '.join(allowed)}"
        source.problem(source.place(where, key=True), f"unknown key {key!r}", hint, code="unknown-key")
    elif kind == "missing":
        source.problem(source.place(where), f"{key!r} is missing", f"add '{key}:'", code="missing")
    else:
        label = repr(next((part for part in reversed(where) if isinstance(part, str)), "the file"))
        source.problem(source.place(where), f"{label} {_complaint(details)}", _mend(details), code=kind)


def _model_at(where: Where) -> type[BaseModel]:
    if where[-1:] in (("link",), ("documentation",)):
        return Link
    models: dict[str | int, type[BaseModel]] = {"faqs": Faq, "not_covered": NotCovered}
    return models.get(where[0], FaqFile) if where else FaqFile


def _complaint(details: ErrorDetails) -> str:
    kind, context, value = details["type"], details.get("ctx", {}), details["input"]
    if kind == "value_error":
        return f"is not usable: {context['error']}"
    if kind == "string_pattern_mismatch":
        return (
            f"{value!r} is not a slug"
            if context["pattern"].startswith("^[a-z0-9]")
            else f"{value!r} is no language tag"
        )
    if kind in ("string_too_short", "too_short"):
        return "is empty"
    if kind == "string_too_long":
        return f"is {len(value):,} characters long; {context['max_length']:,} are allowed"
    expected = {
        "string_type": "text",
        "tuple_type": "a list",
        "date_type": "a date",
        "model_type": "a mapping",
    }
    if kind in expected:
        return f"should be {expected[kind]}, but is {_kind(value)}"
    return f"is not valid: {details['msg'].lower()}"


def _mend(details: ErrorDetails) -> str:
    kind, value = details["type"], details["input"]
    if kind == "string_pattern_mismatch":
        slug = details.get("ctx", {})["pattern"].startswith("^[a-z0-9]")
        return f"write it as {_slug(str(value))!r}" if slug else "write it like 'en' or 'pt-BR'"
    if kind == "string_type" and value is None:
        return "write the text after the colon, or remove the line"
    if kind == "string_type" and not isinstance(value, dict | list):
        return "put it in quotes"
    return {
        "tuple_type": "put each on a line of its own that begins with '- '",
        "string_too_short": "write the text, or remove the line",
        "date_type": "write it like 2027-06-30",
        "value_error": "write a full address such as https://docs.example.com/page",
    }.get(kind, "")


def _kind(value: Any) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a mapping",
    }
    return "empty" if value is None else names.get(type(value), "a date")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "topic"


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean {found[0]!r}?" if found else ""

"""What pydantic refuses, in the words of the file's author: what is wrong, at which place, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from bot.corpus.schema import SLUG_PATTERN, Faq, FaqFile, Link, NotCovered
from bot.corpus.yaml_source import Source, Where, shown


def note_invalid(source: Source, details: ErrorDetails) -> None:
    """Say a pydantic error in the words of the file's author, at the place where it stands."""
    where: Where = details["loc"]
    kind, key = details["type"], (where[-1] if where else "")
    if kind == "extra_forbidden":
        allowed = list(_model_at(where[:-1]).model_fields)
        hint = _level_of(where) or did_you_mean(str(key), allowed) or f"allowed here: {', '.join(allowed)}"
        source.problem(source.place(where, key=True), f"unknown key {shown(key)}", hint, code="unknown-key")
    elif kind == "missing":
        source.problem(source.place(where), f"{key!r} is missing", f"add '{key}:'", code="missing")
    else:
        message = f"{_label(source, where)} {_complaint(details)}"
        source.problem(source.place(where), message, _mend(details), code=kind.replace("_", "-"))


def _label(source: Source, where: Where) -> str:
    """The value that `where` leads to, by the key that its author wrote."""
    while where and where not in source.values_at:
        where = where[:-1]
    key = next((part for part in reversed(where) if isinstance(part, str)), "the file")
    return f"an entry of {key!r}" if where and isinstance(where[-1], int) else repr(key)


def _level_of(where: Where) -> str:
    """Where a key belongs that stands at the left margin and is one of an entry; "" for any other."""
    owners: dict[str, type[BaseModel]] = {"FAQ": Faq, "group": NotCovered}
    owner = next((name for name, model in owners.items() if where[0] in model.model_fields), "")
    return (
        f"it belongs below the '- id:' of its {owner}, in the column of 'id'"
        if owner and not where[1:]
        else ""
    )


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
        return f"{shown(value)} is not a {'slug' if _wants_slug(details) else 'language tag'}"
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
        return f"should be {expected[kind]}, but is {kind_of(value)}"
    return f"is not valid: {details['msg'].lower()}"


def _mend(details: ErrorDetails) -> str:
    kind, value = details["type"], details["input"]
    if kind == "string_pattern_mismatch":
        return (
            f"write it as {shown(slug_of(value))}"
            if _wants_slug(details)
            else "write it like 'en' or 'pt-BR'"
        )
    if kind == "string_type" and value is None:
        return "write the text after the colon, or remove the line"
    if kind == "string_type":
        return "write one text" if isinstance(value, dict | list) else "put it in quotes"
    if kind == "model_type":
        model = _model_at(details["loc"])
        if model is Link:
            return "write an address, or 'url:' and 'title:'"
        needed = [f"'{key}:'" for key, field in model.model_fields.items() if field.is_required()]
        return f"write {' and '.join(needed)}, each on a line of its own"
    return {
        "tuple_type": "put each on a line of its own that begins with '- '",
        "string_too_short": "write the text, or remove the line",
        "string_too_long": "shorten it, or say it in two",
        "too_short": "write at least one",
        "date_type": "write it like 2027-06-30",
        "value_error": "write a full address such as https://docs.example.com/page",
    }.get(kind, "see the README, 'Write FAQs'")


def _wants_slug(details: ErrorDetails) -> bool:
    return bool(details.get("ctx", {}).get("pattern") == SLUG_PATTERN)


def kind_of(value: Any) -> str:
    """What a value read from YAML is, in words."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        date: "a date",
        list: "a list",
        dict: "a mapping",
    }
    return "empty" if value is None else names.get(type(value), "a date with a time")


def slug_of(text: str) -> str:
    """A slug for `text`: its ASCII letters and digits, with dashes between."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "topic"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint at the one of `known` that `word` resembles; "" where none does."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean {found[0]!r}?" if found else ""

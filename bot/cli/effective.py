"""The effective settings, and where each comes from."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from bot.cli.show import printable
from bot.corpus.load import paths_to_read
from bot.settings import ENV_PREFIX, Settings, default_of, flag_of, is_private, load_settings
from bot.settings_file import read_settings_file


@dataclass(frozen=True, slots=True)
class Effective:
    """A setting: its value as people write it, of a secret only whether there is one; and its source.

    `source`: the flag, the variable, the settings file, or "default".
    """

    name: str
    value: str
    source: str


def effective_settings(flags: Mapping[str, Any]) -> list[Effective]:
    """All settings with `flags` over environment, file and defaults.

    Raises SettingsError; CorpusError and EmbedderError, too, as far as it can be told without loading.
    """
    settings = load_settings(flags)
    paths_to_read(settings.faqs)
    if model := settings.embedder.partition(":")[2]:
        from bot.matching.onnx import local_folder

        local_folder(model)
    picked = _picked_cut_offs(settings)
    picked_by = "max_wrong" if settings.max_wrong else "answer_cut_off"
    effective = settings.model_copy(update=picked)
    in_file = read_settings_file(settings.config) if settings.config else {}
    given = {name.upper() for name, value in os.environ.items() if value}

    def source(name: str) -> str:
        if name not in settings.model_fields_set:  # not given, or made void by a flag
            return "default"
        if flags.get(name) is not None:
            return flag_of(name)
        if (variable := ENV_PREFIX + name.upper()) in given:
            return variable
        return str(settings.config) if name in in_file else "default"

    return [
        Effective(name, _shown(name, effective), source(picked_by if name in picked else name))
        for name in Settings.model_fields
    ]


def _picked_cut_offs(settings: Settings) -> dict[str, float]:
    """The cut-offs that others change: `max_wrong` both, a low `answer_cut_off` that of choices."""
    if not settings.max_wrong:
        low = settings.answer_cut_off < settings.clarify_cut_off
        return {"clarify_cut_off": settings.answer_cut_off} if low else {}
    from bot.assistant import cut_offs_of  # imported here: nothing else takes as long

    cut_offs = cut_offs_of(settings)
    picked = {"answer_cut_off": cut_offs.answer}
    return (
        picked
        if cut_offs.clarify == settings.clarify_cut_off
        else picked | {"clarify_cut_off": cut_offs.clarify}
    )


def settings_table(found: Sequence[Effective]) -> Table:
    """The settings for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("setting", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("from", overflow="fold")
    for setting in found:
        style = "dim" if setting.source == "default" else None
        table.add_row(setting.name, printable(setting.value), printable(setting.source), style=style)
    return table


def _shown(name: str, settings: Settings) -> str:
    value = getattr(settings, name)
    if value == Settings.model_fields[name].default:
        return default_of(name)
    if is_private(name):
        return "(set)"
    return ",".join(value) if isinstance(value, tuple) else str(value)

"""Settings -> command line options. A setting is declared in `bot.settings` and nowhere else."""

from __future__ import annotations

import signal
import sys
import types
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import click

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

Handler = Callable[..., None]


class PathName(click.Path):
    """A path. An empty one, of a variable that is not set, would be the working folder."""

    def __init__(self) -> None:
        """Whether it is there, whoever opens it finds out."""
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The Path. Fails as wrong usage where it is empty."""
        if value == "":
            self.fail("is empty; name a file or folder", param, ctx)
        return super().convert(value, param, ctx)


class SettingsCommand(click.Command):
    """A command that takes the settings of some groups as options, after its own, under a heading each.

    `groups`: the groups of `bot.settings`, all if empty; `also`: single ones of other groups.
    The options are made when they are needed, so that `faqbot --help` need not import the settings.
    """

    def __init__(
        self,
        *args: Any,
        groups: tuple[str, ...] = (),
        also: tuple[str, ...] = (),
        **kw: Any,
    ) -> None:
        """Take what click.Command takes, and which settings."""
        super().__init__(*args, **kw)
        self._groups, self._also = groups, ("config", *also)
        self._options: dict[str, list[click.Option]] | None = None

    def _by_group(self) -> dict[str, list[click.Option]]:
        if self._options is None:
            self._options = {}
            for group, option in _setting_options(self._groups, self._also):
                self._options.setdefault(group, []).append(option)
        return self._options

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters, then the settings."""
        settings = [option for options in self._by_group().values() for option in options]
        return [*super().get_params(ctx), *settings]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, the command's own first."""
        sections = {"Options": [p for p in super().get_params(ctx) if isinstance(p, click.Option)]}
        for heading, options in (sections | self._by_group()).items():
            rows = [row for option in options if (row := option.get_help_record(ctx))]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


class ServeCommand(SettingsCommand):
    """The same, and from now on TERM ends the process with 0, and HUP does not: see `bot.server.serve`."""

    def make_context(self, *args: Any, **kw: Any) -> click.Context:
        """Listen before all that takes time: the first process of a container hears nothing else."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # what it asks for, new workers, there will be
        return super().make_context(*args, **kw)


def with_settings(handler: Handler) -> Handler:
    """Give a SettingsCommand's handler its settings as one `settings` argument. Raises SettingsError."""

    @wraps(handler)
    def call(**given: Any) -> None:
        from bot.settings import Settings, load_settings

        flags = {name: given.pop(name) for name in Settings.model_fields if name in given}
        handler(settings=load_settings(flags), **given)

    return call


def _setting_options(groups: tuple[str, ...], also: tuple[str, ...]) -> Iterator[tuple[str, click.Option]]:
    from bot.settings import GROUPS, Settings, group_of, has_flag

    for group, heading in GROUPS.items():
        for name, field in Settings.model_fields.items():
            taken = has_flag(name) and (not groups or group in groups or name in also)
            if taken and group_of(name) == group:
                yield heading, _option(name, field)


def _option(name: str, field: FieldInfo) -> click.Option:
    """The option of one setting. Its value stays text: the settings model alone says what is allowed."""
    from bot.settings import ENV_PREFIX, default_of, flag_of

    flag, default = flag_of(name), default_of(name)
    notes = [f"default: {default}"] if default else []
    text = f"{field.description}  [{'; '.join([*notes, ENV_PREFIX + name.upper()])}]"
    if field.annotation is bool:
        return click.Option([f"{flag}/--no-{flag[2:]}"], default=None, help=text)
    return click.Option([flag, name], metavar=_metavar(field.annotation), help=text)


def _metavar(annotation: Any) -> str:
    if get_origin(annotation) is Literal:
        return "|".join(map(str, get_args(annotation)))
    if get_origin(annotation) in (Union, types.UnionType):
        return _metavar(next(kind for kind in get_args(annotation) if kind is not type(None)))
    if get_origin(annotation) is tuple:
        return "A,B"
    return {int: "N", float: "N", Path: "PATH"}.get(annotation, "TEXT")

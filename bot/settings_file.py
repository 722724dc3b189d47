"""A settings file: TOML or YAML, one key a setting."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, ClassVar

import yaml

from bot.errors import SettingsError

MOST_BYTES = 1_000_000


def read_settings_file(path: Path) -> dict[str, Any]:
    """What a settings file says, by name of the setting. Raises SettingsError."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror or error}; check --config") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8") from None
    try:
        found = tomllib.loads(text) if path.suffix == ".toml" else yaml.load(text, _Loader) or {}
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not YAML: {_said(error)}") from None
    if not isinstance(found, dict):
        raise SettingsError(f"{path} must be names and values, such as port: 8000")
    return {str(name): value for name, value in found.items() if value is not None}


def _said(error: Exception) -> str:
    """What is wrong and where, without the parser's name for the text."""
    problem, mark = getattr(error, "problem", None), getattr(error, "problem_mark", None)
    if not problem or not mark:
        return str(getattr(error, "reason", error))
    return f"{problem} (line {mark.line + 1}, column {mark.column + 1})"


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """The safe loader, which would let the last of two equal keys win, and take `off` for false.

    What a word means is for each setting to say, as it is with variables.
    """

    yaml_implicit_resolvers: ClassVar = {
        first: [known for known in resolvers if known[0] == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [key.value for key, _ in node.value]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise ValueError(f"{twice!r} is given twice")
    found: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)

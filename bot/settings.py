"""Every setting, once: its name, default, limits and help.

The command line's flags, the `FAQBOT_*` environment variables and the README's table all come from here:
`some_setting` is `--some-setting` and `FAQBOT_SOME_SETTING`. Lists are written with commas.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from rapidfuzz import fuzz, process

from bot.corpus.links import checked_url
from bot.errors import SettingsError
from bot.resources import SHIPPED_FAQS

ENV_PREFIX = "FAQBOT_"


def _split(value: Any) -> Any:
    return (
        tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
    )


def _handoff_url(value: str) -> str:
    return value if not value or value.startswith("mailto:") else checked_url(value)


class Settings(BaseSettings):
    """The effective settings: flags first, then the environment, then the defaults given here."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, extra="forbid", frozen=True)

    faqs: Path = Field(SHIPPED_FAQS, description="Folder of FAQ files.")
    max_file_bytes: int = Field(1_500_000, ge=1_000, description="Largest FAQ file, in bytes.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    workers: int = Field(1, ge=1, le=64, description="Worker processes.")
    threads: int = Field(4, ge=1, le=256, description="Threads of each worker.")
    reload_seconds: float = Field(
        0.5, ge=0, le=60, description="How often changed FAQ files are looked for; 0 never reloads."
    )
    max_question_length: int = Field(4_000, ge=1, le=100_000, description="Longest question, in characters.")
    title: str = Field("Help center", description="Name of the help center, on its pages and in the widget.")
    handoff_url: Annotated[str, AfterValidator(_handoff_url)] = Field(
        "",
        description="Where a person can be reached: an http(s) address or mailto:. Empty: none is offered.",
    )
    handoff_label: str = Field("Talk to a person", description="What the link to a person says.")
    cors_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = Field(
        (),
        description="Origins whose pages may call the API, comma-separated.",
    )
    frame_ancestors: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = Field(
        (), description="Origins whose pages may frame /embed; comma-separated."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  (the names are pydantic's)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags and the environment; a stray .env file in the folder changes nothing."""
        return init_settings, env_settings


def load_settings(flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings with `flags` (name -> value; None means not given) over the environment.

    Raises SettingsError that names each wrong one, or a `FAQBOT_` variable that is no setting.
    """
    unknown = [
        name
        for name in os.environ
        if name.startswith(ENV_PREFIX) and name.removeprefix(ENV_PREFIX).lower() not in Settings.model_fields
    ]
    if unknown:
        names = [ENV_PREFIX + field.upper() for field in Settings.model_fields]
        near = process.extractOne(unknown[0], names, scorer=fuzz.ratio, score_cutoff=70)
        raise SettingsError(f"{unknown[0]} is not a setting" + (f"; did you mean {near[0]}?" if near else ""))
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError("; ".join(_complaint(details, given) for details in error.errors())) from None


def _complaint(details: Any, given: Mapping[str, Any]) -> str:
    name = str(details["loc"][0])
    shown = f"--{name.replace('_', '-')}" if name in given else ENV_PREFIX + name.upper()
    return f"{shown} {details['input']!r}: {details['msg']}"

"""Every setting, once: its name, default, limits and help.

The command line's flags, the `FAQBOT_*` environment variables and the README's table all come from here:
`some_setting` is `--some-setting` and `FAQBOT_SOME_SETTING`. Lists are written with commas.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from rapidfuzz import fuzz, process

from bot.errors import SettingsError
from bot.resources import SHIPPED_FAQS
from bot.setting_types import DatabaseUrl, Embedder, HandoffUrl, Origins, RateLimit, RateLimitStorage
from bot.settings_file import read_settings_file

ENV_PREFIX = "FAQBOT_"
# Their values are never shown: each may hold a password.
_PRIVATE = frozenset(("admin_token", "database_url", "rate_limit_storage"))
# What a value should be, by the first word of pydantic's name for the fault.
_KINDS = {"int": "a whole number", "float": "a number", "bool": "true or false", "string": "text"}
_PATHS = ("config", "faqs", "unix_socket")

# A setting belongs to the group that its `json_schema_extra` names, else to the service. A command takes
# the groups it has a use for; `serve` takes all of them.
GROUPS = {"corpus": "FAQ files", "answers": "Answers", "service": "Service", "journal": "Journal"}
_CORPUS: dict[str, Any] = {"group": "corpus"}
_ANSWERS: dict[str, Any] = {"group": "answers"}
_JOURNAL: dict[str, Any] = {"group": "journal"}
# Flags are seen by everybody on the machine, so a secret has none.
_SECRET: dict[str, Any] = {"group": "journal", "environment_only": True}


class Settings(BaseModel):
    """The effective settings: flags, else the environment, else the settings file, else these defaults.

    Raises SettingsError that names each wrong one and where it stands, or what is no setting.

    >>> Settings(port=70_000)
    Traceback (most recent call last):
    bot.errors.SettingsError: port 70000: input should be less than or equal to 65535
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    config: Path | None = Field(
        None,
        description="Settings file, TOML (*.toml) or YAML; flags and the environment come before it.",
        json_schema_extra=_CORPUS,
    )
    faqs: Path = Field(SHIPPED_FAQS, description="Folder of FAQ files.", json_schema_extra=_CORPUS)
    max_file_bytes: int = Field(
        1_500_000, ge=1_000, description="Largest FAQ file, in bytes.", json_schema_extra=_CORPUS
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    unix_socket: Path | None = Field(
        None, description="Listen on this socket file, for a proxy on the same machine, and on no port."
    )
    workers: int = Field(1, ge=1, le=64, description="Worker processes.")
    threads: int = Field(4, ge=1, le=256, description="Threads of each worker.")
    reload_seconds: float = Field(
        0.5, ge=0, le=60, description="How often changed FAQ files are looked for; 0 never reloads."
    )
    max_body_bytes: int = Field(
        65_536, ge=1_024, le=10_000_000, description="Largest request body, in bytes."
    )
    read_timeout: float = Field(
        10,
        ge=0.1,
        le=600,
        description="Seconds that a client may take to send a request, or to read on in its reply.",
    )
    rate_limit: RateLimit = Field(
        "auto",
        description="Requests of one client to one route, such as 300 per minute;20 per second. off: any"
        " number; auto: 300 per minute, unless only this machine can connect.",
    )
    rate_limit_storage: RateLimitStorage = Field(
        "memory://",
        description="Where requests are counted: memory:// (in each worker), or redis://HOST:PORT for all"
        " workers and machines together (with faqbot[redis]).",
    )
    trusted_hops: int = Field(
        0,
        ge=0,
        le=10,
        description="Proxies in front whose X-Forwarded-For, -Proto and -Host are believed.",
    )
    behind_tls: bool = Field(
        False, description="People come by https, though the proxy in front does not say so."
    )
    log_format: Literal["text", "json"] = Field("text", description="How the log is written.")
    answer_cache_size: int = Field(
        1_024,
        ge=0,
        le=1_000_000,
        description="Questions whose replies are remembered until the FAQ files change; 0 is off.",
        json_schema_extra=_ANSWERS,
    )
    max_question_length: int = Field(
        4_000,
        ge=1,
        le=100_000,
        description="Longest question, in characters.",
        json_schema_extra=_ANSWERS,
    )
    embedder: Embedder = Field(
        "wordllama",
        description="Sentence embedding: none, wordllama, or onnx:FOLDER (or a model hub's OWNER/NAME).",
        json_schema_extra=_ANSWERS,
    )
    answer_cut_off: float = Field(
        0.5, ge=0, le=1, description="Confidence from which a FAQ is answered.", json_schema_extra=_ANSWERS
    )
    max_wrong: float = Field(
        0.0,
        ge=0,
        lt=1,
        description=(
            "Share of answers that may be wrong, such as 0.05, by the data sets of the calibration; it sets "
            "answer_cut_off, which then must not be given, too. 0: off."
        ),
        json_schema_extra=_ANSWERS,
    )
    clarify_cut_off: float = Field(
        0.15,
        ge=0,
        le=1,
        description='Confidence from which "did you mean" is asked.',
        json_schema_extra=_ANSWERS,
    )
    margin: float = Field(
        0.05,
        ge=0,
        le=1,
        description="Lead in confidence over the next FAQ (or not_covered group) that an answer needs; "
        "at least 0.2 where that would be answered, were it alone, or has as many of the question's words, "
        "0.35 where both have all of them, up to a confidence of 0.9, and 0.5 where it is a group that is "
        "more alike.",
        json_schema_extra=_ANSWERS,
    )
    title: str = Field(
        "Help center",
        description="Name of the help center, on its pages and in the widget; never empty.",
    )
    handoff_url: HandoffUrl = Field(
        "",
        description="Where a person can be reached: an http(s) address or mailto:. Empty: none is shown.",
        json_schema_extra=_ANSWERS,
    )
    handoff_label: str = Field(
        "Talk to a person", description="What the link to a person says.", json_schema_extra=_ANSWERS
    )
    cors_origins: Origins = Field(
        (), description="Origins whose pages may call the API, such as https://www.example.com; with commas."
    )
    frame_ancestors: Origins = Field(
        (), description="Origins whose pages may frame /embed, such as https://www.example.com; with commas."
    )

    journal: Literal["on", "off", "all"] = Field(
        "on",
        description="Record questions (redacted), replies and ratings; all: those of ask and chat in the"
        " terminal, too, which take it from FAQBOT_JOURNAL or a settings file.",
        json_schema_extra=_JOURNAL,
    )
    database_url: DatabaseUrl = Field(
        "",
        description="Where the journal is kept: sqlite:////FILE, or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
        " (with faqbot[postgres]). Empty: journal.db in the data folder of the user.",
        json_schema_extra=_JOURNAL,
    )
    retention_days: int = Field(
        90, ge=1, le=36_500, description="Days after which the journal forgets.", json_schema_extra=_JOURNAL
    )
    report_min_conversations: int = Field(
        3,
        ge=1,
        le=1_000,
        description="Distinct conversations from which a group of questions is shown; what a day brings"
        " without a conversation_id is one.",
        json_schema_extra=_JOURNAL,
    )
    admin_token: SecretStr = Field(
        SecretStr(""),
        description="Opens /admin, and has 16 characters or more; from the environment only. Empty: there is"
        " no /admin.",
        json_schema_extra=_SECRET,
    )

    @field_validator("*", mode="before")
    @classmethod
    def _a_number_is_not_true_or_false(cls, value: Any, about: ValidationInfo) -> Any:
        if isinstance(value, bool) and cls.model_fields[about.field_name or ""].annotation is not bool:
            raise ValueError("input should not be true or false")
        return value

    @field_validator(*_PATHS, mode="before")
    @classmethod
    def _a_path_has_a_name(cls, value: Any) -> Any:
        if value == "":  # of a variable that is not set; it would be the working folder
            raise ValueError("name a path, or leave it out")
        return value

    @field_validator("title", "handoff_label")
    @classmethod
    def _a_name_says_something(cls, value: str, about: ValidationInfo) -> str:
        """An empty one is one that is not set, as with variables: it names a page, a dialog, a link."""
        return value.strip() or str(cls.model_fields[about.field_name or ""].default)

    @field_validator("clarify_cut_off")
    @classmethod
    def _offered_before_answered(cls, value: float, about: ValidationInfo) -> float:
        answer = about.data.get("answer_cut_off", 1.0)
        if value > answer and not about.data.get("max_wrong"):
            raise ValueError(f"must not be above answer_cut_off, {answer:g}")
        return value

    @model_validator(mode="wrap")
    @classmethod
    def _with_environment_and_file(
        cls, given: dict[str, Any], make: ModelWrapValidatorHandler[Settings], about: ValidationInfo
    ) -> Settings:
        environment = _from_environment()
        config = given.get("config") or environment.get("config")
        in_file = _from_file(config) if config else {}
        complaints = [*_unknown(given), *_unknown(environment, _variable), *_unfit(in_file, config)]
        told = in_file | environment | given
        values = {name: value for name, value in told.items() if name in cls.model_fields}
        places = {name: f"{config}: {name}" for name in in_file}
        places |= {name: _variable(name) for name in environment}
        # Whoever gives flags says so.
        places |= {name: flag_of(name) if about.context else name for name in given}
        try:
            made = make(values)
            if made.max_wrong and "answer_cut_off" in values:
                made = make(_without_other_cut_off(values, given, places))
        except ValidationError as error:
            complaints += (_complaint(details, places) for details in error.errors())
        except SettingsError as error:
            complaints.append(str(error))
        if complaints:
            raise SettingsError("\n".join(complaints))
        return made


def flag_of(name: str) -> str:
    """The command line's name of a setting: `some_setting` is `--some-setting`."""
    return "--" + name.replace("_", "-")


def has_flag(name: str) -> bool:
    """Whether the command line takes this setting; a secret comes from the environment only."""
    extra = Settings.model_fields[name].json_schema_extra
    return not (isinstance(extra, dict) and extra.get("environment_only"))


def group_of(name: str) -> str:
    """The key in GROUPS of the group that a setting belongs to."""
    extra = Settings.model_fields[name].json_schema_extra
    return str(extra["group"]) if isinstance(extra, dict) and "group" in extra else "service"


def default_of(name: str) -> str:
    """A setting's default as people write it; "" where nothing is set."""
    default = Settings.model_fields[name].default
    if default == SHIPPED_FAQS:
        return "the shipped FAQs"
    if default is None:
        return ""
    return ",".join(default) if isinstance(default, tuple) else str(default)


def is_private(name: str) -> bool:
    """Whether a setting's value may hold a password, and must not be shown."""
    return name in _PRIVATE


def _unknown(names: Iterable[str], written: Callable[[str], str] = str) -> Iterator[str]:
    """What is to be said of those that are no settings; `written`: how a name stands where it was given."""
    for name in names:
        if name not in Settings.model_fields:
            known = map(written, Settings.model_fields)
            near = process.extractOne(written(name), list(known), scorer=fuzz.ratio, score_cutoff=70)
            meant = f"; did you mean {near[0]}?" if near else ""
            yield f"{written(name)} is not a setting{meant}"


def _unfit(names: Iterable[str], path: str | Path | None) -> Iterator[str]:
    """The same of those that stand in a settings file, and of settings that cannot stand there."""
    for name in names:
        yield from (f"{path}: {complaint}" for complaint in _unknown([name]))
        if name == "config":
            yield f"{path}: config is not a setting of a settings file"
        elif name in Settings.model_fields and not has_flag(name):
            yield f"{path}: {name} is taken from the environment only, as {_variable(name)}"


def _without_other_cut_off(
    values: dict[str, Any], given: Mapping[str, Any], places: Mapping[str, str]
) -> dict[str, Any]:
    """The values without what a flag makes void. Raises SettingsError where neither of the two is nearer."""
    both = ("answer_cut_off", "max_wrong")
    if len(void := [name for name in both if name not in given]) != 1:
        one, other = (places[name] for name in both)
        raise SettingsError(f"{one} and {other} cannot go together: both say what is answered; give one")
    return {name: value for name, value in values.items() if name not in void}


def _variable(name: str) -> str:
    return ENV_PREFIX + name.upper()


def _from_environment() -> dict[str, str]:
    """What variables say; an empty one is one that is not set."""
    told = {
        name.removeprefix(ENV_PREFIX).lower(): value
        for name, value in os.environ.items()
        if name.startswith(ENV_PREFIX)
    }
    return {name: value for name, value in told.items() if value or name not in Settings.model_fields}


def _from_file(path: str | Path) -> dict[str, Any]:
    found = read_settings_file(Path(path))
    return {name: _from_its_folder(name, value, Path(path).parent) for name, value in found.items()}


def _from_its_folder(name: str, value: Any, folder: Path) -> Any:
    """A value of a settings file in `folder`: a relative path counts from there, wherever a command runs."""
    if not isinstance(value, str) or not value:
        return value
    if name in _PATHS:
        return str(folder / value)
    kind, _, model = value.partition(":")
    is_folder = name == "embedder" and kind == "onnx" and (model[:1] == "." or (folder / model).is_dir())
    # Whole, as two names with a slash between would be a model of the hub.
    return f"{kind}:{(folder / model).absolute()}" if is_folder else value


def load_settings(flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings with `flags` (name -> value; None means not given) over the environment and the file.

    Raises SettingsError, as Settings itself does.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    return Settings.model_validate(given, context="flags")


def _complaint(details: Any, places: Mapping[str, str]) -> str:
    name = str(details["loc"][0])
    kind, _, fault = details["type"].partition("_")
    message = details["msg"].removeprefix("Value error, ")
    if kind in _KINDS and fault in ("parsing", "type", "from_float"):
        message = f"input should be {_KINDS[kind]}"
    value = "" if name in _PRIVATE else f" {details['input']!r}"
    return f"{places[name]}{value}: {message[:1].lower()}{message[1:]}"

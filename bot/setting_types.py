"""What values a setting may have, where text or a number does not say it; each refusal says what to write."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from bot.links import checked_url

_RATE = re.compile(r"[1-9]\d{0,8} ?(per |/ ?)([1-9]\d{0,4} )?(second|minute|hour|day)s?")
# As a browser sends it: names in ASCII (xn-- where they are not), no wildcard, no nought before a port.
_NAME = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ORIGIN = re.compile(rf"https?://(?:\[[0-9a-f:.]+\]|{_NAME}(?:\.{_NAME})*)(?::[1-9][0-9]{{0,4}})?")


def _split(value: Any) -> Any:
    return (
        tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
    )


def _origins(values: tuple[str, ...]) -> tuple[str, ...]:
    """Origins as browsers send them: compared letter by letter, so anything else would never match."""
    for value in values:
        if "*" in value:
            raise ValueError(f"{value!r} is not an origin; write out each, such as https://www.example.com")
        parts = urlsplit(_address(value))
        default = {"http": ":80", "https": ":443"}[parts.scheme]
        origin = f"{parts.scheme}://{parts.netloc.lower().removesuffix(default)}"
        if value != origin:
            raise ValueError(f"{value!r} is not an origin; write {origin}")
        if not _ORIGIN.fullmatch(value):
            raise ValueError(f"{value!r} is not an origin; write one such as https://www.example.com:8443")
    return values


def _address(value: str) -> str:
    """What checked_url says of a link in a FAQ file, said of a setting."""
    try:
        return checked_url(value)
    except ValueError as error:
        raise ValueError(f"the address {str(error).removeprefix('link ')}") from None


def _handoff_url(value: str) -> str:
    if value.startswith(("http://", "https://")):
        return _address(value)
    if value and not re.fullmatch(r"mailto:[^@\s]+@\S+", value):
        raise ValueError("write an http:// or https:// address, or one such as mailto:help@example.com")
    return value


def _database_url(value: str) -> str:
    # Raised without the value: it may hold a password.
    if value and not value.startswith(("sqlite:////", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("write sqlite:////absolute/path.db or postgresql+psycopg://USER:PASSWORD@HOST/NAME")
    return value


def _rate_limit(value: str) -> str:
    if value not in ("auto", "off") and not all(_RATE.fullmatch(part.strip()) for part in value.split(";")):
        raise ValueError("write auto, off, or such as 300 per minute;20 per second")
    return value


def _rate_limit_storage(value: str) -> str:
    # Raised without the value: it may hold a password.
    if value != "memory://" and not value.startswith(("redis://", "rediss://", "redis+unix:///")):
        raise ValueError("write memory:// or redis://:PASSWORD@HOST:PORT/0")
    return value


def _embedder(value: str) -> str:
    if not re.fullmatch("none|wordllama|onnx:.+", value):
        raise ValueError("choose none, wordllama or onnx:MODEL")
    return value


Origins = Annotated[tuple[str, ...], BeforeValidator(_split), AfterValidator(_origins)]
HandoffUrl = Annotated[str, AfterValidator(_handoff_url)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
RateLimit = Annotated[str, AfterValidator(_rate_limit)]
RateLimitStorage = Annotated[str, AfterValidator(_rate_limit_storage)]
Embedder = Annotated[str, AfterValidator(_embedder)]

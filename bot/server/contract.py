"""What a route promises, said beside the route: `bot.server.openapi` makes the document of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE = "__faqbot_operation__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One route: what it takes, what it gives, and the problems (slugs of `problems.KINDS`) it can end in.

    `reply` is a model, or the media type of anything else. `example` is a value of that model. `revalidates`:
    the reply has an ETag, and a caller that names it gets 304. `redirects`: it ends in 303, and never in 200.
    """

    tag: Literal["questions", "corpus", "widget", "operation", "pages"]
    reply: type[BaseModel] | str
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    form: type[BaseModel] | None = None
    example: BaseModel | None = None
    problems: tuple[str, ...] = ()
    revalidates: bool = False
    redirects: bool = False
    path_examples: tuple[tuple[str, str], ...] = ()


def promises(operation: Operation) -> Callable[[View], View]:
    """Attach `operation` to a view; its docstring is the summary and description."""

    def attach(view: View) -> View:
        setattr(view, _ATTRIBUTE, operation)
        return view

    return attach


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """What a view promises, if it says so."""
    found: Operation | None = getattr(view, _ATTRIBUTE, None)
    return found

"""The OpenAPI document against the service: every operation, with whatever its schema allows and forbids."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from pydantic import SecretStr
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.server.app import create_app
from bot.settings import Settings

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MODES = {"allowed": GenerationMode.POSITIVE, "forbidden": GenerationMode.NEGATIVE}
TAGS = ["questions", "corpus", "widget", "operation", "pages"]
# CONTRACT_EXAMPLES=1000 looks for longer than a test run has time for.
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "8"))


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    folder: Path = tmp_path_factory.mktemp("contract")
    app = create_app(
        Settings(
            embedder="none",
            reload_seconds=0,
            database_url=f"sqlite:///{folder}/journal.db",
            admin_token=SecretStr("a-token-for-the-contract-tests"),
        )
    )
    found = schemathesis.openapi.from_wsgi("/openapi.json", app)
    found.location = None  # what it knows to be the document's own address it does not try
    return found


def operations(schema: schemathesis.BaseSchema, tag: str) -> list[Any]:
    found = [result.ok() for result in schema.get_all_operations()]
    return [operation for operation in found if operation.tags == [tag]]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tag", TAGS)
def test_no_request_gets_what_is_not_promised(schema: schemathesis.BaseSchema, tag: str, mode: str):
    """What the schema allows may get a promised 422: a document cannot know which locales there are."""
    for operation in operations(schema, tag):
        if mode == "forbidden" and not (operation.body or list(operation.iter_parameters())):
            continue

        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy(generation_mode=MODES[mode]))
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

        try:
            ask()
        except hypothesis.errors.Unsatisfiable:
            assert mode == "forbidden", "only where everything is allowed nothing is forbidden"


def test_every_operation_is_tried(schema: schemathesis.BaseSchema):
    paths = schema.raw_schema["paths"]
    every = [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]
    assert sorted(every) == sorted(o.label for tag in TAGS for o in operations(schema, tag))

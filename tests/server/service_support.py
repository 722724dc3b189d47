from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from bot.server.models import ProblemOut
from bot.server.problems import KINDS

MakeApp = Callable[..., Flask]


def assert_problem(response: TestResponse, status: int) -> dict[str, Any]:
    """Check that a response is problem details of the one shape, and return them."""
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    problem: dict[str, Any] = response.json
    ProblemOut.model_validate(problem)
    assert list(problem) == ["type", "title", "status", "detail", "errors", "request_id"]
    assert problem["status"] == status
    assert problem["type"].removeprefix("/docs#problem-") in KINDS
    assert problem["detail"].endswith(".")
    assert problem["request_id"] == response.headers["X-Request-ID"]
    return problem

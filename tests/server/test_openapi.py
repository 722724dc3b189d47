from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import SecretStr
from service_support import MakeApp

from bot.server.openapi import document, undescribed
from bot.server.problems import KINDS
from bot.settings import Settings


@pytest.fixture
def made(app: Flask, settings: Settings) -> dict[str, Any]:
    return document(app, settings)


def validator(made: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": made["components"]})


def operations(made: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in made["paths"].items()
        for method, operation in methods.items()
    ]


def response_of(made: dict[str, Any], operation: dict[str, Any], status: str) -> dict[str, Any]:
    found: dict[str, Any] = operation["responses"][status]
    reference = found.get("$ref", "").removeprefix("#/components/responses/")
    return made["components"]["responses"][reference] if reference else found


def test_it_is_valid_openapi(made: dict[str, Any]):
    assert [error.message for error in OpenAPIV31SpecValidator(made).iter_errors()] == []


def test_every_route_is_in_it(app: Flask, made: dict[str, Any]):
    assert undescribed(app) == []
    served = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    assert {(path, method) for path, method, _ in operations(made)} == served


def test_every_operation_is_named_once_and_described(made: dict[str, Any]):
    names = [operation["operationId"] for _, _, operation in operations(made)]
    assert len(names) == len(set(names))
    tags = {tag["name"] for tag in made["tags"]}
    for path, _, operation in operations(made):
        assert operation["summary"], path
        assert set(operation["tags"]) <= tags


def test_every_reply_and_every_problem_has_a_valid_example(made: dict[str, Any]):
    for path, _, operation in operations(made):
        for status in operation["responses"]:
            for media, content in response_of(made, operation, status).get("content", {}).items():
                assert content.get("example"), (path, status, media)
                validator(made, content["schema"]).validate(content["example"])
                if media == "application/problem+json":
                    assert status in {str(kind.status) for kind in KINDS.values()}


def test_every_parameter_has_a_valid_example(made: dict[str, Any]):
    for path, _, operation in operations(made):
        for parameter in operation.get("parameters", ()):
            assert "example" in parameter, (path, parameter["name"])
            validator(made, parameter["schema"]).validate(parameter["example"])


def test_the_example_of_an_invalid_request_names_a_field_as_a_reply_does(
    made: dict[str, Any], client: FlaskClient
):
    content = made["components"]["responses"]["invalid-request"]["content"]
    example = content["application/problem+json"]["example"]
    told = client.get("/api/v1/faqs?topic=prices").json
    assert told
    assert example["errors"] == told["errors"]


def test_every_body_has_an_example_that_is_understood(make_app: MakeApp, made: dict[str, Any]):
    client = make_app(admin_token=SecretStr("a-token-for-the-examples")).test_client()
    tried = 0
    for path, method, operation in operations(made):
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            assert content.get("example"), path
            validator(made, content["schema"]).validate(content["example"])
            sent = {"json" if media == "application/json" else "data": content["example"]}
            response = client.open(path, method=method.upper(), **sent)
            # Nobody has had the reply of the example, nor has that token.
            assert response.status_code in (200, 303, 403, 404), (path, response.text)
            tried += 1
    assert tried >= 5


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/api/v1/ask?q=top+up+sessions&explain=true", "/api/v1/ask"),
        ("/api/v1/ask?q=refund", "/api/v1/ask"),
        ("/api/v1/suggest?q=usage", "/api/v1/suggest"),
        ("/api/v1/topics", "/api/v1/topics"),
        ("/api/v1/faqs", "/api/v1/faqs"),
        ("/api/v1/faqs/top-up", "/api/v1/faqs/{faq_id}"),
        ("/healthz", "/healthz"),
        ("/readyz", "/readyz"),
        ("/openapi.json", "/openapi.json"),
        ("/api/v1/ask", "/api/v1/ask"),
        ("/api/v1/faqs/nix", "/api/v1/faqs/{faq_id}"),
    ],
)
def test_what_is_served_is_what_is_promised(
    client: FlaskClient, made: dict[str, Any], path: str, pattern: str
):
    response = client.get(path)
    operation = made["paths"][pattern]["get"]
    promised = response_of(made, operation, str(response.status_code))["content"]
    schema = validator(made, promised[response.mimetype]["schema"])
    schema.validate(response.json)
    if path == "/openapi.json":
        return
    with pytest.raises(Exception, match="required property"):
        schema.validate({})


def test_requests_are_described_by_the_models_that_check_them(made: dict[str, Any]):
    body = made["components"]["schemas"]["AskBody"]
    assert body["additionalProperties"] is False
    assert body["required"] == ["question"]
    assert (body["properties"]["question"]["minLength"], body["properties"]["question"]["maxLength"]) == (
        1,
        4_000,
    )
    query = {parameter["name"]: parameter for parameter in made["paths"]["/api/v1/ask"]["get"]["parameters"]}
    assert query["q"]["required"]
    assert query["q"]["schema"]["maxLength"] == 4_000
    assert query["explain"]["schema"]["enum"] == ["true", "false", "1", "0"]
    assert query["locale"]["schema"]["type"] == "string"


def test_the_limit_on_questions_is_the_one_that_is_set(app: Flask, settings: Settings):
    made = document(app, settings.model_copy(update={"max_question_length": 77}))
    assert made["components"]["schemas"]["AskBody"]["properties"]["question"]["maxLength"] == 77

"""The OpenAPI 3.1 document, made of the routes, what they promise, and the models that check requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from inspect import getdoc
from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema
from pydantic_core import core_schema
from werkzeug.routing import Rule

from bot import __version__
from bot.server.contract import Operation, operation_of
from bot.server.models import FieldProblem, ProblemOut
from bot.server.problems import KINDS, MEDIA_TYPE, Kind, may_be_page, problem_of
from bot.settings import Settings

_REF = "#/components/schemas/{model}"
_ABOUT = (
    "Questions in, approved answers with their documentation link out, or an honest "
    "\u201cI don't know\u201d. Every error has one shape: problem details (RFC 9457); outside /api it is a "
    "page for who asks for HTML. HEAD is answered wherever GET is, OPTIONS tells the methods of a route, and "
    "any other method gets 405."
)
# What any route can end in, whatever it promises.
_ALWAYS = ("malformed", "timeout", "too-large", "uri-too-long", "headers-too-large", "internal")
_LIMITS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
# What an invalid request is told of its fields.
_FIELD = FieldProblem(field="topic", detail="topic 'prices' is not in the corpus; see /api/v1/topics")
_PATH_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

Json = dict[str, Any]

# What replies that no model describes look like, by their media type.
_OTHER: dict[str, tuple[str, str | Json]] = {
    "application/json": ("object", {"openapi": "3.1.0", "info": {"title": "faqbot"}, "paths": {}}),
    "image/svg+xml": ("string", '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
    "text/html": ("string", "<!doctype html>\n<title>Help center</title>"),
    "text/javascript": ("string", "window.faqbot = {};"),
    "text/plain": ("string", 'faqbot_replies_total{decision="answer"} 20.0\n'),
    "*/*": ("string", "main { margin: 0 }"),
}


def document(app: Flask, settings: Settings) -> Json:
    """The OpenAPI document of the routes of `app` that promise something."""
    routes = sorted(_described(app), key=lambda route: (route[0].rule, route[1] != "POST"))
    schemas = _schemas([operation for _, _, operation, _ in routes])
    _limit_questions(schemas, settings)
    paths: Json = {}
    for rule, method, operation, described in routes:
        path = _PATH_PARAMETER.sub(r"{\1}", rule.rule)
        paths.setdefault(path, {})[method.lower()] = _operation(rule, method, operation, described, schemas)
    headers = {
        "X-Request-ID": _header("The caller's name for the request, or a new one; the log has it, too."),
        "ETag": _header("Changes with what is sent."),
        "Location": _header("Where to go on."),
        "Retry-After": _header("The seconds to wait.", "integer"),
        "RateLimit-Limit": _header("How many requests are allowed.", "integer", always=False),
        "RateLimit-Remaining": _header("How many of them are left.", "integer", always=False),
        "RateLimit-Reset": _header("The seconds until there are more.", "integer", always=False),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "faqbot",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "questions", "description": "Ask, and be offered questions."},
            {"name": "corpus", "description": "The approved answers themselves."},
            {"name": "operation", "description": "For those who run the service."},
            {"name": "widget", "description": "For sites that show the chat."},
            {"name": "pages", "description": "For people with a browser."},
        ],
        "paths": paths,
        "components": {"schemas": schemas, "responses": _problems(), "headers": headers},
    }


def undescribed(app: Flask) -> list[str]:
    """The routes of `app` that are missing in the document."""
    return [
        rule.rule for rule in app.url_map.iter_rules() if not operation_of(app.view_functions[rule.endpoint])
    ]


def _described(app: Flask) -> Iterator[tuple[Rule, str, Operation, str]]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if operation := operation_of(view):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method, operation, getdoc(view) or ""


def _operation(rule: Rule, method: str, operation: Operation, described: str, schemas: Json) -> Json:
    summary, _, description = described.partition("\n\n")
    made: Json = {
        "operationId": rule.endpoint.replace(".", "_"),
        "tags": [operation.tag],
        "summary": " ".join(summary.split()).removesuffix("."),
    }
    if description:
        made["description"] = " ".join(description.split())
    if parameters := [*_path_parameters(rule, operation), *_query_parameters(operation, method, schemas)]:
        made["parameters"] = parameters
    if method == "POST":
        made["requestBody"] = _request_body(operation, schemas)
    made["responses"] = _responses(operation, rule.rule)
    return made


def _path_parameters(rule: Rule, operation: Operation) -> Iterator[Json]:
    examples = dict(operation.path_examples)
    for name in _PATH_PARAMETER.findall(rule.rule):
        found: Json = {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1},
        }
        if name in examples:
            found["example"] = examples[name]
        yield found


def _query_parameters(operation: Operation, method: str, schemas: Json) -> Iterator[Json]:
    if operation.query is None or method != "GET":
        return
    schema = schemas[operation.query.__name__]
    for name, field in schema.get("properties", {}).items():
        field = {key: value for key, value in field.items() if key != "title"}
        # A query string has no null: a parameter is given or left out.
        options = [option for option in field.pop("anyOf", ()) if option.get("type") != "null"]
        if options:
            field = {**options[0], **{key: value for key, value in field.items() if key != "default"}}
        parameter: Json = {"name": name, "in": "query", "required": name in schema.get("required", ())}
        if "description" in field:
            parameter["description"] = field.pop("description")
        if examples := field.pop("examples", None):
            parameter["example"] = examples[0]
        yield {**parameter, "schema": field}


def _request_body(operation: Operation, schemas: Json) -> Json:
    model, media = (
        (operation.body, "application/json")
        if operation.body
        else (operation.form, "application/x-www-form-urlencoded")
    )
    if model is None:
        raise ValueError(f"a POST route must promise its body or form: {operation}")
    content = {"schema": _ref(model), "example": _body_example(schemas[model.__name__])}
    return {"required": operation.body is not None, "content": {media: content}}


def _body_example(schema: Json) -> Json:
    """What must be sent; where nothing must, what can: fields that exclude each other have to be optional."""
    fields = schema["properties"]
    told = {name: field["examples"][0] for name, field in fields.items() if "examples" in field}
    return {name: example for name, example in told.items() if name in schema.get("required", told)}


def _responses(operation: Operation, path: str) -> Json:
    if isinstance(operation.reply, str):
        good: Json = {operation.reply: _other(operation.reply)}
    else:
        content: Json = {"schema": _ref(operation.reply)}
        if operation.example is not None:
            content["example"] = operation.example.model_dump(mode="json")
        good = {"application/json": content}
    limited = operation.tag != "operation"
    headers = _headers("X-Request-ID", *(_LIMITS if limited else ()))
    with_etag = headers | _headers("ETag")
    responses: Json = {"200": {"description": "OK", "headers": headers, "content": good}}
    problems = [*operation.problems, *(("too-many-requests",) if limited else ()), *_ALWAYS]
    if operation.revalidates:
        responses["200"]["headers"] = with_etag
        responses["304"] = {
            "description": "Not changed since the ETag in If-None-Match.",
            "headers": with_etag,
        }
        problems.append("precondition-failed")
    if operation.redirects:
        responses = {
            "303": {
                "description": "Done; Location says where to go on.",
                "headers": headers | _headers("Location"),
                "content": good,
            }
        }
    page = may_be_page(path)
    for kind in sorted((KINDS[slug] for slug in problems), key=lambda kind: kind.status):
        responses[str(kind.status)] = {"$ref": f"#/components/responses/{_name(kind, page=page)}"}
    return responses


def _problems() -> Json:
    """The response of each kind of problem: to programs, and where there are pages."""
    return {
        _name(kind, page=page): _problem(kind, page=page) for page in (False, True) for kind in KINDS.values()
    }


def _name(kind: Kind, *, page: bool) -> str:
    return f"{kind.slug}-page" if page else kind.slug


def _problem(kind: Kind, *, page: bool) -> Json:
    errors = [_FIELD] if kind.slug == "invalid-request" else []
    example = problem_of(kind, kind.help, errors, request_id="5f2c81a09be3d476")
    content: Json = {
        MEDIA_TYPE: {"schema": _ref(ProblemOut), "example": example.model_dump(mode="json")},
    }
    if page:
        content["text/html"] = _other("text/html")
    names = ("X-Request-ID", *_LIMITS, *(("Retry-After",) if kind.status in (429, 503) else ()))
    return {
        "description": f"{HTTPStatus(kind.status).phrase}: {kind.title.lower()}",
        "headers": _headers(*names),
        "content": content,
    }


def _other(media: str) -> Json:
    kind, example = _OTHER[media]
    return {"schema": {"type": kind}, "example": example}


def _headers(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _header(description: str, kind: str = "string", *, always: bool = True) -> Json:
    return {"description": description, "required": always, "schema": {"type": kind}}


def _schemas(operations: list[Operation]) -> Json:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(ProblemOut, "serialization"): None}
    for operation in operations:
        if not isinstance(operation.reply, str):
            wanted[(operation.reply, "serialization")] = None
        for model in filter(None, (operation.query, operation.body, operation.form)):
            wanted[(model, "validation")] = None
    _, made = models_json_schema(list(wanted), ref_template=_REF, schema_generator=_Schemas)
    schemas: Json = made["$defs"]
    block = schemas["Block"]  # its serialiser leaves out what is null: see bot.markdown
    block["required"].remove("href")
    block["properties"]["href"] = {"type": "string", "format": "uri"}
    return schemas


def _limit_questions(schemas: Json, settings: Settings) -> None:
    for model, name in (("AskBody", "question"), ("AskQuery", "q")):
        schemas[model]["properties"][name] |= {"minLength": 1, "maxLength": settings.max_question_length}


class _Schemas(GenerateJsonSchema):
    """Models as they are declared: replies hold every field, also those that have a default, unless it is one
    that is left out where it says nothing.
    """

    def ser_schema(self, schema: Any) -> Any:
        return None if str(schema["type"]).startswith("function") else super().ser_schema(schema)

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        always = self.mode == "serialization" and "serialization_exclude_if" not in field
        return always or super().field_is_required(field, total)


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": _REF.format(model=model.__name__)}

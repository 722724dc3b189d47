"""The API document: as OpenAPI, and as a page that needs nothing from anywhere else."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from bot.server.contract import Operation, promises
from bot.server.problems import KINDS, MEDIA_TYPE
from bot.server.replies import page_reply, revalidated
from bot.server.service import service

blueprint = Blueprint("docs", __name__)
_KEPT = "faqbot-openapi"


@blueprint.get("/openapi.json")
@promises(Operation(tag="operation", reply="application/json", revalidates=True))
def openapi() -> Response:
    """The API as an OpenAPI 3.1 document."""
    response = Response(json.dumps(_document(), indent=1), mimetype="application/json")
    response.headers["Cache-Control"] = "no-cache"
    return revalidated(response)


@blueprint.get("/docs")
@promises(Operation(tag="pages", reply="text/html", revalidates=True))
def docs() -> Response:
    """The API as a page."""
    page = render_template(
        "docs.html",
        document=_document(),
        kinds=KINDS.values(),
        problem_media_type=MEDIA_TYPE,
        curl=_curl,
        pretty=_pretty,
    )
    return page_reply(page)


def _document() -> dict[str, Any]:
    if _KEPT not in current_app.extensions:
        from bot.server.openapi import document  # imported here: no start need wait for it

        current_app.extensions[_KEPT] = document(current_app, service().settings)
    made: dict[str, Any] = current_app.extensions[_KEPT]
    return made


def _pretty(example: Any) -> str:
    return json.dumps(example, indent=2, ensure_ascii=False)


def _curl(path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    """A command that calls the operation with its examples."""
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(parameter.get("example", "")))
    asked = [p for p in operation.get("parameters", ()) if p["in"] == "query" and p["required"]]
    address = f"{request.scheme}://{request.host}{path}"
    if asked:
        data = " ".join(f"--data-urlencode '{p['name']}={p['example']}'" for p in asked)
        return f"curl -G {address} {data}"
    if method == "post":
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            schema = _resolved(content["application/json"]["schema"], schemas)
            body = {name: schema["properties"][name]["examples"][0] for name in schema["required"]}
            return f"curl {address} -H 'content-type: application/json' -d '{json.dumps(body)}'"
        forms = [_resolved(media["schema"], schemas).get("properties", {}) for media in content.values()]
        fields = [f"--data-urlencode '{name}=…'" for name in (forms[0] if forms else ())]
        return " ".join([f"curl -X POST {address}", *fields])
    return f"curl {address}"


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    reference: str = schema.get("$ref", "")
    return schemas[reference.rpartition("/")[2]] if reference else schema

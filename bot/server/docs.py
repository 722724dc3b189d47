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
    return example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)


def _curl(path: str, method: str, operation: dict[str, Any]) -> str:
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
            body = json.dumps(content["application/json"]["example"])
            return f"curl {address} -H 'content-type: application/json' -d '{body}'"
        fields = [field for form in content.values() for field in form["example"].items()]
        return " ".join(
            [f"curl -X POST {address}", *(f"--data-urlencode '{name}={value}'" for name, value in fields)]
        )
    return f"curl {address}"

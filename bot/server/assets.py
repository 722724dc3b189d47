"""Style sheet and icon of the pages, under addresses that name their content and may be kept for ever."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache

from flask import Blueprint, Response, abort

from bot.resources import PAGES
from bot.server.contract import Operation, promises
from bot.server.replies import revalidated

blueprint = Blueprint("assets", __name__)

FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served."""

    content: bytes
    media_type: str
    version: str


@cache
def assets() -> dict[str, Asset]:
    """The assets by name."""
    found: dict[str, Asset] = {}
    for path in sorted(PAGES.iterdir()):
        content = path.read_bytes()
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        found[path.name] = Asset(content, media_type, hashlib.sha256(content).hexdigest()[:12])
    return found


def asset_url(name: str) -> str:
    """The address of an asset in its present version."""
    return f"/assets/{assets()[name].version}/{name}"


@blueprint.get("/assets/<version>/<name>")
@promises(
    Operation(
        tag="pages",
        reply="*/*",
        problems=("not-found",),
        revalidates=True,
        path_examples=(("version", "latest"), ("name", "pages.css")),
    )
)
def asset(version: str, name: str) -> Response:
    """A style sheet or icon of the pages. A version that is gone gets the present one, which is not kept."""
    found = assets().get(name)
    if found is None:
        abort(404)
    return _reply(found, FOR_EVER if version == found.version else "no-cache")


@blueprint.get("/favicon.ico")
@promises(Operation(tag="pages", reply="image/svg+xml", revalidates=True))
def favicon() -> Response:
    """The icon, where a browser looks for it unasked."""
    return _reply(assets()["favicon.svg"], "public, max-age=86400")


def _reply(found: Asset, caching: str) -> Response:
    response = Response(found.content, mimetype=found.media_type)
    response.headers["Cache-Control"] = caching
    response.set_etag(found.version)
    return revalidated(response)

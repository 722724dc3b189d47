"""The built widget, as other sites load it."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from bot.resources import WIDGET

blueprint = Blueprint("embed", __name__)


@blueprint.get("/widget.js")
def widget() -> Response:
    """The widget's script."""
    script = WIDGET / "faqbot.js"
    if not script.is_file():
        abort(404)
    return Response(script.read_bytes(), mimetype="text/javascript")

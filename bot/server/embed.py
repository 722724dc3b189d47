"""The built widget for other sites: its script, what it needs to begin, and the lines to paste.

`/widget.js` always is the present build; `/widget-<version>.js` names its content, may be kept for ever,
and is what a page pins with the integrity hash that `/embed-code` shows.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from flask import Blueprint, Response, render_template, request
from markupsafe import escape

from bot.errors import ScopeError
from bot.matching.index import Scope
from bot.reply import Handoff
from bot.resources import WIDGET
from bot.server import inputs
from bot.server.assets import FOR_EVER
from bot.server.compress import wants_packed
from bot.server.contract import Operation, promises
from bot.server.models import NoQuery
from bot.server.replies import cached_reply, page_reply, revalidated
from bot.server.security import content_security_policy
from bot.server.service import service
from bot.server.widget import WIDGET_EXAMPLE, EmbedQuery, WidgetConfig, WidgetQuery, starter_topics, words

blueprint = Blueprint("embed", __name__)


@dataclass(frozen=True, slots=True)
class Script:
    """The built widget: its bytes plain and packed, the version in its address, and its integrity value."""

    content: bytes
    gzipped: bytes
    version: str
    integrity: str

    @property
    def path(self) -> str:
        """The address that names this content."""
        return f"/widget-{self.version}.js"


@cache
def script() -> Script:
    """The build that this process serves."""
    content = (WIDGET / "faqbot.js").read_bytes()
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    version = hashlib.sha256(content).hexdigest()[:12]
    return Script(content, gzip.compress(content, 9, mtime=0), version, f"sha384-{digest}")


@blueprint.app_context_processor
def _widget_address() -> dict[str, str]:
    """`widget_url` in templates: the script for the pages of this server."""
    return {"widget_url": script().path}


@blueprint.get("/widget.js")
@promises(Operation(tag="widget", reply="text/javascript", revalidates=True))
def widget() -> Response:
    """The widget's script, in its present version."""
    return _script_response("public, max-age=300")


@blueprint.get("/widget-<version>.js")
@promises(
    Operation(tag="widget", reply="text/javascript", revalidates=True, path_examples=(("version", "latest"),))
)
def versioned_widget(version: str) -> Response:
    """The widget's script under an address that names its content.

    A version that is gone gets the present one, which is not kept, and which a page that pinned the old one
    by its hash will refuse.
    """
    return _script_response(FOR_EVER if version == script().version else "no-cache")


def _script_response(caching: str) -> Response:
    packed = wants_packed()
    response = Response(script().gzipped if packed else script().content, mimetype="text/javascript")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = caching
    # A public file without credentials: integrity checks on other sites need these two.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.set_etag(script().version + ("-gzip" if packed else ""))
    return revalidated(response)


@blueprint.get("/api/v1/widget")
@promises(
    Operation(
        tag="widget",
        query=WidgetQuery,
        reply=WidgetConfig,
        example=WIDGET_EXAMPLE,
        problems=("invalid-request",),
        revalidates=True,
    )
)
def config() -> Response:
    """What the widget needs to begin.

    A `lang` that no FAQ is written in is no error here: the widget then speaks that language, sends no
    `locale`, and offers what there is. Nor is a `topic` that is not there: who chats cannot mend it.
    """
    asked = inputs.query(WidgetQuery)
    settings, corpus = service().settings, service().assistant.corpus
    scope = _content_scope(asked.lang, asked.topic)
    found = WidgetConfig(
        title=settings.title,
        locale=scope.locale,
        topic=scope.topic,
        topics=starter_topics(corpus, scope),
        handoff=Handoff(label=settings.handoff_label, url=settings.handoff_url or None),
        feedback=service().journal is not None,
        max_question_length=settings.max_question_length,
        strings=words(asked.lang, asked.rows),
    )
    return cached_reply(found)


def _content_scope(lang: str, topic: str | None) -> Scope:
    """The topic in a language, if it is there, else in any; where there is no such topic, the language."""
    for locale, named in ((lang, topic), (None, topic), (lang, None)):
        with suppress(ScopeError):
            return service().assistant.scope(locale=locale, topic=named)
    return Scope()


@blueprint.get("/embed")
@promises(
    Operation(
        tag="widget", query=EmbedQuery, reply="text/html", problems=("invalid-request",), revalidates=True
    )
)
def embed() -> Response:
    """The conversation as a page for an iframe, on sites that the setting `frame_ancestors` names."""
    asked = inputs.query(EmbedQuery)
    ancestors = service().settings.frame_ancestors
    response = page_reply(render_template("embed.html", options=asked, origins=" ".join(ancestors)))
    response.headers["Content-Security-Policy"] = content_security_policy(("'self'", *ancestors))
    return response


@blueprint.get("/embed-code")
@promises(
    Operation(tag="widget", query=NoQuery, reply="text/html", problems=("invalid-request",), revalidates=True)
)
def embed_code() -> Response:
    """The lines that put the widget on a site, to copy."""
    inputs.query(NoQuery)
    return page_reply(
        render_template(
            "embed-code.html",
            snippets=snippets(f"{request.scheme}://{request.host}/"),
            origins=service().settings.cors_origins,
        )
    )


def snippets(host: str) -> dict[str, str]:
    """The lines to paste, by what they are for. `host` is this server's address with a slash at its end."""
    host = str(escape(host))
    origin = host.rstrip("/")
    return {
        "latest": f'<script async src="{host}widget.js"></script>',
        "pinned": f'<script async src="{origin}{script().path}"\n  integrity="{script().integrity}"\n'
        '  crossorigin="anonymous"></script>',
        "iframe": f'<iframe src="{host}embed" title="Help" width="400" height="640"></iframe>',
        "csp": f"script-src {origin}; connect-src {origin}",
        "csp_iframe": f"frame-src {origin}",
    }


@blueprint.get("/demo")
@promises(
    Operation(tag="widget", query=NoQuery, reply="text/html", problems=("invalid-request",), revalidates=True)
)
def demo() -> Response:
    """The widget on a page that does its worst to it: loud style sheet, swapped body, script loaded twice."""
    inputs.query(NoQuery)
    return page_reply(render_template("demo.html"))

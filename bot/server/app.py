"""The app factory: wiring only."""

from __future__ import annotations

from flask import Flask

from bot.assistant import Assistant
from bot.corpus.live import Live
from bot.indexer import Indexer
from bot.journal.journal import Journal, make_journal
from bot.matching.embedders import load_embedder
from bot.matching.index import MatchIndex
from bot.resources import TEMPLATES
from bot.server import (
    admin,
    api,
    assets,
    compress,
    docs,
    embed,
    feedback,
    health,
    limits,
    metrics,
    pages,
    problems,
    security,
    tracing,
)
from bot.server.forwarded import forwarded
from bot.server.service import EXTENSION, Service
from bot.settings import Settings


def make_live(settings: Settings) -> Live[MatchIndex]:
    """The index of the FAQ files that `settings` names. Raises CorpusError
    and EmbedderError.

    Its thread is not started: `serve` does that in every worker.
    """
    build = Indexer(load_embedder(settings.embedder))
    return Live(settings.faqs, build, every=settings.reload_seconds, max_file_bytes=settings.max_file_bytes)


def create_app(
    settings: Settings | None = None, live: Live[MatchIndex] | None = None, journal: Journal | None = None
) -> Flask:
    """The WSGI application on `live`, or on the FAQ files as they are now. Raises CorpusError.

    >>> client = create_app().test_client()
    >>> client.post("/api/v1/ask", json={"question": "how do I top up"}).json["answer"]["faq_id"]
    'reload-option'
    """
    settings = settings or Settings()
    live = live or make_live(settings)
    app = Flask("bot", template_folder=str(TEMPLATES), static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_body_bytes
    journal = journal or make_journal(settings)
    app.extensions[EXTENSION] = Service(settings, Assistant(live.current, settings), live, journal)
    app.wsgi_app = forwarded(app.wsgi_app, settings)  # type: ignore[method-assign, assignment]
    # Replies pass these from the last to the first.
    metrics.install(app, live, journal)
    compress.install(app)
    tracing.install(app)
    problems.install(app)
    limits.install(app, settings)
    security.install(app, settings)
    pages.install(app, settings)
    admin.install(app, settings)
    for module in (api, admin, feedback, health, metrics, docs, pages, assets, embed):
        app.register_blueprint(module.blueprint)
    return app

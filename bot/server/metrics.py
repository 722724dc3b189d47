"""What the service does, in numbers, as Prometheus reads them.

The processes of `serve` share the numbers through files, see `bot.server.places`. What is served is known to
each process alone: most of its gauges tell of the process that replied, and they agree as soon as all have
looked at the FAQ files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, get_args

from flask import Blueprint, Flask, Response, current_app, g, request

from bot import __version__
from bot.corpus.live import Live, Status
from bot.journal.journal import Journal
from bot.matching.index import MatchIndex
from bot.reply import Reply
from bot.server.contract import Operation, promises
from bot.server.places import SHARED

if TYPE_CHECKING:
    from prometheus_client.core import GaugeMetricFamily

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
CONFIDENCES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST"))
_EXTENSION = "faqbot-metrics"

blueprint = Blueprint("metrics", __name__)


class Metrics:
    """The numbers of one app."""

    def __init__(self, live: Live[MatchIndex], journal: Journal | None, place: int | None = None) -> None:
        """Count from now on: in a place of `bot.server.places`, or alone."""
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, values

        self._live, self._alone = live, place is None
        values.ValueClass = (
            values.MutexValue if self._alone else values.MultiProcessValue(lambda: place)  # type: ignore[no-untyped-call]
        )
        self._registry = CollectorRegistry()
        kept: dict[str, Any] = {"registry": self._registry}
        self._requests = Counter(
            "faqbot_requests", "Requests, by route, method and status.", ("route", "method", "status"), **kept
        )
        self._seconds = Histogram(
            "faqbot_request_seconds",
            "Time from reading a request to having its reply, by route.",
            ("route",),
            buckets=SECONDS,
            **kept,
        )
        self._replies = Counter("faqbot_replies", "Replies to questions, by decision.", ("decision",), **kept)
        self._confidence = Histogram(
            "faqbot_confidence", "Confidence of the best candidate.", buckets=CONFIDENCES, **kept
        )
        self._reloads = Counter("faqbot_reloads", "Changed FAQ files taken over, by each process.", **kept)
        self._failures = Counter(
            "faqbot_reload_failures", "Changed FAQ files refused, by each process.", **kept
        )
        self._written = Counter("faqbot_journal_written", "Replies that the journal has stored.", **kept)
        self._lost = Counter("faqbot_journal_lost", "Replies that the journal could not store.", **kept)
        self._limiter_failures = Counter(
            "faqbot_limiter_failures", "Limited requests that the shared storage could not count.", **kept
        )
        for decision in get_args(Reply.model_fields["decision"].annotation):
            self._replies.labels(decision)
        # Of the workers that live: one whose writing fails is enough.
        self._failing = Gauge(
            "faqbot_journal_failing",
            "1 where the last write of a worker failed.",
            multiprocess_mode="livemax",
            **kept,
        )
        # The workers load it one after another: the last says when, so that no two of them tell differently.
        self._loaded_at = Gauge(
            "faqbot_corpus_loaded_timestamp_seconds",
            "When what is served was loaded.",
            multiprocess_mode="livemax",
            **kept,
        )
        self.serves(live.status())
        live.told = self._loaded
        if journal:
            journal.told = self._recorded

    def requested(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def replied(self, reply: Reply) -> None:
        """Count a reply to a question."""
        self._replies.labels(reply.decision).inc()
        self._confidence.observe(reply.confidence)

    def not_counted(self) -> None:
        """Count a request that the storage of the limits could not."""
        self._limiter_failures.inc()

    def serves(self, status: Status) -> None:
        """Take note, in each process anew, of since when it serves what it does."""
        self._loaded_at.set(status.loaded_at.timestamp())

    def _loaded(self, status: Status) -> None:
        self.serves(status)
        (self._failures if status.stale else self._reloads).inc()

    def _recorded(self, written: int, lost: int, failing: bool) -> None:
        self._written.inc(written)
        self._lost.inc(lost)
        self._failing.set(failing)

    def text(self) -> bytes:
        """All numbers in Prometheus's text format."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = self._registry
        if not self._alone and Path(os.environ[SHARED]).is_dir():
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        own = CollectorRegistry()
        own.register(_Served(self._live))
        return generate_latest(registry) + generate_latest(own)


class _Served:
    """The gauges, read when they are asked for."""

    def __init__(self, live: Live[MatchIndex]) -> None:
        self._live = live

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What is served now."""
        from prometheus_client.core import GaugeMetricFamily

        status, corpus = self._live.status(), self._live.current().corpus
        about = GaugeMetricFamily(
            "faqbot_corpus_info", "1, labelled with the revision that is served.", labels=("revision",)
        )
        about.add_metric((status.revision,), 1)
        build = GaugeMetricFamily("faqbot_build_info", "1, labelled with the version.", labels=("version",))
        build.add_metric((__version__,), 1)
        yield from (about, build)
        yield GaugeMetricFamily("faqbot_corpus_faqs", "FAQs that are served.", len(corpus.faqs))
        yield GaugeMetricFamily(
            "faqbot_corpus_stale", "1 where newer FAQ files cannot be served.", int(status.stale)
        )


def install(app: Flask, live: Live[MatchIndex], journal: Journal | None) -> None:
    """Count every request of `app`."""
    app.extensions[_EXTENSION] = Metrics(live, journal)

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        metrics_of(app).requested(route, request.method, response.status_code, perf_counter() - g.began)
        return response


def count_in(app: Flask, live: Live[MatchIndex], journal: Journal | None, place: int | None) -> None:
    """Count what this process does with `app` from now on: in its place, or alone without one."""
    app.extensions[_EXTENSION] = Metrics(live, journal, place)


def metrics_of(app: Flask) -> Metrics:
    """The numbers of `app`."""
    found: Metrics = app.extensions[_EXTENSION]
    return found


@blueprint.get("/metrics")
@promises(Operation(tag="operation", reply="text/plain"))
def metrics() -> Response:
    """Numbers for Prometheus."""
    response = Response(metrics_of(current_app).text(), content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response

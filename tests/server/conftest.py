from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from running import MakeServer, Server
from service_support import MakeApp

from bot.server.app import create_app
from bot.settings import Settings

FAQS = {
    "plans.yaml": """
topic: plans
title: Plans & <Usage>
documentation: {url: "https://docs.example.com/plans", title: Plans documentation}
faqs:
  - id: top-up
    question: How do I top up sessions?
    alternates: [add more sessions, buy sessions, reload my account]
    answer: |
      Use the **reload option**:

      1. Open *Billing*.
      2. Press `Reload`, see [the guide](https://docs.example.com/reload?a=1&b=2).
    link: https://docs.example.com/plans#reload
    follow_ups: [trend]
    tags: [billing]
  - id: trend
    question: What does the usage trend show?
    alternates: [usage chart, trend of usage]
    answer: Sessions used in a period.
  - id: my-plan
    question: Where is my current plan?
    alternates: [which plan do I have]
    link: {url: "https://docs.example.com/plans#current", title: Current plan}
not_covered:
  - id: refunds
    examples: [can I get a refund, money back please]
    message: Refunds are handled by billing.
""",
    "hostile.yaml": """
topic: hostile
title: "</script><script>alert(1)</script>"
faqs:
  - id: hostile
    question: "Is <img src=x onerror=alert(1)> {{7*7}} shown?"
    answer: |
      As text: <script>alert(2)</script> and </template><svg onload=alert(3)> and [bad](javascript:alert(4)).
""",
    "ar/plans.yaml": """
topic: plans-ar
title: الخطط
locale: ar
faqs:
  - id: top-up-ar
    question: كيف أضيف جلسات؟
    answer: استخدم خيار إعادة التعبئة.
""",
}


def write(folder: Path) -> Path:
    for name, text in FAQS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def settings_for(folder: Path) -> Settings:
    return Settings(faqs=folder, embedder="none", handoff_url="https://help.example.com/contact")


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app on files that no test changes: two locales, a link alone, a not_covered group, hostile text."""
    return create_app(settings_for(write(tmp_path_factory.mktemp("shared"))))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def faqs(tmp_path: Path) -> Path:
    """The same files, for a test to change."""
    return write(tmp_path / "faqs")


@pytest.fixture
def settings(faqs: Path) -> Settings:
    return settings_for(faqs)


@pytest.fixture
def make_app(settings: Settings) -> MakeApp:
    """An app on those, with some settings changed."""

    def make(**changed: Any) -> Flask:
        return create_app(settings.model_copy(update=changed))

    return make


@pytest.fixture
def start(faqs: Path, tmp_path: Path) -> Iterator[MakeServer]:
    servers: list[Server] = []

    def make(**settings: object) -> Server:
        servers.append(Server(faqs, tmp_path / f"log-{len(servers)}", **settings))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()

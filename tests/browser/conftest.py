"""One Chromium, one server and one foreign site for all browser tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from foreign_site import Host
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from widget_page import Widget

from bot.settings import Settings

# The shell is Chromium without windows: the same engine, and twice as fast here.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
PATIENCE = 6_000
# It runs as root in CI, draws without a GPU, and has nobody to call.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# Nothing moves, so that nothing is waited for; the test of motion asks for it.
ORDINARY = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}

PLANS = """
topic: plans
title: Plans
documentation: {title: Plans guide, url: "https://docs.example.com/plans"}
faqs:
  - id: allowed-sessions
    question: What is Allowed Sessions?
    answer: |
      The **number of sessions** that your plan includes:

      1. chat sessions
      2. voice sessions, see [voice](https://docs.example.com/voice)

      Run `plan show` or:

          plan show --all
    link: {url: "https://docs.example.com/plans#sessions", title: Plans documentation}
    follow_ups: [invoice-copy]
  - id: invoice-copy
    question: Where do I find a copy of my invoice?
    answer: Under *Billing*.
  - id: cancel-subscription
    question: How do I cancel my subscription?
    link: https://docs.example.com/cancel
"""
SAFETY = """
topic: security
title: Security
faqs:
  - id: two-factor
    question: How do I switch on two-factor authentication?
    answer: Open *Security* and choose **Two-factor**.
"""
ARABIC = """
topic: plans-ar
title: الخطط
locale: ar
faqs:
  - id: sessions-ar
    question: ما هي الجلسات المسموح بها؟
    answer: عدد الجلسات التي تشملها خطتك.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    site = Host()
    yield site
    site.close()


@pytest.fixture(scope="session")
def server_url(
    tmp_path_factory: pytest.TempPathFactory,
    host: Host,
    serving: Callable[[Settings], AbstractContextManager[str]],
) -> Iterator[str]:
    """The server on a small corpus of its own, allowed to `host`."""
    faqs = tmp_path_factory.mktemp("faqs")
    for name, text in {"plans": PLANS, "security": SAFETY, "plans-ar": ARABIC}.items():
        (faqs / f"{name}.yaml").write_text(text, "utf-8")
    settings = Settings(
        faqs=faqs,
        embedder="none",
        cors_origins=(host.origin,),
        frame_ancestors=(host.origin,),
        handoff_url="https://help.example.com/contact",
    )
    with serving(settings) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages, each in a context of its own unless one is given; an uncaught error fails the test."""
    errors: list[str] = []
    contexts: list[BrowserContext] = []

    def make(context: BrowserContext | None = None, **options: object) -> Page:
        if context is None:
            context = browser.new_context(**{**ORDINARY, **options})
            context.set_default_timeout(PATIENCE)
            contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page 1280 wide."""
    return new_page()


@pytest.fixture
def mount(server_url: str, host: Host) -> Callable[..., Widget]:
    """Opens a page of the foreign site with the one line in it, and gives the widget there."""

    def go(page: Page, *, attributes: str = "", body: str = "<p>Portal</p>", **more: str) -> Widget:
        script = f'<script async src="{server_url}/widget.js" {attributes}></script>'
        page.goto(host.put(body + script, **more))
        return Widget(page).ready()

    return go


@pytest.fixture
def widget(page: Page, mount: Callable[..., Widget]) -> Widget:
    """The widget on a page of the foreign site, closed."""
    return mount(page)

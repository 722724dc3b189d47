from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pydantic import SecretStr
from widget_page import violations

from bot.assistant import Assistant
from bot.settings import Settings

TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[[Settings], AbstractContextManager[str]]
) -> Iterator[str]:
    """A server on the shipped corpus with a week of traffic behind it."""
    place = Path(__file__).parents[1] / "benchmarks" / "traffic.py"
    spec = importlib.util.spec_from_file_location("traffic", place)
    assert spec
    assert spec.loader
    traffic = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(traffic)
    url = f"sqlite:///{tmp_path_factory.mktemp('admin')}/journal.db"
    traffic.write(url, Assistant.from_folder(), days=7, replies=1_500)
    settings = Settings(database_url=url, admin_token=SecretStr(TOKEN), reload_seconds=0)
    with serving(settings) as started:
        yield started


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (360, 640)])
def test_it_is_for_everybody(new_page: Callable[..., Page], address: str, size: tuple[int, int], scheme: str):
    page = new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    refused: list[str] = []
    page.on("console", lambda m: refused.append(m.text) if "Content Security Policy" in m.text else None)
    page.goto(f"{address}/admin")
    assert violations(page, "best-practice") == []
    page.get_by_label("Token").fill("guess")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("This is not the token.")).to_be_visible()
    assert violations(page, "best-practice") == []

    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="What to write next")).to_be_visible()
    for group in page.locator(".group summary").all()[:4]:
        group.click()
    expect(page.get_by_text("Asked now:").first).to_be_visible()
    assert violations(page, "best-practice") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scroll"
    assert refused == []

    page.get_by_role("button", name="Copy suggestion").first.click()
    expect(page.get_by_text("Copied").or_(page.get_by_text("Selected")).first).to_be_visible()
    page.get_by_role("link", name="30 days").click()
    expect(page.get_by_role("link", name="30 days")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Token")).to_be_visible()

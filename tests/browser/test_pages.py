"""The pages in a real browser: accessible, at any width, with scripts and without, under their own policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from widget_page import Widget, violations

NewPage = Callable[..., Page]

VIEWS = {
    "home": "/",
    "answer": "/?q=what+is+allowed+sessions",
    "nothing found": "/?q=zebra",
    "too long": "/?q=" + "x" * 4_001,
    "arabic": "/?locale=ar",
    "faq": "/faq/allowed-sessions",
    "chat": "/chat",
    "api": "/docs",
    "problem": "/nix",
}
# What a page could break its policy by: reports are counted in the page itself, before any script of it runs.
COUNT_REPORTS = """
window.reports = [];
document.addEventListener('securitypolicyviolation', e => {
  window.reports.push(e.violatedDirective + ' ' + e.blockedURI);
});
"""


UNFOLD = "() => document.querySelectorAll('main details').forEach((one) => (one.open = true))"
# The API page has a hundred articles of two kinds: in the other sizes and colours one of each will do.
REPEATED = "article ~ article"


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[(1280, 800), (360, 640)], ids=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    width, height = request.param
    return {"width": width, "height": height}


def converse(page: Page, server_url: str, *questions: str) -> None:
    page.goto(f"{server_url}/chat")
    for question in questions:
        page.get_by_label("Your question").fill(question)
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".you").last).to_contain_text(question)


def test_every_page_is_accessible(new_page: NewPage, server_url: str, scheme: str, size: dict[str, int]):
    page = new_page(viewport=size, color_scheme=scheme)
    whole = (scheme, size["width"]) == ("light", 1280)
    for name, path in VIEWS.items():
        page.goto(server_url + path)
        page.evaluate(UNFOLD)
        assert violations(page, without="" if whole else REPEATED) == [], name


def test_the_chat_by_form_is_accessible(
    new_page: NewPage, server_url: str, scheme: str, size: dict[str, int]
):
    page = new_page(viewport=size, color_scheme=scheme)
    page.route("**/widget*.js", lambda route: route.abort())  # axe itself needs scripts
    converse(page, server_url, "what is allowed sessions", "zebra")
    assert violations(page) == []


def test_no_page_scrolls_sideways_at_320(new_page: NewPage, server_url: str):
    page = new_page(viewport={"width": 320, "height": 640})
    for name, path in VIEWS.items():
        page.goto(server_url + path)
        page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_no_page_breaks_its_own_policy(new_page: NewPage, server_url: str):
    page = new_page()
    page.add_init_script(COUNT_REPORTS)
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text) if message.type == "error" else None)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for name, path in VIEWS.items():
        page.goto(server_url + path)
        if page.locator("script[src*='/widget-']").count():
            Widget(page).ready()
        assert page.evaluate("window.reports") == [], name
    assert [line for line in console if "Failed to load resource" not in line] == []
    assert all(url.startswith(server_url) for url in requests), "nothing comes from elsewhere"


@pytest.fixture
def plain(new_page: NewPage) -> Page:
    """A page of a browser that runs no scripts."""
    return new_page(java_script_enabled=False)


def test_a_search_answers_without_scripts(plain: Page, server_url: str):
    plain.goto(server_url)
    plain.get_by_role("search").get_by_label("Your question").fill("what is allowed sessions")
    plain.keyboard.press("Enter")
    result = plain.get_by_role("region", name="What is Allowed Sessions?")
    expect(result).to_contain_text("The number of sessions that your plan includes")
    expect(result.get_by_role("link", name="Plans documentation (opens a new tab)")).to_have_attribute(
        "href", "https://docs.example.com/plans#sessions"
    )


def test_an_answer_unfolds_without_scripts(plain: Page, server_url: str):
    plain.goto(server_url)
    answer = plain.locator("#allowed-sessions")
    expect(answer).to_be_hidden()
    plain.locator("summary", has_text="What is Allowed Sessions?").click()
    expect(answer).to_be_visible()
    answer.get_by_role("link", name="Where do I find a copy of my invoice?").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Where do I find a copy of my invoice?")


def test_a_conversation_without_scripts(plain: Page, server_url: str):
    converse(plain, server_url, "what is allowed sessions", "zebra")
    expect(plain.locator(".you")).to_have_count(2)
    expect(plain.locator(".bot").last.get_by_role("link")).to_have_attribute(
        "href", "https://help.example.com/contact"
    )
    expect(plain.get_by_label("Your question")).to_be_focused()
    plain.get_by_role("link", name="Start over").click()
    expect(plain.locator(".you")).to_have_count(0)


def test_a_follow_up_is_one_press_away_without_scripts(plain: Page, server_url: str):
    converse(plain, server_url, "what is allowed sessions")
    plain.get_by_role("button", name="Where do I find a copy of my invoice?").click()
    expect(plain.locator(".bot").last).to_contain_text("Under Billing.")


def test_an_address_with_an_anchor_unfolds_its_answer(page: Page, server_url: str):
    page.goto(f"{server_url}/#allowed-sessions")
    expect(page.locator("#allowed-sessions")).to_be_visible()
    expect(page.locator("#allowed-sessions")).to_be_in_viewport()


def test_the_keyboard_skips_to_the_content(page: Page, server_url: str):
    page.goto(server_url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_arabic_reads_from_the_right(page: Page, server_url: str):
    page.goto(f"{server_url}/?locale=ar")
    summary = page.locator("details summary").first
    box, text = summary.bounding_box(), summary.locator("h3").bounding_box()
    assert box
    assert text
    assert text["x"] + text["width"] > box["x"] + box["width"] - 80

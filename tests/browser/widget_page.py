"""The widget as tests speak of it: what a person sees and does, not how it is built."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, Route, expect

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# The entry of localStorage that holds the talk.
KEY = "Object.keys(localStorage).find((key) => key.startsWith('faqbot:'))"


class Widget:
    """One widget on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("faqbot-widget")
        self.launcher = self.element.locator("#launcher")
        self.panel = self.element.locator("#panel")
        self.input = self.element.get_by_role("combobox")
        self.options = self.element.get_by_role("option")
        self.log = self.element.get_by_role("log")
        self.status = self.element.get_by_role("status")
        self.alert = self.element.get_by_role("alert")
        self.answers = self.element.locator("[part=answer]")
        self.questions = self.element.locator("[part=question]")
        self.dot = self.element.locator(".dot")
        self.retry = self.alert.get_by_role("button")

    def ready(self) -> Widget:
        self.page.wait_for_function("window.faqbot && document.querySelector('faqbot-widget')?.shadowRoot")
        return self

    def open(self) -> Widget:
        self.launcher.click()
        expect(self.panel).to_be_visible()
        expect(self.chip("What is Allowed Sessions?").or_(self.button("Plans")).first).to_be_visible()
        return self

    def ask(self, question: str) -> None:
        """Type the question and press Enter."""
        self.input.fill(question)
        self.input.press("Enter")

    def answered(self, question: str, *, count: int = 1) -> None:
        """Ask, and wait until `count` answers stand there."""
        self.ask(question)
        expect(self.answers).to_have_count(count)

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name, exact=True)

    def chip(self, text: str) -> Locator:
        return self.element.locator(".chip", has_text=text)

    def focused(self) -> str:
        """The id, name or text of what has the focus, inside or outside the widget."""
        found: str = self.page.evaluate(
            """() => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return at.id || at.getAttribute('aria-label') || at.textContent.trim() || at.localName;
            }"""
        )
        return found

    def violations(self) -> list[str]:
        """What axe finds on the page as it is now: WCAG 2.2 A and AA."""
        return violations(self.page)

    def store(self, text: str) -> None:
        """Put this text where the talk is stored."""
        self.page.evaluate(f"(text) => {{ localStorage[{KEY}] = text }}", text)

    # ---- a server that says what a test wants

    def replies(self, **parts: Any) -> None:
        """Every question from now on gets this reply."""
        self.on("ask", lambda route: fulfil(route, reply(**parts)))

    def on(self, path: str, handle: Any) -> None:
        """Answer calls of /api/v1/PATH with `handle(route)`."""
        pattern = f"**/api/v1/{path}*"
        self.page.unroute(pattern)
        self.page.route(pattern, handle)


def violations(page: Page, *more: str, without: str = "") -> list[str]:
    """What axe finds on a page as it is now: WCAG 2.2 A and AA, and the tags in `more`.

    `without` is a selector of what is left out: axe needs seconds for a page of thousands of elements.
    """
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": [*WCAG, *more]}, "resultTypes": ["violations"]}
    judge = """async ([without, options]) => {
      const exclude = without && document.querySelector(without) ? [[without]] : [];
      return (await axe.run({ include: [["html"]], exclude }, options)).violations;
    }"""
    found = page.evaluate(judge, [without, options])
    return [f"{v['id']}: {node['html']} {node['failureSummary']}" for v in found for node in v["nodes"]]


def configured(page: Page, **changes: Any) -> None:
    """Change what the server's widget configuration says, before the page loads."""

    def change(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), **changes})

    page.route("**/api/v1/widget?*", change)


def fulfil(route: Route, body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
    """Answer a call as the server would, for a page on another origin."""
    cors = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Expose-Headers": "*",
    }
    route.fulfill(status=status, json=body, headers={**cors, **(headers or {})})


def reply(**parts: Any) -> dict[str, Any]:
    """A reply of the API; an `answer` is filled up."""
    answer = parts.pop("answer", None)
    if answer is not None:
        answer = {
            "faq_id": "one",
            "question": "One?",
            "text": "",
            "blocks": [],
            "link": None,
            "follow_ups": [],
            "revision": "0",
            **answer,
        }
    return {
        "id": "r1",
        "decision": "answer" if answer else "no_answer",
        "message": "A message.",
        "answer": answer,
        "choices": [],
        "confidence": 0.9,
        "handoff": None,
        "locale": "en",
        "corpus": {"revision": "0"},
        "explanation": None,
        **parts,
    }

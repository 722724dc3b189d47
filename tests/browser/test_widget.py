"""The widget on somebody else's page: one line, strict policy, their scripts and styles."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from foreign_site import Host
from playwright.sync_api import Page, Response, Route, expect
from widget_page import Widget, configured, fulfil

from bot.journal.place import default_path

STRICT = (
    "default-src 'none'; script-src {host}; style-src 'none'; connect-src {host}; img-src 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'"
)
WATCH = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (e) => reports.push(e.violatedDirective));
"""
SESSIONS = "What is Allowed Sessions?"


def test_from_one_line_to_a_rated_answer_under_a_strict_policy(
    page: Page, mount: Callable[..., Widget], server_url: str
) -> None:
    rated: list[dict[str, object]] = []
    configured(page, feedback=True)
    page.add_init_script(WATCH)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    widget = mount(page, csp=STRICT.format(host=server_url))
    widget.on("feedback", lambda route: (rated.append(route.request.post_data_json), fulfil(route, {}))[1])

    widget.open().answered("what are allowed sessions")
    expect(widget.answers).to_contain_text("number of sessions")
    link = widget.answers.get_by_role("link", name="Plans documentation (opens a new tab)")
    expect(link).to_have_attribute("href", "https://docs.example.com/plans#sessions")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    widget.log.get_by_role("button", name="Where do I find a copy of my invoice?").click()
    expect(widget.answers).to_have_count(2)
    widget.log.get_by_role("button", name="Yes").last.click()
    expect(widget.status).to_have_text("Thank you for your feedback.")
    assert [r["helpful"] for r in rated] == [True]

    page.reload()
    widget.ready()
    expect(widget.answers).to_have_count(2)
    assert page.evaluate("reports") == []
    assert {url.split("/")[2] for url in requests} == {server_url.split("/")[2], page.url.split("/")[2]}


def test_a_thumb_is_journalled(page: Page, mount: Callable[..., Widget]) -> None:
    """From a page on another origin into the database, with nothing in between replaced."""
    widget = mount(page)
    widget.open().answered("what are allowed sessions")
    with page.expect_response("**/api/v1/feedback") as sent:
        widget.log.get_by_role("button", name="No").last.click()
    assert sent.value.ok
    found = journalled(
        "SELECT question, channel, faq_id, helpful FROM votes JOIN replies ON id = reply_id WHERE id = ?",
        sent.value.request.post_data_json["reply_id"],
    )
    assert found == [("what are allowed sessions", "widget", "allowed-sessions", 0)]


def journalled(query: str, *values: object) -> list[tuple[object, ...]]:
    """What the tests' server has stored."""
    with closing(sqlite3.connect(f"file:{default_path()}?mode=ro", uri=True)) as journal:
        return journal.execute(query, values).fetchall()


CHOICES = [
    {"faq_id": "allowed-sessions", "question": SESSIONS, "confidence": 0.4},
    {"faq_id": "cancel-subscription", "question": "How do I cancel my subscription?", "confidence": 0.3},
]


def in_doubt(route: Route) -> None:
    """Turn the server's reply, which the journal knows, into "did you mean"."""
    response = route.fetch()
    doubt = {"decision": "clarify", "message": "Which one?", "answer": None, "handoff": None}
    route.fulfill(response=response, json={**response.json(), **doubt, "choices": CHOICES})


def test_choices_none_of_these_and_a_person_asked_for_are_journalled(
    page: Page, mount: Callable[..., Widget]
) -> None:
    """Each against the reply that offered it, and none of them as a vote."""
    page.context.route("https://help.example.com/*", lambda route: route.fulfill(body="Hello"))
    widget = mount(page).open()
    sent: list[dict[str, str]] = []

    def acted(act: Callable[[], None]) -> None:
        with page.expect_response("**/api/v1/events") as answered:
            act()
        assert answered.value.ok
        sent.append(answered.value.request.post_data_json)

    widget.on("ask", in_doubt)
    widget.ask("first")
    expect(widget.button("None of these")).to_be_visible()
    page.unroute("**/api/v1/ask*")
    acted(widget.log.get_by_role("button", name=SESSIONS).click)
    expect(widget.questions).to_have_text(["first", SESSIONS])
    widget.on("ask", in_doubt)
    widget.ask("second")
    expect(widget.button("None of these")).to_have_count(2)
    acted(widget.button("None of these").last.click)
    with page.expect_popup():
        acted(widget.log.get_by_role("link", name="Talk to a person").click)
    first, second, third = sent
    assert [event["event"] for event in sent] == ["choice", "none_of_these", "handoff"]
    assert second["reply_id"] == third["reply_id"] != first["reply_id"]
    found = journalled(
        "SELECT question, kind, events.faq_id FROM events JOIN replies ON id = reply_id"
        " WHERE id IN (?, ?) ORDER BY events.at",
        first["reply_id"],
        second["reply_id"],
    )
    assert found == [
        ("first", "choice", "allowed-sessions"),
        ("second", "none_of_these", ""),
        ("second", "handoff", ""),
    ]
    assert journalled("SELECT * FROM votes WHERE reply_id = ?", second["reply_id"]) == []


def test_its_colours_and_sizes_are_there_under_the_strict_policy(
    page: Page, mount: Callable[..., Widget], server_url: str
) -> None:
    widget = mount(page, csp=STRICT.format(host=server_url))
    box = widget.launcher.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (56, 56)
    assert box["x"] + 56 + 20 == 1280


def test_a_page_loads_under_12_kib_before_the_first_question(
    page: Page, mount: Callable[..., Widget]
) -> None:
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))
    for lang in ("en", "es", "de", "fr", "ja", "ar"):
        loaded.clear()
        with page.expect_response("**/api/v1/widget?*"):
            mount(page, lang=lang).launcher.click()
        sizes = {r.url: len(gzip.compress(r.body(), 9)) for r in loaded if r.url != page.url}
        assert len(sizes) == 2, sizes
        assert sum(sizes.values()) <= 12 * 1024, sizes
        page.evaluate("sessionStorage.clear()")


HOSTILE_STYLES = [
    "* { font-size: 40px !important; color: red !important; letter-spacing: 9px !important }",
    "html { font-size: 62.5% } body { line-height: 4; text-transform: uppercase; direction: rtl }",
    "faqbot-widget { display: none !important; position: absolute !important; opacity: 0 !important }",
    "div, button, input, dialog, p { all: unset !important; float: left; background: yellow !important }",
    "body { display: grid; place-items: center; font: 900 3rem/3 serif; visibility: visible }",
]


def test_host_styles_do_not_leak_in(page: Page, mount: Callable[..., Widget]) -> None:
    looks = """(panel) => [...panel.querySelectorAll("*")].map((e) => {
      const s = getComputedStyle(e), box = e.getBoundingClientRect();
      return [e.localName, s.fontSize, s.fontFamily, s.color, s.letterSpacing, s.lineHeight, s.textTransform,
        s.direction, s.display, s.opacity, Math.round(box.width), Math.round(box.height)].join();
    })"""

    def seen(head: str) -> list[str]:
        widget = mount(page, head=head)
        widget.open()
        found: list[str] = widget.panel.evaluate(looks)
        widget.button("Close").click()
        return found

    plain = seen("")
    for hostile in HOSTILE_STYLES:
        assert seen(f"<style>{hostile}</style>") == plain, hostile


def test_its_styles_do_not_leak_out(page: Page, mount: Callable[..., Widget]) -> None:
    body = "<h2 class=card>One</h2><button class=chip>Two</button><input><section>Three</section>"
    look = """() => [...document.body.children].slice(0, 4).map((e) => {
      const style = getComputedStyle(e);
      return JSON.stringify([...style].map((name) => [name, style[name]]));
    })"""
    page.set_content(f"<!doctype html><html lang=en><title>x</title><body>{body}</body></html>")
    before = page.evaluate(look)
    mount(page, body=body).open()
    assert page.evaluate(look) == before
    assert page.evaluate("document.styleSheets.length + document.adoptedStyleSheets.length") == 0


BODIES = {
    "plain": "",
    "filter": "filter: grayscale(.2)",
    "transform": "transform: translateY(0)",
    "animation": "animation: fade 1s both; will-change: opacity, transform",
    "flex": "display: flex; flex-direction: column; justify-content: space-between; min-height: 100vh",
}


@pytest.mark.parametrize("size", [(1280, 800), (360, 640)])
@pytest.mark.parametrize("look", BODIES)
def test_no_style_of_the_body_moves_it(
    new_page: Callable[..., Page], mount: Callable[..., Widget], look: str, size: tuple[int, int]
) -> None:
    width, height = size
    page = new_page(viewport={"width": width, "height": height})
    style = f"<style>body {{ margin: 0; {BODIES[look]} }} @keyframes fade {{ 0% {{ opacity: 0 }} }}</style>"
    floated = "<p style='float: left; height: 3000px; margin: 0'>Portal</p>"
    widget = mount(page, head=style, body=floated + "<footer style='clear: both'>End</footer>")
    page.evaluate("scrollTo(0, 900)")
    launcher = widget.launcher.bounding_box()
    assert launcher == {"x": width - 76, "y": height - 76, "width": 56, "height": 56}
    widget.open()
    panel = widget.panel.bounding_box()
    assert panel
    assert 0 <= panel["y"] < panel["y"] + panel["height"] <= height
    assert page.evaluate("scrollY") == 900
    footer = page.locator("footer").evaluate("(e) => document.documentElement.scrollHeight - e.offsetTop")
    assert footer < 30  # nothing of the widget stands below the page's end


def test_loaded_twice_it_is_there_once(widget: Widget, server_url: str) -> None:
    widget.page.evaluate(
        """(src) => new Promise((done) => {
          const script = Object.assign(document.createElement("script"), {src, onload: done});
          document.body.append(script);
        })""",
        f"{server_url}/widget.js",
    )
    expect(widget.element).to_have_count(1)
    widget.open().answered(SESSIONS)


SWAPS = {
    "turbo": "document.documentElement.replaceChild(document.createElement('body'), document.body)",
    "turbo cache": """{
      const cached = document.body.cloneNode(true);
      document.documentElement.replaceChild(cached, document.body);
    }""",
    "inner html": "document.body.innerHTML = '<main>Another page</main>'",
    "everything": "document.replaceChild(document.documentElement.cloneNode(true), document.documentElement)",
}


@pytest.mark.parametrize("swap", SWAPS)
def test_it_survives_a_swapped_body(widget: Widget, swap: str) -> None:
    widget.open().answered(SESSIONS)
    widget.page.evaluate(SWAPS[swap])
    expect(widget.element).to_have_count(1)
    expect(widget.panel).to_be_visible()
    expect(widget.answers).to_have_count(1)
    widget.answered(SESSIONS, count=2)


def test_destroyed_it_is_gone_and_may_come_again(widget: Widget, server_url: str) -> None:
    page = widget.page
    widget.open()
    page.evaluate("faqbot.destroy()")
    expect(widget.element).to_have_count(0)
    assert page.evaluate("window.faqbot") is None
    page.evaluate(
        "(src) => document.body.append(Object.assign(document.createElement('script'), {src}))",
        f"{server_url}/widget.js",
    )
    widget.ready()
    expect(widget.element).to_have_count(1)


def test_an_element_of_the_page_that_is_called_faqbot_is_no_second_copy(
    page: Page, mount: Callable[..., Widget]
) -> None:
    mount(page, body='<div id="faqbot">ours</div>').open().answered(SESSIONS)
    expect(page.locator("#faqbot")).to_have_text("ours")


def test_the_handle_opens_asks_tells_and_closes(widget: Widget) -> None:
    page = widget.page
    page.evaluate(
        """() => {
          window.told = [];
          for (const name of ["ready", "open", "close", "reply", "error"])
            faqbot.on(name, (detail) => told.push([name, detail?.decision ?? null]));
          window.off = faqbot.on("open", () => told.push(["never"]));
          off();
        }"""
    )
    page.evaluate("(question) => faqbot.open({question})", SESSIONS)
    expect(widget.answers).to_have_count(1)
    page.evaluate("faqbot.close()")
    expect(widget.panel).to_be_hidden()
    assert (
        page.evaluate("(q) => faqbot.ask(q).then((reply) => reply.answer.faq_id)", SESSIONS)
        == "allowed-sessions"
    )
    expect(widget.panel).to_be_hidden()
    expect(widget.dot).to_be_visible()
    assert page.evaluate("told") == [
        ["ready", None],
        ["open", None],
        ["reply", "answer"],
        ["close", None],
        ["reply", "answer"],
    ]


def test_asked_twice_at_once_the_handle_asks_one_after_the_other(widget: Widget) -> None:
    asked = "Promise.all(['What is Allowed Sessions?', 'How do I cancel my subscription?'].map(faqbot.ask))"
    assert [r["answer"]["faq_id"] for r in widget.page.evaluate(asked)] == [
        "allowed-sessions",
        "cancel-subscription",
    ]


def test_a_page_hears_ready_without_asking_first(page: Page, mount: Callable[..., Widget]) -> None:
    page.add_init_script("addEventListener('faqbot:ready', () => (window.heard = typeof faqbot.open))")
    mount(page)
    assert page.evaluate("heard") == "function"


def test_typing_is_no_shortcut_of_the_page(widget: Widget) -> None:
    widget.page.evaluate("window.keys = 0; addEventListener('keydown', () => keys++)")
    widget.open()
    widget.input.press_sequentially("so")
    widget.input.press("Escape")
    assert widget.page.evaluate("keys") == 0


def test_a_script_in_the_head_waits_for_its_target(page: Page, server_url: str, host: Host) -> None:
    head = f'<script async src="{server_url}/widget.js" data-mode="page" data-target="#here"></script>'
    page.goto(host.put("<p>first</p><div id=here style='height:500px'></div>", head=head))
    Widget(page).ready()
    expect(page.locator("#here faqbot-widget")).to_have_count(1)

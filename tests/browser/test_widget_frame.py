"""The same component in an iframe, as a full page, on the hostile page, and pinned by its hash."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from foreign_site import Host
from playwright.sync_api import FrameLocator, Page, Route, expect
from widget_page import Widget

SESSIONS = "What is Allowed Sessions?"
LISTEN = """
window.heard = [];
addEventListener("message", (e) => heard.push([e.origin, e.data]));
window.say = (data) => document.querySelector("iframe").contentWindow.postMessage(data, "*");
"""


@pytest.fixture
def framed(page: Page, host: Host, server_url: str) -> FrameLocator:
    """/embed in an iframe of the foreign site."""
    page.add_init_script(LISTEN)
    address = f"{server_url}/embed?theme=light&accent=%230b7a5b"
    frame = f'<iframe src="{address}" title="Help" width=400 height=600></iframe>'
    page.goto(host.put(frame, path="/framed", csp=f"frame-src {server_url}"))
    found = page.frame_locator("iframe")
    expect(found.get_by_role("combobox")).to_be_visible()
    page.wait_for_function("heard.length > 0")
    return found


def test_the_frame_answers_and_tells_its_parent(framed: FrameLocator, page: Page, server_url: str) -> None:
    framed.get_by_role("combobox").fill(SESSIONS)
    framed.get_by_role("combobox").press("Enter")
    expect(framed.locator("[part=answer]")).to_have_count(1)
    framed.get_by_role("combobox").press("Escape")
    page.wait_for_function("heard.length === 3")
    heard = page.evaluate("heard")
    assert [origin for origin, _ in heard] == [server_url] * 3
    assert [(data["faqbot"], data["type"]) for _, data in heard] == [(1, "ready"), (1, "reply"), (1, "close")]
    assert heard[1][1]["detail"]["answer"]["faq_id"] == "allowed-sessions"


def test_the_parent_can_ask(framed: FrameLocator, page: Page) -> None:
    page.evaluate("(q) => say({faqbot: 1, type: 'ask', detail: {text: q}})", SESSIONS)
    expect(framed.locator("[part=question]")).to_have_text([SESSIONS])
    page.evaluate("(q) => say({faqbot: 1, type: 'open', detail: {question: q}})", SESSIONS)
    expect(framed.locator("[part=question]")).to_have_count(2)


OTHER_SHAPES = [
    '"ask"',
    "null",
    "7",
    "{type: 'ask', detail: {text: 'x'}}",
    "{faqbot: 2, type: 'ask', detail: {text: 'x'}}",
    "{faqbot: 1, type: 'eval', detail: {text: 'x'}}",
    "{faqbot: 1, type: 'ask', detail: {text: {toString: 1}}}",
    "{faqbot: 1, type: 'ask', detail: null}",
    "{faqbot: 1, type: 'ask', detail: {text: '   '}}",
    "{faqbot: 1, type: 'open'}",
]


def test_messages_of_another_shape_are_ignored(framed: FrameLocator, page: Page) -> None:
    for message in OTHER_SHAPES:
        page.evaluate(f"() => say({message})")
    page.evaluate("(q) => say({faqbot: 1, type: 'ask', detail: {text: q}})", SESSIONS)
    expect(framed.locator("[part=question]")).to_have_text([SESSIONS])


def test_only_the_parent_is_heard(framed: FrameLocator, page: Page) -> None:
    page.evaluate(
        """() => {
          const other = document.createElement("iframe");
          document.body.append(other);
          const script = other.contentDocument.createElement("script");
          const message = JSON.stringify({faqbot: 1, type: "ask", detail: {text: "from a sibling"}});
          script.textContent = `parent.frames[0].postMessage(${message}, "*")`;
          other.contentDocument.body.append(script);
        }"""
    )
    page.evaluate("(q) => say({faqbot: 1, type: 'ask', detail: {text: q}})", SESSIONS)
    expect(framed.locator("[part=question]")).to_have_text([SESSIONS])


def warnings(page: Page) -> list[str]:
    """What the page will have warned of in the console."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "warning" else None)
    return told


def test_an_origin_that_is_not_allowed_cannot_frame_it(page: Page, host: Host, server_url: str) -> None:
    origin = host.origin.replace("127.0.0.1", "localhost")
    host.put(f'<iframe src="{server_url}/embed"></iframe>', path="/stranger")
    with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
        page.goto(f"{origin}/stranger")
    expect(page.frame_locator("iframe").get_by_role("combobox")).to_have_count(0)


def test_an_origin_that_is_not_allowed_gets_no_answer_and_its_console_says_why(
    page: Page, host: Host, server_url: str
) -> None:
    told = warnings(page)
    origin = host.origin.replace("127.0.0.1", "localhost")
    host.put(f'<script async src="{server_url}/widget.js"></script>', path="/stranger")
    page.goto(f"{origin}/stranger")
    widget = Widget(page).ready()
    widget.launcher.click()
    widget.ask(SESSIONS)
    expect(widget.alert).to_contain_text("Something went wrong on our side.")
    assert told == [f"faqbot: no answer from {server_url}/. Is {origin} in its cors_origins?"]


def test_where_no_origin_is_refused_the_console_does_not_say_so(
    page: Page, server_url: str, mount: Callable[..., Widget]
) -> None:
    told = warnings(page)
    widget = mount(page).open()
    page.context.set_offline(True)
    widget.ask(SESSIONS)
    expect(widget.alert).to_contain_text("You are offline.")
    page.context.set_offline(False)
    expect(widget.answers).to_have_count(1)
    allowed = {"Access-Control-Allow-Origin": "*"}
    widget.on("ask", lambda route: route.fulfill(status=500, headers=allowed))
    widget.ask("a server that fails")
    expect(widget.alert).to_contain_text("Something went wrong on our side.")
    widget.on("ask", lambda route: route.fulfill(body="no JSON", headers=allowed))
    with page.expect_response("**/ask"):
        widget.retry.click()
    expect(widget.alert).to_contain_text("Something went wrong on our side.")
    page.goto(server_url + "/chat")
    widget = Widget(page).ready()
    widget.on("ask", lambda route: route.abort())
    widget.ask(SESSIONS)
    expect(widget.alert).to_contain_text("Something went wrong on our side.")
    assert told == []


def test_opened_alone_the_frame_is_a_page(page: Page, server_url: str) -> None:
    page.goto(server_url + "/embed?lang=ja")
    widget = Widget(page).ready()
    expect(widget.input).to_have_attribute("placeholder", "質問を入力")
    widget.answered(SESSIONS)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_the_full_page_is_the_same_component(page: Page, server_url: str) -> None:
    page.goto(server_url + "/chat")
    widget = Widget(page).ready()
    expect(page.locator("form")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Chat")
    expect(widget.element.get_by_role("heading", level=2)).to_have_text("Help center")
    widget.answered(SESSIONS)
    expect(widget.launcher).to_have_count(0)
    box = widget.panel.bounding_box()
    assert box
    assert box["height"] > 350


def test_the_full_page_answers_what_its_address_asks(page: Page, server_url: str) -> None:
    page.goto(f"{server_url}/chat?q={SESSIONS}")
    widget = Widget(page).ready()
    expect(widget.answers).to_have_count(1)
    page.reload()
    widget.ready()
    expect(widget.answers).to_have_count(1)


def test_without_scripts_the_full_page_is_a_form(new_page: Callable[..., Page], server_url: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(server_url + "/chat")
    page.get_by_label("Your question").fill(SESSIONS)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("list", name="Conversation")).to_contain_text("number of sessions")


def test_the_help_center_carries_the_widget(page: Page, server_url: str) -> None:
    page.goto(server_url)
    widget = Widget(page).ready()
    widget.open().answered(SESSIONS)


def test_the_page_that_does_its_worst(page: Page, server_url: str) -> None:
    page.goto(server_url + "/demo")
    widget = Widget(page).ready()
    page.get_by_role("button", name="Load the script again").click()
    page.get_by_role("button", name="Swap the body, as Turbo does").click()
    page.get_by_role("button", name="An accent nobody can read").click()
    widget.launcher.click()
    expect(widget.element).to_have_count(1)
    expect(widget.input).to_have_css("font-size", "16px")
    widget.input.press_sequentially("foo")
    expect(page.locator("#shortcuts")).to_have_text("Shortcuts heard by this page: 0")
    page.get_by_role("button", name="Remove the chat").dispatch_event("click")
    expect(widget.element).to_have_count(0)


def test_the_pinned_line_runs_and_a_changed_file_does_not(page: Page, host: Host, server_url: str) -> None:
    page.goto(server_url + "/embed-code")
    line = page.locator("#pinned").inner_text()
    assert re.search(r'integrity="sha384-[\w+/=]{64}"', line)
    assert urlsplit(re.findall(r'src="([^"]+)"', line)[0]).netloc == urlsplit(server_url).netloc
    page.goto(host.put(line, path="/pinned"))
    widget = Widget(page).ready()
    widget.open().answered(SESSIONS)

    def tamper(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text() + " ")

    page.route("**/widget-*.js", tamper)
    with page.expect_event("console", lambda message: "integrity" in message.text):
        page.reload()
    assert page.evaluate("window.faqbot") is None


def test_the_lines_can_be_copied(new_page: Callable[..., Page], server_url: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(server_url + "/embed-code")
    page.get_by_role("button", name="Copy: the line").click()
    expect(page.get_by_role("button", name="Copy: the line")).to_have_text("Copied")
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == f'<script async src="{server_url}/widget.js"></script>'
    )

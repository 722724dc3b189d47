"""WCAG 2.2 AA, with the keyboard, with a screen reader's tree, and in every state by axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from widget_page import Widget, configured, fulfil

SESSIONS = "What is Allowed Sessions?"
PHONE = {"width": 360, "height": 640}
DESKTOP = {"width": 1280, "height": 800}


# ---- axe


def closed(_: Widget) -> None:
    pass


def opened(widget: Widget) -> None:
    widget.open()


def answered(widget: Widget) -> None:
    widget.open().answered(SESSIONS)
    widget.button("No").click()
    expect(widget.log.get_by_role("textbox")).to_be_visible()


def suggesting(widget: Widget) -> None:
    widget.open()
    widget.input.press_sequentially("invoice")
    expect(widget.options.first).to_be_visible()
    widget.input.press("ArrowDown")


def choosing(widget: Widget) -> None:
    widget.open()
    choices = [{"faq_id": "a", "question": SESSIONS, "confidence": 0.4}]
    widget.replies(decision="clarify", message="Did you mean one of these?", choices=choices)
    widget.ask("sessions")
    widget.button("None of these").click()
    expect(widget.log.get_by_role("link")).to_be_visible()


def failed(widget: Widget) -> None:
    widget.open()
    widget.on("ask", lambda route: fulfil(route, {}, status=500))
    widget.ask(SESSIONS)
    expect(widget.retry).to_be_visible()


def waiting(widget: Widget) -> None:
    widget.open()
    widget.on("ask", lambda _: None)
    widget.ask(SESSIONS)
    expect(widget.button("Send")).to_have_attribute("aria-disabled", "true")


STATES = [closed, opened, answered, suggesting, choosing, failed, waiting]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280x800", "360x640"])
def test_axe_finds_nothing_in_any_state(
    new_page: Callable[..., Page], mount: Callable[..., Widget], scheme: str, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    configured(page, feedback=True)
    page.route("**/api/v1/feedback", lambda route: fulfil(route, {}))
    found: dict[str, list[str]] = {}
    for state in STATES:
        widget = mount(
            page, body="<main><h1>Portal</h1></main>", head="<style>:root{color-scheme:light dark}</style>"
        )
        state(widget)
        found[state.__name__] = widget.violations()
        page.unroute("**/api/v1/ask*")
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    assert found == {state.__name__: [] for state in STATES}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280x800", "360x640"])
def test_axe_finds_nothing_from_right_to_left(
    new_page: Callable[..., Page], mount: Callable[..., Widget], scheme: str, viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    configured(page, feedback=True)
    widget = mount(page, attributes="data-lang=ar", body="<main><h1>Portal</h1></main>")
    widget.launcher.click()
    widget.answered("ما هي الجلسات المسموح بها؟")
    widget.input.press_sequentially("الجلسات")
    expect(widget.options.first).to_be_visible()
    assert widget.violations() == []


def test_axe_finds_nothing_on_the_pages_that_carry_it(new_page: Callable[..., Page], server_url: str) -> None:
    found: dict[str, list[str]] = {}
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme, reduced_motion="reduce")
        for path in ("/chat", "/embed", "/embed-code"):
            page.goto(server_url + path)
            widget = Widget(page).ready()
            if path in ("/chat", "/embed"):
                widget.answered(SESSIONS)
                widget.button("Clear chat").click()
            found[f"{path} {scheme}"] = widget.violations()
    assert not any(found.values()), found


# ---- the tree


def test_the_launcher_says_what_it_is(widget: Widget) -> None:
    launcher = widget.launcher
    expect(launcher).to_have_role("button")
    expect(launcher).to_have_accessible_name("Open help chat")
    for name, value in {
        "aria-expanded": "false",
        "aria-haspopup": "dialog",
        "aria-controls": "panel",
    }.items():
        expect(launcher).to_have_attribute(name, value)
    widget.open()
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(widget.panel).to_have_role("dialog")
    expect(widget.panel).to_have_accessible_name("Help center")


def test_the_tree_makes_sense_from_launcher_to_feedback(page: Page, mount: Callable[..., Widget]) -> None:
    configured(page, feedback=True)
    widget = mount(page).open()
    widget.answered(SESSIONS)
    expect(widget.panel).to_match_aria_snapshot(
        """
        - dialog "Help center":
          - heading "Help center" [level=2]
          - button "Clear chat"
          - button "Close"
          - group "Conversation":
            - paragraph: Hello! What would you like to know?
            - list "Topics":
              - listitem:
                - button "Plans"
              - listitem:
                - button "Security"
            - log "Help center":
              - text: "You:"
              - paragraph: What is Allowed Sessions?
              - text: "Help center:"
              - paragraph: What is Allowed Sessions?
              - paragraph: "The number of sessions that your plan includes:"
              - list:
                - listitem: chat sessions
                - listitem:
                  - text: voice sessions, see
                  - link "voice (opens a new tab)"
              - paragraph:
                - text: Run
                - code: plan show
                - text: "or:"
              - text: plan show --all
              - paragraph:
                - link "Plans documentation (opens a new tab)"
              - group "Was this helpful?":
                - button "Yes"
                - button "No"
              - list "Related questions":
                - listitem:
                  - button "Where do I find a copy of my invoice?"
            - alert
          - combobox "Ask a question"
          - button "Send"
          - status
        """
    )


def test_the_log_is_there_first_and_each_message_adds_one_node(widget: Widget) -> None:
    widget.open()
    expect(widget.log).to_have_count(1)
    expect(widget.status).to_have_count(1)
    expect(widget.log.locator("> *")).to_have_count(0)
    widget.log.evaluate(
        """(log) => {
          window.added = []; window.removed = 0;
          new MutationObserver((records) => {
            for (const r of records) {
              added.push(...[...r.addedNodes].filter((n) => n.nodeType === 1));
              removed += [...r.removedNodes].filter((n) => n.nodeType === 1).length;
            }
          }).observe(log, {childList: true});
        }"""
    )
    widget.answered(SESSIONS)
    widget.answered(SESSIONS, count=2)
    assert widget.page.evaluate("added.length") == 4
    assert widget.page.evaluate("removed") == 0


def test_history_is_not_announced_again(widget: Widget) -> None:
    widget.open().answered(SESSIONS)
    widget.page.reload()
    widget.ready()
    expect(widget.answers).to_have_count(1)
    expect(widget.log).to_be_empty()
    expect(widget.status).to_be_empty()


# ---- keyboard and focus


def test_by_keyboard_alone_from_the_page_to_a_rated_answer(page: Page, mount: Callable[..., Widget]) -> None:
    configured(page, feedback=True)
    rated: list[object] = []
    page.route(
        "**/api/v1/feedback", lambda route: (rated.append(route.request.post_data_json), fulfil(route, {}))[1]
    )
    widget = mount(page, body="<button id=before>Before</button>")
    keys = page.keyboard
    page.locator("#before").focus()
    keys.press("Tab")
    assert widget.focused() == "launcher"
    keys.press("Enter")
    assert widget.focused() == "input"
    keys.type("what are allowed sessions", delay=1)
    keys.press("Enter")
    expect(widget.answers).to_have_count(1)
    visited = []
    for _ in range(9):
        keys.press("Shift+Tab")
        visited.append(widget.focused())
        if visited[-1] == "No":
            break
    keys.press("Enter")
    expect(widget.button("No")).to_have_attribute("aria-pressed", "true")
    keys.press("Tab")
    keys.type("Too short")
    keys.press("Enter")
    expect(widget.status).to_have_text("Thank you for your feedback.")
    assert widget.focused() == "input"
    keys.press("Escape")
    expect(widget.panel).to_be_hidden()
    assert widget.focused() == "launcher"
    assert [r.get("comment") for r in rated] == [None, "Too short"]  # type: ignore[attr-defined]


def test_the_first_escape_closes_the_list_only(widget: Widget) -> None:
    widget.open()
    widget.input.press_sequentially("invoice")
    expect(widget.options.first).to_be_visible()
    widget.input.press("Escape")
    expect(widget.options).to_have_count(0)
    expect(widget.panel).to_be_visible()
    expect(widget.input).to_have_value("invoice")
    widget.input.press("Escape")
    expect(widget.panel).to_be_hidden()


def test_focus_goes_back_to_what_opened_it(page: Page, mount: Callable[..., Widget]) -> None:
    widget = mount(page, body="<button id=own>Ask us</button>")
    page.locator("#own").evaluate("(b) => b.addEventListener('click', () => faqbot.open())")
    page.locator("#own").click()
    assert widget.focused() == "input"
    page.keyboard.press("Escape")
    assert widget.focused() == "own"


def test_on_a_desktop_tab_can_leave(page: Page, mount: Callable[..., Widget]) -> None:
    widget = mount(page, body="<button id=first>First</button>")
    widget.open()
    assert widget.panel.evaluate("(d) => d.matches(':modal')") is False
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(widget.focused())
    assert "first" in seen


def test_on_a_phone_it_is_modal_and_fills_the_screen(
    new_page: Callable[..., Page], mount: Callable[..., Widget]
) -> None:
    page = new_page(viewport=PHONE, reduced_motion="reduce")
    widget = mount(page, body="<button id=first>First</button>")
    widget.open()
    assert widget.panel.evaluate("(d) => d.matches(':modal')")
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    assert widget.focused() == "input"
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(widget.focused())
    assert "first" not in seen
    widget.input.focus()
    widget.input.press_sequentially("invoice")
    expect(widget.options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    assert widget.focused() == "launcher"


def test_turning_the_phone_keeps_the_talk_and_the_focus(widget: Widget) -> None:
    widget.open().answered(SESSIONS)
    widget.page.set_viewport_size(PHONE)
    expect(widget.panel).to_have_css("width", "360px")
    assert widget.panel.evaluate("(d) => d.matches(':modal')")
    assert widget.focused() == "input"
    widget.page.set_viewport_size(DESKTOP)
    expect(widget.panel).to_have_css("border-radius", "16px")
    assert widget.panel.evaluate("(d) => d.matches(':modal')") is False


# ---- sizes, spacing, colours, motion

OVERFLOW = """(panel) => [panel, ...panel.querySelectorAll("*")]
  .filter((e) => e.scrollWidth > e.clientWidth + 1 && !e.closest(".sr"))
  .filter((e) => getComputedStyle(e).overflowX !== "visible")
  .map((e) => e.outerHTML.slice(0, 80))"""
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""


@pytest.mark.parametrize("spacing", ["", SPACING], ids=["plain", "text spacing"])
def test_320_px_need_no_sideways_scroll(
    new_page: Callable[..., Page], mount: Callable[..., Widget], spacing: str
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    widget = mount(page)
    widget.open()
    words = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 2
    blocks = [{"tag": "pre", "children": [words.replace(" ", "_")]}, {"tag": "p", "children": [words]}]
    widget.replies(
        answer={
            "question": words,
            "blocks": blocks,
            "link": {"url": "https://docs.example.com", "title": words},
            "follow_ups": [{"question": words}],
        }
    )
    widget.answered(words)
    if spacing:
        widget.panel.evaluate(
            """(panel, css) => {
              const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
              panel.getRootNode().adoptedStyleSheets.push(sheet);
            }""",
            spacing,
        )
    assert widget.panel.evaluate(OVERFLOW) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_targets_are_at_least_44_px(page: Page, mount: Callable[..., Widget]) -> None:
    configured(page, feedback=True)
    widget = mount(page).open()
    widget.answered(SESSIONS)
    widget.input.press_sequentially("invoice")
    expect(widget.options.first).to_be_visible()
    small = widget.element.evaluate(
        """(e) => [...e.shadowRoot.querySelectorAll("button, input, li[role=option], .doc a")]
          .map((b) => [b.outerHTML.slice(0, 60), b.getBoundingClientRect()])
          .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
          .map(([html, box]) => html + box.width + "x" + box.height)"""
    )
    assert small == []


def test_reduced_motion_is_none(new_page: Callable[..., Page], mount: Callable[..., Widget]) -> None:
    moving = """(e) => [...e.shadowRoot.querySelectorAll("*")].map((n) => getComputedStyle(n)).filter(
      (s) => s.animationName !== "none" || parseFloat(s.transitionDuration) || s.scrollBehavior !== "auto",
    ).length"""
    still = mount(new_page(reduced_motion="reduce")).open()
    still.answered(SESSIONS)
    assert still.element.evaluate(moving) == 0
    lively = mount(new_page(reduced_motion="no-preference")).open()
    assert lively.element.evaluate(moving) > 0


def test_forced_colours_keep_edges_and_selection(
    new_page: Callable[..., Page], mount: Callable[..., Widget]
) -> None:
    widget = mount(new_page(forced_colors="active")).open()
    widget.answered(SESSIONS)
    widget.input.press_sequentially("invoice")
    expect(widget.options.first).to_be_visible()
    widget.input.press("ArrowDown")
    edges = widget.element.evaluate(
        """(e) => [...e.shadowRoot.querySelectorAll("button, input, dialog")].map((n) => getComputedStyle(n))
          .filter((s) => parseFloat(s.borderTopWidth) < 1 || s.borderTopColor === s.backgroundColor).length"""
    )
    assert edges == 0
    selected = widget.element.locator("[aria-selected=true]")
    other = widget.element.locator("[aria-selected=false]").first
    if other.count():
        colour = "(n) => getComputedStyle(n).backgroundColor"
        assert selected.evaluate(colour) != other.evaluate(colour)

"""What is said, kept, offered and mended in a conversation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from foreign_site import Host
from playwright.sync_api import Page, Route, expect
from widget_page import KEY, Widget, configured, fulfil, reply

SESSIONS = "What is Allowed Sessions?"
TWO_FACTOR = "How do I switch on two-factor authentication?"
INVOICE = "Where do I find a copy of my invoice?"
CHOICES = [
    {"faq_id": "a", "question": SESSIONS, "confidence": 0.4},
    {"faq_id": "b", "question": INVOICE, "confidence": 0.3},
]


# ---- beginning


def test_the_greeting_offers_topics_and_each_topic_its_questions(widget: Widget) -> None:
    widget.open()
    expect(widget.panel).to_contain_text("Hello! What would you like to know?")
    topic = widget.button("Plans")
    expect(topic).to_have_attribute("aria-expanded", "false")
    topic.click()
    expect(topic).to_have_attribute("aria-expanded", "true")
    widget.chip(INVOICE).click()
    expect(widget.questions).to_have_text([INVOICE])
    expect(widget.answers).to_contain_text("Under Billing.")


def test_without_the_servers_configuration_it_still_answers(page: Page, mount: Callable[..., Widget]) -> None:
    page.route("**/api/v1/widget?*", lambda route: route.abort())
    widget = mount(page)
    widget.launcher.click()
    widget.answered(SESSIONS)


# ---- type-ahead


def test_type_ahead_offers_questions_and_asks_the_one_chosen(widget: Widget) -> None:
    widget.open()
    widget.input.press_sequentially("invoice")
    expect(widget.options.first).to_have_text(INVOICE)
    expect(widget.input).to_have_attribute("aria-expanded", "true")
    expect(widget.status).to_have_text(re.compile(r"Suggestions: \d"))
    widget.input.press("ArrowDown")
    active = widget.input.get_attribute("aria-activedescendant")
    expect(widget.element.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    widget.input.press("Enter")
    expect(widget.questions).to_have_text([INVOICE])
    expect(widget.options).to_have_count(0)
    expect(widget.input).to_have_value("")


def test_arrows_go_round_and_come_back_to_what_was_typed(widget: Widget) -> None:
    widget.open()
    widget.on(
        "suggest", lambda route: fulfil(route, {"suggestions": [{"question": "A?"}, {"question": "B?"}]})
    )
    widget.input.press_sequentially("ab")
    expect(widget.options).to_have_count(2)
    seen = []
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown"):
        widget.input.press(key)
        seen.append(widget.input.get_attribute("aria-activedescendant"))
    assert seen == ["o1", "o0", None, "o0"]
    expect(widget.input).to_have_value("ab")


def test_a_click_on_a_suggestion_asks_it(widget: Widget) -> None:
    widget.open()
    widget.input.press_sequentially("invoice")
    widget.options.first.click()
    expect(widget.questions).to_have_text([INVOICE])


def test_enter_sends_what_was_typed_after_a_suggestion_was_chosen(widget: Widget) -> None:
    widget.open()
    widget.input.press_sequentially("cancel")
    expect(widget.options.first).to_be_visible()
    widget.input.press("ArrowDown")
    widget.on("suggest", lambda _: None)
    widget.ask(SESSIONS)
    expect(widget.questions).to_have_text([SESSIONS])


def test_a_late_suggestion_of_what_is_no_longer_typed_is_dropped(widget: Widget) -> None:
    held: list[Route] = []
    widget.open()
    widget.on("suggest", lambda route: held.append(route))
    with widget.page.expect_request("**/suggest?*"):
        widget.input.press_sequentially("invoice")
    widget.answered(SESSIONS)
    fulfil(held[0], {"suggestions": [{"question": "Late?"}]})
    widget.page.wait_for_timeout(200)
    expect(widget.options).to_have_count(0)


# ---- answers


def test_link_only_answers_and_plain_messages(widget: Widget) -> None:
    widget.open().answered("How do I cancel my subscription?")
    expect(widget.answers).to_contain_text("This page answers that:")
    expect(widget.answers.get_by_role("link")).to_have_attribute("href", "https://docs.example.com/cancel")
    widget.replies(decision="small_talk", message="Hello!\nAsk away.")
    widget.ask("hi")
    expect(widget.log).to_contain_text("Hello! Ask away.")


def test_a_follow_up_is_asked_with_a_click(widget: Widget) -> None:
    widget.open().answered(SESSIONS)
    widget.log.get_by_role("list", name="Related questions").get_by_role("button").click()
    expect(widget.questions).to_have_text([SESSIONS, INVOICE])


TWINS = [
    {"faq_id": "allowed-sessions", "question": "How long?", "qualifier": "Plans", "confidence": 0.4},
    {"faq_id": "invoice-copy", "question": "How long?", "qualifier": "Billing", "confidence": 0.3},
]


def test_a_pick_goes_by_its_faq_whatever_its_question(widget: Widget) -> None:
    widget.open()
    widget.on("suggest", lambda route: fulfil(route, {"suggestions": TWINS}))
    widget.replies(decision="clarify", message="Did you mean one of these?", choices=TWINS)
    widget.ask("how long")
    labels = ["How long? (Plans)", "How long? (Billing)"]
    expect(widget.log.get_by_role("button")).to_have_text([*labels, "None of these"])
    widget.page.unroute("**/api/v1/ask*")
    widget.chip("(Billing)").click()
    expect(widget.answers.last).to_contain_text("Under Billing.")
    widget.input.press_sequentially("how long")
    expect(widget.options).to_have_text(labels)
    widget.options.first.click()
    expect(widget.answers.last).to_contain_text("The number of sessions")
    widget.input.press_sequentially("how long")
    expect(widget.options).to_have_text(labels)
    widget.input.press("ArrowUp")
    widget.input.press("Enter")
    expect(widget.answers).to_have_count(3)
    expect(widget.questions).to_have_text(["how long", "How long?", "How long?", "How long?"])
    with widget.page.expect_request("**/ask") as asked:
        widget.log.get_by_role("list", name="Related questions").get_by_role("button").last.click()
    assert asked.value.post_data_json["faq_id"] == "invoice-copy"


def test_a_chip_leaves_what_is_half_typed(widget: Widget) -> None:
    widget.open().answered(SESSIONS)
    widget.input.fill("how do I")
    widget.log.get_by_role("list", name="Related questions").get_by_role("button").click()
    expect(widget.answers).to_have_count(2)
    expect(widget.input).to_have_value("how do I")
    widget.answered(INVOICE, count=3)
    expect(widget.input).to_have_value("")


def test_choices_and_none_of_these(page: Page, mount: Callable[..., Widget]) -> None:
    configured(page, feedback=True)
    widget = mount(page).open()
    sent: list[object] = []
    widget.on(
        "events", lambda route: (sent.append(route.request.post_data_json), fulfil(route, {}, status=500))[1]
    )
    widget.replies(decision="clarify", message="Did you mean one of these?", choices=CHOICES)
    widget.ask("sessions invoice")
    expect(widget.log.get_by_role("button")).to_have_text([SESSIONS, INVOICE, "None of these"])
    none = widget.button("None of these")
    none.click()
    expect(widget.log).to_contain_text("I don't have an approved answer to that.")
    expect(widget.log.get_by_role("link", name="Talk to a person")).to_be_visible()
    expect(none).to_have_attribute("aria-disabled", "true")
    none.dispatch_event("click")
    expect(widget.log.locator("> div")).to_have_count(3)
    widget.page.unroute("**/api/v1/ask*")
    widget.chip(INVOICE).click()
    expect(widget.answers).to_contain_text("Under Billing.")
    assert sent == [
        {"reply_id": "r1", "event": "none_of_these"},
        {"reply_id": "r1", "event": "choice", "faq_id": "b"},
    ]
    expect(widget.alert).to_be_empty()  # what only the report misses is nobody's trouble


def test_without_a_journal_nothing_is_recorded(page: Page, mount: Callable[..., Widget]) -> None:
    configured(page, feedback=False)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.rpartition("/")[2]))
    widget = mount(page).open()
    widget.replies(decision="clarify", message="Did you mean one of these?", choices=CHOICES)
    widget.ask("sessions invoice")
    widget.button("None of these").click()
    widget.chip(INVOICE).click()
    expect(widget.log.locator("> div")).to_have_count(5)
    assert "events" not in sent


PEOPLE = {
    "https://help.example.com/contact": 1,
    "mailto:help@example.com": 1,
    None: 0,
    "": 0,
    "javascript:alert(1)": 0,
    "mailto:a@b.c\nd": 0,
}


def test_a_person_is_offered_where_there_is_one(widget: Widget) -> None:
    widget.open()
    for number, (url, links) in enumerate(PEOPLE.items(), 1):
        handoff = {"label": "Talk to a person", "url": url}
        widget.replies(decision="handoff", message="Of course.", handoff=handoff)
        widget.ask("a person please")
        expect(widget.log.locator("> div")).to_have_count(2 * number)
        link = widget.log.locator("> div").last.get_by_role("link", name="Talk to a person")
        expect(link).to_have_count(links)


# ---- feedback


@pytest.fixture
def rated(page: Page, mount: Callable[..., Widget]) -> Widget:
    """A widget that has answered, where answers can be rated."""
    configured(page, feedback=True)
    widget = mount(page).open()
    widget.replies(id="reply-7", answer={"blocks": ["It is so."]})
    widget.answered("is it so")
    return widget


def test_a_thumb_with_a_comment(rated: Widget) -> None:
    sent: list[object] = []
    rated.on("feedback", lambda route: (sent.append(route.request.post_data_json), fulfil(route, {}))[1])
    rated.button("No").click()
    expect(rated.button("No")).to_have_attribute("aria-pressed", "true")
    expect(rated.button("Yes")).to_have_attribute("aria-pressed", "false")
    expect(rated.log.get_by_role("link", name="Talk to a person")).to_be_visible()
    comment = rated.log.get_by_role("textbox", name="Tell us more (optional)")
    comment.fill("It is not.")
    comment.press("Enter")
    expect(comment).to_have_count(0)
    expect(rated.status).to_have_text("Thank you for your feedback.")
    assert sent == [
        {"reply_id": "reply-7", "helpful": False},
        {"reply_id": "reply-7", "helpful": False, "comment": "It is not."},
    ]
    rated.page.reload()
    rated.ready()
    expect(rated.button("No")).to_have_attribute("aria-pressed", "true")


def test_a_rating_that_was_not_sent_says_so_and_can_be_sent_again(rated: Widget) -> None:
    rated.on("feedback", lambda route: fulfil(route, {}, status=500))
    rated.button("Yes").click()
    expect(rated.alert).to_contain_text("Something went wrong on our side.")
    expect(rated.button("Yes")).to_have_attribute("aria-pressed", "false")
    rated.on("feedback", lambda route: fulfil(route, {}))
    rated.retry.click()
    expect(rated.button("Yes")).to_have_attribute("aria-pressed", "true")
    expect(rated.alert).to_be_empty()


def test_thumbs_show_only_where_the_server_takes_ratings(page: Page, mount: Callable[..., Widget]) -> None:
    configured(page, feedback=False)
    widget = mount(page)
    widget.open().answered(SESSIONS)
    expect(widget.element.get_by_role("group", name="Was this helpful?")).to_have_count(0)


# ---- history


def test_the_talk_goes_on_over_pages_back_and_forward(widget: Widget, host: Host) -> None:
    page = widget.page
    widget.open().answered(SESSIONS)
    html, headers = host.pages["/"]
    host.pages["/next"] = (html, headers)
    page.goto(page.url + "next")
    widget.ready()
    expect(widget.panel).to_be_visible()
    expect(widget.answers).to_have_count(1)
    expect(widget.log.locator("> div")).to_have_count(0)
    widget.answered(INVOICE, count=2)
    page.go_back()
    widget.ready()
    expect(widget.answers).to_have_count(2)
    page.go_forward()
    widget.ready()
    expect(widget.questions).to_have_text([SESSIONS, INVOICE])


def test_a_panel_left_open_comes_back_without_taking_the_focus(widget: Widget) -> None:
    widget.open()
    widget.page.reload()
    widget.ready()
    expect(widget.panel).to_be_visible()
    assert widget.page.evaluate("document.activeElement.localName") == "body"


def test_two_tabs_share_one_talk(widget: Widget, new_page: Callable[..., Page]) -> None:
    other = Widget(new_page(widget.page.context))
    other.page.goto(widget.page.url)
    other.ready().open()
    widget.open().answered(SESSIONS)
    expect(other.questions).to_have_text([SESSIONS])
    other.answered(INVOICE, count=2)
    expect(widget.questions).to_have_text([SESSIONS, INVOICE])
    expect(widget.log.locator("> div")).to_have_count(0)


def test_clear_and_undo(widget: Widget) -> None:
    widget.open().answered(SESSIONS)
    before = stored(widget)["id"]
    widget.button("Clear chat").click()
    expect(widget.questions).to_have_count(0)
    expect(widget.status).to_have_text("Chat cleared.")
    assert stored(widget)["id"] != before
    widget.button("Undo").click()
    expect(widget.questions).to_have_text([SESSIONS])
    widget.button("Clear chat").click()
    widget.page.reload()
    widget.ready()
    expect(widget.questions).to_have_count(0)


def stored(widget: Widget) -> dict[str, Any]:
    """What storage holds of the talk."""
    found: dict[str, Any] = json.loads(widget.page.evaluate(f"localStorage[{KEY}]"))
    return found


def test_after_a_week_of_silence_another_conversation_begins(widget: Widget) -> None:
    widget.open().answered(SESSIONS)
    talk = stored(widget)
    old, week_ago = talk["id"], widget.page.evaluate("Date.now()") - 8 * 864e5
    messages = [{**message, "at": week_ago} for message in talk["messages"]]
    widget.store(json.dumps({**talk, "messages": messages}))
    widget.page.reload()
    widget.ready()
    expect(widget.questions).to_have_count(0)
    kept = json.dumps(stored(widget))
    assert SESSIONS not in kept
    assert old not in kept
    with widget.page.expect_request("**/ask") as asked:
        widget.ask(INVOICE)
    assert asked.value.post_data_json["conversation_id"] not in ("", old)


BLOCKED = """for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError') }})"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


@pytest.mark.parametrize("broken", [BLOCKED, FULL])
def test_storage_that_refuses_costs_only_the_history(
    page: Page, mount: Callable[..., Widget], broken: str
) -> None:
    page.add_init_script(broken)
    widget = mount(page).open()
    widget.answered(SESSIONS)
    widget.answered(INVOICE, count=2)
    widget.button("Close").click()
    widget.launcher.click()
    expect(widget.answers).to_have_count(2)


CORRUPT = [
    "{",
    "null",
    "[]",
    "7",
    '{"messages": 7}',
    '{"messages": [null, 7, {}, {"id": {}, "at": 1e15}]}',
    '{"id": "../x", "messages": []}',
]


def test_corrupt_storage_begins_anew(widget: Widget) -> None:
    widget.open().answered(SESSIONS)
    for corrupt in CORRUPT:
        widget.store(corrupt)
        widget.page.reload()
        widget.ready()
        expect(widget.input).to_be_visible()
        expect(widget.questions).to_have_count(0)
    widget.answered(INVOICE)


def test_a_reply_that_comes_while_closed_leaves_a_dot(widget: Widget) -> None:
    held: list[Route] = []
    widget.open()
    widget.on("ask", lambda route: held.append(route))
    with widget.page.expect_request("**/ask"):
        widget.ask("slow one")
    widget.button("Close").click()
    fulfil(held[0], reply(message="Here."))
    expect(widget.dot).to_be_visible()
    expect(widget.launcher).to_have_accessible_name("Open help chat (New reply)")
    widget.page.reload()
    widget.ready()
    expect(widget.dot).to_be_visible()
    widget.launcher.click()
    expect(widget.dot).to_have_count(0)
    expect(widget.panel).to_contain_text("Here.")


# ---- trouble


def test_slow_then_timed_out_then_answered(page: Page, mount: Callable[..., Widget]) -> None:
    page.clock.install()
    widget = mount(page).open()
    widget.on("ask", lambda _: None)
    with page.expect_request("**/ask"):
        widget.ask(SESSIONS)
    expect(widget.status).to_have_text("Looking for an answer…")
    page.clock.run_for(4_100)
    expect(widget.status).to_have_text("This is taking longer than usual…")
    page.clock.run_for(11_000)
    expect(widget.alert).to_contain_text("No reply came in time.")
    expect(widget.questions).to_have_text([SESSIONS])
    page.unroute("**/api/v1/ask*")
    widget.retry.click()
    expect(widget.answers).to_have_count(1)
    expect(widget.questions).to_have_count(1)
    expect(widget.alert).to_be_empty()


FAILURES: list[tuple[int, dict[str, str], object, str]] = [
    (500, {}, {}, "Something went wrong on our side."),
    (503, {}, {}, "Something went wrong on our side."),
    (429, {"Retry-After": "12"}, {}, "Too many questions at once. Please try again in 12 s."),
    (429, {}, {}, "Too many questions at once. Please try again in 5 s."),
    (422, {}, {"detail": "The question is too long."}, "The question is too long."),
    (200, {}, {"nothing": "of ours"}, "Something went wrong on our side."),
]


def answering(body: object, status: int, headers: dict[str, str]) -> Callable[[Route], None]:
    return lambda route: fulfil(route, body, status=status, headers=headers)


def test_a_failure_is_said_clearly_and_can_be_mended(widget: Widget) -> None:
    widget.page.evaluate("() => { window.codes = []; faqbot.on('error', (e) => codes.push(e.code)) }")
    widget.open()
    for number, (status, headers, body, said) in enumerate(FAILURES, 1):
        widget.on("ask", answering(body, status, headers))
        widget.ask(SESSIONS)
        expect(widget.alert).to_contain_text(said)
        widget.page.unroute("**/api/v1/ask*")
        widget.retry.click()
        expect(widget.answers).to_have_count(number)
        expect(widget.questions).to_have_text([SESSIONS] * number)
        expect(widget.alert).to_be_empty()
    codes = ["failed", "failed", "limited", "limited", "refused", "failed"]
    assert widget.page.evaluate("codes") == codes


def test_what_the_page_asks_while_a_question_is_tried_again_waits_for_it(widget: Widget) -> None:
    held: list[Route] = []
    widget.open()
    widget.on("ask", lambda route: fulfil(route, {}, status=500))
    widget.ask(SESSIONS)
    expect(widget.retry).to_be_visible()
    widget.on("ask", lambda route: route.continue_() if held else held.append(route))
    with widget.page.expect_request("**/ask"):
        widget.retry.click()
    widget.page.evaluate(f"() => {{ faqbot.ask({INVOICE!r}) }}")
    fulfil(held[0], reply(answer={"question": SESSIONS}))
    expect(widget.answers).to_have_count(2)
    expect(widget.questions).to_have_text([SESSIONS, INVOICE])


def test_what_was_asked_offline_is_sent_in_order_when_the_network_is_back(widget: Widget) -> None:
    asked: list[str] = []

    def record(route: Route) -> None:
        asked.append(route.request.post_data_json["question"])
        route.continue_()

    widget.open()
    widget.page.context.set_offline(True)
    for question in (SESSIONS, TWO_FACTOR, INVOICE):
        widget.ask(question)
        expect(widget.questions.last).to_have_text(question)
        expect(widget.alert).to_contain_text("You are offline.")
    widget.page.evaluate("document.activeElement.blur()")
    widget.on("ask", record)
    widget.page.context.set_offline(False)
    expect(widget.answers).to_have_count(3)
    assert asked == [SESSIONS, TWO_FACTOR, INVOICE]
    expect(widget.answers).to_contain_text([SESSIONS, TWO_FACTOR, INVOICE])
    expect(widget.questions).to_have_count(3)
    expect(widget.alert).to_be_empty()
    assert widget.page.evaluate("document.activeElement === document.body")  # which the network does not move


def test_all_that_failed_are_tried_again_by_one_click_also_on_the_next_page(widget: Widget) -> None:
    widget.open()
    widget.on("ask", lambda route: fulfil(route, {}, status=500))
    for question in (SESSIONS, INVOICE):
        widget.ask(question)
        expect(widget.questions.last).to_have_text(question)
        expect(widget.retry).to_be_visible()
    widget.page.reload()
    widget.ready()
    expect(widget.alert).to_contain_text(f"“{SESSIONS}” This question got no answer yet.")
    widget.page.unroute("**/api/v1/ask*")
    widget.retry.click()
    expect(widget.answers).to_contain_text([SESSIONS, INVOICE])
    expect(widget.alert).to_be_empty()
    widget.page.reload()
    widget.ready()
    expect(widget.answers).to_have_count(2)
    expect(widget.alert).to_be_empty()


def test_a_page_left_in_mid_question_offers_to_ask_again(widget: Widget) -> None:
    widget.open()
    widget.on("ask", lambda _: None)
    with widget.page.expect_request("**/ask"):
        widget.ask(SESSIONS)
    widget.page.reload()
    widget.ready()
    expect(widget.alert).to_contain_text("This question got no answer yet.")
    widget.page.unroute("**/api/v1/ask*")
    widget.retry.click()
    expect(widget.answers).to_have_count(1)
    expect(widget.questions).to_have_text([SESSIONS])


def test_a_question_that_failed_is_offered_again_after_the_next_one(widget: Widget) -> None:
    widget.open()
    widget.on("ask", lambda route: fulfil(route, {}, status=429, headers={"Retry-After": "59"}))
    widget.ask(SESSIONS)
    expect(widget.alert).to_contain_text("Please try again in 59 s.")
    widget.page.unroute("**/api/v1/ask*")
    widget.answered(INVOICE)
    expect(widget.alert).to_contain_text(f"“{SESSIONS}” This question got no answer yet.")
    assert widget.violations() == []
    widget.retry.click()
    expect(widget.answers).to_have_count(2)
    expect(widget.questions).to_have_text([SESSIONS, INVOICE])
    expect(widget.alert).to_be_empty()


def test_what_was_cleared_while_under_way_is_not_left_without_an_answer(widget: Widget) -> None:
    held: list[Route] = []
    widget.open()
    widget.on("ask", lambda route: route.continue_() if held else held.append(route))
    with widget.page.expect_request("**/ask"):
        widget.ask(SESSIONS)
    widget.button("Clear chat").click()
    fulfil(held[0], reply())
    expect(widget.button("Send")).to_have_attribute("aria-disabled", "false")
    expect(widget.questions).to_have_count(0)
    widget.button("Undo").click()
    expect(widget.questions).to_have_text([SESSIONS])
    expect(widget.alert).to_contain_text("This question got no answer yet.")
    widget.retry.click()
    expect(widget.answers).to_have_count(1)
    expect(widget.alert).to_be_empty()


def test_nothing_is_sent_twice(widget: Widget) -> None:
    held: list[Route] = []
    widget.open()
    widget.on("ask", lambda route: held.append(route))
    with widget.page.expect_request("**/ask"):
        widget.ask("once")
    expect(widget.button("Send")).to_have_attribute("aria-disabled", "true")
    widget.ask("twice")
    widget.button("Send").dispatch_event("click")
    widget.log.page.keyboard.press("Enter")
    expect(widget.questions).to_have_text(["once"])
    expect(widget.input).to_have_value("twice")
    fulfil(held[0], reply())
    expect(widget.button("Send")).to_have_attribute("aria-disabled", "false")
    assert len(held) == 1


def test_enter_that_ends_an_ime_composition_does_not_send(widget: Widget) -> None:
    widget.open()
    widget.input.fill("せっしょん")
    for composing, code in ((True, 13), (False, 229)):
        widget.input.dispatch_event(
            "keydown", {"key": "Enter", "isComposing": composing, "keyCode": code, "bubbles": True}
        )
    expect(widget.questions).to_have_count(0)
    expect(widget.input).to_have_value("せっしょん")
    widget.input.press("Enter")
    expect(widget.questions).to_have_count(1)


def test_blank_text_is_not_sent(widget: Widget) -> None:
    widget.open()
    widget.ask("   ")
    widget.button("Send").click()
    expect(widget.questions).to_have_count(0)


def test_the_servers_locale_and_topic_go_with_the_question(page: Page, mount: Callable[..., Widget]) -> None:
    widget = mount(page, attributes='data-lang="ar" data-topic="plans-ar"')
    expect(widget.launcher).to_have_accessible_name("فتح محادثة المساعدة")
    widget.launcher.click()
    with page.expect_request("**/ask") as asked:
        widget.ask("ما هي الجلسات المسموح بها؟")
    sent = asked.value.post_data_json
    assert (sent["locale"], sent["topic"]) == ("ar", "plans-ar")
    assert re.fullmatch(r"[\w-]{1,64}", sent["conversation_id"])
    expect(widget.answers).to_contain_text("عدد الجلسات")


def test_a_topic_offers_what_it_answers_and_where_that_leads(
    page: Page, mount: Callable[..., Widget], server_url: str, host: Host
) -> None:
    frame = f'<iframe src="{server_url}/embed?topic=security" width="400" height="640"></iframe>'
    page.goto(host.put(frame))
    expect(page.frame_locator("iframe").locator(".chip")).to_have_text([TWO_FACTOR])
    widget = mount(page, attributes='data-topic="security"')
    widget.launcher.click()
    expect(widget.element.locator(".chip")).to_have_text([TWO_FACTOR])
    with page.expect_response("**/suggest?*") as suggested:
        widget.input.press_sequentially("my invoice, or my subscription")
    assert INVOICE not in [one["question"] for one in suggested.value.json()["suggestions"]]
    ref = {"faq_id": "invoice-copy", "question": INVOICE}
    widget.on("ask", lambda route: fulfil(route, reply(answer={"follow_ups": [ref]})))
    widget.answered("how do I stay safe")
    page.unroute("**/api/v1/ask*")
    widget.chip(INVOICE).click()
    expect(widget.answers.last).to_contain_text("Under Billing.")


def test_a_topic_that_is_not_there_is_told_to_who_can_mend_it(
    page: Page, mount: Callable[..., Widget]
) -> None:
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    widget = mount(page, attributes='data-topic="nope"').open()
    assert console == ["faqbot: there is no topic nope"]
    widget.answered(SESSIONS)
    expect(widget.alert).to_be_empty()


def test_without_the_servers_configuration_the_topic_still_holds(
    page: Page, mount: Callable[..., Widget]
) -> None:
    page.route("**/api/v1/widget?*", lambda route: route.abort())
    widget = mount(page, attributes='data-topic="security"')
    widget.launcher.click()
    with page.expect_request("**/suggest?*") as suggested:
        widget.input.press_sequentially("two")
    assert suggested.value.url.endswith("/suggest?q=two&topic=security")
    with page.expect_request("**/ask") as asked:
        widget.ask(SESSIONS)
    assert asked.value.post_data_json["topic"] == "security"


def test_a_language_without_faqs_sends_no_locale(page: Page, mount: Callable[..., Widget]) -> None:
    widget = mount(page, attributes='data-lang="de-AT"')
    expect(widget.launcher).to_have_accessible_name("Hilfe-Chat öffnen")
    widget.launcher.click()
    with page.expect_request("**/ask") as asked:
        widget.ask(SESSIONS)
    assert "locale" not in asked.value.post_data_json
    expect(widget.answers).to_have_count(1)
    widget.replies(message="I don't have an approved answer to that.")
    widget.ask("xyzzy")
    expect(widget.log).to_contain_text("Dazu habe ich keine freigegebene Antwort.")

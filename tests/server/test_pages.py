from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode
from service_support import MakeApp, assert_problem

from bot.server.models import ChatForm
from bot.server.pages import INLINE_FAQS, direction

PAGES = ["/", "/?q=usage+trend", "/?q=refund", "/?q=plan", "/chat", "/chat?q=plan", "/faq/hostile", "/docs"]


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def get(client: FlaskClient, path: str, status: int = 200, **headers: str) -> LexborHTMLParser:
    response = client.get(path, headers=headers)
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    return parse(response.text)


def texts(page: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def found(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    node = page.css_first(selector)
    assert node is not None, selector
    return node


def test_the_help_center_shows_topics_questions_and_answers(client: FlaskClient):
    page = get(client, "/")
    assert texts(page, ".topic h2") == ["</script><script>alert(1)</script>", "Plans & <Usage>"]
    assert texts(page, "details summary h3")[1:] == [
        "How do I top up sessions?",
        "What does the usage trend show?",
        "Where is my current plan?",
    ]
    answer = found(page, "#top-up .answer")
    assert texts(answer, "ol > li") == ["Open Billing.", "Press Reload, see the guide (opens a new tab)."]
    assert texts(answer, "b, i, code") == ["reload option", "Billing", "Reload"]
    assert [a.attributes["href"] for a in answer.css("a")] == [
        "https://docs.example.com/reload?a=1&b=2",
        "https://docs.example.com/plans#reload",
    ]
    assert found(page, ".topic-head a").attributes["href"] == "https://docs.example.com/plans"


def test_a_link_alone_is_an_answer(client: FlaskClient):
    answer = found(get(client, "/"), "#my-plan .answer")
    assert texts(answer, "p") == ["This page answers that:", "Current plan↗ (opens a new tab)"]


@pytest.mark.parametrize("path", PAGES)
def test_links_to_elsewhere_are_told_apart_and_give_nothing_away(client: FlaskClient, path: str):
    for link in get(client, path).css("a[href^=http]"):
        assert link.attributes["rel"] == "noopener noreferrer"
        assert link.attributes["target"] == "_blank"
        assert "(opens a new tab)" in link.text()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient, path: str):
    page = get(client, path)
    assert page.css("style") == []
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on") or name == "style"]
    for script in page.css("script"):
        assert script.attributes.get("src", "").startswith("/") or (
            script.attributes.get("type") == "application/ld+json"
        )
    for sheet in page.css("link"):
        assert (sheet.attributes["href"] or "").startswith("/")
    assert page.css("main h1"), "one heading that names the page"
    assert texts(page, "title")[0].endswith("Help center")
    assert page.css("meta[name=description][content]")
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", ["/", "/faq/hostile", "/?q=is+img+src+shown"])
def test_hostile_text_stays_text(client: FlaskClient, path: str):
    page = get(client, path)
    assert page.css("img, svg, template") == []
    assert "alert(2)" in found(page, ".answer").text() or path == "/"
    assert "{{7*7}}" in page.html
    assert not [a for a in page.css("a") if "javascript" in (a.attributes["href"] or "")]


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\u202e'`"]
)
def test_what_was_typed_stays_text(client: FlaskClient, question: str):
    for response in (
        client.get("/", query_string={"q": question}),
        client.post("/chat", data={"question": question, "earlier": [question]}),
    ):
        page = parse(response.text)
        assert page.css("img") == []
        assert "alert" not in "".join(texts(page, "script"))
        assert "49" not in texts(page, "title")[0]
    page = parse(client.get("/", query_string={"q": question}).text)
    assert found(page, "#q").attributes["value"] == question


def json_ld(page: LexborHTMLParser) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(found(page, "script[type='application/ld+json']").text())
    return made


def test_search_engines_get_the_questions_with_their_answers(client: FlaskClient):
    data = json_ld(get(client, "/"))
    assert data["@type"] == "FAQPage"
    questions = {entry["name"]: entry["acceptedAnswer"]["text"] for entry in data["mainEntity"]}
    assert questions["What does the usage trend show?"].startswith("Sessions used in a period.")
    assert questions["Where is my current plan?"].endswith("https://docs.example.com/plans#current")
    assert "Is <img src=x onerror=alert(1)> {{7*7}} shown?" in questions
    [one] = json_ld(get(client, "/faq/trend"))["mainEntity"]
    assert one["name"] == "What does the usage trend show?"


def test_structured_data_cannot_close_its_element(client: FlaskClient):
    html = client.get("/").text
    data = html[html.index("ld+json") :].partition("</script>")[0]
    assert "<" not in data.removeprefix('ld+json">')


def test_a_search_answers(client: FlaskClient):
    page = get(client, "/?q=how+do+I+top+up+sessions")
    assert texts(page, ".result h2") == ["How do I top up sessions?"]
    assert found(page, ".result .doc").attributes["href"] == "https://docs.example.com/plans#reload"
    assert "What does the usage trend show?" in texts(page, ".result .related a")
    assert found(page, "#q").attributes["value"] == "how do I top up sessions"
    assert found(page, "meta[name=robots]").attributes["content"] == "noindex"


def test_a_search_without_an_answer_offers_a_person(client: FlaskClient):
    page = get(client, "/?q=can+I+get+a+refund")
    assert texts(page, ".result h2") == ["Refunds are handled by billing."]
    button = found(page, ".result a.button")
    assert (button.attributes["href"], button.text()) == (
        "https://help.example.com/contact",
        "Talk to a person (opens a new tab)",
    )


def test_nobody_is_offered_where_nobody_is_set(make_app: MakeApp):
    client = make_app(handoff_url="").test_client()
    for path in ("/", "/?q=can+I+get+a+refund"):
        page = get(client, path)
        assert "Talk to a person" not in page.html
    assert "Talk to a person" not in client.post("/chat", data={"question": "refund"}).text


def test_a_person_by_mail_opens_no_tab(make_app: MakeApp):
    client = make_app(handoff_url="mailto:help@example.com").test_client()
    for page in (get(client, "/"), get(client, "/?q=can+I+get+a+refund")):
        button = found(page, "a[href='mailto:help@example.com']")
        assert "target" not in button.attributes


@pytest.mark.parametrize("query", ["", "?q=", "?q=+%20", "?utm_source=mail&q="])
def test_nothing_typed_is_the_help_center(client: FlaskClient, query: str):
    page = get(client, f"/{query}")
    assert page.css(".result, .complaint") == []
    assert page.css(".topic")


def test_a_search_that_is_too_long_is_told_so(client: FlaskClient):
    page = get(client, "/?q=" + "x" * 4_001, 422)
    assert texts(page, ".complaint") == ["The question is 4,001 characters long; 4,000 are allowed."]
    field = found(page, "#q")
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["aria-describedby"] == found(page, ".complaint").id
    assert page.css(".topic"), "and the help center is still there"


def test_the_browser_chooses_the_language_and_the_reader_another(client: FlaskClient):
    assert texts(get(client, "/", **{"Accept-Language": "ar,en;q=0.5"}), ".topic h2") == ["الخطط"]
    assert texts(get(client, "/", **{"Accept-Language": "fr"}), ".topic h2")[1] == "Plans & <Usage>"
    page = get(client, "/?locale=ar")
    topic = found(page, ".topic")
    assert (topic.attributes["lang"], topic.attributes["dir"]) == ("ar", "rtl")
    assert texts(page, ".locales [aria-current]") == ["ar"]
    assert found(page, "input[name=locale]").attributes["value"] == "ar"
    assert "Accept-Language" in client.get("/").headers["Vary"]


def test_an_unknown_language_is_a_problem(client: FlaskClient):
    assert "it has ar, en" in assert_problem(client.get("/?locale=xx"), 422)["detail"]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ku-Arab", "rtl"), ("ja", "ltr"), ("az", "ltr")],
)
def test_direction(locale: str, expected: str):
    assert direction(locale) == expected


def test_many_faqs_are_listed_and_each_has_its_page(make_app: MakeApp, faqs: Path):
    entries = "".join(
        f"  - id: faq-{i}\n    question: Question {i}?\n    answer: Answer {i}.\n" for i in range(INLINE_FAQS)
    )
    (faqs / "many.yaml").write_text(f"topic: many\nfaqs:\n{entries}")
    client = make_app().test_client()
    page = get(client, "/")
    assert page.css(".answer") == []
    assert page.css("script[type='application/ld+json']") == []
    assert texts(page, "details summary h3")[1] == f"{INLINE_FAQS} questions about Many"
    assert len(page.css(".questions a")) == INLINE_FAQS + 4
    assert texts(get(client, "/faq/faq-7"), ".answer p") == ["Answer 7."]


def test_a_topic_without_questions_says_so(make_app: MakeApp, faqs: Path):
    (faqs / "later.yaml").write_text("topic: later\nnot_covered:\n  - id: x\n    examples: [something]\n")
    assert texts(get(make_app().test_client(), "/"), ".empty") == ["No questions here yet."]


def test_one_faq_has_a_page_of_its_own(client: FlaskClient):
    page = get(client, "/faq/top-up")
    assert texts(page, "h1") == ["How do I top up sessions?"]
    assert texts(page, ".related a") == ["What does the usage trend show?"]
    assert texts(page, ".crumbs a") == ["Plans & <Usage>"]
    page = get(client, "/faq/top-up-ar")
    assert found(page, "h1").attributes["dir"] == "rtl"


def test_no_such_faq_is_a_page_too(client: FlaskClient):
    page = get(client, "/faq/nix", 404, Accept="text/html")
    assert "not in the help center" in page.html


def test_the_chat_begins_with_questions_to_ask(client: FlaskClient):
    page = get(client, "/chat")
    assert texts(page, ".offers button")[:2] == [
        "Is <img src=x onerror=alert(1)> {{7*7}} shown?",
        "How do I top up sessions?",
    ]
    assert found(page, "form.composer").attributes["method"] == "post"


def submit(
    client: FlaskClient, page: LexborHTMLParser, form: str, value: str, *, name: str = "question"
) -> LexborHTMLParser:
    """Send a form of a page as a browser does, with this value of its field or button."""
    element = found(page, form)
    hidden = [
        (field.attributes["name"], field.attributes["value"] or "")
        for field in element.css("input[type=hidden]")
    ]
    data: dict[str, Any] = {name: value}
    for key, carried in hidden:
        data.setdefault(str(key), []).append(carried)
    response = client.post(str(element.attributes["action"]), data=data)
    assert response.status_code == 200
    return parse(response.text)


def test_a_conversation_without_javascript(client: FlaskClient):
    page = submit(client, get(client, "/chat"), "form.composer", "how do I top up sessions")
    fields = {str(field.attributes["name"]) for field in page.css("form [name]")}
    assert fields <= set(ChatForm.model_fields), "the API document tells of each"
    assert texts(page, ".you") == ["You: how do I top up sessions"]
    assert texts(page, ".bot .answer b") == ["reload option"]
    [follow_up] = page.css(".offers button")
    page = submit(client, page, ".offers", str(follow_up.attributes["value"]), name="choice")
    page = submit(client, page, "form.composer", "can I get a refund")
    assert texts(page, ".you") == [
        "You: how do I top up sessions",
        "You: What does the usage trend show?",
        "You: can I get a refund",
    ]
    assert "Refunds are handled by billing." in texts(page, ".bot")[-1]
    assert page.css(".bot a.button")
    assert texts(page, ".again a") == ["Start over"]


TWINS = """
topic: twins
faqs:
  - {id: export-invoices, question: How do I export invoices?, answer: So.}
  - {id: export-reports, question: How do I export reports?, answer: So.}
"""


def test_choices_are_buttons_that_ask(make_app: MakeApp, faqs: Path):
    (faqs / "twins.yaml").write_text(TWINS)
    client = make_app().test_client()
    reply = client.get("/api/v1/ask?q=how+do+I+export").json
    assert reply["decision"] == "clarify"
    assert texts(get(client, "/?q=how+do+I+export"), ".choices a") == [
        choice["question"] for choice in reply["choices"]
    ]
    page = submit(client, get(client, "/chat"), "form.composer", "how do I export")
    questions = [choice["question"] for choice in reply["choices"]]
    assert texts(page, ".offers button") == [*questions, "None of these"]
    none = submit(client, page, ".offers", "1", name="none")
    assert texts(none, ".bot ul li") == questions
    assert texts(none, ".bot")[-1].startswith("Assistant: I don't have an approved answer to that.")
    assert not none.css(".complaint, .offers")
    assert texts(submit(client, none, "form.composer", "how do I export"), ".you") == [
        "You: how do I export",
        "You: how do I export",
    ]
    page = submit(client, page, ".offers", reply["choices"][0]["faq_id"], name="choice")
    assert texts(page, ".bot ul li") == questions
    assert texts(page, ".you")[-1] == f"You: {questions[0]}"


TOPICS = {
    "games": ("Games", "en", "Until you pay."),
    "films": ("Films", "en", "Until midnight."),
    "filme": ("Films", "de", "Bis Mitternacht."),
}


def test_equal_questions_are_told_apart_and_picked(make_app: MakeApp, faqs: Path):
    for slug, (title, locale, answer) in TOPICS.items():
        faq = f"{{id: {slug}, question: How long can I borrow one?, answer: {answer}}}"
        (faqs / f"{slug}.yaml").write_text(f"title: {title}\nlocale: {locale}\nfaqs:\n  - {faq}\n")
    client = make_app().test_client()
    question = "How long can I borrow one?"
    labels = {"games": f"{question} (Games)", "films": f"{question} (en)", "filme": f"{question} (de)"}
    choices = client.post("/api/v1/ask", json={"question": question}).json["choices"]
    assert {choice["faq_id"] for choice in choices} == set(TOPICS)
    in_order = [labels[choice["faq_id"]] for choice in choices]
    suggested = client.get("/api/v1/suggest", query_string={"q": question}).json["suggestions"]
    qualifiers = {offer["faq_id"]: offer["qualifier"] for offer in suggested}
    assert {slug: qualifiers[slug] for slug in TOPICS} == {"games": "Games", "films": "en", "filme": "de"}
    assert texts(get(client, f"/?q={question}"), ".choices a") == in_order
    page = submit(client, get(client, "/chat"), "form.composer", question)
    assert texts(page, ".offers button") == [*in_order, "None of these"]
    for slug in ("games", "films"):
        picked = submit(client, page, ".offers", slug, name="choice")
        assert texts(picked, ".bot .answer") == [TOPICS[slug][2]]
        again = submit(client, picked, "form.composer", "usage trend")
        assert texts(again, ".bot .answer")[0] == TOPICS[slug][2], "what was picked stays so"


def test_a_follow_up_goes_by_its_faq_whatever_its_question(make_app: MakeApp, faqs: Path):
    (faqs / "twins.yaml").write_text(
        "faqs:\n  - {id: rent, question: What is rent?, answer: Money., follow_ups: [flat]}\n"
        "  - {id: flat, question: How long does it take?, answer: A month.}\n"
        "  - {id: house, question: How long does it take?, answer: A year.}\n"
    )
    client = make_app().test_client()
    page = submit(client, get(client, "/chat"), "form.composer", "What is rent?")
    page = submit(client, page, ".offers", "flat", name="choice")
    assert texts(page, ".bot .answer") == ["Money.", "A month."]


@pytest.mark.parametrize(
    "sent",
    [
        {"earlier": ["usage trend"], "earlier_choice": ["my-plan", "top-up"]},
        {"earlier": ["usage trend"], "earlier_choice": ["my-plan"]},
        {"earlier": ["usage trend"], "earlier_choice": ["<b>"]},
        {"earlier": ["usage trend"], "earlier_choice": []},
    ],
)
def test_earlier_picks_may_be_anything(client: FlaskClient, sent: dict[str, list[str]]):
    page = parse(client.post("/chat", data={"question": "refund", **sent}).text)
    assert texts(page, ".you")[0] == "You: usage trend"
    known = "my-plan" in sent["earlier_choice"]
    assert [node.attributes["value"] or "" for node in page.css(".composer [name=earlier_choice]")] == [
        "my-plan" if known else "",
        "",
    ]


def test_a_blank_turn_is_told_so_and_loses_nothing(client: FlaskClient):
    response = client.post("/chat", data={"question": " ", "earlier": ["usage trend"]})
    assert response.status_code == 422
    page = parse(response.text)
    assert texts(page, ".complaint") == ["Type a question first."]
    assert texts(page, ".you") == ["You: usage trend"]
    assert [node.attributes["value"] for node in page.css(".composer [name=earlier]")] == ["usage trend"]


def test_a_turn_that_is_too_long_can_be_shortened(client: FlaskClient):
    response = client.post("/chat", data={"question": "x" * 4_001, "earlier": ["usage trend"]})
    assert response.status_code == 422
    page = parse(response.text)
    assert texts(page, ".complaint") == ["The question is 4,001 characters long; 4,000 are allowed."]
    assert found(page, "#question").attributes["value"] == "x" * 4_000
    assert [node.attributes["value"] for node in page.css(".composer [name=earlier]")] == ["usage trend"]


def test_a_turn_that_is_no_form_is_a_blank_one(client: FlaskClient):
    response = client.post("/chat")
    assert response.status_code == 422
    assert texts(parse(response.text), ".complaint") == ["Type a question first."]
    told = assert_problem(client.post("/chat", json={"question": "usage"}), 415)["detail"]
    assert told.startswith("The Content-Type must be application/x-www-form-urlencoded; this one is 'app")


PARTS = "multipart/form-data; boundary=b"


def part(name: str, value: str) -> bytes:
    return f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def test_a_form_beyond_the_limit_is_refused(client: FlaskClient):
    for sent, allowed in (
        ({"data": {"question": "x" * 70_000}}, "65,536 bytes"),
        ({"data": part("question", "x" * 70_000) + b"--b--", "content_type": PARTS}, "65,536 bytes"),
        ({"data": part("a", "x") * 1_001 + b"--b--", "content_type": PARTS}, "1,000 parts of a form"),
    ):
        detail = assert_problem(client.post("/chat", **sent), 413)["detail"]
        assert detail == f"The body is too large; {allowed} are allowed."


def test_a_form_may_be_as_large_as_a_body(make_app: MakeApp):
    client = make_app(max_body_bytes=1_000_000).test_client()
    sent = part("question", "usage trend") + part("earlier", "x" * 900_000) + b"--b--"
    assert client.post("/chat", data=sent, content_type=PARTS).status_code == 200


def test_the_chat_keeps_its_language(client: FlaskClient):
    page = get(client, "/chat?locale=ar")
    assert texts(page, ".offers button") == ["كيف أضيف جلسات؟"]
    page = submit(client, page, ".offers", "top-up-ar", name="choice")
    assert found(page, ".bot .answer").attributes["dir"] == "rtl"
    assert found(page, ".composer [name=locale]").attributes["value"] == "ar"


def test_a_link_can_ask_at_once(client: FlaskClient):
    assert texts(get(client, "/chat?q=usage+trend"), ".you") == ["You: usage trend"]
    assert texts(get(client, "/chat?q=" + "x" * 4_001, 422), ".complaint") == [
        "The question is 4,001 characters long; 4,000 are allowed."
    ]


def test_what_was_asked_is_kept_by_nobody_who_did_not_ask(client: FlaskClient):
    for response in (client.post("/chat", data={"question": "usage"}), client.get("/?q=" + "x" * 4_001)):
        assert "ETag" not in response.headers


def test_the_name_of_the_help_center_is_a_setting(make_app: MakeApp):
    page = make_app(title="Tea & <Co>").test_client().get("/").text
    assert re.search(r"<title>Tea &amp; &lt;Co&gt;</title>", page)

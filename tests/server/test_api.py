from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from service_support import MakeApp, assert_problem

from bot.matching.retrieve import retrieve
from bot.reply import Reply
from bot.server import api
from bot.server.listing import faq_out
from bot.server.models import FaqOut, Faqs, Suggestions, Topics
from bot.server.service import EXTENSION

ASK = "/api/v1/ask"


def ask(client: FlaskClient, question: str, **fields: Any) -> dict[str, Any]:
    response = client.post(ASK, json={"question": question, **fields})
    assert response.status_code == 200, response.text
    Reply.model_validate(response.json)
    body: dict[str, Any] = response.json
    return body


def test_a_question_gets_its_approved_answer_with_its_link(client: FlaskClient):
    reply = ask(client, "how do I top up sessions")
    assert reply["decision"] == "answer"
    assert reply["answer"]["faq_id"] == "top-up"
    assert reply["answer"]["link"] == {
        "url": "https://docs.example.com/plans#reload",
        "title": "Plans documentation",
    }
    assert reply["answer"]["follow_ups"] == [
        {"faq_id": "trend", "question": "What does the usage trend show?"}
    ]
    assert reply["handoff"] is None
    assert reply["explanation"] is None
    assert list(reply) == [
        "id",
        "decision",
        "message",
        "answer",
        "choices",
        "confidence",
        "handoff",
        "locale",
        "corpus",
        "explanation",
    ]


def test_what_is_not_covered_gets_a_person(client: FlaskClient):
    reply = ask(client, "can I get a refund")
    assert (reply["decision"], reply["answer"]) == ("no_answer", None)
    assert reply["message"] == "Refunds are handled by billing."
    assert reply["handoff"] == {"label": "Talk to a person", "url": "https://help.example.com/contact"}


def test_a_reply_is_not_kept_by_anybody(client: FlaskClient):
    response = client.post(ASK, json={"question": "usage trend"})
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_type == "application/json"
    assert "ETag" not in response.headers


def test_each_reply_has_its_own_id(client: FlaskClient):
    ids = {ask(client, "usage trend")["id"] for _ in range(5)}
    assert len(ids) == 5


@pytest.mark.parametrize("flag", ["true", "1"])
def test_get_is_the_same_as_post(client: FlaskClient, flag: str):
    posted = ask(client, "usage trend", locale="en", topic="plans", explain=True, conversation_id="c-1")
    query = {
        "q": "usage trend",
        "locale": "en",
        "topic": "plans",
        "explain": flag,
        "conversation_id": "c-1",
    }
    got = client.get(ASK, query_string=query)
    assert got.status_code == 200
    assert got.headers["Cache-Control"] == "no-store"
    assert posted["explanation"]
    assert {**got.json, "id": ""} == {**posted, "id": ""}


def test_explain_false_explains_nothing(client: FlaskClient):
    assert client.get(ASK, query_string={"q": "usage trend", "explain": "false"}).json["explanation"] is None


@pytest.mark.parametrize("locale", ["ar", "AR", "ar-EG", "ar_EG"])
def test_a_locale_answers_in_that_locale(client: FlaskClient, locale: str):
    reply = ask(client, "كيف أضيف جلسات", locale=locale)
    assert (reply["decision"], reply["locale"]) == ("answer", "ar")


def test_a_topic_answers_from_that_topic(client: FlaskClient):
    assert ask(client, "how do I top up sessions", topic="hostile")["answer"] is None


def test_the_faq_that_was_picked_answers_whatever_the_question_and_the_topic(client: FlaskClient):
    for topic in (None, "plans", "hostile"):
        reply = ask(client, "usage trend", faq_id="my-plan", topic=topic)
        assert reply["answer"]["faq_id"] == "my-plan", topic
        assert reply["confidence"] == 1
    got = client.get(ASK, query_string={"q": "usage trend", "faq_id": "my-plan"}).json
    assert got["answer"]["faq_id"] == "my-plan"
    assert ask(client, "usage trend", faq_id="my-plan", explain=True)["explanation"]["reasons"] == ["picked"]


@pytest.mark.parametrize("more", [{"faq_id": "gone"}, {"faq_id": "top-up-ar", "locale": "en"}])
def test_a_pick_that_is_not_in_the_corpus_or_of_another_locale_is_read_over(
    client: FlaskClient, more: dict[str, str]
):
    assert ask(client, "usage trend", **more)["answer"]["faq_id"] == "trend"


@pytest.mark.parametrize(
    ("body", "status", "complaint"),
    [
        ({"question": ""}, 422, "The question is empty"),
        ({"question": " \n\t "}, 422, "The question is empty"),
        ({"question": "\0\x01\u200b"}, 422, "The question is empty"),
        ({"question": "x" * 4_001}, 422, "The question is 4,001 characters long; 4,000 are allowed."),
        ({"question": 12}, 422, "'question' must be text."),
        ({"question": None}, 422, "'question' must be text."),
        ({"question": ["a"]}, 422, "'question' must be text."),
        ({}, 422, "'question' is missing."),
        ([], 422, "The body must be a JSON object."),
        ("usage", 422, "The body must be a JSON object."),
        (
            {"question": "a", "lokale": "en"},
            422,
            "'lokale' is not a field of this request; allowed: question",
        ),
        ({"question": "a", "explain": "true"}, 422, "'explain' must be true or false."),
        ({"question": "a", "explain": 1}, 422, "'explain' must be true or false."),
        ({"question": "a", "locale": "xx"}, 422, "Locale 'xx' is not in the corpus; it has ar, en."),
        ({"question": "a", "locale": ""}, 422, "'locale' is empty."),
        ({"question": "a", "locale": "x" * 36}, 422, "'locale' is too long; 35 characters are allowed."),
        ({"question": "a", "topic": "nix"}, 422, "Topic 'nix' is not in the corpus"),
        ({"question": "a", "locale": "ar", "topic": "plans"}, 422, "Topic 'plans' is not in the corpus"),
        ({"question": "a", "conversation_id": "a b"}, 422, "'conversation_id' must match"),
        ({"question": "a", "faq_id": "a b"}, 422, "'faq_id' must match"),
        ({"question": " ", "faq_id": "trend"}, 422, "The question is empty"),
        ({"question": 1, "explain": 2}, 422, "'question' must be text; 'explain' must be true or false."),
    ],
)
def test_a_wrong_body_is_told_what_to_mend(client: FlaskClient, body: object, status: int, complaint: str):
    problem = assert_problem(client.post(ASK, json=body), status)
    assert problem["detail"].startswith(complaint)
    assert problem["errors"]


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        (b'{"question":', "EOF while parsing a value at line 1 column 12"),
        (b"", "EOF while parsing"),
        (b"how do I top up", "expected value"),
        (b'{"question":"\xff\xfe"}', "invalid unicode"),
        (b'{"question":"\\ud800 top up"}', "escapes from \\ud800 to \\udfff must come in pairs"),
        (b'{"question":"a","n":' + b"9" * 5_000 + b"}", "number out of range"),
        (b'{"question":' + b"[" * 20_000 + b"]" * 20_000 + b"}", "recursion limit exceeded"),
    ],
)
def test_what_is_no_json_is_told_where(client: FlaskClient, sent: bytes, complaint: str):
    response = client.post(ASK, data=sent, content_type="application/json")
    assert complaint in assert_problem(response, 400)["detail"]


def test_the_last_of_equal_keys_counts(client: FlaskClient):
    response = client.post(
        ASK, data=b'{"question":"usage trend","question":"top up sessions"}', content_type="application/json"
    )
    assert response.json["answer"]["faq_id"] == "top-up"


@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "text/json",
        None,
        "application/json; charset=utf-16",
        "application/json;charset=latin-1",
        'application/json; charset=""',
    ],
)
def test_another_media_type_is_refused(client: FlaskClient, media_type: str | None):
    response = client.post(ASK, data=b'{"question":"usage trend"}', content_type=media_type)
    detail = assert_problem(response, 415)["detail"]
    assert detail.startswith("The Content-Type must be application/json, in UTF-8; this one ")
    assert (media_type or "has none") in detail


def test_a_packed_body_is_refused_as_such(client: FlaskClient):
    sent = {"data": b'{"question":"usage trend"}', "content_type": "application/json"}
    response = client.post(ASK, headers={"Content-Encoding": "gzip"}, **sent)
    assert assert_problem(response, 415)["detail"] == "The body is 'gzip'; send it unpacked."
    for none in ("identity", "Identity"):
        assert client.post(ASK, headers={"Content-Encoding": none}, **sent).status_code == 200


def test_a_byte_order_mark_is_named(client: FlaskClient):
    sent = b'\xef\xbb\xbf{"question":"usage trend"}'
    problem = assert_problem(client.post(ASK, data=sent, content_type="application/json"), 400)
    assert problem["detail"] == "The body begins with a byte order mark; send the JSON without it."


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8"])
def test_a_charset_beside_the_media_type_is_no_trouble(client: FlaskClient, charset: str):
    response = client.post(
        ASK, data=b'{"question":"usage trend"}', content_type=f"application/json; charset={charset}"
    )
    assert response.status_code == 200


@pytest.mark.parametrize("size", [65_537, 10_000_000])
def test_a_body_beyond_the_limit_is_refused(client: FlaskClient, size: int):
    response = client.post(ASK, data=b"x" * size, content_type="application/json")
    assert assert_problem(response, 413)["detail"] == "The body is too large; 65,536 bytes are allowed."
    assert ask(client, "usage trend")["decision"] == "answer"


def test_the_longest_question_is_read_in_any_script(client: FlaskClient):
    assert ask(client, "\N{GRINNING FACE}" * 4_000)["decision"] == "no_answer"


@pytest.mark.parametrize("question", ["\N{GRINNING FACE}\N{PARTY POPPER}", "?!", "\N{ZERO WIDTH JOINER}!"])
def test_a_question_without_words_has_no_answer(client: FlaskClient, question: str):
    assert ask(client, question)["decision"] == "no_answer"


def test_control_characters_are_read_over(client: FlaskClient):
    assert ask(client, "how do\0 I \x07top up\x1b sessions")["answer"]["faq_id"] == "top-up"


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("", "'q' is missing."),
        ("q=", "The question is empty"),
        ("q=%00%01", "The question is empty"),
        ("q=a&x=1", "'x' is not a parameter of this request; allowed: q, locale, topic"),
        ("q=a&q=b", "'q' is given more than once."),
        ("q=a&explain=yes", "'explain' must be 'true', 'false', '1' or '0'."),
        ("q=a&locale=xx", "Locale 'xx' is not in the corpus"),
        ("q=a&topic=nix", "Topic 'nix' is not in the corpus"),
        ("q=" + "x" * 4_001, "The question is 4,001 characters long"),
    ],
)
def test_a_wrong_query_is_told_what_to_mend(client: FlaskClient, query: str, complaint: str):
    problem = assert_problem(client.get(f"{ASK}?{query}"), 422)
    assert problem["detail"].startswith(complaint)
    assert problem["errors"][0]["field"] in ("q", "x", "explain", "locale", "topic")


def test_only_the_beginning_of_a_long_text_suggests(client: FlaskClient):
    typed = f"usage trend{' ' * 189}"
    short, long = (
        client.get("/api/v1/suggest", query_string={"q": q}).json for q in (typed, typed + "refund " * 900)
    )
    assert short == long


def test_broken_percent_codes_in_a_query_are_read_over(client: FlaskClient):
    assert client.get(f"{ASK}?q=%ED%A0%80+usage+trend").json["answer"]["faq_id"] == "trend"


def test_suggestions_are_questions_close_to_what_is_typed(client: FlaskClient):
    response = client.get("/api/v1/suggest?q=usage+tr")
    found = Suggestions.model_validate(response.json)
    assert found.suggestions[0].faq_id == "trend"
    assert len(found.suggestions) <= 6


def test_suggestions_of_one_topic(client: FlaskClient):
    found = client.get("/api/v1/suggest?q=shown&topic=hostile").json["suggestions"]
    assert [ref["faq_id"] for ref in found] == ["hostile"]
    assert (
        "is not in the corpus" in assert_problem(client.get("/api/v1/suggest?q=a&topic=nix"), 422)["detail"]
    )


def test_suggestions_are_of_the_revision_that_they_name(
    make_app: MakeApp, faqs: Path, monkeypatch: pytest.MonkeyPatch
):
    app = make_app()
    live = app.extensions[EXTENSION].live
    before = live.status().revision

    def reloaded_meanwhile(*asked: Any) -> Any:
        path = faqs / "plans.yaml"
        path.write_text(path.read_text().replace("What does the usage trend show?", "What is the trend?"))
        assert live.refresh()
        return retrieve(*asked)

    monkeypatch.setattr("bot.assistant.retrieve", reloaded_meanwhile)
    found = app.test_client().get("/api/v1/suggest?q=usage+tr").json
    assert live.status().revision != before
    assert found["suggestions"][0]["question"] == "What does the usage trend show?"
    assert found["corpus"]["revision"] == before


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=" + "x" * 5_000])
def test_nothing_typed_suggests_nothing(client: FlaskClient, query: str):
    response = client.get(f"/api/v1/suggest?{query}")
    assert response.status_code == 200
    assert response.json["suggestions"] == []


def test_topics_list_their_questions_in_the_order_of_their_file(client: FlaskClient):
    found = Topics.model_validate(client.get("/api/v1/topics").json)
    assert [(topic.locale, topic.topic) for topic in found.topics] == [
        ("ar", "plans-ar"),
        ("en", "hostile"),
        ("en", "plans"),
    ]
    plans = found.topics[2]
    assert [ref.faq_id for ref in plans.faqs] == ["top-up", "trend", "my-plan"]
    assert plans.documentation
    assert plans.documentation.url == "https://docs.example.com/plans"


def test_topics_of_one_locale(client: FlaskClient):
    found = client.get("/api/v1/topics?locale=ar").json["topics"]
    assert [topic["topic"] for topic in found] == ["plans-ar"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["top-up-ar", "hostile", "top-up", "trend", "my-plan"]),
        ("?locale=en", ["hostile", "top-up", "trend", "my-plan"]),
        ("?topic=plans", ["top-up", "trend", "my-plan"]),
        ("?topic=plans-ar&locale=ar", ["top-up-ar"]),
    ],
)
def test_faqs_by_topic_and_locale(client: FlaskClient, query: str, ids: list[str]):
    found = Faqs.model_validate(client.get(f"/api/v1/faqs{query}").json)
    assert [faq.faq_id for faq in found.faqs] == ids


def test_one_faq(client: FlaskClient):
    found = FaqOut.model_validate(client.get("/api/v1/faqs/top-up").json)
    assert (found.topic, found.locale, found.tags) == ("plans", "en", ("billing",))
    assert found.text.startswith("Use the **reload option**")


@pytest.mark.parametrize("faq_id", ["nix", "%00", "top-up%0A", "..%5C", "x" * 500])
def test_no_such_faq(client: FlaskClient, faq_id: str):
    assert "/api/v1/faqs lists them" in assert_problem(client.get(f"/api/v1/faqs/{faq_id}"), 404)["detail"]


@pytest.mark.parametrize("path", ["/api/v1/topics", "/api/v1/faqs", "/api/v1/faqs/top-up"])
def test_what_changes_with_the_corpus_only_is_revalidated(client: FlaskClient, path: str):
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/topics", "/api/v1/faqs", "/api/v1/faqs/top-up"])
def test_lists_refuse_what_they_do_not_know(client: FlaskClient, path: str):
    assert_problem(client.get(f"{path}?page=2"), 422)


def test_who_has_the_reply_of_an_older_version_gets_the_new_one(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    before = client.get("/api/v1/faqs/trend")

    def tells_more(*args: Any) -> FaqOut:
        return faq_out(*args).model_copy(update={"tags": ("more",)})

    monkeypatch.setattr(api, "faq_out", tells_more)
    after = client.get("/api/v1/faqs/trend", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.json) == (200, before.json | {"tags": ["more"]})

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from service_support import MakeApp

from bot.server.metrics import metrics_of


def numbers(app: Flask) -> dict[str, float]:
    response = app.test_client().get("/metrics")
    assert response.status_code == 200
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    return {
        f"{sample.name}{sorted(sample.labels.values()) or ''}": sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(make_app: MakeApp):
    app = make_app()
    client = app.test_client()
    for path in ("/faq/top-up", "/faq/trend", "/faq/nothing", "/not-there-1", "/not-there-2"):
        client.get(path)
    client.open("/chat", method="BREW")
    found = numbers(app)
    assert found["faqbot_requests_total['/faq/<faq_id>', '200', 'GET']"] == 2
    assert found["faqbot_requests_total['/faq/<faq_id>', '404', 'GET']"] == 1
    assert found["faqbot_requests_total['404', 'GET', 'none']"] == 2
    assert found["faqbot_requests_total['405', 'none', 'other']"] == 1
    assert found["faqbot_request_seconds_count['/faq/<faq_id>']"] == 3
    assert 0 < found["faqbot_request_seconds_sum['/faq/<faq_id>']"] < 3


def test_replies_are_counted_by_decision_with_their_confidence(make_app: MakeApp):
    app = make_app()
    client = app.test_client()
    assert numbers(app)["faqbot_replies_total['no_answer']"] == 0, "all decisions are there from the start"
    client.post("/api/v1/ask", json={"question": "How do I top up sessions?"})
    client.get("/api/v1/ask?q=zzzz+qqqq")
    client.get("/?q=usage+trend")
    client.post("/api/v1/ask", json={"question": ""})
    found = numbers(app)
    assert found["faqbot_replies_total['answer']"] == 2
    assert found["faqbot_replies_total['no_answer']"] == 1
    assert found["faqbot_confidence_count"] == 3
    assert found["faqbot_confidence_bucket['+Inf']"] == 3


def test_what_is_served_is_told(make_app: MakeApp, faqs: Path):
    app = make_app()
    live = app.extensions["faqbot"].live
    before = numbers(app)
    assert before[f"faqbot_corpus_info['{live.status().revision}']"] == 1
    assert before["faqbot_corpus_faqs"] == 5
    assert before["faqbot_corpus_stale"] == before["faqbot_reloads_total"] == 0
    (faqs / "ar" / "plans.yaml").unlink()
    assert live.refresh()
    (faqs / "plans.yaml").write_text("faqs: 3\n")
    assert not live.refresh()
    after = numbers(app)
    assert after[f"faqbot_corpus_info['{live.status().revision}']"] == 1
    assert after["faqbot_corpus_faqs"] == 4
    assert after["faqbot_reloads_total"] == after["faqbot_reload_failures_total"] == 1
    assert after["faqbot_corpus_stale"] == 1
    assert numbers(app)["faqbot_reloads_total"] == 1, "counted once"


def test_a_journal_that_cannot_be_written_is_told(make_app: MakeApp, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    app = make_app(journal="on", database_url=f"sqlite:///{tmp_path}/file/journal.db")
    app.test_client().get("/api/v1/ask?q=usage+trend")
    app.extensions["faqbot"].journal.flush()
    found = numbers(app)
    assert found["faqbot_journal_failing"] == 1
    assert found["faqbot_journal_lost_total"] == 1


def test_every_number_says_what_it_is(app: Flask):
    text = metrics_of(app).text().decode()
    told = set(re.findall(r"^# HELP (\w+) .+\.$", text, re.MULTILINE))
    assert told == set(re.findall(r"^# TYPE (\w+) ", text, re.MULTILINE))

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from service_support import MakeApp, assert_problem

from bot.resources import WIDGET
from bot.server.app import create_app
from bot.server.embed import script, snippets
from bot.settings import Settings

BUILT = (WIDGET / "faqbot.js").read_bytes()
TABLE = json.loads((WIDGET / "strings.json").read_text("utf-8"))


def test_the_script_is_the_build_for_any_site(client: FlaskClient):
    response = client.get("/widget.js")
    assert response.data == BUILT
    assert response.mimetype == "text/javascript"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    again = client.get("/widget.js", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_script_travels_packed_where_the_browser_unpacks(client: FlaskClient):
    response = client.get("/widget.js", headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == BUILT
    assert len(response.data) <= 12 * 1024
    plain = client.get("/widget.js", headers={"Accept-Encoding": "gzip;q=0"})
    assert (plain.data, plain.headers.get("Content-Encoding")) == (BUILT, None)
    assert plain.headers["ETag"] != response.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_its_versioned_address_is_kept_for_ever_and_another_is_not(client: FlaskClient):
    present = client.get(script().path)
    assert (present.data, present.headers["Cache-Control"]) == (BUILT, "public, max-age=31536000, immutable")
    gone = client.get("/widget-0123456789ab.js")
    assert (gone.data, gone.headers["Cache-Control"]) == (BUILT, "no-cache")


def test_the_pinned_line_names_the_hash_of_what_is_served(client: FlaskClient):
    line = snippets("https://help.example.com/")["pinned"]
    (path,) = re.findall(r'src="https://help\.example\.com(/widget-\w+\.js)"', line)
    (integrity,) = re.findall(r'integrity="sha384-(.+)"', line)
    served = client.get(path).data
    assert base64.b64decode(integrity) == hashlib.sha384(served).digest()
    assert 'crossorigin="anonymous"' in line


@pytest.mark.parametrize("lang", TABLE["words"])
def test_script_and_configuration_are_under_12_kib_in_every_language(lang: str):
    """With the shipped corpus; the bytes that a browser gets, packed as they are sent."""
    client = create_app(Settings(journal="off", embedder="none")).test_client()
    packed = {"headers": {"Accept-Encoding": "gzip"}}
    script_bytes = len(client.get("/widget.js", **packed).data)
    sent = client.get("/api/v1/widget", query_string={"lang": lang, "rows": TABLE["rows"]}, **packed)
    assert script_bytes + len(sent.data) <= 12 * 1024


def test_the_configuration_is_what_the_widget_begins_with(client: FlaskClient):
    response = client.get("/api/v1/widget")
    found = response.json
    assert found["title"] == "Help center"
    assert found["locale"] == "en"
    assert found["strings"] == []
    assert [topic["title"] for topic in found["topics"]][-1] == "Plans & <Usage>"
    assert "How do I top up sessions?" in found["topics"][-1]["questions"]
    assert found["handoff"] == {"label": "Talk to a person", "url": "https://help.example.com/contact"}
    assert found["max_question_length"] == 4000
    again = client.get("/api/v1/widget", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_the_configuration_changes_with_the_settings(client: FlaskClient, make_app: MakeApp):
    other = make_app(title="Acme help").test_client().get("/api/v1/widget")
    assert other.json["title"] == "Acme help"
    assert other.headers["ETag"] != client.get("/api/v1/widget").headers["ETag"]


@pytest.mark.parametrize(
    ("lang", "locale", "word"),
    [("ar", "ar", "إرسال"), ("ar-EG", "ar", "إرسال"), ("de", None, "Senden"), ("tlh", None, None)],
)
def test_the_words_follow_the_language_and_the_locale_the_corpus(
    client: FlaskClient, lang: str, locale: str | None, word: str | None
):
    found = client.get("/api/v1/widget", query_string={"lang": lang}).json
    assert found["locale"] == locale
    assert (word in found["strings"]) if word else found["strings"] == []
    assert found["topics"]


@pytest.mark.parametrize(
    ("query", "locale", "topic", "titles"),
    [
        ("topic=plans", "en", "plans", ["Plans & <Usage>"]),
        ("topic=plans&lang=en-GB", "en", "plans", ["Plans & <Usage>"]),
        ("topic=plans-ar&lang=en", None, "plans-ar", ["الخطط"]),  # the topic was named, the language guessed
        ("topic=plans&lang=de", None, "plans", ["Plans & <Usage>"]),
        ("topic=nix&lang=ar", "ar", None, ["الخطط"]),
        ("topic=nix&lang=de", None, None, ["</script><script>alert(1)</script>", "Plans & <Usage>"]),
    ],
)
def test_a_topic_offers_its_questions_only_and_one_that_is_not_there_is_none(
    client: FlaskClient, query: str, locale: str | None, topic: str | None, titles: list[str]
):
    found = client.get(f"/api/v1/widget?{query}").json
    assert (found["locale"], found["topic"]) == (locale, topic)
    assert [topic["title"] for topic in found["topics"]] == titles


@pytest.mark.parametrize("query", ["lang=", f"lang={'x' * 36}", "lang=de&lang=en", "language=de"])
def test_a_wrong_query_is_refused(client: FlaskClient, query: str):
    assert_problem(client.get(f"/api/v1/widget?{query}"), 422)


def test_the_frame_may_be_framed_by_the_listed_sites_only(client: FlaskClient, make_app: MakeApp):
    assert "frame-ancestors 'self';" in client.get("/embed").headers["Content-Security-Policy"]
    sites = ("https://a.example", "https://b.example")
    response = make_app(frame_ancestors=sites).test_client().get("/embed")
    assert f"frame-ancestors 'self' {' '.join(sites)};" in response.headers["Content-Security-Policy"]
    assert f'data-origins="{" ".join(sites)}"' in response.text


def test_the_frame_takes_its_looks_from_the_address(client: FlaskClient):
    page = client.get("/embed?lang=ar&theme=dark&topic=plans&accent=%230b7a5b").text
    for attribute in ('lang="ar"', 'data-theme="dark"', 'data-topic="plans"', 'data-accent="#0b7a5b"'):
        assert attribute in page


@pytest.mark.parametrize(
    "query", ["theme=red", 'accent="><script>', "accent=url(//evil.example)|", "lang=", "colour=red"]
)
def test_a_frame_with_wrong_looks_is_refused(client: FlaskClient, query: str):
    assert client.get(f"/embed?{query}").status_code == 422


def test_the_lines_to_paste_name_this_server_and_what_is_missing(client: FlaskClient, make_app: MakeApp):
    page = client.get("/embed-code", base_url="https://help.example.com").text
    assert "&lt;script async src=&#34;https://help.example.com/widget.js&#34;&gt;" in page
    assert "One setting is missing." in page
    allowed = make_app(cors_origins=("https://a.example",)).test_client().get("/embed-code").text
    assert "https://a.example" in allowed
    assert "One setting is missing." not in allowed


def test_every_option_that_the_readme_names_is_explained(client: FlaskClient):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"^Attributes of the line: .*?\n\n", readme, re.MULTILINE | re.DOTALL)
    rows = re.findall(r'scope="row"><code>(data-\w+)<', client.get("/embed-code").text)
    assert sorted(rows) == sorted(set(re.findall(r"data-\w+", told)))


@pytest.mark.parametrize("path", ["/embed-code", "/demo"])
def test_pages_refuse_parameters(client: FlaskClient, path: str):
    assert client.get(path).status_code == 200
    assert client.get(path, query_string={"x": "1"}).status_code == 422


def test_pages_carry_the_present_script(client: FlaskClient):
    for path in ("/", "/chat", "/embed", "/embed-code"):
        assert f'src="{script().path}"' in client.get(path).text

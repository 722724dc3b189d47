from __future__ import annotations

import re
import shlex

from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app


def test_the_document_is_served_and_revalidated(client: FlaskClient):
    response = client.get("/openapi.json")
    assert response.mimetype == "application/json"
    assert response.json["openapi"] == "3.1.0"
    again = client.get("/openapi.json", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_the_page_shows_every_route_and_leads_nowhere_else(client: FlaskClient):
    page = client.get("/docs").text
    for path in client.get("/openapi.json").json["paths"]:
        assert path in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page)
    targets = set(re.findall(r'href="#([\w-]+)"', page))
    assert targets <= set(re.findall(r'id="([\w-]+)"', page))


def test_its_commands_work(client: FlaskClient):
    """Each curl command of the page, sent as curl would send it."""
    page = client.get("/docs").text.replace("&#39;", "'").replace("&#34;", '"')
    commands = re.findall(r">(curl [^<]+)<", page)
    assert len(commands) >= 8
    for command in commands:
        words = shlex.split(command)
        url = next(word for word in words if word.startswith("http://localhost"))
        path = url.removeprefix("http://localhost").replace("allowed-sessions", "top-up")
        data = [words[i + 1] for i, word in enumerate(words) if word in ("-d", "--data-urlencode")]
        if "-d" in words:
            headers = dict(words[i + 1].split(": ") for i, word in enumerate(words) if word == "-H")
            response = client.post(path, data=data[0], headers=headers)
        elif "POST" in words:
            response = client.post(path, data=dict(pair.split("=", 1) for pair in data))
        else:
            response = client.get(path, query_string=dict(pair.split("=", 1) for pair in data))
        # The reply that the examples name is nobody's, and without a token there is no page for operators.
        unknown = "reply_id" in command or path.startswith("/admin")
        assert response.status_code == (404 if unknown else 200), command


def test_a_host_that_is_no_name_is_no_failure(client: FlaskClient):
    for path in ("/docs", "/embed-code"):
        # Not by the client, which cannot spell out such an address itself.
        environ = create_environ(path, headers={"Host": "xn--a"})
        _, status, _ = run_wsgi_app(client.application, environ)
        assert status.split()[0] in ("200", "400")

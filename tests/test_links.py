from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import checked_url, is_safe_url


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.example.com",
        "http://localhost:8000/a?b=c&d=%20#e",
        "HTTPS://DOCS.EXAMPLE.COM/x",
        "https://docs.example.com/a@b",
        "https://[::1]/x",
        "https://münchen.example/straße",
        "https://docs.example.com/使用",
    ],
)
def test_addresses(url: str):
    assert checked_url(url) == url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("javascript:alert(1)", "must start with http"),
        ("JaVa\tScRiPt:alert(1)", "blanks"),
        ("data:text/html,x", "must start with http"),
        ("vbscript:x", "must start with http"),
        ("mailto:a@b.c", "must start with http"),
        ("ftp://example.com", "must start with http"),
        ("file:///etc/passwd", "must start with http"),
        ("//evil.example.com", "must start with http"),
        ("/docs", "must start with http"),
        ("#anchor", "must start with http"),
        ("", "must start with http"),
        ("https:evil.example.com", "has no host name"),
        ("https://", "has no host name"),
        ("https:///x", "has no host name"),
        ("https://good.example.com@evil.example.com", "name or password"),
        ("https://a:b@evil.example.com", "name or password"),
        ("https://@evil.example.com", "name or password"),
        (" https://x.example.com", "blanks"),
        ("https://x.example.com\n", "blanks"),
        ("https://x.example.com/a b", "blanks"),
        ("https://x.example.com\\@evil.example.com", "backslashes"),
        ("https://x.example.com/\u202egnp.exe", "invisible"),
        ("https://x.exa\u200bmple.com", "invisible"),
        ("https://x.example.com/\x00", "invisible"),
        ("https://x.example.com/\ud800", "invisible"),
        ("https://x.example.com:99999", "is not an address"),
        ("https://x.example.com:port", "is not an address"),
        ("https://[::1", "is not an address"),
        ("https://evil.example.com\uff0fdocs", "is not an address"),
        ("https://x.example.com/" + "x" * 2_000, "longer than 2,000"),
    ],
)
def test_what_is_no_address_or_not_what_it_looks_like(url: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        checked_url(url)
    assert not is_safe_url(url)


@given(st.text(max_size=60) | st.text("htps:/@\\#?[]%.a1\t\u202e", max_size=30).map("https://".__add__))
def test_any_text_is_decided(text: str):
    assert is_safe_url(text) in (True, False)
    if is_safe_url(text):
        assert text.lower().startswith(("http://", "https://"))
        assert "@" not in re.split("[/?#]", text)[2]

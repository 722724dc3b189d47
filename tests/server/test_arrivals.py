from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.server.arrivals import DRAIN_BYTES, HEAD_BYTES, Arrival

POST = b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\n"
WHOLE = {
    "no body": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "length": POST + b"Content-Length: 8\r\n\r\n" + b'{"a": 1}',
    "length nought": POST + b"content-length:0\r\n\r\n",
    "chunks": POST + b"Transfer-Encoding: chunked\r\n\r\n4\r\n{\r\n}\r\n6;x=y\r\n0\r\n\r\n\n\r\n0\r\n\r\n",
    "trailer": POST + b"transfer-encoding: gzip, Chunked\r\n\r\n1\r\nx\r\n0\r\nA: b\r\n\r\n",
}


def arrival() -> Arrival:
    return Arrival(deadline=0, max_body=100)


@pytest.mark.parametrize("sent", WHOLE.values(), ids=WHOLE)
def test_it_is_whole_with_its_last_byte_and_not_before(sent: bytes):
    arriving = arrival()
    for place in range(len(sent) - 1):
        assert arriving.feed(sent[place : place + 1]) in ("head", "body"), sent[: place + 1]
    assert arriving.feed(sent[-1:]) == "whole"
    assert bytes(arriving.data) == sent


@pytest.mark.parametrize("sent", WHOLE.values(), ids=WHOLE)
@given(cuts=st.lists(st.integers(0, 200), max_size=6))
def test_how_it_is_cut_changes_nothing(sent: bytes, cuts: list[int]):
    places = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    arriving = arrival()
    states = [arriving.feed(sent[a:b]) for a, b in zip(places, places[1:], strict=False)]
    assert states[-1] == "whole"
    assert "whole" not in states[:-1]


def test_empty_lines_before_a_request_are_no_part_of_it():
    arriving = arrival()
    assert [arriving.feed(sent) for sent in (b"\r\n\r", b"\n")] == ["head"] * 2
    assert not arriving.data
    assert arriving.feed(WHOLE["no body"]) == "whole"
    assert bytes(arriving.data) == WHOLE["no body"]


def test_what_is_no_request_is_left_to_the_parser():
    assert arrival().feed(b"GARBAGE\r\n\r\n") == "whole"


@pytest.mark.parametrize(
    "sent",
    [
        POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1" * 1_100,
        POST + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"x" * 1_100,
        POST + b"Transfer-Encoding: identity\r\n\r\n",
        POST + b"Content-Length: many\r\n\r\n",
        POST + b"Content-Length: " + b"0" * 21 + b"60000\r\n\r\n{",
        POST + b"Content-Length: 9999999999999999999\r\n\r\n{",
        POST + b"Content-Length : 5\r\n\r\n{",
    ],
)
def test_what_may_have_a_body_of_unknown_length_goes_no_further(sent: bytes):
    assert arrival().feed(sent) == "malformed"


def test_a_head_without_end_is_given_up():
    arriving = arrival()
    assert arriving.feed(b"GET / HTTP/1.1\r\nX: " + b"x" * (HEAD_BYTES - 100)) == "head"
    assert arriving.feed(b"x" * 200) == "large-head"


def test_an_address_without_end_is_given_up():
    arriving = arrival()
    assert arriving.feed(b"GET /" + b"x" * (HEAD_BYTES - 100)) == "head"
    assert arriving.feed(b"x" * 200) == "large-line"


@pytest.mark.parametrize(
    ("before", "state"), [(b"GET /", "large-line"), (b"GET / HTTP/1.1\r\nX: ", "large-head")]
)
def test_a_head_is_as_large_as_it_may_be_however_it_came(before: bytes, state: str):
    most = before + b"x" * (HEAD_BYTES - len(before) - 4)
    assert arrival().feed(most + b"\r\n\r\n") == "whole"
    assert arrival().feed(most + b"x\r\n\r\n") == state


def test_a_body_that_is_too_large_is_taken_in_but_not_kept():
    arriving = arrival()
    head = POST + b"Content-Length: 1000\r\n\r\n"
    assert arriving.feed(head + b"x" * 10) == "body"
    assert arriving.feed(b"x" * 900) == "body"
    assert arriving.feed(b"x" * 90) == "whole"
    assert arriving.cut
    assert bytes(arriving.data) == head


def test_a_body_that_is_far_too_large_is_not_even_taken_in():
    arriving = arrival()
    assert arriving.feed(POST + b"Content-Length: %d\r\n\r\n" % (DRAIN_BYTES + 1)) == "whole"
    assert arriving.cut


def test_chunks_that_grow_too_large_go_no_further():
    arriving = arrival()
    assert arriving.feed(POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 16) == "body"
    assert arriving.feed(b"1\r\nx\r\n") == "large-body"


def test_chunks_that_are_too_large_together_go_no_further_though_they_came_in_one_go():
    chunk = b"32\r\n" + b"x" * 50 + b"\r\n"
    head = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    assert arrival().feed(head + chunk * 2 + b"0\r\n\r\n") == "whole"
    assert arrival().feed(head + chunk * 2 + b"1\r\nx\r\n0\r\n\r\n") == "large-body"
    assert arrival().feed(head + b"ffff\r\n") == "large-body"


def test_who_waits_for_leave_to_send_is_noticed():
    arriving = arrival()
    assert arriving.feed(POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n") == "body"
    assert arriving.expects_continue
    large = arrival().feed(POST + b"Expect: 100-continue\r\nContent-Length: 101\r\n\r\n")
    assert large == "large-body", "told before it is sent"


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=4))
def test_no_bytes_break_it(sent: bytes, cuts: list[int]):
    arriving = arrival()
    places = sorted({0, len(sent), *cuts})
    for a, b in zip(places, places[1:], strict=False):
        if arriving.state not in ("head", "body"):
            break
        arriving.feed(sent[a:b])

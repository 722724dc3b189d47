from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.corpus.load import load_corpus
from bot.journal.readable import Lexicon, lexicon_of, parted
from bot.journal.report import Group
from bot.resources import SHIPPED_FAQS

ASKED = Path(__file__).parents[1] / "data" / "plan_questions.jsonl"
NOISE = """
    asdf qwer | asdfgh | qwerty uiop | zxcv bnm | ??? | ... | jkl | hjkl hjkl | sdfsdf sdfsdf | dfghdfgh
    lkjlkj | aaaaaa | xxxxx xxxx | fghj rtyu | qwe asd zxc | asdasdasd | jfjfjf kdkdk | gfhgfh
    poiuy lkjh | mnbvcxz | 123123 | qqqq wwww | sdkfjhsdkfjh | ajshdkajshd | x | ghjk? | ksdjf lskdjf lksdj
    zxcvbnm,./ | kjhgfdskjh | oiwejroi | 12345 67 | ???!! 11
"""
UNKNOWN = """
    is there a mobile app | iphone app? | slack integration | SAML login | single sign on with okta
    data residency in europe | export transcripts as csv | do you deliver pizza | hw to chnge my pasword
    capital of Mongolia | invite a colleague | webhook retries | GDPR | dark mode | who is the president
    reffund my money pls | zapier integration | add whatsapp number
    gibt es eine App | comment résilier mon abonnement
    cómo cancelo la suscripción | 料金はいくらですか | есть ли приложение | powdered matcha xyz
    kann ich mein Passwort zurücksetzen | exportar conversaciones | voglio cancellare il mio conto
"""


def each(texts: str) -> list[str]:
    return [text.strip() for line in texts.strip().splitlines() for text in line.split("|")]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_of(load_corpus(SHIPPED_FAQS))


@pytest.mark.parametrize("text", each(NOISE))
def test_mashed_keys_are_not_read(lexicon: Lexicon, text: str):
    assert not lexicon.reads(text)


@pytest.mark.parametrize("text", each(UNKNOWN))
def test_what_no_corpus_knows_is_read_all_the_same(lexicon: Lexicon, text: str):
    assert lexicon.reads(text)


def test_questions_of_people_are_read(lexicon: Lexicon):
    rows = [json.loads(line) for line in ASKED.read_text("utf-8").splitlines()]
    unread = [row["question"] for row in rows if row["expect"] and not lexicon.reads(row["question"])]
    assert unread == []


def test_a_group_is_read_where_one_of_its_texts_is(lexicon: Lexicon):
    def group(*texts: str) -> Group:
        told = tuple((text, 1) for text in texts)
        return Group(texts[0], "en", len(texts), 3, told, {}, 0, (), {}, {})

    noise, mixed = group("asdf qwer", "asdf"), group("asdf", "slack integration")
    assert parted([noise, mixed], lexicon) == ([mixed], [noise])

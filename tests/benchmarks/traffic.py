"""Writes a time of realistic traffic on the shipped corpus into a journal: for screenshots and measuring.

    python tests/benchmarks/traffic.py --database-url sqlite:////tmp/journal.db [--days 7] [--replies 4000]

Daytime and weekdays are busier, people rephrase, pick choices, vote, and ask for what is not in the corpus.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot import __version__
from bot.assistant import Assistant
from bot.journal.database import database_url, make_engine, prepare
from bot.journal.entries import Entry, Event, Vote, candidates_of, entry_of, now, vote
from bot.journal.write import store

HOUR = 3_600_000
ASKED = Path(__file__).parents[1] / "data" / "plan_questions.jsonl"
ELSEWHERE = [
    "how do I export my chats; export chat history; download all transcripts; can I get the chats as csv",
    "is there a mobile app; do you have an android app; iphone app?; can I use it on my phone",
    "do you support SSO; single sign on with okta; SAML login; how to set up single sign on",
    "connect the bot to slack; slack integration; how to integrate with slack",
    "who can see my data; where is my data stored; data residency in europe; gdpr data location",
    "how to add a teammate; invite a colleague; add another user to my workspace; give my boss access",
]
COMMENTS = [
    "too long",
    "this is not what I asked",
    "link is broken on my phone",
    "mail me at jo@example.com",
    "",
]


def questions() -> tuple[list[tuple[str, float]], dict[str, list[str]]]:
    """Texts with how often they are asked, a few very often; and what those mean that have an answer."""
    told = [json.loads(line) for line in ASKED.read_text("utf-8").splitlines()]
    told = [row for row in told if len(row["question"]) > 5]
    weighted = [
        (row["question"], (1 if row["expect"] else 0.25) / (1 + i % 40)) for i, row in enumerate(told)
    ]
    for i, line in enumerate(ELSEWHERE):
        weighted += [(text.strip(), 0.5 / (1 + i * 0.4)) for text in line.split(";")]
    meant = {
        row["question"]: [row["expect"]] if isinstance(row["expect"], str) else row["expect"] or []
        for row in told
    }
    return weighted, meant


def busy(hour_of_week: int) -> float:
    """How much is asked in an hour, from Thursday 0:00 UTC on, as 1970 began."""
    day, hour = divmod(hour_of_week, 24)
    return (0.25 if day in (2, 3) else 1) * (0.08 + math.exp(-((hour - 14) ** 2) / 18))


def times(days: int, replies: int, dice: random.Random) -> list[int]:
    end = now()
    hours = [end - i * HOUR for i in range(days * 24)]
    weights = [busy(at // HOUR % 168) for at in hours]
    return sorted(at - dice.randrange(HOUR) for at in dice.choices(hours, weights, k=replies))


def traffic(assistant: Assistant, days: int, replies: int, seed: int = 5) -> Iterator[Entry | Vote | Event]:
    """The replies with their votes and events, oldest first."""
    dice = random.Random(seed)
    weighted, meant = questions()
    texts, weights = zip(*weighted, strict=True)
    known: dict[str, Entry] = {}
    conversation = ""

    def ask(text: str, at: int) -> Entry:
        if text not in known:
            answered = assistant.answer(text)
            known[text] = entry_of(
                text,
                answered.reply,
                answered.decision,
                embedder=answered.index.embedder.name,
                conversation=None,
                channel="http",
                latency=0.0,
                version=__version__,
            )
        return known[text]._replace(
            id=secrets.token_urlsafe(12),
            at=at,
            conversation=conversation,
            channel=dice.choices(["widget", "page", "http"], [8, 3, 1])[0],  # type: ignore[arg-type]
            latency=round(dice.lognormvariate(-0.3, 0.5), 3),
        )

    for at in times(days, replies, dice):
        if not conversation or dice.random() < 0.7:
            conversation = secrets.token_hex(16)
        made = ask(dice.choices(texts, weights)[0], at)
        yield made
        if made.decision == "clarify" and dice.random() < 0.6:
            right = [
                c.id
                for c in candidates_of(made.candidates)
                if c.offered and c.id in meant.get(made.question, ())
            ]
            if right:
                picked = right[0]
                yield Event(made.id, at + 4_000, "choice", picked)
                question = assistant.corpus.by_id[picked].faq.question
                yield ask(question, at + 4_500)
            else:
                yield Event(made.id, at + 6_000, "none_of_these", "")
        elif made.decision in ("no_answer", "handoff") and dice.random() < 0.3:
            yield Event(made.id, at + 9_000, "handoff", "")
        if made.decision == "answer" and dice.random() < 0.25:
            happy = dice.random() < (0.55 if made.faq_id.startswith("select") else 0.85)
            yield replace(vote(made.id, happy, "" if happy else dice.choice(COMMENTS)), at=at + 8_000)


def write(url: str, assistant: Assistant, days: int, replies: int) -> None:
    """Write the traffic into the journal at `url`."""
    engine = make_engine(database_url(url))
    prepare(engine)
    batch: list[Entry | Vote | Event] = []
    for item in traffic(assistant, days, replies):
        batch.append(item)
        if len(batch) >= 5_000:
            store(engine, batch)
            batch = []
    store(engine, batch)
    engine.dispose()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--database-url", required=True)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--replies", type=int, default=4_000)
    given = parser.parse_args()
    write(given.database_url, Assistant.from_folder(), given.days, given.replies)

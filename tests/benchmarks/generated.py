"""Corpora of any size, the same at every run, with the word statistics of real ones.

A FAQ is something to do with something of a thing ("change the address of an order"). Its phrasings wrap
that, in varying words, in the frames in which people ask. Details (names, places, error codes) come from a
long tail of words, so that the vocabulary grows with the corpus as real ones do: 10,000 phrasings of about
eleven words have some 2,400 different ones, of which half occur once.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

ACTS = [
    ("change", "update", "edit", "modify", "correct"),
    ("cancel", "stop", "call off", "get rid of"),
    ("find", "see", "look up", "locate", "check"),
    ("add", "set up", "create", "register", "enter"),
    ("remove", "delete", "take off", "clear"),
    ("pay for", "settle", "cover the cost of"),
    ("activate", "enable", "switch on", "turn on", "start"),
    ("share", "send", "forward", "pass on"),
    ("download", "export", "save", "get a copy of"),
    ("verify", "confirm", "validate", "prove"),
]
PARTS = [
    ("address", "postcode", "street"),
    ("name", "title", "label"),
    ("date", "day", "time", "schedule"),
    ("password", "passcode", "pin", "secret"),
    ("limit", "allowance", "maximum", "cap"),
    ("invoice", "bill", "receipt", "statement"),
    ("photo", "picture", "image"),
    ("language", "locale", "translation"),
    ("owner", "holder", "contact person"),
    ("status", "progress", "state"),
    ("fee", "charge", "price", "cost"),
    ("alert", "notification", "reminder", "message"),
]
THINGS = [
    ("order", "purchase", "shopping"),
    ("account", "profile", "login"),
    ("card", "debit card", "bank card", "visa"),
    ("subscription", "membership", "plan"),
    ("delivery", "shipment", "parcel", "package"),
    ("booking", "reservation", "appointment"),
    ("transfer", "payment", "transaction"),
    ("device", "phone", "tablet", "handset"),
    ("team", "workspace", "group"),
    ("insurance", "policy", "cover"),
    ("ticket", "case", "complaint"),
    ("loan", "credit", "mortgage"),
]
FRAMES = [
    "how do i {act} the {part} of my {thing}",
    "how can i {act} my {thing} {part}",
    "where do i {act} the {thing} {part} please",
    "is it possible to {act} the {part} on a {thing} after {detail}",
    "i need to {act} my {thing} {part}",
    "i want to {act} the {part} for the {thing} from {detail}",
    "can you {act} the {thing} {part} for me",
    "what should i do to {act} the {part} of the {thing} with {detail}",
    "{act} {thing} {part}",
    "{thing} {part} {act} not working since {detail}",
    "why can't i {act} the {part} on my {thing}",
    "the app won't let me {act} the {thing} {part}, it says {detail}",
    "my {thing} has the wrong {part}, how to {act} it",
    "tell me how to {act} a {part} in {detail} for one {thing}",
    "hi, i have been trying to {act} the {part} of my {thing} all morning and only get {detail}",
    "do you charge anything when i {act} the {thing} {part}",
    "how long does it take to {act} the {part} of a {thing} in {detail}",
    "help me {act} {part} {thing}",
    "who is allowed to {act} the {part} of our {thing} at {detail}",
    "what happens if i {act} the {thing} {part} twice",
]
BESIDE = [
    "what is the weather in {detail} tomorrow",
    "who won the match between {detail} and {detail}",
    "tell me a joke about {detail}",
    "how tall is the tower of {detail}",
]
TAILS = ["", "", "", " {detail}", " because of {detail}", " thanks", " for {detail}", " right now", " again"]
_SYLLABLES = [
    c + v for c in ("b", "d", "f", "k", "l", "m", "n", "p", "r", "s", "t", "v", "br", "st") for v in "aeiou"
]


def write_corpus(folder: Path, phrasings: int, *, each: int = 100) -> None:
    """Write FAQ files with `phrasings` distinct phrasings, `each` of them to a FAQ, 25 FAQs to a file."""
    meanings = list(product(range(len(ACTS)), range(len(PARTS)), range(len(THINGS))))
    random.Random(7).shuffle(meanings)
    faqs = []
    for number, meaning in enumerate(meanings[: phrasings // each]):
        texts = list(_distinct(_phrasings(meaning, random.Random(number)), each))
        answer = f"Open the settings, then follow step {number}."
        faqs.append({"id": f"faq-{number}", "question": texts[0], "alternates": texts[1:], "answer": answer})
    for start in range(0, len(faqs), 25):
        file = {"topic": f"part-{start}", "faqs": faqs[start : start + 25]}
        # JSON is YAML, and by far the faster to write.
        (folder / f"part-{start}.yaml").write_text(json.dumps(file, indent=1), encoding="utf-8")


def questions(count: int, phrasings: int, *, each: int = 100) -> list[str]:
    """What users of that corpus ask: other words than its phrasings, some mistyped, one in ten beside it."""
    meanings = list(product(range(len(ACTS)), range(len(PARTS)), range(len(THINGS))))
    random.Random(7).shuffle(meanings)
    chance = random.Random(11)
    asked = []
    for number in range(count):
        if number % 10 == 9:
            text = _filled(chance.choice(BESIDE), chance)
        else:
            text = next(_phrasings(meanings[chance.randrange(phrasings // each)], chance))
        asked.append(_mistyped(text, chance) if number % 3 == 0 else text)
    return asked


def _phrasings(meaning: tuple[int, int, int], chance: random.Random) -> Iterator[str]:
    act, part, thing = meaning
    while True:
        words = {"act": chance.choice(ACTS[act]), "part": chance.choice(PARTS[part])}
        frame = (chance.choice(FRAMES) + chance.choice(TAILS)).replace(
            "{thing}", chance.choice(THINGS[thing])
        )
        for slot, word in words.items():
            frame = frame.replace(f"{{{slot}}}", word)
        yield _filled(frame, chance)


def _filled(frame: str, chance: random.Random) -> str:
    while "{detail}" in frame:
        frame = frame.replace("{detail}", _rare_word(chance), 1)
    return frame


def _rare_word(chance: random.Random) -> str:
    """The word of a rank drawn from a long tail (Pareto); spelled in syllables, one in ten is a number."""
    rank = int(chance.paretovariate(0.8) * 150) % 50_000
    if rank % 10 == 3:
        return str(rank * 7)
    spelling = random.Random(rank)
    return "".join(spelling.choice(_SYLLABLES) for _ in range(spelling.randint(2, 4)))


def _distinct(texts: Iterator[str], count: int) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < count:
        if (text := next(texts)) not in seen:
            seen.add(text)
            yield text


def _mistyped(text: str, chance: random.Random) -> str:
    """The text with two neighbouring letters swapped or one left out."""
    at = chance.randrange(1, len(text) - 2)
    middle = text[at + 1] + text[at] if chance.random() < 0.5 else text[at]
    return text[:at] + middle + text[at + 2 :]

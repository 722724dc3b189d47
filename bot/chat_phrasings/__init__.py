"""What people type that is no question: greetings, thanks, "who are you", and wishes for a person.

By intent: those that stand beside the corpus and compete with it, and further ones, that are looked at only
where the corpus has no answer, together with others that only sound like them.
"""

from __future__ import annotations

from bot.chat_phrasings import competing, further, languages, others


def _cut(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|"))


SMALL_TALK, HANDOFF, FURTHER_SMALL_TALK, FURTHER_HANDOFF = (
    {intent: _cut(text) for intent, text in written.items()}
    for written in (competing.SMALL_TALK, competing.HANDOFF, further.SMALL_TALK, further.HANDOFF)
)
OTHERS = _cut(others.OTHERS)
LANGUAGE_OF = {
    phrasing: language for language, text in languages.LANGUAGES.items() for phrasing in _cut(text)
}

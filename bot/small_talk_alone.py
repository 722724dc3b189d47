"""Small talk as such: what an index of nothing else makes of a text that the corpus has no answer to."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from bot.chat_phrasings.ways import BESIDE, CALLED_FOR, COMES_TO, SIGNS, WISHED_FOR
from bot.matching.asking import tells_of_others
from bot.matching.decide import says_it
from bot.matching.index import MatchIndex, Scope
from bot.matching.normalise import normalise
from bot.matching.retrieve import Question, retrieve, understand
from bot.matching.score import Ranked, score
from bot.small_talk import TELLING_ONLY, asks_of_others, is_phrasing, tells_with_what

# Characters of small talk.
_LONGEST = 100
_COVERED, _LIKELY, _ALIKE = 0.5, 0.5, 0.5
_RATHER, _SURELY, _CLEARLY = 0.6, 0.7, 0.7
_LONGEST_PART = 7
_SHORT, _SHORT_TEXT = 6, 32
# What phones write after a sign, to have it in colour.
_AS_PICTURE = "\ufe0f"
_MISSPELT = 90
_MOST_TELLING_FIRST = ("robot", "who_are_you", "how_are_you", "help", "goodbye", "thanks", "greeting", "okay")


def heard(index: MatchIndex, typed: str, *, asks: bool) -> tuple[Question, Ranked] | None:
    """What small talk a text is, and how it was read; None where it is none.

    `index`: of nothing but small talk; `asks`: whether the text has the form of a question.
    """
    text = normalise(typed.replace(_AS_PICTURE, "")) or _told_by_signs(typed)
    if len(text) > _LONGEST:
        return None
    read, found = _likeliest(index, text)
    if found and _is_another(found):
        return None
    # As typed or, where it is short, with its words mended: "i ned a live persn".
    readings = read.readings if len(read.words) <= _SHORT else read.readings[:1]
    if said := next(filter(None, [_comes_to(index, reading) for reading in readings]), ""):
        read, found = _likeliest(index, said)
    if not found or tells_with_what(found, readings[-1]) or asks_of_others(index, found, readings[-1]):
        return None
    if wishes_for_nobody(index, found, read.readings[-1]):
        return None
    return (read, found) if _is_said(found, asks=asks) or _is_wished(text, found) else None


def wishes_for_nobody(index: MatchIndex, one: Ranked, text: str) -> bool:
    """Whether it is a wish for a person, and hardly like a normalised text that names nobody and no way to
    reach one, or tells of others: "I have been a customer for years", "my colleague told me about you".

    `index`: of the wish. What it has of complaints names nobody either.
    """
    if one.owner.kind != "handoff" or _is_clearly(one) or not WISHED_FOR.match(index.texts[one.row]):
        return False
    return tells_of_others(text) or not WISHED_FOR.match(text)


def only_sounds_like_it(index: MatchIndex, question: Question) -> bool:
    """Whether a question surely only sounds like small talk, or a wish for a person.

    `index`: of nothing but these, and of what sounds like them.
    """
    found = _likeliest(index, question.text)[1]
    return found is not None and _is_another(found)


def _likeliest(index: MatchIndex, text: str) -> tuple[Question, Ranked | None]:
    """A normalised text as it is read, and what it is likeliest to be, if enough of its words are known."""
    read = understand(index, text)
    ranked = score(index, read, retrieve(index, read, Scope())) if _may_be(read) else ()
    return read, ranked[0] if ranked else None


def _comes_to(index: MatchIndex, text: str) -> str:
    """The phrasing of small talk that a normalised text comes to; "" where it comes to none.

    Of what is made of several, it is the one that tells most: "cheers mate bye" -> "bye"; "who are you lol"
    -> "who are you"; "how ar yu" -> "how are you"; "so you're a machine, right" -> "are you a robot"
    """
    words = text.split()
    plain = " ".join([word for word in words if not BESIDE.fullmatch(word)])
    if parts := _parts(index, words) or _parts(index, plain.split()):
        by_intent = {index.owners[index.owner_by_text[part]].id: part for part in parts}
        return next(by_intent[intent] for intent in _MOST_TELLING_FIRST if intent in by_intent)
    told = dict.fromkeys((text, plain))
    # Words too short to be known with a letter wrong are known by the whole, where that is short.
    for said in filter(_is_short, told):
        if found := process.extractOne(said, index.texts, scorer=fuzz.ratio, score_cutoff=_MISSPELT):
            return str(found[0])
    forms = [(phrasing, pattern, said) for said in told for phrasing, pattern in COMES_TO.items()]
    return next((phrasing for phrasing, pattern, said in forms if pattern.fullmatch(said)), "")


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT_TEXT


def _parts(index: MatchIndex, words: list[str]) -> list[str] | None:
    """The phrasings of small talk that the words are, but for those that may stand beside them."""
    # From the last word to the first, so that each rest is looked at once: what the words from here on are.
    found: list[list[str] | None] = [None] * len(words) + [[]]
    for start in reversed(range(len(words))):
        for length in range(min(_LONGEST_PART, len(words) - start), 0, -1):
            rest = found[start + length]
            if rest is None:
                continue
            part = " ".join(words[start : start + length])
            if is_phrasing(index, part):
                found[start] = [part, *rest]
                break
            if BESIDE.fullmatch(part):
                found[start] = rest
                break
    return found[0]


def _told_by_signs(typed: str) -> str:
    """What a text as typed says, that has no words: "👋" -> "hello"; "" where that is nothing known."""
    return next((said for sign, said in SIGNS.items() if sign in typed), "")


def _may_be(question: Question) -> bool:
    """Whether an index of nothing but small talk knows enough of its words."""
    mass = sum([match.idf for match in question.matches])
    return sum([match.idf for match in question.matches if match.found]) >= _COVERED * mass


def _is_another(found: Ranked) -> bool:
    return found.owner.kind == "not_covered" and found.confidence >= _SURELY


def _is_clearly(found: Ranked) -> bool:
    return found.evidence.similarity >= _CLEARLY


def _is_wished(text: str, found: Ranked) -> bool:
    """Whether a wish for a person is what a normalised text comes to, in whatever words."""
    return found.owner.kind == "handoff" and found.confidence >= _RATHER and bool(CALLED_FOR.match(text))


def _is_said(found: Ranked, *, asks: bool) -> bool:
    """Whether what was found in an index of nothing but small talk is what was said, or is asked."""
    evidence = found.evidence
    if found.owner.kind == "not_covered":
        return False
    if asks and found.owner.id in TELLING_ONLY and not found.exact:
        return False
    alike = evidence.similarity >= _ALIKE and evidence.coverage >= _COVERED
    return alike and found.confidence >= _LIKELY and says_it(found)

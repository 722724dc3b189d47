"""The one normaliser: phrasings and questions go through the same two functions, or they would not meet."""

from __future__ import annotations

import calendar
import re
import unicodedata

_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`']")
_SENTENCE_END = re.compile(r"(?<=[.!?;。！？])\s+|(?<=[。！？])|\n+")
# A sentence of more blanks is not thought to be one.
_RUN_ON = 40
_JOINING = re.compile(r" (?:and|but|so|because|then|also|plus) ", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.!?,;:。！？、，\n]+(?!\d)|\s[-\u2013\u2014]+\s")
# A capital within a sentence: after a letter, a digit or a comma; or within a word, as in iPhone or HubSpot.
_NAME = re.compile(r"(?<=[\w,] )[A-Z]\w+|\b\w*[a-z][A-Z]\w*")
_CALENDAR = frozenset(name.lower() for name in (*calendar.month_name, *calendar.day_name) if name)
_CAPITAL = re.compile(r"\b[A-Z]")
# With a letter or two before it is a code, which people write without them too: "E10", "error code 10".
_NUMBER = re.compile(r"\b[^\W\d_]{0,2}(\d+(?: \d+)*)\b")
_ASCII = {ord(c): c.lower() if c.isalnum() else " " for c in map(chr, range(128)) if c not in "'`"}
# As people type on a phone. None of them is a word of its own in a language that is likely to be asked in.
_SHORTENED = {
    short: spelt_out
    for spelt_out, several in {
        "you": "u",
        "your": "ur yr",
        "are": "r",
        "please": "pls plz plss plse",
        "thank": "thnk tnk",
        "thanks": "thx thnx tx tnx",
        "about": "abt",
        "because": "bcoz cuz coz",
        "what": "wat wht wot",
        "whats": "wats wots",
        "how": "hw",
        "have": "hv",
        "should": "shud",
        "could": "cud",
        "would": "wud",
        "someone": "sm1 som1 some1 sum1 sumone",
        "somebody": "sumbody",
        "phone": "fone",
        "talk": "tlk",
        "speak": "spk",
        "want": "wnt",
        "something": "smth",
        "people": "ppl",
        "before": "b4",
        "message": "msg",
        "account": "acc acct",
        "amount": "amt",
        "right now": "rn",
        "good": "gud",
        "great": "gr8 gr8t",
        "later": "l8r",
        "night": "nite",
        "tomorrow": "tmrw",
        "going to": "gonna",
        "want to": "wanna",
        "give me": "gimme",
        "let me": "lemme",
        "do not know": "dunno",
    }.items()
    for short in several.split()
}
# Numbers said and written are the same. Not "one", which mostly is no number: "which one".
_SAID = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SHORTENED |= {word: str(number) for number, word in enumerate(_SAID, 2)}
# plan3, iphone12
_NUMBERED = re.compile(r"(?<!\S)([^\W\d_]{3,})(\d+)(?!\S)")
_DIGIT = re.compile(r"\d")
# Scripts written without blanks between words: kana, Han, Hangul is spaced, Thai, Lao, Khmer, Myanmar.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def normalise(text: str) -> str:
    """Text -> lower-case words with one blank between them; "" where there is nothing to read.

    Idempotent. Folds width and ligatures (NFKC), case and Latin accents; drops apostrophes ("what's" is
    "whats", as people type it), punctuation, emoji, control characters and lone surrogates; spells out what
    people shorten when they type.

    >>> normalise("  What\u2019s the Café’s PLAN?! ")
    'whats the cafes plan'
    >>> normalise("can u help me pls")
    'can you help me please'
    """
    text = text.replace("'", "").replace("`", "").translate(_ASCII) if text.isascii() else _folded(text)
    text = " ".join([_SHORTENED.get(word, word) for word in text.split()])
    return _NUMBERED.sub(r"\1 \2", text) if _DIGIT.search(text) else text


def sentences(text: str) -> list[str]:
    """The sentences of a text as typed, where there is more than one; else nothing.

    What goes on and on, as when it is spoken, is cut where "and" and the like join it.

    >>> sentences("We ran out. What now?")
    ['We ran out.', 'What now?']
    """
    parts: list[str] = []
    for part in (" ".join(part.split()) for part in _SENTENCE_END.split(text)):
        parts += _JOINING.split(part) if part.count(" ") >= _RUN_ON else [part]
    parts = [part.strip() for part in parts if part.strip()]
    return parts if len(parts) > 1 else []


def clauses(text: str) -> list[str]:
    """The parts of a text as typed, cut at every sign; nothing where there is but one."""
    parts = [part.strip() for part in _CLAUSE_END.split(text) if part.strip()]
    return parts if len(parts) > 1 else []


def numbers(normalised: str) -> frozenset[str]:
    """The numbers of a normalised text, in which 3.5 has become "3 5".

    >>> sorted(numbers("is plan 2 or plan 3 5 for 365 days")), numbers("what is e10")
    (['2', '3 5', '365'], frozenset({'10'}))
    """
    return frozenset(_NUMBER.findall(normalised) if _DIGIT.search(normalised) else ())


def names(text: str) -> frozenset[str]:
    """The words of a text as typed, normalised, that its capitals tell to be names.

    Not those at the beginning of a sentence, days and months, and none where most words have capitals.

    >>> names("Which Asana plan do I need? Slack has one.")
    frozenset({'asana'})
    >>> names("WHICH ACME PLAN"), names("Which Plan Do I Need")
    (frozenset(), frozenset())
    >>> names("how do I reload my iPhone")
    frozenset({'iphone'})
    """
    found = [] if text[1:].islower() else _NAME.findall(text)  # the first letter tells nothing
    if not found or 2 * len(_CAPITAL.findall(text)) > len(text.split()) + 1:
        return frozenset()
    return frozenset([word for name in found for word in normalise(name).split()]) - _CALENDAR


def words(normalised: str) -> list[str]:
    """The words of a normalised text; runs of a script without blanks are cut into pairs of characters.

    >>> words("使用傾向 とは"), words("usage trend")
    (['使用', '用傾', '傾向', 'とは'], ['usage', 'trend'])
    """
    if normalised.isascii():
        return normalised.split()
    found: list[str] = []
    for word in normalised.split():
        if not _UNSPACED.search(word):
            found.append(word)
            continue
        end = 0
        for run in _UNSPACED.finditer(word):
            found += filter(None, [word[end : run.start()]])
            found += [run.group()[i : i + 2] for i in range(max(1, len(run.group()) - 1))]
            end = run.end()
        found += filter(None, [word[end:]])
    return found


def _folded(text: str) -> str:
    """The same for text beyond ASCII, where a word character is a letter, a digit or a mark on one."""
    kept: list[str] = []
    latin = False
    for c in _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text)).casefold():
        category = unicodedata.category(c)
        if category in ("Mn", "Mc", "Me"):
            # After Latin letters marks are accents; in other scripts they tell letters apart.
            kept.append("" if latin else c)
        elif category[0] in "LN":
            latin = "a" <= c <= "z"
            kept.append(c)
        elif category not in ("Cf", "Cs"):
            kept.append(" ")
    return " ".join(unicodedata.normalize("NFKC", "".join(kept)).split())

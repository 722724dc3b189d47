"""Text -> the same text without personal data and secrets, each replaced by its kind: `[email]`, `[phone]`.

Pure, and run before anything is queued, stored or logged. It reads a folded copy of the text (full-width
digits, odd dashes and blanks, invisible characters) and cuts the spans that it finds out of the original.
What is found first wins; the order is from the surest kind to the most guessed one. In doubt a number is a
product number: dates, prices, versions and short order numbers are what questions are made of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from bot.journal.numbers import Span, cards, ibans, ips, papers, phones, spelled_phones
from bot.journal.passwords import SAID, SAID_OR_SET, passwords

Finder = Callable[[str], Iterator[Span]]

# Short words and ordinary signs: without anything that tells, no finder finds a thing in them. So are most
# questions, and these two looks are all that they cost. Each piece begins with a letter, which makes it fast.
_PLAIN = re.compile(r"(?:[a-z,;!?'\"()&-]{1,15}+(?:\.(?!\S))?(?:[ \n]++|\Z))*+")
_DIGIT = "zero|oh|one|two|three|four|five|six|seven|eight|nine"
_DIGITS_SAID = "|".join(
    rf"{word}[\s,-]+(?:(?:double|triple)[\s-]+)?(?:{_DIGIT})" for word in _DIGIT.split("|")
)
_TELLING = re.compile(
    rf"{SAID}|{_DIGITS_SAID}|dot(?<![a-z]dot)|point|punkt|punto|eyj"
    r"|(?:basic|digest|bearer|apikey)\s\S{8}"
)
_LONG_AFTER_DASH = re.compile(r"-\S{8}")
# What stands in place of what was found, as a finder may come upon it again.
_SHOWN = frozenset(f"[{kind}{end}" for kind in ("query", "user", "password", "token") for end in ("]", ""))
_ASCII_PLAIN = re.compile(r"[\x20-\x7e\n\t]*")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")


def redact(text: str) -> str:
    """`text` with every personal datum or secret replaced by `[kind]`. Idempotent.

    >>> redact("mail me at jo@example.com or +44 20 7946 0958, plan 2024")
    'mail me at [email] or [phone], plan 2024'
    """
    folded, places = _folded(text)
    lowered = folded.lower()
    if _PLAIN.fullmatch(lowered) and not (_TELLING.search(lowered) or _LONG_AFTER_DASH.search(lowered)):
        return text
    spans: list[Span] = []
    for is_likely, find in _FINDERS:
        if not is_likely(lowered):
            continue
        for begin, end, kind in find(folded):
            if (
                begin == end
                or "\x00" in folded[begin:end]
                or text[places[begin] :][: end - begin].rstrip("!") in _SHOWN
            ):
                continue
            spans.append((places[begin], places[end - 1] + 1, kind))
            # What has been found is nobody else's; its length stays, so that places stay right.
            folded = folded[:begin] + "\x00" * (end - begin) + folded[end:]
    for begin, end, kind in sorted(spans, reverse=True):
        text = f"{text[:begin]}[{kind}]{text[end:]}"
    return text


def cleaned(text: str) -> str:
    """`text` as every database can store it: no NUL, no lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _folded(text: str) -> tuple[str, range | list[int]]:
    """The text to search, and where each of its characters stands in the original."""
    if _ASCII_PLAIN.fullmatch(text):
        return text, range(len(text))
    kept: list[str] = []
    places: list[int] = []
    for place, c in enumerate(text):
        if not c.isascii():
            category = unicodedata.category(c)
            if category == "Cf":
                continue
            if category == "Nd":
                c = str(unicodedata.decimal(c))
            elif category == "Zs":
                c = " "
            elif (folded := _DASHES.get(c) or unicodedata.normalize("NFKC", c)) and len(folded) == 1:
                c = folded
        elif c == "\x00":
            c = " "
        kept.append(c)
        places.append(place)
    return "".join(kept), places


_KEY_BLOCK = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
)
_JWT = re.compile(r"\beyJ[\w-]{5,}\.[\w-]{4,}(?:\.[\w-]*)?")
# "Basic" and "digest" are also words of plans: what follows them must look like base64, not like a word.
_AUTHORIZATION = re.compile(
    r"""(?i:\bauthorization\s*[:=]\s*(?:(?:basic|bearer|digest|token|apikey)\s+(?=\S{4})|(?=\S{16})))(\S+)
    | \b(?i:bearer|apikey|api-key)\s+(?=[\w.~+/=-]*(?:[\d_+/=~-]|\.\w))([\w.~+/=-]{8,})
    | \b(?i:basic|digest)\s+(?=[\w+/]*(?:=|[a-z][A-Z]|[A-Za-z]\d+[A-Za-z]))([\w+/]{8,}=*)""",
    re.VERBOSE,
)
_WEBHOOK = re.compile(
    r"(?:hooks\.slack\.com/(?:services|workflows|triggers)|discord(?:app)?\.com/api/webhooks"
    r"|webhook\.office\.com/webhookb2)/([^\s\x00<>\"]+)",
    re.IGNORECASE,
)
# Keys that say by their beginning whose they are.
_PREFIXED = re.compile(
    r"""(?<![A-Za-z0-9])(?:
      (?:AKIA|ASIA|AROA|AIDA)[0-9A-Z]{12,} | gh[pousr]_\w{16,} | github_pat_\w{20,} | gl[a-z]{2,5}-[\w-]{16,}
    | xox[a-z]-[\w-]{8,} | xapp-[\w-]{8,} | (?:sk|pk|rk)_(?:live|test)_\w{8,} | whsec_[\w+/=]{8,}
    | sk-[\w-]{16,} | AIza[\w-]{20,} | ya29\.[\w-]{10,} | GOCSPX-[\w-]{10,} | 1//0[\w-]{20,}
    | SG\.[\w-]{10,}\.[\w-]{10,} | npm_\w{20,} | pypi-[\w-]{16,} | hf_\w{16,} | dop_v1_\w{16,}
    | dckr_pat_[\w-]{16,}
    | sh(?:pat|pca|ppa|pss)_\w{16,} | key-[0-9a-f]{16,} | EAA\w{24,} | lin_api_\w{16,} | figd_[\w-]{16,}
    | hv[sb]\.[\w-]{16,} | secret_\w{16,} | nvapi-[\w-]{16,} | ATATT[\w=-]{16,} | glsa_\w{16,}
    | AC[0-9a-f]{32} | SK[0-9a-f]{32} | \d{8,10}:AA[\w-]{30,}
    )""",
    re.VERBOSE,
)
_EMAIL = re.compile(
    r"(?:mailto:)?(?:(?:[^\s@\x00<>()\[\]{},;:\"'|/\\=?&]|(?<=\w)'(?=\w)){1,64}|\"[^\s@\x00\"][^@\x00\"]{0,62}\")\s?@\s?"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\s?\.\s?){0,8}[^\W_](?:[\w-]{0,61}[^\W_])?",
)
_TLD = (
    r"(?:com|net|org|edu|gov|info|biz|app|dev|ai|io|co|us|uk|de|fr|es|it|nl|be|ch|at|se|no|dk|fi|pl|pt|ie|eu"
    r"|in|jp|kr|cn|tw|hk|sg|au|nz|za|br|mx|ar|cl|ca|ru|ua|tr|ae|sa|il|cloud|tech|online|xyz|me|tv|shop"
    r"|example|test)"
)
_DOT = (
    r"(?:\s{0,2}\.\s{0,2}|\s{0,2}[\[({<]\s?(?:dot|\.|punkt|punto|point)\s?[\])}>]\s{0,2}"
    r"|\s{1,2}(?:dot|punkt|punto|point)\s{1,2})"
)
_AT = (
    r"(?:\s{0,2}[\[({<]\s?(?:at|@|\u00e4t)\s?[\])}>]\s{0,2}|\s{1,2}(?:at|\u00e4t|ar+oba(?:se)?)\s{1,2}|_at_)"
)
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w+-])[A-Za-z0-9][\w+-]{{0,63}}(?:{_DOT}[\w+-]{{1,40}}){{0,3}}?{_AT}"
    rf"(?P<domain>[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,4}}{_DOT}{_TLD})\b",
    re.IGNORECASE,
)
_MAIL_HOST = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|mac|aol|proton|protonmail|gmx|web"
    r"|mail|fastmail|zoho|yandex|qq|163|126|naver|rediffmail|tutanota|pm)\.",
    re.IGNORECASE,
)
_URL = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s\x00<>\"]+", re.IGNORECASE)
_BARE_URL = re.compile(
    r"(?<![\w@.-])(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}(?::\d+)?(?:/[^\s\x00?#<>\"]{0,500})?[?#][^\s\x00<>\"]*",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?<=[\w/])\?(?P<query>[\w.\[\]%-]+=[^\s\x00<>\"]*)")
_WORDY = re.compile(r"[A-Za-z0-9+/_~=.-]{20,}")
_UUID = re.compile(r"(?<![\w-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\w-])", re.IGNORECASE)
_HEX = re.compile(r"(?<!\w)(?:0x)?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{20,}(?!\w)", re.IGNORECASE)
_TURNS = re.compile(r"(?<=[A-Za-z])\d|(?<=\d)[A-Za-z]|(?<=[a-z])[A-Z]|[+/=](?=\w)")


def _whole(pattern: re.Pattern[str], kind: str, group: int | str = 0) -> Finder:
    def find(text: str) -> Iterator[Span]:
        for match in pattern.finditer(text):
            yield *match.span(group), kind

    return find


def _authorizations(text: str) -> Iterator[Span]:
    for match in _AUTHORIZATION.finditer(text):
        yield *match.span(match.lastindex or 0), "token"


def _emails(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        name, _, domain = match.group().rpartition("@")
        # "ask @support" names somebody, and is no address.
        if "." in domain or not (name[-1:].isspace() or domain[:1].isspace()):
            yield *match.span(), "email"


def _spoken_emails(text: str) -> Iterator[Span]:
    for match in _SPOKEN_EMAIL.finditer(text):
        spelled = not re.fullmatch(r"[\w.-]+", match["domain"])
        name = text[match.start() : match.start("domain")]
        # "I am at example.com" is a place; "jo.doe at example.com" and "jo at gmail.com" are not.
        if spelled or re.search(r"[\d._(\[{]", name) or _MAIL_HOST.match(match["domain"]):
            yield *match.span(), "email"


def _urls(text: str) -> Iterator[Span]:
    for match in _URL.finditer(text):
        begin, url = match.start(), match.group().rstrip(".,;:!)]}'")
        start = url.index("://") + 3
        host_end = min((i for i in (url.find(c, start) for c in "/?#") if i >= 0), default=len(url))
        if (at := url.rfind("@", start, host_end)) >= 0:
            yield begin + start, begin + at, "user"
        yield from _tail(begin, url, host_end)
    for match in _BARE_URL.finditer(text):
        yield from _tail(match.start(), match.group().rstrip(".,;:!)]}'"), 0)
    for match in _QUERY.finditer(text):
        yield *match.span("query"), "query"


def _tail(begin: int, url: str, start: int) -> Iterator[Span]:
    """What comes after the path; a plain #anchor is an address in a page, and stays."""
    query, anchor = url.find("?", start), url.find("#", start)
    if query >= 0:
        yield begin + query + 1, begin + len(url), "query"
    elif anchor >= 0 and ("=" in url[anchor:] or len(url) - anchor > 40):
        yield begin + anchor + 1, begin + len(url), "query"


def _tokens(text: str) -> Iterator[Span]:
    for pattern in (_UUID, _HEX):
        yield from _whole(pattern, "token")(text)
    for match in _WORDY.finditer(text):
        # Words joined by signs change their kind of character seldom, keys all the time.
        for part in re.finditer(r"[A-Za-z0-9+/_~=-]{20,}", match.group()):
            word = part.group()
            if len(_TURNS.findall(word)) >= max(5, len(word) // 6) and re.search(r"\d", word):
                yield match.start() + part.start(), match.start() + part.end(), "token"


def _any_of(*pieces: str) -> Callable[[str], bool]:
    """Whether a lower-case text holds one of the pieces: a finder costs more than twenty such looks."""
    return lambda lowered: any(piece in lowered for piece in pieces)


def _matches(pattern: str) -> Callable[[str], bool]:
    search = re.compile(pattern).search
    return lambda lowered: search(lowered) is not None


def _all(*checks: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda lowered: all(check(lowered) for check in checks)


# Each finder with what a text must hold for it to find anything: most questions hold none of it.
_FINDERS: tuple[tuple[Callable[[str], bool], Finder], ...] = (
    (_any_of("-----begin"), _whole(_KEY_BLOCK, "key")),
    (_any_of("eyj"), _whole(_JWT, "token")),
    (_any_of("authorization", "bearer", "basic", "digest", "apikey", "api-key"), _authorizations),
    (_any_of("/services/", "/workflows/", "/triggers/", "webhook"), _whole(_WEBHOOK, "token", 1)),
    (_matches(r"\S{12}"), _whole(_PREFIXED, "token")),
    (_matches(r"://|[?#]\S"), _urls),
    (_any_of("@"), _emails),
    (
        _all(_any_of("at", "\u00e4t", "@", "oba"), _any_of(".", "dot", "punkt", "punto", "point")),
        _spoken_emails,
    ),
    (_matches(SAID_OR_SET), passwords),
    (_matches(r"\d\d"), ibans),
    (_matches(r"\S{20}"), _tokens),
    (_matches(r"(?:\d\D*){13}"), cards),
    (_matches(r"[:.][\w:]|\[|\(\.\)| dot |-[0-9a-f]{2}-"), ips),
    (_matches(r"(?:\d\D*){5}"), papers),
    (_matches(r"(?:\d\D*){6}"), phones),
    (_matches(_DIGITS_SAID), spelled_phones),
)

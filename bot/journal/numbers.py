"""Numbers that belong to a person or a machine: cards, bank accounts, addresses of machines, phones.

Each finder takes a text folded to ASCII digits and yields (begin, end, kind). All are pure.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

Span = tuple[int, int, str]

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[ -]?\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
_CARD = re.compile(r"(?<![\d.])\d(?:[ ._/-]{0,3}\d){12,18}(?![\d])")
_IN_FOURS = re.compile(r"\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{4}([ .-])\d{6}\2\d{5}")
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:(?:\.|\[\.\]|\(\.\)| dot )\d{1,3}){3}(?![\d]|\.\d)")
_IPV6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?:%\w+)?(?![\w:])",
    re.IGNORECASE,
)
_MAC = re.compile(r"(?<![\w:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])", re.IGNORECASE)
_VERSION = re.compile(
    r"(?:\bv|\bversions?|\brelease|\bbuild|\bfirmware|\bsdk|\bsections?|\bchapters?|\bclause)[ :#]*$",
    re.IGNORECASE,
)
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")

_PAPER = re.compile(
    r"\b(?:ssn|social security|passport|national insurance|nino|aadhaar|tax id|driv(?:er'?s|ing) licen[cs]e"
    r"|bank account|account number|sort code|routing)(?:\s(?:no|nr|num|number))?[\s.:#=]*(?:is\s+)?"
    r"(?P<value>(?=(?:[A-Z -]*\d){5})[A-Z]{0,3}\d[A-Z\d]*(?:[ -][A-Z]?\d[A-Z\d]*|[ -][A-Z](?!\w))*)",
    re.IGNORECASE,
)

_PHONE = re.compile(r"(?<![\w.,:/#])(?:\(?\+\s?|00)?\(?\d(?:[\s().\-/~\u00b7]{0,3}\d){5,16}(?![\w]|[.,:]\d)")
_SPELLED = re.compile(
    r"\b(?:(?:double|triple)[\s-]+)?(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
    r"(?:[\s,-]+(?:(?:double|triple)[\s-]+)?(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b){6,}",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}(?:\s+\d{1,2}(?:[.:]\d\d){0,2})?"
    r"|\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)?\d\d"
    r"|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d|(?:19|20)\d{6}|(?:(?:19|20)\d\d[\s/-]+)+(?:19|20)\d\d"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
_RANGE = re.compile(r"\d{1,6}\s?[-/]\s?\d{1,6}")
_CALLED = re.compile(
    r"(?:phone|\btel\b|\bfon|mobile|\bcell|call|reach|contact|whats\s?app|\bsms\b"
    r"|text me|\bring\b|\bdial|\bfax|\bhandy\b|number is|my number|telefon|t\u00e9l|celular|\bph\b|\bmob\b"
    r"|signal|telegram)[^\d\n]{0,30}$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:order|invoice|ticket|case|ref(?:erence)?|\bid|sku|serial|account|customer|number of|code"
    r"|part|model|item|plan|error|version|build|release|transaction|bot|app|session|\bpo|rma|issue|article"
    r"|usage|used|workspace|tracking|parcel|booking|batch|port|isbn|bis|"
    r"\$|\u20ac|\u00a3|\u00a5|usd|eur|inr|rs\.?|limit of|exactly|about|over|than|up to)"
    r"(?:\s+(?:no|nr|num|number|id))?[\s.:#-]*(?:is\s+)?$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s*(?:sessions?|users?|requests?|messages?|credits?|units?|bots?|tokens?|euros?|dollars?|usd|eur|inr|rupees?|%|\u20ac|"
    r"\$|\u00a3|kb|mb|gb|ms|bytes?|rows?|calls?|minutes?|seconds?|questions?|people|times|chats?|conversations?)\b",
    re.IGNORECASE,
)
# Where bare numbers without a country code may come from, most likely first.
_REGIONS = (
    "US",
    "GB",
    "IN",
    "DE",
    "FR",
    "AU",
    "JP",
    "BR",
    "ES",
    "IT",
    "KR",
    "CN",
    "MX",
    "NL",
    "CH",
    "SE",
    "SG",
    "ZA",
)
_MANY = frozenset(("US", "IN", "GB", "DE"))


def ibans(text: str) -> Iterator[Span]:
    """Bank accounts, grouped or not; also those with a wrong digit, which are still somebody's."""
    for match in _IBAN.finditer(text):
        from stdnum import iban

        found = match.group()
        places = [i for i, c in enumerate(found) if c.isalnum()]
        compact = "".join(found[i] for i in places).upper()
        for length in range(min(34, len(compact)), 14, -1):
            if iban.is_valid(compact[:length], check_country=False):
                yield match.start(), match.start() + places[length - 1] + 1, "iban"
                break
        else:
            head = re.match(r"[A-Z]{2}\d{2}(?:[ -]?(?:[A-Z]{4}|\d{2,4})){3,}", found, re.IGNORECASE)
            if head and sum(c.isdigit() for c in head.group()) >= 14:
                yield match.start(), match.start() + head.end(), "iban"


def cards(text: str) -> Iterator[Span]:
    """Payment cards: 13 to 19 digits that pass Luhn's check, or in a card's own grouping."""
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if _luhn(digits) and len(set(digits)) > 1 or _IN_FOURS.fullmatch(match.group()):
            yield *match.span(), "card"


def _luhn(digits: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(digits))


def ips(text: str) -> Iterator[Span]:
    """Addresses of machines, IPv4, IPv6 and hardware; "version 10.2.3.4" is none."""
    for match in _MAC.finditer(text):
        yield *match.span(), "mac"
    for match in _IPV6.finditer(text):
        found = match.group().partition("%")[0]
        digits = sum(c.isdigit() for c in found)
        if _is_address(found) and (digits or len(found) >= 9) and found != "::":
            yield *match.span(), "ip"
    for match in _IPV4.finditer(text):
        plain = re.sub(r"\[\.\]|\(\.\)| dot ", ".", match.group())
        parts = [int(part) for part in plain.split(".")]
        if max(parts) <= 255 and not _VERSION.search(text[: match.start()]):
            yield *match.span(), "ip"


def _is_address(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def papers(text: str) -> Iterator[Span]:
    """Numbers of papers and accounts, where they are called so: passports, social security."""
    for match in _PAPER.finditer(text):
        yield *match.span("value"), "id"


def phones(text: str) -> Iterator[Span]:
    """Phone numbers of any country with its code, and national ones where they look like nothing else."""
    for match in _SSN.finditer(text):
        if not _COUNTED.search(text[: match.start()]):
            yield *match.span(), "id"
    for match in _PHONE.finditer(text):
        if _is_phone(match.group(), text[max(0, match.start() - 45) : match.start()], text[match.end() :]):
            yield *match.span(), "phone"


def spelled_phones(text: str) -> Iterator[Span]:
    """Seven digits or more, each a word."""
    for match in _SPELLED.finditer(text):
        yield *match.span(), "phone"


def _is_phone(found: str, before: str, after: str) -> bool:
    digits = re.sub(r"\D", "", found)
    called = bool(_CALLED.search(before))
    if re.match(r"\(?\+", found):
        return 7 <= len(digits) <= 15
    if called and 6 <= len(digits) <= 15 and not _DATE.fullmatch(found):
        return True
    if _DATE.fullmatch(found) or _COUNTED.search(before) or _UNIT.match(after):
        return False
    if _THOUSANDS.fullmatch(found) and not re.fullmatch(r"\d{3}[ .]\d{3}[ .]\d{3,4}", found):
        return False
    if re.fullmatch(r"\d+\.\d+", found):
        return False
    if not 8 <= len(digits) <= 15 or (len(digits) < 10 and _RANGE.fullmatch(found)):
        return False
    separated = found != digits
    if digits.startswith("00") and len(digits) >= 10:
        return _is_valid("+" + digits[2:], None) or separated
    # A bare run of digits is a phone only where many people live who write theirs so.
    regions = _REGIONS if separated or digits.startswith("0") else tuple(r for r in _REGIONS if r in _MANY)
    if not separated and len(digits) < 10:
        return False
    return any(_is_valid(found, region) for region in regions) or (
        len(digits) > 10 and _is_valid("+" + digits, None)
    )


def _is_valid(number: str, region: str | None) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False

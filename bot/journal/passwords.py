"""Secrets that are named by who tells them: passwords, PINs, keys, the codes of a login."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.journal.numbers import Span

_SECRETS, _OWNERS = "pass|pw|secret|token|key|otp|pin|cvv|cvc|code", "client|api|access|auth|private|account"
# Some word for a secret, in lower case: as text to be searched for fast, each piece begins with a letter.
SAID = "|".join(
    [rf"{word}(?<![a-z]{word})" for word in _SECRETS.split("|")]
    + [rf"{word}[ _-]?(?:key|token|secret)" for word in _OWNERS.split("|")]
    + ["licen[cs]e[ _-]?(?:key|token|secret)"]
    + ["kennwort", "mot de", "mdp", "contrase", "clave", "senha", "wacht"]
)
# The same, with what is a secret only where a value is assigned to it, and what is none of plain letters.
SAID_OR_SET = rf"{SAID}|cookie|session[_ -]?id|sid\s*=|パスワード|暗証番号|كلمة|السري|باس"
_PASSWORD = (
    r"(?:pass\s?words?|pass\s?phrase|passwd|pass\s?code|pwd|pw|pin(?:\s?(?:code|number))?"
    r"|passwort|kennwort|mot de passe|mdp|contraseña|contrasena|clave|senha|wachtwoord)"
)
# Codes that let somebody in; those of errors, offers and countries are no secrets.
_CODE = (
    r"(?:verification|security|login|one[ -]time|auth(?:entication)?|2fa|sms|backup|recovery|activation"
    r"|confirmation|access|entry|entrance|door|gate|garage|building|lock|unlock|locker|keypad|alarm|safe)\s+code"
)
# Has letters and digits, or is a number of the length of a PIN.
_ODD = r"(?:(?=[^\s\x00]*\d)(?=[^\s\x00]*[A-Za-z])[^\s\x00]{5,}|\d{4,8}(?![\w.,]*\d))"
_SECRET_WORD = (
    rf"(?:{_PASSWORD}|{_CODE}|secret(?:\s+key)?|client[ _-]?secret"
    r"|(?:api|access|auth|private|secret|licen[cs]e|account)[ _-]?(?:key|token|secret)|token|otp|cvv2?|cvc2?"
    rf"|pass(?=\s*[:=]|\s+(?:is|was)\s+{_ODD})"
    r"|key(?=\s*[:=]\s*(?=\S*\d)\S{6})|cookie(?=\s*:\s*\S+=)|(?:session[_ -]?id|sid)(?=\s*=))"
)
_ASSIGNED = re.compile(
    rf"(?<![A-Za-z]){_SECRET_WORD}[\"']?\s*(?:(?:for|of|to|für|pour|para|per|de|del)\s+(?:\S+\s+){{1,2}}?)?"
    r"(?P<verb>[:=]|=>|->|\b(?:is|was|are|ist|war|lautet|hei(?:ß|ss)t|es|era|est|était|c['\u2019]est"
    r"|e|è|é)\b(?:\s*:)?)\s*"
    r"(?P<value>\"[^\"]{3,}\"|'[^']{3,}'|`[^`]{3,}`|\d{2,4}(?:[ -]\d{2,4}){1,3}(?!\w)|[^\s\x00]+)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"(?<![A-Za-z]){_SECRET_WORD}\s+(?P<value>(?=\S*\d)(?:(?=\S*[A-Za-z])\S{{6,}}|\d{{3,8}}\b))",
    re.IGNORECASE,
)
# "username jane password tiger": who names the one means the other. "Login" and "user" begin much else.
_PAIR = re.compile(
    r"(?<![A-Za-z])(?:(?:user\s?(?:name|id)|benutzername|usuario|identifiant)(?:\s*[:=]|\s+(?:is|ist|es|est))?"
    r"|(?:login|user)(?:\s*[:=]|\s+is))\s*(?P<name>[^\s\x00,;]+)[,;/]?\s+(?:(?:and|und|et|y)\s+)?"
    rf"(?:(?:my|the|mein|mon|mi)\s+)?(?:{_PASSWORD}|pass)\s+(?P<value>[^\s\x00]{{3,}})",
    re.IGNORECASE,
)
# "Change my PIN to 1234", "my password was changed to x": letters alone are one only where it is done.
_CHANGED = re.compile(
    rf"(?<![A-Za-z])(?P<word>{_PASSWORD})(?:\s+[^\s\x00]+){{0,8}}?\s+(?:from|to(?:\s+be)?)\s+(?P<value>{_ODD})",
    re.IGNORECASE,
)
_DONE = re.compile(
    rf"(?:\bchanged\s+(?:\S+\s+)?{_PASSWORD}|(?<![A-Za-z]){_PASSWORD}\s+(?:\S+\s+){{0,2}}?changed)"
    r"\s+to\s+(?P<value>[^\s\x00]{3,})",
    re.IGNORECASE,
)
# "Make 1234 the PIN", "I typed x as my password": letters alone are one only where that is all.
_GIVEN = re.compile(
    rf"(?<![^\s(\"'])(?P<value>(?<=\bmake ){_ODD}|{_ODD}(?=\s+(?:as|is|to\s+be)\s))(?:\s+(?:as|is|to\s+be))?"
    rf"\s+(?:a|my|our|the)\s+(?:new\s+)?{_PASSWORD}\b",
    re.IGNORECASE,
)
_USED = re.compile(
    rf"\b(?:typed|entered|tried|used|chose)\s+(?P<value>[^\s\x00]{{3,}})\s+as\s+(?:a|my|our|the)\s+{_PASSWORD}"
    r"(?!-|[ \t]*\w)",
    re.IGNORECASE,
)
# No blank ends a password here; letters alone are one where nothing else is said of it, and a number where
# it counts nothing.
_JAPANESE = re.compile(
    r"(?:パスワード|暗証番号)\s?(?:は|が|[:=])\s?"
    r"(?!\[)(?P<value>(?=[!-~]*\d)[!-~]{4,}+(?![年月日文桁回個人秒分時])"
    r"|[!-~]{4,}+(?=\s*(?:です|だ|でした|[。、]|\Z)))"
)
_ARABIC = re.compile(
    r"(?:كلمة\s+(?:ال)?(?:مرور|سر)ي?|الرقم\s+السري|(?:ال)?باسو?ورد)(?:\s+الخاصة?\s+ب\S+)?"
    r"(?:\s*(?:[:=]|\b(?:هي|هو|كانت?)\b\s*:?)\s*(?!\[)(?P<value>\S{3,})|\s+(?!\[)(?P<beside>(?=\S*\d)\S{4,}))"
)
# What follows "my password is" where no password does.
_SAID_OF_ONE = """
    a about accepted active again all allowed already also always an and any asked at bad because been being
    better blank blocked broken but by case changed compromised considered correct created damaged default
    deleted denied different disabled displayed done empty enabled encrypted enough entered even exactly
    expired expiring failing false fine for forgotten from getting given gone good greyed hacked hard having
    here hidden how i ignored if in inactive incorrect insecure invalid it just kept leaked left limited
    locked long lost missing mandatory my needed never new no none not nothing now null off ok okay old
    on only optional or our out outdated over private public random refused rejected required requested
    requiring reset resetting revoked right safe same saved secure sent set shared short shown so
    somehow something stale still stolen stored strong stuck supposed temporary that the there these
    they this to too true unable undefined unknown unsafe used useless valid very visible weak what when
    where which who why with without working wrong wrongly you your
    abgelaufen erforderlich falsch gesperrt gleich korrekt leer nicht noch richtig sehr ungültig vergessen
    weg wie zu bloqué expiré faux incorrecte invalide oublié pas perdu toujours trop caducada correcta
    débil errónea incorrecta inválida muy segura vencida errata sbagliata scaduta fraca incorreta
    fout verkeerd خاطئة صحيحة
"""
_STATES = frozenset(_SAID_OF_ONE.split())
# What follows the word for a password in a question, beside those.
_ASKED_OF_ONE = """
    and anymore but can cannot can't change changes could do does doesn't don't email expires fails field for
    form help hint is isn't keeps length link login manager managers may must on or page please policy
    protection question recovery rules should twice wants will with won't work works would
"""
_ABOUT = frozenset(_ASKED_OF_ONE.split())


def passwords(text: str) -> Iterator[Span]:
    """The values of "password: x", "my pin is 1234", "token=x"; "password is wrong" has none."""
    for match in _ASSIGNED.finditer(text):
        value = match["value"]
        said = match["verb"][-1] not in ":=>"
        if value.startswith("\x00") or (_says(value) and match["verb"][-1] != "="):
            continue
        if said and (len(_bare(value)) < 3 or _tells(value)):
            continue
        yield _span(match)
    for match in _PAIR.finditer(text):
        told = (match["name"], match["value"])
        if not any(_says(word) or _tells(word) or _bare(word).lower() in _ABOUT for word in told):
            yield _span(match)
    for match in _CHANGED.finditer(text):
        is_year = re.fullmatch(r"(?:19|20)\d\d", match["value"])
        if not is_year or match["word"].lower().startswith("pin"):
            yield _span(match)
    for pattern in (_DONE, _GIVEN, _USED):
        for match in pattern.finditer(text):
            if not _says(match["value"]) and not match["value"].startswith("["):
                yield _span(match)
    for match in _JAPANESE.finditer(text):
        yield _span(match)
    for match in _ARABIC.finditer(text):
        name = "value" if match["value"] else "beside"
        if match[name] not in _STATES:
            yield *match.span(name), "password"
    for match in _BESIDE.finditer(text):
        yield *match.span("value"), "password"


def _bare(value: str) -> str:
    return value.rstrip(".,;!?)")


def _says(value: str) -> bool:
    """Whether it says something of a password, and is none."""
    return _bare(value).lower() in _STATES


def _tells(value: str) -> bool:
    """Whether its ending tells what is, or was, or can be done with it."""
    bare = _bare(value)
    return bare.isalpha() and bare.lower().endswith(("ing", "ed", "able"))


def _span(match: re.Match[str]) -> Span:
    # An exclamation mark may well belong to it.
    begin, value = match.start("value"), match["value"]
    return begin, begin + len(value.rstrip(".,;?)") or value), "password"

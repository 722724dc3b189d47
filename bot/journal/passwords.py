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
_SECRET_WORD = (
    r"(?:pass\s?words?|pass\s?phrase|passwd|passcode|pass\s?code|pwd|pw|secret(?:\s+key)?|client[ _-]?secret"
    r"|(?:api|access|auth|private|secret|licen[cs]e|account)[ _-]?(?:key|token|secret)|token|otp"
    r"|pin(?:\s?code)?"
    r"|pass(?=\s*[:=])|key(?=\s*[:=]\s*(?=\S*\d)\S{6})|cookie(?=\s*:\s*\S+=)|(?:session[_ -]?id|sid)(?=\s*=)"
    r"|cvv2?|cvc2?|(?:verification|security|login|one[ -]time|auth(?:entication)?|2fa|sms)\s+code"
    r"|passwort|kennwort|mot de passe|mdp|contraseña|contrasena|clave|senha|wachtwoord)"
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
_STATES = frozenset(
    """
    a about accepted active again all allowed already also always an any asked at bad because been being
    better blank blocked broken by case changed compromised considered correct created damaged default
    deleted denied different disabled displayed done empty enabled encrypted enough entered even exactly
    expired expiring failing false fine forgotten from getting given gone good greyed hacked hard having
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
    """.split()  # noqa: SIM905  (a list of a hundred words, as people read it)
)


def passwords(text: str) -> Iterator[Span]:
    """The values of "password: x", "my pin is 1234", "token=x"; "password is wrong" has none."""
    for match in _ASSIGNED.finditer(text):
        value = match["value"]
        bare = value.rstrip(".,;!?)")
        said = match["verb"][-1] not in ":=>"
        states = bare.lower() in _STATES and match["verb"][-1] != "="
        if value.startswith("\x00") or states or (said and len(bare) < 3):
            continue
        if said and bare.lower().endswith(("ing", "ed")) and bare.isalpha():
            continue
        yield match.start("value"), match.start("value") + len(bare or value), "password"
    for match in _JAPANESE.finditer(text):
        yield *match.span("value"), "password"
    for match in _ARABIC.finditer(text):
        name = "value" if match["value"] else "beside"
        if match[name] not in _STATES:
            yield *match.span(name), "password"
    for match in _BESIDE.finditer(text):
        yield *match.span("value"), "password"

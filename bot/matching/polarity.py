"""Whether a text is about *not* doing, or undoing, what others ask how to do.

Words and meaning can hardly tell the two apart: one short word out of eight. So the opposite is looked for
by its form. English only; in other languages nothing is found, and nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNDO = "avoid|deactivate|disable|hide|mute|prevent|reverse|revert|stop|undo|unsubscribe"
_NOT = "arent|cannot|cant|didnt|doesnt|dont|hasnt|havent|isnt|never|not|shouldnt|wasnt|werent"
# One of these is in each such text: most others are told by a glance.
_SIGNS = {*_UNDO.split("|"), *_NOT.split("|"), "keep", "no", "off", "opt"}
_BE_OR_DO = "am|are|can|could|did|do|does|is|may|must|shall|should|was|were|will|would"
# Who says that there is none of these asks nothing about it; "not working" is the trouble itself.
_TROUBLE = (
    "blocked|broken?|damaged|down|emergency|expired|forget|forgot(?:ten)?|hacked|late|locked|lost|missing"
    "|overdue|stolen|wrong"
)
_NEGATED = re.compile(
    r"\bhow (?:\w+ ){0,3}?(?:not|never)\b|\b(?:to not|not to|to never) \w"
    rf"|\bwhats not\b|\b(?:what|which) (?:\w+ )?(?:{_NOT})\b"
    rf"|\b(?:what|which) (?:\w+ )?(?:{_BE_OR_DO}) (?:(?:my |our |the |your )?\w+ )?not\b"
    r"|\b(?:when|where|who|why) (?:shouldnt|should (?:\w+ )?not)\b"
    r"|^no (?:more )?\w+ please$"
    r"|\bkeep (?:\w+ ){1,4}?from \w"
    # As what somebody wants: "they stop at noon" tells of something else.
    rf"|(?:^|\bhow (?:\w+ ){{0,3}}?|\b(?:to|i|we|please|just|and|(?:can|could|would) you) )"
    rf"(?:{_UNDO}|opt out|(?:turn|switch) (?:\w+ ){{0,4}}?off)\b"
    r"|^(?:please )?(?:do not|dont|never) (?!know|see|understand|have|get|remember|find|think|mind|like)\w"
    # "longer" may have been mended to what the corpus has.
    r"|\b(?:i|we) (?:do not|dont|no long(?:er)?) (?:want|need|wish)\b"
    r"|^(?:(?:no|sorry|but) )*(?:i am|im|we are) not (?:asking|interested|looking(?! forward)|trying)\b"
    rf"|\b(?:not|never|(?:are|is|was|were|did|have|has)nt) (?:an? |the )?(?:{_TROUBLE})\b"
)
_WITHOUT = re.compile(r"without (?:(?:an?|any|having|my|our|the|to|using|your|\d+) )*(\w+)")
# Asked for, these end something; one of those is in every text that tells how it ends, or what comes instead.
_ENDING = {"cancel", "delete", "quit", "remove", "revoke", "terminate", "uninstall"}
_ENDS = re.compile(
    rf"(?:.*\b(?:how (?:\w+ ){{0,3}}?|(?:to|i|we|please|just|you) ))?(?:{'|'.join(sorted(_ENDING))})\b"
)
_ENDED = re.compile(
    r"\b(?:abort|block|cancel|chang|clear|clos|deactivat|delet|detach|disabl|disconnect|discontinu|eras|exchang"
    r"|freez|leav|paus|quit|reduc|refund|reject|remov|resign|return|revok|rid|stop|swap|switch|terminat|undo"
    r"|uninstall|unlink|unsubscrib|void|withdr)"
    r"(?:s|e|es|ed|al|ing|ling|led|lation|ation|ion|ped|ping|aw|awal)?\b"
)
_UNDOING = ("un", "de", "dis")
_SHORTEST_VERB = 4


def undoing(words: Iterable[str]) -> list[tuple[str, str]]:
    """Those of the words that may undo something, each with what that would be.

    >>> undoing(["how", "to", "unshare", "it"])
    [('unshare', 'share')]
    """
    return [
        (word, word.removeprefix(prefix))
        for word in words
        if word.startswith(_UNDOING)
        for prefix in _UNDOING
        if word.startswith(prefix) and len(word) >= len(prefix) + _SHORTEST_VERB
    ]


def left_out(text: str) -> list[str]:
    """The words of a normalised text for what is to be done without.

    >>> left_out("can i train without a trainer"), left_out("log in without 2 factors")
    (['trainer'], ['factors'])
    """
    return _WITHOUT.findall(text)


def ends(text: str) -> bool:
    """Whether a normalised text asks how to end something, or have it ended.

    >>> ends("how do i cancel my membership"), ends("please remove it"), ends("i got a cancelled ticket")
    (True, True, False)
    """
    return not _ENDING.isdisjoint(text.split()) and bool(_ENDS.match(text))


def tells_of_an_end(text: str) -> bool:
    """Whether a normalised text tells that something ends, is less or is exchanged.

    >>> tells_of_an_end("until when may i cancel"), tells_of_an_end("how do i become a member")
    (True, False)
    """
    return bool(_ENDED.search(text))


def negated(text: str) -> bool:
    """Whether a normalised text is about not doing something.

    >>> negated("how do i not reload"), negated("turn the alerts off"), negated("i do not want to reload")
    (True, True, True)
    >>> negated("whats not included"), negated("how can i keep it from reloading")
    (True, True)
    >>> negated("which plan am i not on"), negated("what sessions arent allowed")
    (True, True)
    >>> negated("which plan should i not choose"), negated("no newsletter please")
    (True, True)
    >>> negated("when shouldnt i reload"), negated("when should i not reload")
    (True, True)
    >>> negated("mute the alerts"), negated("we no longer need it")
    (True, True)
    >>> negated("im not asking about it"), negated("this is not an emergency"), negated("not working")
    (True, True, False)
    >>> negated("i cannot reload"), negated("i do not know how to reload"), negated("when do you stop")
    (False, False, False)
    """
    return not _SIGNS.isdisjoint(text.split()) and bool(_NEGATED.search(text))

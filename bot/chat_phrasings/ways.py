"""What is said in so many ways that no list has them all: patterns of normalised text, what they come to."""

from __future__ import annotations

import re

# Said to or beside small talk, and asks nothing.
BESIDE = re.compile(
    r"actually|ah|all|amigo|and|boss|bot|bro|chatbot|buddy|dear|dude|even|everybody|everyone|folks|friend|friends|guys"
    r"|ha|haha|hehe|honestly|ji|just|little|lol|m8|maam|madam|mam|man|mate|miss|my|now|oh|pal|please|quite|really"
    r"|sir|so|team|then|there|today|very|well|yaar"
)
_CONTACT = (
    r"(?:speak(?:ing)?|talk(?:ing)?|chat(?:ting)?|discuss(?:ing)?|explain(?:ing)?|connect(?:ed)?"
    r"|transfer(?:red)? (?:me|us|to|this|the (?:call|chat))|contact(?! (?:person|list|form))|forward|escalate"
    r"|call|ring|phone|reach|hold of|in touch|put me through|get me|give me|hand me over|pass (?:me|this)"
    r"|handled|review|arrange|involve)"
)
_EMPLOYEE = (
    r"(?:humans?|person|agents?|staff|colleagues?|representatives?|rep|specialists?|experts?|advis[eo]rs?"
    r"|consultants?|technicians?|supervisor|employees?|executives?)"
)
_PERSON = (
    rf"(?:{_EMPLOYEE}|someone|somebody|anyone|anybody|account manager|support (?:team|level)"
    r"|service department|help ?desk|team ?(?:member|mate)|(?:your|the) (?:team|manager|boss|company|people))"
)
_DEALS = r"(?:assist|call|check|contact|get back|handle|help|look|phone|review|see|sort|take over)"
# Who is named so is no machine, whatever is wished of him.
_REAL_PERSON = (
    r"(?:humans?\b(?! (?:error|resources?|rights))|someone real|customer (?:care|service)"
    rf"|(?:real|live|living|actual|proper) (?:{_EMPLOYEE}|people|someone|bloke|guy))"
)
# What is told of somebody, or asked about him, is no wish for him.
_WISHED = (
    r"(?=.*\b(?:i|id|im|ill|me|we|us|lets|any|please)\b)"
    r"(?!.*\b(?:how|what|which|where|why|when|who|whose|or|do not|dont|no|without)\b)"
    r"(?!.*\b(?:are|is|am) (?:you|u|this|i)\b)"
)
_ANYONE = r"(?:anyone|anybody|someone|somebody)"
_THERE = r"(?:who|that|to|there|here|online|around|available|free)"
_MACHINE = r"(?:bot|robot|human|(?:real )?person|real|ai|artificial intelligence|machine|computer|program)"
_MADE = r"(?:built|created|designed|developed|invented|made|owns|programmed|trained|wrote)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


COMES_TO = {
    "talk to a person": _any_of(
        rf"not (?:a |the |another )?(?:bot|robot|machine) (?:but )?(?:a |an )?{_EMPLOYEE}",
        rf"{_WISHED}.*\b(?:go|straight) to (?:an? )?{_EMPLOYEE}\b.*",
        rf".*\b{_CONTACT}\b.*\b{_PERSON}\b.*",
        rf"{_WISHED}.*\b{_EMPLOYEE}\b.*\b{_DEALS}\b.*",
        rf"{_WISHED}.*\b(?:one|some) of your (?:\w+ )?(?:people|team|workers|{_EMPLOYEE})\b.*",
        rf"{_WISHED}.*\b(?:callback|call back|ring back)\b(?! (?:function|uri|url)).*",
        rf".*\b{_ANYONE} (?:\w+ ){{0,3}}(?:i|we) (?:can|could|may) {_CONTACT}\b.*",
        r"(?:.* )?(?:call|phone|ring|email) (?:me|us)(?: (?:on|at|back|now|about) .*)?",
        rf"{_WISHED}.*\b{_REAL_PERSON}\b.*",
        rf"{_WISHED}.*\b(?:need|want) (?:an? |one of your )?{_PERSON} (?:to|who|that|for)\b.*",
        rf".*\b(?:do you have|is there|are there) (?:an? |any )?{_PERSON}(?: {_THERE}\b.*)?",
    ),
    "hello": _any_of(
        r"(?:hi|hello|hey)(?: there)? (?:im|i am|this is|my name is) \w+(?: \w+)?",
        rf"(?:(?:hi+|hello|hey) )*happy {_DAY}(?: .{{0,20}})?",
        r"(?:hi|hello|hey|greetings|good (?:morning|day|afternoon|evening)) from \w+(?: \w+)?",
    ),
    "goodbye": _any_of(
        r"(?:.* )?(?:talk|speak|chat|see|catch) (?:to |with )?(?:you |ya )?"
        r"(?:soon|later|tomorrow|again)\b.{0,20}",
    ),
    "how are you": _any_of(
        r"(?:.* )?how(?:ve| have) (?:you|things) been(?: \w+){0,3}",
        r"(?:.* )?(?:hope|trust) (?:that )?(?:you are|youre|you have|you had|all is|everything is)\b.{0,30}",
    ),
    "what can you do": _any_of(
        r"(?:\w+ ){0,5}what (?:all |else )?(?:you are|youre|(?:are|can|do) you)"
        r" (?:able to |here to )?(?:assist|help|do|cover|answer|handle)\b.{0,20}",
        r".*\b(?:list|which|what|show|tell)\b.* (?:things|topics|subjects|questions) (?:do |can )?you"
        r"(?:re| are| answer| can| cover| deal| handle| help| know)\b.*",
        r"(?:.* )?(?:give|lend) me a hand\b.{0,20}",
        r"(?:(?:hi|hello|hey|i|we|please|kindly|really|just) )*(?:need|require|seek|want) (?:some |your )?"
        r"(?:help|assistance|guidance)(?: (?:please|kindly|here|now|urgently|asap))*",
    ),
    "are you a robot": _any_of(
        r"(?!.*\b(?:connect|get|give|need|speak|talk|transfer|want)\b)"
        rf".*\b(?:are you|youre|you are)\b.*\b{_MACHINE}\b.*",
        rf"(?:.* )?is (?:this|it) (?:an? )?{_MACHINE}\b.*",
        r".*\bis there (?:an? )?(?:\w+ )?(?:human|person|being|someone|somebody)"
        r" (?:behind|typing|reading|writing|answering)\b.*",
        r".*\b(?:do|have) you\b.*\b(?:heart|heartbeat|feelings|soul|brain)\b.*",
    ),
    "who are you": _any_of(
        r".*\bwho(?:m|s)? (?:am i|do i|are|is|have i)\b.*\b(?:you|speaking|talking|chatting|dealing)\b.*",
        r".*\bwhat (?:exactly |actually )?are you\b(?! (?:\w+ing|going|able)).*",
        rf".*\b(?:who|which \w+|what \w+) (?:has )?{_MADE} (?:you|this (?:chat)?bot)\b.*",
        r"(?:.* )?(?:whats?|what is|what was|know|tell me|have) your name\b.{0,20}",
        r".*\bwho is (?:replying|responding|answering|writing)\b.*",
        r"(?:.* )?(?:go by|have|got) (?:a|any) name\b.{0,20}",
    ),
}
# A sign that stands alone.
SIGNS = {"👋": "hello", "🙏": "thank you", "❤": "thank you", "👍": "ok", "👌": "ok"}

"""What is said in so many ways that no list has them all: patterns of normalised text, what they come to."""

from __future__ import annotations

import re

# Said to or beside small talk, and asks nothing.
BESIDE = re.compile(
    r"actually|ah|all|amigo|and|boss|bot|bro|chatbot|buddy|dear|dude|even|everybody|everyone|ffs|folks|friends?"
    r"|guys|ha|haha|hehe|honestly|ji|just|little|lol|m8|maam|madam|mam|man|mate|miss|my|now|oh|omg|pal|please"
    r"|quite|really|right|sir|so|team|then|there|today|ugh|very|well|wtf|x+|xoxo|yaar"
)
_EMPLOYEE = (
    r"(?:humans?|person|agents?|staff|colleagues?|representatives?|rep|specialists?|experts?|advis[eo]rs?"
    r"|consultants?|technicians?|supervisor|employees?|executives?)"
)
_DEPARTMENT = r"(?:department|dept|desk|office|people|staff|team)"
_PERSON = (
    rf"(?:{_EMPLOYEE}|someone|somebody|anyone|anybody|account manager|support (?:team|level)"
    r"|customer (?:care|service)|service department|help ?desk|team ?(?:member|mate)"
    rf"|whoever|(?:your|the) (?:\w+ ){{0,2}}(?:boss|company|manager|{_DEPARTMENT}))"
)
# "the ring for a person" is no ringing.
_CONTACT = (
    r"(?<!\ba )(?<!\bthe )(?<!\bmy )"
    r"(?:speak(?:ing)?|talk(?:ing)?|chat(?:ting)?|discuss(?:ing)?|explain(?:ing)?"
    r"|transfer(?:red)? (?:me|us|to|this|the (?:call|chat))|contact(?! (?:person|list|form))|phone(?! case)"
    r"|(?:direct|refer|route|send|switch(?:ed)?) (?:me|us)|put (?:me|us) (?:on|through)|pass (?:me|us|this)"
    r"|connect(?:ed)?|forward|escalate|call|ring|reach|hold of|in touch|get me|give me|hand me over|handled"
    r"|review|arrange|involve|loop in)"
)
# Who is named so is no machine, whatever is wished of him.
_REAL_PERSON = (
    r"(?:humans?\b(?! (?:error|hair|hand|resources?|rights|take))|someone real"
    rf"|(?:real|live|living|actual|proper) (?:{_EMPLOYEE}\b(?! hair)|people|someone|bloke|guy))"
)
# What is told of somebody, or asked about others and him, is no wish for him.
_OURS = (
    r"(?!.*\b(?:api|as another|avoid|can the bot|customers|handover|how many|log|more human"
    r"|(?:my|our) (?:\w+ )?bot|never|performance|users|visitors|when(?! (?:a|one|possible|someone|you) )"
    r"|where|without)\b)"
)
_WISHED = (
    rf"{_OURS}(?=.*\b(?:i|id|im|ill|me|we|us|lets|any|please)\b)"
    r"(?!.*\b(?:how|what|which|why|who|whose|or|do not|dont|no|without)\b)"
    r"(?!.*\b(?:are|is|am) (?:you|u|this|i)\b)"
)
_ANYONE = r"(?:anyone|anybody|someone|somebody)"
_DEALS = (
    r"(?:assist|call|check|contact|get (?:back|in touch)|handle|help|look|phone|reach out|review|see|sort"
    r"|take over)"
)
_THEN = r"(?:about|after|around|asap|at|back|before|between|in|later|now|on|please|this|today|tomorrow)"
_THERE = r"(?:who|that|to|there|here|online|around|available|free)"
_SOMEHOW = (
    r"(?:(?:an?|actual|actually|also|automated|by chance|even|just|kind of|live|living|maybe|no|not|of|one"
    r"|only|or|possibly|real|really|some|sort of|talking|the|those|virtual) )*"
)
_MACHINE = (
    r"(?:(?:chat)?bots?|robots?|humans?|person|real|ai|artificial intelligence|machines?|computers?|program)"
)
_MADE = r"(?:built|created|designed|developed|invented|made|owns|programmed|trained|wrote)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CALLED = (
    rf"\b(?:{_PERSON}|operators?|managers?|supervisors?|engineers?|techs?|technical|officers?|boss|owner"
    r"|people|lady|guys?|bloke|accounts?|billing|sales|legal|support"
    r"|call(?:ed|s|back)?|dial|phone|ring|speak(?:ing)?|talk(?:ing)?|chat|contact|transfer(?:red)?|connect(?:ed)?"
    r"|reconnect|escalate|forward|put me|through|bots?|automated|humans?)\b"
)
_CALLED_TOO = r"\b(?:email|escalated|folks|hotline|machine|mail|meeting|robot|telephone|text|voice|write)\b"
# "can someone tell me how to rent", "how does somebody get access"; nor are one's own people wished for.
_HOW = (
    r"(?!.*\b(?:my|our) (?:new )?(?:staff|team|employees?|colleagues?)\b)"
    r"(?!.*\b(?:(?:teach|tell|show|explain(?: to)?) (?:me|us)"
    r" (?:how|if|to|what|when|where|which|whether|why)|access|let \w+ (?:in|into|join|use))\b)"
)
# Who is wished for, or how to be reached: one of these is in every wish for a person. Some are in others too.
WISHED_FOR = re.compile(rf"{_HOW}.*(?:{_CALLED}|{_CALLED_TOO})")
CALLED_FOR = re.compile(rf"{_HOW}{_OURS}.*{_CALLED}")
_WELL = r"(?:well|fine|good|great|ok|okay|all ?right)"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


COMES_TO = {
    "talk to a person": _any_of(
        r"(?:.* )?anything but (?:a |this )?(?:bot|robot|machine)(?: please)?",
        rf"not (?:a |the |another )?(?:bot|robot|machine|you) (?:but )?(?:a |an )?{_EMPLOYEE}",
        rf"{_WISHED}.*\b(?:go|straight) to (?:an? )?{_EMPLOYEE}\b.*",
        rf"{_OURS}.*\b{_CONTACT}\b.*\b{_PERSON}\b.*",
        rf"{_WISHED}.*\b(?:account manager|{_EMPLOYEE}|your (?:\w+ )?{_DEPARTMENT})\b.*\b{_DEALS}\b.*",
        rf"{_WISHED}.*\b(?:one|some) of your (?:\w+ )?(?:people|team|workers|{_EMPLOYEE})\b.*",
        rf"{_WISHED}.*\b(?:callback|call back|ring back)\b(?! (?:function|uri|url)).*",
        rf".*\b{_ANYONE} (?:\w+ ){{0,3}}(?:i|we) (?:can|could|may) {_CONTACT}\b.*",
        r"(?!.*\b(?:did|he|she|they)\b)(?:.* )?(?:call|phone|ring|email) (?:me|us)"
        rf"(?: {_THEN}\b.*)?",
        rf"{_WISHED}.*\b{_REAL_PERSON}\b.*",
        rf"{_WISHED}.*\b(?:need|want) (?:an? |one of your )?{_PERSON} (?:to|who|that)\b.*",
        rf"{_OURS}.*\b(?:do you have|is there|are there) (?:an? |any )?{_PERSON}(?: {_THERE}\b.*)?",
    ),
    "hello": _any_of(
        r"(?:hi|hello|hey)(?: there)? my name is \w+(?: \w+)?",
        r"(?:hi|hello|hey)(?: there)? this is \w+ (?:here|speaking|from .{1,20})",
        r"(?:hi|hello|hey)(?: there)? (?:im|i am) (?!\w+(?:ed|ing)\b)"
        r"(?!(?:angry|back|broken|confused|faulty|here|late|lost|new|not|out|stuck|sure|unable|unhappy|urgent|wrong)\b)\w+"
        r"(?: from \w+)?(?: (?:nice|glad|pleased) to meet you)?",
        rf"(?:(?:hi+|hello|hey) )*happy {_DAY}(?: .{{0,20}})?",
        r"(?:hi|hello|hey|greetings|good (?:morning|day|afternoon|evening)) from \w+(?: \w+)?",
    ),
    "goodbye": _any_of(
        r"(?!.*\b(?:can|cannot|cant|could|customers|how|users|when|why)\b)"
        r"(?:.* )?(?:talk|speak|chat|see|catch) (?:to |with )?(?:you |ya )?"
        r"(?:soon|later|tomorrow|again)\b.{0,20}",
    ),
    "how are you": _any_of(
        r"(?:.* )?how(?:ve| have) (?:you|things) been"
        r"(?: (?:all this time|bot|doing|keeping|lately|recently|since|these days|today))*",
        rf"(?:.* )?(?:hope|trust) your (?:day|week|weekend|morning|{_DAY})(?:s| is| was)? .{{0,40}}",
        r"(?:.* )?(?:hope|trust) (?:that )?"
        rf"(?:(?:you are|youre|all is|everything is)(?: \w+)? {_WELL}\b(?! aware)"
        r"|(?:you are|youre) (?:having|enjoying)|you (?:have|had) a)\b.{0,30}",
    ),
    "what can you do": _any_of(
        r"(?:\w+ ){0,5}what (?:all |else )?(?:you are|youre|(?:are|can|do) you)"
        r" (?:able to |here to )?(?:assist|help|do|cover|answer|handle)"
        r"(?: (?:about|exactly|for|here|in|me|now|please|this chat|to|today|us|with))*",
        r".*\b(?:list|which|what|show|tell)\b.* (?:things|topics|subjects|questions) (?:do |can )?"
        r"you(?:re able to| are able to| can)?"
        r" (?:help (?:me |us )?with|answer|assist with|cover|do|handle|know)"
        r"(?: (?:about|here|please))*",
        r"(?:.* )?(?:give|lend) me a hand(?: (?:here|please|with this|would you|will you))*",
        r"(?:(?:hi|hello|hey|i|we|please|kindly|really|just) )*(?:need|require|seek|want) (?:some |your )?"
        r"(?:help|assistance|guidance)(?: (?:please|kindly|here|now|urgently|asap))*",
    ),
    "are you a robot": _any_of(
        r"(?!.*\b(?:connect|get|give|need|speak|talk|transfer|want)\b)"
        rf".*\b(?:are you|youre|you are) {_SOMEHOW}{_MACHINE}\b.*",
        rf"(?:.* )?is (?:this|it) (?:just |really )?(?:(?:an?|some) (?:real )?{_MACHINE}|ai|automated|human)"
        r"(?: or (?:an? )?(?:bot|human|machine|not|person|real|what)\b.*)?",
        rf"(?:are )?(?:you|u) (?:an? )?(?:real )?{_MACHINE}(?: or (?:human|nah|no|not|what))?",
        r".*\bis there (?:an? )?(?:\w+ )?(?:human|person|being|someone|somebody)"
        r" (?:behind|typing|reading|writing|answering)\b.*",
        r".*\bdo you have (?:an? |any )?(?:heart(?:beat)?|feelings|soul|brain)(?: or .*)?",
    ),
    "who are you": _any_of(
        r".*\bwhom? (?:am i|do i|have i)\b.*\b(?:speaking|talking|chatting|dealing|pleasure|honou?r)\b.*",
        r"(?:.* )?who(?:s| are| is| might| may)? (?:you|this)(?: (?:be|by the way|exactly|now|then))*",
        r"(?:.* )?who(?:s| is) (?:replying|responding|answering|speaking|talking|writing)"
        r"(?: (?:here|now|please|there|to me|with me))*",
        r".*\bwhat (?:exactly |actually )?are you\b(?! (?:\w+ing|going|able)).*",
        rf".*\b(?:who|which \w+|what \w+) (?:has )?{_MADE} (?:you\b.*|this (?:chat)?bot)",
        r"(?:.* )?(?:go by|have|got) (?:a|any) name\b.{0,20}",
        r"(?:.* )?(?:whats?|what is|what was|know|tell me|have) your name\b(?! server).{0,20}",
    ),
}
# What somebody wants help with is asked for, and help is not.
HELP_WITH = re.compile(
    r".*\bhelp (?:me|us)(?: to| with| in| on)?+ "
    r"(?!(?:asap|here|immediately|now|out|please|quickly|something|soon|that|this|today|urgently)\b"
    r"|(?:my|our) (?:issue|problem|question)|an? (?:issue|little|problem|question|thing)|right now)\w"
)
# A sign that stands alone.
SIGNS = {"👋": "hello", "🙏": "thank you", "❤": "thank you", "👍": "ok", "👌": "ok"}

from __future__ import annotations

import pytest

from bot import consider
from bot.assistant import Assistant
from bot.matching.index import MatchIndex
from bot.matching.retrieve import Candidates, Question
from bot.matching.score import Ranked, score

OFF_TOPIC = [
    "What is the capital of Peru?", "Play the next song.", "How long do eggs boil?", "Flip a coin.",
    "Will it rain in Oslo tomorrow?", "Translate cheese to French.", "My dog likes the garden.",
    "How many cups are in a litre?", "Who wrote Hamlet?", "Set the volume to ten.", "Is the museum open?",
    "What time is it in Tokyo?", "Tell me a joke.", "How tall is that tower?", "Where do penguins live?",
    "Why is the sky blue?",
]  # fmt: skip


def answered_by(assistant: Assistant, asked: str) -> str:
    """The FAQ that is given for an answer; "" where none is."""
    answer = assistant.ask(asked).answer
    return answer.faq_id if answer else ""


def matched_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are matched with the corpus from now on."""
    texts: list[str] = []

    def noting(index: MatchIndex, question: Question, candidates: Candidates) -> tuple[Ranked, ...]:
        if index.small_talk:
            texts.append(question.text)
        return score(index, question, candidates)

    monkeypatch.setattr(consider, "score", noting)
    return texts


@pytest.mark.parametrize("signed", ["Thanks in advance, Luca", "kind regards", "best wishes Maria Rossi"])
def test_how_a_letter_ends_is_no_part_of_its_question(shipped: Assistant, signed: str) -> None:
    whole = shipped.consider(f"how do I buy some more {signed}")
    assert whole.question.text == "how do i buy some more"
    assert whole.decision.verdict == "answer"


@pytest.mark.parametrize("asked", ["how do I buy some more at night", "how do I buy some more per night"])
def test_what_goes_on_says_no_good_night(shipped: Assistant, asked: str) -> None:
    assert shipped.consider(asked).question.text == asked.lower()
    assert shipped.consider("how do I buy some more, night").question.text == "how do i buy some more"


@pytest.mark.parametrize("said", ["right, I'm off, have a good day", "What can you do for me?"])
def test_small_talk_is_no_question(shipped: Assistant, said: str) -> None:
    assert shipped.ask(said).decision == "small_talk"


@pytest.mark.parametrize(
    ("asked", "faq_id"),
    [
        ("hey, I have a question, my plan?", "current-plan"),
        ("right, allowed sessions?, cheers mate", "allowed-sessions"),
    ],
)
def test_a_few_words_among_small_talk_are_a_question(shipped: Assistant, asked: str, faq_id: str) -> None:
    assert answered_by(shipped, asked) == faq_id


@pytest.mark.parametrize(
    ("asked", "decision"),
    [
        ("who is the president of france", "no_answer"),
        ("where is Paris", "no_answer"),
        ("human resources contact", "no_answer"),
        ("hi need one kit", "no_answer"),
        ("I see that the weather is bad.", "no_answer"),
        ("The screen says Allowed Sessions. I do not understand what it wants to say.", "answer"),
        ("The kettle would not work on the bus today. Help?", "no_answer"),
        ("no human please, just tell me how to top up", "answer"),
        ("not a human, just tell me the usage trend", "answer"),
        ("I don't want to chat with a bot, give me a human", "handoff"),
        ("and who might you be?", "small_talk"),
    ],
)
def test_small_talk_and_a_wish_for_a_person_steal_no_question(
    shipped: Assistant, asked: str, decision: str
) -> None:
    assert shipped.ask(asked).decision == decision


def test_a_greeting_before_a_question_costs_no_confidence(shipped: Assistant) -> None:
    assert shipped.ask("hi, how do I top up").confidence == shipped.ask("how do I top up").confidence


@pytest.mark.parametrize(
    "asked", ["Now I need to know how do I top up.", "Kindly advise on the steps for reloading our account."]
)
def test_a_story_after_the_question_is_no_part_of_it(shipped: Assistant, asked: str) -> None:
    story = " We moved to a new building last week. The lift was broken for two days, which was annoying."
    assert answered_by(shipped, asked + story) == "reload-option"


@pytest.mark.parametrize(
    ("asked", "faq_id"),
    [
        ("What plan are we on now, and can you also send me an invoice for last month?", "current-plan"),
        ("Can you send me an invoice, and a receipt for last month?", ""),
    ],
)
def test_of_two_questions_the_one_that_has_an_answer_is_answered(
    shipped: Assistant, asked: str, faq_id: str
) -> None:
    assert answered_by(shipped, asked) == faq_id


def test_a_story_is_answered_by_the_sentence_that_asks(shipped: Assistant) -> None:
    story = (
        "We moved our company to a new building last month and my colleague who took care of everything has "
        "left for another job in Scotland. The weather there is awful. How do I top up my account? "
        "My dog is also waiting for his walk and I have a train to catch in twenty minutes."
    )
    assert answered_by(shipped, story) == "reload-option"


@pytest.mark.parametrize(
    ("asked", "faq_id"),
    [
        ("I'm not looking for documentation, I need to fix a broken webhook", ""),
        ("don't show me the usage trend, just tell me how to rename the bot", ""),
        ("I'm not looking for prices, only for the support plan", "support-plan"),
        ("Not the usage trend. I need the list of users who chatted yesterday.", ""),
        ("Forget the usage trend, how do I top up?", "reload-option"),
        ("I know what reload does, what is a support plan?", "support-plan"),
        ("No documentation please, I need the invoice PDF.", ""),
        ("rather than see past consumption i'd like a forecast for next year", ""),
        ("Other than the plan and usage docs, where's the API reference?", ""),
        ("I'm not after the plan details but the name of the person who bought it", ""),
        ("I'm not asking what reload does, I want to know how to switch it off.", ""),
        ("I do not want to upgrade but top up", "reload-option"),
        ("Hi, I know how to see my usage and want to compare it with last month", "usage-trend"),
        ("thanks, but I already know what allowed sessions are and it still says zero", "allowed-sessions"),
        ("This is not the plan I bought, what happened?", "current-plan"),
        ("Hi, no sessions left please", "allowed-sessions"),
        ("I know what the support plan is. What does it include?", "support-plan"),
        ("I understand what Allowed Sessions is but where do I find it?", "allowed-sessions"),
        ("do not connect me to a person, show usage", "usage-trend"),
        ("Other than the plan we have, which ones are there?", "select-plan"),
        ("I don't want to be charged again, what can I do?", ""),
        ("no, not that. the support plan", "support-plan"),
        ("we need more sessions, not a bigger plan", "reload-option"),
        ("dont kno what plan to chose help", "select-plan"),
        # Without a sign between.
        ("i dont want to upgrade i want to know what plan i have", "current-plan"),
        ("not looking to change anything just wanna see what my plan is", "current-plan"),
        ("i dont want a new plan just more sessions on this one, how", "reload-option"),
        ("I don't want to upgrade because I need fewer sessions", ""),
        ("I do know where to reload but is it possible to see usage trend by week?", "usage-trend"),
        ("I have no intention of topping up. How do I close the account for good?", ""),
        ("I do not want to reload, I want to know which plan fits us", "select-plan"),
        ("I do not need the stereo, how do I top it up?", ""),
    ],
)
def test_what_somebody_does_not_want_is_not_the_question(shipped: Assistant, asked: str, faq_id: str) -> None:
    assert answered_by(shipped, asked) == faq_id


def test_what_goes_on_and_on_is_cut_where_it_is_joined(shipped: Assistant) -> None:
    spoken = (
        "hello there my name does not matter we run a small shop for garden tools in the south and my "
        "brother built the website last spring and then he moved away so I look after all of it now and it "
        "rains a lot here so I have time and I wanted to ask how do I top up my account"
    )
    assert answered_by(shipped, spoken) == "reload-option"


@pytest.mark.parametrize(
    ("told", "faq_id"),
    [
        ("There is a reload button on the page. What is it for?", "reload-option"),
        ("I see a number called allowed sessions. What is that?", "allowed-sessions"),
        ("Where do I look this up?", "documentation"),
        ("My printer is broken. Where do I look this up?", ""),
        ("My boss asked me how tall Everest is. Where do I look this up?", ""),
    ],
)
def test_what_refers_back_is_asked_with_what_it_refers_to(shipped: Assistant, told: str, faq_id: str) -> None:
    assert answered_by(shipped, told) == faq_id


def test_a_long_text_of_short_parts_is_not_asked_part_by_part(
    shipped: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = matched_texts(monkeypatch)
    shipped.ask("hello, " * 500 + "well. " * 40)
    assert len(asked) < 20


def test_no_part_is_matched_twice(shipped: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = matched_texts(monkeypatch)
    shipped.ask("We changed banks in May, and nobody told me. Which one is it?")
    assert len(asked) > 2
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("message", "faq_id"),
    [
        (
            "Hello! New to this dashboard, bear with me. What on earth are allowed sessions?",
            "allowed-sessions",
        ),
        ("Good morning, hope all is well, how do I top up, if you do not mind?", "reload-option"),
    ],
)
def test_what_stands_around_a_question_does_not_hide_it(
    shipped: Assistant, message: str, faq_id: str
) -> None:
    reply = shipped.ask(message)
    assert reply.answer, reply
    assert reply.answer.faq_id == faq_id


def test_a_clause_is_not_taken_for_the_question_that_it_stands_in(shipped: Assistant) -> None:
    assert shipped.ask("recharge").decision != "no_answer"
    assert shipped.ask("recharge done, sessions not added").decision == "no_answer"


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        ("Tom was our admin. He left. We need his password.", "no_answer"),
        ("The weather is awful. Get me a human!", "handoff"),
        ("I have been waiting all week for an answer. Get me a human!", "handoff"),
        ("Get me a human if you can. How do I top up?", "answer"),
        ("no human please, just tell me my plan", "answer"),
        ("Our bot has stopped and I'd like to know how to top up. Kind regards, A.", "answer"),
        ("can I take it with me tomorrow", "no_answer"),
        ("Get me a human, my usage trend is broken", "handoff"),
        ("human!! my sessions are gone", "handoff"),
        ("I don't want to chat, just give me the documentation", "answer"),
        ("How do I top up? No wait, I want to talk to a human.", "handoff"),
        ("I asked three times and you do not get it, put me through to a colleague", "handoff"),
        ("My customer service representative said I should reload. How do I do that?", "answer"),
        ("We told them twice. Nobody came. Show me how many sessions are left.", "answer"),
        ("asdf qwer zxcv", "no_answer"),
        ("session", "clarify"),
        ("good", "no_answer"),
        ("thanks but that did not help", "handoff"),
        ("woh are you", "small_talk"),
        ("please do not top up my account", "clarify"),
        ("upgrade my Netflix plan", "no_answer"),
        ("which Slack plan should we choose", "clarify"),
        ("how many Qwertz sessions are left", "clarify"),
        # Our own name, as it stands in the links.
        ("which Kore plan should we choose", "answer"),
        ("how many sessions are left since Monday", "answer"),
        ("I don't want to upgrade, I just want extra sessions on the plan I have", "answer"),
        ("gud nite", "small_talk"),
    ],
)
def test_what_people_say(shipped: Assistant, said: str, decision: str) -> None:
    assert shipped.ask(said).decision == decision


def test_a_long_ramble_has_no_answer_but_a_question_in_it_does(shipped: Assistant) -> None:
    assert shipped.ask(" ".join(OFF_TOPIC)).decision == "no_answer"
    among = shipped.ask(" ".join([*OFF_TOPIC[:5], "How do I top up my account?", *OFF_TOPIC[5:9]]))
    assert among.answer
    assert among.answer.faq_id == "reload-option"


@pytest.mark.parametrize("said", ["I don't want this but ", "rather than a stop I want "])
def test_much_that_is_declined_is_set_aside_at_once(
    shipped: Assistant, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    texts = matched_texts(monkeypatch)
    shipped.consider(150 * said + "a manual")
    assert len(texts) <= 20


@pytest.mark.parametrize("asked", ["I don't want this, would you?", "I don't want auto reload, would you?"])
def test_a_tag_is_not_what_is_wanted_instead(shipped: Assistant, asked: str) -> None:
    assert shipped.ask(asked).answer is None


CARD = """
topic: loyalty-card
title: Loyalty card
documentation: {url: https://docs.example.com/card, title: The card}
faqs:
  - {id: top-up, question: How do I top up my loyalty card?, alternates: [add money to my card, recharge it]}
  - {id: stars, question: How do I earn stars?, alternates: [how do I collect points, stars per purchase]}
  - {id: level-2, question: What is level 2?, alternates: [what do I get on level 2, benefits of level 2]}
  - {id: level-3, question: What is level 3?, alternates: [what do I get on level 3, benefits of level 3]}
  - {id: lost, question: What if I lost my card?, alternates: [my card was stolen, replace a missing card]}
  - {id: guest, question: Can I bring a friend?, alternates: [guests, take somebody with me]}
"""


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("card")
    (folder / "card.yaml").write_text(CARD, encoding="utf-8")
    return Assistant.from_folder(folder)


def test_what_is_asked_is_offered_where_something_else_is_told(card: Assistant) -> None:
    reply = card.ask("my card was stolen, can I bring a friend")
    assert reply.decision == "clarify"
    assert [choice.faq_id for choice in reply.choices] == ["guest", "lost"]
    # Likeliest first, whichever of them was asked.
    reply = card.ask("I lost my card and my card was stolen, is there a level 2")
    assert [choice.faq_id for choice in reply.choices] == ["lost", "level-2"]
    assert answered_by(card, "I'm on level 3, what is level 2") == "level-2"


def test_what_cannot_be_told_without_the_rest_is_asked_with_it(card: Assistant) -> None:
    assert answered_by(card, "my card was stolen, what can I do") == "lost"


@pytest.mark.parametrize(
    "asked", ["how do I top up", "can someone tell me how to top up my card", "how do I top up please"]
)
def test_small_talk_of_the_same_form_makes_a_question_no_less_likely(card: Assistant, asked: str) -> None:
    """As "how do you do" has."""
    assert answered_by(card, asked) == "top-up"

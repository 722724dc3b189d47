from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.chat_phrasings import LANGUAGE_OF, OTHERS
from bot.matching.normalise import normalise
from bot.small_talk import ALL
from bot.small_talk_alone import heard, wishes_for_nobody


def test_no_phrasing_stands_for_two_things() -> None:
    phrasings = [normalise(text) for _, texts in ALL for text in texts]
    assert all(phrasings)
    assert len(phrasings) == len(set(phrasings))


def test_a_phrasing_whose_language_is_told_is_small_talk() -> None:
    known = {text for _, texts in ALL for text in texts}
    assert set(LANGUAGE_OF) <= known
    assert LANGUAGE_OF["danke"] == "de"
    assert "thanks" not in LANGUAGE_OF
    # Whoever says it speaks one of several.
    assert not LANGUAGE_OF.keys() & {"ciao", "hello", "salam"}


def test_what_only_sounds_like_small_talk_is_none(shipped: Assistant) -> None:
    heard = {text: shipped.consider(text).decision.verdict for text in OTHERS}
    assert not [text for text, verdict in heard.items() if verdict in ("small_talk", "handoff")]


@pytest.mark.parametrize(
    ("typed", "decision"),
    [
        ("helo", "small_talk"),
        ("Hello there!!", "small_talk"),
        ("thx alot", "small_talk"),
        ("ok thank u bye", "small_talk"),
        ("who r u", "small_talk"),
        ("are you a reel person", "small_talk"),
        ("how are u doing", "small_talk"),
        ("HELP", "small_talk"),
        ("namaste team", "small_talk"),
        ("good evening folks", "small_talk"),
        ("thank you for the support", "small_talk"),
        ("Thanks, that explains the usage trend", "small_talk"),
        ("bye, I'll pick a plan tomorrow", "small_talk"),
        ("byeee", "small_talk"),
        ("nope", "small_talk"),
        ("ok got it", "small_talk"),
        ("HELP ME PLEASE!!!!", "small_talk"),
        ("pls", "small_talk"),
        ("get me a human NOW", "handoff"),
        ("that's not what I asked", "handoff"),
        ("wrong answer", "handoff"),
        ("thank you for nothing", "handoff"),
        ("thank you, that was no help at all", "handoff"),
        ("i asked for a human three times already!!!", "handoff"),
        ("are you still there", "small_talk"),
        ("i want to speek to a persn", "handoff"),
        ("connect me to a live agnet please", "handoff"),
        ("thx m8", "small_talk"),
        ("cheers, bye", "small_talk"),
        ("haha and who wrote you lol", "small_talk"),
        ("Wonderful, much obliged, sleep well", "small_talk"),
        ("hola amigo", "small_talk"),
        ("👋", "small_talk"),
        ("hi im rosa", "small_talk"),
        ("this is ridiculous get me someone", "handoff"),
        ("call me on 0123 456", "handoff"),
        ("🙏🏽🙏🏽", "small_talk"),
        ("🍕", "no_answer"),
        ("do you ever sleep?", "small_talk"),
        ("please arrange a callback for me", "handoff"),
        ("how ar yu", "small_talk"),
        ("honestly, you're just some machine, aren't you", "small_talk"),
        ("so with whom do I have the honour of chatting", "small_talk"),
        ("I would rather discuss that with one of your staff", "handoff"),
        ("why is it so hard to reach anybody", "handoff"),
        ("can I take the machine with me tomorrow", "no_answer"),
        ("wo are you", "small_talk"),
        ("thankyou so much", "small_talk"),
        ("hlep", "small_talk"),
        ("not", "no_answer"),
        ("how", "no_answer"),
        ("me", "no_answer"),
        ("i will explain it to a human only", "handoff"),
        ("i would like a real human to see this", "handoff"),
        ("i ned a live persn", "handoff"),
        ("i need to spk to sum1", "handoff"),
        ("quit the canned replies and find me a human", "handoff"),
        ("Do you have any humans working there? I want one.", "handoff"),
        ("Is there anybody I can call about this?", "handoff"),
        (
            "look, this is no use to any of us, can you just hand me over to someone who works there",
            "handoff",
        ),
        ("be honest, bot or human?", "small_talk"),
        ("is this a bot or a person", "small_talk"),
        ("Is there a living being typing these answers, or is it software?", "small_talk"),
        ("Which company built you, little chatbot?", "small_talk"),
        ("how've you been lately", "small_talk"),
        ("Good evening. I trust you are well?", "small_talk"),
        ("Hey hey! Happy Monday!", "small_talk"),
        ("Give me a hand, would you?", "small_talk"),
        ("list of topics you know", "small_talk"),
        ("thx u r gr8t", "small_talk"),
        ("omg jus let me talk to sumone", "handoff"),
        ("do you go by any name?", "small_talk"),
        ("Talk to you tomorrow", "small_talk"),
        ("You're not a real person, are you?", "small_talk"),
        ("so who do I have the pleasure of speaking with?", "small_talk"),
        ("knock knock", "small_talk"),
        ("haha you're quite clever", "small_talk"),
        ("List the things you're able to answer", "small_talk"),
        ("not a bot, a human!", "handoff"),
        ("Let's skip the bot and go straight to an advisor", "handoff"),
        ("Any chance of a live rep taking this over?", "handoff"),
        ("I don't want a human", "small_talk"),
        ("I'd rather not talk to a person", "small_talk"),
        ("I don't want to talk to anyone but a human", "handoff"),
        ("I don't want to keep waiting for an agent", "handoff"),
        ("How do I top up without talking to a human", "no_answer"),
        ("I don't want to pay for support", "clarify"),
        ("not you, a human", "handoff"),
        ("can you loop in a specialist", "handoff"),
        ("trust you are well aware of the outage", "no_answer"),
        ("\u2764\ufe0f", "small_talk"),
        ("no human please", "small_talk"),
        ("i dont need help i need a human", "handoff"),
        ("Don't email me any more", "small_talk"),
        ("I don't want a bot, thanks", "handoff"),
        ("are you billing me for each bot separately", "no_answer"),
        ("Are you using our chats to train your AI", "no_answer"),
        ("is this bot down", "no_answer"),
        ("who is talking to my bot", "no_answer"),
        ("hi I am locked out", "no_answer"),
        ("I hope everything is logged for compliance", "no_answer"),
        ("do sessions count when users talk to an agent", "no_answer"),
        ("I want to add human handoff to my bot", "no_answer"),
        ("Delete a contact person from the address book", "no_answer"),
        ("share of chats that were solved with no human involved", "no_answer"),
        ("our people ask for a human when nobody is at work", "no_answer"),
        # In words that no list has.
        ("Switch me over to your service desk people", "handoff"),
        ("Might I be put in touch with an advisor when one is free?", "handoff"),
        ("Our account manager should get in touch with us, can you arrange it?", "handoff"),
        ("kick this up to your manager mate", "handoff"),
        ("could somebody in your office read what I wrote", "handoff"),
        ("FFS HUMAN", "handoff"),
        ("anything but a bot please", "handoff"),
        # In forms that many words may fill.
        ("hello my name is john", "small_talk"),
        ("hi this is anna from berlin", "small_talk"),
        ("who do i have the honour of talking to", "small_talk"),
        # Of which an answer has much.
        ("put me through to support", "handoff"),
        ("let me speak to the platform support team", "handoff"),
        ("show me the support plan", "answer"),
        ("u human or nah", "small_talk"),
        ("byeee x", "small_talk"),
        ("can you help me with this please", "small_talk"),
        ("hey can u help me wiht something", "small_talk"),
        ("Thanks for trying, I'd better have a chat with a member of staff", "handoff"),
        ("hi, could you please help me work out what plan to go for? ta", "answer"),
        # What only sounds like it.
        ("remove one of the agents from my team", "no_answer"),
        ("can I rename the talk to an agent button", "no_answer"),
        ("call me a taxi", "no_answer"),
        ("is there parking", "no_answer"),
        ("where is parking", "no_answer"),
        ("i want to join", "no_answer"),
        ("can someone tell me how to rent", "no_answer"),
        ("can i compete", "no_answer"),
        ("how old is the building", "no_answer"),
        ("who made this beer", "no_answer"),
        ("who are your suppliers", "no_answer"),
        ("help desk hours", "no_answer"),
        ("what's your name server", "no_answer"),
        ("who is your ceo", "no_answer"),
        ("do you have a phone app", "no_answer"),
        ("how do I let someone in", "no_answer"),
        ("i hired somebody, how does she get access", "no_answer"),
        ("My colleague told me about you last year.", "no_answer"),
        # Complaints name nobody.
        ("you don't get what I mean", "handoff"),
        ("your answer does not help", "handoff"),
        ("my bot is asked who are you all the time, where do I write the reply", "no_answer"),
    ],
)
def test_is_recognised_with_typos(shipped: Assistant, typed: str, decision: str) -> None:
    assert shipped.ask(typed).decision == decision


@pytest.mark.parametrize(
    ("typed", "faq_id"),
    [
        ("hi, how do I top up", "reload-option"),
        ("good morning whats the usage trend", "usage-trend"),
        ("Hello! What is a support plan?", "support-plan"),
        ("thanks, and how do I see my current plan", "current-plan"),
        ("can you help me pick a plan", "select-plan"),
        ("thanks for that and how do i top up", "reload-option"),
        ("Hello, that usage trend, where is it?", "usage-trend"),
        ("my current plan thx bye", "current-plan"),
        ("hey, docs link ty", "documentation"),
    ],
)
def test_never_steals_a_question(shipped: Assistant, typed: str, faq_id: str) -> None:
    reply = shipped.ask(typed)
    assert reply.decision == "answer"
    assert reply.answer
    assert reply.answer.faq_id == faq_id


def test_a_topic_after_a_greeting_is_a_topic(shipped: Assistant) -> None:
    assert shipped.ask("hello plan").decision == "clarify"


def test_what_no_list_has_comes_to_what_one_has(shipped: Assistant) -> None:
    said = shipped.ask("why is it so hard to reach anybody", explain=True).explanation
    assert said
    assert said.question == "why is it so hard to reach anybody"
    assert said.instead
    assert said.instead.taken_as == said.instead.matched_phrasing == "talk to a person"
    assert not said.reasons, "it is not word for word what it was taken as"
    said = shipped.ask("kudos", explain=True).explanation
    assert said
    assert said.instead
    assert said.instead.taken_as is None
    assert said.reasons == ("exact",)


def test_small_talk_takes_no_question_that_a_faq_may_answer(shipped: Assistant) -> None:
    reply = shipped.ask("whom do I call to reload")
    assert reply.decision == "clarify"


def test_long_texts_of_small_talk_alone_take_no_time(shipped: Assistant) -> None:
    for text in (
        "hi " * 33 + "h",
        "x" + 3_900 * " " + "y",
        "hi " * 1_300,
        "call" * 900,
        "call me " * 450 + "x",
        "are you " * 480,
    ):
        assert shipped.ask(text).decision in ("small_talk", "no_answer", "handoff", "clarify")


def test_a_faq_of_any_name_may_be_asked_for_with_help(tmp_path: Path) -> None:
    (tmp_path / "gifts.yaml").write_text(
        "topic: gifts\nfaqs:\n"
        "  - {id: help, question: How do I choose a gift?, answer: Look at the wish list., "
        "alternates: [choose a present, find something for a birthday, do you help with presents]}\n"
        "  - {id: wrap, question: Can you wrap it?, answer: We can., alternates: [gift paper, with a bow]}\n"
    )
    reply = Assistant.from_folder(tmp_path).ask("does your staff help me to choose a present")
    assert reply.decision == "answer"
    assert reply.answer
    assert reply.answer.faq_id == "help"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("team")
    (folder / "team.yaml").write_text(
        "topic: team\nfaqs:\n"
        "  - {id: add, question: How do I add a colleague?, answer: Click on invite.,"
        " alternates: [give my accountant access, add a team member, invite somebody]}\n"
        "  - {id: cancel, question: How do I cancel my plan?, answer: In the account.,"
        " alternates: [quit my plan, put my plan on hold, I would like to see the end of it]}\n"
        "  - {id: edit, question: Can I change an invoice?, answer: You can.,"
        " alternates: [correct an invoice, fix a mistake on a bill]}\n"
        "  - {id: lost, question: The parcel arrived broken, answer: Send us a photo.}\n"
    )
    return Assistant.from_folder(folder)


@pytest.mark.parametrize(
    ("word", "faq_id"),
    [
        ("quit", "cancel"),
        ("hold", "cancel"),
        ("correct", "edit"),
        ("mistake", "edit"),
        ("colleague", "add"),
    ],
)
def test_a_single_word_that_a_faq_has_is_a_topic(team: Assistant, word: str, faq_id: str) -> None:
    reply = team.ask(word)
    assert reply.decision == "clarify"
    assert reply.choices[0].faq_id == faq_id


@pytest.mark.parametrize(
    ("word", "decision"),
    [
        ("bye", "small_talk"),
        ("thanks", "small_talk"),
        ("help", "small_talk"),
        ("hlep", "small_talk"),
        ("exit", "small_talk"),
        ("agent", "handoff"),
        ("human", "handoff"),
        ("someone", "handoff"),
        ("somebody", "handoff"),
        ("see", "no_answer"),
    ],
)
def test_a_single_word_that_no_faq_is_likely_by_is_what_it_is(
    team: Assistant, word: str, decision: str
) -> None:
    assert team.ask(word).decision == decision


@pytest.mark.parametrize("asked", ["where are you located", "who is your director", "is there a mobile app"])
def test_what_is_asked_about_the_company_is_no_small_talk(team: Assistant, asked: str) -> None:
    assert team.ask(asked).decision == "no_answer"


def test_what_is_offered_is_more_alike_than_a_wish(team: Assistant) -> None:
    reply = team.ask("i want to give access to somebody")
    assert reply.decision in ("answer", "clarify")
    assert reply.choices[0].faq_id == "add" if reply.choices else reply.answer


def test_what_names_nobody_wishes_for_nobody(team: Assistant) -> None:
    index = team.consider("hello").index.small_talk
    assert index
    said = heard(index, "get me somebody from customer service", asks=False)
    assert said
    wish, evidence = said[1], said[1].evidence
    hardly, clearly = (wish._replace(evidence=evidence._replace(similarity=alike)) for alike in (0.5, 0.8))
    assert wishes_for_nobody(index, hardly, "i have been a customer for years")
    assert wishes_for_nobody(index, hardly, "my colleague told me about you")
    assert wishes_for_nobody(index, hardly, "how do i enrol a new member of my staff")
    assert not wishes_for_nobody(index, hardly, "i need somebody from your company")
    assert not wishes_for_nobody(index, clearly, "i have been a customer for years")

from __future__ import annotations

import math
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.consider import Considered, consider
from bot.corpus.load import load_corpus
from bot.errors import CorpusError, QuestionError, ScopeError, SettingsError
from bot.evaluation.questions import read_questions
from bot.indexer import Indexer
from bot.matching.embedders import load_embedder
from bot.matching.index import MatchIndex
from bot.resources import SHIPPED_FAQS
from bot.settings import Settings

QUESTIONS = Path(__file__).parent / "data" / "plan_questions.jsonl"
SHOP = """
topic: shop
title: Shop
documentation: {url: https://docs.example.com/shop, title: Shop guide}
faqs:
  - id: opening-hours
    question: When are you open?
    alternates: [opening times, what time do you close]
    answer: "Every day from **nine** to five. See [the plan](https://docs.example.com/plan)."
    follow_ups: [delivery]
  - id: delivery
    question: How long does delivery take?
    alternates: [when will my parcel arrive, shipping time]
    link: https://docs.example.com/delivery#times
not_covered:
  - id: jobs
    examples: [are you hiring, job vacancies]
    message: Jobs are announced elsewhere.
  - id: legal
    examples: [can i sue you, liability in court]
    link: {url: https://example.com/legal, title: Legal notice}
  - id: press
    examples: [press enquiries, can i interview your boss]
    link: https://example.com/press
"""
LADEN = """
topic: laden
title: Laden
locale: de
faqs:
  - id: oeffnungszeiten
    question: Wann haben Sie geöffnet?
    alternates: [Öffnungszeiten, wann schließen Sie]
    answer: Täglich von neun bis fünf.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faqs")
    (folder / "shop.yaml").write_text(SHOP, encoding="utf-8")
    (folder / "de").mkdir()
    (folder / "de" / "laden.yaml").write_text(LADEN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Assistant:
    return Assistant.from_folder(folder, Settings(handoff_url="https://example.com/contact"))


def test_an_answer_comes_whole(assistant: Assistant) -> None:
    reply = assistant.ask("wen are you opn")
    assert reply.decision == "answer"
    assert reply.answer
    assert reply.answer.faq_id == "opening-hours"
    assert reply.message == "Every day from nine to five. See the plan (https://docs.example.com/plan)."
    assert reply.answer.text.startswith("Every day from **nine**")
    assert reply.answer.link
    assert (reply.answer.link.url, reply.answer.link.title) == ("https://docs.example.com/shop", "Shop guide")
    assert [f.faq_id for f in reply.answer.follow_ups] == ["delivery"]
    assert reply.handoff is None
    assert reply.corpus.revision == assistant.corpus.revision


def test_a_link_alone_is_an_answer(assistant: Assistant) -> None:
    reply = assistant.ask("when will my parcel arrive")
    assert reply.answer
    assert (reply.answer.text, reply.answer.blocks) == ("", ())
    assert reply.message == "This page answers that: Shop guide"


def test_what_is_not_covered_is_refused_in_its_own_words(assistant: Assistant) -> None:
    reply = assistant.ask("any job vacancies")
    assert (reply.decision, reply.message) == ("no_answer", "Jobs are announced elsewhere.")
    assert reply.handoff
    assert reply.handoff.url == "https://example.com/contact"
    legal = assistant.ask("liability in court")
    assert legal.message == "I don't have an approved answer to that."
    assert legal.handoff
    assert (legal.handoff.label, legal.handoff.url) == ("Legal notice", "https://example.com/legal")
    # No title tells where it leads: surely not to the person whom the operator's label promises.
    press = assistant.ask("press enquiries")
    assert press.handoff
    assert (press.handoff.label, press.handoff.url) == ("More about this", "https://example.com/press")


def test_what_nothing_resembles_is_not_answered(assistant: Assistant) -> None:
    for question in ("the boiling point of mercury", "asdf qwer", "🍕", "..."):
        assert assistant.ask(question).decision == "no_answer"


def test_a_person_is_offered_even_where_no_address_is_set(shipped: Assistant) -> None:
    reply = shipped.ask("get me a human NOW")
    assert reply.decision == "handoff"
    assert reply.handoff
    assert reply.handoff.url is None
    assert "usual contact" in reply.message


def test_one_word_asks_what_is_meant(shipped: Assistant) -> None:
    reply = shipped.ask("plan")
    assert reply.decision == "clarify"
    assert 2 <= len(reply.choices) <= 4


def test_a_locale_or_topic_narrows(assistant: Assistant) -> None:
    assert assistant.ask("Öffnungszeiten").answer
    german = assistant.ask("opening times", locale="de-AT")
    assert german.answer is None or german.answer.faq_id == "oeffnungszeiten"
    assert assistant.ask("Öffnungszeiten", locale="de").locale == "de"
    assert assistant.ask("the boiling point of mercury", locale="de").message.startswith(
        "Dazu habe ich keine"
    )
    assert assistant.ask("Öffnungszeiten", topic="shop").decision != "answer"


@pytest.mark.parametrize(("locale", "topic"), [("fr", None), ("", None), (None, "cars"), ("de", "shop")])
def test_an_unknown_locale_or_topic_is_an_error(
    assistant: Assistant, locale: str | None, topic: str | None
) -> None:
    with pytest.raises(ScopeError, match="not in the corpus"):
        assistant.ask("opening times", locale=locale, topic=topic)


@pytest.mark.parametrize("question", ["", "  \n", "\x00\x1b", "\ud800", "x" * 4_001])
def test_what_cannot_be_asked_is_an_error(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        assistant.ask(question)


def test_an_explanation_adds_up(shipped: Assistant) -> None:
    why = shipped.ask("wats usge trend", explain=True).explanation
    assert why
    assert why.best
    assert why.best.faq_id == "usage-trend"
    assert why.similarity
    parts = why.similarity
    assert parts.words + parts.meaning + parts.order + parts.about == pytest.approx(parts.total, abs=0.001)
    assert {word.word: word.matched for word in why.words}["usge"] == "usage"
    assert set(why.cut_offs) == {"answer", "clarify", "margin"}
    assert why.evidence["words"] == 3
    assert 0 < why.evidence["coverage"] <= 1


@pytest.mark.parametrize(
    ("question", "faq_id", "raised", "doubts"),
    [
        ("wats usge trend", None, False, []),
        ("how do i not top up", None, False, ["opposite"]),
        ("can I get a refund", None, False, []),
        ("What is Allowed Sessions?", None, True, []),
        ("what is the weather", "usage-trend", True, []),
    ],
)
def test_a_confidence_can_be_worked_out_from_its_explanation(
    shipped: Assistant, question: str, faq_id: str | None, raised: bool, doubts: list[str]
) -> None:
    why = shipped.ask(question, faq_id=faq_id, explain=True).explanation
    assert why
    assert why.best
    made = why.calibration
    assert made
    assert made.intercept + sum(made.adds.values()) == pytest.approx(made.log_odds, abs=1e-3)
    assert 1 / (1 + math.exp(-made.log_odds)) == pytest.approx(made.calibrated, abs=1e-4)
    assert (made.raised_to is not None, list(made.doubts)) == (raised, doubts)
    sure = made.calibrated if made.raised_to is None else made.raised_to
    assert sure * math.prod(made.doubts.values()) == pytest.approx(why.best.confidence, abs=1e-3)


def test_an_explanation_tells_the_lead_over_the_likeliest_rival(shipped: Assistant) -> None:
    why = shipped.ask("what plan suits us", explain=True).explanation
    assert why
    assert why.best
    assert why.runner_up
    assert why.runner_up.faq_id != why.best.faq_id
    assert why.rival_group is None
    assert why.margin == pytest.approx(why.best.confidence - why.runner_up.confidence, abs=1e-3)
    assert why.lead_needed == 0.05
    near = shipped.ask("what languages does the bot support", explain=True)
    assert near.explanation
    assert near.decision != "answer"
    assert "languages" in (near.explanation.rival_group, near.explanation.not_covered)


@pytest.mark.parametrize("question", ["what plan suits us", "can I get a refund"])
def test_an_explanation_tells_what_the_order_goes_by(shipped: Assistant, question: str) -> None:
    why = shipped.ask(question, explain=True).explanation
    assert why
    assert why.standing
    assert why.runner_up_standing
    order = [*([why.instead.standing] if why.instead else []), why.standing, why.runner_up_standing]
    assert order == sorted(order, reverse=True, key=lambda standing: standing.total)
    assert order[0].classifier > 0
    for one in order:
        assert one.candidates + one.classifier == pytest.approx(one.total, abs=1e-3)
    # With many phrasings the best of them counts little by itself.
    assert why.standing.candidates == pytest.approx(why.evidence["support"], abs=0.05)


def test_an_explanation_tells_how_near_a_group_in_the_way_is(shipped: Assistant) -> None:
    near = shipped.ask("Where's the documentation for creating webhooks?", explain=True).explanation
    assert near
    assert near.best
    assert near.rival_group == "api"
    assert near.rival_confidence
    assert near.margin == pytest.approx(near.best.confidence - near.rival_confidence, abs=1e-3)
    alone = shipped.ask("what plan suits us", explain=True).explanation
    assert alone
    assert (alone.rival_group, alone.rival_confidence) == (None, None)


def test_an_explanation_names_what_its_lead_is_over(shipped: Assistant) -> None:
    over_a_third = 0
    for asked in read_questions(QUESTIONS):
        why = shipped.ask(asked.question, explain=True).explanation
        assert why
        runner_up = why.runner_up.confidence if why.runner_up else 0.0
        if why.rival_faq:
            assert why.runner_up
            assert why.rival_faq != why.runner_up.faq_id
            assert why.rival_confidence
            assert why.rival_confidence > runner_up
            over_a_third += 1
        best, rival = why.best.confidence if why.best else 0.0, why.rival_confidence or runner_up
        assert why.margin == pytest.approx(best - rival, abs=2e-3)
    assert over_a_third


def test_an_explanation_names_what_won_instead(shipped: Assistant) -> None:
    refused = shipped.ask("can I get a refund", explain=True).explanation
    assert refused
    assert refused.not_covered == "refunds"
    greeted = shipped.ask("hello", explain=True).explanation
    assert greeted
    assert greeted.small_talk == "greeting"


@pytest.mark.parametrize(
    ("question", "kind", "id_"),
    [
        ("can I get my mony back", "not_covered", "refunds"),
        ("thanks alot", "small_talk", "thanks"),
        ("get me a humn", "handoff", "person"),
    ],
)
def test_an_explanation_gives_the_grounds_of_what_won_instead(
    shipped: Assistant, question: str, kind: str, id_: str
) -> None:
    why = shipped.ask(question, explain=True).explanation
    assert why
    won = why.instead
    assert won
    assert (won.kind, won.id) == (kind, id_)
    assert won.confidence > 0.5
    assert won.matched_phrasing
    parts = won.similarity.words + won.similarity.meaning + won.similarity.order + won.similarity.about
    assert parts == pytest.approx(won.similarity.total, abs=1e-3)
    assert sum(word.contribution for word in won.words) == pytest.approx(won.similarity.words, abs=1e-3)
    assert [word.word for word in won.words] == [word.word for word in why.words or won.words]


def test_where_a_faq_won_nothing_won_instead(shipped: Assistant) -> None:
    why = shipped.ask("how do I top up", explain=True).explanation
    assert why
    assert why.instead is None


@pytest.mark.parametrize(
    ("question", "reasons"),
    [
        ("how do i not top up", ("opposite",)),
        ("reload my Starbucks card", ("name",)),
        ("What is Allowed Sessions?", ("exact",)),
        ("can I get a refund", ("exact",)),
        ("hello", ("exact",)),
        ("usage", ("topic",)),
        ("how do I top up", ()),
    ],
)
def test_an_explanation_gives_what_lessened_or_overruled_a_confidence(
    shipped: Assistant, question: str, reasons: tuple[str, ...]
) -> None:
    reply = shipped.ask(question, explain=True)
    assert reply.explanation
    assert reply.explanation.reasons == reasons
    if reasons == ("topic",):
        assert reply.decision == "clarify"
        assert reply.confidence >= shipped.cut_offs.answer


def test_every_phrasing_of_the_shipped_corpus_is_answered_by_its_own_faq(shipped: Assistant) -> None:
    for record in shipped.corpus.faqs:
        for phrasing in record.phrasings:
            reply = shipped.ask(phrasing)
            assert reply.answer, phrasing
            assert reply.answer.faq_id == record.id, phrasing


def test_a_faq_s_own_words_are_its_own_where_small_talk_has_them_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "faqs:\n- id: contact\n  question: How do I contact support?\n"
        "  alternates: [talk to an agent, help, thank you, Who are you?]\n  answer: Call us.\n",
        encoding="utf-8",
    )
    own = Assistant.from_folder(tmp_path)
    for question in ("talk to an agent", "help", "Thank you!", "who are you"):
        assert own.ask(question).decision == "answer", question
    assert own.ask("live chat").decision == "handoff"
    assert own.ask("hello").decision == "small_talk"


def test_what_has_nothing_to_answer_with_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "faqs:\n- id: pay\n  question: Can I pay by credit card?\n  answer: Yes.\n"
        "  follow_ups: [draft, visa]\n"
        "- id: visa\n  question: Which cards?\n  link: https://docs.example.com/cards\n"
        "- id: draft\n  question: can i pay by card\n",
        encoding="utf-8",
    )
    own = Assistant.from_folder(tmp_path)
    reply = own.ask("can i pay by card")
    assert reply.answer
    assert reply.answer.faq_id == "pay", "a draft stands in nobody's way"
    assert [f.faq_id for f in reply.answer.follow_ups] == ["visa"]
    assert [record.id for record in own.corpus.drafts] == ["draft"]
    # Whoever has written no answer yet tries what is found.
    (tmp_path / "a.yaml").write_text("faqs:\n- id: draft\n  question: can i pay by card\n", encoding="utf-8")
    assert Assistant.from_folder(tmp_path).consider("can i pay by card").decision.verdict == "answer"


def test_every_example_not_covered_is_refused(shipped: Assistant) -> None:
    for record in shipped.corpus.not_covered:
        for example in record.phrasings:
            assert shipped.ask(example).decision == "no_answer", example


def test_the_order_of_files_and_lines_changes_nothing(
    tmp_path: Path, folder: Path, assistant: Assistant
) -> None:
    for name, source in (("a", "de/laden.yaml"), ("b", "shop.yaml")):
        (tmp_path / f"{name}.yaml").write_text(
            (folder / source).read_text(encoding="utf-8"), encoding="utf-8"
        )
    other = Assistant.from_folder(tmp_path)
    assert other.corpus.revision == assistant.corpus.revision
    for question in ("when open", "my parcel", "wann offen", "hiring?", "closing time of the parcel"):
        one, two = assistant.consider(question).decision, other.consider(question).decision
        assert one.verdict == two.verdict
        assert [(r.faq_id, r.confidence) for r in one.ranked] == [
            (r.faq_id, r.confidence) for r in two.ranked
        ]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=120),
        st.lists(st.sampled_from(["hi", "plan", "?", ".", "usage", "2", "refund", "a"])),
    )
)
def test_any_text_gets_a_reply_or_a_clear_error(assistant: Assistant, text: str | list[str]) -> None:
    question = text if isinstance(text, str) else " ".join(text)
    try:
        reply = assistant.ask(question, explain=True)
    except QuestionError:
        return
    assert reply.message
    assert 0 <= reply.confidence <= 1
    assert (reply.answer is not None) == (reply.decision == "answer")
    assert (2 <= len(reply.choices) <= 4) == (reply.decision == "clarify")


def test_the_same_question_gets_the_same_reply_but_for_its_id(shipped: Assistant) -> None:
    questions = ["how do I top up", "plan", "can I get a refund", "hi"]
    first = [shipped.ask(question).model_dump(exclude={"id"}) for question in questions]
    random.Random(0).shuffle(questions)
    again = {question: shipped.ask(question).model_dump(exclude={"id"}) for question in questions}
    assert [again[q] for q in ["how do I top up", "plan", "can I get a refund", "hi"]] == first


def test_suggestions_while_typing(shipped: Assistant) -> None:
    found = [ref.faq_id for ref in shipped.suggest("usage tr")]
    assert found[0] == "usage-trend"
    assert shipped.suggest("   ") == ()
    assert shipped.suggest("xyzzy") == ()
    assert len(shipped.suggest("plan", limit=2)) == 2


def test_the_question_that_is_being_typed_is_suggested(shipped: Assistant) -> None:
    for record in shipped.corpus.faqs:
        question = record.faq.question
        for typed in (question[:length] for length in range(len("What is "), len(question) + 1)):
            suggested = [ref.faq_id for ref in shipped.suggest(typed)]
            assert record.id in suggested, typed
    assert [ref.faq_id for ref in shipped.suggest("sup")][0] == "support-plan"


def test_suggestions_of_one_topic_or_locale(assistant: Assistant) -> None:
    assert {ref.faq_id for ref in assistant.suggest("opening hours, delivery", topic="shop")} <= {
        "opening-hours",
        "delivery",
    }
    assert [ref.faq_id for ref in assistant.suggest("open", locale="de")] in ([], ["oeffnungszeiten"])
    with pytest.raises(ScopeError, match="topic 'cars' is not in the corpus"):
        assistant.suggest("open", topic="cars")


def test_what_was_picked_is_answered_however_it_was_asked(assistant: Assistant) -> None:
    for question in ("When are you open?", "hello", "are you hiring", "asdf", "🍕"):
        reply = assistant.ask(question, faq_id="delivery", explain=True)
        assert reply.answer, question
        assert (reply.answer.faq_id, reply.confidence) == ("delivery", 1.0)
        assert reply.explanation
        assert (reply.explanation.reasons, reply.explanation.instead) == (("picked",), None)
    assert assistant.ask("hello").decision == "small_talk", "it is remembered apart"
    assert assistant.ask("delivery time", faq_id="oeffnungszeiten").locale == "de"
    for read_over in ({"faq_id": "nix"}, {"faq_id": ""}, {"faq_id": "oeffnungszeiten", "locale": "en"}):
        found = assistant.ask("When are you open?", **read_over)
        assert found.answer
        assert found.answer.faq_id == "opening-hours"


def test_a_broken_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no FAQ file"):
        Assistant.from_folder(tmp_path)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("vielen Dank", "de"),
        ("guten Morgen", "de"),
        ("tschüß", "de"),
        ("danke", "de"),
        ("mit einem Menschen sprechen", "de"),
        ("thank you", "en"),
        ("bye", "en"),
        ("gracias", "en"),  # of the languages here, no other
    ],
)
def test_small_talk_is_answered_in_its_language_where_the_corpus_has_it(
    assistant: Assistant, typed: str, locale: str
) -> None:
    reply = assistant.ask(typed)
    assert reply.decision in ("small_talk", "handoff")
    assert reply.locale == locale
    assert assistant.ask(typed, locale="en").locale == "en", "who names a language gets it"


def test_small_talk_in_a_language_that_the_corpus_lacks(shipped: Assistant) -> None:
    assert shipped.ask("danke").locale == "en"


@pytest.mark.parametrize(
    "asked", ["when shouldn't I reload", "when should I not reload", "why shouldnt i top up"]
)
def test_when_not_to_do_it_is_not_told_by_how(shipped: Assistant, asked: str) -> None:
    assert shipped.ask(asked).decision != "answer"


@pytest.mark.parametrize(("asked", "locale"), [("현재 요금제", "ko"), ("ピザが食べたい", "ja")])
def test_a_refusal_speaks_the_language_of_the_script(tmp_path: Path, asked: str, locale: str) -> None:
    for language, question in {"ja": "利用 傾向 とは", "ko": "스몰톡이란 무엇인가요"}.items():
        faqs = f"[{{id: talk-{language}, question: {question}, answer: At nine.}}]"
        text = f"topic: talk-{language}\ntitle: Talk\nlocale: {language}\nfaqs: {faqs}\n"
        (tmp_path / f"{language}.yaml").write_text(text, encoding="utf-8")
    reply = Assistant.from_folder(tmp_path).ask(asked)
    assert (reply.decision, reply.locale) == ("no_answer", locale)


def test_a_question_asked_again_is_remembered_and_the_reply_is_another():
    assistant = Assistant.from_folder()
    first, second = (assistant.answer("how do I top up") for _ in range(2))
    assert second.decision is first.decision
    assert second.reply.id != first.reply.id
    assert second.reply == first.reply.model_copy(update={"id": second.reply.id})
    assert assistant.ask("how do I top up", explain=True).explanation, "grounds are worked out anew"
    assert assistant.ask("how do I top up").explanation is None
    assert assistant.answer("how do I top up", topic="plan-usage").decision is not first.decision


def test_threads_take_turns_where_no_step_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most = 0, 0

    def noting(*asked: Any) -> Considered:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        sleep(0.01)
        inside -= 1
        return consider(*asked)

    monkeypatch.setattr("bot.assistant.consider", noting)
    assistant = Assistant.from_folder(settings=Settings(answer_cache_size=0, embedder="none"))
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(assistant.ask, ["usage trend"] * 8))
        assert most == 1
        monkeypatch.setattr(MatchIndex, "quick", False)
        assert all(pool.map(assistant.ask, ["usage trend"] * 8))
    assert most > 1


def test_remembering_changes_no_reply():
    kept = Assistant.from_folder()
    forgetful = Assistant.from_folder(settings=Settings(answer_cache_size=0))
    for question in ("hi", "hi. how do I top up?", "hi how do I top up", "can I get a refund", "HI", "zzz"):
        replies = [a.ask(question).model_dump(exclude={"id"}) for a in (kept, forgetful, kept)]
        assert replies[0] == replies[1] == replies[2], question
    again, anew = (forgetful.answer("hi").decision for _ in range(2))
    assert again is not anew


def test_what_is_remembered_ends_with_the_index():
    indexes = [Indexer(load_embedder("none"))(load_corpus(SHIPPED_FAQS)) for _ in range(2)]
    current = [indexes[0]]
    assistant = Assistant(lambda: current[0], Settings(embedder="none"))
    assert assistant.answer("usage trend").index is indexes[0]
    current[0] = indexes[1]
    assert assistant.answer("usage trend").index is indexes[1]


def test_gibberish_belongs_to_no_group(shipped: Assistant) -> None:
    assert shipped.answer("asdf qwer zxcv").decision.instead is None


def test_a_likely_faq_is_offered_though_all_else_is_no_faq() -> None:
    strict = Assistant.from_folder(settings=Settings(answer_cut_off=0.99))
    reply = strict.ask("how do I top up")
    assert reply.decision == "clarify"
    assert reply.choices[0].faq_id == "reload-option"
    assert len(reply.choices) >= 2


def test_no_cut_off_keeps_to_a_share_that_none_kept_to() -> None:
    with pytest.raises(SettingsError, match="--max-wrong 0.001: .* at least 0.0"):
        Assistant.from_folder(settings=Settings(max_wrong=0.001))
    assert Assistant.from_folder(settings=Settings(max_wrong=0.05)).cut_offs.answer > 0.5


def test_of_a_page_that_nobody_has_translated_the_english_one_speaks(tmp_path: Path) -> None:
    for locale, topic in (("ja", "a-store"), ("en", "z-store")):
        faqs = f"[{{id: hours-{locale}, question: When are you open?, answer: At nine.}}]"
        text = f"topic: {topic}\ntitle: Store\nlocale: {locale}\nfaqs: {faqs}\n"
        (tmp_path / f"{topic}.yaml").write_text(text, encoding="utf-8")
    reply = Assistant.from_folder(tmp_path).ask("When are you open?")
    assert reply.decision == "clarify"
    assert reply.locale == "en"
    assert {choice.qualifier for choice in reply.choices} == {"ja", "en"}

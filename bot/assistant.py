"""One question's journey: normalise -> understand -> retrieve -> score -> decide -> reply."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from bot.chat_phrasings import LANGUAGE_OF
from bot.consider import Considered, consider, picked
from bot.corpus.corpus import Corpus
from bot.corpus.load import load_corpus
from bot.errors import QuestionError, ScopeError, SettingsError
from bot.explanation import explain
from bot.indexer import Indexer
from bot.matching.calibration import calibration_for
from bot.matching.decide import CutOffs, Decision
from bot.matching.embed import Embedder
from bot.matching.embedders import load_embedder
from bot.matching.index import MatchIndex, Scope
from bot.matching.normalise import normalise
from bot.matching.retrieve import begun_with, retrieve, understand
from bot.matching.score import score
from bot.offers import Offer, offers_of
from bot.remembered import Remembered
from bot.reply import Handoff, Reply, compose, new_id
from bot.settings import Settings

# People repeat short questions. What is longer would only fill the memory.
_REPEATED = 200
# What is less alike, as gibberish is to anything, is not worth offering while somebody types.
_CLOSE = 0.2
_SCRIPTS = ((re.compile("[\uac00-\ud7af]"), "ko"), (re.compile("[\u3040-\u30ff]"), "ja"))
# Blanks, control and format characters, lone surrogates: with nothing else there is no question.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, the decision behind it, and the index that it was made from."""

    index: MatchIndex
    decision: Decision
    reply: Reply


def cut_offs_of(settings: Settings) -> CutOffs:
    """The confidences from which an assistant answers and offers. Raises SettingsError."""
    answer = settings.answer_cut_off
    if settings.max_wrong:
        calibration = calibration_for(settings.embedder.partition(":")[0])
        least = min(wrong for _, wrong in calibration.risk)
        if settings.max_wrong < least:
            raise SettingsError(
                f"--max-wrong {settings.max_wrong:g}: of the answers on the data sets at least {least:g} "
                "were wrong at every cut-off; allow more than that, or set --answer-cut-off"
            )
        answer = calibration.cut_off_for(settings.max_wrong)
    return CutOffs(answer, min(settings.clarify_cut_off, answer), settings.margin)


def _locale_of(considered: Considered) -> str:
    """The language to speak where nobody named one: that of what the question is most like, else English."""
    index = considered.heard_in[0] if considered.heard_in else considered.index
    corpus, decision = considered.index.corpus, considered.decision
    likest = decision.first
    if decision.verdict == "no_answer":
        # What a refusal is likest says little; that it was asked in Hangul or kana says much.
        for script, language in _SCRIPTS:
            if script.search(considered.question.text) and (locale := _in_language(corpus, language)):
                return locale
    if likest and likest.owner.locale:
        # Of a page that nobody has translated the same question stands in two locales.
        text = index.texts[likest.row]
        alike = [one.owner.locale for one in decision.ranked if index.texts[one.row] == text]
        return "en" if "en" in alike else likest.owner.locale
    if likest and (known := LANGUAGE_OF.get(index.phrasings[likest.row])):
        return _in_language(corpus, known) or corpus.default_locale
    return corpus.default_locale


def _in_language(corpus: Corpus, language: str) -> str | None:
    """The locale of the corpus in a language, if it has one."""
    return next((one for one in corpus.locales if one.partition("-")[0].lower() == language), None)


class Assistant:
    """Answers questions from the index that `current` returns at that moment; knows no Flask, no files.

    >>> assistant = Assistant.from_folder()
    >>> assistant.ask("how do I top up").answer.faq_id
    'reload-option'
    """

    def __init__(self, current: Callable[[], MatchIndex], settings: Settings | None = None) -> None:
        """`current` may return another index at each call; one question is answered from one index."""
        self._current = current
        self._settings = settings or Settings()
        self._cut_offs = cut_offs_of(self._settings)
        self._remembered = Remembered[Answered](self._settings.answer_cache_size)
        self._turn = threading.Lock()

    @classmethod
    def from_folder(
        cls,
        folder: Path | str | None = None,
        settings: Settings | None = None,
        indexer: Indexer | None = None,
    ) -> Assistant:
        """An assistant on a folder of FAQ files (default: the shipped ones).

        `indexer`: one that has read another state of them embeds only the phrasings that are new.
        Raises CorpusError, EmbedderError and SettingsError.
        """
        settings = settings or Settings()
        corpus = load_corpus(Path(folder or settings.faqs), max_file_bytes=settings.max_file_bytes)
        index = (indexer or Indexer(load_embedder(settings.embedder)))(corpus)
        return cls(lambda: index, settings)

    @property
    def corpus(self) -> Corpus:
        """The corpus that is served now."""
        return self._current().corpus

    @property
    def embedder(self) -> Embedder:
        """What the corpus that is served now was embedded with."""
        return self._current().embedder

    @property
    def cut_offs(self) -> CutOffs:
        """The confidences from which it answers and offers."""
        return self._cut_offs

    def ask(
        self,
        question: str,
        *,
        locale: str | None = None,
        topic: str | None = None,
        faq_id: str | None = None,
        explain: bool = False,
    ) -> Reply:
        """Reply to `question`, from the FAQs of a locale or topic where one is named.

        `faq_id`: the FAQ that was picked from an offer, which answers whatever its topic; one that is not in
        the corpus or of another locale is read over.
        Raises QuestionError (nothing to read, too long) and ScopeError (no such locale or topic).
        """
        return self.answer(question, locale=locale, topic=topic, faq_id=faq_id, explain=explain).reply

    def answer(
        self,
        question: str,
        *,
        locale: str | None = None,
        topic: str | None = None,
        faq_id: str | None = None,
        explain: bool = False,
    ) -> Answered:
        """The same, with every candidate: what a journal wants to know. Raises what `ask` raises."""
        index = self._current()
        scope = self._scope(index.corpus, locale, topic)
        record = index.corpus.by_id.get(faq_id or "")
        if record and scope.locale not in (None, record.topic.locale):
            record = None
        # As it was typed: normalised, two questions may be one, and yet be taken apart differently.
        key = (question, scope, record and record.id)
        if not explain and (known := self._remembered.get(index, key)):
            return Answered(index, known.decision, known.reply.model_copy(update={"id": new_id()}))
        # A FAQ's own question may be longer than what is taken from people.
        own = record is not None and question == record.faq.question
        with self._taking_turns(index):
            considered = consider(index, question if own else self._checked(question), scope, self._cut_offs)
        if record:
            considered = picked(considered, record.id)
        # Not all that was considered: it would be most of what is remembered.
        answered = Answered(index, considered.decision, self._compose(considered, scope, explain))
        if not explain and len(question) <= _REPEATED:
            self._remembered.put(index, key, answered)
        return answered

    def consider(self, question: str, *, locale: str | None = None, topic: str | None = None) -> Considered:
        """The same up to the decision, with every candidate: what evaluation wants to know."""
        index = self._current()
        scope = self._scope(index.corpus, locale, topic)
        return consider(index, self._checked(question), scope, self._cut_offs)

    def suggest(
        self,
        typed: str,
        *,
        limit: int = 6,
        locale: str | None = None,
        topic: str | None = None,
        index: MatchIndex | None = None,
    ) -> tuple[Offer, ...]:
        """FAQ questions that begin with, or are close to, what has been typed so far. Raises ScopeError.

        Those that begin so come first, then those of which an alternate does. `index`: where to look, if not
        in the one that is served now.
        """
        index = index or self._current()
        scope = self._scope(index.corpus, locale, topic)
        if not (text := normalise(typed)):
            return ()
        with self._taking_turns(index):
            read = understand(index, text)
            found = score(index, read, retrieve(index, read, scope), most=limit)
            begun = begun_with(index, text, scope)
        close = [one.faq_id for one in found if one.faq_id and one.evidence.similarity >= _CLOSE]
        ids = dict.fromkeys([*begun, *close])
        return offers_of(index.corpus, list(ids)[:limit])

    def scope(self, *, locale: str | None = None, topic: str | None = None) -> Scope:
        """The part of the served corpus that `locale` and `topic` name. Raises ScopeError."""
        return self._scope(self._current().corpus, locale, topic)

    def _taking_turns(self, index: MatchIndex) -> AbstractContextManager[object]:
        """One thread at a time, where that is faster.

        NumPy lets other threads run at every step. Where the steps are short, four threads would spend more
        time on handing Python to each other than on questions.
        """
        return self._turn if index.quick else nullcontext()

    def _compose(self, considered: Considered, scope: Scope, explained: bool) -> Reply:
        corpus, decision = considered.index.corpus, considered.decision
        handoff = Handoff(label=self._settings.handoff_label, url=self._settings.handoff_url or None)
        why = None
        if explained:
            why = explain(
                considered.index,
                considered.question,
                decision,
                considered.cut_offs,
                scope,
                considered.heard_in,
            )
        locale = scope.locale or _locale_of(considered)
        return compose(corpus, decision, locale=locale, handoff=handoff, explanation=why)

    def _checked(self, question: str) -> str:
        limit = self._settings.max_question_length
        if len(question) > limit:
            raise QuestionError(f"the question is {len(question):,} characters long; {limit:,} are allowed")
        if all(unicodedata.category(c) in _UNSEEN for c in question):
            raise QuestionError("the question is empty; type what you would like to know")
        return question

    def _scope(self, corpus: Corpus, locale: str | None, topic: str | None) -> Scope:
        known = corpus.locales
        if locale is not None:
            found = {name.lower(): name for name in known}
            asked = locale.replace("_", "-").lower()
            while asked and asked not in found:
                asked = asked.rpartition("-")[0]  # pt-BR is answered in pt where there is no pt-BR
            if not asked:
                raise ScopeError(f"locale {locale!r} is not in the corpus; it has {', '.join(known)}")
            locale = found[asked]
        if topic is not None and topic not in {t.slug for t in corpus.topics if locale in (None, t.locale)}:
            raise ScopeError(f"topic {topic!r} is not in the corpus; see /api/v1/topics")
        return Scope(locale, topic)

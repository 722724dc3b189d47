"""Where a page belongs, and what its topic and its questions are called.

A name depends on the page alone (its folder, its file's name, its permalink, its words), never on what else
is imported, so that the same page gets the same ids every time.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.importers.markup import one_line

_GUIDE = "topic-guide"
# Codes that are also common words (it, is, no, to, ...) are no languages at the end of a folder's name.
_LANGUAGES = frozenset(
    [
        "en",
        "ja",
        "ko",
        "zh",
        "de",
        "fr",
        "es",
        "pt",
        "nl",
        "pl",
        "ru",
        "ar",
        "tr",
        "th",
        "vi",
        "sv",
        "da",
        "fi",
        "nb",
        "cs",
        "uk",
        "el",
        "hu",
        "ro",
        "bg",
    ]
)
_COUNTRY_FOR_LANGUAGE = {"jp": "ja", "kr": "ko", "cn": "zh"}
_LONGEST_TOPIC, _LONGEST_QUESTION = 50, 56  # characters; a FAQ id has both, and 120 at most


@dataclass(frozen=True, slots=True)
class Place:
    """Whose page it is, and in which language.

    `key` says which page it is on every machine; `slug` is its topic's.
    """

    slug: str
    locale: str
    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Address:
    product: str = ""
    locale: str = ""
    version: str = ""
    tail: tuple[str, ...] = ()


def slugify(text: str) -> str:
    """Lower-case ASCII letters and digits, joined by hyphens; "" where `text` has none.

    >>> slugify("Plan & Usage: Über uns")
    'plan-usage-uber-uns'
    """
    joined = text.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    plain = unicodedata.normalize("NFKD", joined)
    kept = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in kept).split())


def digest(text: str, length: int = 8) -> str:
    """A short hash, the same on every machine."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:length]


def same_words(question: str) -> str:
    """What two spellings of one question have in common: letters and digits, case folded."""
    folded = unicodedata.normalize("NFKC", question).casefold()
    kept = "".join(c for c in folded if c.isalnum() or unicodedata.category(c).startswith("M"))
    return kept or folded.strip()


def faq_id(topic: str, question: str) -> str:
    """The id of a question: its topic and its first words; a hash too where words are left out.

    >>> faq_id("plan-usage", "What is Allowed Sessions?")
    'plan-usage-what-is-allowed-sessions'
    """
    words = slugify(question)
    short = _shortened(words, _LONGEST_QUESTION)
    is_whole = short == words and not _loses_letters(question)
    tail = short if is_whole else f"{short}-{digest(same_words(question))}"
    return f"{topic}-{tail.strip('-')}"


def place_of(path: Path, *, permalink: str, title: str, language: str = "") -> Place:
    """Find a page's product, locale and topic. The folder counts for more than what the page says of itself.

    `language`: the page's own `lang`, where it has one.
    """
    by_path, by_link = _of_path(path.resolve()), _of_permalink(permalink)
    product = by_path.product or by_link.product
    locale = by_path.locale or by_link.locale or _locale(language) or "en"
    note = ""
    if by_path.locale and by_link.locale and by_path.locale != by_link.locale:
        note = f"its permalink says {by_link.locale}, its folder {by_path.locale}: taken as {by_path.locale}"
    version = by_path.version or by_link.version
    words = _topic_words(path.stem, by_path, by_link, title)
    parts = [slugify(product), *words, "" if version in ("", "latest") else slugify(version)]
    slug = _shortened("-".join(part for part in parts if part), _LONGEST_TOPIC)
    if locale != "en":
        slug += f"-{locale.lower()}"
    key = "/".join([product, locale, version or "latest", *(by_path.tail or by_link.tail[:-1]), path.stem])
    return Place(slug, locale, one_line(key), note)


def _topic_words(stem: str, by_path: _Address, by_link: _Address, title: str) -> list[str]:
    """The file's name, spelt with the word breaks of the permalink or title where these say the same."""
    folders = [slugify(part) for part in by_path.tail]
    if by_link.tail and _squashed(stem) and _squashed(by_link.tail[-1]) == _squashed(stem):
        return folders + [slugify(part) for part in by_link.tail[len(folders) :]]
    name = slugify(title) if _squashed(title) == _squashed(stem) else slugify(stem)
    return [*folders, f"{slugify(stem)}-{digest(stem)}".strip("-") if _loses_letters(stem) else name]


def _squashed(text: str) -> str:
    return "".join(word for word in slugify(text.replace("&", " and ")).split("-") if word != "and")


def _loses_letters(text: str) -> bool:
    plain = unicodedata.normalize("NFKD", text)
    return any(c.isalnum() and not c.isascii() for c in plain) or not slugify(text)


def _shortened(slug: str, length: int) -> str:
    """The whole words of `slug` that fit."""
    if len(slug) <= length:
        return slug
    return slug[:length] if "-" not in slug[:length] else slug[: length + 1].rpartition("-")[0]


def _of_path(path: Path) -> _Address:
    folders = path.parts[1:-1]
    for i in range(len(folders) - 1, 0, -1):
        if folders[i - 1] == _GUIDE and (locale := _locale(folders[i])):
            version, tail = (folders[i + 1 :] or ("",))[0], folders[i + 2 :]
            return _Address(folders[i - 2] if i > 1 else "", locale, version, tail)
    for folder in reversed(folders[-3:]):
        if (locale := _locale(folder)).partition("-")[0] in _LANGUAGES:
            return _Address("", locale)
        product, _, language = folder.rpartition("-")
        if product and _locale(language) in _LANGUAGES:
            return _Address(product, _locale(language))
    return _Address()


def _of_permalink(permalink: str) -> _Address:
    parts = [part.strip() for part in permalink.split("/") if part.strip()]
    if _GUIDE not in parts:
        return _Address(tail=tuple(parts[-1:]))
    i = parts.index(_GUIDE)
    product, rest = (parts[i - 1] if i else ""), parts[i + 1 :]
    locale = _locale(rest[0]) if rest else ""
    rest = rest[1:] if locale else rest
    return _Address(product, locale, rest[0] if len(rest) > 1 else "", tuple(rest[1:] or rest))


def _locale(text: str) -> str:
    """A BCP 47 tag in its usual letter case; "" where `text` is none."""
    language, *regions = text.replace("_", "-").split("-")
    language = _COUNTRY_FOR_LANGUAGE.get(language.lower(), language.lower())
    if len(language) != 2 or not (language.isascii() and language.isalpha()) or len(regions) > 1:
        return ""
    for region in regions:
        if not (region.isascii() and region.isalpha() and len(region) in (2, 4)):
            return ""
        return f"{language}-{region.upper() if len(region) == 2 else region.title()}"
    return language

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.importers.naming import faq_id, place_of, same_words, slugify
from bot.corpus.schema import LOCALE_PATTERN, SLUG_PATTERN


@pytest.mark.parametrize(
    ("path", "permalink", "locale", "slug"),
    [
        ("docs/shop/topic-guide/en/latest/greentea.md", "", "en", "shop-greentea"),
        (
            "docs/shop/topic-guide/en/latest/greentea.md",
            "shop/topic-guide/en/latest/Green Tea",
            "en",
            "shop-green-tea",
        ),
        ("docs/shop/topic-guide/ja/latest/greentea.md", "", "ja", "shop-greentea-ja"),
        ("docs/shop/topic-guide/en/v2/greentea.md", "", "en", "shop-greentea-v2"),
        ("docs/shop/topic-guide/en/latest/hot/tea.md", "", "en", "shop-hot-tea"),
        ("shop-ja/greentea.md", "", "ja", "shop-greentea-ja"),
        ("shop-en/tea.md", "shop/topic-guide/en/latest//hot/tea", "en", "shop-hot-tea"),
        ("any/tea.md", "shop/topic-guide/ko/latest/Tea", "ko", "shop-tea-ko"),
        ("any/tea-and-milk.md", "shop/topic-guide/en/latest/Tea & Milk", "en", "shop-tea-milk"),
        ("any/tea.md", "shop/topic-guide/en/latest/Something Else", "en", "shop-tea"),
        ("any/other.md", "", "en", "other"),
        ("pt-BR/tea.md", "", "pt-BR", "tea-pt-br"),
        ("how-to/tea.md", "", "en", "tea"),
        ("jp/tea.md", "", "ja", "tea-ja"),
    ],
)
def test_a_page_is_placed_by_its_folder_and_permalink(
    path: str, permalink: str, locale: str, slug: str
) -> None:
    place = place_of(Path("/x") / path, permalink=permalink, title="Other")
    assert (place.locale, place.slug) == (locale, slug)


def test_the_folder_counts_for_more_than_a_copied_permalink_and_this_is_said() -> None:
    place = place_of(Path("/x/shop-ja/tea.md"), permalink="shop/topic-guide/en/latest/Tea", title="Tea")
    assert place.locale == "ja"
    assert "permalink says en" in place.note


def test_pages_of_two_products_or_languages_or_folders_never_share_a_name() -> None:
    paths = ["shop-en/tea.md", "cafe-en/tea.md", "shop-ja/tea.md", "shop/topic-guide/en/v1/tea.md"]
    places = [place_of(Path("/x", path), permalink="", title="Tea") for path in paths]
    assert len({place.slug for place in places}) == len({place.key for place in places}) == len(paths)


def test_a_name_says_nothing_of_the_machine() -> None:
    here = place_of(Path("/home/someone/shop-en/tea.md"), permalink="", title="Tea")
    assert here == place_of(Path("/srv/build/7/shop-en/tea.md"), permalink="", title="Tea")


def test_ids_are_readable_and_differ_where_words_are_lost() -> None:
    assert faq_id("tea", "What's a leaf?") == "tea-whats-a-leaf"
    japanese = faq_id("tea-ja", "お茶とは何ですか?")
    assert re.fullmatch(r"tea-ja-[0-9a-f]{8}", japanese)
    assert japanese != faq_id("tea-ja", "お湯とは何ですか?")
    long = "What is the very best way to brew a pot of green tea on a cold and rainy day"
    assert faq_id("tea", long + " in May?") != faq_id("tea", long + " in June?")
    assert faq_id("tea", long).startswith("tea-what-is-the-very-best-way-to-brew-")


def test_spelling_of_blanks_case_and_marks_does_not_make_another_question() -> None:
    assert same_words("What is  Tea ?") == same_words("what is tea?")
    assert same_words("お茶とは何ですか？") == same_words("お茶とは何ですか?")
    assert same_words("is tea hot") != same_words("is tea not")


@given(st.text(), st.text(), st.text(), st.text())
def test_any_words_give_valid_names(stem: str, permalink: str, title: str, question: str) -> None:
    name = stem.replace("/", "").replace("\0", "").strip(".")[:80] or "x"
    place = place_of(Path("/x", name), permalink=permalink, title=title, language=title)
    identity = faq_id(place.slug, question)
    assert re.fullmatch(SLUG_PATTERN, place.slug)
    assert re.fullmatch(SLUG_PATTERN, identity)
    assert len(identity) < 120
    assert re.fullmatch(LOCALE_PATTERN, place.locale)
    assert slugify(identity) == identity

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from bot.corpus.schema import FaqFile, json_schema
from bot.resources import SHIPPED_FAQS

VALIDATOR = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
FAQ = {"id": "brew", "question": "How do I brew it?"}


def as_editors_read(text: str) -> Any:
    """YAML as an editor's validator sees it: dates are text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=date.isoformat))


def test_the_schema_is_a_schema_and_every_key_says_what_it_is_for():
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    for model in (schema, *schema["$defs"].values()):
        assert model["additionalProperties"] is False
        for name, value in model["properties"].items():
            assert value["description"], name


def test_the_published_schema_is_up_to_date():
    published = json.loads((SHIPPED_FAQS / "faq-file.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(), "run: faqbot schema --out faqs/faq-file.schema.json"


@pytest.mark.parametrize("path", sorted(SHIPPED_FAQS.rglob("*.yaml")), ids=lambda path: path.name)
def test_shipped_files_name_the_schema_and_keep_to_it(path: Path):
    text = path.read_text(encoding="utf-8")
    up = "../" * (len(path.relative_to(SHIPPED_FAQS).parts) - 1)
    assert text.startswith(f"# yaml-language-server: $schema={up}faq-file.schema.json\n")
    assert list(VALIDATOR.iter_errors(as_editors_read(text))) == []


@pytest.mark.parametrize(
    "faq",
    [
        {"link": "https://docs.example.com/tea?cup=2#brew"},
        {"link": {"url": "http://docs.example.com", "title": "Tea"}},
        {"alternates": ["steep"], "follow_ups": ["brew"], "tags": ["a b"]},
        {"owner": "docs", "review_by": "2027-06-30"},
        {"id": "v2.1_tea-pot", "answer": "*Hot.*\n", "link": None, "owner": None},
    ],
)
def test_both_accept(faq: dict[str, Any]):
    value = {"faqs": [FAQ | faq]}
    FaqFile.model_validate(value)
    assert list(VALIDATOR.iter_errors(value)) == []


@pytest.mark.parametrize(
    "faq",
    [
        {"colour": "green"},
        {"id": "Brew"},
        {"id": "-brew"},
        {"id": "x" * 121},
        {"question": ""},
        {"question": "  "},
        {"question": 7},
        {"question": "x" * 1_001},
        {"alternates": "steep"},
        {"alternates": [""]},
        {"answer": ["Hot."]},
        {"link": "javascript:alert(1)"},
        {"link": "//docs.example.com"},
        {"link": "https://good@evil.example.com"},
        {"link": "https://docs.example.com/a b"},
        {"link": "docs.example.com"},
        {"link": {"title": "Tea"}},
        {"link": {"url": "https://docs.example.com", "name": "Tea"}},
        {"follow_ups": ["Not A Slug"]},
        {"review_by": 20270630},
        {"tags": [3]},
    ],
)
def test_both_refuse(faq: dict[str, Any]):
    value = {"faqs": [FAQ | faq]}
    with pytest.raises(ValidationError):
        FaqFile.model_validate(value)
    assert list(VALIDATOR.iter_errors(value)), "an editor should say so, too"


@pytest.mark.parametrize(
    "value", [{"locale": "english"}, {"topic": "A"}, {"faqs": {}}, {"not_covered": [{"id": "x"}]}]
)
def test_both_refuse_a_file(value: dict[str, Any]):
    with pytest.raises(ValidationError):
        FaqFile.model_validate(value)
    assert list(VALIDATOR.iter_errors(value))


@pytest.mark.parametrize("locale", ["en", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "fil"])
def test_locales(locale: str):
    assert FaqFile(locale=locale).locale == locale


def test_a_review_is_due_on_a_day():
    for value, expected in [(date(2027, 6, 30), date(2027, 6, 30)), (" 2027-06-30 ", date(2027, 6, 30))]:
        assert FaqFile.model_validate({"faqs": [FAQ | {"review_by": value}]}).faqs[0].review_by == expected
    for wrong in (datetime(2027, 6, 30, 12), "30.6.2027", "", 1.5):
        with pytest.raises(ValidationError):
            FaqFile.model_validate({"faqs": [FAQ | {"review_by": wrong}]})


def test_blanks_round_text_are_dropped():
    assert FaqFile.model_validate({"faqs": [FAQ | {"answer": " Hot.\n"}]}).faqs[0].answer == "Hot."

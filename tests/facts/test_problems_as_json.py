"""`FactsError.to_json`: every problem as data, in the form that commands print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from tests.support.cli import run

SLIPS = '{"applicant": {"id": "F1", "kinds": ["enterprize"]},\n "as_of": "soon"}'


def refused(facts: Any) -> ipdsl.FactsError:
    with pytest.raises(ipdsl.FactsError) as caught:
        ipdsl.load("shaoguan_2021").evaluate(facts)
    return caught.value


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_problems_of_a_file_are_those_that_the_command_prints(language: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(SLIPS, encoding="utf-8")
    printed = run("eval", "shaoguan_2021", "--facts", path, "--format", "json", "--lang", language)
    assert json.loads(printed.out) == json.loads(json.dumps(refused(path).to_json(language)))


def test_each_problem_has_a_code_a_path_and_words_in_the_language() -> None:
    error = refused(json.loads(SLIPS))
    english: Any = error.to_json()
    assert english == error.to_json("en") == error.to_json(Language.EN)
    assert [(one["code"], one["severity"], one["path"]) for one in english["findings"]] == [
        ("R023", "error", "$.applicant.kinds[0]"),
        ("R036", "error", "$.as_of"),
    ]
    assert english["findings"][0]["nearest"] == ["enterprise"]
    chinese: Any = error.to_json("zh")
    assert [one["code"] for one in chinese["findings"]] == ["R023", "R036"]
    assert not {one["title"] for one in english["findings"]} & {one["title"] for one in chinese["findings"]}


def test_text_that_is_not_json_has_a_line_and_a_column() -> None:
    found: Any = refused('{"applicant":\n  {"id": }}').to_json()
    assert [(one["code"], one["line"], one["column"]) for one in found["findings"]] == [("R003", 2, 10)]


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        refused(SLIPS).to_json("fr")

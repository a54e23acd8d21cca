"""Sentences of public documents: one edit that the program proposes never leads to another meaning.

`python -m tests.messages.measure_documents` prints the numbers of the outcomes.
"""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from ipdsl.base.findings.phrase import Language
from tests.messages.measure_documents import Outcome, outcome_of, outcomes
from tests.support.phrases import BULLETINS, CIRCULARS, DOCUMENTS, GAZETTES, NOTICES, REGISTERS, Case, Phrase, phrases
from tests.support.rows import each_row
from tests.support.slow import sampled

LEAST_MEANT = [
    (DOCUMENTS, "english", 46), (DOCUMENTS, "chinese", 57), (NOTICES, "english", 30), (NOTICES, "chinese", 55),
    (CIRCULARS, "chinese", 47), (GAZETTES, "chinese", 53), (BULLETINS, "chinese", 41), (REGISTERS, "chinese", 18),
]  # fmt: skip
"""How many of the 60 sentences of each set one edit leads to the meant page, at least."""


@pytest.mark.broad
@pytest.mark.parametrize(("folder", "language", "least"), sampled(LEAST_MEANT, 6))
def test_one_edit_leads_to_the_meant_page_and_never_to_another(folder: Path, language: str, least: int) -> None:
    reached = outcomes(language, folder)
    assert [phrase for phrase, outcome in reached.items() if outcome is Outcome.OTHER_MEANING] == []
    assert list(reached.values()).count(Outcome.MEANT) >= least


def _phrase(language: str, sentence: str) -> Phrase:
    return attrs.evolve(phrases(language, DOCUMENTS)[0], sentence=sentence)


RIGHT = "award cost at most 100 to resident when toilet replaced\nnone when old_flow less than 1.6"


def test_a_page_with_the_meant_sums_is_meant() -> None:
    assert outcome_of(_phrase("english", RIGHT), Language.EN) is Outcome.MEANT


def test_a_page_without_the_condition_has_another_meaning() -> None:
    assert outcome_of(_phrase("english", RIGHT.splitlines()[0]), Language.EN) is Outcome.OTHER_MEANING


def test_a_page_with_one_wrong_sum_has_another_meaning() -> None:
    right = _phrase("english", RIGHT)
    wrong = attrs.evolve(right, meaning=(*right.meaning, Case(right.meaning[0].facts, right.meaning[0].due + 1)))
    assert outcome_of(wrong, Language.EN) is Outcome.OTHER_MEANING


def test_an_error_with_a_form_of_the_sentence_is_a_form() -> None:
    assert outcome_of(_phrase("chinese", "对办学情况的学校，酌情奖励若干"), Language.ZH) is Outcome.FORM


def test_an_error_without_a_form_is_no_help() -> None:
    assert outcome_of(_phrase("english", "schools are important to everybody"), Language.EN) is Outcome.NO_HELP


@each_row(
    ("vocabulary", "sentence"),
    [
        ("transit", "对购置冷藏车且完成信息化改造的物流企业，按裸车价的25%给予奖励"),
        ("transit", "对信息化改造前购置冷藏车的物流企业，按裸车价的25%给予奖励"),
        ("transit", "散货航线核定后，每年给予航运企业不超过15万元的扶持奖励，按载货量每吨2元测算"),
        ("transit", "散货航线核定后，以15万元为限，每家航运企业每吨补贴2元"),
        ("uplands", "2024年底拆除的锅炉，给予产权单位每蒸吨6万元奖补"),
        ("uplands", "2024年10月前拆除的锅炉，给予产权单位每蒸吨6万元奖补"),
        ("storefronts", "直播基地验收后，给予运营主体30万元的固定奖励或5万元的运营奖励"),
        ("storefronts", "首店开业的，给予品牌企业装修成本20%和最高50万元的补助"),
    ],
)
def test_two_events_times_or_amounts_of_a_sentence_are_not_read_as_one(vocabulary: str, sentence: str) -> None:
    phrase = attrs.evolve(phrases("chinese", BULLETINS)[0], sentence=sentence, vocabulary=vocabulary)
    assert outcome_of(phrase, Language.ZH) in (Outcome.FORM, Outcome.NO_HELP)

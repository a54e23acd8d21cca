"""How far the edits that findings propose lead: from the sentence of an official to a page with the meant sums.

The program's own edits are applied literally until the page has no errors. Then the sums of the page are compared with
those that the sentence means. The floors are the numbers reached; a change of patterns or messages must not lower them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.advice import Followed, follow, wrong_sums
from tests.support.phrases import DOCUMENTS, FOLDER, HELD_OUT, LANGUAGE_3, Phrase, phrases
from tests.support.project_files import files_under

pytestmark = pytest.mark.broad

FLOORS = {
    (FOLDER, "english"): 36,  # `per socket`, `per new market` and `hours per week` lose a word; en-29 has two readings
    (FOLDER, "chinese"): 37,  # 实缴保费 is not the declared 保费, 高薪 not 高新; 奖励总额 of whom (zh-02)
    (HELD_OUT, "english"): 14,
    (HELD_OUT, "chinese"): 14,
    # the numbers before any work on findings for these constructs; later work raises them, to 32 of 40 at least
    (LANGUAGE_3, "english"): 36,
    (LANGUAGE_3, "chinese"): 38,
}


def _result(phrase: Phrase, folder: Path) -> tuple[Followed, list[str]]:
    folder.mkdir()
    path = phrase.write(folder)
    followed = follow(path)
    return followed, [] if followed.errors else wrong_sums(phrase, path)


@pytest.mark.parametrize(("folder", "language"), FLOORS, ids=lambda value: getattr(value, "name", value))
def test_the_edits_lead_to_the_meaning_and_never_to_another(folder: Path, language: str, tmp_path: Path) -> None:
    """A sentence that cannot be read stays in error. One that is read wrongly would be worse."""
    right, told, misread = 0, [], {}
    for phrase in phrases(language, folder):
        followed, wrong = _result(phrase, tmp_path / phrase.id)
        right += not followed.errors and not wrong
        if followed.errors:
            told.append(f"{phrase.id} stays with {followed.errors[0].code}: {phrase.sentence}")
        if wrong:
            misread[phrase.id] = (followed.edits, wrong)
    print(f"{folder.name}, {language}: {right} of {len(phrases(language, folder))}", *told, sep="\n  ")
    assert misread == {}
    assert right >= FLOORS[folder, language], told


@pytest.mark.parametrize(("language", "length"), [("english", 24), ("chinese", 9)])
def test_the_program_has_no_sentence_of_the_data_set(language: str, length: int) -> None:
    """No part of this length of any sentence, without blanks, is in the modules that read official wording."""
    modules = files_under(ROOT / "ipdsl/driver/advice", "*.py")
    texts = ["".join(path.read_text(encoding="utf-8").split()).replace("`", "") for path in modules]
    for phrase in (*phrases(language), *phrases(language, LANGUAGE_3), *phrases(language, DOCUMENTS)):
        sentence = "".join(phrase.sentence.split())
        parts = {sentence[start : start + length] for start in range(len(sentence) - length + 1)}
        assert [part for part in parts if any(part in text for text in texts)] == [], phrase.id

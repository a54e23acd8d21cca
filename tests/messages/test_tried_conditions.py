"""Conditions of awards in a wrong place, and sentences with two meanings: the help, and what the edited page is."""

from __future__ import annotations

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.compilation import Compilation
from tests.support.phrases import CHINESE, ENGLISH

CONTRACT = "award 20000 to enterprise when technology_contract recorded"
PATENT_ZH = "对 发明专利 授权 的 企业，奖励 2万元"


def _first_error(sentences: str, head: str) -> tuple[str, str]:
    """The code and the help of the first error of a page with these sentences."""
    page = head + "".join(f"  {line}\n" for line in sentences.split("\n"))
    finding = next(iter(Compilation(Source("page.ipp", page)).check()))
    language = Language.ZH if head is CHINESE else Language.EN
    return finding.code, finding.texts(language).help + "".join(edit.lines for edit in finding.edits)


@pytest.mark.parametrize(
    ("sentences", "head", "edited"),
    [
        (f"{CONTRACT} if located_here", ENGLISH, f"{CONTRACT}\n  if located_here"),
        (f"{CONTRACT} if put_to_use", ENGLISH, f"{CONTRACT}\n  if put_to_use"),
        (f"{CONTRACT} unless located_here", ENGLISH, f"{CONTRACT}\n  if not located_here"),
        (f"{CONTRACT} unless related_party", ENGLISH, f"{CONTRACT}\n  if not related_party"),
        (f"{CONTRACT}\n  unless related_party", ENGLISH, "if not related_party"),
        ("对 专利合同 备案 的 企业，奖励 2万元\n  除非 关联方", CHINESE, "须 非 关联方"),
        (f"{CONTRACT}\n  unless located_here", ENGLISH, "if not located_here"),
        (f"{CONTRACT}\n  unless located_here and operating", ENGLISH, "if not (located_here and operating)"),
        (f"{PATENT_ZH}，除非 在本市", CHINESE, f"{PATENT_ZH}\n  须 非 在本市"),
        (f"{PATENT_ZH}\n  除非 在本市", CHINESE, "须 非 在本市"),
        (f"{PATENT_ZH}\n  除非在本市且独立法人", CHINESE, "须 非 （在本市 且 独立法人）"),
    ],
)
def test_a_condition_is_moved_to_its_line(sentences: str, head: str, edited: str) -> None:
    assert _first_error(sentences, head)[1].endswith(edited)


@pytest.mark.parametrize(
    ("sentences", "head", "code", "part"),
    [
        (f"{PATENT_ZH}\n  除非 在本市，否则不予奖励", CHINESE, "S065", "`须 条件`"),
        (
            "award 30% of cost less 500 to enterprise when certification passed",
            ENGLISH,
            "S010",
            "30% of (cost less 500)",
        ),
        (
            f"{CONTRACT}\n  if located_here and operating or legal_person",
            ENGLISH,
            "S009",
            "set the brackets",
        ),
        (f"{CONTRACT} or trademark registered", ENGLISH, "S001", "`trademark` is not declared"),
    ],
)
def test_no_edit_is_chosen(sentences: str, head: str, code: str, part: str) -> None:
    found = _first_error(sentences, head)
    assert found[0] == code
    assert part in found[1]

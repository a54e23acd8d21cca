"""A word after `is` is a text as it stands. If it is also a field, the sentence is refused: the value may be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl.base.findings.finding import Severity
from ipdsl.driver.compilation import Compilation
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.printing import format_page

WORDS = """\
vocabulary words "Words" "词汇"

applicant person "个人"

applicant fields
  home_district "住所区" text fixed

record car "旧车"
  key plate "车牌"
  district "区" text
  event scrapped "报废" on scrapped_on "报废日"

record purchase "新车"
  key chassis "车架号"
  for_plate "对应车牌" text
  plate_district "上牌区" text
  event bought "购买" on bought_on "购买日"
"""

RENAMED = "give both fields one name and write `of the same FIELD`"
NOT_COMPARED = "cannot be compared with `is`"


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize(
    ("condition", "owner", "advice"),
    [
        ("car scrapped and district is plate", "a word of `car`", NOT_COMPARED),
        ("car scrapped and district is harbour, plate", "a word of `car`", NOT_COMPARED),
        ("car scrapped and district is home_district", "a word about the applicant", NOT_COMPARED),
        ("car scrapped and has at least 1 purchase with (for_plate is plate)", "a word of `car`", RENAMED),
        (
            "car scrapped and has at least 1 purchase with (for_plate is plate_district)",
            "a word of `purchase`", NOT_COMPARED,
        ),
    ],
)  # fmt: skip
def test_a_text_that_is_also_a_field_is_refused(
    tmp_path: Path, condition: str, owner: str, advice: str, surface: Surface
) -> None:
    path = page(tmp_path, condition, surface)
    [finding] = [each for each in Compilation.from_file(str(path)).check() if each.severity is Severity.ERROR]
    texts = finding.texts()
    assert finding.code == "N029"
    assert texts.title.endswith(f"itself, and {owner}")
    assert advice in texts.help


@pytest.mark.parametrize("surface", Surface)
@pytest.mark.parametrize("condition", ["car scrapped and district is harbour", "car scrapped and district is person"])
def test_another_text_is_compared_as_it_stands(tmp_path: Path, condition: str, surface: Surface) -> None:
    assert not Compilation.from_file(str(page(tmp_path, condition, surface))).check().has_errors


def page(folder: Path, condition: str, surface: Surface) -> Path:
    """A page with one award, as a file."""
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    path = folder / "page.ipp"
    path.write_text(f"use words\n\naward 500 to person when {condition}\n", encoding="utf-8")
    if surface is Surface.CHINESE:
        made = Compilation.from_file(str(path))
        assert made.page is not None
        assert made.words is not None
        path.write_text(format_page(replace_names(made.page, made.words), to=Surface.CHINESE), encoding="utf-8")
    return path

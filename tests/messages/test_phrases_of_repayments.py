"""Sentences on money that is paid back: a finding, followed literally, leads to the meant sums or to the limits."""

from __future__ import annotations

import enum
import re
import shutil
import tempfile
import textwrap
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import pytest

from ipdsl.base.findings.finding import Diagnostic, Severity
from ipdsl.base.findings.phrase import Language
from ipdsl.base.source import Source
from ipdsl.driver.cases import run_page
from ipdsl.driver.compilation import Compilation
from ipdsl.syntax import common_mistakes
from tests.support.advice import follow

FOLDER = Path(__file__).parent / "repayments"
_CODES = {"english": Language.EN, "chinese": Language.ZH}
_QUOTED = re.compile(r"`([^`]*)`")
_PLACEHOLDERS = {
    Language.EN: r"\b[A-Z]{3,}\b(?! times)|…",
    Language.ZH: "记录|事件|对象|日期|字段|数额|比例|条款名|条件|…",
}
_CHINESE_LINES = ("未拨付部分停止拨付", "分期拨付：")
_LIMITS = ("Limits of the language", "语言的限制")


class Outcome(enum.Enum):
    """Where the first finding of a sentence leads, if its advice is followed literally."""

    READ = "read with the meant sums"
    EDIT = "one edit with the meant sums"
    FORM = "forms that the meant lines fill"
    LIMITS = "the page of limits"
    NO_WAY = "no way"
    OTHER_FORM = "a form that the meant lines do not fill"
    OTHER_MEANING = "a page with other sums"


@attrs.frozen
class RepaymentPhrase:
    """A sentence of the folder, with the lines around it."""

    id: str
    language: Language
    head: str
    award: str
    sentence: str
    lines: str
    cases: Sequence[str]
    is_limit: bool

    def page(self, text: str, *, with_cases: bool = False) -> str:
        """The page with a text in place of the sentence."""
        page = f"{self.head}{textwrap.indent(self.award + text, '  ')}"
        title = "案例" if self.language is Language.ZH else "case"
        for number, case in enumerate(self.cases if with_cases else (), 1):
            page += f'\n{title} "{number}"\n{textwrap.indent(case, "  ")}\n'
        return page

    @property
    def new_lines(self) -> Sequence[str]:
        """The meant lines that the sentence does not have."""
        written = {line.strip() for line in self.sentence.splitlines()}
        return [line.strip() for line in self.lines.splitlines() if line.strip() not in written]


def _read(name: str) -> Sequence[RepaymentPhrase]:
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        RepaymentPhrase(
            each["id"],
            _CODES[name],
            data["head"],
            data["awards"][each["award"]],
            each["sentence"],
            each.get("lines", ""),
            each.get("cases", "").strip("\n").split("\n---\n"),
            each.get("is_limit", False),
        )
        for each in data["phrase"]
    ]


PHRASES = {name: _read(name) for name in _CODES}


def _has_meant_sums(phrase: RepaymentPhrase, text: str, folder: Path) -> bool:
    path = folder / "cases.ipp"
    path.write_text(phrase.page(text, with_cases=True), encoding="utf-8")
    compilation = Compilation.from_file(path)
    if phrase.is_limit or compilation.check().has_errors:
        return False
    result = run_page(str(path), compilation)
    return result is not None and len(result.cases) == len(phrase.cases) and result.failed_count == 0


def _forms(findings: Sequence[Diagnostic], language: Language) -> Sequence[str]:
    """The forms that the help of findings quotes: more than one word, or a whole line in Chinese."""
    helps = [finding.texts(language).help for finding in findings]
    return [text for help_ in helps for text in _QUOTED.findall(help_) if " " in text or text in _CHINESE_LINES]


def _fills(line: str, form: str, language: Language) -> bool:
    pattern = re.sub(_PLACEHOLDERS[language], "\0", form)
    return re.fullmatch(re.escape(pattern).replace("\0", ".+").replace(r"\x00", ".+"), line) is not None


def outcome_of(phrase: RepaymentPhrase) -> Outcome:
    """Follow the findings of a sentence literally."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(FOLDER / "returns.ipp", folder)
        path = folder / "page.ipp"
        path.write_text(phrase.page(phrase.sentence), encoding="utf-8")
        source = Source(str(path), path.read_text(encoding="utf-8"))
        errors = [each for each in Compilation(source).check() if each.severity is Severity.ERROR]
        if not errors:
            return Outcome.READ if _has_meant_sums(phrase, phrase.sentence, folder) else Outcome.OTHER_MEANING
        if not follow(path, most_steps=1).errors:
            edited = path.read_text(encoding="utf-8").removeprefix(phrase.page(""))
            is_meant = _has_meant_sums(phrase, textwrap.dedent(edited), folder)
            return Outcome.EDIT if is_meant else Outcome.OTHER_MEANING
        helps = " ".join(error.texts(phrase.language).help for error in errors)
        if any(page in helps for page in _LIMITS):
            return Outcome.LIMITS
        forms = _forms(errors, phrase.language)
        fills = [[_fills(line, form, phrase.language) for form in forms] for line in phrase.new_lines]
        if not forms:
            return Outcome.NO_WAY
        if not fills or not all(map(any, [*fills, *zip(*fills, strict=True)])):
            return Outcome.OTHER_FORM
        return Outcome.FORM if _has_meant_sums(phrase, phrase.lines, folder) else Outcome.OTHER_MEANING


ALL = [phrase for phrases in PHRASES.values() for phrase in phrases]
FORMS = {"english": 36, "chinese": 36}
"""How many of the 40 sentences of each language lead to the meant sums; the others lead to the page of limits."""


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param(phrase, id=phrase.id, marks=pytest.mark.slow if number % 8 else pytest.mark.broad)
        for number, phrase in enumerate(ALL)
    ],
)
def test_a_finding_leads_to_the_meant_sums_or_to_the_page_of_limits(phrase: RepaymentPhrase) -> None:
    expected = Outcome.FORM if phrase.new_lines else Outcome.READ
    assert outcome_of(phrase) is (Outcome.LIMITS if phrase.is_limit else expected)


@pytest.mark.broad
@pytest.mark.parametrize("name", PHRASES)
def test_each_language_has_forty_sentences(name: str) -> None:
    prefix = "zh" if name == "chinese" else "en"
    assert [phrase.id for phrase in PHRASES[name]] == [f"{prefix}-p{number:02}" for number in range(1, 41)]
    assert len({phrase.sentence for phrase in PHRASES[name]}) == 40
    assert sum(not phrase.is_limit for phrase in PHRASES[name]) == FORMS[name]


@pytest.mark.broad
@pytest.mark.parametrize("name", PHRASES)
def test_the_law_is_broken_by_one_form_for_all_sentences(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wording = common_mistakes._repayment_wording

    def with_one_head(*, is_chinese: bool) -> Mapping[str, object]:
        rows = wording(is_chinese=is_chinese)
        return {**rows, "heads": rows["heads"][-1:]}

    monkeypatch.setattr(common_mistakes, "_repayment_wording", with_one_head)
    phrase = next(each for each in PHRASES[name] if each.id in ("en-p05", "zh-p02"))
    assert outcome_of(phrase) is Outcome.OTHER_FORM


UNREAD = [
    ("english", "assistance is repayable if employment falls below 20 jobs during the 5 years after payment", "20"),
    ("english", "the most that is repayable is the grant less $2,000 for each full year of occupation", "2,000"),
    ("english", "if the home is sold in the first three years the grant is repayable; then 50%", "three years"),
    ("chinese", "保障期内转让住房的，须按购房补贴的两倍退还", "两倍"),
    ("chinese", "项目总投资未达预算80%的，收回全部补助", "80%"),
]
"""Sentences with a figure that no row reads."""


@pytest.mark.broad
@pytest.mark.parametrize(("name", "sentence", "figure"), UNREAD)
def test_a_figure_that_is_not_read_makes_the_share_a_field(name: str, sentence: str, figure: str) -> None:
    found = common_mistakes.find_repayment(sentence.replace("，", ","), "block_line")
    assert found is not None
    assert found.form in (
        "recover FIELD of what was paid when RECORD EVENT",
        "对 记录 事件 的，追回 已拨付资金 之 字段",
    )
    assert f"`{figure}`" in found.advice.text(_CODES[name])


CONDITIONS = [
    ("surcharge 100% if shortfall more than 30%", "`surcharge 100%`, `if shortfall more than 30%`"),
    ("at most 50% if left", "`at most 50%`, `if left`"),
    ("interest 5% unless left", "`interest 5%`, `unless left`"),
    ("set off against awards for 3 years if left", "`set off against awards for 3 years`, `if left`"),
    ("pay nothing more, if left", "`pay nothing more`, `if left`"),
    ("nothing below 300 if left", "`nothing below 300`, `if left`"),
]
"""Lines under `recover` with a condition, which no such line has."""


@pytest.mark.parametrize(("line", "lines"), CONDITIONS)
def test_the_condition_of_a_line_is_that_of_a_recovery_of_its_own(line: str, lines: str) -> None:
    found = common_mistakes.find_repayment(line, "recovery_line")
    assert found is not None
    assert found.advice.text(Language.EN).startswith(f"write {lines} under `recover`; no line under `recover` has a")


def test_what_is_written_below_a_recovery_and_next_to_it_is_told_apart() -> None:
    found = common_mistakes.find_repayment("追回已拨付资金,加收30%,三年内不得申报", "block_line")
    assert found is not None
    assert found.advice.text(Language.ZH).startswith(
        "写法：`对 记录 事件 的，追回 已拨付资金`，其下写`加收 30%`，另写`对 记录 事件 的 对象，当年不予奖励`"
    )

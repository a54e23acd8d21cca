"""The project's own letter: its text by the state of the decision, and its laws over generated facts."""

from __future__ import annotations

import datetime
import html
import io
import random
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ipdsl.base.findings.phrase import Language
from ipdsl.decision.decision import Decision
from ipdsl.office.letters import body, content as contents, word
from ipdsl.office.letters.amount_words import amount_in_words
from ipdsl.office.letters.body import LetterBody, LetterFrame
from ipdsl.office.letters.content import PRINTED, Content, content_of, texts_in
from ipdsl.office.letters.fact_names import letter_localizer
from ipdsl.office.letters.letter_kind import LetterKind, LetterNumbers
from ipdsl.office.letters.pages import render_html, render_pdf
from ipdsl.office.letters.sentences import LetterSentences
from ipdsl.office.lists import decided_rows as rows_of_lists
from ipdsl.office.lists.decided_rows import decided_rows, listed_applicant, zero_rows
from ipdsl.office.office_data import OfficeData
from ipdsl.report.decision_json import to_json
from tests.conftest import ROOT
from tests.support.batch.cities import CITIES, drawn, policy_of
from tests.support.fonts import font
from tests.support.golden import check_golden
from tests.support.office.letters import facts, letter_text, policy
from tests.support.slow import sampled

BOTH = [Language.EN, Language.ZH]
GOLDEN = ROOT / "tests" / "golden" / "letters"
OFFICES = {
    Language.ZH: OfficeData({"name": "韶关市市场监督管理局", "contact": "张工", "phone": "0751-8880001",
                             "appeal_authority": "韶关市人民政府"}),
    Language.EN: OfficeData({"name": "Westerhaven Grants Office", "address": "12 Quay Street", "contact": "J. Smith",
                             "email": "grants@westerhaven.example", "appeal_authority": "the Appeals Board"}),
}  # fmt: skip
NUMBERS = {Language.ZH: "韶市监知〔2025〕17号", Language.EN: "IP-2025-0017"}
ACCOUNT = "4405 0162 7834 0000 0123"
DAYS = (datetime.date(2025, 3, 10), datetime.date(2025, 4, 30))


def _frame(language: Language, **more: Any) -> LetterFrame:
    details = {"name": "韶关市丹霞仪器有限公司", "account": ACCOUNT, "code": "91440200MA4W1234X5"}
    return LetterFrame(details, OFFICES[language], NUMBERS[language], *DAYS, **more)


def _letter(decision: Decision, language: Language, **more: Any) -> Content:
    return content_of(decision, letter_localizer(policy().program, language), _frame(language, **more))


def _sample_firm() -> dict[str, Any]:
    """The firm of the examples with one contract whose parties are not known."""
    stated = facts()
    stated["records"]["technology_contract"].append(
        {"contract": "2024-002", "amount": "999999.99", "recorded_on": "2024-02-01", "put_to_use": True}
    )
    for name in ("history", "support"):
        del stated[name]
    return stated


def _firm(**contract: Any) -> dict[str, Any]:
    row = {"contract": "2022-7", "amount": 3000000, "recorded_on": "2022-03-01", "put_to_use": True, **contract}
    return {"applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True}, "as_of": "2023-12-31",
            "history": [], "support": [], "records": {"technology_contract": [row]}}  # fmt: skip


def _reopened() -> Decision:
    first = policy().evaluate(_firm(related_party=False))
    late = _firm(related_party=False)
    del late["history"]
    late["records"]["technology_contract"].append(
        {
            "contract": "2022-9",
            "amount": 5000000,
            "recorded_on": "2022-09-01",
            "put_to_use": True,
            "related_party": False,
        }
    )
    return policy().evaluate(late, history=to_json(first), reopen=2022)


DECISIONS = {
    "decision": lambda: policy().evaluate(_sample_firm()),
    "request": lambda: policy().evaluate(_firm()),
    "refusal": lambda: policy().evaluate(_firm(related_party=True)),
    "reopened": _reopened,
}


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("state", DECISIONS)
def test_the_letter_by_the_state_of_its_decision(state: str, language: Language, update_golden: bool) -> None:
    text = letter_text(_letter(DECISIONS[state](), language))
    text = re.sub(r"(?<=17 / )[0-9a-f]{16}", "…", text)
    check_golden(GOLDEN / f"{state}_{language.value}.txt", text, update_golden)


SENTENCES = [
    "本次应付411,499.99元（人民币肆拾壹万壹仟肆佰玖拾玖元玖角玖分），明细见附件1；另有最多10,000.00元待补正，不在本次应付之内。",
    "企业称号“省级示范”：第11条同年取最高一项，已按“国家优势”资助100,000.00元，本项不再资助。",
    "专利合同2023-031：“关联方”为“是”，不符合第7条，不予资助。",
    "专利合同2024-002：请说明“关联方”是否为“是”，影响金额最高10,000.00元。请于2025年4月30日前提交。",
    "本次核算以贵单位以往未享受本政策资助、其他部门未资助上述事项为前提。如与实际不符，请书面告知。",
    "如不服本告知书，可自收到之日起六十日内向韶关市人民政府申请行政复议，或者六个月内向人民法院提起行政诉讼。",
    "第7条每年最高50,000元，2022年已核20,000元，本项核30,000元。", "附件：1. 核定明细表　2. 条文适用说明",
    "联系人：张工 0751-8880001　核验：2025-17 / ",
]  # fmt: skip


def test_the_sentences_of_the_letter_are_those_of_an_official() -> None:
    text = letter_text(_letter(policy().evaluate(_sample_firm()), Language.ZH))
    for sentence in SENTENCES:
        assert sentence in text
    for word_of_programs in ("摘要", "其余4", "县镇园区", "币种", "核减至0.00"):
        assert word_of_programs not in text


# ---------------------------------------------------------------------------------------------- laws


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0")


def check_sums(decision: Decision, content: Content, language: Language) -> None:
    """The payable sum in figures, in words, in the first part and in the annex is that of the decision."""
    payable = Decimal(str(decision.payable_now.amount))
    assert _number(content["payable"]) == payable
    words = amount_in_words(decision.payable_now)
    assert content["payable_in_words"] == (words if language is Language.ZH else "")
    if LetterKind.of(decision) is LetterKind.DECISION:
        first = content["parts"][0]["lines"][0]
        assert content["payable"] in first
        assert language is Language.EN or f"（{words}）" in first
    if not content["rows"]:
        return
    total, *others = content["row_totals"]
    rows = sum((_number(row["sum"]) for row in content["rows"]), Decimal())
    assert rows == _number(total["sum"])
    signs = {"less what was decided before": -1, "减：以往已核定": -1}
    if others:
        *changes, last = others
        rows += sum((signs.get(change["text"], 1) * _number(change["sum"]) for change in changes), Decimal())
        assert _number(last["sum"]) == rows
    assert rows == payable


def _partly_known(stated: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    records = {
        kind: [{name: value for name, value in row.items() if name == "id" or chance.random() < 0.8} for row in rows]
        for kind, rows in stated.get("records", {}).items()
    }
    return {**stated, "records": records}


@cache
def _drawn_decisions(city: str, number: int = 12) -> tuple[Decision, ...]:
    """Decisions with all facts, and the same firms with late records and their years reopened."""
    of, chance = policy_of(CITIES[city].page), random.Random(5)
    decisions: list[Decision] = []
    for stated in drawn(city, 17, number):
        decisions.append(of.evaluate(stated))
        before = {**stated, "history": []}
        before["records"] = {
            kind: [row for row in rows if chance.random() < 0.5] for kind, rows in stated.get("records", {}).items()
        }
        first = of.evaluate(before)
        if first.years:
            late = {name: value for name, value in stated.items() if name != "history"}
            decisions.append(of.evaluate(late, history=to_json(first), reopen=first.years[0]))
    return tuple(decisions)


def _drawn_letters(city: str, language: Language) -> Iterator[tuple[Decision, Content]]:
    localize = letter_localizer(policy_of(CITIES[city].page).program, language)
    for decision in _drawn_decisions(city):
        yield decision, content_of(decision, localize, _frame(language))


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("city", sampled(CITIES, 2))
def test_each_place_of_the_payable_sum_is_that_of_the_decision(city: str, language: Language) -> None:
    letters = [*_drawn_letters(city, language)]
    for decision, content in letters:
        check_sums(decision, content, language)
    assert any(decision.due_before.minor for decision, _ in letters)


@pytest.mark.broad
@pytest.mark.parametrize("fault", ["words", "rows", "figure"])
def test_the_law_of_sums_finds_faults(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = _reopened()
    check_sums(decision, _letter(decision, Language.ZH), Language.ZH)
    if fault == "words":
        monkeypatch.setattr(body, "amount_in_words", lambda _: amount_in_words(decision.total))
    elif fault == "rows":
        whole = LetterBody._totals
        monkeypatch.setattr(LetterBody, "_totals", lambda self: [*whole(self)][:1])
    else:
        monkeypatch.setattr(contents, "amount", lambda _: str(decision.total.amount))
    with pytest.raises(AssertionError):
        check_sums(decision, _letter(decision, Language.ZH), Language.ZH)


def shown_digits(content: Content, account: str) -> int:
    """The most last characters of an account that a text of the letter has, without blanks."""
    plain = re.sub(r"\W", "", account)
    texts = [re.sub(r"[\s\u200b]", "", text) for text in texts_in(content)]
    return max(end for end in range(len(plain) + 1) if any(plain[len(plain) - end :] in text for text in texts))


ACCOUNTS = [ACCOUNT, "GB29 NWBK 6016 1331 9268 19", "62-2848-0402-5648-90018", "123456"]


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_letter_shows_more_than_the_last_four_digits_of_an_account(account: str, language: Language) -> None:
    decision = policy().evaluate(facts())
    localize = letter_localizer(policy().program, language)
    office = OfficeData({"payer_account": account})
    content = content_of(decision, localize, LetterFrame({"account": account}, office))
    assert shown_digits(content, account) == 4


@pytest.mark.broad
def test_the_law_of_accounts_finds_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "last_digits", str)
    assert shown_digits(_letter(policy().evaluate(facts()), Language.ZH), ACCOUNT) > 4


def _raw_names(city: str, texts: Collection[str]) -> set[str]:
    """The names of the vocabulary with several words, and backticks, in texts."""
    schema = policy_of(CITIES[city].page).program.schema
    names = {member.name for choice in schema.choices for member in choice.members}
    names |= {declared.name for kind in schema.records for declared in (kind, *kind.declarations)}
    words = {word for text in texts for word in re.findall(r"[a-z]+(?:_[a-z0-9]+)+", text)}
    return (words & names) | {"`" for text in texts if "`" in text}


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("city", sampled(CITIES, 2))
def test_no_letter_has_a_backtick_or_a_name_of_the_vocabulary(city: str, language: Language) -> None:
    for _, content in _drawn_letters(city, language):
        assert _raw_names(city, [*texts_in([content[name] for name in PRINTED])]) == set()


def _texts_of_lists(city: str, language: Language) -> list[str]:
    """The texts in the rows of lists about the drawn decisions of a city."""
    program = policy_of(CITIES[city].page).program
    localize = letter_localizer(program, language)
    applicants = [listed_applicant(decision, {}, localize, is_person=False) for decision in _drawn_decisions(city)]
    make = decided_rows(program, localize, "")
    rows = [row for name in ("open", "nothing_due", "overpaid", "unpaid") for row in make(name, applicants)]
    assert rows
    return [text for row in rows for text in (row.article, row.item, row.missing, row.remark)]


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("city", sampled(CITIES, 2))
def test_no_list_has_a_backtick_or_a_name_of_the_vocabulary(city: str, language: Language) -> None:
    assert _raw_names(city, _texts_of_lists(city, language)) == set()


@pytest.mark.broad
def test_the_law_of_names_finds_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "readable", lambda text, _: text)
    assert any(_raw_names("shaoguan", [*texts_in(content)]) for _, content in _drawn_letters("shaoguan", Language.EN))
    monkeypatch.setattr(rows_of_lists, "readable", lambda text, _: text)
    assert _raw_names("shaoguan", _texts_of_lists("shaoguan", Language.EN))


def _reasons_of_lists(city: str, language: Language) -> Iterator[tuple[str, list[str]]]:
    """The reason that a list states for each applicant with nothing due, and the lines of its letter."""
    localize = letter_localizer(policy_of(CITIES[city].page).program, language)
    for decision, content in _drawn_letters(city, language):
        applicants = [listed_applicant(decision, {}, localize, is_person=False)] * (decision.total.minor == 0)
        for row in zero_rows(applicants, localize):
            yield row.remark, [line for part in content["parts"] for line in part["lines"]]


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
def test_lists_state_the_reasons_of_letters(language: Language) -> None:
    stated = [entry for city in ("foshan", "qingyuan") for entry in _reasons_of_lists(city, language)]
    assert len(stated) > 5
    assert [reason for reason, lines in stated if not any(reason in line for line in lines)] == []


@pytest.mark.broad
def test_the_law_of_reasons_finds_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LetterSentences, "main_refusal", lambda given: given.localize.why(given.decision.claims[0]))
    stated = _reasons_of_lists("qingyuan", Language.EN)
    assert any(not any(reason in line for line in lines) for reason, lines in stated)


# ---------------------------------------------------------------------------------------------- files


@pytest.fixture(scope="module")
def own_font(tmp_path_factory: pytest.TempPathFactory) -> str:
    letters = [_letter(make(), language) for make in DECISIONS.values() for language in BOTH]
    characters = {sign for content in letters for text in texts_in(content) for sign in text}
    characters |= {sign for language in BOTH for word in contents.words_of(language).values() for sign in word}
    return font(tmp_path_factory.mktemp("fonts") / "own.ttf", characters | {chr(code) for code in range(32, 127)})


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
def test_equal_contents_give_equal_bytes(language: Language, own_font: str) -> None:
    content = _letter(policy().evaluate(_sample_firm()), language, stamp='[{"policy":"p"}]')
    for render in (lambda texts: render_html(texts, language), lambda texts: render_pdf(texts, language, own_font)):
        first, second = render([content, content])
        assert first == second == render([content])[0]


@pytest.mark.slow
@pytest.mark.parametrize("language", BOTH)
def test_no_page_ends_with_a_heading_or_begins_with_the_signature(language: Language, own_font: str) -> None:
    content = _letter(policy().evaluate(_sample_firm()), language)
    content["rows"] = content["basis"] = []
    headings = {part["heading"] for part in content["parts"]} - {""}
    line, pages = content["parts"][1]["lines"][0], 0
    for number in range(24):
        content["parts"][1]["lines"] = [line] * number
        (data,) = render_pdf([content], language, own_font)
        texts = [page.extract_text().replace("\u200b", "").split("\n") for page in PdfReader(io.BytesIO(data)).pages]
        pages = max(pages, len(texts))
        for text in texts:
            assert text[-2].strip() not in headings, "the last line is the number of the page"
        assert not any(text[0].startswith(content["signature"][:4]) for text in texts[1:])
    assert pages > 1
    document = word.Document(io.BytesIO(word.built_in_template(language)))
    tagged = {paragraph.text: paragraph for paragraph in document.paragraphs}
    kept = [text for text in tagged if re.fullmatch(r"\{\{ \w+\.(heading|小标题) \}\}", text)]
    assert kept
    assert all(tagged[text].paragraph_format.keep_with_next for text in kept)


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
def test_a_template_of_0_9_is_filled_in(language: Language) -> None:
    content = _letter(policy().evaluate(_sample_firm()), language)
    path = Path(__file__).with_name("templates_of_0_9") / f"letter_{language.value}.docx"
    (data,) = word.render_word([content], language, str(path))
    document = word.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert content["paid"][0]["sum"] in cells
    assert content["sections"][0]["heading"] in [paragraph.text for paragraph in document.paragraphs]


# ---------------------------------------------------------------------------------------------- numbers and kinds


def test_an_applicant_with_nothing_due_has_no_number_or_one_after_all_others() -> None:
    decisions = [DECISIONS[state]() for state in ("decision", "refusal", "request")]
    numbers = LetterNumbers("IP-{n:04}", 17)
    assert numbers.numbers_of(decisions) == ["IP-0017", "", "IP-0018"]
    assert numbers.numbers_of(decisions, with_zero=True) == ["IP-0017", "IP-0019", "IP-0018"]
    assert LetterNumbers("").numbers_of(decisions) == ["", "", ""]


def test_a_sum_that_only_the_office_can_set_is_no_request() -> None:
    stated = {**_firm(), "records": {"implementation_project": [
        {"project": "V1", "high_value": True, "selected_on": "2022-05-01"}
    ]}}  # fmt: skip
    decision = policy().evaluate(stated)
    assert LetterKind.of(decision) is LetterKind.DECISION
    text = letter_text(_letter(decision, Language.ZH))
    assert "金额由本单位核定，尚未核定，最高300,000.00元" in text
    assert "本次应付0.00元（人民币零元整）；另有最多300,000.00元待核定，不在本次应付之内。" in text


HOSTILE = ["=1+1", "<b>&{{ total }}</b>", "{% if x %}", "A\x07\u202eB", "名" * 400]


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(HOSTILE, 2))
def test_details_of_an_applicant_are_text_in_every_letter(name: str, tmp_path: Path) -> None:
    """Formulas, markup, braces, control characters and long names have no effect."""
    shown = name.replace("\x07", "<U+0007>").replace("\u202e", "<U+202E>")
    frame = LetterFrame({"name": name, "town": "{{ total }}"}, OFFICES[Language.EN])
    decision = policy().evaluate(_firm(related_party=False))
    content = content_of(decision, letter_localizer(policy().program, Language.EN), frame)
    assert content["addressee"] == shown
    page = render_html([content], Language.EN)[0].decode()
    assert html.escape(shown) in page
    bureau = word.Document()
    bureau.add_paragraph("{{ details.name }} / {{ 资料.名称 }} / {{ details.town }}")
    bureau.save(str(tmp_path / "bureau.docx"))
    for path, line in ((None, shown), (str(tmp_path / "bureau.docx"), f"{shown} / {shown} / {{{{ total }}}}")):
        (data,) = word.render_word([content], Language.EN, path, notes=["town"])
        document = word.Document(io.BytesIO(data))
        texts = [paragraph.text for paragraph in document.paragraphs]
        texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert line in texts

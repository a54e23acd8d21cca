"""The command `ipdsl letter`: one letter or many, with the ledger, and no file is overwritten."""

from __future__ import annotations

import html
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.office.errors import LetterLibraryMissing, NoGlyph
from ipdsl.office.stamp import PROPERTY, stamps_of
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.slow import sampled

FIRM = str(ROOT / "examples" / "firm.json")
SMALL = {
    "applicant": {"kinds": ["enterprise"], "located_here": True},
    "as_of": "2024-12-31",
    "history": [],
    "support": [],
}


def _firms(folder: Path, *names: str) -> str:
    path = folder / "firms.jsonl"
    rows = [{**SMALL, "applicant": {**SMALL["applicant"], "id": name}, "records": {}} for name in names]  # type: ignore[dict-item]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return str(path)


def _office(folder: Path) -> str:
    """A file of an office that states everything that a letter prints."""
    path = folder / "office.json"
    texts = {
        "单位名称": "韶关市市场监督管理局",
        "联系人": "张工",
        "联系电话": "0751-8880001",
        "复议机关": "韶关市人民政府",
    }
    path.write_text(json.dumps(texts), "utf-8")
    return str(path)


@pytest.mark.parametrize("form", ["docx", "html"])
@pytest.mark.parametrize("together", sampled([[], ["--cohort"]], 2, others="broad"))
def test_each_applicant_has_a_letter(form: str, together: list[str], tmp_path: Path) -> None:
    out = tmp_path / "letters" / f"{{applicant}}.{form}"
    ran = run("letter", "shaoguan_2021", "--facts", _firms(tmp_path, "F/1", "甲公司", "F3"), "-o", str(out), *together,
              "--office", _office(tmp_path), "--zero")  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert sorted(one.name for one in (tmp_path / "letters").iterdir()) == sorted(
        [f"F_1.{form}", f"F3.{form}", f"甲公司.{form}"]
    )


def test_what_no_console_text_can_show_in_words(update_golden: bool) -> None:
    glyph = NoGlyph(words=Phrase("喆 (U+5586)", "喆 (U+5586)"), applicant="F1")
    findings = Report([LetterLibraryMissing(library="typst"), glyph])
    told = "\n\n".join(render(findings, Sources(), language=language) for language in Language)
    check_golden(ROOT / "tests" / "golden" / "tables" / "letter_findings.txt", f"{told}\n", update_golden)


def test_the_number_of_a_letter_stands_in_the_ledger_that_is_written_beside_it(tmp_path: Path) -> None:
    firm: dict[str, Any] = json.loads(Path(FIRM).read_text("utf-8"))
    other = {**firm, "applicant": {**firm["applicant"], "id": "other"}}
    both = tmp_path / "both.jsonl"
    both.write_text(f"{json.dumps(firm)}\n{json.dumps(other)}\n", "utf-8")
    ledger, out = tmp_path / "ledger.json", tmp_path / "{applicant}.html"
    assert (
        run(
            "letter", "shaoguan_2021", "--facts", str(both), "--cohort", "-o", str(out), "--ledger-out", str(ledger)
        ).code
        == 0
    )
    number = json.loads(ledger.read_text("utf-8"))["ledger_head"]["number"]
    for name in ("danxia-instruments", "other"):
        assert number in (tmp_path / f"{name}.html").read_text("utf-8")
    again = run("eval", "shaoguan_2021", "--cohort", "--facts", str(both), "--history", str(ledger))
    assert again.code == 0
    assert "0.00" in again.out


def test_a_letter_of_one_and_its_ledger_are_those_of_eval(tmp_path: Path) -> None:
    by_letter, by_eval = tmp_path / "a.json", tmp_path / "b.json"
    out = str(tmp_path / "d.html")
    assert run("letter", "shaoguan_2021", "--facts", FIRM, "-o", out, "--ledger-out", str(by_letter)).code == 0
    assert run("eval", "shaoguan_2021", "--full", "--facts", FIRM, "--ledger-out", str(by_eval)).code == 0
    assert by_letter.read_bytes() == by_eval.read_bytes()


def test_letters_of_the_year_after_know_the_ledger(tmp_path: Path) -> None:
    ledger, out = str(tmp_path / "l.json"), str(tmp_path / "d.html")
    assert run("letter", "shaoguan_2021", "--facts", FIRM, "-o", out, "--ledger-out", ledger).code == 0
    assert (
        run("letter", "shaoguan_2021", "--facts", FIRM, "-o", out, "--history", ledger, "--lang", "zh", "--zero").code
        == 0
    )
    page = Path(out).read_text("utf-8")
    assert "不予资助决定书" in page
    assert "以往已经核定20,000.00元，不再重复核定" in page


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["shaoguan_2021"], "missing FACTS: add `--facts FILE`"),
        (["shaoguan_2021", "--facts", FIRM], "name the letter"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "d.doc"], "a letter is .docx"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "d.pdf", "--template", "t.docx"], "--template is for"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "d.docx", "--font", "SimSun"], "--font is for"),
        (["shaoguan_2021", "--facts", FIRM, FIRM, "-o", "d.docx"], "given twice"),
        (["shaoguan_2021", "--facts", "d.docx", "-o", "d.docx"], "would overwrite"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "d.docx", "--template", "d.docx"], "would overwrite"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "d.docx", "--respond-by", "soon"], "is not a day"),
        (["--new-template", "x"], "Word file"), (["--new-office", "x.txt"], ".xlsx or .json"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "e.html", "--number", "2025-17"], "has no `{n}`"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "e.html", "--number", "2025-{m}"], "has no `{n}`"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "e.html", "--number-from", "17"], "needs a pattern"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "e.html", "--number-from", "-1"], "is not a number"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "e.html", "--date", "soon"], "is not a day"),
        (["shaoguan_2021", "--facts", FIRM, "-o", "e.html", "--office", "none.json"], "does not exist"),
    ],
)  # fmt: skip
def test_wrong_calls(words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.docx").write_text("mine", "utf-8")
    ran = run("letter", *words)
    assert ran.code == 2
    assert told in ran.err
    assert (tmp_path / "d.docx").read_text("utf-8") == "mine"


def test_several_applicants_need_a_name_for_each(tmp_path: Path) -> None:
    ran = run("letter", "shaoguan_2021", "--facts", _firms(tmp_path, "A", "B"), "-o", str(tmp_path / "d.html"))
    assert ran.code == 2
    assert "letters/{applicant}.html" in ran.err
    assert not (tmp_path / "d.html").exists()


def test_no_letter_overwrites_the_facts(tmp_path: Path) -> None:
    facts = tmp_path / "A.html"
    facts.write_text(json.dumps({**SMALL, "applicant": {"id": "A", "kinds": ["enterprise"]}}), "utf-8")
    ran = run("letter", "shaoguan_2021", "--facts", str(facts), "-o", str(tmp_path / "{applicant}.html"), "--zero")
    assert ran.code == 2
    assert "would overwrite" in ran.err
    assert facts.read_text("utf-8").startswith("{")


def test_an_applicant_whose_facts_have_mistakes_has_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "firms.jsonl"
    good = {**SMALL, "applicant": {"id": "A", "kinds": ["enterprise"]}}
    bad = {**SMALL, "applicant": {"id": "B", "kinds": ["nobody"]}}
    path.write_text(f"{json.dumps(good)}\n{json.dumps(bad)}\n{json.dumps({**bad, 'as_of': 'x'})}\n", "utf-8")
    ran = run("letter", "shaoguan_2021", "--facts", str(path), "-o", str(tmp_path / "{applicant}.html"), "--zero")
    assert ran.code == 1
    assert re.search(r"firms\.jsonl:2:\d+ \(\$\.applicant\.kinds\[0\]\)", ran.out)
    assert "firms.jsonl:3:" in ran.out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["A.html", "firms.jsonl"]
    assert (
        "firms.jsonl:2"
        in run("letter", "shaoguan_2021", "--facts", path, "-o", tmp_path / "{applicant}.pdf", "--cohort").err
    )
    assert not [*tmp_path.glob("*.pdf")]


@pytest.mark.parametrize("library", ["docxtpl", "typst", "fontTools", "jinja2"])
def test_a_library_that_is_not_there_is_named(library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = {"typst": "pdf", "fontTools": "pdf"}.get(library, "docx")
    monkeypatch.setattr("ipdsl.office.errors.find_spec", lambda name: None if name == library else object())
    ran = run("letter", "shaoguan_2021", "--facts", FIRM, "-o", str(tmp_path / f"d.{form}"))
    assert ran.code == 2
    assert "error[U130]" in ran.err
    assert f"`{library}`" in ran.err


def test_the_names_as_json(tmp_path: Path) -> None:
    rows = json.loads(run("letter", "--list-fields", "--format", "json").out)
    assert {"name": "paid[].sum", "zh": "应得[].金额", "kind": "text", "meaning": "the sum"} in rows
    assert {row["kind"] for row in rows} == {"text", "texts", "entries", "names"}


@pytest.mark.broad
@pytest.mark.parametrize("language", sampled(["en", "zh"], 2, others="broad"))
def test_a_bureau_begins_with_our_template(language: str, tmp_path: Path) -> None:
    template, out = str(tmp_path / "t.docx"), str(tmp_path / "d.docx")
    assert run("letter", "--new-template", template, "--lang", language).code == 0
    ran = run("letter", "shaoguan_2021", "--facts", FIRM, "-o", out, "--template", template, "--lang", language)
    assert (ran.code, ran.err) == (0, "")


def test_undetermined_is_told_by_the_exit_code(tmp_path: Path) -> None:
    facts = str(ROOT / "examples" / "firm_unknown.json")
    ran = run(
        "letter", "shaoguan_2021", "--facts", facts, "-o", str(tmp_path / "d.html"), "--respond-by", "2025年3月31日",
        "--fail-on", "undetermined",
    )  # fmt: skip
    assert ran.code == 3
    assert "31 March 2025" in (tmp_path / "d.html").read_text("utf-8")


# ---------------------------------------------------------------------------------------------- office, numbers, zero


def _named_firms(folder: Path, *names: str) -> str:
    """Firms with one paid contract each, and with details."""
    contract = {"contract": "K1", "amount": 3000000, "recorded_on": "2022-03-01", "put_to_use": True,
                "related_party": False}  # fmt: skip
    rows = [
        {**SMALL, "applicant": {"id": name, "kinds": ["enterprise"], "located_here": True,
                                "details": {"名称": f"{name}有限公司", "账号": "4405016278340123", "镇街": "新韶镇"}},
         "records": {"technology_contract": [contract] if name != "Z" else []}}
        for name in names
    ]  # fmt: skip
    path = folder / "named.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return str(path)


def test_a_gap_of_the_office_is_printed_in_brackets_and_told(tmp_path: Path) -> None:
    out, firms = tmp_path / "{applicant}.html", _named_firms(tmp_path, "A", "B")
    ran = run("letter", "shaoguan_2021", "--facts", firms, "-o", out)
    assert ran.code == 0
    assert ran.err.count("warning[U155]") == 1
    page = (tmp_path / "A.html").read_text("utf-8")
    assert "[office]" in page
    assert "[appeal authority]" in page
    ran = run("letter", "shaoguan_2021", "--facts", firms, "-o", out, "--office", _office(tmp_path), "--lang", "zh")
    assert (ran.code, ran.err) == (0, "")
    page = (tmp_path / "A.html").read_text("utf-8")
    assert "韶关市人民政府申请行政复议" in page
    assert "[" not in page.partition("<main")[2]
    assert "A有限公司：" in page
    assert "尾号为0123" in page
    assert "44050162" not in page


@pytest.mark.broad
def test_applicants_with_nothing_due_are_counted_and_numbers_pass_over_them(tmp_path: Path) -> None:
    firms = _named_firms(tmp_path, "A", "Z", "B")
    how = ("letter", "shaoguan_2021", "--facts", firms, "-o", tmp_path / "{applicant}.html", "--office",
           _office(tmp_path), "--number", "韶市监知〔2025〕{n}号", "--number-from", "17", "--lang", "zh")  # fmt: skip
    ran = run(*how)
    assert "Z无应付金额，未写通知书；`--zero`写出不予资助决定书" in ran.out
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["A.html", "B.html"]
    assert "韶市监知〔2025〕18号" in (tmp_path / "B.html").read_text("utf-8")
    rows = json.loads(run(*how, "--format", "json").out)
    assert [(row["applicant"], row["file"] is None) for row in rows] == [("A", False), ("B", False), ("Z", True)]
    assert run(*how, "--zero").code == 0
    assert "不予资助决定书" in (tmp_path / "Z.html").read_text("utf-8")
    assert "韶市监知〔2025〕18号" in (tmp_path / "B.html").read_text("utf-8"), "the number that a list states"
    assert "韶市监知〔2025〕19号" in (tmp_path / "Z.html").read_text("utf-8")


@pytest.mark.broad
def test_chosen_applicants_have_letters_and_the_ledger_has_all(tmp_path: Path) -> None:
    facts = tmp_path / "firms.json"
    firm = json.loads((ROOT / "examples" / "firm_small.json").read_text("utf-8"))
    stated = [{**firm, "applicant": {**firm["applicant"], "id": name}} for name in ("F1", "F2", "F3")]
    facts.write_text(json.dumps(stated), "utf-8")
    words = ("letter", "shaoguan_2021", "--facts", facts, "-o", tmp_path / "{applicant}.html", "--number", "N{n}")
    ran = run(*words, "--applicant", "F3", "--applicant", "F2", "--ledger-out", tmp_path / "ledger.json")
    assert ran.code == 0, ran.both
    assert sorted(path.name for path in tmp_path.glob("*.html")) == ["F2.html", "F3.html"]
    assert "Our reference: N2" in (tmp_path / "F3.html").read_text("utf-8")
    lines = json.loads((tmp_path / "ledger.json").read_text("utf-8"))["ledger"]
    assert {line["applicant"] for line in lines} == {"F1", "F2", "F3"}
    ran = run(*words, "--applicant", "F4")
    assert (ran.code, "the facts have no applicant `F4`" in ran.err) == (2, True), ran.both


def test_a_single_applicant_with_nothing_due_is_told_how_to_get_a_letter(tmp_path: Path) -> None:
    out = tmp_path / "d.html"
    ran = run("letter", "shaoguan_2021", "--facts", _named_firms(tmp_path, "Z"), "-o", out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "no letter to Z: nothing is due; `--zero` writes a letter of refusal\n"
    assert not out.exists()


@pytest.mark.broad
def test_the_number_of_the_data_of_the_office_is_used(tmp_path: Path) -> None:
    office = tmp_path / "own.json"
    office.write_text(json.dumps({"文号": "韶市监知〔2025〕{n}号"}), "utf-8")
    firms, out = _named_firms(tmp_path, "A"), tmp_path / "d.html"
    assert run("letter", "shaoguan_2021", "--facts", firms, "-o", out, "--office", office, "--lang", "zh").code == 0
    assert "韶市监知〔2025〕1号" in out.read_text("utf-8")


@pytest.mark.broad
def test_each_letter_carries_its_stamp(tmp_path: Path) -> None:
    firms = _named_firms(tmp_path, "A")
    for form in ("html", "docx"):
        how = ("-o", tmp_path / f"d.{form}", "--office", _office(tmp_path), "--ledger-out", tmp_path / f"{form}.json")
        assert run("letter", "shaoguan_2021", "--facts", firms, *how).code == 0
    meta = re.search(r'<meta name="ipdsl" content="([^"]*)">', (tmp_path / "d.html").read_text("utf-8"))
    assert meta is not None
    (stamp,) = stamps_of({PROPERTY: html.unescape(meta[1])})
    assert (stamp.policy, stamp.payable, stamp.applicants) == ("shaoguan_2021", 2_000_000, 1)
    assert stamp.ledger == json.loads((tmp_path / "html.json").read_text("utf-8"))["ledger_head"]["number"]
    with zipfile.ZipFile(tmp_path / "d.docx") as archive:
        properties = etree.fromstring(archive.read("docProps/custom.xml"))
    assert stamps_of({entry.get("name", ""): entry[0].text or "" for entry in properties}) == (stamp,)


@pytest.mark.broad
def test_a_template_may_use_each_detail_of_any_applicant(tmp_path: Path) -> None:
    firms = _named_firms(tmp_path, "A", "B")
    text = Path(firms).read_text("utf-8").replace(json.dumps("镇街"), json.dumps("园区"), 1)
    Path(firms).write_text(text, "utf-8")
    bureau = docx.Document()
    names = ("资料.名称", "details.镇街", "资料.园区", "details.account", "office.name", "number")
    bureau.add_paragraph("|".join(f"{{{{ {name} }}}}" for name in names))
    bureau.save(str(tmp_path / "bureau.docx"))
    how = ("letter", "shaoguan_2021", "--facts", firms, "-o", tmp_path / "{applicant}.docx", "--template",
           tmp_path / "bureau.docx", "--office", _office(tmp_path), "--number", "7/{n}")  # fmt: skip
    ran = run(*how)
    assert (ran.code, ran.err) == (0, "")
    lines = [docx.Document(str(tmp_path / f"{name}.docx")).paragraphs[0].text for name in "AB"]
    assert lines == ["A有限公司||新韶镇|************0123|韶关市市场监督管理局|7/1",
                     "B有限公司|新韶镇||************0123|韶关市市场监督管理局|7/2"]  # fmt: skip
    bureau.paragraphs[0].text = "{{ details.镇 }} {{ office.nmae }}"
    bureau.save(str(tmp_path / "bureau.docx"))
    ran = run(*how)
    assert ran.code == 2
    assert ran.err.count("error[U132]") == 2
    assert "details.镇" in ran.err


@pytest.mark.broad
def test_a_person_is_not_addressed_as_a_unit(tmp_path: Path) -> None:
    out = tmp_path / "d.html"
    facts = ROOT / "examples" / "person.json"
    ran = run(
        "letter", "shaoguan_2021", "--facts", facts, "-o", out, "--lang", "zh", "--zero", "--office", _office(tmp_path)
    )
    assert ran.code == 0
    page = out.read_text("utf-8")
    assert "现将您申报事项的核定结果告知如下" in page
    assert "贵单位" not in page


@pytest.mark.broad
def test_a_letter_has_the_duties_of_its_applicant_and_of_no_other(tmp_path: Path) -> None:
    for name, heading in (("park", True), ("firm", False)):
        out = tmp_path / f"{name}.html"
        facts = ROOT / "examples" / f"{name}.json"
        assert run("letter", "shaoguan_2021", "--facts", facts, "-o", out, "--lang", "zh", "--zero").code == 0
        assert ("应履行的义务" in out.read_text("utf-8")) is heading

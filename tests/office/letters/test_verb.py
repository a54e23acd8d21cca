"""The command `ipdsl letter`: one letter or many, with the ledger, and no file is overwritten."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.office.errors import LetterLibraryMissing, NoGlyph
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


@pytest.mark.parametrize("form", ["docx", "html"])
@pytest.mark.parametrize("together", sampled([[], ["--cohort"]], 2, others="broad"))
def test_each_applicant_has_a_letter(form: str, together: list[str], tmp_path: Path) -> None:
    out = tmp_path / "letters" / f"{{applicant}}.{form}"
    ran = run("letter", "shaoguan_2021", "--facts", _firms(tmp_path, "F/1", "甲公司", "F3"), "-o", str(out), *together)
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
    assert run("letter", "shaoguan_2021", "--facts", FIRM, "-o", out, "--history", ledger, "--lang", "zh").code == 0
    page = Path(out).read_text("utf-8")
    assert "没有应得金额" in page
    assert "此前已经结算" in page


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
        (["--new-template", "x"], "Word file"),
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
    ran = run("letter", "shaoguan_2021", "--facts", str(facts), "-o", str(tmp_path / "{applicant}.html"))
    assert ran.code == 2
    assert "would overwrite" in ran.err
    assert facts.read_text("utf-8").startswith("{")


def test_an_applicant_whose_facts_have_mistakes_has_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "firms.jsonl"
    good = {**SMALL, "applicant": {"id": "A", "kinds": ["enterprise"]}}
    bad = {**SMALL, "applicant": {"id": "B", "kinds": ["nobody"]}}
    path.write_text(f"{json.dumps(good)}\n{json.dumps(bad)}\n{json.dumps({**bad, 'as_of': 'x'})}\n", "utf-8")
    ran = run("letter", "shaoguan_2021", "--facts", str(path), "-o", str(tmp_path / "{applicant}.html"))
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
    assert {row["kind"] for row in rows} == {"text", "texts", "entries"}


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
    assert "2025-03-31" in (tmp_path / "d.html").read_text("utf-8")

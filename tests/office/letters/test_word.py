"""Letters in Word: the built-in template, an authority's template, and malicious templates."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.office.letters import word
from ipdsl.office.letters.template_check import RestrictedEnvironment, template_problems
from ipdsl.plain_data.errors import FactsError
from tests.support.office.letters import content
from tests.support.rows import each_row
from tests.support.slow import sampled

BOTH = [Language.EN, Language.ZH]


def _text(data: bytes) -> str:
    """All text of a Word file, including tables, headers and footers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)]
        return "\n".join(re.sub(r"<[^>]+>", " ", archive.read(name).decode()) for name in parts)


def _file(folder: Path, *paragraphs: str, row: tuple[str, ...] = ()) -> str:
    """A Word file with these paragraphs, and a table of one column."""
    document = docx.Document()
    for said in paragraphs:
        document.add_paragraph(said)
    if row:
        table = document.add_table(len(row), 1)
        for cells, said in zip(table.rows, row, strict=True):
            cells.cells[0].text = said
    path = folder / "bureau.docx"
    document.save(str(path))
    return str(path)


@pytest.mark.parametrize("language", sampled(BOTH, 2, others="broad"))
def test_our_own_letter_says_all(language: Language) -> None:
    told = content("firm", language)
    text = _text(word.render_word([told], language)[0])
    for name in ("letter_title", "salutation", "opening", "attachments", "signature", "closing", "annex_head"):
        assert told[name] in text
    for part in (*told["parts"], *told["basis"]):
        assert part["heading"] in text
        assert all(line in text.replace("&amp;", "&") for line in part["lines"])
    for row in told["rows"]:
        assert row["item"] in text
        assert row["sum"] in text
    assert all(note in text for note in told["notes"])
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.broad
@pytest.mark.parametrize("language", BOTH)
def test_our_own_template_passes_its_own_check(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(word.built_in_template(language))
    made = word.render_word([content("firm_unknown", language)], language, str(path))
    assert made[0][:2] == b"PK"


def test_a_template_of_a_bureau_in_either_language(tmp_path: Path) -> None:
    cuts = "{% for 减 in 项.核减 %}减{{ 减.金额 }}{% endfor %}"
    path = _file(
        tmp_path, "{{ 申请人 }} / {{ applicant }}：{{ 合计 }}", "{%p if 未定 %}", "未定", "{%p else %}", "全部确定",
        "{%p endif %}", row=("{%tr for 项 in 应得 %}", "{{ loop.index }} {{ 项.条款 }}" + cuts, "{%tr endfor %}"),
    )  # fmt: skip
    text = _text(word.render_word([content()], Language.ZH, path)[0])
    assert "danxia-instruments / danxia-instruments：411,499.99" in text
    assert "全部确定" in text
    assert "5 专利合同备案减20,000.00" in text


def test_signs_of_xml_are_text(tmp_path: Path) -> None:
    told = {**content(), "applicant": "A<B & C> {{ total }} {% if %}"}
    text = _text(word.render_word([told], Language.ZH, _file(tmp_path, "{{ applicant }}"))[0])
    assert "A&lt;B &amp; C&gt; {{ total }} {% if %}" in text


HOSTILE = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "{{ lipsum.__globals__ }}",
    "{{ title.__class__.__mro__ }}", "{{ title['__class__'] }}", "{{ ''.__class__ }}", "{{ paid.append(1) }}",
    "{{ title.format(title) }}", "{{ 'A' * 10**10 }}", "{{ '%1000000000d' % 3 }}", "{{ title|center(10**10) }}",
    "{{ title|attr('__class__') }}", "{{ title|map('upper') }}", "{{ total|format }}", "{{ title|replace('a', 'b') }}",
    "{% for x in range(99999) %}{% endfor %}", "{% include '/etc/passwd' %}", "{% import 'x' as y %}",
    "{% extends 'x' %}", "{% macro m() %}{% endmacro %}", "{% set x = 1 %}", "{% block b %}{% endblock %}",
    "{% filter upper %}x{% endfilter %}", "{{ self.__init__ }}", "{{ joiner() }}", "{{ namespace(a=1) }}",
    "{{ [1, 2] }}", "{{ {'a': 1} }}", "{{ 2 - 1 }}", "{{ title ~ caller() }}", "{{ loop.index }}",
    "{{ title is mapping }}",
    "{{ paid }}", "{{ paid.sum }}", "{{ totl }}", "{% for c in title %}{{ c }}{% endfor %}",
    "{% for one in paid %}{{ one.suum }}{% endfor %}", "{% for a, b in paid %}{% endfor %}", "{{ paid[title] }}",
    "{% for one in paid recursive %}{{ loop(one) }}{% endfor %}", "{{ total", "{% if total %}", "{% fr x in paid %}",
    "{{ (paid|first).__class__ }}", "{{ paid[0].__init__ }}", "{{ assumptions[0].upper() }}", "{{ paid|first }}",
]  # fmt: skip


@each_row("said", HOSTILE)
def test_what_a_template_may_not_say_is_found_before_anything_is_filled_in(said: str) -> None:
    (first, *_) = template_problems(f"<w:p>{said}</w:p>", RestrictedEnvironment())
    assert first["kind"] in (
        "name", "call", "not_taken", "filter", "list", "no_list", "syntax", "tag", "unclosed"
    ), first  # fmt: skip


@pytest.mark.parametrize("said", sampled(HOSTILE[:30], 3, others="broad"))
def test_the_sandbox_refuses_what_the_check_refuses(said: str) -> None:
    """The second check, in case the first one misses something."""
    from jinja2.exceptions import TemplateError, UndefinedError as NotThere

    environment = RestrictedEnvironment()
    try:
        told = environment.from_string(said).render(content())
    except (TemplateError, NotThere, TypeError, NotImplementedError, RuntimeError):
        return
    assert told in ("", "[1, 2]", "{&#39;a&#39;: 1}") or said.startswith("{% ")


@pytest.mark.broad
def test_all_that_is_wrong_is_told_in_one_run(tmp_path: Path) -> None:
    path = _file(
        tmp_path, "合计：{{ totl }}", "{{ title.upper() }}", "{% for x in paid %}{{ x.summ }}{% endfor %}", "{{ open }}"
    )
    with pytest.raises(FactsError) as caught:
        word.render_word([content()], Language.ZH, path)
    told = [(one.code, one.texts(Language.ZH).title) for one in caught.value.report]
    assert sorted(code for code, _ in told) == ["U132", "U132", "U133", "U134"]
    assert "合计：{{ totl }}" in told[0][1]


def _nested(folder: Path) -> str:
    deep = "".join(f"{{% for a{at} in not_paid %}}" for at in range(12))
    return _file(folder, deep + "{{ title }}" + "{% endfor %}" * 12)


def _with_macros(folder: Path) -> str:
    path = _file(folder, "x")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return path


def _bomb(folder: Path) -> str:
    path = _file(folder, "x")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.txt", b"0" * 250_000_000)
    return path


def _old(folder: Path) -> str:
    path = folder / "bureau.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 600)
    return str(path)


def _no_word(folder: Path) -> str:
    path = folder / "bureau.docx"
    path.write_text("dear sirs", "utf-8")
    return str(path)


def _broken(folder: Path) -> str:
    path = folder / "bureau.docx"
    path.write_bytes(Path(_file(folder, "x")).read_bytes()[:5000])
    return str(path)


@pytest.mark.parametrize(
    ("made", "reason"),
    sampled([
        pytest.param(_nested, "takes too long", marks=pytest.mark.slow), (_with_macros, "macros"),
        pytest.param(_bomb, "unpacks", marks=pytest.mark.slow),
        (_old, "old form"), (_no_word, "no .docx"), (_broken, "broken"),
    ], 2, others="broad"),
)  # fmt: skip
def test_files_that_are_no_templates(made: Callable[[Path], str], reason: str, tmp_path: Path) -> None:
    path = made(tmp_path)
    with pytest.raises(FactsError) as caught:
        word.render_word([content()], Language.ZH, path)
    (found,) = caught.value.report
    assert found.code == "U131"
    assert reason in found.texts(Language.EN).title

"""The language of a call: `--lang`, otherwise the locale, otherwise the page. It is the same for every command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.pages import policies_folder
from ipdsl.cli.console import detect_language, locale_language
from ipdsl.cli.main import VERBS
from ipdsl.decision.decision import NOTICE_PHRASE
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.official_files import word
from tests.support.parquet import from_lines
from tests.support.rows import each_row
from tests.support.slow import sampled

PAGES = {
    "en": """policy town "Town measures" "某镇办法"
  document "T 1"
  effective 2021-01-01 to 2023-12-31
  use ip

article 1 "Titles" "称号"
  award 200000 once when geo_indication_product new
""",
    "zh": """政策 town "某镇办法" "Town measures"
  文号 "T 1"
  自 2021年1月1日 起施行，有效期至 2023年12月31日
  使用词汇 ip

第1条 "称号" "Titles"
  对 地理标志保护产品 新认定 的，一次性奖励 20万元
""",
}
WITHOUT_ARTICLES = {"en": "A text without articles: 200000 yuan.\n", "zh": "没有条款的文本，奖励20万元。\n"}
OFFICIAL = "第一条 称号。对新获地理标志保护产品，一次性奖励30万元。\n"
FACTS = """{"applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2023-12-31",
 "records": {"geo_indication_product": [{"product": "Tea"}]}}
"""


NO_LOCALE: dict[str, str | None] = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"))


@attrs.frozen
class Case:
    """The words of a call, its output in English and in Chinese, and the file with the output, if it is a file."""

    words: str
    en: str
    zh: str
    file: str = ""

    def language(self, option: str, locale: Mapping[str, str]) -> str:
        Path("x.xlsx").unlink(missing_ok=True)  # a form that may be filled in is not overwritten
        ran = run(*self.words.split(), *option.split(), variables={**NO_LOCALE, **locale})
        shown = ran.both + (Path(self.file).read_text(encoding="utf-8") if self.file else "")
        (language,) = [name for name, words in (("en", self.en), ("zh", self.zh)) if words in shown]
        return language


CASES = {
    "ask": Case("ask page.ipp --facts facts.json", "would settle", "即可结算"),
    "audit": Case("audit page.ipp --against official.txt", "is in the text and not in", "在政策中没有"),
    "batch": Case("batch page.ipp --facts firms.parquet -o out.parquet", "all sums in CNY", "金额币种CNY"),
    "check": Case("check page.ipp", "1 file, no findings", "1个文件，没有问题"),
    "compare": Case("compare page.ipp --facts facts.json", "all sums in CNY", "金额币种CNY"),
    "completion": Case("completion sh", "is not one of", "不在可选范围之内"),
    "compile": Case("compile page.ipp -o x.ipp", "would make a page", "变成页面"),
    "doc": Case("doc page.ipp -o x.html", "wrote", "已写出"),
    "draft": Case("draft text.txt", "has no articles", "没有条"),
    "dump": Case("dump typed broken.ipp", "error[N", "错误[N"),
    "eval": Case("eval page.ipp --facts facts.json", "Total due", "应得合计"),
    "explain": Case("explain N001", "an unknown word", "未知的词"),
    "fmt": Case("fmt --check loose.ipp", "(formatted)", "（整理后）"),
    "ledger": Case("ledger check ledger.json --policy page.ipp", "all sums in CNY", "金额币种CNY"),
    "letter": Case("letter page.ipp --facts facts.json -o x.html --zero", "Dear applicant", "贵单位", file="x.html"),
    "list": Case("list payments page.ipp --facts facts.json -o x.xlsx", "payable now", "本次应付"),
    "lsp": Case("lsp extra", "unexpected extra argument", "多余的参数"),
    "new": Case("new To", "cannot be the name of a policy", "不能作为政策名称"),
    "readings": Case("readings page.ipp", "no readings", "没有写`理解`"),
    "schema": Case("schema broken.ipp", "error[N", "错误[N"),
    "template": Case("template page.ipp -o x.xlsx", "fill it in", "填好后"),
    "test": Case("test page.ipp", "has no cases", "没有案例"),
    "trace": Case("trace page.ipp Nothing --facts facts.json", "error[U", "错误[U"),
    "types": Case("types page.ipp -o x.txt", "name a module", "请给出模块的名称"),
    "verify": Case("verify ledger.json page.ipp --facts facts.json", "agrees", "相符"),
}
WITHOUT_PAGE = ("explain", "completion", "lsp", "new")


@pytest.fixture(params=["en", "zh"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The language of the pages in the folder of the test."""
    language: str = request.param
    page = PAGES[language]
    (tmp_path / "page.ipp").write_text(page, encoding="utf-8")
    (tmp_path / "loose.ipp").write_text(page.replace('"T 1"', '  "T 1"'), encoding="utf-8")
    broken = page.replace("geo_indication_product", "geo_product").replace("地理标志保护产品", "地理保护产品")
    (tmp_path / "broken.ipp").write_text(broken, encoding="utf-8")
    (tmp_path / "text.txt").write_text(WITHOUT_ARTICLES[language], encoding="utf-8")
    (tmp_path / "official.txt").write_text(OFFICIAL, encoding="utf-8")
    (tmp_path / "facts.json").write_text(FACTS, encoding="utf-8")
    (tmp_path / "ledger.json").write_text('{"policy": "town", "currency": "CNY", "ledger": []}', encoding="utf-8")
    (tmp_path / "firms.parquet").write_bytes(from_lines('{"id": "F1", "kinds": ["enterprise"]}\n'))
    return language


def test_every_command_has_a_case() -> None:
    assert set(CASES) == set(VERBS)


@pytest.mark.parametrize("verb", sampled(sampled(VERBS, 2), 4, others="broad"))
def test_a_command_answers_in_the_language_of_the_option_the_locale_or_the_page(
    verb: str, written: str, tmp_path: Path
) -> None:
    case = CASES[verb]
    of_page = "en" if verb in WITHOUT_PAGE else written
    with working_in(tmp_path):
        assert case.language("", {}) == of_page
        assert case.language("", {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}) == of_page
        assert case.language("", {"LANG": "zh_CN.UTF-8"}) == "zh"
        assert case.language("", {"LC_ALL": "en_GB.UTF-8"}) == "en"
        assert case.language("--lang en", {"LC_ALL": "zh_CN.UTF-8"}) == "en"
        assert case.language("--lang zh", {"LANG": "en_GB.UTF-8"}) == "zh"


LOCALES = {
    "zh_CN.UTF-8": Language.ZH, "zh_TW": Language.ZH, "zh-Hans-CN": Language.ZH, "ZH": Language.ZH,
    "Chinese (Simplified)_China.936": Language.ZH,
    "en_GB.UTF-8": Language.EN, "en": Language.EN, "en_US@euro": Language.EN, "English_United States.1252": Language.EN,
    "C": None, "C.UTF-8": None, "POSIX": None, "": None, "UTF-8": None, "fr_FR.UTF-8": None, "enm": None,
    "zha_CN": None,
}  # fmt: skip


@each_row(
    ("variable", "name", "expected"),
    [(variable, name, expected) for variable in NO_LOCALE for name, expected in LOCALES.items()],
)
def test_a_locale_names_english_chinese_or_no_language(
    variable: str, name: str, expected: Language | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in NO_LOCALE:
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(variable, name)
    assert locale_language() is expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LC_ALL": "zh_CN", "LC_MESSAGES": "en_GB"}, Language.ZH),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_GB", "LANGUAGE": "en"}, Language.ZH),
        ({"LC_ALL": "", "LANG": "zh_CN"}, Language.ZH),
        ({"LC_ALL": "C", "LANG": "zh_CN", "LANGUAGE": "zh"}, None),
        ({"LANGUAGE": "fr:zh_CN:en"}, Language.ZH),
    ],
)
def test_the_first_variable_that_is_set_names_the_locale(
    variables: dict[str, str], expected: Language | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NO_LOCALE:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert locale_language() is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAGES["en"], Language.EN),
        (PAGES["zh"], Language.ZH),
        (PAGES["en"] + "# 注释\n" * 20, Language.EN),
        ("对 专利 授权 的，奖励 1元\naward 1 when patent granted\n", Language.EN),
        ("# only a comment\n", Language.EN),
        ("", Language.EN),
    ],
)
def test_a_page_is_chinese_if_most_of_its_lines_begin_with_a_chinese_word(text: str, expected: Language) -> None:
    assert detect_language(text) is expected


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("eval zh.ipp", "用法"),
        ("eval zh.ipp facts.json --year 22", "用法"),
        ("eval --yaer zh.ipp facts.json", "用法"),
        ("eval --year 22 en.ipp facts.json", "Usage"),
        ("check --deny x en.ipp zh.ipp", "Usage"),
        ("check --deny x zh.ipp en.ipp", "用法"),
        ("check --deny x nowhere.ipp zh.ipp", "用法"),
        ("check --deny x 没有.ipp", "Usage"),
        ("check --deny x shaoguan_2021", "Usage"),
        ("check --deny x policies/zh/shaoguan_2021.ipp", "用法"),
        ("eval --lang en zh.ipp", "Usage"),
        ("evla zh.ipp", "用法"),
        (f"check --deny x {'a' * 300}", "Usage"),
    ],
)
def test_a_wrong_call_is_answered_in_the_language_of_the_first_page_that_it_names(
    words: str, begins: str, tmp_path: Path
) -> None:
    for name, page in PAGES.items():
        (tmp_path / f"{name}.ipp").write_text(page, encoding="utf-8")
    (tmp_path / "policies").symlink_to(policies_folder())
    with working_in(tmp_path):
        assert run(*words.split(), variables=NO_LOCALE).err.startswith(begins)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_from_standard_input_or_in_another_encoding_is_known_when_it_is_read(encoding: str) -> None:
    page = PAGES["zh"].replace("一次性", "一次")
    ran = run("check", "-", stdin=page.encode(encoding), variables=NO_LOCALE)
    assert ran.out.startswith("错误[")


def test_the_first_of_several_pages_sets_the_language(tmp_path: Path) -> None:
    for name, page in PAGES.items():
        (tmp_path / f"{name}.ipp").write_text(page, encoding="utf-8")
    with working_in(tmp_path):
        assert run("check", "zh.ipp", "en.ipp", variables=NO_LOCALE).out == "2个文件，没有问题\n"
        assert run("check", "en.ipp", "zh.ipp", variables=NO_LOCALE).out == "2 files, no findings\n"
        assert run("check", "nowhere", "zh.ipp", variables=NO_LOCALE).out.startswith("错误[U001]")


@pytest.mark.parametrize(
    ("text", "name"),
    [(OFFICIAL.encode(), "a.txt"), (OFFICIAL.encode("gbk"), "a.txt"), (word(OFFICIAL), "a.docx")],
    ids=["utf-8", "gbk", "word"],
)
def test_a_draft_is_in_the_language_of_the_text(text: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(text)
    with working_in(tmp_path):
        page = run("draft", name, variables=NO_LOCALE).out
        assert any(line.startswith("政策 ") for line in page.splitlines())
        english = run("draft", name, variables={**NO_LOCALE, "LANG": "en_GB.UTF-8"}).out
        assert any(line.startswith("policy ") for line in english.splitlines())
        assert "`--out`会遮住" in run("draft", name, "-o", "ip.ipp", variables=NO_LOCALE).err


def test_the_prose_of_json_is_in_the_language_of_the_page_and_its_names_are_the_same(tmp_path: Path) -> None:
    decisions = []
    for page in PAGES.values():
        (tmp_path / "page.ipp").write_text(page, encoding="utf-8")
        (tmp_path / "facts.json").write_text(FACTS, encoding="utf-8")
        with working_in(tmp_path):
            printed = run("eval", "page.ipp", "--facts", "facts.json", "--format=json", variables=NO_LOCALE).out
        decisions.append(json.loads(printed))
    english, chinese = decisions
    assert chinese.keys() - english.keys() == {"labels"}
    assert [claim["clause"] for claim in english["claims"]] == [claim["clause"] for claim in chinese["claims"]]
    assert (english["notice"], chinese["notice"]) == (str(NOTICE_PHRASE), NOTICE_PHRASE.text(Language.ZH))

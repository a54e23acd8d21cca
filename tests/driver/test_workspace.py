"""The findings of pages that a workspace keeps between edits equal those of a new compilation from files."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Source
from ipdsl.base.value_object import ComputedOnce
from ipdsl.driver import workspace
from ipdsl.driver.compilation import Compilation
from ipdsl.driver.workspace import Workspace
from ipdsl.semantics.chinese_pages import replace_names
from ipdsl.syntax import parser, sentence_cache
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.layout import Layout
from ipdsl.syntax.printing import format_page
from ipdsl.syntax.sentence_cache import BlockKey, KeptBlock, SentenceCache, block_keys
from tests.support.caches import own_cache

WORDS = """vocabulary words "Words" "词汇表"

applicant enterprise "企业" "a company" "从事经营活动的公司"
applicant person "个人" "a natural person" "自然人"
applicant county "县区" "a county" "县级政府"

applicant fields
  here "在本地" yes/no fixed
  sound "账册健全" yes/no dated
  good "合格" means here and sound

level national "国家级" > provincial "省级"

record contract "合同"
  key number "合同号"
  amount "金额" money
  used "已实施" yes/no
  level "级别" level
  event recorded "备案" on recorded_on "备案日" default
record loan "贷款"
  key account "账号"
  interest "利息" money
  event drawn "发放" on drawn_on "发放日" default
"""
HEAD = """# A town.
policy town "Town" "本镇办法"
  effective 2022-01-01 to 2025-12-31
  use words

"""
ARTICLES = """article 1 "Contracts" "合同"
  if here
  award 1% of amount to enterprise when contract recorded and used  # the share
    as share "合同奖"
    title "Share of contracts" "按比例奖励"
  cap 50000 per enterprise per year

article 2 "Loans" "贷款"
  here base "基数" of loan means interest less 100
  group loans "贷款组"
    award 30% of base to enterprise, person when loan drawn
    award 2000 once to enterprise when loan drawn and (good or interest at least 500)
      as small "小额奖"
    pay highest per account per year
  reading "both are compared" "两者比较"

article 3 "Ranks"
  award by level once when contract recorded
    national: 20000
    provincial: 10000
  limit 3 contract per enterprise per year, earliest first
  oblige county to "pay nothing again" "不重复资助"

article 4 "Sums"
  over articles 1 to 3
    cap 80000 per enterprise per year
      except share, small
"""
CASES = """cases for town

case "one contract"
  given enterprise here
    contract A: recorded_on 2022-03-01, amount 850000, used, level national
  expect 2022 total 28500

case "no contract"
  given person
  expect total 0
"""
CHARACTERS = '  abehnrst0123456789_,:%"()#.\n的一万元条对且或，、级省合同企业'


def pages() -> dict[str, str]:
    """Pages in English, in Chinese and in both, their vocabulary, and a page of cases."""
    english = HEAD + ARTICLES
    workspace = Workspace()
    for name, text in (("words.ipp", WORDS), ("town.ipp", english)):
        workspace.open(name, text)
    town = Compilation.from_workspace("town.ipp", workspace)
    assert town.page is not None
    assert town.words is not None
    chinese = format_page(replace_names(town.page, town.words), to=Surface.CHINESE)
    parts = chinese.split("\n\n")
    half = ARTICLES.split("\n\n", 1)[0]
    mixed = "\n\n".join([parts[0], half, *parts[2:]])
    dense = re.sub(r"(?<=[\u4e00-\u9fff，、]) (?=[\u4e00-\u9fff])", "", chinese)
    return {"words.ipp": WORDS, "town.ipp": english, "zh.ipp": dense, "mixed.ipp": mixed, "town.cases.ipp": CASES}


def edited(text: str, draw: random.Random) -> str:
    """A text after the edit of one character: anywhere, in a number, in a quotation, or a new line.

    Or two quotations change places.
    """
    kind = draw.choice(["any", "any", "number", "quotation", "line", "swap"])
    quotations = re.findall(r'"([^"\n]+)"', text)
    if kind == "swap" and len(quotations) > 1:
        first, second = draw.sample(quotations, 2)
        return text.replace(first, "\0").replace(second, first).replace("\0", second)
    places = {
        "any": range(len(text) + 1),
        "number": [place for place, character in enumerate(text) if character.isdecimal()],
        "quotation": [match.start(1) for match in re.finditer(r'"([^"\n]+)"', text)],
        "swap": [],
        "line": [place for place, character in enumerate(text) if character == "\n"],
    }[kind]
    if not places:
        return text + "\n"
    place = draw.choice(places)
    added = "\n" if kind == "line" else draw.choice("0123456789") if kind == "number" else draw.choice(CHARACTERS)
    action = "insert" if kind == "line" else draw.choice(["insert", "delete", "replace"])
    return text[:place] + added * (action != "delete") + text[place + (action != "insert") :]


def drawn_edits(seed: int, count: int) -> Iterator[tuple[str, str, bool]]:
    """Names of pages with their new texts. Most edits add to those before; whether edits are tried is drawn, too."""
    draw, written = random.Random(seed), pages()
    now = dict(written)
    for _ in range(count):
        name = draw.choice([*now])
        is_undone = now[name] != written[name] and draw.random() < 0.6
        now[name] = written[name] if is_undone else edited(now[name], draw)
        yield name, now[name], draw.random() < 0.03


def shown(compilation: Compilation, *, is_tried: bool = False) -> tuple[object, ...]:
    """The findings with their places, and their texts in both languages."""
    findings = list(compilation.check() if is_tried else compilation.check_without_trials())
    texts = (render(findings, compilation.sources, language=language) for language in Language)
    return (*texts, *((finding.span, finding.edits, finding.alternatives, finding.related) for finding in findings))


def award_that_becomes_chinese() -> list[tuple[str, str, bool]]:
    """A page of two versions. A row is below an English award, and then below a Chinese award that may not have it."""
    row = "    国家级: 20000 once\n"
    english, chinese = ("  award by level when contract recorded\n", "  对 合同 备案 的，按 级别 分别奖励：\n")
    return [("mixed.ipp", f"{HEAD}article 1\n{award}{row}", False) for award in (english, chinese)]


def first_difference(folder: Path, edits: Iterable[tuple[str, str, bool]]) -> str | None:
    """The first page whose findings differ after an edit, with the number of the edit; `None` if all are equal.

    The files still have the texts before an edit when the workspace compiles the page.
    """
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    workspace = Workspace()
    for number, (name, text, is_tried) in enumerate(edits):
        path = folder / name
        workspace.open(str(path), text)
        using = ["town.ipp", "zh.ipp"] if name == "words.ipp" else ["town.cases.ipp"] if name == "town.ipp" else []
        compilations = [Compilation.from_workspace(str(folder / each), workspace) for each in (name, *using)]
        found = [shown(compilation, is_tried=is_tried) for compilation in compilations]
        path.write_text(text, encoding="utf-8", newline="")
        for each, kept in zip((name, *using), found, strict=True):
            if kept != shown(Compilation.from_file(str(folder / each)), is_tried=is_tried):
                return f"{each} after edit {number}"
    return None


@pytest.mark.parametrize("seed", range(2))
def test_findings_after_edits_are_those_of_a_new_compilation(seed: int, tmp_path: Path) -> None:
    assert first_difference(tmp_path, drawn_edits(seed, 25)) is None


def test_a_sentence_is_read_again_in_another_language(tmp_path: Path) -> None:
    edits = award_that_becomes_chinese()
    assert first_difference(tmp_path, edits) is None
    codes = [[finding.code for finding in Compilation.from_text(text).check()] for _, text, _ in edits]
    assert codes[0] != codes[1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 14))
def test_findings_after_many_edits_are_those_of_a_new_compilation(seed: int, tmp_path: Path) -> None:
    assert first_difference(tmp_path, drawn_edits(seed, 500)) is None


def _blocks_of_any_words(cache: SentenceCache, page: str, context: object) -> Mapping[BlockKey, KeptBlock]:
    version = cache._pages.get(page)
    return {} if version is None else version.blocks


def _keys_without_place(source: Source, laid_out: Layout) -> list[BlockKey | None]:
    return [None if key is None else (0, key[1].strip("\n")) for key in block_keys(source, laid_out)]


def _blocks_with_findings(page: parser._PageParser) -> tuple[int, int, int]:
    return 0, 0, 0


def _result_for_any_vocabulary(kept: Any, context: object, make: Callable[[object], object], key: object) -> object:
    if key not in kept._results:
        kept._results[key] = make(kept)
    return kept._results[key]


class _CacheWithoutSurfaces(SentenceCache):
    """Trees whose key has only the text and the start of a sentence."""

    def __init__(self) -> None:
        super().__init__()
        by_text: dict[tuple[str, str], Any] = {}
        parse = self.tree

        def tree(text: str, start: str, surfaces: tuple[Surface, ...]) -> Any:
            if (text, start) not in by_text:
                by_text[text, start] = parse(text, start, surfaces)
            return by_text[text, start]

        self.tree: Any = tree


FAULTS: Mapping[str, tuple[Iterable[tuple[str, str, bool]], object, str, object]] = {
    "blocks of other words": (drawn_edits(2, 40), SentenceCache, "blocks", _blocks_of_any_words),
    "places that are not moved": (drawn_edits(0, 40), parser, "block_keys", _keys_without_place),
    "blocks with findings": (drawn_edits(0, 40), parser._PageParser, "_report_sizes", _blocks_with_findings),
    "articles with the names of another vocabulary": (
        drawn_edits(0, 40), ComputedOnce, "compute_for", _result_for_any_vocabulary
    ),
    "key without the surface": (award_that_becomes_chinese(), workspace, "SentenceCache", _CacheWithoutSurfaces),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_changes_findings(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edits, *patch = FAULTS[fault]
    monkeypatch.setattr(*patch)
    assert first_difference(tmp_path, edits) is not None


@pytest.mark.parametrize("edits", [60, pytest.param(2_000, marks=pytest.mark.slow)])
def test_kept_sentences_do_not_grow_with_edits(edits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_cache, "MOST_SENTENCES", 40)
    workspace, draw = Workspace(), random.Random(3)
    workspace.open("words.ipp", WORDS)
    sizes = []
    for _ in range(edits):
        workspace.open("town.ipp", edited(HEAD + ARTICLES, draw))
        Compilation.from_workspace("town.ipp", workspace).check_without_trials()
        sizes.append(workspace.sentences.size)
    assert max(sizes[30:]) <= max(sizes[:30])


def test_text_of_an_open_vocabulary_replaces_its_file_until_it_is_closed(tmp_path: Path) -> None:
    files = {name: str(tmp_path / name) for name in ("words.ipp", "town.ipp")}
    for name, path in files.items():
        Path(path).write_text(pages()[name], encoding="utf-8")
    workspace = Workspace()
    assert not Compilation.from_workspace(files["town.ipp"], workspace).check().has_errors
    workspace.open(files["words.ipp"], WORDS.replace("amount", "total_amount"))
    assert Compilation.from_workspace(files["town.ipp"], workspace).check().has_errors
    workspace.close(files["words.ipp"])
    assert not Compilation.from_workspace(files["town.ipp"], workspace).check().has_errors


def test_open_pages_without_files_are_found_by_name() -> None:
    workspace = Workspace()
    workspace.open("words.ipp", WORDS)
    workspace.open("town.ipp", HEAD + ARTICLES)
    workspace.open("town.cases.ipp", CASES.replace("28500", "1"))
    compilation = Compilation.from_workspace("town.ipp", workspace)
    assert not compilation.check().has_errors
    assert compilation.policy_and_cases is not None
    assert len(compilation.policy_and_cases[1]) == 2
    workspace.open("town.ipp", (HEAD + ARTICLES).replace("use words", "use wrds"))
    (missing,) = Compilation.from_workspace("town.ipp", workspace).check_without_trials()
    assert missing.nearest == ("words",)


def test_a_vocabulary_that_is_open_leaves_nothing_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = own_cache(tmp_path, monkeypatch)
    workspace = Workspace()
    workspace.open("words.ipp", WORDS + "# edited\n")
    workspace.open("town.ipp", HEAD + ARTICLES)
    assert not Compilation.from_workspace("town.ipp", workspace).check().has_errors
    assert home.entries == []

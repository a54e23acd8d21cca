"""Policies in the cache: the same answers, found only if every page is unchanged, and quickly."""

from __future__ import annotations

import runpy
import shutil
import sys
from pathlib import Path

import pytest

import ipdsl
from ipdsl.base.source import Source
from ipdsl.syntax import keywords, parser_tables
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.parser import parse
from ipdsl.syntax.printing import format_page
from tests.conftest import ROOT
from tests.support.caches import POLICY, VOCABULARY, Home, own_cache
from tests.support.cli import run
from tests.support.processes import HUNG

COMPILER = ("lark", "ipdsl.syntax", "ipdsl.semantics", "ipdsl.driver.compilation")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return own_cache(tmp_path, monkeypatch)


def _of_the_compiler(names: set[str]) -> set[str]:
    return {name for name in names if name.startswith(COMPILER)} | {n for n in names if n.startswith("ipdsl.lower")}


def test_a_hit_says_the_same(own: Home) -> None:
    first = own.eval()
    assert own.entry("module")
    assert own.eval() == first
    assert own.eval("--no-cache") == first
    assert "1,000.00" in first


def test_a_hit_imports_nothing_of_the_compiler(own: Home) -> None:
    own.eval()
    assert _of_the_compiler(own.imported("eval", str(own.policy), "--full", "--facts", str(own.facts))) == set()


def test_a_checked_page_imports_nothing_of_the_compiler_but_its_findings(own: Home) -> None:
    own.run("check", str(own.policy))
    found = _of_the_compiler(own.imported("check", str(own.policy)))
    assert {name for name in found if "errors" not in name} <= {"ipdsl.semantics", "ipdsl.syntax"}


@pytest.mark.parametrize("verb", [["schema"], ["readings"], ["check"]], ids=lambda verb: verb[0])
def test_other_verbs_say_the_same(own: Home, verb: list[str]) -> None:
    first = own.run(*verb, str(own.policy))
    assert own.run(*verb, str(own.policy)) == first
    assert own.run(*verb, str(own.policy), "--no-cache") == first


def test_findings_show_their_lines_again(own: Home) -> None:
    own.policy.write_text(POLICY.replace("award 1000 once", "award 10% of worth"), encoding="utf-8")
    first = own.run("check", str(own.policy))
    assert "award 10% of worth" in first
    assert own.entry("findings")
    assert own.run("check", str(own.policy)) == first
    assert own.run("check", str(own.policy), str(own.vocabulary)) == own.run(
        "check", str(own.policy), str(own.vocabulary), "--no-cache"
    )


def test_no_cache_writes_nothing(own: Home) -> None:
    own.eval("--no-cache")
    own.run("check", str(own.policy), "--no-cache")
    assert own.entries == []
    assert not own.key.exists()


@pytest.mark.broad
def test_no_cache_reads_nothing(own: Home) -> None:
    own.eval()
    assert "lark" in own.imported("eval", str(own.policy), "--full", "--facts", str(own.facts), "--no-cache")


def test_the_library_can_do_without(own: Home) -> None:
    ipdsl.load(own.policy, cache=False)
    assert own.entries == []
    ipdsl.load(own.policy)
    assert own.entry("module")


def test_a_text_is_not_kept(own: Home) -> None:
    ipdsl.load_text("award 200000 once when geo_indication_product new")
    assert {entry.name.split("-")[0] for entry in own.entries} <= {"page", "grammar"}  # the vocabulary `ip`


def test_a_changed_page_is_compiled_anew(own: Home) -> None:
    own.eval()
    own.policy.write_text(POLICY.replace("1000", "2000"), encoding="utf-8")
    assert "2,000.00" in own.eval()


def test_a_changed_vocabulary_is_seen(own: Home) -> None:
    own.eval()
    own.vocabulary.write_text(VOCABULARY.replace("key number", "key number\n  place text"), encoding="utf-8")
    assert '"place"' in own.run("schema", str(own.policy))
    own.vocabulary.write_text(VOCABULARY.replace("event won", "event had"), encoding="utf-8")
    ran = run("eval", own.policy, "--full", "--facts", own.facts)
    assert ran.code == 1
    assert "won" in ran.err


def test_a_vocabulary_of_its_own_wins_over_the_packaged_one_as_soon_as_it_is_there(own: Home) -> None:
    own.policy.write_text(POLICY.replace("use words", "use ip").replace("prize won", "geo_indication_product new"))
    own.run("check", str(own.policy))
    assert "geo_indication_product" in own.run("schema", str(own.policy))
    own.vocabulary.rename(own.path / "ip.ipp")
    ran = run("check", own.policy)
    assert ran.code == 1
    assert "geo_indication_product" in ran.out


def test_a_page_with_a_different_vocabulary_is_a_different_policy(own: Home) -> None:
    own.eval()
    other = own.path / "other"
    other.mkdir()
    shutil.copy(own.policy, other)
    (other / "words.ipp").write_text(VOCABULARY.replace("worth money", "worth count"), encoding="utf-8")
    assert own.run("schema", str(own.policy)) != own.run("schema", str(other / own.policy.name))


MORE_WORDS = """vocabulary words "Words"

use base

record medal "奖章"
  key number
  event won "获得" on won_on
"""


@pytest.mark.parametrize(
    ("with_base", "chinese"),
    [
        (True, ("policy", "words", "base")),
        *(
            pytest.param(*case, marks=pytest.mark.broad)
            for case in (
                (False, ("words",)),
                (False, ("policy", "words")),
                (True, ("base",)),
                (True, ("words",)),
            )
        ),
    ],
)
def test_the_content_hash_depends_on_no_cache_and_no_language(
    own: Home, with_base: bool, chinese: tuple[str, ...]
) -> None:
    words = VOCABULARY.replace("level text", "field text")  # `level` begins an English sentence on a Chinese page
    english = {"policy": POLICY, "words": words}
    if with_base:
        english |= {"words": MORE_WORDS, "base": words.replace("vocabulary words", "vocabulary base")}
    files = {"policy": own.policy, "words": own.vocabulary, "base": own.path / "base.ipp"}

    def write(page: str, surface: Surface) -> None:
        tree, report = parse(Source(f"{page}.ipp", english[page]))
        assert not len(report)
        files[page].write_text(format_page(tree, to=surface), encoding="utf-8")

    def content_hash(*options: str) -> str:
        own.run("compile", str(own.policy), "-o", str(own.path / "made.py"), *options)
        return str(runpy.run_path(str(own.path / "made.py"))["POLICY"].content_hash)

    for page in english:
        write(page, Surface.ENGLISH)
    first = content_hash("--no-cache")
    assert len(first) == 64
    for page in chinese:
        write(page, Surface.CHINESE)
    assert content_hash("--no-cache") == first
    assert content_hash() == first
    assert content_hash() == first
    for entry in own.entries:
        if not entry.name.startswith(("page-", "english-", "grammar-")):
            entry.unlink()
    assert content_hash() == first
    own.run("check", "--module", str(own.path / "made.py"))


def test_a_page_that_needs_the_words_of_another_page_is_not_kept(own: Home) -> None:
    tree, _ = parse(Source("words.ipp", MORE_WORDS))
    own.vocabulary.write_text(format_page(tree, to=Surface.CHINESE), encoding="utf-8")
    (own.path / "base.ipp").write_text(VOCABULARY.replace("vocabulary words", "vocabulary base"), encoding="utf-8")
    own.eval()
    assert [entry.name.split("-")[0] for entry in own.entries].count("page") == 1


def test_the_entry_of_another_policy_is_not_taken(own: Home) -> None:
    own.eval()
    entry = own.entry("module")
    good = entry.read_bytes()
    entry.unlink()
    own.policy.write_text(POLICY.replace("1000", "9000"), encoding="utf-8")
    assert "9,000.00" in own.eval()
    own.entry("module").write_bytes(good)
    assert "9,000.00" in own.eval()


def test_policies_share_the_entry_of_their_vocabulary(own: Home) -> None:
    said = own.eval()
    vocabulary = own.entry("vocabulary")
    assert b"MoneyType" in vocabulary.read_bytes()
    assert b"MoneyType" not in own.entry("module").read_bytes()
    own.policy.write_text(POLICY.replace("1000", "2000"), encoding="utf-8")
    own.eval()
    assert own.entry("vocabulary") == vocabulary
    own.policy.write_text(POLICY, encoding="utf-8")
    assert own.eval() == said


def test_a_policy_whose_vocabulary_is_gone_is_compiled_anew(own: Home) -> None:
    said = own.eval()
    own.entry("vocabulary").unlink()
    assert own.eval() == said
    assert own.entry("vocabulary")


def test_a_process_without_a_cache_sees_a_changed_vocabulary(own: Home) -> None:
    def fields() -> str:
        return repr(ipdsl.load(own.policy, cache=False).program.schema)

    before = fields()
    assert fields() == before
    own.vocabulary.write_text(VOCABULARY.replace("worth money", "worth count"), encoding="utf-8")
    assert "CountType" not in before
    assert "CountType" in fields()


@pytest.mark.broad
def test_a_packaged_policy_is_kept(own: Home) -> None:
    facts = str(ROOT / "examples" / "firm.json")
    first = own.run("eval", "shaoguan_2021", "--full", "--facts", facts)
    assert own.entry("module")
    assert _of_the_compiler(own.imported("eval", "shaoguan_2021", "--full", "--facts", facts)) == set()
    assert own.run("eval", "shaoguan_2021", "--full", "--facts", facts) == first


def test_a_page_with_errors_is_not_kept(own: Home) -> None:
    own.policy.write_text(POLICY.replace("prize won", "prise won"), encoding="utf-8")
    for _ in range(2):
        ran = run("eval", own.policy, "--full", "--facts", own.facts)
        assert ran.code == 1
        assert "prise" in ran.err
    assert not [entry for entry in own.entries if not entry.name.startswith(("page-", "grammar-"))]


def test_standard_input_is_not_kept(own: Home) -> None:
    ran = run("eval", "-", "--full", "--facts", own.facts, stdin=POLICY)
    assert ran.code == 1, "standard input has no folder of its own: the vocabulary is not beside it"
    ran = run("check", "-", stdin="award 200000 once when geo_indication_product new")
    assert (ran.code, ran.err) == (0, "")
    assert "draft" in ran.out
    assert {entry.name.split("-")[0] for entry in own.entries} <= {"page", "grammar"}


@pytest.mark.broad
def test_two_processes_at_once(own: Home) -> None:
    words = ("-m", "ipdsl", "eval", str(own.policy), "--full", "--facts", str(own.facts))
    with own.start(*words) as first, own.start(*words) as second:
        running = (first, second)
        results = [process.communicate(timeout=HUNG) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert results[0] == results[1]
    assert own.eval() == results[0][0]
    assert _of_the_compiler(own.imported("eval", str(own.policy), "--full", "--facts", str(own.facts))) == set()


def test_a_home_that_cannot_be_written_is_no_trouble(own: Home) -> None:
    first = own.eval()
    blocked = own.path / "blocked"
    blocked.write_text("")
    variables = {"IPDSL_CACHE_DIR": str(blocked), "XDG_CONFIG_HOME": str(blocked)}
    assert own.eval(**variables) == first
    assert own.eval(**variables) == first


def test_damage_is_mended_by_the_next_run(own: Home) -> None:
    first = own.eval()
    entry = own.entry("module")
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    assert own.eval() == first
    assert _of_the_compiler(own.imported("eval", str(own.policy), "--full", "--facts", str(own.facts))) == set()


def test_a_kept_policy_shows_its_lines_in_tracebacks(own: Home) -> None:
    import linecache

    ipdsl.load(own.policy)
    policy = ipdsl.load(own.policy)
    file = policy._code.clauses[0].__code__.co_filename
    line = policy._code.clauses[0].__code__.co_firstlineno
    assert linecache.getline(file, line).startswith("def article_1")


def test_the_findings_of_a_kept_policy_are_those_of_its_page(own: Home) -> None:
    own.policy.write_text(POLICY.replace("award 1000 once", "award 10% of worth"), encoding="utf-8")
    first = [finding.code for finding in ipdsl.load(own.policy).check()]
    kept = ipdsl.load(own.policy)
    own.policy.write_text("nonsense", encoding="utf-8")
    assert [finding.code for finding in kept.check()] == first
    assert first
    assert kept.sources.get(str(own.policy)) is not None


def test_the_ready_tables_are_those_of_the_grammar() -> None:
    assert parser_tables.is_ready(), "run `python -m ipdsl.syntax.parser_tables --write`"


@pytest.mark.broad
def test_ready_kept_and_built_tables_read_alike(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = parser_tables.sentence_parser.__wrapped__()
    monkeypatch.setattr(parser_tables, "_packaged_tables", lambda _: {})
    built = parser_tables.sentence_parser.__wrapped__()
    assert own.entry("grammar")
    kept = parser_tables.sentence_parser.__wrapped__()
    for start, text in (("block_line", "award 30% of a less b per year when c new and d"), (keywords.PAGE, "group g")):
        trees = [parser.parse(text, start=start) for parser in (ready, built, kept)]
        assert trees[0] == trees[1] == trees[2]
    for parser in (ready, built, kept):
        wanted = parser.parse_interactive("", start="award_line").accepts()
        assert wanted == ready.parse_interactive("", start="award_line").accepts()


@pytest.mark.broad
def test_tables_of_another_grammar_do_not_count(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    text = keywords.read_file("ipdsl.lark")
    monkeypatch.setattr(keywords, "read_file", lambda name: text + "\n// changed\n" if name == "ipdsl.lark" else "{}")
    assert not parser_tables.is_ready()
    assert parser_tables.sentence_parser.__wrapped__().parse("group g", start=keywords.PAGE) is not None


def test_the_cache_needs_more_than_the_standard_library() -> None:
    lines = (ROOT / "ipdsl" / "base" / "cache.py").read_text("utf-8").splitlines()
    assert {line.split()[1].split(".")[0] for line in lines if _is_import(line)} <= sys.stdlib_module_names


def _is_import(line: str) -> bool:
    return line.startswith(("import ", "from "))

"""Bad input through the command line: a clear error with code and place, the right exit code, no traceback, quickly.

Every row is a common mistake, or a malicious file.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support.cli import Ran, run
from tests.support.console import working_in
from tests.support.slow import sampled

QUICK = 10.0  # seconds of processor time, independent of the load of the machine

HEADER = 'policy a "A"\n  document "D 1"\n  effective 2021-01-01 to 2022-12-31\n  use ip\n\narticle 1 "One"\n'
SEAL = "award 200000 once when geo_indication_product new\n"


def timed(*arguments: str, stdin: str | bytes | None = None) -> Ran:
    began = time.process_time()
    ran = run(*arguments, stdin=stdin)
    assert time.process_time() - began < QUICK
    return ran


# ---------------------------------------------------------------------------------------------- files

FILES = {
    "not there": (None, 2, "U001"),
    "not UTF-8": ("award “200”".encode("gb18030"), 2, "U003"),
    "UTF-16": (SEAL.encode("utf-16"), 2, "U003"),
    "empty": (b"", 2, "U004"),
    "blank": (b" \r\n\t\n", 2, "U004"),
    "50 MB": (b"#" * 50_000_001, 2, "U005"),
    "100,000 brackets": (b"award " + b"(" * 100_000 + b" once when geo_indication_product new", 1, "S"),
    "100,000 brackets in a condition": (
        b"award 5 when geo_indication_product new and " + b"(" * 100_000 + b"x" + b")" * 100_000,
        1,
        "S",
    ),
    "100,000 times not": (b"award 5 when geo_indication_product " + b"not " * 100_000 + b"new", 1, "S"),
    "100,000 lines deep": (b"\n".join(b" " * n + b"group g" for n in range(2_000)), 1, "S"),
    "a million digits": (b"award " + b"9" * 1_000_000 + b" when geo_indication_product new", 1, "S"),
    "null characters": (b"award\x00 5\x00", 1, "S"),
    "two byte-order marks": (b"\xef\xbb\xbf" * 2 + SEAL.encode(), 1, "S028"),
    "a list for thousands": ("award 1、000 when geo_indication_product new\n".encode(), 1, "S008"),
    "two percent signs": (b"award 10%% of official_fees when patent granted\n", 1, "S001"),
    "random bytes that are text": ("\u202e\u200b\ufffe award \U0001f4a5".encode(), 1, "S"),
}


@pytest.mark.parametrize("verb", sampled(["check", "fmt", "test", "eval"], 2, others="broad"))
@pytest.mark.parametrize("name", sampled(FILES, 3))
def test_files(name: str, verb: str, tmp_path: Path) -> None:
    content, code, finding = FILES[name]
    if content is not None:
        (tmp_path / "page.ipp").write_bytes(content)
    (tmp_path / "facts.json").write_text('{"applicant": {"id": "F1", "kinds": ["enterprise"]}}')
    with working_in(tmp_path):
        ran = timed(verb, "page.ipp", *(["facts.json"] if verb == "eval" else []))
    assert ran.code == code
    assert f"error[{finding}" in ran.both
    assert len(ran.both) < 50_000, "a finding quotes a part of the line only"


@pytest.mark.parametrize("verb", ["schema", "readings", "dump", "eval"])
def test_a_folder(verb: str, tmp_path: Path) -> None:
    before, after = {"dump": (["ast"], []), "eval": ([], ["facts.json"])}.get(verb, ([], []))
    ran = timed(verb, *before, str(tmp_path), *after)
    assert ran.code == 2
    assert "error[U002]" in ran.both


@pytest.mark.parametrize("verb", ["check", "fmt", "test"])
def test_a_folder_without_pages(verb: str, tmp_path: Path) -> None:
    ran = timed(verb, str(tmp_path))
    assert ran.code == 2
    assert f"the folder `{tmp_path}` has no pages" in ran.both


def test_standard_input_is_a_file_like_any_other() -> None:
    assert timed("check", "-", stdin=b"\xff").code == 2
    assert timed("check", "-", stdin=SEAL).code == 0


# ---------------------------------------------------------------------------------------------- facts

APPLICANT = '"applicant": {"id": "F1", "kinds": ["enterprise"]}'


def _records(kind: str, *records: str) -> str:
    return f'{{{APPLICANT}, "records": {{"{kind}": [{", ".join(records)}]}}}}'


CONTRACT = '{{"id": "A", "amount": {}, "recorded_on": "2022-03-01", "put_to_use": true}}'

FACTS = {
    "not JSON": ("{'applicant': 1}", 1, "R003", "facts.json:1:2"),
    "cut off": ('{"applicant": {"id": "F1"', 1, "R003", "facts.json:1:26"),
    "no text": ("", 1, "R002", "facts.json:1:1"),
    "duplicate keys": (f"{{{APPLICANT}, {APPLICANT}}}", 1, "R005", "facts.json:1:"),
    "NaN": (_records("technology_contract", CONTRACT.format("NaN")), 1, "R006", "facts.json:1:"),
    "Infinity": (_records("technology_contract", CONTRACT.format("-Infinity")), 1, "R006", "facts.json:1:"),
    "1e7000000": (_records("technology_contract", CONTRACT.format("1e7000000")), 1, "R007", "facts.json:1:"),
    "a million digits": (_records("technology_contract", CONTRACT.format("9" * 1_000_000)), 1, "R008", "facts.json:1:"),
    "nesting of 10,000": ("[" * 10_000 + "]" * 10_000, 1, "R009", "facts.json:1:65"),
    "nesting of 10,000 objects": ('{"a":' * 10_000 + "1" + "}" * 10_000, 1, "R009", "facts.json:1:"),
    "a misspelt kind": (
        _records("technology_contarct", CONTRACT.format(1)),
        1,
        "R025",
        "$.records.technology_contarct",
    ),
    "a kind the vocabulary lacks": (_records("submarine", "{}"), 1, "R025", "$.records.submarine"),
    "a misspelt field": (
        _records("technology_contract", '{"id": "A", "amuont": 1}'),
        1,
        "R026",
        "$.records.technology_contract[0].amuont",
    ),
    "2022-13-01": (
        _records("technology_contract", '{"id": "A", "recorded_on": "2022-13-01"}'),
        1,
        "R036",
        "$.records.technology_contract[0].recorded_on",
    ),
    "money with three decimals": (
        _records("technology_contract", CONTRACT.format("1.005")),
        1,
        "R032",
        "$.records.technology_contract[0].amount",
    ),
    "negative money": (
        _records("technology_contract", CONTRACT.format("-1")),
        1,
        "R033",
        "$.records.technology_contract[0].amount",
    ),
    "a duplicated record": (
        _records("technology_contract", CONTRACT.format("1"), CONTRACT.format("1")),
        1,
        "R04",
        "$.records.technology_contract[1]",
    ),
    "an applicant kind that is not there": (
        '{"applicant": {"id": "F1", "kinds": ["enterprize"]}}',
        1,
        "R023",
        "$.applicant.kinds[0]",
    ),
    "a list": ("[]", 1, "R020", "$"),
    "two byte-order marks": (f"\ufeff\ufeff{{{APPLICANT}}}", 1, "R003", "facts.json:1:1"),
    "an id of 100,000 characters": (
        f'{{"applicant": {{"id": "{"F" * 100_000}", "kinds": ["enterprise"]}}}}', 1, "R035", "$.applicant.id"
    ),
    "a name of 1,001 characters": (
        _records("technology_contract", f'{{"contract": "{"A" * 1001}"}}'),
        1,
        "R035",
        "$.records.technology_contract[0].contract",
    ),
    "a year that has none of 1": (
        f'{{{APPLICANT}, "figures": {{"2022": {{"none": 1}}}}}}', 1, "R027", "$.figures.2022.none"
    ),
    "a rank that has none of 1": (
        f'{{{APPLICANT}, "published": [{{"figure": "filings", "year": 2022, "rank": {{"none": 1}}}}]}}',
        1,
        "R030",
        "$.published[0].rank",
    ),
    "a quotient of money": (_records("technology_contract", CONTRACT.format('"1/2"')), 1, "R030", "[0].amount"),
    "money with a needless 0": (_records("technology_contract", CONTRACT.format('"05"')), 1, "R030", "[0].amount"),
}  # fmt: skip


@pytest.mark.parametrize("name", sampled(FACTS, 3, others="broad"))
def test_facts(name: str, tmp_path: Path) -> None:
    text, code, finding, place = FACTS[name]
    (tmp_path / "facts.json").write_text(text, encoding="utf-8")
    with working_in(tmp_path):
        ran = timed("eval", "shaoguan_2021", "--full", "--facts", "facts.json")
    assert ran.code == code
    assert f"error[{finding}" in ran.err
    assert place in ran.err
    assert not ran.out, "no decision on facts that are wrong"
    assert len(ran.err) < 20_000


@pytest.mark.parametrize(("content", "finding"), [(None, "U001"), (b"\xff\xfe{}", "R001"), (b" " * 50_000_001, "U005")])
def test_facts_that_cannot_be_read(content: bytes | None, finding: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "facts.json").write_bytes(content)
    ran = timed("eval", "shaoguan_2021", "--full", "--facts", str(tmp_path / "facts.json"))
    assert ran.code == 2
    assert f"error[{finding}]" in ran.err


def test_every_problem_of_facts_is_told_at_once() -> None:
    ran = timed(
        "eval",
        "shaoguan_2021",
        "--full",
        "--facts",
        "-",
        stdin=_records("technology_contract", CONTRACT.format("-1"), '{"x": 1}'),
    )
    assert "R033" in ran.err
    assert "R026" in ran.err


# ---------------------------------------------------------------------------------------------- pages

ARTICLE = HEADER + "  group g\n    award 1% of amount to enterprise when technology_contract recorded\n"
DOUBTFUL = {
    "a sum of nothing": ("award 0 to enterprise when patent granted\n", ["P071"], "write the intended sum"),
    "a share of nothing": ("award 0% of official_fees to enterprise when patent granted\n", ["P071"], "the intended"),
    "less than nothing": (
        "award 0 less official_fees when patent granted\n",
        ["P071"],
        "write the deduction after the amount",
    ),
    "ten times": ("award 1000% of official_fees at most 5 when patent granted\n", ["P073"], "the decimals"),
    "ten thirds": ("award 31/3 of official_fees at most 5 when patent granted\n", ["P073"], "31/3 is 31/3 times its"),
    "a multiple": ("award 300% of official_fees at most 5 when patent granted\n", [], ""),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_doubtful_passes_with_a_warning(name: str) -> None:
    text, codes, advice = DOUBTFUL[name]
    ran = timed("check", "-", stdin=text)
    assert ran.code == 0
    assert [line[8:12] for line in ran.out.splitlines() if line.startswith("warning[")] == codes
    assert advice in ran.out


PAGES = {
    "an unknown word": (HEADER + "  award 5 when geo_indication_produkt new\n", "N002", "7:16"),
    "a wrong type": (HEADER + "  award 5 when technology_contract recorded and amount is high\n", "T008", "7:49"),
    "a tier hole": (
        HEADER
        + "  award by amount to enterprise when technology_contract recorded\n"
        + "    at least 5000000: 50000\n    between 1 and 1000000: 20000\n    uncapped\n",
        "P009",
        "9:5",
    ),
    "a tier overlap": (
        HEADER
        + "  award by amount to enterprise when technology_contract recorded\n"
        + "    between 1 and 5: 50000\n    between 4 and 10: 20000\n    uncapped\n",
        "P010",
        "9:5",
    ),
    "a hole between fractions": (
        HEADER
        + "  award by actual_rate to enterprise when pledge_loan drawn\n"
        + "    at least 2/3: 50000\n    less than 1/3: 20000\n",
        "P009",
        "9:5",
    ),
    "an overlap of fractions": (
        HEADER
        + "  award by actual_rate to enterprise when pledge_loan drawn\n"
        + "    at least 1/3: 50000\n    less than 2/3: 20000\n",
        "P010",
        "9:5",
    ),
    "a rule before its award": (
        HEADER + "  cap 500 per enterprise per year\n  award 5 to enterprise when technology_contract recorded\n",
        "P004",
        "7:3",
    ),
    "a rule that binds nobody": (
        HEADER + "  award 5 to person when inventor_prize won\n  cap 500 per county per year\n",
        "P005",
        "8:15",
    ),
    "and with or": (
        HEADER + "  award 5 when technology_contract recorded and put_to_use or related_party\n",
        "S009",
        "7:36",
    ),
    "a tab among blanks": (HEADER + f"\t {SEAL}", "S025", "7:1"),
    "a full-width blank": (HEADER + f"\u3000{SEAL}", "S026", "7:1"),
    "an unclosed quote": (HEADER + f'  reading "never closed\n  {SEAL}', "S027", "7:11"),
    "two sentences on a line": (HEADER + f"  {SEAL.rstrip()} {SEAL}", "S007", "7:53"),
    "a missing use": (HEADER.replace("use ip", "use iq") + f"  {SEAL}", "U007", "4:7"),
    "a word declared twice": ('vocabulary v "V"\n\napplicant firm "企业"\napplicant firm "公司"\n', "N010", "4:11"),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, tmp_path: Path) -> None:
    text, finding, place = PAGES[name]
    (tmp_path / "page.ipp").write_text(text, encoding="utf-8")
    with working_in(tmp_path):
        ran = timed("check", "page.ipp")
    assert ran.code == 1
    assert f"error[{finding}]" in ran.out
    assert f"page.ipp:{place}\n" in ran.out
    assert "^" in ran.out


def test_a_cyclic_use(tmp_path: Path) -> None:
    (tmp_path / "a.ipp").write_text('vocabulary a "A"\n  use b\n')
    (tmp_path / "b.ipp").write_text('vocabulary b "B"\n  use a\n')
    (tmp_path / "own.ipp").write_text('vocabulary own "O"\n  use own\n')
    (tmp_path / "page.ipp").write_text(HEADER.replace("use ip", "use a") + f"  {SEAL}")
    with working_in(tmp_path):
        rans = [timed("check", page) for page in ("a.ipp", "b.ipp", "own.ipp", "page.ipp")]
    assert [ran.code for ran in rans] == [1, 1, 1, 1]
    assert all("error[N0" in ran.out for ran in rans)


@pytest.mark.parametrize("place", ["other/words.ipp", "words_of_others.ipp"])
def test_a_vocabulary_that_is_a_link_out_of_the_folder_is_not_read(place: str, tmp_path: Path) -> None:
    """A link within the folder is only a different name of the page."""
    folder = tmp_path / "folder"
    (folder / "other").mkdir(parents=True)
    (folder / place).write_text('vocabulary words "W"\n\nsecret of others\n', encoding="utf-8")
    (folder / "words.ipp").symlink_to(folder / place)
    (folder / "page.ipp").write_text(f"use words\n\n{SEAL}", encoding="utf-8")
    ran = timed("check", str(folder / "page.ipp"))
    assert ran.code == 1
    assert ("secret" in ran.out, "error[U007]" in ran.out) == ((False, True) if "/" in place else (True, False))


def test_a_broken_line_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    (tmp_path / "page.ipp").write_text(HEADER + f"  {SEAL}  awrad 5 when x new\n  {SEAL.replace('20', '30')}")
    ran = timed("check", str(tmp_path / "page.ipp"), "--format", "json")
    assert ran.out.count('"severity": "error"') == 1


BAD_PAGES = {"missing.ipp": 2, "folder": 2, "facts.json": 2, "not_utf8.ipp": 2, "empty.ipp": 2, "slip.ipp": 1}
BAD_FACTS = {
    "missing.json": 2, "page.ipp": 2, "not_utf8.json": 2, "broken.xlsx": 2, "broken.json": 1, "wrong.json": 1,
}  # fmt: skip
"""Files with the exit code of each command: 2 if the file cannot be read, 1 if its content is wrong."""


@pytest.fixture
def bad_files(tmp_path: Path) -> Path:
    """A folder with files that cannot be read and files with errors."""
    (tmp_path / "folder").mkdir()
    contents = {
        "page.ipp": b"award 200000 once when geo_indication_product new\n", "facts.json": b"{}", "empty.ipp": b"",
        "not_utf8.ipp": b"award \xff", "slip.ipp": b"award award", "not_utf8.json": b'{"\xff": 1}',
        "broken.xlsx": b"x", "broken.json": b"{", "wrong.json": b'{"applicant": 3}',
    }  # fmt: skip
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("page", BAD_PAGES)
@pytest.mark.parametrize("verb", ["check", "readings", "schema", "compile", "test", "eval", "letter"])
def test_a_bad_page_gives_one_exit_code_in_all_commands(verb: str, page: str, bad_files: Path) -> None:
    more = {"eval": ["--facts", "facts.json"], "letter": ["--facts", "facts.json", "-o", "x.html"]}
    with working_in(bad_files):
        assert run(verb, page, *more.get(verb, [])).code == BAD_PAGES[page]


@pytest.mark.parametrize("facts", BAD_FACTS)
@pytest.mark.parametrize(
    "verb", sampled(["eval", "eval --each", "eval --cohort", "ask", "trace", "letter", "compare"], 3, others="broad")
)
def test_bad_facts_give_one_exit_code_in_all_commands(verb: str, facts: str, bad_files: Path) -> None:
    name, *options = verb.split()
    more = {"trace": ["A"], "letter": ["-o", "x.html"]}
    with working_in(bad_files):
        assert run(name, "page.ipp", *more.get(name, []), *options, "--facts", facts).code == BAD_FACTS[facts]

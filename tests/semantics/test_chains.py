"""Chains of every operator and explanation: each is settled or refused. A page without errors can be settled."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

import ipdsl
from ipdsl.driver.compilation import Compilation
from tests.support.slow import sampled

WHEN = "when certification passed"
AMOUNTS = {
    "plus": lambda n: "cost" + " plus cost" * n,
    "less": lambda n: "cost" + " less 0" * n,
    "both": lambda n: "cost" + " plus 1 less 1" * (n // 2),
    "share": lambda n: "100% of " * n + "cost",
    "brackets": lambda n: "(" * n + "cost" + ")" * n,
    "sums in brackets": lambda n: "(" * n + "cost" + " less 0)" * n,
    "sums of sums": lambda n: "(" * (n // 8) + "cost" + " plus 1 less 1 less 0 less 0)" * (n // 8),
    "min of many": lambda n: f"min({', '.join(['cost'] * n)})",
    "min of min": lambda n: "min(" * n + "cost" + ", 900000)" * n,
    "each full": lambda n: "cost" + " plus 0 for each full 10 of cost" * n,
    "above": lambda n: "(" * n + "cost" + " above 0)" * n,
}
SENTENCES = {
    **{name: lambda n, made=made: f"award {made(n)} {WHEN}\n" for name, made in AMOUNTS.items()},
    "a row": lambda n: f"award by stage {WHEN}\n  initial: cost{' less 0' * n}\n",
    "a limit": lambda n: f"award cost at most cost{' plus 0' * n} {WHEN}\n",
    "a cap": lambda n: f"award cost {WHEN}\ncap local_contribution{' plus 0' * n} per enterprise per year\n",
    "a budget line": lambda n: f"award cost {WHEN}\nallocate 5{' plus 1' * n} each year\n",
    "a comparison": lambda n: f"award cost {WHEN} and cost{' plus 0' * n} more than 5\n",
    "not": lambda n: f"award cost {WHEN} and {'not ' * n}stage is initial\n",
    "and": lambda n: f"award cost {WHEN}{' and stage is initial' * n}\n",
    "or": lambda n: f"award cost {WHEN} and ({' or '.join(['cost more than 5'] * n)})\n",
    "or in and": lambda n: f"award cost {WHEN}{' and (cost more than 5 or cost less than 2)' * n}\n",
    "and in or": lambda n: f"award cost {WHEN}{' and (cost more than 5 or (stage is initial' * n}{'))' * n}\n",
    "has": lambda n: f"award cost {WHEN}\n  if {' or '.join(['has at least 1 certification passed'] * n)}\n",
    "members": lambda n: f"award cost {WHEN} and stage is {', '.join(['initial'] * n)}\n",
    "if": lambda n: f"award cost {WHEN}\n" + "  if located_here\n" * n,
    "rows": lambda n: f"award by cost {WHEN}\n" + "".join(f"  at least {n - i}: cost\n" for i in range(n)),
    "groups": lambda n: "".join(f"{'  ' * i}group g{i}\n" for i in range(n)) + f"{'  ' * n}award cost {WHEN}\n",
}
FACTS = {
    "applicant": {"id": "F", "kinds": ["enterprise"], "located_here": True},
    "records": {
        "certification": [{"standard": "gbt29490", "stage": "initial", "cost": 1000, "passed_on": "2022-03-01"}]
    },
    "figures": {"2022": {"local_contribution": 1000}},
    "history": [],
}
OPEN = {
    **FACTS,
    "records": {"certification": [{"standard": "gbt29490", "stage": "initial", "passed_on": "2022-03-01"}]},
}


def codes(page: Path) -> set[str]:
    return {finding.code for finding in Compilation.from_file(str(page)).check() if finding.severity.value == "error"}


def settles(page: Path, text: str) -> set[str]:
    """The error codes of a page. A page without errors is settled, with complete and with incomplete facts."""
    page.write_text(f"language 4\n{text}", encoding="utf-8")
    found = codes(page)
    if not found:
        policy = ipdsl.load(str(page))
        assert policy.total(FACTS) == policy.evaluate(FACTS).total
        assert str(policy.evaluate(FACTS).total) not in ("", "0.00 CNY")
        bounds = policy.total_bounds(OPEN)
        assert bounds.low <= policy.total(FACTS)
        assert bounds.high is None or policy.total(FACTS) <= bounds.high
    return found


@pytest.mark.broad
@pytest.mark.parametrize("length", sampled([64, 12, 62, 63, 66, 100, 250, 400], 8))
@pytest.mark.parametrize("chain", sampled(SENTENCES, 3))
def test_a_chain_is_settled_or_told(chain: str, length: int, tmp_path: Path) -> None:
    found = settles(tmp_path / "p.ipp", SENTENCES[chain](length))
    assert found <= {"S024", "S040", "S042", "S051"}, found
    assert not found or length > 12


def test_a_sum_has_at_most_64_terms(tmp_path: Path) -> None:
    assert settles(tmp_path / "p.ipp", SENTENCES["less"](63)) == set()
    assert settles(tmp_path / "p.ipp", SENTENCES["less"](64)) == {"S042"}


VOCABULARY = """vocabulary words "Words"

applicant enterprise "企业"
{kinds}
applicant fields
  w0 "w0" yes/no fixed
{fields}
record thing "thing"
  key name "name"
  right "right" is one of a "a", b "b"
  event got "got" on got_on "day" default
{records}"""


def words(length: int, form: str, draft: str) -> tuple[str, str]:
    lines = {"kinds": "", "fields": "", "records": ""}
    match form:
        case "includes":
            names = ["enterprise", *(f"k{i}" for i in range(1, length + 1))]
            lines["kinds"] = "".join(f'applicant {b} "{b}" includes {a}\n' for a, b in pairwise(names))
        case "class":
            names = ["enterprise", *(f"k{i}" for i in range(1, length + 1))]
            lines["kinds"] = "".join(f'class {b} "{b}" is {a}\n' for a, b in pairwise(names))
        case "is":
            names = ["thing", *(f"k{i}" for i in range(1, length + 1))]
            lines["records"] = "".join(f'record {b} "{b}" is {a} with right a\n' for a, b in pairwise(names))
        case _:
            texts = [form.replace("IT", f"w{i}") for i in range(length)]
            lines["fields"] = "".join(f'  w{i} "word_{i}" means {text}\n' for i, text in enumerate(texts, 1))
    return VOCABULARY.format_map(lines), f"use words\n\n{draft.format(last=length)}\n"


EXPLAINED = {
    "includes": "award 5 to k{last} when thing got",
    "class": "award 5 to k{last} when thing got",
    "is": "award 5 to enterprise when k{last} got",
    "IT and w0": "award 5 to enterprise when thing got\n  if w{last}",
    "IT and not (IT and not w0)": "award 5 to enterprise when thing got\n  if w{last}",
    "IT or (w0 and (IT or not IT))": "award 5 to enterprise when thing got\n  if w{last} and w{last}",
}


@pytest.mark.parametrize("length", sampled([33, 1, 4, 31, 1000], 5))
@pytest.mark.parametrize("form", EXPLAINED)
def test_words_explained_by_words_are_settled_or_told(form: str, length: int, tmp_path: Path) -> None:
    vocabulary, draft = words(length, form, EXPLAINED[form])
    (tmp_path / "words.ipp").write_text(vocabulary, encoding="utf-8")
    (tmp_path / "p.ipp").write_text(draft, encoding="utf-8")
    found = codes(tmp_path / "p.ipp")
    if length > 32:
        assert found == {"N032"}
    elif length > 4 and form.count("IT") > 1:
        assert found == {"N033"}
    else:
        assert found == set()
        policy = ipdsl.load(str(tmp_path / "p.ipp"))
        thing = {"name": "n", "right": "a", "got_on": "2022-03-01"}
        facts = {
            "applicant": {"id": "F", "kinds": ["enterprise"], "w0": True},
            "records": {"thing": [thing]},
            "history": [],
        }
        assert str(policy.evaluate(facts).total) == str(policy.total(facts)) == "5.00 CNY"


@pytest.mark.parametrize("sums", [AMOUNTS["share"](50), AMOUNTS["sums in brackets"](40), AMOUNTS["min of min"](30)])
def test_a_nested_sentence_with_a_mistake_is_told(sums: str, tmp_path: Path) -> None:
    page = tmp_path / "p.ipp"
    page.write_text(f"award {sums} the {WHEN}\n", encoding="utf-8")
    assert "S001" in codes(page)


OFFICIAL = {
    "shares": lambda n: f"pay {'50% of ' * n}cost {WHEN}",
    "twice": lambda n: f"pay {'twice ' * n}cost {WHEN}",
    "brackets": lambda n: f"pay {'(' * n}cost{')' * n} {WHEN}",
    "lower of lower": lambda n: f"pay {'the lower of ' * n}cost{' and 5' * n} {WHEN}",
    "whichever": lambda n: f"pay cost{' or 5, whichever is lower' * n} {WHEN}",
    "sums of sums": lambda n: f"pay {'the sum of ' * n}cost{' and cost' * n} {WHEN}",
    "not": lambda n: f"pay 5 {WHEN} if {'not ' * n}located_here",
    "definition": lambda n: f"cost means {'50% of ' * n}cost",
    "Chinese shares": lambda n: f"对通过认证的企业，按照费用{'的50%' * n}给予补助",
    "Chinese brackets": lambda n: f"对通过认证的企业，按照{'（' * n}费用{'加5元）' * n}的50%给予补助",
    "Chinese lower": lambda n: f"对通过认证的企业，按照费用{'或5元，以低者为准' * n}给予补助",
    "Chinese sums": lambda n: f"对通过认证的企业，按照费用{'与费用之和' * n}给予补助",
    "Chinese standards": lambda n: f"对通过认证的企业，按{'的标准' * n}费用的50%给予补助",
    "Chinese funds": lambda n: f"对通过认证的企业，给予{'奖励资金' * n}费用的50%",
}
"""Official wording that the readers of advice follow into its parts."""


@pytest.mark.parametrize("length", sampled([30, 100, 300, 1900], 4, others="broad"))
@pytest.mark.parametrize("wording", sampled(OFFICIAL, 3))
def test_nested_official_wording_is_told(wording: str, length: int, tmp_path: Path) -> None:
    """A sentence of any length has findings, after a bounded number of attempts to read its parts."""
    page = tmp_path / "p.ipp"
    page.write_text(f"{OFFICIAL[wording](length)}\n", encoding="utf-8")
    assert codes(page)


@pytest.mark.broad
@pytest.mark.parametrize("sentence", [SENTENCES["plus"](250), SENTENCES["each full"](100), OFFICIAL["whichever"](300)])
def test_a_sentence_with_more_phrases_in_each_other_than_the_phrase_book_reads_is_told(
    sentence: str, tmp_path: Path
) -> None:
    page = tmp_path / "p.ipp"
    page.write_text(sentence, encoding="utf-8")
    assert codes(page) & {"S002", "S024", "S042"}

"""Kinds of record without a table are listed before a batch begins. `--no-others` states that they do not exist."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.cli import run

PAGE = """\
award 200000 once to enterprise when geo_indication_product new
award 3000 once to enterprise when invention_patent granted
award 500 to enterprise when technology_contract recorded and not put_to_use
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.ipp").write_text(PAGE)
    firms = tmp_path / "firms"
    firms.mkdir()
    (firms / "applicant.csv").write_text("id,kinds\nF1,enterprise\n")
    (firms / "geo_indication_product.csv").write_text("applicant,product,recognised_on\nF1,tea,2022-05-01\n")
    return tmp_path


def nested(folder: Path) -> Path:
    path = folder / "firms.parquet"
    tea = [{"product": "tea", "recognised_on": "2022-05-01"}]
    pq.write_table(pa.table({"id": ["F1"], "kinds": [["enterprise"]], "geo_indication_product": [tea]}), path)
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


@pytest.mark.parametrize("is_nested", [False, True])
def test_kinds_without_a_table_are_named_with_the_cost(folder: Path, is_nested: bool) -> None:
    where = nested(folder) if is_nested else folder / "firms"
    ran = run("batch", folder / "p.ipp", "--facts", where, "-o", folder / "out", "--as-of", "2022-12-31")
    assert ran.code == 0
    assert "warning[U097]" in ran.err
    named = ran.err.partition("for all applicants: ")[2].partition("\n")[0].split(", ")
    assert {"invention_patent", "technology_contract"} <= {*named}
    assert "geo_indication_product" not in named
    assert "invention patent granted" in ran.err
    assert "`--no-others`" in ran.err
    zh = run("batch", folder / "p.ipp", "--facts", where, "-o", folder / "zh", "--as-of", "2022-12-31", "--lang", "zh")
    assert "`发明专利授权`" in zh.err


@pytest.mark.parametrize("is_nested", [False, True])
def test_with_no_others_there_are_none(folder: Path, is_nested: bool) -> None:
    where = nested(folder) if is_nested else folder / "firms"
    ran = run("batch", folder / "p.ipp", "--facts", where, "-o", folder / "out", "--as-of", "2022-12-31", "--no-others")
    assert (ran.code, ran.err) == (0, "")
    assert "stated by no column" not in ran.out
    (one,) = rows(folder / "out" / "applicants")
    assert (one["due"], one["most"], one["status"], one["way"]) == (20_000_000, 20_000_000, "settled", "columns")
    told = json.loads((folder / "out" / "run.json").read_text("utf-8"))
    assert (told["options"]["no_others"], told["not_stated"]) == (True, [])
    other = run("batch", folder / "p.ipp", "--facts", where, "-o", folder / "out", "--as-of", "2022-12-31")
    assert (other.code, "U074" in other.err) == (2, True), "a run is continued with the same options alone"


def test_nothing_is_told_where_all_kinds_have_a_table(folder: Path) -> None:
    (folder / "firms" / "patent.csv").write_text("applicant,number,granted_on\n")
    (folder / "firms" / "invention_patent.csv").write_text("applicant,number,granted_on\n")
    (folder / "firms" / "technology_contract.csv").write_text("applicant,contract,recorded_on,put_to_use\n")
    ran = run("batch", folder / "p.ipp", "--facts", folder / "firms", "-o", folder / "out", "--as-of", "2022-12-31")
    assert "U097" not in ran.err


def test_tables_have_article_title_and_label_of_the_clause(tmp_path: Path) -> None:
    firms = tmp_path / "firms"
    firms.mkdir()
    (firms / "applicant.csv").write_text("id,kinds,located_here\nF1,enterprise,True\nF2,enterprise,t\n")
    (firms / "technology_contract.csv").write_text(
        "applicant,contract,amount,recorded_on,put_to_use,related_party\n"
        "F1,C1,3000000,2022-03-01,True,False\nF2,C2,300万,22.3.1,1,0\n"
    )
    how = ["--claims", "--no-others", "--as-of", "2023-12-31", "--lang", "zh"]
    ran = run("batch", "shaoguan_2021", "--facts", firms, "-o", tmp_path / "out", *how)
    assert ran.code == 0, ran.both
    claims = rows(tmp_path / "out" / "claims")
    shown = ("article", "article_title", "title", "label", "paid")
    said = {one["applicant"]: tuple(one[name] for name in shown) for one in claims}
    assert said == dict.fromkeys(("F1", "F2"), ("7", "许可与转让", "专利合同备案", "7.专利合同.备案", 2_000_000))
    assert [*claims[0]][1:6] == ["clause", "article", "article_title", "title", "label"]

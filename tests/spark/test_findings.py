"""The messages of findings of `ipdsl.spark`. Tests that need Spark itself are in tests/spark."""

from __future__ import annotations

import sys

import pytest

import ipdsl
import ipdsl.spark
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.batch import errors as of
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.golden import check_golden


def test_findings_in_words(update_golden: bool) -> None:
    findings = Report(
        [
            of.SparkMissing(library="pyspark"),
            of.NotADataFrame(what=Phrase("the table of applicants", "申请人表"), found="polars.dataframe.DataFrame"),
            of.UnsupportedSparkType(field="remark", found="interval"),
            of.RulesAcross(policy="quanzhou_2021", rules="`first twenty`"),
            of.OtherVersion(other="0.3", own="0.2"),
            of.LedgerTwice(field="history"),
        ]
    )
    told = "\n\n".join(render(findings, Sources(), language=language) for language in Language)
    check_golden(ROOT / "tests" / "golden" / "tables" / "spark_findings.txt", f"{told}\n", update_golden)


def test_libraries_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    policy = ipdsl.load("shaoguan_2021")
    with pytest.raises(FactsError) as refused:
        ipdsl.spark.evaluate_table(policy, None, as_of=None)  # type: ignore[arg-type]
    (finding,) = refused.value.report
    assert finding.code == "U080"
    assert "`pyspark`" in str(refused.value)

from __future__ import annotations

import json

from ipdsl.base.findings.finding import RelatedPlace, Report
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.findings.rendering import to_github, to_objects
from ipdsl.base.source import Span
from tests.support.base.findings import Draft, Uncapped, UnknownWord, place

FINDING = UnknownWord(
    span=place(3, 7, 4),
    word="tea\u202e",
    nearest=("ten",),
    related=(RelatedPlace(place(1, 1, 2), Phrase("declared here", "在这里声明")),),
)


def test_a_finding_on_a_page_as_json() -> None:
    (found,) = to_objects(Report([FINDING]))
    assert found == {
        "code": "X001",
        "severity": "error",
        "title": "no record kind `tea<U+202E>`",
        "label": "not declared",
        "help": "declare it, or mend the word",
        "nearest": ["ten"],
        "file": "page.ipp",
        "line": 3,
        "column": 7,
        "end_line": 3,
        "end_column": 11,
        "related": [
            {"file": "page.ipp", "line": 1, "column": 1, "end_line": 1, "end_column": 3, "text": "declared here"}
        ],
    }
    json.dumps(found)


def test_a_finding_about_facts_as_json_has_a_path_and_no_place() -> None:
    (found,) = to_objects(Report([UnknownWord(path="$.records.tea", word="tea")]))
    assert found["path"] == "$.records.tea"
    assert "line" not in found


def test_json_in_chinese() -> None:
    (found,) = to_objects(Report([UnknownWord(path="$", word="茶")]), Language.ZH)
    assert found["title"] == "没有记录类别`茶`"


def test_annotations_of_a_hosted_pipeline() -> None:
    report = Report([
        UnknownWord(span=Span("a,b:c.ipp", 3, 7, 3, 11), word="100%"),
        Uncapped(span=Span("a.ipp", 1, 1, 4, 2)),
        Draft(),
        UnknownWord(path="$.records.tea", word="tea\n::error::x", nearest=("ten", "sea")),
    ])  # fmt: skip
    assert to_github(report).splitlines() == [
        "::error file=a%2Cb%3Ac.ipp,line=3,col=7,endColumn=10,title=X001::no record kind `100%25`; "
        "declare it, or mend the word",
        "::warning file=a.ipp,line=1,col=1,endLine=4,title=X002::no cap on a rate",
        "::notice title=X003::this page is a draft",
        "::error title=X001::$.records.tea: no record kind `tea<U+000A>::error::x`; did you mean `ten` or `sea`?; "
        "declare it, or mend the word",
    ]

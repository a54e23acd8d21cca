"""Flat tables become the nested one: rows find their applicant, keep their order, and those of nobody are problems."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pyarrow as pa
import pytest

from ipdsl.batch.intake.form import error_table
from ipdsl.batch.readers.rows import Rows
from ipdsl.ir.facts import Facts
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.tables import refused, taken

DAY = datetime.date(2022, 3, 1)
FIRMS = pa.table({"id": ["A", "B", "C"], "kinds": [["enterprise"], ["enterprise", "small_enterprise"], ["academy"]]})


def patents(**columns: Any) -> pa.Table:
    return pa.table(columns)


def read(tables: dict[str, object]) -> list[Facts]:
    intake = taken(tables)
    found = [one for _, one in Rows(intake.table, intake.form).read_all()]
    assert not intake.problems
    assert all(isinstance(one, Facts) for one in found), found
    return found  # type: ignore[return-value]  # as asserted


def items(found: Facts, kind: str = "invention_patent") -> list[str]:
    return [record.item for record in found.records[kind].records]


def test_records_find_their_applicants_in_the_order_of_the_file() -> None:
    table = patents(applicant=["C", "A", "C", "A"], number=["4", "3", "2", "1"])
    intake = taken({"applicant": FIRMS, "invention_patent": table})
    assert intake.table.column("invention_patent").to_pylist() == [
        [{"number": "3"}, {"number": "1"}], [], [{"number": "4"}, {"number": "2"}],
    ]  # fmt: skip


def test_an_applicant_without_rows_has_none_and_a_table_that_is_not_there_states_nothing() -> None:
    a, b, _ = read({"applicant": FIRMS, "invention_patent": patents(applicant=["A"], number=["1"])})
    assert items(a) == ["1"]
    assert items(b) == []
    assert "patent_prize" not in b.records


def test_a_table_without_rows_says_that_nobody_has_any() -> None:
    empty = pa.table({"applicant": pa.array([], pa.string()), "number": pa.array([], pa.string())})
    assert all(items(one) == [] for one in read({"applicant": FIRMS, "invention_patent": empty}))


def test_a_table_of_ids_alone() -> None:
    (a, *_) = read({"applicant": FIRMS, "invention_patent": patents(applicant=["A"])})
    assert items(a) == ["right invention"]


@pytest.mark.parametrize(
    "ids",
    [
        pa.array([1, 2, 3], pa.int32()), pa.array(["1", "2", "3"], pa.large_string()),
        pa.array(["1", "2", "3"], pa.string_view()), pa.array(["1", "2", "3"]).dictionary_encode(),
    ],
    ids=lambda ids: str(ids.type),
)  # fmt: skip
@pytest.mark.parametrize("keys", [pa.array([3, 1, 3]), pa.array(["3", "1", "3"])], ids=["whole numbers", "text"])
def test_ids_are_text_or_whole_numbers(ids: pa.Array, keys: pa.Array) -> None:
    firms = pa.table({"id": ids, "kinds": FIRMS.column("kinds")})
    a, b, c = read({"applicant": firms, "invention_patent": patents(applicant=keys, number=["x", "y", "z"])})
    assert [items(one) for one in (a, b, c)] == [["y"], [], ["x", "z"]]


def test_views_of_strings_and_dictionaries_of_them_are_put_in_order() -> None:
    views = pa.array(["x", "y", "z"], pa.string_view())
    table = patents(
        applicant=["C", "A", "C"], number=views, country=pa.DictionaryArray.from_arrays([0, 1, 1], views[:2])
    )
    a, _, c = read({"applicant": FIRMS, "invention_patent": table})
    assert (items(a), items(c)) == (["y"], ["x", "z"])
    assert [one.values["country"] for one in c.records["invention_patent"].records] == ["x", "y"]


def test_a_year_as_an_id_is_the_same_with_its_unit() -> None:
    firms = pa.table({"id": ["2022", "企业"], "kinds": [["enterprise"]] * 2})
    a, b = read({"applicant": firms, "invention_patent": patents(applicant=["企业", "2022年"], number=["x", "y"])})
    assert (items(a), items(b)) == (["y"], ["x"])


def test_rows_of_nobody_are_problems_and_the_others_go_on() -> None:
    table = patents(applicant=["X", "A", None, "B"], number=["1", "2", "3", "4"])
    intake = taken({"applicant": FIRMS, "invention_patent": table})
    assert [(one.applicant, one.row, one.column, one.finding.code) for one in intake.problems] == [
        ("X", 0, "invention_patent.applicant", "R095"), ("", 2, "invention_patent.applicant", "R021"),
    ]  # fmt: skip
    assert intake.table.column("invention_patent").to_pylist() == [[{"number": "2"}], [{"number": "4"}], []]


def test_all_rows_of_an_id_that_stands_twice_fail() -> None:
    firms = pa.table({"id": ["A", "B", "A", "C", "A", None, None], "kinds": [["enterprise"]] * 7})
    for tables in (firms, {"applicant": firms}):
        intake = taken(tables)
        assert intake.refused == {0, 2, 4}
        assert [(one.row, one.finding.code) for one in intake.problems] == [(0, "R082"), (2, "R082"), (4, "R082")]
        assert "row 2" in intake.problems[0].finding.texts().title
        assert "row 0" in intake.problems[1].finding.texts().title


def test_ids_that_are_no_utf8_are_problems_of_their_rows() -> None:
    broken = pa.array([b"\xff\xe5", b"\xff\xe5", b"A"], pa.binary())
    ids = pa.Array.from_buffers(pa.string(), 3, broken.buffers())
    table = patents(applicant=pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xfe"]).buffers()))
    intake = taken({"applicant": pa.table({"id": ids, "kinds": ["enterprise"] * 3}), "invention_patent": table})
    problems = list(intake.problems)
    for _, found in Rows(intake.table, intake.form).read_all():
        problems += found if isinstance(found, tuple) else ()
    assert [one.finding.code for one in problems] == ["R095", "R082", "R082", "R035", "R035"]
    assert error_table(problems).column("applicant").to_pylist()[0] == "\\udcfe"


def test_kinds_may_be_one_text() -> None:
    for kind in ("enterprise", "企业"):
        for kinds in (pa.array([kind, None]), pa.array([kind, None]).dictionary_encode()):
            intake = taken({"applicant": pa.table({"id": ["A", "B"], "kinds": kinds})})
            first, second = (one for _, one in Rows(intake.table, intake.form).read_all())
            assert isinstance(first, Facts)
            assert "enterprise" in first.kinds
            assert isinstance(second, tuple)
            assert second[0].finding.code == "R021"


def test_figures_and_lines_are_tables_too() -> None:
    figures = pa.table({"applicant": ["B", "A", "B"], "year": [2021, 2022, 2022], "filings": [1, 2, 3]})
    support = pa.table({"applicant": ["A"], "item": ["x"], "level": ["county_level"], "year": [2022], "amount": [5]})
    a, b, c = read({"applicant": FIRMS, "figures": figures, "support": support, "专利奖": patents(applicant=["A"])})
    assert (a.figures, c.figures) == ({2022: {"filings": 2}}, {})
    assert b.figures == {2021: {"filings": 1}, 2022: {"filings": 3}}
    assert a.support is not None
    assert (a.support[0].amount, b.support) == (5, ())
    assert len(a.records["patent_prize"].records) == 1


def test_what_is_wrong_with_the_tables_as_a_whole() -> None:
    assert refused({"invention_patent": patents(applicant=["A"])}) == [("the tables", "R021")]
    assert refused({"applicant": FIRMS, "invention_patnt": patents(applicant=["A"])}) == [
        ("table invention_patnt", "R022")
    ]
    assert refused({"applicant": FIRMS, "invention_patent": patents(number=["A"])}) == [
        ("table invention_patent", "R021")
    ]
    assert refused({"applicant": FIRMS, "invention_patent": patents(applicant=[1.0])}) == [
        ("column invention_patent.applicant", "R094")
    ]
    assert refused({"applicant": FIRMS, "invention_patent": patents(applicant=[True])}) == [
        ("column invention_patent.applicant", "R030")
    ]
    assert refused({"applicant": FIRMS, "invention_patent": patents(applicant=["A"], numbr=["1"])}) == [
        ("column invention_patent.numbr", "R026")
    ]
    assert refused({"applicant": FIRMS, "invention_patent": [1], "patent_prize": None}) == [
        ("the table", "R093"), ("the table", "R093"),
    ]  # fmt: skip
    assert refused({"applicant": pa.table({"id": [1.5], "kinds": ["x"]})}) == [("column id", "R094")]
    doubled = pa.Table.from_arrays([pa.array(["A"])] * 2, names=["applicant", "applicant"])
    assert refused({"applicant": FIRMS, "invention_patent": doubled}) == [("table invention_patent", "R021")]


def test_a_table_may_be_ignored() -> None:
    assert taken({"applicant": FIRMS, "remarks": patents(text=[1.5])}, ignore=["remarks"])


def test_a_shuffled_file_in_pieces_gives_what_a_sorted_one_gives() -> None:
    r = random.Random(7)
    firms = pa.table({"id": [f"F{n}" for n in range(200)], "kinds": [["enterprise"]] * 200})
    rows = [(f"F{r.randrange(200)}", str(n)) for n in range(1000)]
    table = pa.table({"applicant": [who for who, _ in rows], "number": [number for _, number in rows]})
    pieces = pa.concat_tables([table.slice(start, 97) for start in range(0, 1000, 97)])
    wanted: dict[str, list[dict[str, str]]] = {f"F{n}": [] for n in range(200)}
    for who, number in rows:
        wanted[who].append({"number": number})
    intake = taken({"applicant": firms, "invention_patent": pieces})
    assert intake.table.column("invention_patent").to_pylist() == [*wanted.values()]


def test_flat_tables_say_in_what_the_reader_says_to_facts() -> None:
    with pytest.raises(FactsError) as error:
        taken({"applicant": FIRMS, "patents": patents(applicant=["A"])})
    (finding,) = error.value.report
    assert "patent" in finding.nearest


def test_an_id_that_stands_twice_in_the_table_of_applicants_is_one_finding() -> None:
    ids = pa.array(["A"])
    applicants = pa.Table.from_arrays([ids, ids, pa.array(["enterprise"])], names=["id", "id", "kinds"])
    assert refused({"applicant": applicants}) == [("column id", "R005")]

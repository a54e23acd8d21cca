"""Findings about a workbook are in the order of its sheets, rows and columns."""

from __future__ import annotations

import pickle
from pathlib import Path

from hypothesis import given, strategies as st

from ipdsl.base.findings.finding import Report
from ipdsl.office.sheets.addresses import column_letters
from ipdsl.office.sheets.cells import Sheet
from ipdsl.plain_data.errors import EmptyFacts
from tests.support.cli import run
from tests.support.workbooks import from_text

CELLS = st.tuples(st.integers(0, 3), st.integers(1, 2000), st.none() | st.integers(0, 80))


@given(st.lists(CELLS, min_size=2, max_size=8, unique=True))
def test_cells_are_in_the_order_of_sheets_rows_and_columns(cells: list[tuple[int, int, int | None]]) -> None:
    sheets = [Sheet("f.xlsx", title, (), {}, number=number) for number, title in enumerate("乙丁甲丙")]
    addresses = [sheets[number].place(row, column) for number, row, column in cells]
    report = Report([EmptyFacts(path=pickle.loads(pickle.dumps(address))) for address in addresses])
    in_order = sorted(cells, key=lambda cell: (cell[0], cell[1], -1 if cell[2] is None else cell[2]))
    assert [finding.path for finding in report] == [
        f"f.xlsx {'乙丁甲丙'[number]}!{'' if column is None else column_letters(column)}{row}"
        for number, row, column in in_order
    ]


def test_twelve_wrong_rows_of_two_sheets_are_reported_in_their_order(tmp_path: Path) -> None:
    contracts = "".join(f"C{row} | 三万五 | 22.13.{row}\n" for row in range(2, 14))
    titles = "".join(f"T{row} | 二〇二二年\n" for row in range(2, 4))
    path = tmp_path / "facts.xlsx"
    path.write_bytes(from_text(
        f"# 申请人\n编号 | 申请人类别\nF1 | 企业\n# 发明专利\n专利号 | 授权日\n{titles}"
        f"# 专利合同\n合同号 | 金额（元） | 备案日\n{contracts}"
    ))  # fmt: skip
    ran = run("eval", "shaoguan_2021", "--facts", path, "--annotate", tmp_path / "copy.xlsx")
    places = [line.split("facts.xlsx ")[1] for line in (ran.out + ran.err).splitlines() if "--> " in line]
    wrong = [f"专利合同!{column}{row}" for row in range(2, 14) for column in "BC"]
    assert places == ["发明专利!B2", "发明专利!B3", *wrong]

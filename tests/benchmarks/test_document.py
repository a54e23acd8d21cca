"""Figures of the benchmarks in documents: the text and the picture show the figures of the JSON."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks import document, plot
from benchmarks.results import Measured
from tests.conftest import ROOT

DOCS = ROOT / "docs" / "dev"
TEXT = """before 1.00
<!-- figures: some -->
old
<!-- end of figures -->
between
<!-- figures: other -->
stays
<!-- end of figures -->
"""


def measured(name: str = "some", figure: float = 2.0) -> Measured:
    return Measured(name, "7 applicants.", ("", "ns"), (("C", ([1.0, figure, 3.0],)),))


def test_the_text_has_the_figures_of_the_json() -> None:
    text = (DOCS / document.TEXT).read_text(encoding="utf-8")
    assert document.written(text, document.read(DOCS)) == text


def test_every_table_that_was_kept_has_a_place_in_the_text_and_every_place_a_table() -> None:
    places = {name for _, name, *_ in document.PLACE.findall((DOCS / document.TEXT).read_text(encoding="utf-8"))}
    summaries = {name: {*summary.tables} for name, summary in document.SUMMARIES.items()}
    assert places >= {*summaries, document.TARGETS}
    shown = places.difference(summaries, {document.TARGETS}).union(*summaries.values())
    assert shown == {*document.read(DOCS)}


def test_the_picture_is_drawn_from_the_json() -> None:
    every = document.read(DOCS)
    assert (DOCS / document.PLOT).read_text(encoding="utf-8") == plot.drawn(every)
    assert "not measured" not in plot.drawn(every)


def test_every_target_has_its_figure() -> None:
    assert not [line for line in document.of_targets(document.read(DOCS)) if "not measured" in line]


def test_figures_stand_in_their_places_and_nowhere_else() -> None:
    found = document.written(TEXT, {"some": measured()})
    assert found == TEXT.replace("old", "| | ns |\n|---|--:|\n| C | 2.00 |\n\n7 applicants.")
    assert document.written(found, {"some": measured()}) == found


def test_a_place_leaves_out_the_rows_and_columns_that_it_names() -> None:
    rows = (("C", ([1.0, 2.0, 3.0], 5.0)), ("Numba", (None, "no")))
    every = {"some": Measured("some", "7 applicants.", ("", "ns", "wall, at least"), rows)}
    text = "<!-- figures: some; without Numba; wall, at least -->\n<!-- end of figures -->"
    assert "\n| | ns |\n|---|--:|\n| C | 2.00 |\n\n" in document.written(text, every)
    with pytest.raises(KeyError):
        document.written(text.replace("Numba", "Numpy"), every)


def test_a_summary_has_the_medians_of_several_tables() -> None:
    rows = (("by hand", ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0])), ("`total`", ([7.0, 8.0, 9.0], None)))
    every = {name: Measured(name, "", ("", "10", "1,000"), rows) for name in ("some", "other")}
    summary = document.Summary(
        "µs", {"some": "S", "none": "N", "other": "O"}, ("`total`", "by"), (0, -1), ("a", "b", "c", "d")
    )
    assert [*summary.lines(every)][2:] == ["| S | 8.00 |  | 2.00 | 5.00 |", "| O | 8.00 |  | 2.00 | 5.00 |"]


def test_an_empty_place_does_not_change_the_text_after_it() -> None:
    found = document.written(TEXT.replace("old\n", ""), {"some": measured()})
    assert found == document.written(TEXT, {"some": measured()})


def test_new_figures_take_the_place_of_old_ones_and_leave_the_others(tmp_path: Path) -> None:
    (tmp_path / document.TEXT).write_text(TEXT, encoding="utf-8")
    document.write(tmp_path, [measured(), measured("other")])
    document.write(tmp_path, [measured(figure=2.5)])
    text = (tmp_path / document.TEXT).read_text(encoding="utf-8")
    assert re.findall(r"C \| (\S+)", text) == ["2.50", "2.00"]
    assert [*json.loads((tmp_path / document.FIGURES).read_text(encoding="utf-8"))] == ["other", "some"]
    assert document.written(text, document.read(tmp_path)) == text


@pytest.mark.parametrize(("usual", "said"), [(2.0, "met"), (3.5, "met"), (3.6, "missed")])
def test_a_target_is_met_up_to_its_bound(usual: float, said: str) -> None:
    target = document.Target("C", document.figure_of("some", "C", "ns"), 3.5)
    assert target.line({"some": measured(figure=usual)}) == f"| C: at most 3.5 times | {usual:.2f} times | {said} |"


@pytest.mark.parametrize(("usual", "said"), [(2.9, "missed"), (3.0, "met")])
def test_a_target_is_met_from_its_bound_on(usual: float, said: str) -> None:
    target = document.Target("C", document.figure_of("some", "C", "ns"), least=3.0)
    assert target.line({"some": measured(figure=usual)}).endswith(f"| {said} |")


def test_a_target_without_its_table_is_not_measured() -> None:
    assert [line.rsplit("|", 2)[1] for line in document.of_targets({})][2:] == [" not measured "] * len(
        document.ALL_TARGETS
    )


def test_a_picture_without_tables_says_so() -> None:
    found = plot.drawn({})
    ET.fromstring(found)
    assert found.count("not measured") == len(plot.BARS) + len(plot.GROWTHS)


def test_bars_and_points_lie_where_their_figures_say() -> None:
    bars = (("C & co", ([10.0, 100.0, 1000.0],)), ("no", (None,)))
    points = (("1,000", ([1.0, 10.0, 100.0],)), ("1,000, one thread", ([9.0, 9.0, 9.0],)))
    every = {
        "slice-memory": Measured("slice-memory", "", ("", "ns an applicant"), bars),
        "batch": Measured("batch", "", ("applicants", "MB at most"), points),
    }
    picture = ET.fromstring(plot.drawn(every))
    said = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"C & co", "100", "10", "1,000"} <= {*said}
    assert "no" not in said
    (bar,) = [one for one in picture.iter("{http://www.w3.org/2000/svg}rect") if one.get("fill") == plot.OTHERS]
    scale = plot.Scale.of([10.0, 1000.0], plot.NAMES, (plot.WIDE - 3 * plot.MARGIN) / 2 - plot.ROOM)
    assert float(bar.get("width") or 0) == pytest.approx(scale.at(100.0) - plot.NAMES, abs=0.1)
    assert scale.at(100.0) - plot.NAMES == pytest.approx((scale.at(1000.0) - plot.NAMES) / 2)
    assert len([*picture.iter("{http://www.w3.org/2000/svg}circle")]) == 1

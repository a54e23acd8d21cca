"""The options `--office` and `--new-office` of letters and lists: the file with the data of the office."""

from __future__ import annotations

import os
from functools import partial

import click

from ipdsl.cli.console import FILE, OK, OUTPUT, call_language, message, say_done, usage_error
from ipdsl.cli.files import refuse_existing, refuse_output, write_file
from ipdsl.cli.findings import stop_at
from ipdsl.office.office_data import OfficeData, new_office_file, read_office

office = partial(
    click.option, "--office", type=FILE, metavar="FILE", help="The data of the office: a workbook or JSON."
)
"""`--office`: the file with the data of the office."""

new_office = partial(
    click.option, "--new-office", type=OUTPUT, metavar="FILE",
    help="Write a file for the data of the office, .xlsx or .json, to be filled in.",
)  # fmt: skip
"""`--new-office`: where to write an empty file of the office."""


def office_of(path: str | None) -> OfficeData:
    """The data in the file of `--office`; without one, no part is stated. Raises `FactsError`."""
    return OfficeData() if path is None else read_office(path)


def write_new_office(path: str) -> int:
    """Write an empty file of the office. Raises a usage error for another suffix, and for a file that exists."""
    refuse_output("--new-office", path)
    if not path.lower().endswith((".xlsx", ".json")):
        name = os.path.splitext(path)[0]
        raise usage_error(
            "the data of the office are .xlsx or .json: `{name}.xlsx`",
            "本单位资料是`.xlsx`或`.json`：`{name}.xlsx`", name=name,
        )  # fmt: skip
    refuse_existing("--new-office", path)
    stop_at(write_file(path, new_office_file(path, call_language())))
    how = message("fill it in, and give it by `--office {name}`", "填好后，用`--office {name}`给出", name=path)
    say_done(message("{name}: {how}", "{name}：{how}", name=path, how=how))
    return OK

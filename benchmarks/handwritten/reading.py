"""Facts of the slice, read and validated by hand for speed.

Input: plain data. Output: typed facts, or all problems at once. It is as strict as ipdsl: exact types, calendar dates,
amounts to the fen, no unknown words, no duplicate keys. It reads only what the slice needs: no periods, no unknown
values, no known absence except the end of a patent, no history, support or series.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ipdsl.ir.facts import Facts, Listing, Record
from ipdsl.schema.values.value_type import NONE, KnownValues

Reader = Callable[[object], object]


def text(value: object) -> str:
    if type(value) is not str or not value or value != value.strip() or not value.isprintable():
        raise ValueError("is no name")
    return value


def flag(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError("is neither true nor false")
    return value


def day(value: object) -> date:
    if type(value) is not str or len(value) != 10:
        raise ValueError("is no date")
    return date.fromisoformat(value)


def end(value: object) -> object:
    return NONE if value == {"none": True} else day(value)


def money(value: object) -> int:
    if type(value) is int and 0 <= value < 10**16:
        return value * 100
    if type(value) is str and len(value) < 20 and value.isascii():
        whole, _, rest = value.partition(".")
        if whole.isdigit() and (rest.isdigit() or not rest) and len(rest) <= 2:
            return int(whole) * 100 + int(rest.ljust(2, "0"))
    raise ValueError("is no sum")


def member(*members: str) -> Reader:
    def read(value: object) -> object:
        if value not in members:
            raise ValueError("is no member")
        return value

    return read


TITLES = ("national_demonstration", "national_advantage", "national_pilot", "provincial_demonstration",
          "provincial_advantage", "municipal_demonstration", "municipal_advantage")  # fmt: skip
KINDS: dict[str, tuple[str, str, dict[str, Reader]]] = {
    "geo_indication_product": ("", "product", {"product": text, "recognised_on": day}),
    "geo_indication_trademark": ("", "mark", {"mark": text, "registered_on": day}),
    "collective_trademark": ("", "mark", {"mark": text, "registered_on": day, "geographical_indication": flag}),
    "copyright_work": ("", "certificate", {"certificate": text, "certified_on": day, "provincial_body": flag}),
    "technology_contract": (
        "", "contract",
        {"contract": text, "amount": money, "put_to_use": flag, "related_party": flag, "recorded_on": day},
    ),
    "loan_interest": ("", "loan", {"loan": text, "interest_paid": money, "on_schedule": flag, "paid_on": day}),
    "ip_insurance": ("", "contract", {"contract": text, "premium": money, "bought_on": day}),
    "ip_title": ("", "title", {"title": member(*TITLES), "recognised_on": day}),
    "certification": (
        "", "standard",
        {"standard": member("gbt29490", "gbt33250", "gbt33251"), "passed_on": day,
         "stage": member("initial", "surveillance", "recertification")},
    ),
    "utility_patent": ("patent", "number", {"number": text, "granted_on": day}),
    "software_copyright": ("", "certificate", {"certificate": text, "certified_on": day}),
    "invention_patent": ("patent", "number", {"number": text, "filed_on": day, "granted_on": day, "lapsed_on": end}),
}  # fmt: skip
"""The root of each kind, its key field, and its fields."""

FIXED = {"invention_patent": {"right": "invention"}, "utility_patent": {"right": "utility_model"}}
SECOND_KEY = {"loan_interest": "paid_on", "certification": "passed_on"}
WIDER = {
    "enterprise": frozenset({"enterprise", "unit", "undertaking"}),
    "person": frozenset({"person"}),
}
ALL = frozenset({"applicant", "records", "history", "as_of"})
APPLICANT = frozenset({"id", "kinds", "located_here"})


def read(data: object) -> Facts:
    """Typed facts. Raises `ValueError` with every problem and its path."""
    problems: list[str] = []
    if type(data) is not dict or not data.keys() <= ALL or type(data.get("applicant")) is not dict:
        raise ValueError(["$ is not what is expected"])
    applicant = data["applicant"]
    if applicant.keys() != APPLICANT or applicant["kinds"] not in (["enterprise"], ["person"]):
        raise ValueError(["$.applicant is not what is expected"])
    fields = {"located_here": flag(applicant["located_here"])}
    records: dict[str, Listing] = {}
    for kind, rows in data["records"].items():
        if kind not in KINDS or type(rows) is not list:
            problems.append(f"$.records.{kind} is no list of a kind that is known")
        else:
            records[kind] = Listing(listing(kind, rows, problems) if rows else ())
    as_of = None if "as_of" not in data else day(data["as_of"])
    if problems:
        raise ValueError(problems)
    kinds = WIDER[applicant["kinds"][0]]
    return Facts(text(applicant["id"]), kinds, fields, records, {}, (), None, (), None, {}, as_of, "")


def listing(kind: str, rows: list[object], problems: list[str]) -> tuple[Record, ...]:
    root, key, readers = KINDS[kind]
    second, fixed = SECOND_KEY.get(kind), FIXED.get(kind, {})
    found: list[Record] = []
    for index, row in enumerate(rows):
        path = f"$.records.{kind}[{index}]"
        if type(row) is not dict:
            problems.append(f"{path} is no object")
            continue
        values: KnownValues[str, object] = KnownValues(fixed)
        for name, value in row.items():
            reader = readers.get(name)
            if reader is None:
                problems.append(f"{path}.{name} is not known")
                continue
            try:
                values[name] = reader(value)
            except ValueError as error:
                problems.append(f"{path}.{name}: {error}")
        item = row.get(key, path) if second is None else f"{row.get(key)} / {row.get(second)}"
        found.append(Record(kind, root or kind, item, item, values, path))
    if len({record.item for record in found}) < len(found):
        problems.append(f"$.records.{kind} names one record twice")
    return tuple(found)

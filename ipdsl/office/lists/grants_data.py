"""A publication as open data of grants, by the 360Giving Data Standard 1.4: a grant a decision.

Input: lists of publications, the data of the office as the funder, and the day of the decisions. Persons are not named,
and the id of a person is that of the grant. Amounts are numbers of JSON, printed from integers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from ipdsl.base.findings.finding import Report
from ipdsl.office.lists.rows import ListRow
from ipdsl.office.lists.tables import PERSONS, PolicyList
from ipdsl.office.office_data import OfficeData
from ipdsl.plain_data.errors import FactsError
from ipdsl.report.decision_json import money_to_json

_REQUIRED_PARTS = {
    "name": ".+",
    "organisation_id": "[A-Z]{2}-[A-Z0-9]+-[^ ]+",
    "publisher_prefix": "360[Gg]-[A-Za-z0-9_-]+",
}
"""The parts of the office's data that the standard asks for, with their forms."""

_LONGEST_TITLE = 139
_PERSON = "Individual Recipient"
_AMOUNT = re.compile(r'(?<="amountAwarded": )"([0-9.]+)"')


def grants_text(lists: Sequence[PolicyList], office: OfficeData, day: str) -> str:
    """The package of all grants as JSON, with the stamps of the lists, which the standard allows.

    Raises `FactsError` (U161) if the data of the office have gaps.
    """
    if gaps := office.required_parts(_REQUIRED_PARTS):
        raise FactsError(Report(gaps))
    funder = {"id": office.stated_text("organisation_id"), "name": office.stated_text("name")}
    package = {
        "version": "1.4", "issued": day, "publisher": {"identifier": funder["id"], "name": funder["name"]},
        "grants": [grant for entry in lists for grant in _grants(entry, funder, office, day)],
        "stamps": [attrs.asdict(entry.stamp) for entry in lists],
    }  # fmt: skip
    return _AMOUNT.sub(r"\1", json.dumps(package, ensure_ascii=False, indent=1)) + "\n"


def _grants(entry: PolicyList, funder: dict[str, str], office: OfficeData, day: str) -> Iterator[dict[str, Any]]:
    """The grants of one policy. Without numbers of decisions, they are numbered by policy and day."""
    rows = [(row, table.name == PERSONS) for table in entry.main for row in table.rows]
    for number, (row, is_person) in enumerate(rows, 1):
        id_ = _id(office, row.decision or f"{entry.policy}-{day}-{number}")
        yield {
            "id": id_, "title": entry.title[:_LONGEST_TITLE], "description": row.title or entry.title,
            "currency": entry.payable.currency, "amountAwarded": row.payable and money_to_json(row.payable),
            "awardDate": day, "fundingOrganization": [funder],
            "grantProgramme": [{"code": entry.policy, "title": entry.title}],
            **(
                {"recipientIndividual": {"id": f"{id_}-recipient", "name": _PERSON}}
                if is_person
                else {"recipientOrganization": [{"id": _organisation_id(row, office), "name": row.name}]}
            ),
        }  # fmt: skip


def _organisation_id(row: ListRow, office: OfficeData) -> str:
    """The code of an organisation, if it names its list as in `GB-COH-01234567`; otherwise one with our prefix."""
    is_of_list = re.fullmatch(_REQUIRED_PARTS["organisation_id"], row.code)
    return row.code if is_of_list else _id(office, row.applicant)


def _id(office: OfficeData, text: str) -> str:
    """An id with the prefix of the publisher. Blanks and signs become underscores, as the standard recommends."""
    return "-".join((office.stated_text("publisher_prefix"), re.sub(r"[^\w-]+", "_", text)))

"""The stamp of a letter or a list: from which policy, facts, ledger and options it was made, and its payable sum.

A later run recomputes the result and compares it with the stamp. A file has a stamp for each policy, as document
properties: the JSON of all stamps, cut into texts that Excel accepts. `Stamp.of` makes a stamp,
`properties_of` the properties, and `stamps_of` reads them.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs
from attrs.validators import deep_iterable, deep_mapping, ge, in_, instance_of, optional

from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.money import DECIMALS
from ipdsl.decision.decision import Decision, Request

PROPERTY = "ipdsl"
"""The name of the first document property; further ones are `ipdsl 2`, `ipdsl 3` and so on."""

MOST_OF_PROPERTY = 255
"""The most characters of a document property in Excel."""

_TEXT, _FLAG, _NUMBER = instance_of(str), instance_of(bool), instance_of(int)


def _parse_day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


RUN_OPTIONS: Mapping[str, type] = {"claims": bool, "ledger": bool, "no_others": bool, "none": list, "ignore": list}
"""The options of a run of `batch` that a list from it states, apart from those of the stamp."""


def parse_run(text: str) -> dict[str, Any]:
    """The options of a run by name. Raises `ValueError` for other options."""
    plain = json.loads(text)
    if not isinstance(plain, dict) or {name: type(value) for name, value in plain.items()} != RUN_OPTIONS:
        raise ValueError("not the options of a run")
    if not all(isinstance(column, str) for column in (*plain["none"], *plain["ignore"])):
        raise ValueError("columns without names")
    return plain


_OPTION_PARSERS: Mapping[str, Callable[[str], object]] = {
    "language": Language, "number_from": int, "day": _parse_day, "until": _parse_day,
    "respond_by": _parse_day, "run": parse_run, "back_now": Fraction,
}  # fmt: skip
"""What reads an option of a file. It raises `ValueError` for a text that no command writes."""

_OPTIONS_OF_LISTS = frozenset({"list", "language", "number", "number_from", "sort", "by", "respond_by", "columns"})


def _check_options(_: object, __: object, options: Mapping[str, str]) -> None:
    """Raise `ValueError` for options of a file that no command writes."""
    for name in options.keys() & _OPTION_PARSERS.keys():
        _OPTION_PARSERS[name](options[name])
    if options.keys() & {"list", "run"} and (missing := _OPTIONS_OF_LISTS - options.keys()):
        raise ValueError(f"a list without {min(missing)}")


@attrs.frozen
class Stamp:
    """The origin of a file under one policy.

    - `applicant`: the id of the only applicant; empty for several.
    - `facts`: the digest of the facts; of several applicants, the digest of theirs in the order of the file.
    - `ledger`: the number of the ledger that was written with the file; `history`: of the ledger that was read.
    - `day`: the last day that counts for any applicant; `years`: the years settled.
    - `payable`: the sum to be paid now, in minor units of `currency`.
    - `year`, `as_of`, `reopen`, `cohort`, `strict`: the options of the command.
    - `document`: the options of the file itself, such as its language and its number.
    """

    policy: str = attrs.field(validator=_TEXT)
    policy_hash: str = attrs.field(validator=_TEXT)
    version: str = attrs.field(validator=_TEXT)
    applicants: int = attrs.field(validator=[_NUMBER, ge(0)])
    facts: str = attrs.field(validator=_TEXT)
    ledger: str = attrs.field(validator=_TEXT)
    history: str = attrs.field(validator=_TEXT)
    day: str = attrs.field(validator=_TEXT)
    years: tuple[int, ...] = attrs.field(validator=deep_iterable(_NUMBER), converter=tuple[int, ...])
    payable: int = attrs.field(validator=_NUMBER)
    currency: str = attrs.field(validator=[_TEXT, in_(DECIMALS)])
    year: int | None = attrs.field(validator=optional(_NUMBER))
    as_of: str | None = attrs.field(validator=optional(_TEXT))
    reopen: int | None = attrs.field(validator=optional(_NUMBER))
    cohort: bool = attrs.field(validator=_FLAG)
    strict: bool = attrs.field(validator=_FLAG)
    applicant: str = attrs.field(validator=_TEXT, default="")
    document: Mapping[str, str] = attrs.field(
        validator=[deep_mapping(_TEXT, _TEXT, instance_of(dict)), _check_options], factory=dict
    )

    @classmethod
    def of(
        cls, decisions: Sequence[Decision], request: Request, *, cohort: bool = False, ledger: str = "",
        document: Mapping[str, str] = MappingProxyType({}),
    ) -> Stamp:  # fmt: skip
        """The stamp of a file about these decisions under one policy, at least one."""
        first = decisions[0]
        return cls(
            policy=first.policy, policy_hash=first.content_hash, version=first.version, applicants=len(decisions),
            facts=_joint_digest(decisions), ledger=ledger, history=first.ledger_number,
            day=max(decision.as_of for decision in decisions).isoformat(),
            years=tuple(sorted({year for decision in decisions for year in decision.years})),
            payable=sum(decision.payable_now.minor for decision in decisions), currency=first.currency,
            year=request.year, as_of=request.as_of, reopen=request.reopen, cohort=cohort, strict=request.strict,
            applicant=first.applicant if len(decisions) == 1 else "", document=dict(document),
        )  # fmt: skip

    def to_text(self) -> str:
        """The stamp as one line of JSON in ASCII, without blanks."""
        return json.dumps(attrs.asdict(self), separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Stamp:
        """The stamp of `to_text`. Raises `ValueError` if the text is not one."""
        return cls._from_plain(json.loads(text))

    @classmethod
    def _from_plain(cls, plain: Any) -> Stamp:
        try:
            return cls(**plain)
        except TypeError as error:
            raise ValueError(f"not a stamp: {error}") from None


def _joint_digest(decisions: Sequence[Decision]) -> str:
    """The digest of the facts of one applicant, or of the digests of several with their ids."""
    if len(decisions) == 1:
        return decisions[0].facts_digest
    lines = (json.dumps([decision.applicant, decision.facts_digest]) for decision in decisions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def stamps_text(stamps: Sequence[Stamp]) -> str:
    """The stamps as one text, for files whose properties have no limit."""
    return f"[{','.join(stamp.to_text() for stamp in stamps)}]"


def stamps_from_text(text: str) -> tuple[Stamp, ...]:
    """The stamps of `stamps_text`; none in an empty text. Raises `ValueError` if they are not whole."""
    plain = json.loads(text or "[]")
    if not isinstance(plain, list):
        raise ValueError("not a list of stamps")
    return tuple(map(Stamp._from_plain, plain))


def properties_of(stamps: Sequence[Stamp]) -> dict[str, str]:
    """The document properties of a file with these stamps, by name."""
    text = stamps_text(stamps)
    starts = range(0, len(text), MOST_OF_PROPERTY)
    return {_property_name(number): text[start : start + MOST_OF_PROPERTY] for number, start in enumerate(starts, 1)}


def stamps_of(properties: Mapping[str, str]) -> tuple[Stamp, ...]:
    """The stamps of a file; empty without any. Raises `ValueError` if they are not whole."""
    text, number = "", 1
    while (part := properties.get(_property_name(number))) is not None:
        text, number = text + part, number + 1
    return stamps_from_text(text)


def _property_name(number: int) -> str:
    return PROPERTY if number == 1 else f"{PROPERTY} {number}"


_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that a user of Word may define."""


def add_word_properties(document: Any, stamps: Sequence[Stamp]) -> None:
    """Add the stamps to a Word document of python-docx. Other properties of a template are kept."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml.parser import parse_xml
    from lxml import etree

    package, kind = document.part.package, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
    blobs = [link.target_part.blob for link in package.rels.values() if link.reltype == kind]
    root = parse_xml(blobs[0]) if blobs else etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES})
    added = properties_of(stamps)
    for entry in [entry for entry in root if entry.get("name") in added]:
        root.remove(entry)
    number = max((int(entry.get("pid")) for entry in root), default=1)
    for pid, (name, text) in enumerate(added.items(), number + 1):
        entry = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT, pid=str(pid), name=name)
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = text
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if blobs:
        package.part_related_by(kind)._blob = data
    else:
        package.relate_to(
            Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, data, package), kind
        )

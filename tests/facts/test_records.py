from __future__ import annotations

from tests.support.facts.reading import one_record, problems, read, refused_field, said
from tests.support.rows import each_row

CONTRACT = "technology_contract"


def contracts(*records: object) -> dict[str, object]:
    return {"records": {CONTRACT: list(records)}}


# ---- listings


def test_absent_null_empty_and_partial_listings() -> None:
    facts = read(records={"patent": [], "ip_title": None, "soft_topic": {"partial": True, "items": []}})
    assert set(facts.records) == {"patent", "soft_topic"}
    assert not facts.records["patent"].partial
    assert facts.records["soft_topic"].partial
    assert read(records=None).records == {}
    assert not read(records={"patent": {"partial": False, "items": []}}).records["patent"].partial


@each_row(
    ("listing", "found"),
    [
        ("A", ("R020", "")),
        ({"contract": "A"}, ("R020", "")),
        ({"partial": True}, ("R021", "")),
        ({"partial": "perhaps", "items": []}, ("R030", ".partial")),
        ({"partial": True, "items": {}}, ("R020", ".items")),
        ({"partial": True, "items": [], "more": 1}, ("R022", ".more")),
        (["A"], ("R020", "[0]")),
        ([None], ("R020", "[0]")),
    ],
)
def test_listings_that_are_refused(listing: object, found: tuple[str, str]) -> None:
    code, tail = found
    assert said(records={CONTRACT: listing}) == [(code, f"$.records.{CONTRACT}{tail}")]


def test_unknown_kinds_with_the_nearest_declared_one() -> None:
    for word in ("technology_contracts", "contract"):
        (found,) = problems(records={word: []})
        assert (found.code, found.nearest) == ("R025", (CONTRACT,))
    (plural,) = problems(records={"patents": []})
    assert plural.nearest == ("patent",)


def test_unknown_fields_with_the_next_step() -> None:
    assert refused_field(CONTRACT, amuont=1).nearest == ("amount",)
    assert "give its day as `recorded_on`" in refused_field(CONTRACT, recorded=True).texts().help
    assert "`granted_on` and `lapsed_on`" in refused_field("patent", valid=True).texts().help


# ---- items and ids


def test_the_item_is_the_key_else_the_id_else_all_that_is_stated() -> None:
    assert one_record(CONTRACT, id="1", contract="A").item == "A"
    assert one_record(CONTRACT, contract="A").id == "A"
    assert one_record(CONTRACT, id="1").item == "1"
    assert one_record(CONTRACT, amount="5.5", put_to_use=True).item == "amount 5.50, put_to_use yes"
    assert one_record(CONTRACT).item == "nothing stated"
    prize = one_record("patent_prize", patent="ZL1", level="national")
    assert prize.item == "ZL1 / national"
    assert one_record("patent_prize", id="x", patent="ZL1").item == "x"
    assert one_record("patent_prize", id="x", patent="ZL1", level={"cannot_be_determined": True}).item == "x"
    assert one_record("patent_prize", id="x", patent="ZL1", level={"none": True}).item == "ZL1 / none"


def test_fixed_fields_of_a_narrower_kind_are_filled_in() -> None:
    record = one_record("invention_patent", number="ZL1")
    assert record.values == {"number": "ZL1", "right": "invention"}
    assert record.root == "patent"
    assert one_record("invention_patent", number="ZL1", right="invention").values["right"] == "invention"
    assert one_record("invention_patent", number="ZL1", right=None).values["right"] == "invention"
    assert refused_field("invention_patent", right="design").code == "R044"
    assert refused_field("invention_patent", right={"none": True}).code == "R044"


def test_records_stand_in_the_order_of_their_items_whatever_the_input() -> None:
    first = read(**contracts({"contract": "B"}, {"contract": "A"}, {"id": "C"}))
    second = read(**contracts({"id": "C"}, {"contract": "A"}, {"contract": "B"}))
    assert [r.item for r in first.records[CONTRACT].records] == ["A", "B", "C"]
    assert first == second


# ---- duplicates


def test_one_id_names_one_record_of_a_root_kind() -> None:
    assert said(**contracts({"id": "A"}, {"id": "A", "amount": 1})) == [("R045", f"$.records.{CONTRACT}[1]")]
    assert said(**contracts({"contract": "A"}, {"id": "A"})) == [("R045", f"$.records.{CONTRACT}[1]")]
    both = {"patent": [{"id": "A"}], "invention_patent": [{"id": "A"}]}
    assert said(records=both) == [("R045", "$.records.invention_patent[0]")]
    read(records={"patent": [{"id": "A"}], "ip_title": [{"id": "A"}]})


def test_an_item_may_have_two_days_that_distinguish_its_records() -> None:
    facts = read(
        **contracts({"contract": "A", "recorded_on": "2023-01-02"}, {"contract": "A", "recorded_on": "2022-01-02"})
    )
    assert [(r.item, r.id) for r in facts.records[CONTRACT].records] == [
        ("A", "A (2022-01-02)"),
        ("A", "A (2023-01-02)"),
    ]
    one_day = contracts({"contract": "A", "recorded_on": "2023-01-02"}, {"contract": "A", "recorded_on": "2023-01-02"})
    assert said(**one_day) == [("R046", f"$.records.{CONTRACT}[1]")]
    day_unknown = contracts({"contract": "A", "recorded_on": "2023-01-02"}, {"contract": "A"})
    assert said(**day_unknown) == [("R046", f"$.records.{CONTRACT}[1]")]


def test_records_of_an_item_differ_by_one_event_if_the_other_did_not_happen() -> None:
    def patents(*days: tuple[object, object]) -> dict[str, object]:
        stated = [{"number": "ZL1", "filed_on": filed, "granted_on": granted} for filed, granted in days]
        return {"records": {"patent": stated}}

    never, first, second = {"none": True}, "2022-01-01", "2022-02-01"
    found = read(**patents((never, first), (never, second))).records["patent"].records
    assert [r.id for r in found] == ["ZL1 (2022-01-01)", "ZL1 (2022-02-01)"]
    refused = [("R046", "$.records.patent[1]")]
    assert said(**patents((never, never), (never, never))) == refused
    assert said(**patents((first, first), (first, second))) == refused, "filed once"
    assert said(**patents((None, first), (None, second))) == refused, "when they were filed is not known"
    read(**patents((first, first), (second, second)))


def test_one_key_names_one_record_also_under_a_narrower_kind() -> None:
    assert said(**contracts({"id": "1", "contract": "A"}, {"id": "2", "contract": "A"})) == [
        ("R046", f"$.records.{CONTRACT}[1]")
    ]
    both = {"patent": {"partial": True, "items": [{"number": "ZL1"}]}, "invention_patent": [{"number": "ZL1"}]}
    assert said(records=both) == [("R046", "$.records.invention_patent[0]")]
    (found,) = problems(records=both)
    assert "$.records.patent.items[0]" in found.texts().title
    read(records={"patent_prize": [{"patent": "ZL1", "level": "national"}, {"patent": "ZL1", "level": "provincial"}]})


def test_records_alike_in_everything() -> None:
    assert said(**contracts({"amount": 1}, {"amount": 2}, {"amount": "1.00"})) == [("R047", f"$.records.{CONTRACT}[2]")]
    assert said(**contracts({}, {})) == [("R047", f"$.records.{CONTRACT}[1]")]
    read(**contracts({"amount": 1}, {"amount": 2}, {}))


def test_a_broken_record_is_no_duplicate_as_well() -> None:
    found = said(**contracts({"contract": "A"}, {"contract": "A", "amount": "x"}))
    assert found == [("R030", f"$.records.{CONTRACT}[1].amount")]

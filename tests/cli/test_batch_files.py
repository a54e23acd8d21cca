"""`ipdsl batch`: accepted files and folders, and findings about files that it cannot read."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq
import pytest

from ipdsl.batch import parts as results
from ipdsl.batch.files import FlatFile
from tests.support.batch.command import batch
from tests.support.parquet import firms, parts as bytes_of, rows, write
from tests.support.slow import sampled

TABLES = ("applicants", "totals", "later", "missing", "claims")
PRODUCT = "geo_indication_product"


def flat(number: int) -> dict[str, pa.Table]:
    products = [
        {"applicant": one["id"], **product}
        for one in firms(number).to_pylist()
        for product in one[PRODUCT]
        for _ in "ab"
    ]
    for place, one in enumerate(products):
        one["product"] += str(place % 2)
    return {
        "applicant": firms(number).select(["id", "kinds", "located_here"]),
        PRODUCT: pa.Table.from_pylist(products),
    }


def settled(where: Path, out: Path, *more: str) -> dict[str, list[dict[str, object]]]:
    ran = batch(where, "-o", out, "--claims", *more)
    assert ran.code in (0, 1, 3), ran.err
    return {table: rows(out, table) for table in results.TABLES[:-2]}


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, list[dict[str, object]]]:
    for name, table in flat(23).items():
        write(tmp_path / "plain" / f"{name}.parquet", table)
    return settled(tmp_path / "plain", tmp_path / "whole")


@pytest.mark.parametrize("chunk", sampled(["7", "1", "4", "23", "100"], 5))
@pytest.mark.parametrize("order", sampled(["as it is", "shuffled", "with rows of nobody"], 3, others="broad"))
def test_flat_tables_come_to_the_same_in_chunks_of_any_size_and_order(
    order: str, chunk: str, expected: dict[str, list[dict[str, object]]], tmp_path: Path
) -> None:
    products = flat(23)[PRODUCT].to_pylist()
    r = random.Random(5)
    nobody = {"applicant": "F99", "product": "tea", "recognised_on": None}
    if order == "shuffled":
        r.shuffle(products)
    for place in (0, 9, 10, 30, len(products) + 4) if order != "as it is" else ():
        products.insert(place, {**nobody, "applicant": None} if place == 9 else nobody)
    write(tmp_path / "in" / "applicant.parquet", flat(23)["applicant"], group=5)
    write(tmp_path / "in" / f"{PRODUCT}.parquet", pa.Table.from_pylist(products), group=6)
    found = settled(tmp_path / "in", tmp_path / "out", "--chunk", chunk)
    for table in TABLES:
        key = str if table != "claims" else lambda one: str((one["applicant"], one["item"]))
        assert sorted(found[table], key=key) == sorted(expected[table], key=key), table
    of_nobody = [one for one in found["errors"] if one["column"] == f"{PRODUCT}.applicant"]
    assert [(one["row"], one["code"]) for one in of_nobody] == [
        (place, "R021" if one["applicant"] is None else "R095")
        for place, one in enumerate(products) if one["applicant"] in (None, "F99")
    ]  # fmt: skip


@pytest.mark.broad
def test_flat_tables_in_order_are_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[tuple[str, bool]] = []
    cut = FlatFile.chunk_tables

    def looked(one: FlatFile, bounds: list[int], first: int) -> object:
        held.append((one.name, one._table is not None))
        return cut(one, bounds, first)

    monkeypatch.setattr(FlatFile, "chunk_tables", looked)
    for how in ("in order", "shuffled"):
        for name, table in flat(12).items():
            table = table if how == "in order" or name == "applicant" else table.take(list(range(table.num_rows))[::-1])
            write(tmp_path / how / f"{name}.parquet", table)
        settled(tmp_path / how, tmp_path / f"out {how}", "--chunk", "5")
    assert held == [("applicant", False), (PRODUCT, False), ("applicant", False), (PRODUCT, True)]


@pytest.mark.broad
def test_a_stopped_run_over_flat_tables_goes_on_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, table in flat(23).items():
        write(tmp_path / "in" / f"{name}.parquet", table, group=7)
    words = [tmp_path / "in", "-o"]
    batch(*words, tmp_path / "whole", "--chunk", "6")
    write_one, left = results._replace, [14]

    def stopping(target: Path, data: bytes) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        write_one(target, data)

    with monkeypatch.context() as patch:
        patch.setattr(results, "_replace", stopping)
        assert batch(*words, tmp_path / "out", "--chunk", "6").code == 130
    assert batch(*words, tmp_path / "out", "--chunk", "6").code == 1
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "whole")


@pytest.mark.broad
def test_tables_in_folders_of_parts_with_values_in_their_names(
    expected: dict[str, list[dict[str, object]]], tmp_path: Path
) -> None:
    own = flat(23)
    for start in (0, 8, 16):
        here = own["applicant"].slice(start, 8).drop_columns(["located_here"])
        write(tmp_path / "in" / "applicant" / "located_here=是" / f"part-{start:02}.parquet", here)
    for place, mark in enumerate(("a", "b%20c", "__HIVE_DEFAULT_PARTITION__")):
        here = own[PRODUCT].slice(place * 16, 16 if place < 2 else None)
        write(tmp_path / "in" / PRODUCT / f"mark={mark}" / "0.parquet", here)
    assert "U072" not in batch(tmp_path / "in", "-o", tmp_path / "no").err
    refused = batch(tmp_path / "in", "-o", tmp_path / "no")
    assert refused.code == 1
    assert f"column {PRODUCT}.mark" in refused.err
    found = settled(tmp_path / "in", tmp_path / "out", "--chunk", "7", "--ignore", f"{PRODUCT}.mark")
    assert {table: found[table] for table in TABLES} == {table: expected[table] for table in TABLES}


@pytest.mark.broad
def test_a_nested_table_in_folders_with_values_in_their_names(tmp_path: Path) -> None:
    table = firms(20)
    write(tmp_path / "one.parquet", table)
    for start in (0, 10):
        here = table.slice(start, 10).drop_columns(["located_here"])
        write(tmp_path / "in" / f"day={start}" / "located_here=yes" / "x.parquet", here)
    one = settled(tmp_path / "one.parquet", tmp_path / "a")
    assert settled(tmp_path / "in", tmp_path / "b", "--chunk", "6", "--ignore", "day") == one
    write(tmp_path / "in" / "day=20" / "x.parquet", table.drop_columns(["located_here"]))
    assert "it lacks `located_here`" in batch(tmp_path / "in", "-o", tmp_path / "c", "--ignore", "day").err


def test_tables_in_a_folder_that_is_no_part_are_not_lost(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.parquet", firms(4))
    write(tmp_path / "in" / "2024" / "day=1" / "b.parquet", firms(4, 4))
    (tmp_path / "in" / "notes").mkdir()
    ran = batch(tmp_path / "in", "-o", tmp_path / "out")
    assert (ran.code, "U071" in ran.err, str(Path("in", "2024")) in ran.err) == (2, True, True), ran.err
    assert "name it `column=value`, or move its files up" in ran.err


@pytest.mark.broad
def test_tables_of_text_in_csv_come_to_the_same(expected: dict[str, list[dict[str, object]]], tmp_path: Path) -> None:
    own = flat(23)
    (tmp_path / "in").mkdir()
    lines = ["\ufeffid,kinds,located_here"]
    lines += [f'"{one["id"]}",enterprise{";academy" if False else ""},是' for one in own["applicant"].to_pylist()]
    (tmp_path / "in" / "applicant.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    csv.write_csv(own[PRODUCT].cast(pa.schema([(name, pa.string()) for name in own[PRODUCT].schema.names])),
                  tmp_path / "in" / f"{PRODUCT}.CSV")  # fmt: skip
    for chunk in ("5", "100"):
        found = settled(tmp_path / "in", tmp_path / f"out{chunk}", "--chunk", chunk)
        assert {table: found[table] for table in TABLES[:-2]} == {table: expected[table] for table in TABLES[:-2]}


def test_an_empty_cell_of_csv_is_unknown_and_kinds_stand_with_semicolons(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'id,kinds,located_here\nF1,enterprise; academy,\nF2,,是\n"",enterprise,是\n,farm,""\n'
    )
    ran = batch(tmp_path / "a.csv", "-o", tmp_path / "out")
    assert ran.code == 1, ran.err
    assert [one["status"] for one in rows(tmp_path / "out", "applicants")] == ["settled", "failed", "failed", "failed"]
    found = [(one["row"], one["column"], one["code"]) for one in rows(tmp_path / "out", "errors")]
    assert found == [(1, "kinds", "R021"), (2, "id", "R021"), (3, "id", "R021"), (3, "kinds[0]", "R023")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"id,kinds\nF1,enterprise,x\n", "a.csv:2:15 (C2)"),
        (b'id,kinds\nF1,enterprise\n"F2,enterprise\nF3,enterprise\n', "in line 3 a quotation mark is not closed"),
        (b'id,kinds\nF1,"enter"prise\n', "in line 2 a quotation mark is not closed, or is inside a cell"),
        (b"id,kinds\nF1,enterprise\n\xff\xff,enterprise\n", "it is neither UTF-8 nor GB18030 (line 3)"),
        ("id,kinds\nF1,enterprise\n甲".encode()[:-1], "it begins as UTF-8, and line 3 is broken"),
        (b"\xef\xbb\xbfid,kinds\nF1,enterprise\n\xb9\xab\xcb\xbe,enterprise\n", "UTF-8, and line 3 is broken"),
        ("id,kinds\nF1,enterprise\n".encode("utf-16-le"), "line 1 is not text"),
        (b"id,kinds\n" + b"F1," + b"x" * 3_000_000 + b"\n", "a cell in line 2 has more than 131,072 characters"),
        (b"id;kinds\nF1;enterprise\n", "its cells are separated by `;`"),
        (b"id\tkinds\nF1\tenterprise\n", "its cells are separated by tabs"),
        ("企业名单\n编号；申请人类别\nF1；企业\n".encode(), "its cells are separated by `；`"),
        (b"id,id,kinds\nF1,F1,enterprise\n", "`id` is here and at A1"),
    ],
)
def test_what_is_no_csv_is_told_with_its_line(content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    ran = batch(tmp_path / "a.csv", "-o", tmp_path / "out")
    assert ran.code in (1, 2)
    assert told in ran.err
    assert not (tmp_path / "out").exists()


def _fifo(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("where", ["alone", "in a folder"])
@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_fifo, "it is not a regular file"),
        (lambda path: path.symlink_to("nowhere"), "the link leads to nothing"),
        (lambda path: path.symlink_to(path), "symbolic link"),
        (lambda path: path.write_bytes(pq_bytes()[:-1]), "does not end as a Parquet file does"),
        (lambda path: path.write_bytes(pq_bytes()[:-4] + b"PARE"), "it is encrypted"),
    ],
)
def test_an_unreadable_file_is_one_finding_and_never_skipped(
    make: object, told: str, where: str, tmp_path: Path
) -> None:
    write(tmp_path / "in" / "a.parquet", firms(3))
    make(tmp_path / "in" / "b.parquet")  # type: ignore[operator]
    ran = batch(tmp_path / "in" / "b.parquet" if where == "alone" else tmp_path / "in", "-o", tmp_path / "out")
    assert ran.code == 2
    assert ran.err.count("error[") == 1
    assert told in ran.err
    assert "did you mean" not in ran.err
    assert not (tmp_path / "out").exists()


def pq_bytes() -> bytes:
    out = pa.BufferOutputStream()
    pq.write_table(firms(3), out)
    return bytes(out.getvalue())


def test_columns_that_are_encrypted_are_told_before_anything_is_written(tmp_path: Path) -> None:
    import base64

    encryption = pytest.importorskip("pyarrow.parquet.encryption")

    class Keys(encryption.KmsClient):  # type: ignore[misc]
        def __init__(self, _: object) -> None:
            super().__init__()

        def wrap_key(self, key: bytes, _: str) -> bytes:
            return base64.b64encode(key)

    how = encryption.EncryptionConfiguration(footer_key="a", column_keys={"b": ["id"]}, plaintext_footer=True)
    made = encryption.CryptoFactory(Keys).file_encryption_properties(encryption.KmsConnectionConfig(), how)
    with pq.ParquetWriter(tmp_path / "a.parquet", firms(3).schema, encryption_properties=made) as file:
        file.write_table(firms(3))
    ran = batch(tmp_path / "a.parquet", "-o", tmp_path / "out")
    assert ran.code == 2
    assert "it is encrypted; write it without encryption" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_suffix_in_capitals_is_one(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.parquet", firms(3))
    write(tmp_path / "in" / "B.PARQUET", firms(2, 3))
    assert len(settled(tmp_path / "in", tmp_path / "out")["applicants"]) == 5


@pytest.mark.parametrize("codec", sampled(["none", "snappy", "gzip", "brotli", "lz4", "zstd"], 3, others="broad"))
def test_any_compression_is_read(codec: str, tmp_path: Path) -> None:
    pq.write_table(firms(3), tmp_path / "a.parquet", compression=codec)
    assert len(settled(tmp_path / "a.parquet", tmp_path / "out")["applicants"]) == 3


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    file = os.path.join(os.fsencode(tmp_path), b"a\xff.parquet")
    with open(file, "wb") as out:
        out.write(pq_bytes())
    ran = batch(os.fsdecode(file), "-o", tmp_path / "out")
    assert ran.code == 2
    assert "its name is not UTF-8" in ran.err


def test_a_strange_file_among_the_results_is_told_and_not_counted(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", firms(3))
    settled(tmp_path / "a.parquet", tmp_path / "out")
    shutil.copy(tmp_path / "out" / "totals" / "part-00000.parquet", tmp_path / "out" / "totals" / "zz.parquet")
    for more in ((), ("--restart",)):
        ran = batch(tmp_path / "a.parquet", "-o", tmp_path / "out", "--claims", *more)
        assert (ran.code, "U075" in ran.err, "totals/zz.parquet" in ran.err) == (2, True, True), ran.err
    (tmp_path / "out" / "totals" / "zz.parquet").unlink()
    settled(tmp_path / "a.parquet", tmp_path / "out")


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "applicant.parquet", firms(3).select(["id", "kinds", "located_here"]))
    (tmp_path / "in" / PRODUCT).mkdir()
    iterdir = Path.iterdir

    def refused(folder: Path) -> Iterator[Path]:
        if folder.name == PRODUCT:  # root reads every folder, so the test refuses access itself
            raise PermissionError(errno.EACCES, "Permission denied")
        return iterdir(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    ran = batch(tmp_path / "in", "-o", tmp_path / "out")
    assert (ran.code, "U006" in ran.err, PRODUCT in ran.err) == (2, True, True), ran.err


def test_folders_below_other_folders_are_not_walked(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.parquet", firms(3))
    write(tmp_path / "in" / "old" / "years" / "2021" / "b.parquet", firms(3))
    assert len(settled(tmp_path / "in", tmp_path / "out")["applicants"]) == 3
    write(tmp_path / "in" / "old" / "b.parquet", firms(3))
    assert "U071" in batch(tmp_path / "in", "-o", tmp_path / "out2").err

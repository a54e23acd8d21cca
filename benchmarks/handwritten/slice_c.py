"""Compile `slice.c` and run it over columns, on one or several threads. ctypes releases the interpreter lock."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import threading
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.tables import YEARS, Array, Columns

SOURCE = Path(__file__).with_name("slice.c")
BUILD = Path(__file__).resolve().parents[2] / "build" / "c"
OPTIONS = ("-O3", "-march=native", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-Wno-parentheses")
DTYPE = {"who": np.uint8, "as_of": np.int32, "at": np.int64, "on": np.int32, "fen": np.int64, "is": np.uint8}

COLUMNS = (
    ("who", "unit"), ("who", "person"), ("who", "here"), ("as_of", "as_of"),
    ("at", "geo_indication_product"), ("on", "recognised_on"),
    ("at", "geo_indication_trademark"), ("on", "registered_on"),
    ("at", "collective_trademark"), ("on", "registered_on"),
    ("at", "copyright_work"), ("on", "certified_on"),
    ("at", "technology_contract"), ("fen", "amount"), ("is", "put_to_use"), ("is", "related_party"),
    ("on", "recorded_on"),
    ("at", "loan_interest"), ("fen", "interest_paid"), ("is", "on_schedule"), ("on", "paid_on"),
    ("at", "ip_insurance"), ("fen", "premium"), ("on", "bought_on"),
    ("at", "ip_title"), ("is", "title"), ("on", "recognised_on"),
    ("at", "certification"), ("on", "passed_on"),
    ("at", "utility_patent"), ("on", "granted_on"),
    ("at", "software_copyright"), ("on", "certified_on"),
    ("at", "invention_patent"), ("on", "filed_on"), ("on", "granted_on"), ("on", "lapsed_on"),
)  # fmt: skip
"""The targets of the pointers of `Columns` in C: the offsets of a kind, followed by its fields."""


class Pointers(ctypes.Structure):
    _fields_ = [(f"column_{index}", ctypes.c_void_p) for index in range(len(COLUMNS))]  # required by ctypes


def compiler() -> str | None:
    """The C compiler of this machine: `$CC`, otherwise `cc`."""
    return shutil.which(os.environ.get("CC", "cc"))


@cache
def library() -> Any:
    """The compiled program. It is recompiled if its source, the compiler or the machine changes."""
    found = compiler()
    if found is None:
        raise OSError("there is no C compiler: install one, or name it in CC")
    told = [SOURCE.read_text(encoding="utf-8"), found, *OPTIONS, platform.node(), platform.machine()]
    path = BUILD / f"slice-{hashlib.sha256(repr(told).encode()).hexdigest()[:12]}.so"
    if not path.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        subprocess.run([found, *OPTIONS, "-o", str(new), str(SOURCE)], check=True)
        new.replace(path)
    made = ctypes.CDLL(str(path))
    made.slice_sums.restype = ctypes.c_int64
    made.slice_sums.argtypes = [ctypes.POINTER(Pointers), ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
    return made


def arrays_of(columns: Columns) -> list[Array]:
    """The columns in the order and types of the program."""
    found: list[Array] = []
    kind = ""
    for is_, name in COLUMNS:
        if is_ == "at":
            kind = name
        values = columns.offsets[kind] if is_ == "at" else (columns.fields[kind] if kind else columns.who)[name]
        found.append(np.ascontiguousarray(values, DTYPE[is_]))
    return found


def sums(columns: Columns, threads: int = 1) -> Array:
    """The amounts due to each applicant in each year."""
    arrays = arrays_of(columns)
    pointers = Pointers(*[array.ctypes.data for array in arrays])
    out = np.empty((columns.number, len(YEARS)), np.int64)
    run, refused = library().slice_sums, [0] * threads

    def part(index: int) -> None:
        first, stop = columns.number * index // threads, columns.number * (index + 1) // threads
        refused[index] = run(ctypes.byref(pointers), first, stop, out.ctypes.data)

    others = [threading.Thread(target=part, args=(index,)) for index in range(1, threads)]
    for thread in others:
        thread.start()
    part(0)
    for thread in others:
        thread.join()
    if any(refused):
        raise OverflowError(f"sums of {sum(refused)} applicants leave 64 bits")
    return out

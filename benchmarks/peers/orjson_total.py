"""The slice by hand from JSON text: orjson decodes it, then the handwritten reader and total follow."""

import sys
from pathlib import Path

import orjson

sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from benchmarks.handwritten import (
    reading,  # after the project's folder
    slice as slice_,
)


def native(facts):
    return orjson.dumps(facts)


def total(text):
    return slice_.total(reading.read(orjson.loads(text)))

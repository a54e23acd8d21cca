"""orjson reads the JSON text of facts, without validation and without a total."""

import orjson
from orjson_total import native, total

__all__ = ["measured", "native", "total"]

measured = orjson.loads

"""Nobody pays for pyarrow who gives no table."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys
import ipdsl
from ipdsl.driver.catalogue import catalogue
policy = ipdsl.load_text("award 200000 once when geo_indication_product new")
policy.evaluate({"applicant": {"id": "F1", "kinds": ["enterprise"]}})
assert "R094" in catalogue()
assert "U080" in catalogue()
import ipdsl.spark  # needs nothing of Spark until it is called
assert not {"pyarrow", "numpy", "pandas", "pyspark"} & set(sys.modules), "imported"
"""


@pytest.mark.broad
def test_policies_and_the_catalogue_of_findings_import_no_pyarrow() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

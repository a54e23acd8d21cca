"""Detached signatures of letters and lists, which the program minisign makes and checks.

A signature is a file next to the signed one, `letter.docx.minisig`. minisign asks for the password of the secret key.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

from ipdsl.base.findings.finding import Report
from ipdsl.office.errors import NotSigned, SignerMissing
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.values.value_type import printable

_MOST_FILES = 500
"""The most files that one run signs."""


def sign_files(files: Sequence[str], key: str) -> None:
    """Write a signature next to each file, with the secret key in the file `key`.

    minisign writes its question and its errors to standard error. Raises `FactsError` if minisign is missing (U156) or
    does not sign (U157).
    """
    for start in range(0, len(files), _MOST_FILES):
        words = [_program(), "-S", "-s", key, "-m", *files[start : start + _MOST_FILES]]
        if subprocess.run(words, stdout=subprocess.DEVNULL, check=False).returncode:
            raise FactsError(Report([NotSigned(name=files[start])]))


def signature_problem(file: str, signature: str, key: str) -> str:
    """What minisign says against a signature under the public key in the file `key`; empty if it is good.

    Raises `FactsError` (U156) if minisign is missing.
    """
    words = [_program(), "-V", "-p", key, "-x", signature, "-m", file]
    run = subprocess.run(words, capture_output=True, check=False)
    return printable(run.stderr.decode(errors="replace").strip() or "?") if run.returncode else ""


def _program() -> str:
    program = shutil.which("minisign")
    if program is None:
        raise FactsError(Report([SignerMissing()]))
    return program

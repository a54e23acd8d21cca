"""The versions of the program and of the language."""

from __future__ import annotations

__version__ = "0.11.0"
__language__ = 4

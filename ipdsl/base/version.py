"""The versions of the program and of the language."""

from __future__ import annotations

__version__ = "0.7.1"
__language__ = 3

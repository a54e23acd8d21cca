"""U154: the language server cannot start."""

from __future__ import annotations

from typing import ClassVar

from ipdsl.base.errors import UsageFinding
from ipdsl.base.findings.finding import Texts


class EditorLibraryMissing(UsageFinding, code="U154"):
    """A library of the extra `lsp` is not installed."""

    en: ClassVar[Texts] = Texts(
        "`{library}`, which the language server needs, is not installed",
        help="in the clone of ipdsl, run `python3 -m pip --python .venv/bin/python install '.[lsp]'`",
    )
    zh: ClassVar[Texts] = Texts(
        "语言服务所需的“{library}”尚未安装",
        help="请在ipdsl的克隆目录中运行 `python3 -m pip --python .venv/bin/python install '.[lsp]'`",
    )

    library: str

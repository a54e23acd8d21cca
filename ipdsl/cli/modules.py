"""Whether a compiled module is still what its policy compiles to; nothing of the module is executed."""

from __future__ import annotations

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.driver import Compilation
from ipdsl.errors import ModuleDiffers, ModuleWithoutPolicy, NotAModule
from ipdsl.files import find_page, read_bytes
from ipdsl.packaged import PACKAGED
from ipdsl.runtime.errors_module import FIRST_LINE
from ipdsl.version import __version__


def compare(module: str, policy: str | None) -> list[Diagnostic]:
    """Why a module does not match its policy; nothing where it does. Without `policy` the module names it."""
    data = read_bytes(module)
    if isinstance(data, Diagnostic):
        return [data]
    made = FIRST_LINE.match(data.split(b"\n", 1)[0].decode("utf-8", "replace"))
    if made is None:
        return [NotAModule(name=module)]
    where = policy or find_page(made["name"], module)
    if where is None:
        return [ModuleWithoutPolicy(name=module, policy=made["name"])]
    page = Compilation.of_file(where)
    if not page.needs_policy("check --module") or page.python is None:
        return list(page.report)
    if page.python.encode("utf-8") == data:
        return []
    if page.program is not None and page.program.name != made["name"]:
        why = Phrase("it was made from `{made}`", "它由`{made}`生成", made=made["name"])
    elif made["hash"] != page.content_hash:
        why = Phrase("the policy has changed since", "其后政策已有改动")
    elif made["version"] != __version__:
        why = Phrase(
            "it was made by ipdsl {version}, and this is {now}",
            "它由 ipdsl {version} 生成，而现在是{now}",
            version=made["version"],
            now=__version__,
        )
    else:
        why = Phrase("the module was changed after it was made", "模块生成后被改动过")
    shown = policy or (made["name"] if where.startswith(PACKAGED) else where)
    return [ModuleDiffers(name=module, policy=shown, why=why)]

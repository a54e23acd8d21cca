"""Compare a compiled module with the current output of its policy. The module is not executed."""

from __future__ import annotations

from ipdsl.base.errors import FIRST_LINE, ModuleDiffers, ModuleWithoutPolicy, NotAModule
from ipdsl.base.files import find_page, read_bytes
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.pages import PACKAGED
from ipdsl.base.version import __version__
from ipdsl.driver.compilation import Compilation


def compare(module: str, policy: str | None) -> list[Diagnostic]:
    """The findings of a module that does not match its policy; empty if it matches.

    Without `policy` the module names it.
    """
    data = read_bytes(module)
    if isinstance(data, Diagnostic):
        return [data]
    first_line = FIRST_LINE.match(data.split(b"\n", 1)[0].decode("utf-8", "replace"))
    if first_line is None:
        return [NotAModule(name=module)]
    policy_path = policy or find_page(first_line["name"], module)
    if policy_path is None:
        return [ModuleWithoutPolicy(name=module, policy=first_line["name"])]
    page = Compilation.from_file(policy_path)
    if not page.needs_policy("check --module") or page.python is None:
        return list(page.report)
    if page.python.encode("utf-8") == data:
        return []
    if page.program is not None and page.program.name != first_line["name"]:
        why = Phrase("it was made from `{made}`", "它由`{made}`生成", made=first_line["name"])
    elif first_line["hash"] != page.content_hash:
        why = Phrase("the policy has changed since", "其后政策已有改动")
    elif first_line["version"] != __version__:
        why = Phrase(
            "it was made by ipdsl {version}, and this is {now}",
            "它由 ipdsl {version} 生成，而现在是{now}",
            version=first_line["version"],
            now=__version__,
        )
    else:
        why = Phrase("the module was changed after it was made", "模块生成后被改动过")
    shown = policy or (first_line["name"] if policy_path.startswith(PACKAGED) else policy_path)
    return [ModuleDiffers(name=module, policy=shown, why=why)]

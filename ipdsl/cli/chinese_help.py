"""The Chinese help and usage errors of the command line. Imported only for calls in Chinese.

The commands contain only English. click passes its output to `ChineseHelpFormatter`, which replaces each paragraph by
its Chinese from `HELP` and measures the width of Chinese characters. `HELP` maps each English text, on one line, to its
Chinese.

tests/cli/test_in_chinese.py finds texts without Chinese, and Chinese for texts that no command has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from ipdsl.report.text_layout import width, wrap

HELP = {
    # the program
    "Settle the money rules of intellectual-property subsidy policies, exactly and with reasons.":
        "按知识产权资助政策的金额规则进行结算，金额准确，逐项说明理由。",
    "POLICY is a path, `-` for standard input, or the name of a policy that comes with the package.":
        "“政策”可以是文件的路径、`-`（标准输入），或程序自带政策的名称。",
    "Show the version of the program and of the language.": "显示程序和语言的版本。",
    "Show this message and exit.": "显示本帮助。",
    # options of several verbs
    "Neither read nor write the cache of what was compiled.": "不读取也不写入编译结果的缓存。",
    "Speak English or Chinese; without it as the locale says, else as the page is written.":
        "用英文或中文显示；不给出时依系统的语言设置，系统未设置语言的，依页面所用的文字。",
    "Settle nothing after this day.": "截至日：此日以后的不结算。",
    "Take nothing for granted that the facts do not state.": "事实中没有写明的，一律不作推定。",
    "The ledger of earlier runs, or a decision (JSON).": "以前各次结算的台账，或一份结算结果（JSON）。",
    "Published values of series, in place of those of the package.": "行情的公布值，代替程序自带的数值。",
    "Report one year; earlier ones are settled unseen.": "只列出这一年；以前各年照常结算，但不列出。",
    "Text to read, or JSON for programs.": "供人阅读的文字，或供程序读取的JSON。",
    "Text to read, or JSON for programs, annotations for GitHub.":
        "供人阅读的文字、供程序读取的JSON，或GitHub的标注。",
    "Text to read, or JSON for programs, a report for JUnit.": "供人阅读的文字、供程序读取的JSON，或JUnit报告。",
    # ask
    "List the missing facts of one applicant, by the money that hangs on them.":
        "按影响的金额列出一个申请人尚缺的事实。",
    "List the missing facts of one applicant in the order of the money that hangs on them; or ask for all of them.":
        "列出一个申请人尚缺的事实，影响金额大的在前；或逐一提问。",
    "Each is told with what may be answered and the sentence of the policy that asks. Without FACTS the interview "
    "begins from nothing, for one policy or several. Exit code 3 while a claim that could pay is undetermined.":
        "每项都说明可以怎样填写，以及是政策的哪一句需要它。不给出“事实”时，就一份或几份政策从头提问。"
        "还有可能获得金额的项目未能确定时，退出码为3。",
    "Ask in the terminal, and settle again after each answer.": "在终端逐项提问，每次回答后重新结算。",
    "Keep the answers here (JSON or .xlsx), or go on from them.": "把回答保存在此处（JSON或.xlsx），或从中继续。",
    # audit
    "Compare a policy with its official text, figure by figure.": "将政策与官方文本逐个数字核对。",
    "List what a policy and its official text do not have in common: articles and figures, on either side.":
        "列出政策与其官方文本不一致之处：任何一方独有的条和数字。",
    "Exit code 0 only when nothing is left, else 1. A figure that is no amount is named in a `source` line, "
    "one that the text says in another form is quoted in a `reading`.":
        "没有不一致之处时退出码为0，否则为1。不是金额的数字，在`出处`一行中写明；文本用其他形式表述的数字，在`理解`中引用。",
    "The official text as it comes: UTF-8 or GBK, Word, PDF.": "官方文本原件：UTF-8或GBK的纯文本、Word、PDF。",
    # batch
    "Settle a policy on tables of applicants in Parquet files.": "按政策结算 Parquet 文件中的申请人表。",
    "Settle a policy on tables of applicants in Parquet files: each by itself, or with --cohort all together.":
        "按政策结算 Parquet 文件中的申请人表：每个申请人单独结算，使用`--cohort`时一并结算。",
    "All applicants are one cohort, settled together.": "全部申请人是一批，一并结算。",
    "INPUT is a file in the nested form, a folder of its parts, a folder of flat tables, or a workbook. A run that "
    "was stopped goes on where it was when it is called again. Exit code 1 when rows failed: the table `errors` names "
    "them.":
        "“输入”是嵌套格式的文件、由它的各部分组成的文件夹、各表分开的文件夹，或工作簿。中断之后重新运行同一命令，即从中断之处继续。"
        "有的行未能结算时退出码为1，这些行列在`errors`表中。",
    "The folder of the results, or one .parquet file.": "写出结果的文件夹，或单个.parquet文件。",
    "Also write a table with a row for each claim.": "另写一张表，每项申请一行。",
    "Also write the lines that the next run takes as `history`.": "另写下一次结算作为`history`读入的各行。",
    "A column in which null says that there is none.": "空值表示“没有”的列。",
    "Nobody has records of the kinds for which there is no table.": "没有表的记录类别，所有申请人都没有记录。",
    "A column, or a flat table, that is not read.": "不读取的列，或不读取的分开的表。",
    "What goes over the columns; else as the rows are many.": "按列计算的方式；不给出时依行数而定。",
    "Applicants of a chunk, by default 16384.": "每块的申请人数；默认为16384。",
    "Processes that settle chunks, by default 1.": "结算各块的进程数；默认为1。",
    "Drop the results that stand in the folder, and begin anew.": "删除文件夹中原有的结果，重新开始。",
    # check
    "Find the mistakes of pages.": "检查页面中的错误。",
    "Find the mistakes of pages: policies, vocabularies and cases.": "检查页面中的错误：政策、词汇和案例。",
    "Exit code 1 when a page has errors; warnings and notes do not fail. With `--module` at most one FILE: the policy, "
    "which else is looked for beside the module and in the package by its name.":
        "页面有错误时退出码为1；警告和提示不影响退出码。使用`--module`时最多给出一个文件，即该政策；"
        "不给出时按名称在模块旁边和程序自带的政策中查找。",
    "Is this compiled module still what its policy compiles to?": "检查这个编译出的模块是否仍与其政策一致。",
    "Which labels and rules of a ledger are no more, which caps were others?":
        "检查台账中哪些条款和规则已不存在，哪些限额已经不同。",
    "Say of every rule what it covers, as the page suggests or not.":
        "逐条说明每条规则适用的范围，不论页面上是否一看即知。",
    "Let warnings fail too (exit code 1).": "有警告也算不通过（退出码为1）。",
    # compare
    "Settle several policies on the facts of one applicant, item by item.":
        "就一个申请人的事实结算多份政策，逐项对比。",
    "The same applicant under several policies, item by item.": "同一申请人在多份政策下的结果，逐项对比。",
    "The policies share a vocabulary. Approvals and history count for the policy whose clause they name.":
        "各政策须使用同一词汇。批准和历史记录写明哪份政策的条款，就计入哪份政策。",
    "The facts of one applicant.": "一个申请人的事实。",
    "Also list the items that no policy pays.": "也列出各政策均无金额的项目。",
    # compile
    "Turn a policy into a Python module.": "将政策编译为Python模块。",
    "Turn a policy into a Python module with `evaluate`, `total` and the policy's metadata.":
        "将政策编译为Python模块，其中有`evaluate`、`total`和政策的基本信息。",
    "The module imports `ipdsl.runtime` alone. The same policy gives the same bytes on every machine, "
    "so that a module can be kept in version control; `ipdsl check --module` says whether it still matches.":
        "模块只导入`ipdsl.runtime`。同一政策在任何机器上编译出的字节都相同，因此模块可以纳入版本管理；"
        "`ipdsl check --module`检查它是否仍与政策一致。",
    "Write the module to this file instead of standard output.": "将模块写入此文件，而不是标准输出。",
    # draft
    "Write a first page from an official text.": "根据官方文本写出初稿页面。",
    "Write a first page from an official text: plain text in UTF-8 or GBK, Word (.docx) or PDF.":
        "根据官方文本写出初稿页面；文本可以是UTF-8或GBK的纯文本、Word（.docx）或PDF。",
    "The page has the head of the document, its articles, and beneath each its figures, promises and rules as "
    "comments. No award is guessed. `ipdsl audit PAGE --against TEXT` then lists what is not written yet.":
        "页面包括文件的开头和各条，各条之下以注释列出其中的数字、承诺和规则。程序不猜测任何奖励。"
        "之后可用`ipdsl audit 页面 --against 文本`列出尚未写入的内容。",
    "Write the page to this file instead of standard output.": "将页面写入此文件，而不是标准输出。",
    "Overwrite a page that is there.": "覆盖已有的页面。",
    # dump
    "Print one stage of the compiler.": "显示编译的一个阶段。",
    "Print one stage of the compiler: layout, ast, typed, plan, settlement (the steps), python or columns (loops).":
        "显示编译的一个阶段：layout（版面）、ast（语法树）、typed（类型）、plan（计划）、settlement（步骤）、"
        "python 或 columns（按列的循环）。",
    "A page with mistakes is printed as far as it goes; they are listed on standard error.":
        "页面有错误时，能显示多少就显示多少；错误列在标准错误输出中。",
    # eval
    "Settle a policy on the facts of one applicant, with every reason.": "就一个申请人的事实结算政策，逐项说明理由。",
    "Settle a policy on the facts of one applicant, with every reason; or several policies, each by itself.":
        "就一个申请人的事实结算政策，逐项说明理由；也可以给出多份政策，各自结算。",
    "With --cohort or --each the files hold many applicants: one each, a list of them, or one on each line. "
    "Exit code 3 when a claim that could pay is undetermined: the output names the facts that would settle it.":
        "使用`--cohort`或`--each`时，文件中有多个申请人：每个文件一个、一份列表，或每行一个。"
        "还有可能获得金额的项目未能确定时，退出码为3，并列出需要补充的事实。",
    "Show one clause, or one article.": "只显示一个条款，或一条。",
    "Settle that year and all later ones anew.": "重新结算该年及以后各年。",
    "Who answers for a ledger that is not as it was written.": "台账与写出时不同的，由何人负责。",
    "Write the ledger lines, to be fed into the next run.": "写出台账，供下次结算使用。",
    "Write a copy of the workbook FACTS with the findings in it.": "写出工作簿“事实”的副本，发现写在其单元格中。",
    "FACTS are files with many applicants, settled together.": "“事实”是有多个申请人的文件，同批结算。",
    "Also list the zeros of clauses that are meant for others.": "也列出因条款针对其他对象而为零的项目。",
    # explain
    "Explain the code of a finding.": "解释错误、警告或提示的代码。",
    "Explain the code of a finding, or of a reason in a decision: what it means, an example, how to mend it.":
        "解释错误、警告、提示或结算结果中理由的代码：含义、示例、如何改正。",
    # fmt
    "Print or rewrite pages in the canonical form.": "按规范格式显示或改写页面。",
    "Rewrite pages in the canonical form; `-` reads standard input and prints.":
        "按规范格式改写页面；`-`表示读取标准输入并显示结果。",
    "Change nothing; exit code 1 where a page would change.": "不作改动；有页面需要改动时退出码为1。",
    "Print the page in Chinese or in English sentences.": "用中文或英文语句显示页面。",
    # readings
    "List how the ambiguous sentences of a policy were read.": "列出对政策中有歧义语句的理解。",
    "List how the ambiguous sentences of a policy were read, article by article.":
        "逐条列出对政策中有歧义语句的理解。",
    # schema
    "Print the JSON Schema of a policy's facts or of a decision.": "显示政策所需事实或结算结果的JSON Schema。",
    "Print the JSON Schema of a policy's facts, with labels, or of a decision.":
        "显示政策所需事实（附名称）或结算结果的JSON Schema。",
    "With `--lang zh` facts are keyed by the Chinese labels of the vocabulary; the locale has no say in that.":
        "使用`--lang zh`时，事实以词汇的中文名为键；系统的语言设置不影响这一点。",
    "Print the schema of a decision; it is the same for every policy.": "显示结算结果的Schema；各政策相同。",
    "Print what an OpenAPI document holds under components/schemas.": "显示OpenAPI文档中 components/schemas 下的内容。",
    # letter
    "Write the letter about a decision: Word, PDF or HTML.": "写出结算通知书：Word、PDF或HTML。",
    "Write the letter about a decision: what is paid, cut, zero and missing, with articles and reasons, to be signed.":
        "写出可供签章的结算通知书：应得、核减、为零和缺少的内容，附条款和理由。",
    "FACTS may hold several applicants: each gets a letter of its own. Exit code 3 when a claim that could pay is "
    "undetermined: the letter names the facts that would settle it.":
        "“事实”可以有多个申请人，每人一份通知书。还有可能获得金额的项目未能确定时，退出码为3，通知书写明还需要哪些事实。",
    "decision.docx, .pdf or .html; of several `{applicant}.pdf`.":
        "decision.docx、.pdf或.html；多个申请人时写`{applicant}.pdf`。",
    "The bureau's own letter, with names in double braces.": "本单位的通知书模板，名称写在双花括号中。",
    "The font of a PDF: a family of the system, or a file.": "PDF的字体：系统中的字体名称，或字体文件。",
    "The day until which what is missing may be stated.": "补充未填写事实的期限。",
    "FACTS are files with many applicants, each settled by itself.": "“事实”是有多个申请人的文件，各自单独结算。",
    "List the names that a template may use.": "列出模板可以使用的名称。",
    "Write our own letter as a template to begin with.": "写出程序自带的通知书模板，供修改。",
    # template
    "Write an empty workbook for the facts that policies read.": "为政策所需的事实写出空白工作簿。",
    "Write a workbook for the facts that policies read: one sheet for the applicant, and one for each kind of record.":
        "为政策所需的事实写出工作簿：申请人一张表，每类记录一张表。",
    "It is filled in with Excel, WPS or LibreOffice, and takes the place of FACTS in all other verbs.":
        "用 Excel、WPS 或 LibreOffice 填写；在其他命令中可作为“事实”使用。",
    "The workbook to be written.": "要写出的工作簿。",
    "Begin with what is known: JSON, or a workbook of an earlier year.": "先填入已知的事实：JSON，或往年的工作簿。",
    "The ledger of earlier runs, for the history in a bureau's workbook.": "以往的台账，填入主管部门工作簿的“历史”表。",
    "Who fills it in: a bureau has sheets for its ledger, approvals, older standards and ranks too.":
        "由谁填写：主管部门的工作簿另有台账、核定金额、旧文件标准和名次各表。",
    # types
    "Write the types of a policy's facts and decisions, for Python or TypeScript.":
        "为 Python 或 TypeScript 写出政策的事实和结算结果的类型。",
    "Write the types of a policy's facts and of a decision: TypedDicts for Python, interfaces for TypeScript.":
        "写出政策的事实和结算结果的类型：Python 用 TypedDict，TypeScript 用 interface。",
    "A Python module (.py), or TypeScript (.ts).": "Python 模块（.py）或 TypeScript（.ts）。",
    # test
    "Run the cases of policies.": "运行政策的案例。",
    "Run the cases of policies: those of the page itself, and of NAME.cases.ipp beside NAME.ipp.":
        "运行政策的案例：页面自身的案例，以及同一文件夹中“名称.cases.ipp”（对应“名称.ipp”）的案例。",
    "A page `cases for NAME` may be named too. Exit code 1 when a case fails, and when there is none.":
        "也可以直接给出`案例集 名称`的页面。有案例未通过或没有案例时，退出码为1。",
    # trace
    "Follow one claim through every gate and rule to what is paid.":
        "逐步列出一个项目经过的各项条件和规则，直至所付金额。",
    "Follow one claim from its record through every gate and rule to what is paid.":
        "从记录开始，逐步列出一个项目经过的各项条件和规则，直至所付金额。",
    "CLAIM is the label of a clause or the item of a record; with ITEM, the label comes first. "
    "FACTS may be a case, as `ipdsl test` prints it: PAGE:LINE.":
        "“条款或项目”是条款的名称或记录的项目；另给出“项目”时，条款在前。"
        "“事实”也可以是`ipdsl test`所列的一个案例：页面:行号。",
    "The day of the event, where the item has several.": "同一项目有多个日期时，指明其中哪一天。",
}  # fmt: skip

METAVARS = {
    "OPTIONS": "选项",
    "COMMAND": "命令",
    "ARGS": "参数",
    "POLICY": "政策",
    "FACTS": "事实",
    "FILE": "文件",
    "TEXT": "文本",
    "PAGE": "页面",
    "MODULE": "模块",
    "CLAIM": "条款或项目",
    "ITEM": "项目",
    "LABEL": "条款",
    "CODE": "代码",
    "YEAR": "年份",
    "DAY": "日期",
    "NAME": "名称",
    "INPUT": "输入",
    "OUTPUT": "输出",
    "COLUMN": "列",
}

HEADINGS = {"Options": "选项", "Commands": "命令"}
EXTRAS = {"default": "默认", "required": "必填"}

CLICK_MESSAGES = {
    r"Got unexpected extra arguments? \((?P<args>.*)\)": "多余的参数：{args}",
    r"Option '(?P<name>.*)' requires an argument\.": "选项`{name}`需要一个值",
    r"Option '(?P<name>.*)' does not take a value\.": "选项`{name}`不需要值",
    r"(?P<value>'.*') is not one of (?P<choices>.*)\.": "{value}不在可选范围之内：{choices}",
    r"(?P<value>'.*') is not (?P<choice>'.*')\.": "{value}不在可选范围之内：{choice}",
    r"Missing command\.": "缺少命令",
}
"""Messages of click about a wrong call, as patterns. Other messages are built from the parts of the exception."""


_METAVAR = re.compile(r"[A-Z]{2,}")
_EXTRAS = re.compile(r"(?P<help>.*?)(?:  \[(?P<extras>[^\]]*)\])?", re.DOTALL)
"""The help of an option, and the text that click adds: `[default: text; required]`."""


class ChineseHelpFormatter(click.HelpFormatter):
    """A formatter that writes Chinese for the English that click passes."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line of a command."""
        begun = f"{prefix or '用法：'}{prog}"
        self._write(wrap(f"{begun} {_metavars(args)}", "", " " * (width(begun) + 1), within=self.width))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        self._write([f"{'':{self.current_indent}}{HEADINGS.get(heading, heading)}："])

    def write_text(self, text: str) -> None:
        """Write paragraphs, separated by empty lines."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(paragraphs(text)):
            self._write([""] * bool(number) + wrap(_help(paragraph), indent, within=self.width))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write two columns: the options or commands, and their descriptions."""
        texts = [(_metavars(first), _row(second)) for first, second in rows]
        indent = " " * self.current_indent
        first_column = min(max(width(first) for first, _ in texts), col_max) + col_spacing
        margin = indent + " " * first_column
        for first, second in texts:
            lines = wrap(second, margin, within=self.width)
            if width(first) + col_spacing > first_column:
                self._write([indent + first, *lines])
            else:
                head = indent + first + " " * (first_column - width(first))
                self._write([(head + lines[0].lstrip()) if lines else head.rstrip(), *lines[1:]])

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(f"{line}\n")


def error_text(error: click.ClickException) -> str:
    """The error of a wrong call.

    Messages of ipdsl are already Chinese; the messages of click that can occur are translated.
    """
    match error:
        case click.NoSuchOption():
            near = "、".join(f"`{name}`" for name in error.possibilities or ())
            return f"没有选项`{error.option_name}`" + (f"；是否想写{near}？" if near else "")
        case click.MissingParameter():
            kind = "选项" if isinstance(error.param, click.Option) else "参数"
            return f"缺少{kind}：{_name(error)}"
        case click.BadParameter() if error.param is not None:
            return f"`{_name(error)}`的值无效：{_translate_click_error(error.message)}"
        case _:
            return _translate_click_error(error.format_message())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line, as in `HELP`."""
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


def _help(paragraph: str) -> str:
    return HELP.get(paragraph, paragraph)


def _metavars(text: str) -> str:
    """Replace placeholders such as `POLICY` by their Chinese, in the usage and next to options."""
    return _METAVAR.sub(lambda match: METAVARS.get(match[0], match[0]), text)


def _row(text: str) -> str:
    match = _EXTRAS.fullmatch(text)
    assert match is not None  # every text has this form
    extras = [_extra(part) for part in (match["extras"] or "").split("; ") if part]
    return " ".join([_help(match["help"]), *([f"[{'；'.join(extras)}]"] if extras else [])])


def _extra(text: str) -> str:
    name, mark, value = text.partition(": ")
    return EXTRAS.get(name, name) + ("：" + value if mark else "")


def _name(error: click.BadParameter) -> str:
    """The name of an option or argument in the help."""
    hint = "" if error.param is None else error.param.get_error_hint(error.ctx)
    return _metavars(hint.replace("'", ""))


def _translate_click_error(text: str) -> str:
    for english, chinese in CLICK_MESSAGES.items():
        match = re.fullmatch(english, text, re.DOTALL)
        if match is not None:
            return chinese.format(**match.groupdict()).replace("', '", "'、'")
    return text

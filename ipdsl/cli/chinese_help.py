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

from ipdsl.report.localizer import width, wrap

HELP = {
    # the program
    "Calculate the money rules of subsidy policies, exactly and with reasons.":
        "按资助政策的金额规则进行结算，金额准确，逐项说明理由。",
    "POLICY is a path, `-` for standard input, or the name of a packaged policy.":
        "“政策”可以是文件的路径、`-`（标准输入），或程序自带政策的名称。",
    "Documentation: README.md, docs/en/reference/commands.md": "文档：docs/zh/README.md、docs/zh/reference/commands.md",
    "ipdsl check contracts.ipp": "ipdsl check 合同.ipp",
    "Check a page.": "检查页面。",
    "ipdsl eval contracts.ipp --facts firm.json": "ipdsl eval 合同.ipp --facts 企业.json",
    "Settle one applicant.": "结算一个申请人。",
    "Show the version of the program and of the language.": "显示程序和语言的版本。",
    "Show this message and exit.": "显示本帮助。",
    # global options
    "The language of the output; by default that of the locale or of the page.":
        "输出的语言；默认依系统的语言设置，系统未设置的，依页面所用的文字。",
    "Use colours; by default on a terminal, unless NO_COLOR is set.":
        "是否使用颜色；默认仅在终端中使用，设置了NO_COLOR的除外。",
    "Print only results and errors: no notices, warnings or progress.":
        "只显示结果和错误，不显示提示、警告和进度。",
    "Do not read or write the cache of compiled policies.": "不读取也不写入编译结果的缓存。",
    # exit codes
    "No errors.": "没有错误。",
    "Errors in a policy or in facts, or failed cases.": "政策或事实有错误，或案例未通过。",
    "Wrong use, a file that is missing, unreadable or of the wrong kind, or a fault of the program.":
        "用法有误，文件不存在、无法读取或类型不符，或程序出现故障。",
    "An amount is undetermined because facts are missing.": "因缺少事实，有金额尚未确定。",
    "A claim is undetermined, with `--fail-on undetermined`.": "使用`--fail-on undetermined`时，有事项尚未确定。",
    "Interrupted.": "已中断。",
    "Terminated.": "已终止。",
    "`batch` was terminated.": "`batch`被终止。",
    # options of several commands
    "Ignore events after this day.": "截至日：不计算该日之后发生的事项。",
    "Treat every unstated fact as unknown.": "凡未填写的事实，一律按未知处理。",
    "The ledger of earlier runs, or a decision in JSON.": "以往各次结算的台账，或JSON格式的结算结果。",
    "Published values of series, instead of the packaged values.": "行情的公布值，代替程序自带的数值。",
    "Report only this year. Earlier years are computed but not shown.":
        "只列出该年度；以前年度照常结算，但不列出。",
    "Recalculate this year and all later years.": "重新结算该年度及以后各年度。",
    "Accept a modified ledger. NAME is the person responsible.": "接受经过改动的台账；“名称”为责任人。",
    "Sign the written files with this secret key of minisign.": "用minisign的这一密钥为写出的文件签名。",
    "Write the ledger for the next run.": "生成供下次结算使用的台账。",
    "Confirm that the applicants are new to the ledger.": "确认本次申请人均为台账中没有的新申请人。",
    "The applicant OLD of the ledger is NEW now.": "台账中的“原编号”已更名为“新编号”。",
    "OLD and NEW are two applicants.": "“原编号”和“新编号”是两个申请人。",
    "The person who gives these answers.": "作出上述答复的人。",
    "Stop if the ledger has another number.": "台账编号不符的，不予结算。",
    "Settle all applicants of the files together.": "文件中的全部申请人合并结算。",
    "Settle each applicant of the files separately.": "文件中的申请人各自单独结算。",
    "Return exit code 3 if a claim is undetermined.": "有事项尚未确定时，退出码为3。",
    "Write the result to this file instead of standard output.": "将结果写入此文件，而不是标准输出。",
    "The facts of one applicant: JSON, a workbook, CSV or Parquet.":
        "一个申请人的事实：JSON、工作簿、CSV或Parquet。",
    "Text, or JSON for programs.": "文字，或供程序读取的JSON。",
    "Text, or JSON for programs, GitHub annotations.": "文字、供程序读取的JSON，或GitHub标注。",
    "Text, or JSON for programs, a JUnit report.": "文字、供程序读取的JSON，或JUnit报告。",
    # new
    "Create a folder with a new policy, a vocabulary, facts and a case.":
        "新建文件夹，内有政策、词汇、事实和案例。",
    "Create the folder NAME with a policy, a vocabulary, the facts of one firm and a test case.":
        "新建文件夹，内有一份政策、其词汇、一家企业的事实和一个案例。",
    "NAME has lower-case letters, digits and underscores. Existing files are not overwritten. With --lang zh, the "
    "pages have Chinese sentences.":
        "“名称”由小写字母、数字和下划线组成。已有的文件不予覆盖。使用`--lang zh`时，页面使用中文语句。",
    # ask
    "List the missing facts of an applicant by the amounts they affect.": "按影响的金额列出申请人尚缺的事实。",
    "List the missing facts of one applicant, largest amounts first, or ask for all facts in an interview.":
        "列出一个申请人尚缺的事实，影响金额大的在前；也可以逐项提问。",
    "Each fact is listed with its possible answers and the sentence of the policy that needs it. Without --facts, the "
    "interview starts with no facts, for one policy or several.":
        "每项事实均列明可以填写的内容，以及政策中需要该事实的语句。不使用`--facts`时，就一份或多份政策从头提问。",
    "Ask in the terminal and settle again after each answer.": "在终端逐项提问，每次回答后重新结算。",
    "Save the answers here (JSON or .xlsx), or continue from them.":
        "将回答保存到此文件（JSON或.xlsx）；文件已有回答的，从中继续。",
    # doc
    "Write policies as documents for review in HTML or Word.": "将政策写成供审阅的文档（HTML或Word）。",
    "Write policies as documents for review: each article with its sentences, sums, caps, conditions and examples.":
        "将政策写成供审阅的文档：逐条列出语句、金额、最高金额、条件和举例。",
    "The examples are the cases of the policy. PAGE can also be a folder: all policies in it. `ipdsl.toml` next to the "
    "policy has the text, the facts and the language for calls without --against, --facts and --lang.":
        "举例取自政策的案例。“页面”也可以是文件夹，即其中的全部政策。未写--against、--facts、--lang时，采用政策旁`ipdsl.toml`所列的文本、事实和语言。",
    "A document (.html or .docx), or a folder for one HTML file per page and an index.":
        "文档（.html或.docx），或文件夹：每个页面一个HTML文件，另有索引。",
    "The official text, shown next to the sentences of each article.": "官方文本，与各条的语句并列。",
    "The facts of one applicant, whose decision is shown with each article.":
        "一个申请人的事实；各条之下列出对其的结算。",
    "Errors in a page or in facts, or an example with an unexpected result.":
        "页面或事实有错误，或举例与预期结果不符。",
    # audit
    "Compare the figures of a policy with its official text.": "将政策中的数字与官方文本逐一核对。",
    "List the differences between a policy and its official text: articles and figures that only one of them has.":
        "列出政策与其官方文本不一致之处：仅一方具有的条和数字。",
    "Name a figure that is not an amount in a `source` line. Quote a figure that the text writes differently in a "
    "`reading`. Without --against, the text is that of `ipdsl.toml` next to the policy.":
        "不是金额的数字，在`出处`一行中写明；文本用其他形式表述的数字，在`理解`中引用。未写--against时，采用政策旁`ipdsl.toml`所列的文本。",
    "The official text: UTF-8 or GBK text, Word or PDF.": "官方文本：UTF-8或GBK的纯文本、Word或PDF。",
    "No differences.": "没有不一致之处。",
    "Differences, or errors in the policy.": "有不一致之处，或政策有错误。",
    # batch
    "Settle tables of applicants in Parquet files.": "结算Parquet文件中的申请人表。",
    "Settle tables of applicants in Parquet files: each applicant separately, or all together with --cohort.":
        "结算Parquet文件中的申请人表：各申请人单独结算，使用`--cohort`时合并结算。",
    "A run that was stopped continues when the same command is called again.":
        "运行中断的，再次运行同一命令即可从中断处继续。",
    "The applicants: a Parquet file, a folder of its parts, a folder of flat tables, or a workbook.":
        "申请人：Parquet文件、由其各部分组成的文件夹、由平表组成的文件夹，或工作簿。",
    "The folder of the results, or one .parquet file.": "存放结果的文件夹，或单个.parquet文件。",
    "Write a table with one row per claim.": "另行生成事项表，每个申报事项一行。",
    "Write the lines that the next run reads as `history`.": "另行生成下次结算作为`history`读取的各行。",
    "Settle all applicants together, as one cohort.": "全部申请人作为一批，合并结算。",
    "In this column, null means that the applicant has no value.": "此列中的空值表示“没有”。",
    "No applicant has records of the kinds without a table.": "没有相应表的记录类别，各申请人均无此类记录。",
    "Ignore this column or flat table.": "不读取此列或此平表。",
    "The column engine; by default it is chosen by table size.": "按列计算的方式；默认依行数确定。",
    "The number of applicants per chunk; by default 16384.": "每一分块的申请人数；默认为16384。",
    "The number of processes that settle chunks; by default 1.": "结算各分块的进程数；默认为1。",
    "Delete the results in the folder and start again.": "删除文件夹中已有的结果，从头开始。",
    "Rows could not be settled: the table `errors` lists them; or errors in the policy.":
        "有的行未能结算，列在`errors`表中；或政策有错误。",
    # check
    "Report the errors of pages.": "检查页面中的错误。",
    "Report the errors of pages: policies, vocabularies and cases.": "检查页面中的错误：政策、词汇和案例。",
    "FILE can also be a folder: all pages in it. Warnings and notes do not change the exit code; --quiet omits them. "
    "With --module, FILE is the policy. Without FILE, the policy is found by its name, next to the module or in the "
    "package.":
        "“文件”也可以是文件夹，即其中的所有页面。警告和提示不影响退出码，使用`--quiet`时不列出。使用`--module`时，“文件”为其政策；不给出的，按名称在模块所在文件夹和程序自带的政策中查找。",
    "Check whether a compiled module still matches its policy.": "检查编译生成的模块是否仍与其政策一致。",
    "List the labels and rules of a ledger that the policy no longer has, and the caps that were different.":
        "列出台账中的哪些条款和规则在政策中已不存在，哪些限额已经变动。",
    "Report for every rule which awards it covers.": "逐条说明每条规则适用于哪些奖励。",
    "Return exit code 1 for warnings too.": "有警告时，退出码也为1。",
    # compare
    "Compare the amounts of one applicant under several policies.": "对比一个申请人在多份政策下的金额。",
    "Compare the amounts of one applicant under several policies, item by item.":
        "逐项对比一个申请人在多份政策下的金额。",
    "The policies must use the same vocabulary. Approvals and history count for the policy with the clause they name.":
        "各政策须使用同一词汇。核定金额和历史记录计入其条款所属的政策。",
    "List the items that no policy pays.": "列出各政策均不予奖励的项目。",
    # compile
    "Compile a policy into a Python module.": "将政策编译为Python模块。",
    "Compile a policy into a Python module with `evaluate`, `total` and the policy's metadata.":
        "将政策编译为Python模块，其中有`evaluate`、`total`和政策的基本信息。",
    "The module imports only `ipdsl.runtime`. The same policy gives the same bytes on every machine, so a module can "
    "be kept in version control. `ipdsl check --module` checks whether it still matches the policy.":
        "模块只导入`ipdsl.runtime`。同一政策在任何机器上编译出的字节都相同，因此模块可以纳入版本管理；"
        "`ipdsl check --module`检查它是否仍与政策一致。",
    "Write the module to this file instead of standard output.": "将模块写入此文件，而不是标准输出。",
    # completion
    "Print the completion script for a shell.": "显示命令行补全脚本。",
    "Print the completion script for bash, zsh or fish.": "显示bash、zsh或fish的命令行补全脚本。",
    'For bash, add `eval "$(ipdsl completion bash)"` to ~/.bashrc.': "使用bash的，请在~/.bashrc中加载此脚本。",
    # draft
    "Write a first page from an official text.": "根据官方文本起草页面。",
    "Write a first page from an official text: plain text in UTF-8 or GBK, Word (.docx) or PDF.":
        "根据官方文本起草页面；文本可以是UTF-8或GBK的纯文本、Word（.docx）或PDF。",
    "The page has the head of the document and its articles, each with its figures, promises and rules as comments. "
    "Awards are not guessed. `ipdsl audit PAGE --against TEXT` then lists the figures that are still missing.":
        "页面包括文件的开头和各条，各条之下以注释列出其中的数字、承诺和规则。程序不推测任何奖励。"
        "之后可用`ipdsl audit 页面 --against 文本`列出尚未写入的数字。",
    "Write the page to this file instead of standard output.": "将页面写入此文件，而不是标准输出。",
    "Overwrite an existing page.": "覆盖已有的页面。",
    # dump
    "Print one stage of the compiler.": "显示编译的一个阶段。",
    "Print one stage of the compiler: layout, ast, typed, plan, settlement (the steps), python or columns (loops).":
        "显示编译的一个阶段：layout（版面）、ast（语法树）、typed（类型）、plan（计划）、settlement（步骤）、"
        "python 或 columns（按列的循环）。",
    "If a page has errors, the stages before the errors can be printed. The errors are listed on standard error.":
        "页面有错误时，可以显示错误之前的各阶段；错误列在标准错误输出中。",
    # eval
    "Calculate the amount due to an applicant, with the reasons.": "计算申请人应得的金额，并说明理由。",
    "Calculate the amount due to one applicant under a policy, or under several policies separately.":
        "按一份政策计算一个申请人应得的金额，或按多份政策分别计算。",
    "The summary has the total, the amounts by article and the missing facts. With --cohort or --each, each file has "
    "one applicant, a list of applicants, or one applicant per line.":
        "摘要列出合计、各条金额和尚缺的事实。使用`--cohort`或`--each`时，每个文件有一个申请人、一份申请人列表，"
        "或每行一个申请人。",
    "The facts: JSON, a workbook, CSV or Parquet; several files with --cohort or --each.":
        "事实：JSON、工作簿、CSV或Parquet；使用`--cohort`或`--each`时可以有多个文件。",
    "Print every reason, zero claim and reading instead of a summary.":
        "不显示摘要，而是列出全部理由、未获奖励的事项和条款适用口径。",
    "Show one clause or one article, in full.": "只显示一个条款或一条，内容完整。",
    "Write a copy of the workbook with the findings in its cells.": "生成工作簿的副本，将发现的问题写入单元格。",
    "List the zero claims of clauses that do not concern this application.":
        "列出因条款不涉及本次申报而未获奖励的事项。",
    # explain
    "Explain an error code, or list all codes.": "解释错误代码，或列出全部代码。",
    "Explain the code of a finding or of a reason in a decision: its meaning, an example, and the fix.":
        "解释错误、警告、提示或结算结果中理由的代码：含义、示例和改正方法。",
    "List all codes of findings by phase, one per line.": "按阶段列出全部代码，每行一个。",
    # fmt
    "Format pages, or translate them into Chinese or English sentences.":
        "整理页面格式，或将页面转换为中文或英文语句。",
    "Format pages: `-` reads a page from standard input and prints it, other pages are rewritten.":
        "按规范格式改写页面；`-`表示读取标准输入并显示结果。",
    "FILE can also be a folder: all pages in it. With --to, the translated page is printed.":
        "“文件”也可以是文件夹，即其中的所有页面。使用`--to`时，显示转换后的页面。",
    "Change nothing. Exit code 1 if a page is not formatted.": "不作改动；有页面不符合规范格式时，退出码为1。",
    "Translate the page into Chinese or English sentences.": "将页面转换为中文或英文语句。",
    "With --to, rewrite the page instead of printing it.": "与`--to`一起使用：改写页面，而不是显示结果。",
    "Rewrite sentences whose sums changed, so that they keep their sums.":
        "改写数额有变化的语句，使其数额保持不变。",
    "Errors in a page, or `--check` found a page that is not formatted.":
        "页面有错误，或`--check`发现页面不符合规范格式。",
    # ledger
    "Complete and check ledgers that were written before 0.7.": "补齐和核对0.7之前写出的台账。",
    "Add the page and the keys of the lines to a ledger.": "为台账补上政策页和各行的归并项。",
    "Add the page and the keys of the lines to a ledger that was written before 0.7.":
        "为0.7之前写出的台账补上政策页和各行的归并项。",
    "No sum changes. Keys follow from a line, or from its record in the facts. A later page may count by them.":
        "金额不变。归并项依据该行，或依据事实中的记录；以后的政策页可以按它们计算。",
    "The page that read the ledger last, unchanged.": "最后读取这份台账的政策页，不作改动。",
    "The facts of the years in the ledger: JSON, workbooks, CSV or Parquet.":
        "台账所属年度的事实：JSON、工作簿、CSV或Parquet。",
    "The completed ledger.": "补齐后的台账。",
    "Lines lack keys that follow from nothing.": "有的行缺少归并项，无从补齐。",
    "Find what ledgers paid beyond the rules of a page.": "查出台账中超出政策页规则的兑现。",
    "Find what ledgers of several years paid beyond the rules of a page.":
        "查出历年台账中超出政策页规则的兑现。",
    "The command compares events with money in two lines, `once`, `no repeat`, `cap` and `limit`.":
        "核对的是：同一事项记有两行金额的、`一次性`、`不得重复`、最高金额和数量限制。",
    "The page whose rules the payments are compared with.": "用来核对各次兑现的政策页。",
    "Something was paid twice, or a ledger has errors.": "有重复兑现，或台账有错误。",
    "A rule cannot count every line.": "有的行无法按规则核对。",
    # letter
    "Write the letter about a decision in Word, PDF or HTML.": "生成结算通知书：Word、PDF或HTML。",
    "Write the letter about a decision for signature: the sum to be paid, refusals with reasons, missing facts.":
        "生成供签字盖章的通知书：本次应付、未予资助的事项及理由、需补正的材料。",
    "If there are several applicants, one letter is written for each. An applicant with nothing due gets a letter only "
    "with `--zero`. Money that is to be paid back has letters of its own: `--recovery`.":
        "有多个申请人的，每个申请人一份。没有应付金额的申请人，仅在使用`--zero`时生成通知书。应退回的款项另写决定书：`--recovery`。",
    "Write the letters about money that is to be paid back instead.": "改为生成追回款项的决定书。",
    "The day of the letter.": "通知书的日期。",
    "The numbers of the letters, such as `2025-{n}`, in the order of the facts.":
        "通知书的编号，例如`2025-{n}`，按事实的次序。",
    "The first number; by default 1.": "第一个编号，默认为1。",
    "The data of the office: a workbook or JSON.": "本单位资料：工作簿或JSON。",
    "Write the letters to these applicants only.": "只给这些申请人写通知书。",
    "Write letters of refusal to applicants with nothing due too.": "对没有应付金额的申请人也写不予资助决定书。",
    "Write a file for the data of the office, .xlsx or .json, to be filled in.":
        "写出供填写本单位资料的文件：.xlsx或.json。",
    "The facts of one or several applicants: JSON, workbooks, CSV or Parquet.":
        "一个或多个申请人的事实：JSON、工作簿、CSV或Parquet。",
    "The letter: .docx, .pdf or .html. For several applicants, use a name such as `{applicant}.pdf`.":
        "通知书：.docx、.pdf或.html。有多个申请人时，文件名写作`{applicant}.pdf`。",
    "The authority's own letter, with fields in double braces.": "主管机关的通知书模板，字段写在双花括号中。",
    "The font of a PDF: the name of an installed font, or a file.": "PDF的字体：系统中的字体名称，或字体文件。",
    "The last day for stating missing facts.": "补充材料的截止日期。",
    "List the fields that a template may use.": "列出模板可以使用的字段。",
    "Write the built-in letter as a template, to be changed.": "将程序自带的通知书保存为模板，供修改。",
    # list
    "Write lists of payments, awards to be published, open facts, sums by article or recoveries.":
        "生成拨付清单、拟资助名单、待补正清单、分条汇总或追回清单。",
    "Write a list about many applicants: payments, awards to be published, open facts, sums by article, recoveries.":
        "生成多个申请人的清单：拨付清单、拟资助名单、待补正清单、分条汇总或追回清单。",
    "LIST is `payments`, `publication`, `open`, `articles`, `recoveries` or `instalments` (those not due yet). An "
    "applicant with an error is left out and listed.":
        "“清单”为`payments`（拨付清单）、`publication`（拟资助名单）、`open`（待补正清单）、`articles`（分条汇总）、`recoveries`（追回清单）"
        "或`instalments`（未到期分期清单）。有错误的申请人不列入，另行列出。",
    "The facts of the applicants: JSON, workbooks, CSV or Parquet.": "各申请人的事实：JSON、工作簿、CSV或Parquet。",
    "The list: .xlsx, .csv, .json, .docx to publish, or .xml to pay in euro.":
        "清单：.xlsx、.csv、.json；公示可用.docx，以欧元付款可用.xml。",
    "The day of the decisions, for .xml and --as.": "决定日期，用于.xml和`--as`。",
    "The day of payment, for .xml; by default that of --date.": "付款日期，用于.xml；默认与`--date`相同。",
    "The publication in JSON as open data of 360Giving.": "公示名单写成360Giving格式的开放数据（JSON）。",
    "List the results of `ipdsl batch` on these facts.": "列出`ipdsl batch`对这些事实的结算结果。",
    "The order of the applicants; by default that of the facts.": "申请人的顺序；默认按事实的顺序。",
    "Payments: a row for each applicant and year.": "拨付清单：每个申请人每年一行。",
    'Other columns: `account, Payee=name, Purpose="grant"`, also of details.':
        '另行指定各列，也可以是申请人的资料：`账号=account,户名=name,用途="资助"`。',
    "CSV without the row of headings.": "CSV不写标题行。",
    "The encoding of CSV: utf-8, gb18030, or by default utf-8-sig, UTF-8 with a mark.":
        "CSV的编码：utf-8、gb18030，默认为utf-8-sig（带标记的UTF-8）。",
    # lsp
    "Answer an editor while a page is written.": "编写页面时为编辑器提供语言服务。",
    "Answer an editor over standard input and output, by the Language Server Protocol.":
        "经标准输入和标准输出，按语言服务协议（LSP）为编辑器提供服务。",
    "An editor starts this command and ends it. The extra `lsp` has its libraries.":
        "由编辑器启动和结束；所需的库属于可选组件`lsp`。",
    # readings
    "List the interpretations of ambiguous sentences in a policy.": "列出政策中有歧义语句的适用口径。",
    "List the interpretations of ambiguous sentences in a policy, by article.": "逐条列出政策中有歧义语句的适用口径。",
    # schema
    "Print the JSON Schema of facts, decisions or lists.": "显示事实、结算结果或清单的JSON Schema。",
    "Print the JSON Schema of the facts of a policy, with labels, of a decision, or of a list.":
        "显示政策所需事实（附名称）、结算结果或清单的JSON Schema。",
    "Print the schema of a list of `ipdsl list`.": "显示`ipdsl list`清单的Schema。",
    "With --lang zh, the keys of the facts are the Chinese labels of the vocabulary. The locale does not change the "
    "keys.":
        "使用`--lang zh`时，事实以词汇的中文名为键；系统的语言设置不影响键名。",
    "Print the schema of a decision. It is the same for every policy.": "显示结算结果的Schema；各政策相同。",
    "Print the content of components/schemas for an OpenAPI document.":
        "显示用于OpenAPI文档 components/schemas 的内容。",
    # template
    "Write a workbook for the facts that policies need.": "生成填报政策所需事实的工作簿。",
    "Write a workbook for the facts that policies need: a printed form for one applicant, or tables for many.":
        "生成填报政策所需事实的工作簿：供一个申请人填写的纸面表格，或供多个申请人使用的各表。",
    "The form has a front page and the tables by article. With --facts, it has only tables of records that are known. "
    "Fill it in with Excel, WPS or LibreOffice. Other commands read it by --facts.":
        "表格有首页和按条文排列的明细；给出`--facts`时，只有已知记录的表。用 Excel、WPS 或 LibreOffice 填写；"
        "其他命令以`--facts`读取。",
    "The workbook to write, a new file.": "要生成的工作簿，不覆盖已有的文件。",
    "Known facts to fill in: JSON, or workbooks of an earlier year.": "预先填入的已知事实：JSON，或往年的工作簿。",
    "A printed form for one applicant; a table for many; or a table for the bureau, which also has sheets for ledger, "
    "approvals (with --facts, a row for each), older documents, published facts.":
        "供一个申请人使用的纸面表格；供多个申请人的各表；或主管机关的工作簿，另有台账、核定金额（给出`--facts`时每项一行）、"
        "以往文件和公布的内容各表。",
    "The kind of applicant: the form leaves out what cannot be paid to it.":
        "申请人的类别：表格略去不能兑现给该类别的内容。",
    "The number of empty rows of each table, at most 1000; by default 3.": "每张表的空行数，最多1000行；默认3行。",
    # test
    "Run the test cases of policies.": "运行政策的案例。",
    "Run the test cases of policies: the cases of the page NAME.ipp, and of NAME.cases.ipp in the same folder.":
        "运行政策的案例：页面“名称.ipp”自身的案例，以及同一文件夹中“名称.cases.ipp”的案例。",
    "FILE can also be a page `cases for NAME`, or a folder: all policies in it.":
        "“文件”也可以是`案例集 名称`的页面，或者文件夹，即其中的所有政策。",
    "A case failed, a policy has no cases, or a page has errors.": "有案例未通过、政策没有案例，或页面有错误。",
    # trace
    "Follow one claim through every condition and rule.": "逐步列出一个申报事项适用的各项条件和规则。",
    "Follow one claim from its record through every condition and rule to the amount due.":
        "从记录开始，逐步列出一个申报事项适用的各项条件和规则，直至应得金额。",
    "CLAIM is the label of a clause, of a recovery or of a debt, or the item of a record. If ITEM is given, CLAIM is a "
    "label. `ipdsl test` prints "
    "cases as PAGE:LINE. In a case of several applicants, name a line of the applicant.":
        "“条款或项目”是条款、追回或收取的名称，或者记录的项目；另给出“项目”的，条款在前。"
        "`ipdsl test`列出的案例写作“页面:行号”；案例有几个申请人的，写该申请人所在的行。",
    "The facts of one applicant: JSON, a workbook, CSV, Parquet, or a case PAGE:LINE.":
        "一个申请人的事实：JSON、工作簿、CSV、Parquet，或案例“页面:行号”。",
    "The day of the event, if the item has several.": "同一项目有多个日期的，指明其中哪一天。",
    # types
    "Write the types of facts and decisions for Python or TypeScript.":
        "为 Python 或 TypeScript 生成事实和结算结果的类型。",
    "Write the types of a policy's facts and of a decision: TypedDicts for Python, interfaces for TypeScript.":
        "生成政策的事实和结算结果的类型：Python 用 TypedDict，TypeScript 用 interface。",
    "A Python module (.py), or TypeScript (.ts).": "Python 模块（.py）或 TypeScript（.ts）。",
    # verify
    "Compare a letter, a list or a ledger with its facts.": "将通知书、清单或台账与其事实核对。",
    "Compare a letter, a list or a ledger with a new settlement of the same facts.":
        "依据同样的事实重新结算，与通知书、清单或台账核对。",
    "The file states its policy and options. Name POLICY if it is a page of your own. For a ledger of release 0.9 or "
    "earlier, repeat the options of the run that wrote it. This finds mistakes and accidental changes, not forgery.":
        "文件写明了政策和选项；自有的政策页须写出“政策”。核对0.9及以前版本的台账时，请重复当次结算的选项。"
        "核验只能发现差错和无意的改动，不能防止伪造。",
    "The facts from which the file was made: JSON, workbooks, CSV or Parquet.":
        "生成该文件所依据的事实：JSON、工作簿、CSV或Parquet。",
    "The signature of the file, made by minisign.": "该文件的签名，由minisign制作。",
    "The public key of the office, for --signature.": "本单位的公钥，用于`--signature`。",
    "The file differs, or the facts have errors.": "文件不符，或事实有错误。",
}  # fmt: skip

METAVARS = {
    "OPTIONS": "选项",
    "COMMAND": "命令",
    "ARGS": "参数",
    "POLICY": "政策",
    "FILE": "文件",
    "FOLDER": "文件夹",
    "TEXT": "文本",
    "PAGE": "页面",
    "MODULE": "模块",
    "CLAIM": "条款或项目",
    "ITEM": "项目",
    "ID": "申请人编号",
    "LABEL": "条款",
    "CODE": "代码",
    "YEAR": "年份",
    "DAY": "日期",
    "PATTERN": "格式",
    "KIND": "类别",
    "NAME": "名称",
    "INPUT": "输入",
    "OUTPUT": "输出",
    "LEDGER": "台账",
    "KEY": "密钥",
    "COLUMN": "列",
    "NUMBER": "编号",
    "OLD": "原编号",
    "NEW": "新编号",
    "LIST": "清单",
    "DETAIL": "资料",
}

HEADINGS = {
    "Write a policy": "编写政策",
    "Settle": "结算",
    "Office": "办公文件",
    "Build": "编译",
    "Help": "帮助",
    "Commands": "命令",
    "Options": "选项",
    "Global options": "通用选项",
    "Examples": "示例",
    "Exit codes": "退出码",
}
"""The titles of the sections of a help."""
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
        texts = [(HELP.get(first) or _metavars(first), _row(second)) for first, second in rows]
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
            return f"没有选项`{error.option_name}`" + (f"；是否为{near}？" if near else "")
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

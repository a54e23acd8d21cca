"""Words of the first page in both languages, and Chinese words of the theme that Sphinx does not have."""

from __future__ import annotations

from typing import Any

LANDING: dict[str, dict[str, Any]] = {
    "en": {
        "heading": "One sentence for each promise",
        "links": [
            ("docs/en/start/tutorial", "Tutorial"),
            ("gallery/en/index", "Policies"),
            ("docs/en/reference/language/README", "Language"),
            ("docs/errors/README", "Findings by code"),
            ("README", "Try it"),
        ],
        "sentence": "A sentence",
        "about_sentence": "An article of a policy. Officials can read it, and a program computes from it.",
        "decision": "A decision",
        "about_decision": "A firm has three contracts. One fact about the third is not known yet.",
        "editor": "The editor",
        "about_editor": "Findings, proposed edits and the sums of the cases appear while a page is written.",
        "about_picture": "A policy in the editor, with figures behind its sums and the payment of its case",
        "editor_page": "docs/en/how-to/editor",
        "more": "Set it up",
        "page": "Page",
        "policies": "Review copies of policies",
        "copy": "Review copy",
        "developers": "Developers",
    },
    "zh": {
        "heading": "一项奖励，一个句子",
        "links": [
            ("docs/zh/start/tutorial", "入门教程"),
            ("gallery/zh/index", "政策实例"),
            ("docs/zh/reference/language/README", "语言参考"),
            ("docs/zh/errors/README", "错误说明"),
            ("docs/zh/README", "快速试用"),
        ],
        "sentence": "一个句子",
        "about_sentence": "政策的一条。主管机关可以直接阅读，程序据此计算。",
        "decision": "一份结算结果",
        "about_decision": "企业有三份合同，第三份合同尚有一项事实未填写。",
        "editor": "编辑器",
        "about_editor": "编写页面时，即时提示问题、修改建议和案例金额。",
        "about_picture": "编辑器中的一份政策，显示折算后的金额和案例的应得金额",
        "editor_page": "docs/zh/how-to/editor",
        "more": "安装和设置",
        "page": "页面",
        "policies": "政策审阅稿",
        "copy": "审阅稿",
        "developers": "开发（英文）",
    },
}

MISSING_WORDS = {
    "Back to top": "返回顶部",
    "Home": "首页",
    "Next": "下一页",
    "On this page": "本页内容",
    "Please activate JavaScript to enable the search functionality.": "搜索需要启用JavaScript。",
    "Previous": "上一页",
    "Skip to content": "跳到正文",
}

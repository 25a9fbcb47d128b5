"""click in Chinese: its own words, translated; nothing of its behaviour is changed.

click looks every text up through gettext, under the name `_` in each of its modules. A compiled catalogue would have
to be found on the user's disk; the table below is put in the same place instead.
"""

from __future__ import annotations

import importlib

_WORDS = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Arguments": "参数",
    "Show this message and exit.": "显示帮助后退出。",
    "Show the version and exit.": "显示版本后退出。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "Error: {message}": "错误：{message}",
    "Error": "错误",
    "Aborted!": "已中止。",
    "Try '{command} {option}' for help.": "可用“{command} {option}”查看用法。",
    "No such option: {name}": "没有选项 {name}",
    "No such option {name!r}.": "没有选项 {name}",
    "(Possible options: {possibilities})": "(相近的选项：{possibilities})",
    "Did you mean {possibility}?": "是否为 {possibility}?",
    "Did you mean one of: {possibilities}?": "是否为下列之一：{possibilities}?",
    "Did you mean {possibility!r}?": "是否为 {possibility}?",
    "No such command {name!r}.": "没有命令 {name}",
    "Missing command.": "缺少命令。",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少{param_type}",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "argument": "参数",
    "option": "选项",
    "parameter": "参数",
    "Invalid value": "参数值不对",
    "Invalid value: {message}": "参数值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "{value!r} is not one of {choices}.": "“{value}”不在可选值内：{choices}",
    "{value!r} is not {choice}.": "“{value}”应为 {choice}",
    "{name} {filename!r} does not exist.": "找不到{name}“{filename}”",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里要文件",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要文件夹",
    "{name} {filename!r} is not readable.": "没有权限读取“{filename}”",
    "{name} {filename!r} is not writable.": "没有权限写入“{filename}”",
    "file": "文件",
    "File": "文件",
    "directory": "文件夹",
    "Directory": "文件夹",
    "path": "路径",
    "Path": "路径",
    "Choose from:\n\t{choices}": "可选:\n\t{choices}",
    "default: {default}": "默认：{default}",
    "required": "必填",
    "(DEPRECATED)": "(已停用)",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数",
    "{value!r} does not match the format {format}.": "“{value}”应写成 {format}",
    "{value!r} does not match the formats {formats}.": "“{value}”应写成 {formats}",
    "Got unexpected extra argument ({args})": "多余的参数：{args}",
    "Got unexpected extra arguments ({args})": "多余的参数：{args}",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写值",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写值",
    "Could not open file {filename!r}: {message}": "打不开文件“{filename}”：{message}",
}
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def _translate(text: str) -> str:
    return _WORDS.get(text, text)


def _translate_number(singular: str, plural: str, number: int) -> str:
    text = singular if number == 1 else plural
    return _WORDS.get(text, text)


def speak_chinese() -> None:
    """Put the table in place."""
    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        if hasattr(module, "_"):
            module._ = _translate  # type: ignore[attr-defined]  # click's own hook for gettext
        if hasattr(module, "ngettext"):
            module.ngettext = _translate_number  # type: ignore[attr-defined]  # likewise

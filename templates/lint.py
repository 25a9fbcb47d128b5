"""Every fault of a template before it is used: paragraph by paragraph, as the person who edited it sees the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jinja2 import TemplateSyntaxError
from jinja2.environment import Environment
from msgspec import Struct

from documents.package import numbered_paragraphs, paragraph_text, parse_part
from templates.faults import TemplateFault, nearest
from templates.fields import Field
from templates.names import DOCXTPL_WORDS, Scopes
from templates.syntax_words import said_in_chinese

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
WIDE_BRACES = re.compile(r"｛\s*[｛{%％]|[{]\s*[｛％]|[%％}｝]\s*｝|｝\s*\}|％\}")
WIDE_SIGNS = re.compile(r"[：，（）．＝＋－＊／％｜［］！＜＞　；、。]")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”")
STATEMENT = re.compile(r"\{%-?(p|tr|tc|r)?\s+(\w+)(.*?)-?%\}", re.DOTALL)
ALONE = re.compile(r"\{[%{#](p|tr|tc)\s")
SPACED_BRACES = re.compile(r"\{\s+[{%]\s|\s[%}]\s+\}")
WORDS = frozenset({"for", "endfor", "if", "elif", "else", "endif", "set", "endset", *DOCXTPL_WORDS})
BLOCK_ENDS = {"endfor": "for", "endif": "if", "endset": "set"}


class Tag(Struct, frozen=True):
    """One tag where it stands: paragraph number and text."""

    paragraph: int | None
    text: str


def faults_of_part(part: str, data: bytes, fields: Sequence[Field]) -> list[TemplateFault]:
    """All that is wrong with the tags of one part."""
    paragraphs = list(_paragraphs(part, data))
    faults = [TemplateFault(part, number, message) for number, text in paragraphs for message in _spelling(text)]
    tags = [Tag(number, _folded(tag)) for number, text in paragraphs for tag in TAG.findall(text)]
    scopes = Scopes(fields)
    faults += [TemplateFault(part, tag.paragraph, message) for tag, message in _structure(tags, scopes)]
    return sorted(set(faults), key=lambda fault: (fault.paragraph or 0, fault.message))


def syntax_fault(part: str, source: str, environment: Environment) -> TemplateFault | None:
    """What jinja2 itself refuses in the patched XML, with the paragraph: one line per paragraph makes lines places."""
    lined = re.sub(r"\n*(<w:p[ >])", r"\n\1", source.replace("\n", " "))
    try:
        environment.parse(lined)
    except TemplateSyntaxError as error:
        said = said_in_chinese(error.message or "")
        return TemplateFault(part, max(error.lineno - 1, 1), f"标签写法有误（{said}）")
    return None


def _paragraphs(part: str, data: bytes) -> Iterator[tuple[int | None, str]]:
    root = parse_part(data, part)
    if part.startswith("word/"):
        yield from ((number, paragraph_text(paragraph)) for number, paragraph in numbered_paragraphs(root))
    else:
        yield from ((None, element.text or "") for element in root.iter())


def _folded(tag: str) -> str:
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", tag)).replace("\n", " ")


def _spelling(text: str) -> Iterator[str]:
    """Faults of a paragraph's characters, before any meaning is asked for."""
    if WIDE_BRACES.search(text):
        yield f"花括号或百分号是全角的，请改成半角 {{{{ }}}} 或 {{% %}}：{_excerpt(text)}"
        return
    if SPACED_BRACES.search(TAG.sub("", text)):
        yield f"花括号之间不能有空格，请写成 {{{{ 字段 }}}} 或 {{% if 条件 %}}：{_excerpt(text)}"
    yield from _unfinished(text)
    for tag in TAG.findall(text):
        if not tag.startswith("{#") and (wide := WIDE_SIGNS.search(QUOTED.sub("", tag))):
            yield f"标签里的“{wide.group()}”是全角的，请改成半角：{tag}"
    alone = ALONE.findall(text)
    if "p" in alone and (len(alone) > 1 or TAG.sub("", text).strip()):
        yield f"带 p 的标签要独占一段，同段的其他文字会被删掉：{_excerpt(text)}"


def _unfinished(text: str) -> Iterator[str]:
    left = TAG.sub("", text)
    if opening := re.search(r"\{[{%#]", left):
        yield f"标签没有写完，或者分在了两段（缺 {_closing(opening.group())}）：{_excerpt(left[opening.start() :])}"
    elif closing := re.search(r"[}%#]\}", left):
        yield f"标签少了开头（缺 {_opening(closing.group())}）：{_excerpt(left)}"


def _closing(opening: str) -> str:
    return {"{{": "}}", "{%": "%}", "{#": "#}"}[opening]


def _opening(closing: str) -> str:
    return {"}}": "{{", "%}": "{%", "#}": "{#"}[closing]


def _excerpt(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:40] + "…"


def _structure(tags: Sequence[Tag], scopes: Scopes) -> Iterator[tuple[Tag, str]]:
    """Faults of loops, conditions and names, following the tags in reading order."""
    open_blocks: list[tuple[str, Tag]] = []
    for tag in tags:
        statement = STATEMENT.fullmatch(tag.text)
        word = statement.group(2) if statement else ""
        if statement and word not in WORDS:
            yield tag, f"没有“{word}”这种标签{nearest(word, WORDS)}：{tag.text}"
        elif word in BLOCK_ENDS:
            yield from _closed(tag, word, open_blocks, scopes)
        else:
            yield from ((tag, message) for message in scopes.read(tag.text, word))
            if word in ("for", "if"):
                open_blocks.append((word, tag))
            elif word in ("elif", "else") and not open_blocks:
                yield tag, f"{tag.text} 前面没有对应的 {{% if %}}"
    for word, tag in open_blocks:
        yield tag, f"{tag.text} 没有对应的 {{% end{word} %}}"


def _closed(tag: Tag, word: str, open_blocks: list[tuple[str, Tag]], scopes: Scopes) -> Iterator[tuple[Tag, str]]:
    wanted = BLOCK_ENDS[word]
    if not open_blocks or open_blocks[-1][0] != wanted:
        yield tag, f"{tag.text} 前面没有对应的 {{% {wanted} %}}"
        return
    open_blocks.pop()
    if wanted == "for":
        scopes.leave_loop()

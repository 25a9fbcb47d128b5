"""A SOURCE file in whatever form it came: YAML, JSON, text with front matter, or an unformatted document."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from documents.docx import read_docx_document
from documents.elements import read_document
from documents.lines import Line
from documents.model import OfficialDocument
from documents.package import OLE_MAGIC, UnreadableDocumentError, read_parts
from documents.text import documents_of, read_text
from drafting.entries import Entry
from drafting.faults import SourceError, SourceFault
from drafting.from_document import manuscript_of
from drafting.json_entries import read_json
from drafting.kept_words import lines_of_word
from drafting.yaml_entries import begins_with_key, read_yaml

FENCE = "---"
MANUSCRIPT = "原稿"
_KEYS, _MARKDOWN = frozenset({".yaml", ".yml"}), frozenset({".md", ".markdown"})


class Given(Struct, frozen=True):
    """The keys of a SOURCE; `verbatim` where its text is a manuscript to be kept word for word.

    `revisions` are those the manuscript still has, `manuscript_line` is where a SOURCE of keys names it, `lines` are all
    its text as it stands.
    """

    entries: Mapping[str, Entry]
    verbatim: bool = False
    notes: tuple[str, ...] = ()
    revisions: int = 0
    manuscript_line: int | None = None
    lines: tuple[str, ...] = ()


def read_given(path: Path, keys: Collection[str]) -> Given:
    """What the file says; `keys` are the names by which a text of keys is known from an official's text.

    Raises:
        SourceError: the file is wrong as a whole.
        UnreadableDocumentError: it cannot be opened.
    """
    if _is_word(path):
        return _word(path)
    text, suffix = read_text(path), path.suffix.lower()
    if suffix == ".json" or text.lstrip().startswith("{"):
        return Given(read_json(text, path.name))
    if front := _front_matter(text):
        return _with_body(path, *front)
    if suffix not in _KEYS and _opens_with_fence(text):
        raise SourceError(path.name, [SourceFault("", 1, f"开头的 {FENCE} 没有结束：在各键之后另起一行再写 {FENCE}")])
    if suffix in _KEYS or begins_with_key(text, keys):
        return _with_manuscript(path, read_yaml(text, path.name))
    return _text(path, text)


def _read_manuscript(path: Path) -> Given:
    """A manuscript that keys in another file name; it holds no keys of its own."""
    if _is_word(path):
        return _word(path)
    text = read_text(path)
    if _opens_with_fence(text):
        raise SourceError(path.name, [SourceFault("", None, "稿子里不再写键，请把键都写在本文件里")])
    return _text(path, text)


def _is_word(path: Path) -> bool:
    """Raises UnreadableDocumentError for what is neither Word nor text."""
    start = _start(path)
    if start.startswith(b"%PDF"):
        raise UnreadableDocumentError(f"{path.name}：PDF 不能作来源，可以写在 来文 或 附件 里")
    return start.startswith((b"PK\x03\x04", OLE_MAGIC))


def _word(path: Path) -> Given:
    return _manuscript(path, read_docx_document(path), lines_of_word(read_parts(path), path.name))


def _text(path: Path, text: str) -> Given:
    if path.suffix.lower() in _MARKDOWN:
        return _markdown(path, text)
    return _manuscript(path, documents_of(text), tuple(text.splitlines()))


def _opens_with_fence(text: str) -> bool:
    return next((line.rstrip() for line in text.splitlines() if line.strip()), "") == FENCE


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(8)
    except OSError:
        return b""  # the readers say what is wrong


def _manuscript(path: Path, documents: tuple[OfficialDocument, ...], lines: tuple[str, ...]) -> Given:
    if not documents or not any((documents[0].elements, documents[0].body, documents[0].inner)):
        raise SourceError(path.name, [SourceFault("", None, "是空文件，没有可以编排的文字")])
    read = manuscript_of(documents)
    return Given(read.entries, verbatim=True, notes=read.notes, revisions=read.revisions, lines=lines)


def _with_manuscript(path: Path, entries: Mapping[str, Entry]) -> Given:
    """Keys that name a manuscript go before what is read in it."""
    name = entries.get(MANUSCRIPT)
    if name is None or not isinstance(name.value, str) or not name.value:
        return Given(entries)
    file = path.parent / name.value
    if file.suffix.lower() in _KEYS | {".json"}:
        raise SourceError(path.name, [SourceFault(MANUSCRIPT, name.line, "应为未排版的 .docx、.txt 或 .md 文件")])
    try:
        read = _read_manuscript(file)
    except (UnreadableDocumentError, SourceError) as error:
        raise SourceError(path.name, [SourceFault(MANUSCRIPT, name.line, _reason(error))]) from error
    given = {key: entry for key, entry in entries.items() if key != MANUSCRIPT}
    return replace(read, entries={**read.entries, **given}, manuscript_line=name.line)


def _reason(error: Exception) -> str:
    return "；".join(map(str, error.faults)) if isinstance(error, SourceError) else str(error)


def _front_matter(text: str) -> tuple[str, str, int] | None:
    """YAML head and body of a text, and the line of the body; the head keeps its line numbers."""
    lines = text.splitlines()
    fences = [index for index, line in enumerate(lines) if line.rstrip() == FENCE]
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):
        return None
    start, end = fences[0], fences[1]
    head = "\n".join([*[""] * (start + 1), *lines[start + 1 : end]])
    return head, "\n".join(lines[end + 1 :]), end + 2


def _with_body(path: Path, head: str, body: str, line: int) -> Given:
    given = _with_manuscript(path, read_yaml(head, path.name))
    if not body.strip():
        return given
    if "正文" in given.entries:
        here = given.entries["正文"].line
        raise SourceError(path.name, [SourceFault("正文", here, f"写了两处：这里和第{line}行以后，只能写一处")])
    title, paragraphs = _paragraphs(path, body, line)
    entries = dict(given.entries)
    if paragraphs:
        entries["正文"] = Entry(line, paragraphs)
    if title and not {"标题", "事由"} & entries.keys():
        entries["标题"] = Entry(line, title)
    return replace(given, entries=entries)


def _paragraphs(path: Path, body: str, line: int) -> tuple[str, tuple[Entry, ...]]:
    if path.suffix.lower() not in _MARKDOWN:
        lines = ((line + index, text.strip()) for index, text in enumerate(body.splitlines()))
        return "", tuple(Entry(number, text) for number, text in lines if text)
    from drafting.markdown import read_markdown  # noqa: PLC0415 - its parsers are for Markdown alone

    read = read_markdown(body, line)
    if read.faults:
        raise SourceError(path.name, read.faults)
    return read.title, tuple(Entry(part.place.line or line, part) for part in read.paragraphs)


def _markdown(path: Path, text: str) -> Given:
    """The elements among the paragraphs."""
    from drafting.markdown import read_markdown  # noqa: PLC0415 - the same

    read = read_markdown(text)
    if read.faults:
        raise SourceError(path.name, read.faults)
    lines = [Line(part.place, part.text, table=part.table, figure=part.figure) for part in read.paragraphs]
    title = [Line(lines[0].place, read.title, as_title=True)] if read.title and lines else []
    return _manuscript(path, (read_document([*title, *lines]),), (read.title, *(line.text for line in lines)))

"""One call: a SOURCE in, the bytes of a .docx and the list of what is still to be filled in out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from documents.package import UnreadableDocumentError
from drafting.data_bodies.model import BodyReader, BodyRequest, DataBody, DataBodyError
from drafting.data_text import with_data
from drafting.faults import SourceError, SourceFault
from drafting.kept_words import left_out
from drafting.kinds import kind_faults, requirements, template_of
from drafting.paper import read_paper
from drafting.printed import context
from drafting.source import read_source
from drafting.to_do import to_do
from templates.figures import UnreadablePictureError
from templates.render import load_template


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted document; writing it to a file is the caller's."""

    docx_bytes: bytes
    todo: tuple[str, ...]
    kind: str


def _no_data(_request: BodyRequest) -> DataBody:
    raise DataBodyError("要用数据生成正文，请用 xianjie draft 命令")


def draft_document(source_path: Path, read_body: BodyReader = _no_data) -> Drafted:
    """The document that the SOURCE describes; `read_body` makes the text that its 正文来源 asks for.

    Raises SourceError with every fault of the SOURCE, TemplateError when an edited template cannot be used.
    """
    try:
        source = with_data(read_source(source_path, requirements(), kind_faults), read_body)
        paper = read_paper(source)
        printed = context(paper)
    except (UnreadableDocumentError, UnreadablePictureError) as error:
        raise SourceError(source_path.name, [SourceFault("", None, str(error))]) from error
    template = load_template(template_of(source.values))
    made = template.render(printed)
    todo = (*to_do(paper), *source.notes)
    return Drafted(made, (*todo, *left_out(source.manuscript, made, todo)), source.kind)

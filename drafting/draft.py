"""One call: a SOURCE in, the bytes of a .docx and the list of what is still to be filled in out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from documents.package import UnreadableDocumentError
from drafting.data_bodies.model import BodyReader, BodyRequest, DataBody, DataBodyError
from drafting.data_text import with_data
from drafting.faults import SourceError, SourceFault
from drafting.geometry import geometry_of
from drafting.kept_words import left_out
from drafting.kinds import kind_faults, requirements, template_of
from drafting.paper import read_paper
from drafting.printed import context
from drafting.source import Source, read_source
from drafting.to_do import to_do
from policies.forms.form import NATIONAL, Form, FormError, load_form
from templates.figures import UnreadablePictureError
from templates.house_style import not_followed
from templates.render import load_template

FORM_KEY = "版式"


class Drafted(Struct, frozen=True):
    """A drafted document; writing it to a file is the caller's."""

    docx_bytes: bytes
    todo: tuple[str, ...]
    kind: str


def _no_data(_request: BodyRequest) -> DataBody:
    raise DataBodyError("要用数据生成正文，请用 xianjie draft 命令")


def draft_document(source_path: Path, read_body: BodyReader = _no_data, form: str = "") -> Drafted:
    """The document that the SOURCE describes; `read_body` makes the text that its 正文来源 asks for.

    It is set in the form that the SOURCE names, else in the one given, else as the national standard says.

    Raises SourceError with every fault of the SOURCE, TemplateError when an edited template cannot be used.
    """
    try:
        source = with_data(read_source(source_path, requirements(), kind_faults), read_body)
        followed = _form(source, form)
        paper = read_paper(source, geometry_of(followed))
        printed = context(paper)
    except (UnreadableDocumentError, UnreadablePictureError) as error:
        raise SourceError(source_path.name, [SourceFault("", None, str(error))]) from error
    made = load_template(template_of(source.values), followed).render(printed)
    todo = (*to_do(paper), *source.notes, *_by_hand(followed))
    return Drafted(made, (*todo, *left_out(source.manuscript, made, todo)), source.kind)


def _form(source: Source, default: str) -> Form:
    """The form by name, or by a file beside the SOURCE."""
    name = source.text(FORM_KEY)
    beside = source.path.parent / name
    try:
        return load_form(str(beside) if name and beside.is_file() else name or default or NATIONAL)
    except FormError as error:
        raise source.refuse(FORM_KEY, str(error)) from error


def _by_hand(form: Form) -> Iterator[str]:
    if left := not_followed(form):
        yield f"版式：{form.name}的{'、'.join(left)}没有编入，请手工调整"

"""`xianjie draft` as a call: a SOURCE in, a .docx (and a PDF) out, and what is still to be filled in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from drafting.data_bodies.model import BodyRequest, DataBody
from drafting.draft import draft_document
from drafting.example import new_source
from values.files import write_beside


def draft(source: Path, output: Path, *, pdf: bool = False) -> list[str]:
    """Write the document that the SOURCE describes; returns the notes for the user, the 待填清单 among them.

    Raises:
        SourceError, TemplateError: the SOURCE or the template is wrong; nothing has been written.
        ConversionError: the .docx is written, the PDF could not be made.
    """
    drafted = draft_document(source, partial(_body, source))
    write_beside(output, drafted.docx_bytes)
    notes = [f"已生成 {output}（{drafted.kind}）"]
    if drafted.todo:
        notes += [f"待填清单（{len(drafted.todo)}项）：", *(f"  {item}" for item in drafted.todo)]
    if pdf:
        from xianjie.pdf import convert_to_pdf

        notes.append(f"已生成 {convert_to_pdf(output)}")
    return notes


def _body(source: Path, request: BodyRequest) -> DataBody:
    """The text that 正文来源 asks for, with the settings of the folder the SOURCE lies in."""
    from xianjie.configuration import find_configuration, load_configuration
    from xianjie.drafting_data import read_body

    return read_body(request, load_configuration(find_configuration(source.resolve().parent)))


def example_source(kind: str) -> str:
    """A commented example SOURCE of that kind."""
    return new_source(kind)

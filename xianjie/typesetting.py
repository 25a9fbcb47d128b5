"""`xianjie draft` as a call: SOURCEs in, .docx (PDF, pictures of pages) out, and what is still to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from drafting.data_bodies.model import BodyRequest, DataBody
from drafting.draft import Drafted, draft_document
from drafting.example import new_source
from values.files import write_beside


def draft(
    source: Path | Sequence[Path], output: Path, *, pdf: bool = False, preview: bool = False, config: Path | None = None
) -> list[str]:
    """Write the document that a SOURCE describes, or those of several; returns the notes for the user.

    The 待填清单 is among them. `output` is the file of one, the folder of several.

    Raises:
        SourceError, TemplateError: a SOURCE or a template is wrong; nothing has been written.
        ConversionError: the .docx are written, the PDF could not be made.
    """
    sources = [source] if isinstance(source, Path) else list(source)
    targets = _targets(sources, output)
    drafted = [draft_document(one, partial(_body, one, config), _form(one, config)) for one in sources]
    for target, document in zip(targets, drafted, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        write_beside(target, document.docx_bytes)
    notes = [note for target, document in zip(targets, drafted, strict=True) for note in _notes(target, document)]
    return [*notes, *_converted(targets, pdf=pdf, preview=preview)]


def _targets(sources: Sequence[Path], output: Path) -> list[Path]:
    if len(sources) == 1 and not output.is_dir():
        return [output]
    return [output / f"{source.stem}.docx" for source in sources]


def _notes(target: Path, drafted: Drafted) -> Iterator[str]:
    yield f"已生成 {target}（{drafted.kind}）"
    if drafted.todo:
        yield f"待填清单（{len(drafted.todo)}项）："
        yield from (f"  {item}" for item in drafted.todo)


def _converted(targets: Sequence[Path], *, pdf: bool, preview: bool) -> Iterator[str]:
    if not pdf and not preview:
        return
    from xianjie.pdf import convert

    yield from (f"已生成 {path}" for path in convert(targets, pdf=pdf, preview=preview))


def _form(source: Path, config: Path | None) -> str:
    """The form of official documents that the office has set, empty where it has set none."""
    from xianjie.configuration import find_configuration, load_configuration

    file = config or find_configuration(source.resolve().parent)
    return load_configuration(file).form if file else ""


def _body(source: Path, config: Path | None, request: BodyRequest) -> DataBody:
    """The text that 正文来源 asks for, with the settings of the folder the SOURCE lies in."""
    from xianjie.configuration import find_configuration, load_configuration
    from xianjie.drafting_data import read_body

    return read_body(request, load_configuration(config or find_configuration(source.resolve().parent)))


def example_source(kind: str) -> str:
    """A commented example SOURCE of that kind."""
    return new_source(kind)

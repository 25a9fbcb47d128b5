"""The text of a SOURCE that is made of data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from drafting.body_request import BODY_SOURCE
from drafting.data_bodies.model import BodyReader, BodyRequest, DataBodyError
from drafting.right_form import right_paragraphs
from drafting.source import Source


def with_data(source: Source, read_body: BodyReader) -> Source:
    """The SOURCE with the text that its 正文来源 asks for below its own."""
    given = source.values.get(BODY_SOURCE)
    if not given:
        return source
    try:
        body = read_body(_request(source, given))
    except DataBodyError as error:
        raise source.refuse(BODY_SOURCE, str(error)) from error
    paragraphs, _ = right_paragraphs(body.paragraphs)
    values = {**source.values, "正文": (*source.paragraphs("正文"), *paragraphs)}
    return replace(source, values=values, notes=(*source.notes, *body.todo))


def _request(source: Source, given: Mapping[str, Any]) -> BodyRequest:
    folder = source.path.parent
    return BodyRequest(
        kind=given["类型"],
        division=given.get("区划", ""),
        on=given.get("日期") or source.day("成文日期"),
        policies=tuple(folder / name for name in given.get("本县要求", ())),
        documents=given.get("文件", ()),
        findings=folder / given["核查结果"] if "核查结果" in given else None,
        ledgers=tuple(folder / name for name in given.get("台账", ())),
    )

"""Honest documents of many makes are read to the elements that were written, from Word, old Word and PDF alike."""

from __future__ import annotations

import shutil
import subprocess
from itertools import takewhile
from pathlib import Path

import pytest

from documents.model import ElementKind, OfficialDocument
from documents.opening import documents_in
from tests.specimens import conformant
from tests.specimens.catalogue import variants

ROLES: dict[str, ElementKind] = {
    "份号": "份号", "密级": "密级", "紧急程度": "紧急程度", "标志": "发文机关标志", "文号": "发文字号", "主送": "主送机关",
    "署名": "署名", "日期": "成文日期", "附注": "附注",
}  # fmt: skip
PRINTED = ("通知", "请示·签发人在表格", "函", "横排附表", "转发通知", "涉密通知")


def written(name: str) -> dict[str, list[str]]:
    """The elements of the outer document, as they were written; the imprint stands at the very end."""
    lines = variants()[name].lines
    outer = list(takewhile(lambda line: line.role not in ("附件", "附件标题", "来文标题", "印发标题"), lines))
    found: dict[str, list[str]] = {}
    for line in outer:
        if line.role in ROLES and line.text:
            found.setdefault(ROLES[line.role], []).append(bare(line.role, tight(line.text)))
    titles = [tight(line.text) for line in lines if line.role == "标题"]
    found |= {"标题": ["".join(titles)]} if titles else {}
    for line in lines:
        if line.role == "印发":
            office, day = line.text.split("|")
            found |= {"印发机关": [tight(office)], "印发日期": [tight(day).removesuffix("印发")]}
        elif line.role == "抄送":
            found["抄送机关"] = [tight(line.text).removeprefix("抄送：")]
    return found


def bare(role: str, text: str) -> str:
    return text.removesuffix("：") if role == "主送" else text.strip("（）") if role == "附注" else text


def tight(text: str) -> str:
    return "".join(text.split())


def read(document: OfficialDocument, kind: str) -> list[str]:
    return [tight(element.text) for element in document.elements if element.kind == kind]


def same(document: OfficialDocument, name: str) -> None:
    for kind, texts in written(name).items():
        found = read(document, kind)
        if kind == "发文机关标志":
            assert [text.removesuffix("文件") for text in found] == [
                text.removesuffix("文件") for text in texts if text != "文件"
            ]
        else:
            assert found == texts, kind


@pytest.mark.parametrize("name", variants())
def test_the_elements_of_a_word_file_are_those_written(name: str) -> None:
    (document,) = documents_in(conformant()[name], f"{name}.docx")
    same(document, name)
    assert document.layout is not None
    assert not document.faults


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("soffice"):
        pytest.skip("没有 LibreOffice")
    folder = tmp_path_factory.mktemp("printed")
    for name in PRINTED:
        (folder / f"{name}.docx").write_bytes(conformant()[name])
    files = [str(folder / f"{name}.docx") for name in PRINTED]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for order in (["pdf", *files], ["doc", files[0]]):
        program = ["soffice", profile, "--headless", "--convert-to", order[0], "--outdir", str(folder), *order[1:]]
        subprocess.run(program, check=True, capture_output=True, timeout=120)
    return folder


def test_the_elements_of_a_pdf_are_those_of_the_word_file(converted: Path) -> None:
    for name in PRINTED:
        (document,) = documents_in((converted / f"{name}.pdf").read_bytes(), f"{name}.pdf")
        same(document, name)
        (original,) = documents_in(conformant()[name], f"{name}.docx")
        assert [len(inner.body) for inner in document.inner] == [
            len(inner.body) for inner in original.inner
        ] or name == "横排附表"
        assert [tight(one.text) for one in document.body] == [tight(one.text) for one in original.body]
        number = document.element("发文字号")
        assert number is not None
        assert number.page == 1


def test_an_old_word_file_is_read_through_libreoffice_whatever_its_name(converted: Path) -> None:
    (document,) = documents_in((converted / "通知.doc").read_bytes(), "通知.wps")
    same(document, "通知")
    assert document.element("印章")


def test_without_libreoffice_an_old_word_file_is_asked_for_as_docx(monkeypatch: pytest.MonkeyPatch) -> None:
    from documents.package import OLE_MAGIC, UnreadableDocumentError

    monkeypatch.setattr("documents.conversion._program", lambda: "")
    data = OLE_MAGIC + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    with pytest.raises(UnreadableDocumentError, match=r"通知\.doc：是旧版 Word 文件.*另存为 \.docx"):
        documents_in(data, "通知.doc")

"""The five policy texts, given as plain text: each comes out as a document of its kind, every clause in, nothing added."""

import io
import re
import unicodedata
from pathlib import Path

import docx
import pytest
from msgspec import Struct

from documents.model import OfficialDocument
from documents.text import read_text, read_text_document
from drafting import Drafted, draft_document

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="旁边没有来文文本，不能逐条对照")
FORM = (  # what a document of the standard has beside its text
    r"（发文机关）(文件|办公室)?", r"〔\s*〕\s*号", r"〔\s*〕年〔\s*〕月〔\s*〕日", r"〔\s*〕", r"附件", r"附件：.+", r"[—\d]*",
)  # fmt: skip


class Seed(Struct, frozen=True):
    """A policy text: what it comes out as, what is left open, the lines that are none of its own.

    `derived` is what the form asks for and the text does not say in so many words.
    """

    kind: str
    title: str
    todo: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()


SHIQUAN = "石泉县巩固拓展脱贫攻坚成果同乡村振兴有效衔接领导小组"
CASES = {
    "000": Seed(
        "转发通知",
        "关于转发《中共江西省委农村工作领导小组办公室印发〈促进脱贫人口和防止返贫监测对象持续稳定增收若干措施〉的通知》",
        ("成文日期",),
        # the superior's red head and imprint are never redrawn
        ("中共江西省委农村工作领导小组办公室文件", "抄送 省司法厅", "中共江西省委农村工作领导小组办公室秘书处"),
        ("中共江西省委农村工作领导小组办公室关于印发《促进脱贫人口和防止返贫监测对象持续稳定增收若干措施》的通知",),
    ),
    "001": Seed(
        "印发通知",
        "北张乡人民政府关于印发《北张乡加大力度落实帮扶增收措施促进脱贫人口稳定增收实施方案》的通知",
        ("成文日期",),
        derived=("文水县北张乡人民政府办公室",),
    ),
    "002": Seed(
        "印发通知",
        "关于印发《赣县区2024年巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作要点》的通知",
        ("发文字号", "成文日期", "发文机关"),
        ("关怀版", "您当前所在位置", "访问量", "202439", "相关文章"),
    ),
    "003": Seed(
        "印发通知",
        f"{SHIQUAN}关于印发《石泉县2023年脱贫群众增收方案》的通知",
        ("发文字号",),
        ("索引号", "来源", "内容概述"),
        (f"{SHIQUAN}文件", f"{SHIQUAN}办公室", "2023年8月11日印发"),
    ),
    "004": Seed("工作清单", "巩固拓展脱贫攻坚成果同乡村振兴有效衔接近期重点工作清单", ()),
}


def seed_file(number: str) -> Path:
    return next(SEEDS.glob(f"{number}_*.txt"))


@pytest.fixture(scope="module", params=sorted(CASES))
def number(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def drafted(number: str) -> Drafted:
    return draft_document(seed_file(number))


def folded(text: str) -> str:
    """The words alone: no blanks, and punctuation however it is written."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def paragraphs(docx_bytes: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(docx_bytes))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return [text for text in (*(part.text for part in document.paragraphs), *cells) if text.strip()]


def clauses(document: OfficialDocument) -> list[str]:
    return [part.text for part in document.body] + [text for inner in document.inner for text in clauses(inner)]


def test_it_is_a_document_of_its_kind(number: str, drafted: Drafted) -> None:
    wanted = CASES[number]
    assert drafted.kind == wanted.kind
    assert wanted.title in [text.replace("\n", "") for text in paragraphs(drafted.docx_bytes)]
    assert [key for key in ("发文字号", "成文日期", "发文机关") if any(line.startswith(f"{key}：") for line in drafted.todo)] == list(
        wanted.todo
    )


def test_every_line_is_in_it(number: str, drafted: Drafted) -> None:
    whole = folded("".join(paragraphs(drafted.docx_bytes)))
    lines = [line.strip() for line in read_text(seed_file(number)).splitlines()]
    missing = [line for line in lines if folded(line) not in whole and not line.startswith(CASES[number].left_out)]
    assert missing == []


def test_nothing_is_added(number: str, drafted: Drafted) -> None:
    text = folded(read_text(seed_file(number)))
    added = [
        part
        for part in paragraphs(drafted.docx_bytes)
        if folded(part) not in text and not any(re.fullmatch(form, part) for form in FORM)
    ]
    assert [part for part in added if part.replace("\n", "") not in CASES[number].derived] == []


def test_every_clause_is_in_an_annex_when_it_is_forwarded(number: str, tmp_path: Path) -> None:
    text = seed_file(number)
    (tmp_path / "来文.txt").write_bytes(text.read_bytes())
    source = tmp_path / "转发.yaml"
    source.write_text("文种: 转发通知\n发文机关: 示范县农业农村局\n主送机关: 各乡镇人民政府\n来文: 来文.txt\n", encoding="utf-8")
    whole = "".join(part.replace("\n", "") for part in paragraphs(draft_document(source).docx_bytes))
    wanted = clauses(read_text_document(text)[-1])
    assert [clause for clause in wanted if clause not in whole] == []
    assert len(wanted) >= 7

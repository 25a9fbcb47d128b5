"""A house style changes what is set, and no more than it says."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest

from drafting import SourceError, draft_document, new_source
from policies.forms.form import load_form
from templates.house_style import not_followed
from templates.render import load_template

COUNTY = Path(__file__).parents[2] / "examples" / "示范县" / "公文格式.yaml"
KINDS = ("通知", "请示", "函", "纪要")


def drafted(tmp_path: Path, text: str) -> docx.document.Document:
    file = tmp_path / "来源.yaml"
    file.write_text(text, encoding="utf-8")
    return docx.Document(io.BytesIO(draft_document(file).docx_bytes))


@pytest.mark.parametrize("kind", KINDS)
def test_the_countys_own_form_is_followed(tmp_path: Path, kind: str) -> None:
    document = drafted(tmp_path, f"{new_source(kind)}\n版式: {COUNTY}\n")
    section = document.sections[0]
    assert round(section.top_margin.mm) == 35
    assert round(section.bottom_margin.mm) == 37
    assert re.search(r'linePitch="(\d+)"', section._sectPr.xml)[1] == "560"
    assert document.styles["四级层次"].font.bold is True
    assert not document.styles["三级层次"].font.bold
    assert document.styles["页码（单页）"].font.name == "仿宋_GB2312"


@pytest.mark.parametrize("kind", KINDS)
def test_the_red_head_stays_where_the_standard_puts_it(kind: str) -> None:
    national, county = (head_top(load_template(kind, form).parts) for form in (None, load_form(str(COUNTY))))
    assert abs(national - county) <= 2


def head_top(parts: dict[str, bytes]) -> int:
    """Where the head begins below the edge of the page, in twips: margin, three lines of marks, gap."""
    styles = parts["word/styles.xml"].decode()
    gap = re.search(r'<w:name w:val="发文机关标志"/>.*?w:before="(\d+)"', styles)
    mark = re.search(r'<w:name w:val="版头标注"/>.*?w:line="(\d+)"', styles)
    margin = 2098 if mark[1] == "579" else 1984
    return margin + 3 * int(mark[1]) + int(gap[1])


def test_the_standard_itself_changes_nothing(tmp_path: Path) -> None:
    with_form = drafted(tmp_path, new_source("通知") + "\n版式: 国家标准\n")
    without = drafted(tmp_path, new_source("通知"))
    assert with_form.styles.element.xml == without.styles.element.xml


def test_what_cannot_be_followed_is_told(tmp_path: Path) -> None:
    (tmp_path / "本县.yaml").write_text(
        "name: 本县\nsource: 本县规定\nbase: 国家标准\nvalues:\n"
        "  imprint_indent: {value: 2, unit: 字, clause: 一, strength: 规定, title: 版记左右空字}\n",
        encoding="utf-8",
    )
    assert not_followed(load_form(str(tmp_path / "本县.yaml"))) == ["版记左右空字"]
    file = tmp_path / "来源.yaml"
    file.write_text(f"{new_source('通知')}\n版式: 本县.yaml\n", encoding="utf-8")
    assert "版式：本县的版记左右空字没有编入，请手工调整" in draft_document(file).todo


def test_a_form_that_is_not_there_is_refused_with_its_line(tmp_path: Path) -> None:
    text = f"版式: 某省格式\n{new_source('通知')}"
    with pytest.raises(SourceError, match="第1行“版式”：没有名为“某省格式”的公文格式；现有：国家标准"):
        drafted(tmp_path, text)


def test_the_styles_stay_in_the_order_that_word_wants() -> None:
    styles = load_template("通知", load_form(str(COUNTY))).parts["word/styles.xml"].decode()
    bold = re.search(r"<w:name w:val=\"四级层次\"/>.*?<w:rPr>(.*?)</w:rPr>", styles)
    assert bold[1] == '<w:b w:val="1"/>'
    with zipfile.ZipFile(Path(load_template.__code__.co_filename).parent / "docs" / "通知.docx") as package:
        assert package.read("word/styles.xml").decode() != styles

"""What a stretch of text is set in, held against what it should be set in."""

from __future__ import annotations

from msgspec import Struct

from checks.model import DocumentBreach
from checks.official_pages import figure, typeface
from checks.typefaces import is_one_of
from documents.layout import Run, SetParagraph
from documents.model import ElementKind
from policies.forms.form import Form

_A_FIFTH = 0.2  # what is off by more than a fifth is plainly off, however mildly the clause is worded
_SCREEN = "屏幕字体"


class Typeset(Struct, frozen=True):
    """What a stretch of text should be set in; no size where the standard gives none."""

    fonts: tuple[str, ...]
    size: float | None

    def says(self, run: Run) -> bool:
        return self.font(run) and self.sized(run)

    def font(self, run: Run) -> bool:
        return not run.east_asian_font or not self.fonts or is_one_of(run.east_asian_font, self.fonts)

    def sized(self, run: Run) -> bool:
        return self.size is None or abs(run.size / 2 - self.size) < 1 / 2

    def plainly_off(self, run: Run) -> bool:
        """A typeface made for screens, a size off by more than a fifth, or both typeface and size off."""
        off = self.size is not None and abs(run.size / 2 - self.size) > self.size * _A_FIFTH
        return off or typeface(run) == _SCREEN or not (self.font(run) or self.sized(run))

    def __str__(self) -> str:
        return f"{'' if self.size is None else size_name(self.size)}{'或'.join(self.fonts)}"


# 印刷字号
_SIZES = {
    42: "初号", 36: "小初", 26: "一号", 24: "小一", 22: "2号", 18: "小二", 16: "3号", 15: "小三", 14: "4号", 12: "小四", 10.5: "5号", 9: "小五",
}  # fmt: skip


def size_name(size: float) -> str:
    return _SIZES.get(size, f"{figure(size)}磅")


def named(run: Run) -> str:
    return f"{size_name(run.size / 2)}{run.east_asian_font or '未注明的字体'}"


def typeset(form: Form, font: str, size: str | None) -> Typeset:
    return Typeset(form[font].one_of, form[size].value if size else None)


def font_breach(element: ElementKind, where: SetParagraph, what: str, run: Run, wanted: Typeset) -> DocumentBreach:
    return DocumentBreach(
        element,
        f"{what}是{named(run)}，应为{wanted}",
        named(run),
        str(wanted),
        "改正字体、字号",
        where.place.paragraph,
    )

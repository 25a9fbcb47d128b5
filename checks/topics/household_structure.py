"""Who makes up a household: one householder, relations told, relations that agree with sex."""

from __future__ import annotations

import narwhals as nw

from calculations.people import by_household, female, male
from calculations.recurring import first_rows
from checks.declare import check
from checks.model import Frame, Frames, Records, Rows
from checks.packs import DATA_QUALITY
from checks.shapes import blank, equals, none_of, says

_HEAD = "^(?:户主|本人|本人或户主|户主本人|01|1)$"
_SPOUSE = "^(?:配偶|妻|妻子|夫|丈夫|老婆|老公|爱人|之妻|之夫)$"
_MEN = (
    "^(?:之|其)?(?:"
    "丈夫|夫|老公|子|儿子|长子|次子|三子|四子|独生子|养子|继子|孙子|外孙|曾孙|父亲|"
    "父|祖父|爷爷|外祖父|外公|公公|岳父|兄|弟|兄弟|哥哥|弟弟|侄子|外甥|女婿|婿|"
    "伯父|叔父|叔叔|舅舅"
    ")$"
)
_WOMEN = (
    "^(?:之|其)?(?:"
    "妻|妻子|老婆|女|女儿|长女|次女|二女|三女|四女|独生女|养女|继女|孙女|外孙女|曾孙女|"
    "母亲|母|祖母|奶奶|外祖母|外婆|婆婆|岳母|姐|妹|姐妹|姐姐|妹妹|侄女|外甥女|儿媳|"
    "媳妇|儿媳妇|孙媳|孙媳妇|嫂子|弟媳|弟妹|伯母|婶婶|姑姑|舅妈"
    ")$"
)
_NEEDS = ("household_id", "person_name", "relation")


def _man(records: Records) -> nw.Expr:
    """A man by the sex filled in, or where none is, by the identity number."""
    return _of_sex(records, "男", male("person_identity") if "person_identity" in records.fields else nw.lit(value=False))


def _woman(records: Records) -> nw.Expr:
    return _of_sex(records, "女", female("person_identity") if "person_identity" in records.fields else nw.lit(value=False))


def _of_sex(records: Records, word: str, by_number: nw.Expr) -> nw.Expr:
    if "sex" not in records.fields:
        return by_number
    return equals("sex", word) | (none_of("sex", "男", "女") & by_number)


def _households(persons: Records) -> Frame:
    """Households with how many householders they have and how many relations nobody filled in."""
    return by_household(
        persons.frame.filter(~blank("person_name")), heads=says("relation", _HEAD), untold=blank("relation")
    )


def _first_of(persons: Records, houses: Frame) -> Frame:
    first = first_rows(persons.frame.filter(~blank("person_name")), ("household_id",))
    return first.join(houses, on="household_id", how="inner")


@check("HHS101", severity="warning", needs=_NEEDS, pack=DATA_QUALITY)
def household_has_a_householder(persons: Records) -> Frames:
    """一户之中没有户主。

    按户编号，全户的与户主关系都填了、没有一个是户主（本人）的，列在该户第一行。关系有空着的不判；名单只录部分成员的也会列出，请核对。
    没有户编号的不判。例：户主、配偶、子不列，只有配偶、子的列出。
    """
    houses = _households(persons).filter(nw.col("heads") == 0)
    rows = _first_of(persons, houses)
    return Frames(
        frame=rows.filter(nw.col("untold") == 0).select("_ledger", "_row", "people"),
        unknown=rows.filter(nw.col("untold") > 0).select("_ledger", "_row"),
        because="这一户有人的与户主关系空着",
        field="relation",
        message="户编号{household_id}共{people}人，没有户主",
        expected="每户有一名户主",
        suggestion="核对是漏录户主还是户主变更后没有改关系，补录或改正",
        shown={"people": "数"},
    )


@check("HHS102", severity="warning", needs=_NEEDS, pack=DATA_QUALITY)
def household_has_one_householder(persons: Records) -> Frames:
    """一户之中有几名户主。

    按户编号，与户主关系为户主（本人）的有两人及以上的，第一名之后的列出。同一人重复的几行算一人（没有身份证号列的按姓名）。
    没有户编号的不判。例：一名户主不列，父子都填户主的列出一处。
    """
    heads = persons.frame.filter(says("relation", _HEAD) & ~blank("person_name"))
    people = heads.select("household_id", "person_name").unique()
    several = by_household(people).filter(nw.col("people") > 1)
    first = first_rows(heads, ("household_id",)).select("_ledger", "_row")
    rows = heads.join(several, on="household_id", how="inner").join(first, on=["_ledger", "_row"], how="anti")
    return Frames(
        frame=rows.select("_ledger", "_row", "people"),
        field="relation",
        message="户编号{household_id}有{people}人填为户主",
        expected="每户有一名户主",
        suggestion="核对户口簿，改正关系；是两户的分开户编号",
        shown={"people": "数"},
    )


@check("HHS103", severity="warning", needs=("person_name", "relation"), pack=DATA_QUALITY)
def relation_is_told(persons: Records) -> Rows:
    """与户主关系空着。

    有姓名的行都应填与户主关系。写“其他”的不算空。例：填户主、配偶、其他的不列，空着的列出。
    """
    return Rows(
        field="relation",
        fails=~blank("person_name") & blank("relation"),
        message="{person_name}的与户主关系空着",
        expected="填写与户主关系",
        suggestion="对照户口簿补填",
    )


@check("HHS104", severity="warning", needs=_NEEDS, pack=DATA_QUALITY)
def householder_and_spouse_are_of_two_sexes(persons: Records) -> Frames:
    """户主和配偶性别相同。

    性别看性别列，没有填的看身份证号；一户有几名户主或几名配偶的、性别看不出的不判。
    例：户主男、配偶女不列，户主、配偶都是女的列在配偶一行。
    """
    man, woman = _man(persons), _woman(persons)
    head, spouse = says("relation", _HEAD), says("relation", _SPOUSE)
    houses = by_household(
        persons.frame,
        heads=head,
        spouses=spouse,
        men=man & (head | spouse),
        women=woman & (head | spouse),
    )
    couples = houses.filter((nw.col("heads") == 1) & (nw.col("spouses") == 1))
    rows = persons.frame.filter(spouse).join(couples, on="household_id", how="inner")
    same = (nw.col("men") == 2) | (nw.col("women") == 2)
    return Frames(
        frame=rows.filter(same).select("_ledger", "_row"),
        unknown=rows.filter(~same & ((nw.col("men") + nw.col("women")) < 2)).select("_ledger", "_row"),
        because="户主或配偶的性别看不出",
        field="relation",
        message="户主和配偶（{person_name}）性别相同",
        expected="户主和配偶一男一女",
        suggestion="对照户口簿，改正性别、证件号或与户主关系",
    )


@check("HHS105", severity="warning", needs=("relation", "sex"), pack=DATA_QUALITY)
def relation_agrees_with_sex(persons: Records) -> Rows:
    """与户主关系和性别不符。

    妻、女、儿媳、母亲等应为女，夫、子、女婿、父亲等应为男。配偶、子女、孙子女、兄弟姐妹等不分男女的写法，“外孙子女”等并列的写法不看。
    性别空着的不判。例：女儿填女不列，儿媳填男的列出。
    """
    men, women = says("relation", _MEN), says("relation", _WOMEN)
    return Rows(
        field="sex",
        fails=(men & equals("sex", "女")) | (women & equals("sex", "男")),
        unknown=(men | women) & ~equals("sex", "男") & ~equals("sex", "女"),
        because="性别空着，或不是男、女",
        message="与户主关系为“{relation}”，性别填“{sex}”",
        expected="关系和性别相符",
        suggestion="对照户口簿，改正关系或性别",
        cells=("relation",),
    )

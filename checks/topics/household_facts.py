"""What a list of households or of people has to state, and land and distances that cannot be so."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from checks.declare import check
from checks.model import Records, Rows, Shown
from checks.packs import DATA_QUALITY
from checks.shapes import garbled
from policies.model import Setting

_TYPED = frozenset({"unsafe_housing", "housing_area", "arable_land", "forest_land"})
_OF_A_HOUSEHOLD = {
    "water_safe": "安全饮水", "sanitary_toilet": "卫生厕所", "unsafe_housing": "是否危房户", "housing_area": "住房面积",
    "house_road": "入户路类型", "electricity": "生活用电", "arable_land": "耕地面积", "forest_land": "林地面积",
    "surveyor": "采集人",
}  # fmt: skip
_OF_A_PERSON = {
    "ethnicity": "民族", "health": "健康状况", "labour_class": "劳动技能", "medical_insurance": "医疗保险",
}  # fmt: skip


def _stated(records: Records, names: Mapping[str, str], field: str, who: str) -> Rows:
    """The columns the ledger has are filled in; all that are not are told in one finding a record."""
    fields = [name for name in names if name in records.fields]
    missing, any_missing = nw.lit(""), nw.lit(value=False)
    for name in fields:
        empty = _empty(name)
        any_missing = any_missing | empty
        missing = nw.concat_str(missing, nw.when(empty).then(nw.lit(f"{names[name]}、")).otherwise(nw.lit("")))
    return Rows(
        field=field,
        fails=any_missing & ~nw.col(field).is_null(),
        message=f"{who}必填项空着：{{missing}}请补全",
        expected="必填项都填写",
        suggestion="入户核实后补填；没有的填无或0",
        shown={"missing": Shown(missing, "文")},
        cells=tuple(fields),
    )


def _empty(name: str) -> nw.Expr:
    """Nothing stands there: 无 and 0 are answers."""
    if name in _TYPED:
        return nw.col(f"{name}__state") == 0
    return nw.col(name).is_null()


@check("HHD101", severity="warning", needs=("householder",), pack=DATA_QUALITY)
def household_states_what_is_required(household_list: Records) -> Rows:
    """户信息的必填项空着。

    只看台账有的列：安全饮水、卫生厕所、是否危房户、住房面积、入户路类型、生活用电、耕地面积、林地面积、采集人。填“无”“否”“0”的不算空；
    没有这些列的户名单不看。例：各项都填了不列，住房面积空着列出。
    """
    return _stated(household_list, _OF_A_HOUSEHOLD, "householder", "户信息")


@check("HHD102", severity="warning", needs=("person_name",), pack=DATA_QUALITY)
def person_states_what_is_required(persons: Records) -> Rows:
    """人员信息的必填项空着。

    只看台账有的列：民族、健康状况、劳动技能、医疗保险。有职工医疗保险一栏的，医疗保险由 INS102 看。填“无”“否”的不算空。
    例：各项都填了不列，健康状况空着列出。
    """
    names = dict(_OF_A_PERSON)
    if "employee_medical_insurance" in persons.fields:
        names.pop("medical_insurance")
    return _stated(persons, names, "person_name", "人员信息")


def _area_within(field: str, ceiling: Setting, words: str) -> Rows:
    return Rows(
        field=field,
        fails=nw.col(field) > ceiling.number,
        unknown=garbled(field),
        because=f"{words}无法识别",
        message=f"{words}填{{{field}}}，大于{ceiling.text}",
        expected=f"不大于{ceiling.text}",
        suggestion="核对面积和单位（亩、平方米）；属实的不必改",
    )


@check("HHD111", severity="info", needs=("arable_land",), pack=DATA_QUALITY, line="面积距离")
def arable_land_is_plausible(household_list: Records, *, farmland_ceiling: Setting) -> Rows:
    """耕地面积大于参数给的上限。

    多为单位填错，只作提示；恰等于不列，空着的不看。例：8亩、100亩不列，5300（平方米填成亩）提示。
    """
    return _area_within("arable_land", farmland_ceiling, "耕地面积")


@check("HHD112", severity="info", needs=("grassland",), pack=DATA_QUALITY, line="面积距离")
def grassland_is_plausible(household_list: Records, *, farmland_ceiling: Setting) -> Rows:
    """牧草地面积大于参数给的上限。

    判法同 HHD111；牧区的县应另定上限。例：100亩不列，101亩提示。
    """
    return _area_within("grassland", farmland_ceiling, "牧草地面积")


@check("HHD113", severity="info", needs=("water_area",), pack=DATA_QUALITY, line="面积距离")
def water_area_is_plausible(household_list: Records, *, farmland_ceiling: Setting) -> Rows:
    """水面面积大于参数给的上限。

    判法同 HHD111。例：2亩不列，1300亩提示。
    """
    return _area_within("water_area", farmland_ceiling, "水面面积")


@check("HHD114", severity="info", needs=("forest_land",), pack=DATA_QUALITY, line="面积距离")
def forest_land_is_plausible(household_list: Records, *, woodland_ceiling: Setting) -> Rows:
    """林地面积大于参数给的上限。

    判法同 HHD111；林区的县应另定上限。例：200亩不列，201亩提示。
    """
    return _area_within("forest_land", woodland_ceiling, "林地面积")


@check("HHD115", severity="info", needs=("converted_land",), pack=DATA_QUALITY, line="面积距离")
def converted_land_is_plausible(household_list: Records, *, woodland_ceiling: Setting) -> Rows:
    """退耕还林面积大于参数给的上限。

    判法同 HHD111。例：20亩不列，2000亩提示。
    """
    return _area_within("converted_land", woodland_ceiling, "退耕还林面积")


@check("HHD116", severity="info", needs=("orchard",), pack=DATA_QUALITY, line="面积距离")
def orchard_is_plausible(household_list: Records, *, woodland_ceiling: Setting) -> Rows:
    """林果面积大于参数给的上限。

    判法同 HHD111。例：15亩不列，1500亩提示。
    """
    return _area_within("orchard", woodland_ceiling, "林果面积")


@check("HHD117", severity="info", needs=("road_distance",), pack=DATA_QUALITY, line="面积距离")
def house_is_near_the_road(household_list: Records, *, road_distance_ceiling: Setting) -> Rows:
    """与村主干路距离大于参数给的上限。

    多为单位（米、公里）填错，只作提示；恰等于不列。例：0.8公里、5公里不列，800（米填成公里）提示。
    """
    return Rows(
        field="road_distance",
        fails=nw.col("road_distance") > road_distance_ceiling.number,
        unknown=garbled("road_distance"),
        because="距离无法识别",
        message="与村主干路距离填{road_distance}，大于{road_distance_ceiling}",
        expected="不大于{road_distance_ceiling}",
        suggestion="核对单位；属实的不必改",
    )

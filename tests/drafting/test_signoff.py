"""Signature and date by 7.3.5.1 (sealed), 7.3.5.2 (not sealed) and 7.3.5.3 (with a signature stamp)."""

import re

import pytest

from drafting.geometry import NATIONAL
from drafting.signoff import joint_seals, sealed, stamped, unsealed
from templates.layout import Laid

AREA, CHARACTER, MILLIMETRE = NATIONAL.area, NATIONAL.character, 1440 / 25.4

DAY = "2024年9月13日"
SHORT, MIDDLE, LONG = "示范县", "示范县农业农村局", "中共示范县委农村工作领导小组办公室"


def left(laid: Laid) -> int:
    return laid.left if laid.left is not None else AREA - (laid.right or 0) - NATIONAL.width(laid.text)


def centre(laid: Laid) -> float:
    return left(laid) + NATIONAL.width(laid.text) / 2


def test_sealed_the_date_is_four_from_the_right_and_the_signature_centred_on_it() -> None:
    signature, day = sealed(MIDDLE, DAY)
    assert day.right == 4 * CHARACTER
    assert abs(centre(signature) - centre(day)) <= 1


def test_sealed_a_long_signature_stays_on_the_page_and_centred() -> None:
    signature, day = sealed(LONG, DAY)
    assert signature.right == 0
    assert abs(centre(signature) - centre(day)) <= 1


def test_unsealed_the_date_begins_two_right_of_the_signature() -> None:
    signature, day = unsealed(LONG, DAY)
    assert signature.right == 2 * CHARACTER
    assert left(day) - left(signature) == 2 * CHARACTER


def test_unsealed_a_date_longer_than_the_signature_is_two_from_the_right() -> None:
    signature, day = unsealed(SHORT, DAY)
    assert day.right == 2 * CHARACTER
    assert left(day) - left(signature) == 2 * CHARACTER


def test_of_several_unsealed_signatures_the_date_goes_by_the_longest() -> None:
    signature, day = unsealed(f"{LONG}\n{MIDDLE}", DAY)
    assert signature.right == 2 * CHARACTER
    assert day.left == AREA - NATIONAL.width(LONG)


def test_a_stamp_leaves_its_room_and_two_characters() -> None:
    signature, day = stamped("县长", "张三", DAY, stamp=True)
    assert (signature.text, signature.right, day.right) == ("县长", 13 * CHARACTER, 4 * CHARACTER)


def test_without_a_stamp_the_name_stands_in_its_place() -> None:
    signature, _ = stamped("县长", "张三", DAY, stamp=False)
    assert (signature.text, signature.right) == ("县长　　张三", 4 * CHARACTER)


@pytest.mark.parametrize(("count", "rows", "across"), [(2, 1, 2), (3, 1, 3), (4, 2, 2), (5, 2, 3), (7, 3, 3)])
def test_seals_in_rows_keep_clear_of_each_other_and_of_the_margins(count: int, rows: int, across: int) -> None:
    names = [f"示范县第{number}局" for number in range(1, count + 1)]
    xml = joint_seals(names, DAY).xml
    columns = [int(width) for width in re.findall(r'gridCol w:w="(\d+)"', xml)][:across]
    left = int(re.findall(r'tblInd w:w="(-?\d+)"', xml)[0])
    heights = [int(height) for height in re.findall(r'trHeight w:val="(\d+)"', xml)]
    assert (len(heights), xml.count("gridCol")) == (rows, rows * across)
    assert all(name in xml for name in names)
    centres = [left + columns[0] * (place + 0.5) for place in range(across)]
    radius = 21 * MILLIMETRE
    assert centres[0] - radius >= 0
    assert centres[-1] + radius <= AREA
    assert columns[0] > 2 * radius
    assert all(height > 2 * radius for height in heights[1:])
    assert abs(AREA - centres[-1] - (4 * CHARACTER + NATIONAL.width(DAY) / 2)) <= 2

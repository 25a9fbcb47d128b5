"""The households of a township that does not exist: villages, names, identity numbers, who is monitored."""

from __future__ import annotations

import random
from functools import cache
from typing import Final

from msgspec import Struct

from values.identity import check_character

COUNTY: Final = "示范县"
TOWNSHIP: Final = "新田镇"
VILLAGES: Final = ("新田村", "上坪村", "石坑村", "黄塘村", "高陂村", "枫树村", "水口村", "竹坝村")
PER_VILLAGE: Final = 40
_AREA: Final = "360799"  # no such county
_GROUPS: Final = ("塘背组", "老屋组", "新屋组", "圳下组", "岭脑组", "河背组")
_SURNAMES: Final = "刘陈李钟曾赖谢黄郭罗廖邱温叶胡范卢徐"
_FIRST: Final = "金春秋水木先贤昌德桂兰福瑞才茂远长庆"
_SECOND: Final = "生华发林祥英秀香明根财富光辉平荣"
_MONITORED: Final = (3, 8, 13, 18, 23, 28, 33)


class Household(Struct, frozen=True):
    key: str
    village: str
    group: str
    householder: str
    identity: str
    number: str
    size: int
    phone: str
    able: int  # people able to work
    monitored: bool
    order: int


@cache
def households() -> tuple[Household, ...]:
    """All of them, village by village; the key is 村 + two digits: 石坑村07."""
    dice = random.Random(20241231)  # noqa: S311 - figures that stay the same, no secret
    names = _names(dice, len(VILLAGES) * PER_VILLAGE)
    found = []
    for v, village in enumerate(VILLAGES):
        for n in range(1, PER_VILLAGE + 1):
            order = v * PER_VILLAGE + n
            size = dice.choices((1, 2, 3, 4, 5, 6, 7), (12, 16, 19, 24, 16, 9, 4))[0]
            able = 0 if n % 9 == 8 else min(size, dice.choice((1, 1, 2, 2, 2, 3)))
            found.append(
                Household(
                    key=f"{village}{n:02d}",
                    village=village,
                    group=_GROUPS[dice.randrange(len(_GROUPS))],
                    householder=names[order - 1],
                    identity=identity(dice.randint(1941, 1958) if not able else dice.randint(1958, 1991), order),
                    number=f"360799020{v + 1}{n:03d}",
                    size=min(size, 2) if not able else size,
                    phone=f"1990000{order:04d}",
                    able=able,
                    monitored=n in _MONITORED or (n == 38 and v % 2 == 1),
                    order=order,
                )
            )
    return tuple(found)


def identity(year: int, order: int) -> str:
    """A number that satisfies the check character."""
    body = f"{_AREA}{year}{order * 5 % 12 + 1:02d}{order * 7 % 28 + 1:02d}{order % 500 * 2 + 1:03d}"
    return body + check_character(body)


def _names(dice: random.Random, count: int) -> list[str]:
    pool = [s + a + b for s in _SURNAMES for a in _FIRST for b in _SECOND] + [s + a for s in _SURNAMES for a in _FIRST]
    return dice.sample(pool, count)


@cache
def cadres() -> tuple[str, ...]:
    """Those who help households and keep records; none of them heads a household."""
    dice = random.Random(7)  # noqa: S311 - the same
    pool = [s + a + b for s in "蔡丁杜方高江蒋孔林马毛孟欧彭秦宋苏" for a in "建国文志晓海" for b in "军民平强伟玲芳"]
    return tuple(dice.sample(pool, 48))


def cadre(order: int) -> str:
    return cadres()[order % len(cadres())]


def ending_in_x(year: int) -> str:
    """A number whose check character is X."""
    return next(number for order in range(900, 1000) if (number := identity(year, order)).endswith("X"))

"""Which county a title, a head or a file name speaks of."""

from __future__ import annotations

import pytest

from xianjie.inputs.contexts import _county_in


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("范县2024年脱贫户收入台账", "河南省/濮阳市/范县"),
        ("示范县农业农村局", None),
        ("乡村振兴模范县名单", None),
        ("安康石泉县", "陕西省/安康市/石泉县"),
        ("关于上犹县2024年项目的通知", "江西省/赣州市/上犹县"),
        ("中共上犹县委", "江西省/赣州市/上犹县"),
        ("2024年上犹县台账", "江西省/赣州市/上犹县"),
        ("鼓楼区", None),
        ("南京市鼓楼区", "江苏省/南京市/鼓楼区"),
    ],
)
def test_a_county_is_named_by_a_word_of_its_own(text: str, county: str | None) -> None:
    found = _county_in(text, None, ())
    assert ("/".join(found) if found else None) == county

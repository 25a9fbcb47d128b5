"""Signature and date by 7.3.5.1 (sealed) and 7.3.5.2 (not sealed)."""

from drafting.signoff import AREA, CHARACTER, sealed, unsealed, width
from templates.layout import Laid

DAY = "2024年9月13日"
SHORT, MIDDLE, LONG = "示范县", "示范县农业农村局", "中共示范县委农村工作领导小组办公室"


def left(laid: Laid) -> int:
    return laid.left if laid.left is not None else AREA - (laid.right or 0) - width(laid.text)


def centre(laid: Laid) -> float:
    return left(laid) + width(laid.text) / 2


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

"""Signature and date by 7.3.5.1 (sealed) and 7.3.5.2 (not sealed)."""

from drafting.signoff import CHARACTER, LINE, sealed, unsealed, width

DAY = "2024年9月13日"
SHORT, MIDDLE, LONG = "示范县", "示范县农业农村局", "中共示范县委农村工作领导小组办公室"


def left(text: str, right: int) -> int:
    return LINE - right - width(text)


def centre(text: str, right: int) -> float:
    return left(text, right) + width(text) / 2


def test_sealed_the_date_is_four_from_the_right_and_the_signature_centred_on_it() -> None:
    place = sealed(MIDDLE, DAY)
    assert place.day == 4 * CHARACTER
    assert abs(centre(MIDDLE, place.signature) - centre(DAY, place.day)) <= 1


def test_sealed_a_long_signature_stays_on_the_page_and_centred() -> None:
    place = sealed(LONG, DAY)
    assert place.signature == 0
    assert abs(centre(LONG, place.signature) - centre(DAY, place.day)) <= 1


def test_unsealed_the_date_begins_two_right_of_the_signature() -> None:
    place = unsealed(LONG, DAY)
    assert place.signature == 2 * CHARACTER
    assert left(DAY, place.day) - left(LONG, place.signature) == 2 * CHARACTER


def test_unsealed_a_date_longer_than_the_signature_is_two_from_the_right() -> None:
    place = unsealed(SHORT, DAY)
    assert place.day == 2 * CHARACTER
    assert left(DAY, place.day) - left(SHORT, place.signature) == 2 * CHARACTER

from __future__ import annotations

from ledgers import faults


def test_codes_are_given_once_and_in_order() -> None:
    codes = list(faults.FAULT_CODES)
    assert codes == [f"LED{number:03d}" for number in range(1, len(codes) + 1)]
    named = {value for name, value in vars(faults).items() if isinstance(value, str) and value.startswith("LED")}
    assert named == set(codes)


def test_every_code_says_what_it_means_and_what_to_do() -> None:
    for entry in faults.FAULT_CODES.values():
        assert entry.title
        assert entry.meaning.endswith("。")
        assert entry.suggestion.startswith("请")

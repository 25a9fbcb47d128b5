"""The register held against policy texts: damage of a scan passes, a changed value and a clause cut out do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents.opening import read_policy_documents
from documents.text import documents_of
from policies.register import Register, load_builtin, load_register
from policies.verification import Verification, policy_texts, verify
from tests.policies.fictional import ENTRIES, TEXT, write_register

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="旁边没有来文文本，不能逐条对照")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return load_register([write_register(tmp_path_factory.mktemp("要求"))])


def held(register: Register, text: str) -> Verification:
    return verify(register, policy_texts("来文.txt", documents_of(text)))


def wrong(verification: Verification) -> list[tuple[str, str | None]]:
    return [(m.kind, m.requirement.id if m.requirement else None) for m in verification.mismatches]


def test_a_text_damaged_by_a_scan_holds(register: Register) -> None:
    verification = held(register, TEXT)
    assert [h.policy.id for h in verification.held] == ["SL24"]
    assert verification.held[0].requirements == len(ENTRIES)
    assert not verification.mismatches


def test_documents_without_a_text_are_listed(register: Register) -> None:
    assert {policy.id for policy in held(register, TEXT).unread} == {"BZ39", "GN21", "GX24", "SQ23", "SY13", "SYQD"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("60%", "50%", [("数值不符", "SL-1-1")]),
        ("1.2万人", "11.2万人", [("数值不符", "SL-1-2")]),
        ("至少建成2个", "至少建成3个", [("数值不符", "SL-2-1")]),
        ("开展1次", "开展2次", [("数值不符", "SL-2-2")]),
        ("5000元", "15000元", [("数值不符", "SL-2-3")]),
        ("10月底", "11月底", [("数值不符", "SL-2-4")]),
        ("六个月", "三个月", [("数值不符", "SL-2-5")]),
        ("每半月", "每月", [("数值不符", "SL-3-1")]),
        ("实地监测", "现场监测", [("措辞不符", "SL-2-2")]),
        ("三、工作要求", "四、工作要求", [("条款不见", "SL-3-1")]),
        ("[2024]7号", "[2024]8号", [("文号不符", None)]),
    ],
)
def test_a_change_is_named(register: Register, old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert old in TEXT
    assert wrong(held(register, TEXT.replace(old, new))) == expected


def test_a_mismatch_says_what_is_expected_and_what_stands_there(register: Register) -> None:
    (mismatch,) = held(register, TEXT.replace("60%", "50%")).mismatches
    assert mismatch.clause == "一、"
    assert mismatch.expected == "60%；“衔接资金用于产业的比重不低于60%”"
    assert "不低于50%" in mismatch.found


def test_every_requirement_of_a_clause_cut_out_is_named(register: Register) -> None:
    cut = re.sub(r"1\.产业奖补.*?〕\n", "", TEXT, flags=re.DOTALL)
    assert wrong(held(register, cut)) == [("条款不见", "SL-2-3"), ("条款不见", "SL-2-4")]


def test_words_that_moved_to_another_clause_are_found_there(register: Register) -> None:
    moved = TEXT.replace("每个乡镇至少建成2个帮扶车间,", "").replace(
        "每半月报送进展", "每个乡镇至少建成2个帮扶车间,每半月报送进展"
    )
    (mismatch,) = held(register, moved).mismatches
    assert mismatch.requirement is not None
    assert mismatch.requirement.id == "SL-2-1"
    assert mismatch.where in {"三、", "二(一)"}


def test_next_years_document_is_not_taken_for_this_years(register: Register) -> None:
    verification = held(register, TEXT.replace("2024", "2025"))
    assert not verification.held
    assert [text.name for text in verification.unknown] == ["示例县2025年帮扶车间和增收工作要点"]


def test_a_document_whose_head_is_lost_is_known_by_its_words(register: Register) -> None:
    body = TEXT[TEXT.index("一、总体目标") :]
    assert [h.policy.id for h in held(register, body).held] == ["SL24"]


def test_a_title_misread_in_a_character_is_known(register: Register) -> None:
    misread = TEXT.replace("示例县2024年帮扶车间和增收工作要点", "示列县2024年帮扶车间和增收工作要点").replace(
        "示农发[2024]7号\n", "\n"
    )
    assert [h.policy.id for h in held(register, misread).held] == ["SL24"]


@needs_seeds
def test_the_built_in_register_holds() -> None:
    texts = [t for f in sorted(SEEDS.glob("*.txt")) for t in policy_texts(f.name, read_policy_documents(f))]
    verification = verify(load_builtin(), texts)
    assert sorted(h.policy.id for h in verification.held) == sorted(load_builtin().policies)
    assert not verification.mismatches
    assert not verification.unknown
    assert not verification.unread


@needs_seeds
@pytest.mark.parametrize(
    ("seed", "old", "new", "requirement"),
    [
        ("000", "不低于 60%", "不低于 50%", "GN21-3-3"),
        ("000", "600元", "800元", "GN21-7-10"),
        ("002", "65%", "60%", "GX24-4-1"),
        ("003", "8500元", "8600元", "SQ23-1-2"),
        ("004", "75%", "70%", "SYQD-3-5"),
        ("001", "22%", "20%", "BZ39-3-0a"),
    ],
)
def test_a_value_altered_in_a_real_text_is_named(seed: str, old: str, new: str, requirement: str) -> None:
    text = next(SEEDS.glob(f"{seed}*.txt")).read_text(encoding="utf-8")
    if seed == "000":
        text = re.sub(r"(?<=\d) (?=元)", "", text)
    assert old in text
    verification = verify(load_builtin(), policy_texts(seed, documents_of(text.replace(old, new))))
    assert ("数值不符", requirement) in wrong(verification)


@needs_seeds
def test_a_clause_cut_out_of_a_real_text_is_named() -> None:
    text = next(SEEDS.glob("002*.txt")).read_text(encoding="utf-8")
    cut = re.sub(r"8\.紧盯项目资产.*\n", "", text)
    named = wrong(verify(load_builtin(), policy_texts("002", documents_of(cut))))
    assert {kind for kind, _ in named} == {"条款不见"}
    assert [requirement for _, requirement in named] == [
        r for r in load_builtin().requirements if r.startswith("GX24-8-")
    ]

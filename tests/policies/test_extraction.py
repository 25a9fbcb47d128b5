"""Drafted entries: the right clause, a quote that stands there, figures found, nothing made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from documents.clauses import path_of
from documents.opening import read_policy_documents
from documents.text import documents_of
from policies.entries import RegisterError
from policies.extraction import Draft, DraftEntry, extract
from policies.passages import holds
from policies.register import load_register
from policies.verification import policy_texts, verify
from reports.policy_draft import OPEN, render_draft
from tests.policies.fictional import ENTRIES, TEXT

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
LEAST_FOUND = 0.9
ONLY_A_YEAR = re.compile(r"\d{4}年度?|\d{4}-\d{4}")


@pytest.fixture(scope="module")
def draft() -> Draft:
    return extract(policy_texts("来文.txt", documents_of(TEXT))[0])


def entry(draft: Draft, words: str) -> DraftEntry:
    return next(e for e in draft.entries if words in e.quote)


def test_what_is_known_of_the_document(draft: Draft) -> None:
    assert (draft.title, draft.number) == ("示例县2024年帮扶车间和增收工作要点", "示农发〔2024〕7号")
    assert (draft.issuer, draft.issued) == ("示例县农业农村局", "2024-03-05")


def test_every_figure_of_the_register_is_drafted(draft: Draft) -> None:
    drafted = {figure.text for e in draft.entries for figure in e.figures}
    wanted = {figure for e in ENTRIES for figure in e["figures"]}  # type: ignore[attr-defined]
    assert wanted <= drafted


def test_every_quote_stands_in_its_clause(draft: Draft) -> None:
    (text,) = policy_texts("来文.txt", documents_of(TEXT))
    clauses = {clause.label: clause for clause in text.clauses}
    assert all(holds(clauses[e.clause].text, e.quote) for e in draft.entries)


def test_what_the_wording_gives_is_guessed(draft: Draft) -> None:
    share = entry(draft, "不低于60%")
    assert (share.kind, share.level, share.strength) == ("threshold", "县", "必须")
    assert entry(draft, "每季度").kind == "frequency"
    assert entry(draft, "8月底").kind == "deadline"
    assert entry(draft, "不超过5000元").kind == "cap"
    assert entry(draft, "1.2万人").targets == ("脱贫人口",)
    assert entry(draft, "每个乡镇").responsible == ("县人社局", "县农业农村局(乡村振兴科)", "各乡镇")


def test_what_the_wording_does_not_give_is_left_open(draft: Draft) -> None:
    paid = entry(draft, "10月底前发放")
    assert (paid.level, paid.strength) == (None, None)
    assert entry(draft, "10%奖补").kind is None


def test_a_short_piece_is_quoted_with_the_one_before_it(draft: Draft) -> None:
    assert entry(draft, "不超过5000元").quote == "对监测对象按实际收入的10%奖补,最高不超过5000元"
    assert [f.text for f in entry(draft, "不超过5000元").figures] == ["5000元"]


def test_the_draft_is_yaml_of_the_registers_shape(draft: Draft) -> None:
    data = yaml.safe_load(render_draft(draft))
    assert data["valid"] == {"from": OPEN, "to": OPEN}
    assert [e["id"] for e in data["requirements"]] == [f"NEW-{n}" for n in range(1, len(draft.entries) + 1)]
    assert all(e["draft"] is True and e["area"] == OPEN for e in data["requirements"])


def test_the_register_refuses_a_draft_and_takes_it_when_confirmed(draft: Draft, tmp_path: Path) -> None:
    rendered = render_draft(draft)
    filled = (
        rendered.replace(f"id: {OPEN}\n", "id: SL24\n")
        .replace(f"[{OPEN}]", "[江西省/赣州市/上犹县]")
        .replace(f"from: {OPEN}, to: {OPEN}", "from: 2024-01-01, to: 2024-12-31")
        .replace(f"level: {OPEN}", "level: 县")
        .replace(f"scope: {OPEN}", "scope: 县")
        .replace(f"area: {OPEN}", "area: 责任落实")
        .replace(f"judged: {OPEN}", "judged: partly")
    )
    (tmp_path / "SL24.yaml").write_text(filled, encoding="utf-8")
    with pytest.raises(RegisterError, match="draft"):
        load_register([tmp_path])
    confirmed = "\n".join(line for line in filled.splitlines() if "draft: true" not in line or line.startswith("#"))
    (tmp_path / "SL24.yaml").write_text(confirmed, encoding="utf-8")
    register = load_register([tmp_path])
    verification = verify(register, policy_texts("来文.txt", documents_of(TEXT)))
    assert [(h.policy.id, h.requirements) for h in verification.held] == [("SL24", len(draft.entries))]
    assert not verification.mismatches


def test_strange_signs_in_a_quote_stay_yaml(draft: Draft) -> None:
    strange = replace(draft.entries[0], quote='a: "b" # c\\n', title="- {x: y}")
    data = yaml.safe_load(render_draft(replace(draft, entries=(strange,))))
    assert data["requirements"][0]["quote"] == strange.quote
    assert data["requirements"][0]["title"] == strange.title


def test_a_text_without_figures_gives_an_empty_list() -> None:
    (text,) = policy_texts("a", documents_of("示例县工作要点\n\n一、任务。做好工作。\n\n二、要求。抓好落实。"))
    assert yaml.safe_load(render_draft(extract(text)))["requirements"] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="旁边没有来文文本，不能逐条对照")
def test_nine_figures_in_ten_of_the_register_are_drafted_from_the_real_texts() -> None:
    texts = [t for f in sorted(SEEDS.glob("*.txt")) for t in policy_texts(f.name, read_policy_documents(f))]
    found: list[bool] = []
    for held in verify(load_register(), texts).held:
        drafted = {(path_of(e.clause), f.text) for e in extract(held.text).entries for f in e.figures}
        asked = [r for r in load_register().requirements.values() if r.policy is held.policy]
        measures = [
            (path_of(r.clause), figure) for r in asked for figure in r.figures if not ONLY_A_YEAR.fullmatch(figure)
        ]
        found += [measure in drafted for measure in measures]
    assert sum(found) >= LEAST_FOUND * len(found)

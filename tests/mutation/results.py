"""A run over modules: mutants made, tried, and written down module by module, so that a broken run goes on where it stopped."""

from __future__ import annotations

import json
import multiprocessing
import random
import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from checks.catalogue import all_checks
from tests.mutation.patterns import NO_START
from tests.mutation.reach import Module, Place, Reach, codes_of, modules
from tests.mutation.sites import Site, sites_of
from tests.mutation.trial import in_place, noticed, tests_fail, trials_of

_MOST_CHECKS = 40  # a definition that more reach is held to the nearest of them


class Task(Struct, frozen=True):
    """What is asked for."""

    only: tuple[str, ...]
    modules: tuple[str, ...]
    sample: int | None
    folder: Path
    again: bool


class Tried(Struct, frozen=True):
    """A mutant and whether a case noticed it."""

    path: str
    definition: str
    line: int
    change: str
    nth: int  # among equal changes of the definition
    killed: bool


def try_modules(task: Task, workers: int) -> list[Tried]:
    """Every mutant asked for, module by module."""
    task.folder.mkdir(parents=True, exist_ok=True)
    names = [name for name, module in modules().items() if _asked(module, task)]
    jobs = [(task, name) for name in names]
    if workers == 1:
        return [tried for job in jobs for tried in _try_module(job)]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        return [tried for found in pool.imap(_try_module, jobs) for tried in found]


def _asked(module: Module, task: Task) -> bool:
    if task.modules and module.name not in task.modules:
        return False
    definitions = module.definitions.values()
    return not task.only or any(code in task.only for each in definitions for code in codes_of(each))


def _try_module(job: tuple[Task, str]) -> list[Tried]:
    task, name = job
    all_checks()  # trials ask the registry, which is filled by what is imported
    known = modules()
    file, stamp = task.folder / f"{name}.json", _stamp(known[name])
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    same = before.get("stamp") == stamp and not task.only
    if same and not task.again:
        return [Tried(**each) for each in before["tried"]]
    past = {_key(each): each["killed"] for each in before["tried"]} if same else {}
    tried = list(_tried(known, name, task, past))
    if not task.only:
        file.write_text(
            json.dumps({"stamp": stamp, "tried": [asdict(t) for t in tried]}, ensure_ascii=False), encoding="utf-8"
        )
    killed = sum(t.killed for t in tried)
    if tried:
        sys.stderr.write(f"{name}: {killed}/{len(tried)}\n")
    return tried


def _key(each: dict[str, Any]) -> tuple[str, str, int]:
    return each["definition"], each["change"], each["nth"]


def _stamp(module: Module) -> str:
    return sha256(module.source.encode()).hexdigest()


def _tried(known: dict[str, Module], name: str, task: Task, past: dict[tuple[str, str, int], bool]) -> Iterator[Tried]:
    module, reach = known[name], Reach(known)
    declared = {code for each in module.definitions.values() for code in codes_of(each)}
    in_a_loop = {check.code for check in all_checks() if check.function.__module__ == name} if not declared else set()
    for definition, statement in module.definitions.items():
        if (name, definition) in reach.told:
            continue
        places = reach.of((name, definition))
        codes = _codes(known, places) or sorted(in_a_loop)
        if task.only:
            codes = [code for code in codes if code in task.only]
        codes = [code for code in codes if trials_of(code)][:_MOST_CHECKS]
        if not codes:
            continue
        dependents = _dependents(known, places, name, codes)
        sites = [site for site in sites_of(statement) if not _same(module, definition, site)]
        for site, nth in _sampled(sites, f"{name}.{definition}", task.sample):
            killed = past.get((definition, site.change, nth), False) or _killed(module, site, dependents, codes)
            yield Tried(module.path, definition, site.line, site.change, nth, killed)


def _same(module: Module, definition: str, site: Site) -> bool:
    """By construction the change changes nothing: ^ in a pattern that is matched, a match of one that begins with ^."""
    if site.change.startswith(NO_START):
        return definition in module.matched
    searched = re.match(r"(?:match → search|search → match): (\w+)\.", site.change)
    return searched is not None and searched[1] in module.anchored


def _codes(known: dict[str, Module], places: Sequence[Place]) -> list[str]:
    return [
        code for module, first in places if (each := known[module].definitions.get(first)) for code in codes_of(each)
    ]


def _dependents(known: dict[str, Module], places: Sequence[Place], name: str, codes: Sequence[str]) -> list[Module]:
    """The modules between the definition and the checks that judge it, each after those it imports from."""
    needed = {m for m, _ in places if not m.startswith("checks.topics")}
    needed |= {check.function.__module__ for check in all_checks() if check.code in codes}
    needed |= {origin for m in needed for origin, _ in known[m].imported.values() if origin in {p for p, _ in places}}
    return [known[each] for each in _in_order(known, needed - {name})]


def _in_order(known: dict[str, Module], names: set[str]) -> list[str]:
    done: list[str] = []

    def visit(each: str) -> None:
        for origin, _ in known[each].imported.values():
            if origin in names and origin not in done and origin != each:
                visit(origin)
        if each not in done:
            done.append(each)

    for each in sorted(names):
        visit(each)
    return done


def _sampled(sites: Sequence[Site], seed: str, sample: int | None) -> list[tuple[Site, int]]:
    counted: dict[str, int] = {}
    found = []
    for site in sites:
        counted[site.change] = counted.get(site.change, -1) + 1
        found.append((site, counted[site.change]))
    if sample is None or len(found) <= sample:
        return found
    return random.Random(seed).sample(found, sample)  # noqa: S311 - no secret


def _killed(module: Module, site: Site, dependents: Sequence[Module], codes: Sequence[str]) -> bool:
    before = site.swap()
    try:
        with in_place(module, module.tree, dependents):
            return noticed(codes) or tests_fail(module.name)
    except Exception:  # noqa: BLE001 - the module cannot even be imported
        return True
    finally:
        site.put(before)

"""Writing many plans: one file a household, by one or several processes; unchanged ones passed over, edited ones kept."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from msgspec import Struct

from templates import CompiledTemplate, Field, compile_template, load_fields
from templates.archive import deflate
from templates.render import DOCS
from values.files import write_beside
from xianjie.replacing import put_aside

try:
    from isal import isal_zlib
except ImportError:
    isal_zlib = None  # type: ignore[assignment]  # stands for "not installed"

CHUNK = 200
Entry = dict[str, str]
Progress = Callable[[int, int], None]


class PlanFile(Struct, frozen=True):
    """One plan to write: its name below the folder, what its template is filled with, and the household's key."""

    name: str
    context: Mapping[str, object]
    household: str
    guarded: bool = False  # a file of that name was changed by hand, or is of unknown origin: it is put aside first

    def source(self, template: str) -> str:
        """What the file depends on; the same source gives the same plan."""
        text = json.dumps([template, self.context], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def plan_fields(kind: str) -> tuple[Field, ...]:
    """What a template of that kind may use."""
    return load_fields(DOCS / f"{kind}.yaml")


def template_file(kind: str, own: Path | None) -> Path:
    return own or DOCS / f"{kind}.docx"


@cache
def compiled(file: Path, kind: str) -> CompiledTemplate:
    """The template, compiled once in a process."""
    return compile_template(file, plan_fields(kind), _fast if isal_zlib is not None else deflate)


def _fast(data: bytes) -> bytes:
    packed: bytes = isal_zlib.compress(data, 2, -15)
    return packed


def write_plans(
    plans: Sequence[PlanFile], folder: Path, template: Path, kind: str, jobs: int, written: Callable[[list[Entry]], None]
) -> None:
    """Render and write; `written` is told of every chunk, so that a run that is broken off can be resumed."""
    chunks = [(folder, template, kind, plans[at : at + CHUNK]) for at in range(0, len(plans), CHUNK)]
    for entries in _in_processes(chunks, jobs) if jobs > 1 and len(chunks) > 1 else map(_write_chunk, chunks):
        written(entries)


def _in_processes(chunks: Sequence[_Chunk], jobs: int) -> Iterator[list[Entry]]:
    """New processes that inherit nothing, as on Windows."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(chunks)), mp_context=context) as pool:
        yield from pool.map(_write_chunk, chunks)


_Chunk = tuple[Path, Path, str, Sequence[PlanFile]]


def _write_chunk(chunk: _Chunk) -> list[Entry]:
    folder, file, kind, plans = chunk
    template = compiled(file, kind)
    sign = digest_of(file)
    return [_write(plan, folder, template, sign) for plan in plans]


def _write(plan: PlanFile, folder: Path, template: CompiledTemplate, sign: str) -> Entry:
    data = template.render(plan.context)
    if plan.guarded and (folder / plan.name).read_bytes() != data:
        put_aside(folder / plan.name)
    write_beside(folder / plan.name, data)
    sha = hashlib.sha256(data).hexdigest()
    return {"file": plan.name, "household": plan.household, "sha256": sha, "source": plan.source(sign)}


@cache
def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


class Standing(Struct, frozen=True):
    """What stands in the folder already: plans that are up to date, and plans that people have worked in."""

    current: Mapping[str, Entry]
    edited: Mapping[str, Entry]
    unknown: frozenset[str]


def standing(plans: Iterable[PlanFile], folder: Path, entries: Mapping[str, Entry], sign: str) -> Standing:
    """Hold the files against the manifest of the last run."""
    current, edited, unknown = {}, {}, set()
    for plan in plans:
        entry, file = entries.get(plan.name), folder / plan.name
        if not file.is_file():
            continue
        if entry is None:
            unknown.add(plan.name)
        elif hashlib.sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
            edited[plan.name] = entry
        elif entry["source"] == plan.source(sign):
            current[plan.name] = entry
    return Standing(current, edited, frozenset(unknown))

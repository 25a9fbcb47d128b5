"""What official documents cost: read and checked, one cold in a process of its own, many in one, beside python-docx.

Processor time of user and system, less that of an interpreter that does nothing; the programs take turns, and medians are
told with the load of the machine. Bytecode is written beforehand, as it is where the program is installed.

Run: python -m benchmarks.documents [--rounds 9]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from documents.opening import documents_in

BATCH = 100
BARE = "什么也不做的解释器"
OURS = "xianjie check 一份通知（全部公文核查项）"
PEER = "python-docx 打开同一份"
COLD: Mapping[str, str] = {
    BARE: "pass",
    OURS: "import sys; from cli.main import main; main(['check', sys.argv[1]])",
    "只读成要素": "import sys; from pathlib import Path; from documents.opening import documents_in; f=Path(sys.argv[1]);"
    " documents_in(f.read_bytes(), f.name)",
    "xianjie --help": "from cli.main import main; main(['--help'])",
    PEER: "import sys, docx; docx.Document(sys.argv[1])",
    "python-docx 打开并取样式": "import sys, docx;"
    " [(p.text, p.style.name, [r.font.size for r in p.runs]) for p in docx.Document(sys.argv[1]).paragraphs]",
}


def main() -> None:
    from tests.specimens import conformant

    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    made = list(conformant().values())
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / str(number) / "公文.docx" for number in range(BATCH)]
        for number, file in enumerate(files):
            file.parent.mkdir()
            file.write_bytes(made[number % len(made)])
        print(f"负载 {os.getloadavg()[0]:.1f}，{os.cpu_count()} 核，Python {sys.version.split()[0]}")
        tell_cold(cold(files[0], Path(folder), rounds))
        tell_batch({name: batch(work, files, rounds) for name, work in BATCHES.items()})


def cold(file: Path, folder: Path, rounds: int) -> Mapping[str, list[float]]:
    """Processor seconds of each program, taking turns; the first turn writes the bytecode and does not count."""
    own = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    taken: dict[str, list[float]] = {name: [] for name in COLD}
    for _ in range(rounds + 1):
        for name, code in COLD.items():
            taken[name].append(processor_time([sys.executable, "-c", code, str(file)], own, folder))
    return {name: runs[1:] for name, runs in taken.items()}


def processor_time(order: Sequence[str], own: Mapping[str, str], folder: Path) -> float:
    before = os.times()
    subprocess.run(order, check=False, capture_output=True, env=own, cwd=folder)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def tell_cold(taken: Mapping[str, Sequence[float]]) -> None:
    bare, peer = (statistics.median(taken[name]) for name in (BARE, PEER))
    print(f"{BARE}：{bare * 1000:.0f} ms")
    for name, runs in taken.items():
        if name != BARE:
            own = statistics.median(runs) - bare
            least = min(runs) - min(taken[BARE])
            print(f"{name}：{own * 1000:.0f} ms，最少 {least * 1000:.0f} ms，与{PEER}之比 {own / (peer - bare):.2f}")


def batch(work: Callable[[Sequence[Path]], object], files: Sequence[Path], rounds: int) -> float:
    """Median of processor seconds for all of them in this process, which has done it before."""
    work(files[:3])
    taken = []
    for _ in range(max(3, rounds // 2)):
        begun = time.process_time()
        work(files)
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def tell_batch(taken: Mapping[str, float]) -> None:
    for name, seconds in taken.items():
        print(f"成批每份：{name} {seconds / BATCH * 1000:.1f} ms")


def check_them(files: Sequence[Path]) -> object:
    from xianjie import CheckRequest, check

    return check(CheckRequest(tuple(files)))


def read_them(files: Sequence[Path]) -> object:
    return [documents_in(file.read_bytes(), file.name) for file in files]


def open_them_as_the_peer(files: Sequence[Path]) -> object:
    """Text, style name and the run's own size: what the library gives without resolving anything."""
    import docx

    opened = [docx.Document(str(file)) for file in files]
    return [
        (part.text, part.style.name, [run.font.size for run in part.runs])  # type: ignore[union-attr]
        for document in opened
        for part in document.paragraphs
    ]


BATCHES: Mapping[str, Callable[[Sequence[Path]], object]] = {
    "xianjie check": check_them,
    "只读成要素": read_them,
    "python-docx 打开并取样式": open_them_as_the_peer,
}


if __name__ == "__main__":
    main()

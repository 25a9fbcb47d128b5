"""What reading an official document costs: one cold in a process of its own, many in one, beside python-docx opening the same.

Run: python -m benchmarks.documents
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from documents.opening import documents_in

ROUNDS = 5
COLD = "import sys,time; a=time.process_time(); {}; print(time.process_time()-a)"
OURS = "from pathlib import Path; from documents.opening import documents_in; f=Path(sys.argv[1]); documents_in(f.read_bytes(), f.name)"
PEER = "import docx; [(p.text, p.style.name, [r.font.size for r in p.runs]) for p in docx.Document(sys.argv[1]).paragraphs]"


def main() -> None:
    from tests.specimens import conformant

    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.docx" for number in range(len(conformant()))]
        for file, data in zip(files, conformant().values(), strict=True):
            file.write_bytes(data)
        ours, peer = (cold(code, files[0]) for code in (OURS, PEER))
        print(f"冷启动读一份（CPU，不计解释器）：{ours * 1000:.0f} ms；python-docx 打开并取样式：{peer * 1000:.0f} ms")
        ours, peer = (batch(read, files) for read in (read_ours, read_peer))
        print(
            f"成批每份（CPU，{len(files)} 份）：{ours * 1000:.1f} ms；python-docx：{peer * 1000:.1f} ms；比 {ours / peer:.2f}"
        )


def cold(code: str, file: Path) -> float:
    """Median of CPU seconds from the first import to the last element."""
    order = [sys.executable, "-c", COLD.format(code), str(file)]
    runs = [subprocess.run(order, check=True, capture_output=True, text=True) for _ in range(ROUNDS)]
    return statistics.median(float(run.stdout) for run in runs)


def batch(read: Callable[[Path], object], files: list[Path]) -> float:
    read(files[0])
    taken = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for file in files:
            read(file)
        taken.append((time.process_time() - begun) / len(files))
    return statistics.median(taken)


def read_ours(file: Path) -> object:
    return documents_in(file.read_bytes(), file.name)


def read_peer(file: Path) -> object:
    """Text, style name and the run's own size: what the library gives without resolving anything."""
    import docx

    document = docx.Document(str(file))
    return [(part.text, part.style.name, [run.font.size for run in part.runs]) for part in document.paragraphs]  # type: ignore[union-attr]


if __name__ == "__main__":
    main()

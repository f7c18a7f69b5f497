"""Times the build: cold, cached, one page edited, nothing changed; plain; by pages and by units.

Run it with ``make bench``. Each figure is the middle one of three runs, as wall time and as CPU
time of every process. On a busy machine only the CPU time and the ratios tell anything.
"""

import argparse
import os
import platform
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from inspections.package import tables
from publishing.pages.generated_parts import APPROVED_PARTS
from tests import programs
from tests.copies import FRAME, copy_of_book
from tests.inspections.fixtures import add_rows
from tools.site.process import environment

RUNS = 3
SIZES = (10, 50, 200)
MORE_UNITS = (10, 100, 1000)
SINGLE = {"second_source_id": "", "second_fragment": ""}
"""What a row has that rests on one source."""
Timed = tuple[float, float]


def timed(act: Callable[[], None]) -> Timed:
    """Return the wall and CPU seconds that something takes, its processes included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    act()
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, spent


def run(root: Path, *command: str) -> None:
    """Run a program of the environment on a copy of the book; stop where it fails."""
    done = programs.run(sys.executable, "-m", *command, cwd=root, env=environment(root))
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")


def pages(root: Path) -> None:
    """Do what ``make pages`` does."""
    run(root, "tools", "build")


def plain(root: Path) -> None:
    """Build the same pages with Jupyter Book alone, with nothing kept."""
    run(root, "inspections", "check")
    run(root, "jupyter_book", "build", str(root), "--path-output", str(root / "plain"), "-Wnq")


def measure(name: str, act: Callable[[], None], prepare: Callable[[], object]) -> Timed:
    """Print and return the middle of three runs."""
    found = []
    for _ in range(RUNS):
        prepare()
        found.append(timed(act))
    wall, cpu = (statistics.median(each) for each in zip(*found, strict=True))
    print(f"{name:<42}{wall:7.1f} s wall{cpu:8.1f} s CPU", flush=True)
    return wall, cpu


def own_book(folder: Path) -> None:
    """Measure this book."""
    root = copy_of_book(folder)

    def forget(*names: str) -> None:
        for name in names:
            shutil.rmtree(root / name, ignore_errors=True)

    def edit() -> None:
        text = (root / "index.md").read_text(encoding="utf-8")
        (root / "index.md").write_text(text + "\nAnother sentence.\n", encoding="utf-8")

    built = "_build"
    cold = measure("cold", lambda: pages(root), lambda: forget(built))
    alone = measure("plain Jupyter Book", lambda: plain(root), lambda: forget("plain", built))
    pages(root)
    kept = ("_build/workshop", "_build/html")
    for name, prepare in {
        "all pages, outputs of cells kept": lambda: forget(*kept),
        "one page's prose edited": edit,
        "nothing changed": lambda: None,
    }.items():
        measure(name, lambda: pages(root), prepare)
    wall, cpu = cold[0] / alone[0], cold[1] / alone[1]
    print(f"cold to plain: {wall:.2f} of the wall time, {cpu:.2f} of the CPU time")


def book_of(units: int, folder: Path) -> None:
    """Measure a generated book: a page for each unit, with figures, findings and a rating."""
    root = copy_of_book(folder, (*FRAME, "tests/reference/mutants"))
    shutil.copytree(Path("chapters"), root / "chapters")
    for page in (root / "chapters").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        if not any(f"{{{name}}}" in text for name in APPROVED_PARTS):
            page.unlink()
    for number in range(units):
        name = "".join(chr(ord("a") + int(digit)) for digit in str(number))  # no typed number
        text = f"# Unit {name}\n\n{UNIT}"
        (root / "chapters" / f"unit-{number}.md").write_text(text, encoding="utf-8")
    names = sorted(page.stem for page in (root / "chapters").glob("*.md"))
    entries = "".join(f"  - file: chapters/{name}\n" for name in names)
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{entries}")
    (root / "index.md").write_text("# A generated book\n\nWords.\n")
    (root / "allowed_words.toml").write_text("")
    wall, cpu = timed(lambda: run(root, "tools", "build"))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # sizes only grow
    print(
        f"{units:>4} units: {wall:6.1f} s wall, {cpu:6.1f} s CPU, "
        f"{1000 * cpu / len(names):5.0f} ms CPU and {memory / len(names):5.2f} MB a page, "
        f"{memory:.0f} MB in all",
        flush=True,
    )


UNIT = """\
The unit was rated {rating}`northamptonshire-pdu-2024`.
Information was used in {fact}`domestic-abuse-information-used-2024` cases.

## Concerns

The police owed {fact}`police-replies-owed-2024` replies.
{finding}`Workloads were too high <workloads-too-high-2024>`.

## Strengths

{finding}`Leaders had a clear vision <vision-clear-2024>`.
"""


def more_units(folder: Path) -> None:
    """Measure this book with more and more units in its list, each with a town and a page."""
    root = copy_of_book(folder)
    pages(root)  # the cells need not run again for a unit
    data, before, held = root / "data", 0.0, 0
    kept = {name: (data / name).read_text(encoding="utf-8") for name in ("units.csv", "places.csv")}
    for number in MORE_UNITS:
        for name, text in kept.items():
            (data / name).write_text(text, encoding="utf-8")
        names = ["".join(chr(ord("a") + int(digit)) for digit in f"{n:04}") for n in range(number)]
        ids = {name: f"unit-{name}" for name in names}
        like = {name: tables.read_raw(data, name)[0] | SINGLE for name in ("units", "places")}
        units = ({"unit_id": ids[n], "name": ids[n], "fragment": ids[n]} for n in names)
        places = ({"place": n, "unit_id": ids[n], "fragment": n} for n in names)
        add_rows(data, "units", *(like["units"] | unit for unit in units))
        add_rows(data, "places", *(like["places"] | place for place in places))
        wall, cpu = timed(lambda: pages(root))
        each = f", {1000 * (cpu - before) / (number - held):4.0f} ms CPU for each" if held else ""
        before, held = cpu, number
        print(f"{number:>4} more units: {wall:6.1f} s wall, {cpu:6.1f} s CPU{each}", flush=True)


def main() -> None:
    """Measure this book, then generated ones; ``--only`` takes one part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("book", "sizes", "units"))
    only = parser.parse_args().only
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"load {load:.1f}: {'quiet' if load < 1 else 'busy, so wall times are too long'}")
    for units in (
        SIZES if only in (None, "sizes") else ()
    ):  # first: the most memory so far only grows
        with tempfile.TemporaryDirectory() as folder:
            book_of(units, Path(folder))
    for part, act in {"book": own_book, "units": more_units}.items():
        if only in (None, part):
            with tempfile.TemporaryDirectory() as folder:
                act(Path(folder))


if __name__ == "__main__":
    main()

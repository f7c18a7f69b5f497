"""A fault: where it is, which rule is broken, what to do; and how many of them are shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHOWN_PER_FILE = 5
"""One mistake can break many rows: ``messages`` shows so many faults of a file and a count."""


@dataclass(frozen=True)
class Fault:
    """One broken rule. ``row`` is the line number in the file; the header is line 1."""

    file: str
    row: int | None
    field: str
    value: str
    rule: str
    advice: str

    def __str__(self) -> str:
        """Return the fault as one line: where, what, which rule, what to do."""
        row = f"row {self.row}" if self.row else ""
        field = f'{self.field} "{shortened(self.value)}"' if self.field else ""
        place = ", ".join(part for part in (self.file, row, field) if part)
        line = " ".join(f"{place}: {self.rule}; {self.advice}".split())
        return line.encode("utf-8", "replace").decode()  # half a character cannot be printed


def messages(faults: Iterable[Fault]) -> list[str]:
    """Return one line a fault, at most ``SHOWN_PER_FILE`` a file and then how many more."""
    by_file: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_file[fault.file].append(fault)
    lines = []
    for file, of_file in by_file.items():
        lines += [str(fault) for fault in of_file[:SHOWN_PER_FILE]]
        if len(of_file) > SHOWN_PER_FILE:
            lines.append(f"and {len(of_file) - SHOWN_PER_FILE} more in {file}")
    return lines


def shortened(text: str, *, most: int = 80) -> str:
    """Return the text on one line, cut where it is longer than ``most`` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def without_known(faults: Iterable[Fault], known: Iterable[Fault]) -> list[Fault]:
    """Return the faults but those of cells that ``known`` has a fault of already."""
    cells = {(fault.file, fault.row, fault.field) for fault in known if fault.field}
    return [fault for fault in faults if (fault.file, fault.row, fault.field) not in cells]


def in_order(faults: Iterable[Fault], files: Sequence[str]) -> list[Fault]:
    """Return the faults by file, in the order of ``files`` and others first, then by row."""
    place = {file: number for number, file in enumerate(files)}
    return sorted(faults, key=lambda fault: (place.get(fault.file, -1), fault.row or 0))

"""Lighthouse, as tests run it: installed from its own lock, on the site as it is published."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from publishing.browser import ARGUMENTS, find_or_install

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LOCK = ("package.json", "package-lock.json")
DESKTOP = ("--preset=desktop",)
MODES: dict[str, tuple[str, ...]] = {"mobile": (), "desktop": DESKTOP}


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of a page: scores of 100, and the wait for the largest piece."""

    scores: dict[str, int]
    largest_paint: float
    """Seconds."""
    faults: tuple[str, ...]

    @property
    def perfect(self) -> bool:
        """All categories at 100."""
        return set(self.scores.values()) == {100}


def environment() -> dict[str, str]:
    """Return the variables for programs that need the environment's own Node."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "CHROME_PATH": find_or_install()}


def install() -> Path:
    """Install what the lock names, once for each lock; return the program."""
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in LOCK)).hexdigest()
    folder = ROOT / "_build" / "lighthouse" / digest[:12]
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not (folder / "ready").is_file():
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in LOCK:
            shutil.copy(HERE / name, folder)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(
            command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"Lighthouse could not be installed:\n{done.stderr[-2000:]}"
        (folder / "ready").touch()
    return program


def run(address: str, mode: str) -> Report:
    """Return what Lighthouse says of a page on a phone or a desk."""
    flags = " ".join(ARGUMENTS)
    command = ["node", str(install()), address, "--quiet", "--output=json", *MODES[mode]]
    command.append(f"--chrome-flags={flags}")
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"Lighthouse stopped on {address}:\n{done.stderr[-2000:]}"
    found = json.loads(done.stdout)
    weighed = {
        audit["id"]
        for category in found["categories"].values()
        for audit in category["auditRefs"]
        if audit["weight"]
    }
    return Report(
        scores={
            name: round(100 * each["score"]) for name, each in sorted(found["categories"].items())
        },
        largest_paint=found["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
        faults=tuple(
            f"{name}: {each['title']} {each.get('displayValue', '')}"
            for name, each in found["audits"].items()
            if name in weighed and each["score"] is not None and each["score"] < 1
        ),
    )

"""Lighthouse, as tests run it: installed from its own lock, on the site as it is published."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests import node, programs
from tools.editions.browser import ARGUMENTS, path

HERE = Path(__file__).parent
DESKTOP = ("--preset=desktop",)
APART = ("performance", "accessibility,best-practices,seo")
"""The speed in a run of its own: what gathers the rest slows a long page many times over."""
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


def install() -> Path:
    """Install Lighthouse; return the program."""
    return node.install(HERE) / "lighthouse" / "cli" / "index.js"


def environment() -> dict[str, str]:
    """Return the variables for Lighthouse: our Node, and the browser."""
    return {**node.environment(), "CHROME_PATH": path()}


def run(address: str, mode: str) -> Report:
    """Return what Lighthouse says of a page on a phone or a desk."""
    found = [_run(address, mode, categories) for categories in APART]
    return Report(
        scores={name: score for each in found for name, score in each.scores.items()},
        largest_paint=found[0].largest_paint,
        faults=tuple(fault for each in found for fault in each.faults),
    )


def _run(address: str, mode: str, categories: str) -> Report:
    command = ["node", str(install()), address, "--quiet", "--output=json", *MODES[mode]]
    command += [f"--only-categories={categories}", f"--chrome-flags={' '.join(ARGUMENTS)}"]
    done = programs.run(*command, env=environment())
    assert done.returncode == 0, f"Lighthouse stopped on {address}:\n{done.stderr[-2000:]}"
    found = json.loads(done.stdout)
    weighed = {
        audit["id"]
        for category in found["categories"].values()
        for audit in category["auditRefs"]
        if audit["weight"]
    }
    paint = found["audits"].get("largest-contentful-paint", {"numericValue": 0})
    return Report(
        scores={
            name: round(100 * each["score"]) for name, each in sorted(found["categories"].items())
        },
        largest_paint=paint["numericValue"] / 1000,
        faults=tuple(
            f"{name}: {each['title']} {each.get('displayValue', '')}"
            for name, each in found["audits"].items()
            if name in weighed and each["score"] is not None and each["score"] < 1
        ),
    )

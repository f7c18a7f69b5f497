"""Lighthouse, as tests run it: installed from its own lock, on the site as it is published."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests import node, programs
from tools.editions.browser import ARGUMENTS, path

HERE = Path(__file__).parent
DESKTOP = ("--preset=desktop",)
APART = ("performance", "accessibility,best-practices,seo")
"""The speed in a run of its own: what gathers the rest slows a long page many times over."""
MODES: dict[str, tuple[str, ...]] = {"mobile": (), "desktop": DESKTOP}


def install() -> Path:
    """Install Lighthouse; return the program."""
    return node.install(HERE) / "lighthouse" / "cli" / "index.js"


def environment() -> dict[str, str]:
    """Return the variables for Lighthouse: our Node, and the browser."""
    return {**node.environment(), "CHROME_PATH": path()}


def run(address: str, mode: str) -> SimpleNamespace:
    """Return what Lighthouse says of a page on a phone or a desk.

    Scores of 100 by category, the wait for the largest piece in seconds, and the faults.
    """
    said = SimpleNamespace(scores={}, largest_paint=0.0, faults=[])
    for categories in APART:
        found = _run(address, mode, categories)
        weighed = set()
        for name, category in found["categories"].items():
            said.scores[name] = round(100 * category["score"])
            weighed |= {audit["id"] for audit in category["auditRefs"] if audit["weight"]}
        for name, each in found["audits"].items():
            if name in weighed and each["score"] is not None and each["score"] < 1:
                said.faults.append(f"{name}: {each['title']} {each.get('displayValue', '')}")
        if paint := found["audits"].get("largest-contentful-paint"):
            said.largest_paint = paint["numericValue"] / 1000
    said.perfect = set(said.scores.values()) == {100}
    return said


def _run(address: str, mode: str, categories: str) -> dict[str, Any]:
    command = ["node", str(install()), address, "--quiet", "--output=json", *MODES[mode]]
    command += [f"--only-categories={categories}", f"--chrome-flags={' '.join(ARGUMENTS)}"]
    done = programs.run(*command, env=environment())
    assert done.returncode == 0, f"Lighthouse stopped on {address}:\n{done.stderr[-2000:]}"
    found: dict[str, Any] = json.loads(done.stdout)
    return found

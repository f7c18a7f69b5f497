"""Every package of the lock has its licence on a page, the same on every machine."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from packaging.requirements import Requirement

from publishing.core.project import ROOT
from publishing.pages import licences
from tests.site import article


def test_every_package_of_the_lock_has_a_licence():
    locked = licences.locked()
    assert len(locked) > 100
    assert set(licences.kept()) == set(locked), "run: make lock"
    assert [name for name, said in licences.kept().items() if said == licences.UNSTATED] == []


def test_what_is_kept_is_what_the_installed_packages_state():
    compared = 0
    for name, said in licences.kept().items():
        stated = licences.stated(name)
        if stated is not None:
            assert said == stated, f"{name}: run: make lock"
            compared += 1
    assert compared > 100


def test_a_package_that_is_not_installed_states_nothing():
    assert licences.stated("no-such-package-anywhere") is None


def test_reading_anew_keeps_what_this_machine_cannot_know(tmp_path, monkeypatch):
    kept = tmp_path / "licences.json"
    kept.write_text(json.dumps({"appnope": "kept", "pandas": "old"}))
    monkeypatch.setattr(licences, "KEPT", kept)
    monkeypatch.setattr(licences, "locked", lambda: {"appnope": "1", "pandas": "2", "new-one": "3"})
    licences.refresh()
    found = json.loads(kept.read_text())
    assert found["appnope"] == "kept"
    assert found["pandas"] == licences.stated("pandas")
    assert found["new-one"] == licences.UNSTATED


def test_the_page_lists_them(site):
    page = article(site / "chapters" / "about.html")
    (table,) = [
        each for each in page.select("table") if "Packages that the book" in each.get_text()
    ]
    assert len(table.select("tbody tr")) == len(licences.locked())


def test_each_direct_dependency_has_its_reason():
    lines = (ROOT / "requirements.in").read_text().splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith("#")]
    assert len(wanted) > 15
    assert [line for line in wanted if not re.match(r"\S+\s+# \w", line)] == []


def direct(lock: str) -> set[str]:
    """Return the packages that a lock says were asked for by name."""
    blocks = re.split(r"(?m)^(?=[a-z0-9])", lock)[1:]
    return {re.match(r"[\w.-]+", each)[0] for each in blocks if "-r requirements.in" in each}


def asked_for(text: str) -> dict[str, str]:
    """Return what requirements.in asks for: bounds of versions by name."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return {re.match(r"[\w.-]+", line)[0].lower(): line for line in lines if line}


def test_the_lock_is_fresh():
    lock = (ROOT / "requirements.txt").read_text()
    wanted = asked_for((ROOT / "requirements.in").read_text())
    assert direct(lock) == set(wanted), "requirements.in changed: run: make lock"
    versions = licences.locked()
    for name, line in wanted.items():
        assert Requirement(line).specifier.contains(versions[name]), f"{name}: run: make lock"
    assert not re.search(r"https?://", lock)


def test_a_stale_lock_is_noticed():
    lock = (ROOT / "requirements.txt").read_text()
    wanted = asked_for((ROOT / "requirements.in").read_text() + "\nanother-one  # a reason\n")
    assert direct(lock) != set(wanted)
    assert "2.0" not in Requirement(wanted["jupyter-book"]).specifier


def test_the_environment_holds_together():
    found = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout

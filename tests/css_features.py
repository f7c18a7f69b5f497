"""What our style sheets ask of a browser: properties, pseudo-classes, at-rules, media features.

``python -m tests.css_features`` asks the three engines about each and writes what was seen into
``tests/reader/css_features.csv``, keeping what is said there of going without.
"""

import csv
import json
import re
import tempfile
from pathlib import Path

from publishing.core.project import ROOT
from publishing.theme.palette import palette_css

SHEETS = sorted((ROOT / "src" / "publishing" / "theme" / "static").glob("*.css"))
TABLE = ROOT / "tests" / "reader" / "css_features.csv"
ASK = """(() => {
  const known = {};
  for (const name of FEATURES) {
    const [kind, word] = name.split(" ");
    known[name] =
      kind === "property" ? CSS.supports(word, "inherit")
      : kind === "selector" ? CSS.supports(`selector(${word})`)
      : kind === "media" ? !matchMedia(`(${word})`).media.includes("not all")
        && !matchMedia(`(${word})`).media.includes("general")
      : (() => {
          const sheet = new CSSStyleSheet();
          const asked = { "@position-try": "--a", "@supports": "(color: red)", "@media": "all" };
          try {
            sheet.insertRule(`${word} ${asked[word] ?? ""} {}`);
            return sheet.cssRules.length === 1;
          } catch { return false; }
        })();
  }
  return known;
})()"""


def features(sheet: str) -> set[str]:
    """Return what a sheet uses, as 'kind word'."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    text = re.sub(r'"[^"]*"', '""', text)
    found = {f"at-rule {name}" for name in re.findall(r"@[\w-]+", text)}
    for query in re.findall(r"@media([^{]*)\{", text):
        found |= {f"media {name}" for name in re.findall(r"\(\s*([\w-]+)\s*[:)]", query)}
    for block in re.findall(r"\{([^{}]*)\}", text):
        names = re.findall(r"(?:^|;)\s*([a-z][\w-]*)\s*:", block)
        found |= {f"property {name}" for name in names}
    for selectors in re.findall(r"(?:^|[{};])([^{};@]+)\{", text):
        for name in re.findall(r"(?<!:)::?[a-z-]+", selectors):
            found.add(f"selector {_whole(name)}")
    return found


def _whole(name: str) -> str:
    """Return a pseudo-class that takes an argument with one."""
    arguments = {":not": "a", ":is": "a", ":has": "a", ":where": "a", ":nth-child": "1"}
    return f"{name}({arguments[name]})" if name in arguments else name


def used() -> set[str]:
    """Return what all our sheets use."""
    sheets = [palette_css(), *(path.read_text(encoding="utf-8") for path in SHEETS)]
    return {one for sheet in sheets for one in features(sheet)}


def table() -> dict[str, dict[str, str]]:
    """Return what was seen, by feature."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["feature"]: row for row in csv.DictReader(file)}


def refresh() -> None:
    """Ask the engines, and write what they know."""
    from tests import engines

    names = sorted(used())
    script = ASK.replace("FEATURES", json.dumps(names))
    seen = {}
    for engine in engines.NAMES:
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            engines.started(engine, Path(folder)) as driver,
        ):
            driver.open("about:blank")
            seen[engine] = driver.run(script)
    before = table() if TABLE.is_file() else {}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", *engines.NAMES, "without"])
        for name in names:
            known = ["yes" if seen[engine][name] else "no" for engine in engines.NAMES]
            writer.writerow([name, *known, before.get(name, {}).get("without", "")])


if __name__ == "__main__":
    refresh()

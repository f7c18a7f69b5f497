"""The design of the packages: which may import which, and what no module may import at all."""

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from inspections.package import tables
from tests.tables import each_row

ROOT = Path(__file__).parents[1]
CODE = ROOT / "src"
CHAPTERS = ROOT / "chapters"
FOREIGN = ("sphinx", "docutils", "myst_nb", "publishing")
"""What the facts must not know of."""

MAY_IMPORT = {
    "inspections": {
        "__init__": {"book", "package"},
        "package": {"errors"},
        "arithmetic": set(),
        "register": {"package", "arithmetic"},
        "checks": {"errors", "package", "arithmetic", "register"},
        "language": {"package", "register", "arithmetic"},
        "drawing": {"package", "register"},
        "charts": {"package", "drawing", "register", "arithmetic", "language"},
        "book": {"package", "register", "language"},
        "proposals": {"errors", "package", "arithmetic", "checks"},
        "command_line": set(),
        "errors": set(),
        "__main__": {"command_line", "errors", "package", "checks", "proposals"},
    },
    "publishing": {
        "__init__": set(),
        "core": set(),
        "records": {"core"},
        "markup": {"core"},
        "evidence": {"core", "records", "markup"},
        "figures": {"core", "records", "markup", "evidence"},
        "downloads": {"core", "records", "markup", "evidence"},
        "theme": {"core", "records", "downloads", "markup", "evidence"},
        "pages": {"core", "records", "markup", "evidence", "downloads", "theme"},
        "extension": {
            *("core", "records", "markup", "evidence"),
            *("figures", "downloads", "theme", "pages"),
        },
    },
    "tools": {
        "__init__": set(),
        "lint": set(),
        "editions": set(),
        "new_page": set(),
        "fetch_runtimes": set(),
        "site": {"editions", "lint"},
        "approval": {"site"},
        "release": {"new_page", "site"},
        "tasks": {"lint", "new_page", "site"},
        "__main__": {
            "approval",
            "editions",
            "lint",
            "new_page",
            "release",
            "fetch_runtimes",
            "site",
            "tasks",
        },
    },
}
"""The rooms of each package, folders and single files, and the rooms that each may know."""

PACKAGES = {
    "inspections": set(),
    "publishing": {"inspections"},
    "tools": {"inspections", "publishing"},
}
"""The packages, and the packages that each may know."""

MOST_ROOMS, MOST_MODULES = 8, 12
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
MOST_OF_PICTURES = 2_200
"""Sizes in which a reader finds the way: rooms and modules of a folder, lines of a text."""


def sources(folder: Path) -> dict[str, str]:
    """Return the text of each module in ``folder``, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


# --- Imports ---------------------------------------------------------------------------------


def imports(source: str, *, package: str = "inspections") -> set[str]:
    """Return the dotted names that a module of ``package`` imports, wherever it does so."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            start = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            found |= {start} | {f"{start}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).split(".")[-1]
            if called in ("import_module", "__import__"):
                found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return found


def rooms(imported: Iterable[str], *, package: str = "inspections") -> set[str]:
    """Return the rooms of ``package`` among imported names: the second part of each."""
    parts = [name.split(".") for name in imported]
    named = {part[1] for part in parts if part[0] == package and len(part) > 1}
    return named & set(MAY_IMPORT[package])


def foreign(imported: Iterable[str]) -> set[str]:
    return {name.split(".")[0] for name in imported} & set(FOREIGN)


@each_row
def test_a_foreign_import_is_noticed(source: str, expected: list[str]) -> None:
    assert foreign(imports(source)) == set(expected)


@each_row
def test_an_import_of_another_room_is_noticed(
    source: str, package: str, expected: list[str]
) -> None:
    assert rooms(imports(source, package=package)) == set(expected)


def imports_of(package: str) -> Iterator[tuple[str, set[str]]]:
    """Return each module of a package, as its path, and what it imports."""
    for path, source in sources(CODE / package).items():
        folder = ".".join([package, *Path(path).parts[:-1]])
        yield path, imports(source, package=folder)


def test_the_facts_know_nothing_of_the_site() -> None:
    found = dict(imports_of("inspections"))
    assert {"package/tables.py", "register/model.py", "drawing/figure.py"} < set(found)
    assert {path: foreign(names) for path, names in found.items() if foreign(names)} == {}


def test_the_arrows_between_the_packages_go_one_way() -> None:
    assert {path.name for path in CODE.iterdir() if path.is_dir() and sources(path)} == set(
        PACKAGES
    )
    list(TopologicalSorter(PACKAGES).static_order())  # raises CycleError
    for package, allowed in PACKAGES.items():
        for path, names in imports_of(package):
            known = {name.split(".")[0] for name in names} & set(PACKAGES)
            assert known <= allowed | {package}, f"{package}/{path} must not import {known}"


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_the_arrows_between_the_rooms_go_one_way(package: str) -> None:
    allowed = MAY_IMPORT[package]
    seen = set()
    for path, names in imports_of(package):
        room = Path(path).parts[0].removesuffix(".py")
        assert room in allowed, f"{path}: say in MAY_IMPORT which rooms it may know"
        too_many = rooms(names, package=package) - allowed[room] - {room}
        assert not too_many, f"{package}/{path} must not import {', '.join(sorted(too_many))}"
        seen.add(room)
    assert seen == set(allowed)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_no_two_rooms_may_know_each_other(package: str) -> None:
    order = list(TopologicalSorter(MAY_IMPORT[package]).static_order())  # raises CycleError
    assert len(order) >= 8


def folders() -> dict[Path, list[Path]]:
    """Return each folder of code with its modules."""
    folders = {path.parent for path in CODE.rglob("*.py")}
    return {
        folder: [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        for folder in sorted(folders)
    }


def long_functions(source: str) -> list[str]:
    """Return the names of functions with more lines than a reader takes in at once."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return [
        node.name
        for node in functions
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]


def test_no_folder_holds_more_than_a_reader_overlooks() -> None:
    held = folders()
    assert len(held) >= 20
    crowded = {str(path): len(modules) for path, modules in held.items()}
    assert {path: count for path, count in crowded.items() if count > MOST_MODULES} == {}
    for package in PACKAGES:
        inner = {path for path in held if path.parent == CODE / package}
        assert 1 < len(inner) <= MOST_ROOMS, package


def test_a_long_function_is_noticed() -> None:
    lines = ["def f():", *["    x = 1"] * LONGEST_FUNCTION]
    assert long_functions("\n".join(lines)) == ["f"]
    assert long_functions("\n".join(lines[:-1])) == []


def test_no_module_and_no_function_is_too_long() -> None:
    modules = sources(CODE)
    assert len(modules) > 100
    lengths = {path: source.count("\n") for path, source in modules.items()}
    assert {path: count for path, count in lengths.items() if count > LONGEST_MODULE} == {}
    functions = {path: long_functions(source) for path, source in modules.items()}
    assert {path: names for path, names in functions.items() if names} == {}


def test_the_arrows_between_the_modules_of_the_checks_go_one_way() -> None:
    found = {
        f"inspections.{path.removesuffix('.py').replace('/', '.')}": names
        for path, names in imports_of("inspections")
        if path.startswith("checks/") and not path.endswith("__init__.py")
    }
    assert {"inspections.checks.faults", "inspections.checks.schema"} < set(found)
    arrows = {module: names & set(found) for module, names in found.items()}
    order = list(TopologicalSorter(arrows).static_order())  # raises CycleError
    assert order[0] == "inspections.checks.faults"


def test_the_code_of_all_pictures_stays_small() -> None:
    texts = [
        text
        for room in ("charts", "drawing")
        for text in sources(CODE / "inspections" / room).values()
    ]
    assert len(texts) > 10
    assert sum(text.count("\n") for text in texts) <= MOST_OF_PICTURES


def test_one_kind_of_picture_knows_no_other() -> None:
    found = {
        path: {name for name in names if name.startswith("inspections.charts.")}
        for path, names in imports_of("inspections")
        if path.startswith("charts/")
    }
    assert {"charts/tiles.py", "charts/strip.py", "charts/squares.py"} < set(found)
    modules = {f"inspections.{path.removesuffix('.py').replace('/', '.')}" for path in found}
    for path, names in found.items():
        assert not names & modules, path


# --- What no module names --------------------------------------------------------------------

YEAR = re.compile(r"(?<![\d#])(?:19|20)\d\d(?!\d)")
CITATION = re.compile(r"^\s*Formula: .*$", re.MULTILINE)
NAMESPACE = re.compile(r"http://www\.(w3|idpf)\.org/[\w/]+")
"""An XML namespace, whose year belongs to its name."""
ROUND = 2000
"""A round number that is no year."""


def words(source: str) -> Iterator[str]:
    """Return the strings, names and whole numbers of a module; not what a formula cites."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and ast.get_docstring(node)
        if isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield CITATION.sub("", node.value) if id(node) in docstrings else node.value
        elif isinstance(node, ast.Constant) and type(node.value) is int and node.value != ROUND:
            yield str(node.value)
        for field in ("id", "attr", "name", "arg", "asname", "module"):
            if isinstance(name := getattr(node, field, None), str):
                yield name


def years(source: str) -> list[str]:
    return [word for word in words(source) if YEAR.search(NAMESPACE.sub("", word))]


@cache
def subjects() -> set[str]:
    """Return what the data is about: ids, units, offices and regions of inspections."""
    package = tables.load(ROOT / "data")
    inspections, offices = package["inspections"], package["offices"]
    return {
        package.subject["unit"],
        package.subject["unit_name"],
        *inspections["inspection_id"],
        *inspections["unit"],
        *inspections["region"],
        *offices["name"],
    }


def subjects_named(source: str) -> list[str]:
    """Return the subjects that a module's strings or identifiers contain as whole words."""
    text = "\n".join(words(source)).lower().replace("_", " ").replace("-", " ")
    plain = {name: name.lower().replace("-", " ") for name in subjects()}
    return sorted(
        name for name, each in plain.items() if re.search(rf"\b{re.escape(each)}\b", text)
    )


def chapters_named(source: str) -> set[str]:
    """Return the chapters that a module names, by docname or by file."""
    stems = sorted(path.stem for path in CHAPTERS.glob("*.md"))
    assert stems
    file = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, stems))})(?=\.(?:md|html)\b)")
    found = set()
    for word in words(source):
        found |= set(re.findall(r"chapters/[\w-]+", word))
        found |= {f"chapters/{stem}" for stem in file.findall(word)}
    return found


@each_row
def test_a_year_in_a_module_is_noticed(source: str) -> None:
    assert len(years(source)) == 1


@each_row
def test_what_is_no_year_is_let_be(source: str) -> None:
    assert years(source) == []


@each_row
def test_a_subject_in_a_module_is_noticed(source: str) -> None:
    assert len(subjects()) >= 8
    assert subjects_named(source)


@each_row
def test_a_chapter_in_a_module_is_noticed(source: str, expected: list[str]) -> None:
    assert chapters_named(source) == set(expected)


@pytest.mark.parametrize("names", [years, subjects_named, chapters_named])
def test_no_module_names_a_year_a_subject_or_a_chapter(
    names: Callable[[str], Collection[str]],
) -> None:
    modules = sources(CODE)
    assert {"inspections/arithmetic/statistics.py", "publishing/pages/generated_parts.py"} < set(
        modules
    )
    found = {path: names(source) for path, source in modules.items()}
    assert {path: named for path, named in found.items() if named} == {}


def test_no_template_or_script_names_a_chapter() -> None:
    kinds = {".html", ".htm", ".js", ".md", ".xhtml"}
    files = [path for path in CODE.rglob("*.*") if path.suffix in kinds]
    assert len(files) > 30
    assert [file.name for file in files if "chapters/" in file.read_text("utf-8")] == []

"""What students take away as a whole: one spreadsheet, and a ZIP of the notebooks and their data.

``study-files`` lists these, and each chapter's notebook, with its links.
"""

from importlib.metadata import version
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from inspections.register import Register
from publishing.core.file_cache import cached, recipe
from publishing.core.project import inputs_digest
from publishing.core.templates import templates
from publishing.core.write_files import put
from publishing.core.zip_archive import zip_bytes
from publishing.downloads import data_files, notebooks, wheel
from publishing.markup.node_factories import bullets, link
from publishing.records.edition import file_name
from publishing.records.load_register import register_of

ARCHIVE = "notebooks-and-data.zip"
TEMPLATES = Path(__file__).parent
README = "notebooks-readme.md"
NEEDED = ("pandas", "altair", "vl-convert-python")
"""What a notebook needs besides the book's package; the versions are those of this build."""
COPIED = ("LICENSE", "CITATION.cff")


class StudyFiles(nodes.General, nodes.Element):
    """Holds the place of the list until every page has been read."""


class StudyFilesDirective(SphinxDirective):
    """Lists spreadsheet, archive and notebooks."""

    def run(self) -> list[nodes.Node]:
        """Return the mark that is filled in later."""
        return [StudyFiles()]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the placeholder by the list."""
    for place in list(doctree.findall(StudyFiles)):
        listed = _list(app, up="../" * docname.count("/"))
        listed["classes"].append("from-data")
        place.replace_self(listed)


def _list(app: Sphinx, *, up: str) -> nodes.bullet_list:
    folder = f"{up}{data_files.DOWNLOADS_DIR}"
    register = register_of(app)
    package = wheel.file_name(register.package.descriptor)
    home = app.config.html_baseurl
    entries: list[list[nodes.Node]] = [
        [
            link("The spreadsheet (XLSX)", f"{folder}/{file_name(register, 'xlsx')}"),
            nodes.Text(", with the main tables, a sheet each"),
        ],
        [
            link("All notebooks with their data (ZIP)", f"{folder}/{ARCHIVE}"),
            nodes.Text(", to unpack and run without a network"),
        ],
        [
            link("The package for Python, with its data (WHL)", f"{folder}/{package}"),
            nodes.Text(": install it with "),
            nodes.literal("", f"pip install {home}{data_files.DOWNLOADS_DIR}/{package}"),
        ],
    ]
    titles = {docname: app.env.titles[docname].astext() for docname in notebooks.sources(app)}
    entries += [
        [link(f"{title} (IPYNB)", f"{up}{notebooks.path(docname)}"), nodes.Text(", as a notebook")]
        for docname, title in sorted(titles.items(), key=lambda pair: pair[1])
    ]
    return bullets(entries)


def write_spreadsheet(app: Sphinx) -> None:
    """Write the spreadsheet beside the other files of the data."""
    register = register_of(app)
    content = cached("spreadsheet", inputs_digest(Path(app.srcdir)), lambda: _spreadsheet(register))
    put(app.outdir, {f"{data_files.DOWNLOADS_DIR}/{file_name(register, 'xlsx')}": content})


def write_archive(app: Sphinx) -> None:
    """Write the archive, after everything that goes into it."""
    files = archive_files(app, Path(app.outdir))
    archive = cached("archive", recipe(files), lambda: zip_bytes(files))
    put(app.outdir, {f"{data_files.DOWNLOADS_DIR}/{ARCHIVE}": archive})


def archive_files(app: Sphinx, site: Path) -> dict[str, bytes]:
    """Return what the archive holds: notebooks, data, the package, how to run and cite them."""
    package = wheel.file_name(register_of(app).package.descriptor)
    source = Path(app.srcdir)
    files = {"README.md": readme(app, package).encode()}
    files["requirements.txt"] = requirements(package).encode()
    files |= {name: (source / name).read_bytes() for name in COPIED if (source / name).is_file()}
    paths = sorted((site / notebooks.NOTEBOOKS_DIR).glob("*.ipynb"))
    paths += sorted((site / data_files.PACKAGE).glob("*.*"))
    files |= {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    return files | {package: (site / data_files.DOWNLOADS_DIR / package).read_bytes()}


def requirements(wheel_name: str) -> str:
    """Return the archive's requirements: a notebook program, libraries, the book's package."""
    lines = ["jupyterlab", *(f"{name}=={version(name)}" for name in NEEDED)]
    return "\n".join([*lines, f"./{wheel_name}"]) + "\n"


def readme(app: Sphinx, wheel_name: str) -> str:
    """Return what a reader must know who has nothing but the archive."""
    template = templates(TEMPLATES).get_template(README)
    text: str = template.render(
        book=app.config.project,
        version=register_of(app).package.descriptor["version"],
        home=app.config.html_baseurl,
        package=wheel_name,
    )
    return text + "\n"


def _spreadsheet(register: Register) -> bytes:
    from publishing.downloads import spreadsheet  # a build that keeps it need not import pandas

    return spreadsheet.spreadsheet(register)

/* Compiles Python's library beforehand: node compile_library.mjs FOLDER, which holds Pyodide.

   Pyodide brings its library as source, which each start in a reader's browser would compile again:
   half of the time to a first answer. Python itself compiles it here, to the same bytes each time. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const library = join(folder, "python_stdlib.zip");
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: `${folder}/`, env: { PYTHONHASHSEED: "0", HOME: "/" } });
python.FS.writeFile("/source.zip", readFileSync(library));
python.runPython(`
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from importlib.util import source_hash

with zipfile.ZipFile("/source.zip") as source, zipfile.ZipFile("/compiled.zip", "w") as compiled:
    for name in sorted(source.namelist()):
        content = source.read(name)
        if name.endswith(".py"):
            code = compile(content, f"/lib/python314.zip/{name}", "exec", dont_inherit=True)
            content, name = _code_to_hash_pyc(code, source_hash(content), False), f"{name}c"
        entry = zipfile.ZipInfo(name)  # of 1980, whenever this runs
        compiled.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
`);
writeFileSync(library, python.FS.readFile("/compiled.zip"));

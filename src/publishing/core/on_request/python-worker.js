/* Runs a cell of Python: standard library only, names of its own, the data one folder up.

   The seam for pandas, and what else is not in the standard library: put its wheels beside Pyodide
   (runtimes.toml), name them in pyodide-lock.json, and await python.loadPackagesFromImports(code) before
   `run`. What a cell then draws goes into `images`, each with its words, as in r.js. */
import "./lease.js";
import { loadPyodide } from "./python/pyodide.mjs";

const HELPER = `
import io, sys, traceback
from pyodide.code import eval_code

def run(code):
    sys.stdout = sys.stderr = out = io.StringIO()
    failed = False
    try:
        value = eval_code(code, {"__name__": "__main__"}, filename="cell")
        if value is not None:
            print(repr(value))
    except BaseException as problem:
        failed = True
        kept = problem.__traceback__
        while kept and kept.tb_frame.f_code.co_filename != "cell":
            kept = kept.tb_next
        traceback.print_exception(type(problem), problem, kept)
    return out.getvalue(), failed
`;

const ready = loadPyodide({ indexURL: new URL("python/", import.meta.url).href }).then((python) => {
  python.FS.mkdirTree("/book/data");
  python.FS.mkdirTree("/book/chapters");
  python.FS.chdir("/book/chapters");
  python.runPython(HELPER);
  // Python reads here, now and then, which signal it was sent: 2 interrupts it.
  python.setInterruptBuffer({ get 0() { return self.halted() ? 2 : 0; }, set 0(taken) {} });
  return python;
});

self.onmessage = async ({ data: { code, files } }) => {
  try {
    const python = await ready;
    if (code === undefined) return self.postMessage({});
    for (const [name, bytes] of Object.entries(files)) {
      python.FS.writeFile(`/book/data/${name}`, bytes);
    }
    const [text, failed] = python.globals.get("run")(code).toJs();
    self.postMessage({ text, failed, images: [] });
  } catch (problem) {
    self.postMessage({ problem: String(problem) });
  }
};

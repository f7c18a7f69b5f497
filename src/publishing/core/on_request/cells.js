/* Lets a reader run and change a cell of code, once page-code.js has been asked to.

   A cell's runtime is a module that `data-runtime` names: start(base) gives {ready, run, stop}. All
   cells of a language share one; each run has names of its own, so that none rests on another. */
const LONGEST = 20000;
const started = new Map(); // what each runtime's module gave, or will give
const live = new Map(); // what can be stopped, though it may not be ready

const begin = (address) => {
  if (!started.has(address)) {
    started.set(address, import(address).then((module) => {
      live.set(address, module.start(new URL(".", address)));
      const runtime = live.get(address);
      return runtime.ready.then(() => runtime);
    }));
  }
  return started.get(address);
};
/* The tables that the code names, from the book's own data; what is not there, the code will say. */
const tables = async (code, root) => {
  const names = new Set([...code.matchAll(/\bdata\/([\w.-]+)/g)].map(([, name]) => name));
  const found = await Promise.all([...names].map(async (name) => {
    const answer = await fetch(new URL(`data/${name}`, root));
    return answer.ok ? [[name, new Uint8Array(await answer.arrayBuffer())]] : [];
  }));
  return Object.fromEntries(found.flat());
};
const counted = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

export const open = ({ cell, button: opener, about, root, address }) => {
  if (opener.hidden) return;
  const { language } = cell.dataset;
  const listing = about.nextElementSibling;
  const code = listing.textContent.trimEnd();
  const printed = cell.querySelector(".page-code-printed");
  let stop = null; // while code runs

  const label = make("label", {}, `Code in ${language}, to change`);
  const field = make("textarea");
  label.htmlFor = field.id = `${about.id}-field`;
  field.spellcheck = false;
  field.autocapitalize = "off";
  field.value = code;
  const hint = make("p", { class: "page-code-about" },
    "Ctrl and Enter run it, Escape stops it. Every run begins from nothing.");
  hint.id = `${about.id}-hint`;
  field.setAttribute("aria-describedby", hint.id);
  const run = makeButton("Run", () => start());
  const halt = makeButton("Stop", () => stop?.("Stopped"));
  halt.setAttribute("aria-disabled", "true");
  const reset = makeButton("Reset", () => {
    stop?.("Stopped");
    field.value = code;
    shown.replaceChildren();
    printed.hidden = false;
    status.textContent = "Code and output are as printed again.";
  });
  const tools = make("div", { class: "page-code-tools" }, run, halt, reset);
  const status = make("p", { class: "page-code-status", role: "status" });
  const shown = make("div", { class: "page-code-shown" });
  listing.before(label, field, hint, tools, status);
  printed.before(shown);

  const show = ({ text, images }) => {
    const cut = text.length > LONGEST;
    const lines = make("pre", {},
      (cut ? `${text.slice(0, LONGEST)}\n… and more, not shown` : text.trimEnd()) || "(nothing printed)");
    const region = make("div", {
      class: "output-region",
      role: "region",
      "aria-label": `Output of your code in ${language}`,
      tabindex: 0,
    }, make("div", { class: "highlight" }, lines)); // as what the book prints
    const plots = images.map(({ bitmap, words }, number) => {
      const canvas = make("canvas", {
        width: bitmap.width,
        height: bitmap.height,
        role: "img",
        "aria-label": `Plot ${number + 1} of your code`,
      });
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      return make("figure", { class: "page-code-plot" }, canvas, make("figcaption", {}, words));
    });
    shown.replaceChildren(region, ...plots);
    printed.hidden = true;
  };

  const start = async () => {
    if (stop) return;
    const began = performance.now();
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} seconds`;
    const stopped = new Promise((done, failed) => {
      stop = (said) => {
        live.get(address)?.stop();
        started.delete(address);
        failed(said);
      };
    });
    halt.setAttribute("aria-disabled", "false");
    status.textContent = started.has(address) ? "Running…" : `Loading ${language}…`;
    let loaded = false;
    try {
      const given = field.value;
      const files = await tables(given, root);
      const one = await Promise.race([begin(address), stopped]);
      loaded = true;
      status.textContent = "Running…";
      const answer = await Promise.race([one.run(given, files), stopped]);
      show(answer);
      const lines = answer.text.trim() ? answer.text.trimEnd().split("\n") : [];
      const plots = answer.images.length ? ` and ${counted(answer.images.length, "plot")}` : "";
      status.textContent = answer.failed
        ? `The code stopped with an error: ${lines.at(-1)}`
        : `Done in ${seconds()}: ${counted(lines.length, "line")} of output${plots}.`;
    } catch (problem) {
      shown.replaceChildren(); // what an earlier run printed is not this one's
      if (typeof problem === "string") {
        status.textContent = `${problem} after ${seconds()}. The next run starts ${language} again.`;
      } else if (loaded) {
        stop(); // what broke may not be used again
        status.textContent = `${language} broke off: ${problem.message}. The next run starts it again.`;
      } else {
        live.get(address)?.stop();
        started.delete(address);
        status.textContent = `${language} could not be loaded. Code and output below are as printed.`;
        printed.hidden = false;
      }
    }
    stop = null;
    halt.setAttribute("aria-disabled", "true");
  };
  cell.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && stop) {
      event.preventDefault();
      stop("Stopped");
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === field) {
      event.preventDefault();
      start();
    }
  });
  field.rows = code.split("\n").length + 1;
  listing.hidden = opener.hidden = true;
  run.focus();
  start();
};

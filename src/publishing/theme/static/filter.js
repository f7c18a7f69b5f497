const makeFilter = (home) => {
  const entries = [...document.querySelectorAll(".entry")];
  const groups = [...document.querySelectorAll(".entries")];
  const marks = new Map(entries.map((each) => [each, each.querySelector(".entry-mark").dataset]));
  const form = make("form", { "aria-label": "Narrow the entries" });
  form.addEventListener("submit", (event) => event.preventDefault());
  const chosen = {};
  let words = "";
  const status = make("p", { role: "status" });
  const texts = new Map(entries.map((entry) => [entry, entry.textContent]));
  const show = () => {
    let count = 0;
    for (const entry of entries) {
      const fits =
        Object.entries(chosen).every(([name, value]) => !value || marks.get(entry)[name] === value) &&
        matching.fits(texts.get(entry), words);
      entry.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector(".entry:not([hidden])");
    }
    const all = `${count} of ${entries.length} entries shown`;
    status.textContent = count ? all : "No entry fits. Try another word, or show all again.";
  };
  const add = (title, control, event, act) => {
    control.addEventListener(event, act);
    /* the space parts the two where no style sheet does */
    form.append(make("label", {}, `${title} `, control));
  };
  const field = make("input", { type: "search" });
  add("Any words", field, "input", () => {
    words = field.value;
    show();
  });
  for (const [name, title] of [["inspection", "Inspection"], ["topic", "Theme"]]) {
    const select = make("select", {}, new Option("all", ""));
    for (const value of new Set([...marks.values()].map((mark) => mark[name]))) {
      select.append(new Option(value));
    }
    add(title, select, "change", () => {
      chosen[name] = select.value;
      show();
    });
  }
  const everything = () => {
    form.reset();
    words = "";
    for (const name of Object.keys(chosen)) chosen[name] = "";
    show();
  };
  form.append(makeButton("Show all", everything), status);
  home.replaceChildren(form);
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      everything();
      target.scrollIntoView();
    }
  });
};

(() => {
  const home = document.querySelector(".entries-filter");
  if (!home || !document.querySelector(".entry")) return;
  const open = () => {
    makeFilter(home);
    home.querySelector("input").focus();
  };
  home.append(makeButton("Narrow the entries", open));
})();

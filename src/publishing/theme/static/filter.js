const makeFilter = (home) => {
  const entries = [...document.querySelectorAll(".entry")];
  const groups = [...document.querySelectorAll(".entries")];
  const inTables = entries[0].matches("tr");
  const marks = new Map(entries.map((each) => [each, each.querySelector(".entry-mark").dataset]));
  const form = document.createElement("form");
  form.setAttribute("aria-label", "Narrow the entries");
  form.addEventListener("submit", (event) => event.preventDefault());
  const chosen = {};
  let words = "";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const texts = new Map(
    entries.map((entry) => [entry, (inTables ? entry.cells[0] : entry).textContent]),
  );
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
      const frame = group.closest(".table-wrapper") || group;
      frame.hidden = !group.querySelector(".entry:not([hidden])");
    }
    const all = `${count} of ${entries.length} entries shown`;
    status.textContent = count ? all : "No entry fits. Try another word, or show all again.";
  };
  const add = (title, control, event, act) => {
    const label = document.createElement("label");
    label.textContent = `${title} `; /* the space parts the two where no style sheet does */
    control.addEventListener(event, act);
    label.append(control);
    form.append(label);
  };
  const field = document.createElement("input");
  field.type = "search";
  add(inTables ? "Name" : "Any words", field, "input", () => {
    words = field.value;
    show();
  });
  const titles = { inspection: "Inspection", topic: "Theme", region: "Region", rating: "Rating" };
  for (const [name, title] of Object.entries(titles)) {
    const orders = new Map();
    for (const mark of marks.values()) {
      if (name in mark) orders.set(mark[name], mark[`${name}Order`] || mark[name]);
    }
    if (!orders.size) continue;
    const select = document.createElement("select");
    const found = [...orders];
    if (inTables) found.sort(([, one], [, other]) => one.localeCompare(other));
    select.append(new Option("all", ""));
    for (const [value] of found) select.append(new Option(value));
    add(title, select, "change", () => {
      chosen[name] = select.value;
      show();
    });
  }
  const sort = (place, name) => {
    const key = (row) => marks.get(row)[`${name}Order`] || row.cells[place].textContent.trim();
    for (const table of groups) {
      const rows = entries.filter((each) => table.contains(each));
      rows.sort((one, other) => key(one).localeCompare(key(other)));
      for (const row of rows) row.parentNode.append(row);
      [...table.tHead.rows[0].cells].forEach((cell, at) => {
        if (at === place) cell.setAttribute("aria-sort", "ascending");
        else cell.removeAttribute("aria-sort");
      });
    }
  };
  if (inTables) {
    const select = document.createElement("select");
    [...groups[0].tHead.rows[0].cells].slice(0, -1).forEach((cell) => {
      const name = cell.textContent.trim();
      select.append(new Option(name.toLowerCase(), name.toLowerCase()));
    });
    add("Sort by", select, "change", () => sort(select.selectedIndex, select.value));
  }
  const everything = () => {
    form.reset();
    words = "";
    for (const name of Object.keys(chosen)) chosen[name] = "";
    show();
    if (inTables) sort(0, "");
  };
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Show all";
  button.addEventListener("click", everything);
  form.append(button, status);
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
  const first = document.querySelector(".entry");
  if (!home || !first) return;
  if (first.matches("tr")) {
    makeFilter(home);
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Narrow the entries";
  button.addEventListener("click", () => {
    makeFilter(home);
    home.querySelector("input").focus();
  });
  home.append(button);
})();

/* Narrows a page of entries by inspection and theme. Without JavaScript all entries are there. */
(() => {
  const home = document.querySelector(".entries-filter");
  if (!home) return;
  const entries = [...document.querySelectorAll("section.entry")];
  const groups = [...document.querySelectorAll("section.entries")];
  const valuesOf = (name) => {
    const seen = new Map();
    for (const entry of entries) {
      const mark = entry.querySelector(".entry-mark");
      seen.set(mark.dataset[name], mark.dataset[`${name}Label`]);
    }
    return seen;
  };
  const form = document.createElement("form");
  form.setAttribute("aria-label", "Narrow the entries");
  const chosen = {};
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const show = () => {
    let count = 0;
    for (const entry of entries) {
      const mark = entry.querySelector(".entry-mark");
      const fits = Object.entries(chosen).every(
        ([name, value]) => !value || mark.dataset[name] === value,
      );
      entry.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("section.entry:not([hidden])");
    }
    status.textContent = `${count} of ${entries.length} entries shown`;
  };
  for (const [name, title] of [["inspection", "Inspection"], ["topic", "Theme"]]) {
    const label = document.createElement("label");
    label.textContent = `${title} `;
    const select = document.createElement("select");
    select.append(new Option("all", ""));
    for (const [value, text] of valuesOf(name)) select.append(new Option(text, value));
    select.addEventListener("change", () => {
      chosen[name] = select.value;
      show();
    });
    label.append(select);
    form.append(label);
  }
  form.append(status);
  home.append(form);
  /* A link to an entry that the filter hides shows everything again. */
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      form.reset();
      for (const name of Object.keys(chosen)) chosen[name] = "";
      show();
      target.scrollIntoView();
    }
  });
})();

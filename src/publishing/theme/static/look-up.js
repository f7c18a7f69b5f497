/* Leads from a place to its probation unit. The rules by which names are compared are those of
   inspections.package.names; one table of cases tests both. Without JavaScript the page
   has a link to the list of all places instead. */
const placeSearch = (() => {
  const leftOut = new Set(["and", "the", "of", "pdu", "probation", "delivery", "unit"]);

  const words = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[.'’‘`´]/g, "")
      .split(/[^a-z0-9]+/)
      .filter((each) => each && !leftOut.has(each))
      .map((each) => (each === "saint" ? "st" : each));

  const isPostcode = (text) => /^[a-z]{1,2}\d[a-z\d]?(\d[a-z]{0,2})?$/i.test(text.replace(/\s/g, ""));

  /* Returns how to rank a name, given its words: 0 is the name itself, -1 does not fit. */
  const ranking = (query) => {
    const longest = [...query].sort((one, other) => other.length - one.length);
    const wanted = query.join(" ");
    const inOrder = [...query].sort().join(" ");
    return (name) => {
      if (!query.length || query.length > name.length) return -1;
      if (!name.some((each) => each.startsWith(longest[0]))) return -1; // most names: no copy
      const left = [...name];
      for (const word of longest) {
        const place = left.findIndex((each) => each.startsWith(word));
        if (place < 0) return -1;
        left.splice(place, 1);
      }
      const whole = name.join(" ");
      if (wanted === whole) return 0;
      if (!left.length && inOrder === [...name].sort().join(" ")) return 1;
      return whole.startsWith(wanted) ? 2 : 3;
    };
  };

  /* Letters to change, or more than `most`, which is all that is asked of most names. */
  const distance = (one, other, most) => {
    let above = [...Array(other.length + 1).keys()];
    for (let row = 1; row <= one.length; row += 1) {
      const line = [row];
      for (let column = 1; column <= other.length; column += 1) {
        const change = above[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1);
        line.push(Math.min(change, above[column] + 1, line[column - 1] + 1));
      }
      if (Math.min(...line) > most) return most + 1;
      above = line;
    }
    return above[other.length];
  };

  const best = (pairs) => pairs.sort((one, other) => one[0] - other[0]).map(([, name]) => name);

  /* `names` are pairs of what is returned and the words of a name. */
  const matches = (text, names) => {
    const rank = ranking(words(text));
    const fits = [];
    for (const [name, parts] of names) {
      const fit = rank(parts);
      if (fit >= 0) fits.push([fit, name]);
    }
    return best(fits);
  };

  const near = (text, names) => {
    const wanted = words(text).join(" ");
    const allowed = Math.floor(wanted.length / 5);
    const apart = [];
    for (const [name, parts] of names) {
      if (!wanted || parts[0]?.[0] !== wanted[0]) continue;
      const plain = parts.join(" ");
      if (Math.abs(plain.length - wanted.length) > allowed) continue;
      const letters = distance(wanted, plain, allowed);
      if (letters <= allowed) apart.push([letters, name]);
    }
    return best(apart);
  };

  return { words, isPostcode, ranking, matches, near };
})();

const lookUp = (home, number) => {
  const shown = 8;
  const { root, index, label } = home.dataset;
  const list = home.querySelector("a").href;
  const id = (name) => `look-up-${number}-${name}`;
  const field = make("input", {
    id: id("field"),
    type: "text",
    role: "combobox",
    autocomplete: "off",
    autocapitalize: "words",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id("options"),
  });
  const options = make("ul", {
    id: id("options"),
    class: "look-up-options",
    role: "listbox",
    "aria-label": "Places and units",
    hidden: "",
  });
  const status = make("p", { role: "status" });
  const answer = make("div", { class: "look-up-answer" });
  const title = make("label", { for: field.id }, label);
  const place = make("div", { class: "look-up-field" }, field, options);
  home.replaceChildren(title, place, status, answer);

  const scripts = [["lookUpIndex", index]]; // to load: the first names the one with the villages
  const names = [];
  let loading = false;
  let waiting = "The names are still loading.";
  let units = [];
  let offered = [];
  let active = -1;

  const say = (text, withList = false) => {
    status.textContent = text;
    if (!withList) return;
    const way = make("a", { href: list }, "list of all places");
    status.append(" Look in the ", way, ".");
  };

  const close = () => {
    options.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const unitsOf = (entry) => entry[1].map((each) => (Array.isArray(each) ? each : [each, ""]));

  const choose = (entry) => {
    const found = unitsOf(entry);
    close();
    field.value = entry[0];
    answer.replaceChildren(
      ...found.map(([unit, remark]) => {
        const card = make("div");
        card.innerHTML = units[unit][2].replaceAll('href="@/', `href="${root}`);
        if (remark) card.firstElementChild.prepend(make("p", { class: "unit-remark" }, remark));
        return card;
      }),
    );
    const [unit] = found[0];
    const one = `${entry[0]}: probation unit ${units[unit][0]}, ${units[unit][1]}.`;
    say(found.length === 1 ? one : `${entry[0]} leads to ${found.length} units, shown below.`);
  };

  const mark = (wanted) => {
    const rows = [...options.children];
    active = (wanted + rows.length) % rows.length;
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === active)));
    field.setAttribute("aria-activedescendant", rows[active].id);
    rows[active].scrollIntoView({ block: "nearest" });
  };

  const offer = () => {
    options.replaceChildren(
      ...offered.slice(0, shown).map((entry, at) => {
        const row = make("li", { id: id(`option-${at}`), role: "option", "aria-selected": "false" });
        const found = unitsOf(entry);
        const more = make("span");
        const [name, grade] = units[found[0][0]];
        const first = found.slice(0, 3).map(([unit]) => units[unit][0]);
        const several = `${found.length} units: ${first.join(" / ")}${found.length > 3 ? " / …" : ""}`;
        more.textContent = found.length > 1 ? several : `${name}: ${grade}`;
        row.append(entry[0], " ", more);
        row.addEventListener("mousedown", (event) => event.preventDefault());
        row.addEventListener("click", () => choose(entry));
        return row;
      }),
    );
    active = -1;
    field.removeAttribute("aria-activedescendant");
    options.hidden = !offered.length;
    field.setAttribute("aria-expanded", String(!options.hidden));
  };

  const search = () => {
    const text = field.value;
    answer.replaceChildren();
    if (!text.trim() || !names.length) {
      close();
      offered = [];
      say(text.trim() && waiting, Boolean(text.trim()));
      return;
    }
    offered = placeSearch.matches(text, names);
    if (!offered.length && placeSearch.isPostcode(text)) {
      close();
      say("We hold no postcodes: type the town or village.");
      return;
    }
    if (!offered.length && scripts.length) {
      close();
      say(waiting, true);
      return;
    }
    const guessed = !offered.length;
    if (guessed) offered = placeSearch.near(text, names);
    offer();
    const count = Math.min(offered.length, shown);
    if (!count) say("We do not know this place. Try the next village or town, the borough or the county.", true);
    else if (guessed) say(`Nothing has that name. Did you mean ${offered[0][0]}?`);
    else if (count < offered.length) say(`${count} of ${offered.length} names shown. Type more.`);
    else say(count === 1 ? "1 name fits." : `${count} names fit.`);
  };

  /* Loads the next script: towns when a reader comes to the box, villages with the first key. */
  const load = () => {
    if (loading || !scripts.length) return;
    loading = true;
    const [variable, address] = scripts[0];
    const script = make("script", { src: address });
    script.addEventListener("load", () => {
      const found = window[variable];
      if (!found || !address.endsWith(found.address)) {
        waiting = "The book has a new edition. Reload this page, then type again.";
        say(waiting, true);
        return;
      }
      loading = false;
      scripts.shift();
      units = found.units || units;
      names.push(...found.entries.map((entry) => [entry, placeSearch.words(entry[0])]));
      if (found.then) scripts.push(["lookUpVillages", root + found.then]);
      if (field.value.trim()) load();
      const isAnswered = active >= 0 || answer.hasChildNodes();
      if (document.activeElement === field && !isAnswered) search();
    });
    script.addEventListener("error", () => {
      loading = false;
      script.remove();
      say("The names could not be loaded.", true);
    });
    document.head.append(script);
  };

  field.addEventListener("focus", () => names.length || load());
  field.addEventListener("input", () => {
    load();
    search();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const open = !options.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open && offered.length) offer();
      if (!options.hidden) mark(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      choose(offered[Math.max(active, 0)]);
    } else if (event.key === "Escape") {
      if (open) close();
      else {
        field.value = "";
        search();
      }
    }
  });
};

if (typeof module === "undefined") {
  document.querySelectorAll(".look-up").forEach(lookUp);
} else {
  module.exports = placeSearch;
}

/* Draws a figure's specification with Vega in place of its still drawing, and reads its marks out.

   A mark is read as the row of the figure's own table whose record, or whose first cell, stands in
   the mark's data, or as its tooltip if it has one; so what is said cannot differ from what is
   printed. It is said below the drawing, where it hides nothing and lasts. Pointer, touch and
   keyboard choose among the same steps. The still drawing stays until the new one is there, and
   on paper. */
window.bookExplorer = async (figure, drawings, { shut, status }) => {
  const make = (tag, name = "", text = "") => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  };
  const texts = (row) => [...row.cells].map((cell) => cell.textContent);

  /* What can be said: the rows of the table as lines, found by their record or their first cell. */
  const table = figure.querySelector(".book-figure-table");
  const [header] = [...table.tHead.rows].map(texts);
  const said = new Map();
  const rows = [...table.tBodies[0].rows].map(texts).map(([first, ...rest], place) => {
    for (const name of new Set([drawings.rows[place], first].map((each) => each.toLowerCase()))) {
      said.set(name, [...(said.get(name) ?? []), place]);
    }
    return [first, ...rest.map((cell, column) => `${header[column + 1]}: ${cell}`)];
  });
  /* Where several names in a mark's data are known, the one of fewest rows is meant. */
  const placesOf = (datum) =>
    Object.values(datum ?? {})
      .map((value) => typeof value === "string" && said.get(value.toLowerCase()))
      .filter(Boolean)
      .sort((one, other) => one.length - other.length)[0];

  const home = make("div", "book-explore");
  home.hidden = true;
  const image = make("div");
  image.setAttribute("role", "img");
  image.setAttribute("aria-labelledby", `${figure.id}-title`);
  image.setAttribute("aria-describedby", `${figure.id}-words`);
  const stage = make("div");
  stage.setAttribute("aria-hidden", "true");
  const rings = make("div");
  image.append(stage, rings);
  home.append(image);

  const tools = make("div", "book-explore-tools");
  const inputs = make("div", "book-explore-inputs");
  const button = (text, act) => {
    const made = make("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  tools.append(
    button("Previous", () => choose(chosen === null ? -1 : chosen - 1)),
    button("Next", () => choose(chosen === null ? 0 : chosen + 1)),
    button("Close", shut),
  );

  const narrow = matchMedia("(max-width: 42rem)");
  let drawn = null;
  let chosen = null;

  const draw = async () => {
    const next = make("div");
    inputs.replaceChildren();
    const made = await window.vegaEmbed(next, drawings[narrow.matches ? "narrow" : "wide"], {
      actions: false,
      ast: true, // evaluates without eval, which the policy forbids
      bind: inputs,
      defaultStyle: false,
      renderer: "svg",
      tooltip: () => {},
    });
    drawn?.finalize();
    drawn = made;
    stage.replaceChildren(next);
    if (chosen !== null) choose(chosen);
  };

  /* Every mark of the drawing, with where the group it stands in begins. */
  const marks = () => {
    const found = [];
    const walk = (mark, x, y) => {
      for (const item of mark.items) {
        if (mark.marktype !== "group") found.push({ item, mark, x, y });
        else for (const part of item.items) walk(part, x + (item.x ?? 0), y + (item.y ?? 0));
      }
    };
    walk(drawn.view.scenegraph().root, ...drawn.view.origin());
    return found;
  };

  /* Boxes of marks that lie near each other, as one box each; what is far apart stays apart. */
  const near = 24;
  const touch = (one, other) =>
    [0, 1].every((side) => one[side] - near <= other[side + 2] && other[side] - near <= one[side + 2]);
  const around = (boxes) =>
    boxes.reduce((one, other) =>
      one.map((edge, side) => Math[side < 2 ? "min" : "max"](edge, other[side])));
  const gathered = (boxes) => {
    const groups = boxes.reduce((found, box) => [
      ...found.filter((each) => !touch(each, box)),
      around([box, ...found.filter((each) => touch(each, box))]),
    ], []);
    return groups.length < boxes.length ? gathered(groups) : groups;
  };

  /* What can be chosen: for each record or tooltip, its lines and the boxes around its marks.
     They come in the order of the table's rows, those of one row or of none from left to right. */
  const steps = () => {
    const found = new Map();
    for (const { item: { bounds, datum, tooltip }, x, y } of marks()) {
      const places = placesOf(datum);
      const key = tooltip ? JSON.stringify(tooltip) : places?.join();
      if (key === undefined || bounds.empty()) continue;
      const box = [bounds.x1 + x, bounds.y1 + y, bounds.x2 + x, bounds.y2 + y];
      if (!found.has(key)) {
        found.set(key, {
          place: places?.[0] ?? Infinity,
          lines: tooltip ? worded(tooltip) : places.flatMap((place) => rows[place]),
          boxes: [],
        });
      }
      found.get(key).boxes.push(box);
    }
    const left = ({ boxes }) => Math.min(...boxes.map((box) => box[0]));
    return [...found.values()]
      .map((step) => ({ ...step, boxes: gathered(step.boxes) }))
      .sort((one, other) => one.place - other.place || left(one) - left(other));
  };
  const worded = (tooltip) =>
    typeof tooltip === "object"
      ? Object.entries(tooltip).map(([name, value]) => `${name}: ${value}`)
      : [String(tooltip)];
  /* What a drawing with inputs says of what was chosen: its texts of a field named so. */
  const written = () =>
    marks()
      .filter(({ item, mark }) => mark.marktype === "text" && "said" in (item.datum ?? {}))
      .map(({ item }) => [item.text].flat().join(" "));
  const scale = () => {
    const svg = stage.querySelector("svg");
    return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  };

  /* Says lines; the room they take is kept, so that buttons and text below do not jump. */
  const say = (...lines) => {
    status.replaceChildren(...lines);
    status.style.minHeight = `${status.getBoundingClientRect().height}px`;
  };
  const tell = () => say(...written().map((text) => make("p", "", text)));

  const choose = (place) => {
    const all = steps();
    if (!all.length) return;
    chosen = (place + all.length) % all.length;
    const { lines, boxes } = all[chosen];
    const room = 8;
    rings.replaceChildren(...boxes.map((box) => {
      const [left, top, right, bottom] = box.map((edge) => edge * scale());
      const to = Math.min(home.clientWidth, right) + room;
      const from = Math.max(0, left) - room;
      const ring = make("div", "book-explore-ring");
      Object.assign(ring.style, {
        left: `${from}px`,
        top: `${top - room}px`,
        width: `${to - from}px`,
        height: `${bottom - top + 2 * room}px`,
      });
      return ring;
    }));
    say(
      ...lines.map((line) => make("p", "", line)),
      make("p", "book-explore-count", `Mark ${chosen + 1} of ${all.length}`),
    );
  };

  /* The pointer chooses what is nearest; of boxes that it is in, the one nearest by its middle. */
  const point = (event) => {
    const frame = stage.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const factor = scale();
    let nearest = null;
    const places = steps().flatMap(({ boxes }, place) => boxes.map((box) => ({ box, place })));
    places.forEach(({ box, place }) => {
      const [left, top, right, bottom] = box.map((edge) => edge * factor);
      const outside = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
      const middle = Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2);
      if (nearest === null || (outside - nearest.outside || middle - nearest.middle) < 0) {
        nearest = { place, outside, middle };
      }
    });
    if (nearest !== null && nearest.place !== chosen) choose(nearest.place);
  };
  image.addEventListener("pointermove", point);
  image.addEventListener("click", point);

  const keys = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const press = (event) => {
    if (event.key === "Escape" && figure.matches(":hover, :focus-within")) shut();
    const step = keys[event.key];
    if (!step || !figure.contains(event.target) || event.target.tagName !== "BUTTON") return;
    event.preventDefault();
    choose(chosen === null ? Math.min(0, step) : chosen + step);
  };

  /* A slider changes the drawing: what is written in it is said. */
  inputs.addEventListener("change", async () => {
    await drawn.view.runAsync();
    chosen = null;
    rings.replaceChildren();
    tell();
  });

  await draw();
  figure.querySelector(".book-figure-wide").before(home);
  status.before(tools, inputs);
  home.hidden = false;
  figure.classList.add("explored");
  /* Something is read at once, and how to go on; a drawing with sliders says what they made of it. */
  if (inputs.childElementCount) tell();
  else choose(0);
  const way = matchMedia("(hover: none)").matches
    ? "Tap a mark, or press Previous or Next, to read its numbers."
    : "Point at the drawing, or press Previous, Next or an arrow key, to read its numbers. "
      + "Escape closes it.";
  say(...status.children, make("p", "book-explore-way", way));
  /* The new drawing may be less tall than the old one: it would be out of sight above. */
  home.style.scrollMarginBottom = `${status.parentElement.offsetHeight}px`;
  home.scrollIntoView({ block: "nearest", behavior: "instant" });
  document.addEventListener("keydown", press);
  narrow.addEventListener("change", draw);

  return () => {
    document.removeEventListener("keydown", press);
    narrow.removeEventListener("change", draw);
    drawn.finalize();
    home.remove();
    tools.remove();
    inputs.remove();
    figure.classList.remove("explored");
    status.style.minHeight = "";
  };
};

/* Lays what a reader asks for over a copy of a figure's still drawing, and reads its marks out.

   Each mark stands for a row of the figure's own table and is read as that row, so what is said
   cannot differ from what is printed. It is said below the drawing, where it hides nothing and
   lasts. Pointer, touch and keyboard choose among the same marks. The still drawing stays as it
   is, for paper. */
window.bookExplorer = (figure, { find }, { shut, status }) => {
  const texts = (row) => [...row.cells].map((cell) => cell.textContent);
  const table = figure.querySelector(".book-figure-table");
  const header = texts(table.tHead.rows[0]);
  const rows = [...table.tBodies[0].rows].map(texts);
  const units = rows.map(([unit]) => unit);
  const isTwice = (unit) => units.indexOf(unit) !== units.lastIndexOf(unit);

  const narrow = matchMedia("(max-width: 42rem)");
  let { unit: found } = find;
  let twiceOnly = false;
  let chosen = null; // a place in `marks`
  let marks, side;

  /* --- what is seen --- */
  const shape = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const square = ({ x, y }, half, looks) =>
    shape("rect", { x: x - half, y: y - half, width: 2 * half, height: 2 * half, ...looks });
  const cover = (mark) => square(mark, side / 2 + 1, { fill: "var(--figure-grid)" });
  const ring = ({ x, y }) => {
    const r = Math.max(side / 2 + 5, 0.7 * side + 2); // the still drawing's own ring is as wide
    return shape("circle", { cx: x, cy: y, r, stroke: "var(--figure-ink)", "stroke-width": 3.5 });
  };
  const frame = (mark) =>
    square(mark, side / 2 + 8, { rx: 6, stroke: "var(--color-brand-content)", "stroke-width": 2 });

  const home = make("div", { class: "book-explore" });
  const over = shape("g", { fill: "none" });
  const paint = () => {
    over.replaceChildren(
      ...marks.filter(({ row }) => twiceOnly && !isTwice(units[row])).map(cover),
      ...marks.filter(({ row }) => units[row] === found).map(ring),
      ...(chosen === null ? [] : [frame(marks[chosen])]),
    );
  };
  const draw = () => {
    const width = narrow.matches ? "narrow" : "wide";
    const svg = figure.querySelector(`:scope > .book-figure-${width} > svg`).cloneNode(true);
    side = find[width].side;
    marks = find[width].places
      .map(([x, y], row) => ({ x, y, row }))
      .sort((one, other) => one.y - other.y || one.x - other.x);
    const drawing = svg.firstElementChild; // with the margin around it
    drawing.append(over);
    drawing.setAttribute("aria-hidden", "true"); // its name and description say it
    svg.addEventListener("pointermove", point);
    svg.addEventListener("click", point);
    home.replaceChildren(svg);
    paint();
  };

  /* --- what is said --- */
  /* The room that lines take is kept, so that buttons and text below do not jump. */
  const say = (...said) => {
    status.replaceChildren(...said);
    status.style.minHeight = `${status.getBoundingClientRect().height}px`;
  };
  const line = (text) => make("p", {}, text);
  const filled = (row) =>
    find.said.replace(/\{([^}]+)\}/g, (_, column) => row[header.indexOf(column)]);
  const tell = () => say(...rows.filter(([unit]) => unit === found).map(filled).map(line));
  const choose = (place) => {
    chosen = (place + marks.length) % marks.length;
    paint();
    const [unit, ...rest] = rows[marks[chosen].row];
    say(
      line(unit),
      ...rest.map((cell, column) => line(`${header[column + 1]}: ${cell}`)),
      make("p", { class: "book-explore-count" }, `Mark ${chosen + 1} of ${marks.length}`),
    );
  };
  const step = (by) => choose(chosen === null ? Math.min(0, by) : chosen + by);

  /* --- what is pressed --- */
  /* The pointer chooses the mark that is nearest. */
  const point = ({ clientX, clientY }) => {
    const at = new DOMPoint(clientX, clientY).matrixTransform(over.getScreenCTM().inverse());
    const away = marks.map(({ x, y }) => Math.hypot(x - at.x, y - at.y));
    const nearest = away.indexOf(Math.min(...away));
    if (nearest !== chosen) choose(nearest);
  };
  const keys = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const press = (event) => {
    if (event.key === "Escape" && figure.matches(":hover, :focus-within")) shut();
    const by = keys[event.key];
    if (!by || !figure.contains(event.target) || event.target.tagName !== "BUTTON") return;
    event.preventDefault();
    step(by);
  };
  const tools = make("div", { class: "book-explore-tools" },
    makeButton("Previous", () => step(-1)), makeButton("Next", () => step(1)),
    makeButton("Close", shut));

  const field = (name, input) => make("label", {}, make("span", {}, name), input);
  const select = make("select", {}, ...[...new Set(units)].sort().map((unit) => new Option(unit)));
  select.value = found;
  const box = make("input", { type: "checkbox" });
  const inputs = make("div", { class: "book-explore-inputs" },
    field("Find a unit", select), field("Only units inspected twice", box));
  inputs.addEventListener("change", () => {
    [found, twiceOnly, chosen] = [select.value, box.checked, null];
    paint();
    tell();
  });

  draw();
  figure.querySelector(".book-figure-wide").before(home);
  status.before(tools, inputs);
  figure.classList.add("explored");
  tell();
  const way = matchMedia("(hover: none)").matches
    ? "Tap a mark, or press Previous or Next, to read its numbers."
    : "Point at the drawing, or press Previous, Next or an arrow key, to read its numbers. "
      + "Escape closes it.";
  say(...status.children, make("p", { class: "book-explore-way" }, way));
  /* Buttons and words below stay in sight: what is read must be in sight above them. */
  home.style.scrollMarginBottom = `${status.parentElement.offsetHeight}px`;
  home.scrollIntoView({ block: "nearest", behavior: "instant" });
  document.addEventListener("keydown", press);
  narrow.addEventListener("change", draw);

  return () => {
    document.removeEventListener("keydown", press);
    narrow.removeEventListener("change", draw);
    home.remove();
    tools.remove();
    inputs.remove();
    figure.classList.remove("explored");
    status.style.minHeight = "";
  };
};

/* Draws samples by lot in place of a figure's still drawing: estimates pile up, exact chances stand
   beside them as outlines, and the last intervals below. It is worked by buttons and inputs alone;
   the status says what came out once a press has finished, not each draw. */
window.bookSimulator = async (figure, given, { shut, status }) => {
  const { start, said, seen, ...rules } = given.simulate;
  const sampling = window.bookSampling;
  const setting = { ...start, pool: start.pool ?? 100, seed: 1 };
  const most = 20; // intervals in sight
  const LOOKS = {
    bar: { fill: "var(--figure-cases)" },
    exact: { fill: "none", stroke: "var(--figure-ink)" },
    axis: { stroke: "var(--figure-axis)" },
    truth: { stroke: "var(--figure-ink)", strokeWidth: 2 },
    label: { fill: "var(--figure-muted)", fontSize: "13px" },
    holds: { stroke: "var(--figure-cases)", strokeWidth: 3 },
    misses: { stroke: "var(--figure-failure)", strokeWidth: 3, strokeDasharray: "8 4" },
    printed: { strokeWidth: 7 },
  };
  const shape = (tag, looks, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    element.setAttribute("class", looks);
    for (const look of looks.split(" ")) Object.assign(element.style, LOOKS[look]);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  /* --- what is drawn by lot --- */
  let way = start.pool ? "pool" : start.clustered ? "clustered" : "free";
  let next, piled, drawn, last, exact;
  const current = () => ({
    ...setting, pool: way === "pool" ? setting.pool : null, clustered: way === "clustered",
  });
  const reset = () => {
    next = sampling.random(setting.seed);
    piled = Array(setting.size + 1).fill(0);
    [drawn, last] = [0, []];
    exact = sampling.chances(current(), rules);
  };
  const add = (times) => {
    const now = current();
    for (let each = 0; each < times; each += 1) {
      const round = sampling.draw(now, rules, next);
      piled[round.seen] += 1;
      last = setting.edited ? round.all : [...last.slice(1 - most), round.seen];
      drawn += 1;
    }
  };

  /* --- what is seen --- */
  const narrow = matchMedia("(max-width: 42rem)");
  const [floor, step] = [150, 9];
  const bottom = floor + 36 + most * step;
  let width;
  const svg = shape("svg", "", {});
  const home = make("div", { class: "book-explore" }, svg, make("p", { class: "book-figure-note" },
    "Here the upright line is the true share you set. Bars: what was drawn. Outlines: exact "
      + "chances. Lines: the last intervals; broken ones miss the true share, and the thickest "
      + "is the one an editor prints."));
  svg.setAttribute("role", "img");
  const across = (percent) => 10 + (width * percent) / 100;
  const line = (name, x1, y1, x2, y2) => shape("line", name, { x1, y1, x2, y2 });
  const paint = () => {
    width = narrow.matches ? 280 : 620;
    svg.setAttribute("viewBox", `0 0 ${width + 20} ${bottom}`);
    const highest = Math.max(...exact, ...(drawn ? piled.map((each) => each / drawn) : [0]));
    const bar = (part, name, count) => {
      const high = (part / highest) * (floor - 20);
      return shape("rect", name, {
        x: across((100 * (count - 0.4)) / setting.size), y: floor - high,
        width: (width * 0.8) / setting.size, height: high,
      });
    };
    const parts = [line("axis", across(0), floor, across(100), floor)];
    if (drawn) {
      parts.push(...piled.map((each, count) => bar(each / drawn, "bar", count)));
      parts.push(...exact.map((each, count) => bar(each, "exact", count)));
    }
    for (const percent of [0, 25, 50, 75, 100]) {
      const text = shape("text", "label", {
        x: across(percent), y: floor + 20,
        "text-anchor": percent === 0 ? "start" : percent === 100 ? "end" : "middle",
      });
      text.textContent = `${percent}%`;
      parts.push(text);
    }
    parts.push(line("truth", across(setting.percent), 0, across(setting.percent), bottom));
    last.forEach((count, place) => {
      const [low, high] = sampling.wilson(count, setting.size, rules.z);
      const hit = low <= setting.percent && setting.percent <= high;
      const printed = setting.edited && count === Math.min(...last);
      const y = floor + 34 + place * step;
      parts.push(line(`${hit ? "holds" : "misses"}${printed ? " printed" : ""}`,
        across(low), y, across(high), y));
    });
    svg.replaceChildren(...parts);
    svg.setAttribute("aria-label", drawn
      ? "Bars: the samples drawn. Outlines: exact chances. Below, the last intervals, broken where "
        + "they miss the true share, an upright line. The results are said in words."
      : `An empty scale, with an upright line at the true share of ${setting.percent} per cent.`);
  };

  /* --- what is said --- */
  const number = (value) => value.toFixed(1);
  const tell = () => {
    const lines = [];
    if (!drawn) {
      lines.push("Nothing drawn yet. Guess how far results will scatter, then draw.");
    } else {
      const [one, other] = [piled, exact].map((each) => sampling.told(each, setting, rules, seen));
      const what = setting.edited ? "printed counts" : "samples";
      lines.push(
        `Drawn: ${drawn.toLocaleString("en-GB")} ${what}, seed ${setting.seed}`,
        `At least ${100 * rules.coverage} in 100: ${number(one.low)} to ${number(one.high)} per cent; `
          + `exact: ${number(other.low)} to ${number(other.high)}`,
        `As low a share as ${said}: ${number(one.asLow)} in 100; exact: ${number(other.asLow)}`,
        `Usual interval holds the true share: ${number(one.held)} in 100; exact: ${number(other.held)}`,
      );
      const count = setting.edited ? Math.min(...last) : last.at(-1);
      const [low, high] = sampling.wilson(count, setting.size, rules.z);
      lines.push(`The last: ${count} of ${setting.size}, interval ${number(low)} to ${number(high)} per cent`);
    }
    status.replaceChildren(...lines.map((text) => make("p", {}, text)));
  };

  /* The pile grows over some frames, for who did not ask for less motion; then it is said. */
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let frame = 0;
  const settle = () => { cancelAnimationFrame(frame); paint(); tell(); };
  const press = (times) => {
    cancelAnimationFrame(frame);
    if (still.matches || times === 1) {
      add(times);
      settle();
      return;
    }
    let done = 0;
    const grow = () => {
      const more = Math.min(times - done, Math.ceil(times / 30));
      add(more);
      done += more;
      if (done >= times) { settle(); return; }
      paint();
      frame = requestAnimationFrame(grow);
    };
    grow();
  };
  const again = () => { cancelAnimationFrame(frame); reset(); settle(); };

  /* --- what is pressed --- */
  const tools = make("div", { class: "book-explore-tools" },
    makeButton("Draw one", () => press(1)), makeButton("Draw 100", () => press(100)),
    makeButton("Draw 10,000", () => press(10000)), makeButton("Start again", again),
    makeButton("Close", shut));

  const field = (name, input, value = "") => {
    return make("div", {}, make("label", {}, make("span", {}, name), input, value));
  };
  const input = (type, attributes, act) => {
    const made = make("input");
    Object.assign(made, { type, ...attributes });
    made.addEventListener("change", () => { act(made); again(); });
    return made;
  };
  const slider = (name, key, min, max, stepped) => {
    const value = make("span", {}, String(setting[key]));
    const made = input("range", { min, max, step: stepped, value: setting[key] }, () => {});
    made.addEventListener("input", () => {
      setting[key] = made.valueAsNumber;
      value.textContent = made.value;
    });
    return field(name, made, value);
  };
  const choice = make("select", {},
    new Option("one by one, from very many", "free"),
    new Option("one by one, from a pool", "pool"),
    new Option(`in clusters of ${rules.cluster}, alike in one of ${1 / rules.alike}`, "clustered"));
  choice.value = way;
  const pool = slider("Cases in the pool", "pool", 100, 1000, 100);
  pool.hidden = way !== "pool";
  choice.addEventListener("change", () => {
    way = choice.value;
    pool.hidden = way !== "pool";
    again();
  });
  const inputs = make("div", { class: "book-explore-inputs" },
    slider("True share, in per cent", "percent", 1, 99, 1),
    slider("Cases in a sample", "size", 10, 100, 5),
    field("How cases come", choice), pool,
    field(`An editor prints the lowest of ${rules.counts} counts`, input("checkbox",
      { checked: setting.edited }, (made) => { setting.edited = made.checked; })),
    field("Seed", input("number", { min: 1, max: 999999, step: 1, value: setting.seed }, (made) => {
      made.value = setting.seed = Math.min(999999, Math.max(1, Math.round(made.valueAsNumber) || 1));
    })));

  reset();
  figure.querySelector(".book-figure-wide").before(home);
  status.before(tools);
  status.parentElement.after(inputs); // what stays in sight below the drawing is not to hide it
  figure.classList.add("explored");
  paint();
  tell();
  home.scrollIntoView({ block: "nearest", behavior: "instant" });
  const leave = (event) => {
    if (event.key === "Escape" && figure.matches(":focus-within")) shut();
  };
  document.addEventListener("keydown", leave);
  narrow.addEventListener("change", paint);

  return () => {
    cancelAnimationFrame(frame);
    document.removeEventListener("keydown", leave);
    narrow.removeEventListener("change", paint);
    home.remove();
    tools.remove();
    inputs.remove();
    figure.classList.remove("explored");
  };
};

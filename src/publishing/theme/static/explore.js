/* Adds to each figure a button that loads its drawing as one to point at and step through.
   Nothing more is loaded before it is pressed; without JavaScript there is no button. */
(() => {
  const root = document.documentElement.dataset.content_root;
  const loads = new Map();
  window.bookFigures = {};

  const otherEdition = "The book has a new edition. Reload this page, then explore again.";

  const load = (path) => {
    if (!loads.has(path)) {
      loads.set(path, new Promise((done, failed) => {
        const script = make("script", { src: root + path });
        script.addEventListener("load", done);
        script.addEventListener("error", () => {
          loads.delete(path);
          script.remove();
          failed(new Error(path));
        });
        document.head.append(script);
      }));
    }
    return loads.get(path);
  };

  for (const figure of document.querySelectorAll(".book-figure[data-explore]")) {
    /* The figure's own script first; each address carries a digest of what it holds. */
    const files = figure.dataset.explore.split(" ");
    const number = figure.querySelector(".book-figure-number").textContent;
    let close = null;
    let busy = false;

    const shut = () => {
      close();
      close = null;
      button.setAttribute("aria-expanded", "false");
      status.textContent = "";
      button.focus();
    };
    const open = async () => {
      busy = true;
      const same = "The drawing above and the table below hold the same numbers.";
      status.textContent = `Loading… ${same}`;
      try {
        await Promise.all(files.map(load));
        /* Each file names the address it was made for: one of another edition fits no page of this. */
        if (!files.every((file) => file in window.bookFigures)) throw new Error(otherEdition);
        const given = window.bookFigures[files[0]];
        const opened = given.simulate ? window.bookSimulator : window.bookExplorer;
        close = await opened(figure, given, { shut, status });
        button.setAttribute("aria-expanded", "true");
      } catch ({ message }) {
        status.textContent =
          message === otherEdition ? message : `The interactive drawing could not be loaded. ${same}`;
      }
      busy = false;
    };
    const button = makeButton(`${figure.dataset.exploreAs} ${number.toLowerCase()}`, () => {
      if (close) shut();
      else if (!busy) open();
    });
    button.className = "book-figure-explore";
    button.setAttribute("aria-expanded", "false");
    const status = make("div", { class: "book-figure-status", role: "status" });
    const actions = make("div", { class: "book-figure-actions" }, button, status);
    figure.querySelector(".book-figure-narrow").after(actions);
  }
})();

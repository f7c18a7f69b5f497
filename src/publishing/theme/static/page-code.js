/* Offers to run a cell of code. What runs it is loaded when the button is pressed, which says how much
   that will be; without JavaScript, or from a folder, code and output stand as printed. */
(() => {
  if (!location.protocol.startsWith("http")) return;
  const root = new URL(document.documentElement.dataset.content_root, location);
  document.querySelectorAll(".page-code[data-runtime]").forEach((cell, place) => {
    const { runtime, language, size } = cell.dataset;
    const address = new URL(runtime, root);
    const id = `page-code-${place + 1}`;
    const about = make("p", { class: "page-code-about", id }, size);
    const button = makeButton(`Run and change this code in ${language}`, () => {
      import(new URL(`cells.js${address.search}`, address)).then(
        ({ open }) => open({ cell, button, about, root, address: address.href }),
        () => {
          about.setAttribute("role", "status");
          about.textContent = `${language} could not be loaded. Code and output below are as printed.`;
        },
      );
    });
    button.setAttribute("aria-describedby", id);
    cell.prepend(button, about);
  });
})();

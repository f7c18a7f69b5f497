{
  const root = document.documentElement;
  const cardOf = (link) => document.getElementById(link.hash.slice(1));
  const linkOf = (card) => card.closest(".evidence").querySelector(".evidence-link");
  const isOpen = (card) => card.matches(":popover-open");

  const dismiss = (piece) => {
    if (!piece.matches(":hover")) return;
    piece.classList.add("dismissed");
    piece.addEventListener("mouseleave", () => piece.classList.remove("dismissed"), { once: true });
  };

  if ("popover" in HTMLElement.prototype) {
    root.classList.add("pins-cards");
    for (const link of document.querySelectorAll(".evidence-link")) {
      link.setAttribute("aria-expanded", "false");
      link.setAttribute("aria-controls", link.hash.slice(1));
    }

    let pressed = null;
    const press = ({ target }) => {
      const link = target.closest(".evidence-link");
      pressed = link && isOpen(cardOf(link)) ? link : null;
    };
    document.addEventListener("pointerdown", press, true);

    document.addEventListener("click", (event) => {
      const link = event.target.closest(".evidence-link");
      const close = event.target.closest(".card-close");
      if (event.ctrlKey || event.metaKey || event.shiftKey || !(link || close)) return;
      event.preventDefault();
      const card = link ? cardOf(link) : close.closest(".card");
      const wasOpen = isOpen(card) || pressed === link;
      pressed = null;
      if (link && !wasOpen) card.showPopover();
      else if (isOpen(card)) card.hidePopover();
      else dismiss(card.closest(".evidence"));
    });

    document.addEventListener(
      "beforetoggle",
      ({ target: card, newState }) => {
        if (!card.matches(".card")) return;
        linkOf(card).setAttribute("aria-expanded", String(newState === "open"));
        if (newState === "closed") dismiss(card.closest(".evidence"));
      },
      true,
    );

    document.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      for (const piece of document.querySelectorAll(".evidence:hover")) dismiss(piece);
    });

    document.querySelector(".card:target")?.showPopover();
  }

  const KEY = "all-sources";
  const remember = (shown) => {
    try {
      if (shown) localStorage.setItem(KEY, "yes");
      else localStorage.removeItem(KEY);
    } catch {
    }
  };
  const remembered = () => {
    try {
      return localStorage.getItem(KEY) === "yes";
    } catch {
      return false;
    }
  };
  const place = document.querySelector(".sources-switch");
  const show = (shown) => {
    root.classList.toggle(KEY, shown);
    button.setAttribute("aria-pressed", String(shown));
  };
  const button = makeButton("Show all sources", () => {
    show(!root.classList.contains(KEY));
    remember(root.classList.contains(KEY));
  });
  place?.append(button);
  show(remembered());
  /* A page that the browser kept and brings back takes the choice made meanwhile. */
  addEventListener("pageshow", ({ persisted }) => persisted && show(remembered()));
}

/* The frame: the light or dark button, where in the contents the reader is, and the way back up.
   Without JavaScript the page follows the device's light or dark, and the rest is not missed. */
{
  const root = document.documentElement;
  root.classList.remove("no-js");

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const toggle = () => {
    const { theme } = document.body.dataset;
    const shown = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
    const wanted = shown === "dark" ? "light" : "dark";
    const chosen = wanted === (dark.matches ? "dark" : "light") ? "auto" : wanted;
    document.body.dataset.theme = chosen;
    /* Storage may be denied, as in private windows and sandboxed frames: the choice then lasts for
       this page. */
    try {
      localStorage.setItem("theme", chosen);
    } catch {}
  };
  for (const button of document.querySelectorAll(".theme-toggle")) {
    button.addEventListener("click", toggle);
  }
  /* A page that is brought back shuts the menu that led away, which the browser may have filled in
     again; one that was kept whole takes the choice made meanwhile. */
  addEventListener("pageshow", ({ persisted }) => {
    for (const menu of document.querySelectorAll(".sidebar-toggle")) menu.checked = false;
    if (persisted) document.body.dataset.theme = window.storedTheme();
  });

  /* The last section of the contents that reaches into a band near the top is where we are. */
  const places = [...document.querySelectorAll(".toc-tree a[href^='#']")].flatMap((link) => {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return section ? [[section, link.parentElement]] : [];
  });
  const inView = new Set();
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        inView[isIntersecting ? "add" : "delete"](target);
      }
      const here = places.findLast(([section]) => inView.has(section));
      for (const [section, entry] of places) {
        entry.classList.toggle("scroll-current", section === here?.[0]);
      }
    },
    { rootMargin: "-10% 0px -75% 0px" },
  );
  for (const [section] of places) observer.observe(section);

  let before = 0;
  addEventListener(
    "scroll",
    () => {
      const up = scrollY < before && scrollY > innerHeight;
      root.classList.toggle("show-back-to-top", up);
      before = scrollY;
    },
    { passive: true },
  );
}

/* The search of the book on top of Sphinx's: results say what a reader would read on the page, and
   the search speaks in sentences of its own. The list of all words is loaded only once something
   is looked for. */
(() => {
  /* What does not belong to the running text, or says it again: read with it, the number of a
     note would grow onto the number before it. */
  const APART =
    "h1, .part, .headerlink, .card, .note-number, .source-notes, .evidence-tap, .entry-mark, " +
    ".entries-filter, summary, svg, script, style, noscript, button";
  const BLOCKS =
    "p, li, dt, dd, tr, th, td, caption, h2, h3, h4, div, section, figure, figcaption, " +
    "blockquote, pre, summary, br";
  const LONGEST = 240;
  const BEFORE = 120;

  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const found = (anchor && page.getElementById(anchor.slice(1))) || page.querySelector("article");
    if (!found) return "";
    for (const each of found.querySelectorAll(APART)) each.remove();
    for (const each of found.querySelectorAll(BLOCKS)) {
      each.before(" ");
      if (each.localName === "dt") each.append(":");
      if (each.localName === "dd" && !/[.;:?!]\s*$/.test(each.textContent)) each.append(";");
      each.append(" ");
    }
    return found.textContent.replace(/\s+/g, " ").trim();
  };

  /* Whole words around the first place where one of the words looked for stands. */
  Search.makeSearchSummary = (html, words, anchor) => {
    const text = Search.htmlToText(html, anchor);
    if (!text) return null;
    const places = [...words].map((each) => text.toLowerCase().indexOf(each));
    const place = Math.max(0, Math.min(...places.filter((each) => each >= 0), text.length));
    const seen = place < text.length ? place : 0;
    const from = seen <= BEFORE ? 0 : text.indexOf(" ", seen - BEFORE) + 1;
    const long = from + LONGEST < text.length;
    const to = long ? text.lastIndexOf(" ", from + LONGEST) : text.length;
    const summary = document.createElement("p");
    summary.className = "context";
    summary.textContent = `${from ? "… " : ""}${text.slice(from, to)}${long ? " …" : ""}`;
    return summary;
  };

  const say = (count, query) => {
    if (!count) return `Nothing in the book was found for “${query}”.`;
    return `${count} ${count === 1 ? "place" : "places"} found for “${query}”, the best first.`;
  };

  Search.performSearch = (query) => {
    const out = document.getElementById("search-results");
    const status = out.querySelector("[role=status]");
    Search.output = out.appendChild(document.createElement("ul"));
    Search.output.className = "search";
    /* Sphinx writes its own words here; they are shown to nobody. */
    Search.title = document.createElement("span");
    Search.status = document.createElement("span");
    Search.dots = document.createElement("span");
    Search.query = (words) => {
      const [asked, terms, ...others] = Search._parseQuery(words);
      const results = Search._performSearch(asked, terms, ...others);
      status.textContent = say(results.length, query.trim());
      document.getElementById("search-hint").hidden = results.length > 0;
      _displayNextItem(results, results.length, terms, others[1]);
    };
    status.textContent = `Looking for “${query.trim()}”…`;
    if (Search.hasIndex()) Search.query(query);
    else Search.deferQuery(query);
  };

  if (new URLSearchParams(location.search).get("q")) {
    Search.loadIndex(`${document.documentElement.dataset.content_root}searchindex.js`);
  }
})();

/* Loads the list of all words only once something is looked for. */
if (new URLSearchParams(location.search).get("q")) {
  Search.loadIndex(`${document.documentElement.dataset.content_root}searchindex.js`);
}

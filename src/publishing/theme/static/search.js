/* The search of the book, on the list of words that Sphinx writes: searchindex.js calls
   Search.setIndex, language_data.js has the stemmer and the words that are too common. One result a
   page, with the place inside it; story before reference. The list is loaded only once something
   is looked for. */
{
  const root = document.documentElement.dataset.content_root;
  const edition = document.querySelector("meta[name=edition]")?.content ?? "";
  const out = document.getElementById("search-results");
  const status = out.querySelector("[role=status]");
  const hint = document.getElementById("search-hint");
  const asked = (new URLSearchParams(location.search).get("q") ?? "").trim();
  /* What does not belong to the running text, or says it again: read with it, the number of a
     note would grow onto the number before it. The list of sources is looked for last. */
  const APART =
    "h1, .part, .headerlink, .card, .note-number, .source-notes, .entry-mark, .entries-filter, " +
    ".list-of-sources, summary, svg, script, style, noscript, button";
  const BLOCKS =
    "p, li, dt, dd, tr, th, td, caption, h2, h3, h4, div, section, figure, figcaption, " +
    "blockquote, pre, summary, br";
  const SHOWN = 20;
  const LONGEST = 240;
  const BEFORE = 120;
  const PATIENCE = 8000;

  window.Search = { setIndex: (index) => { Search.index = index; } };

  const load = () =>
    new Promise((loaded, failed) => {
      const script = make("script", { src: `${root}searchindex.js?v=${edition}` });
      script.addEventListener("load", () => (Search.index ? loaded(Search.index) : failed()));
      script.addEventListener("error", failed);
      document.body.append(script);
    });

  /* The words of a question: those to look for, as the list has them, and those left out. */
  Search.question = (query) => {
    const stemmer = new Stemmer();
    const words = query.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
    const common = words.filter((word) => stopwords.includes(word));
    const terms = new Set(words.filter((word) => !common.includes(word)));
    return {
      terms: [...terms].map((word) => ({ word, stem: stemmer.stemWord(word) })),
      numbers: query.match(/\d[\d.,]*\d|\d/g) ?? [],
      left: [...new Set(common)],
    };
  };

  const listed = (files) => (files === undefined ? [] : [files].flat());

  /* The pages that have a term, each with how much that counts. */
  const pagesOf = ({ word, stem }, index) => {
    const scores = new Map();
    const add = (files, score) => {
      for (const file of listed(files)) scores.set(file, Math.max(score, scores.get(file) ?? 0));
    };
    for (const form of new Set([word, stem])) {
      add(index.terms[form], 5);
      add(index.titleterms[form], 15);
    }
    if (!scores.size && word.length > 2 && !/^\d+$/.test(word)) {
      for (const term of Object.keys(index.terms)) {
        if (term.includes(stem)) add(index.terms[term], 2);
      }
    }
    return scores;
  };

  /* Headings, glossary names and other named places that the question names. */
  const places = (query, index) => {
    const wanted = matching.plain(query);
    const all = Object.entries(index.alltitles).flatMap(([name, at]) =>
      at.map(([file, id]) => ({ name, file, id })),
    );
    for (const [name, at] of Object.entries(index.indexentries)) {
      for (const [file, id] of at) all.push({ name, file, id, entry: true });
    }
    return all.flatMap((place) => {
      const name = matching.plain(place.name);
      if (!wanted || !name.includes(wanted) || wanted.length < name.length / 2) return [];
      const whole = name === wanted;
      const score = Math.round((place.entry ? 40 : 20) * (wanted.length / name.length));
      return [{ ...place, whole, score: score + (whole ? 40 : 0) }];
    });
  };

  /* Pages that have every term, the best first: {docname, title, anchor, score}. */
  Search.rank = (query, index) => {
    const { terms } = Search.question(query);
    const each = terms.map((term) => pagesOf(term, index));
    const found = new Map();
    for (const [file, score] of each[0] ?? []) {
      if (!each.every((pages) => pages.has(file))) continue;
      const others = each.slice(1).reduce((sum, pages) => sum + pages.get(file), score);
      found.set(file, { score: others / each.length, anchor: "" });
    }
    const named = places(query, index).sort((one, other) => other.score - one.score);
    /* A name that two entries of a page share leads to both. */
    const shared = named.filter(({ entry, whole }) => entry && whole);
    for (const place of named) {
      const page = found.get(place.file) ?? { score: 0, anchor: "" };
      if (place.score > (page.best ?? 0)) {
        page.score += place.score - (page.best ?? 0);
        page.best = place.score;
        page.anchor = place.id ? `#${place.id}` : "";
      }
      found.set(place.file, page);
    }
    const weights = JSON.parse(out.dataset.weights);
    const others = shared
      .filter(({ file, id }) => found.get(file).anchor !== `#${id}`)
      .map(({ file, id }) => [file, { ...found.get(file), anchor: `#${id}` }]);
    return [...found, ...others]
      .map(([file, page]) => ({
        docname: index.docnames[file],
        title: index.titles[file],
        anchor: page.anchor,
        score: page.score + (weights[index.docnames[file]] ?? 0),
      }))
      .sort((one, other) => other.score - one.score || one.title.localeCompare(other.title));
  };

  const textOf = (home) => {
    for (const part of home.querySelectorAll(APART)) part.remove();
    for (const block of home.querySelectorAll(BLOCKS)) {
      block.before(" ");
      if (block.localName === "dt") block.append(":");
      if (block.localName === "dd" && !/[.;:?!]\s*$/.test(block.textContent)) block.append(";");
      block.append(" ");
    }
    return home.textContent.replace(/\s+/g, " ").trim();
  };

  /* Where a number is in a text, as a whole: 400 is not in 1,400. */
  const placeOfNumber = (text, number) => {
    const exact = number.replace(/[.]/g, "\\.");
    return text.search(new RegExp(`(?<![\\d,.])${exact}(?!\\d|[,.]\\d)`));
  };
  const numberIn = (text, number) => placeOfNumber(text, number) >= 0;

  /* The smallest part of a page with an anchor that has most of what is looked for, or else the
     part at a given anchor. */
  Search.place = (html, query, anchor = "") => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const { terms, numbers } = Search.question(query);
    const phrase = matching.plain(query);
    const rate = (text) => {
      const lower = text.toLowerCase();
      const there = terms.filter(({ word, stem }) => lower.includes(word) || lower.includes(stem));
      const exact = matching.plain(text).includes(phrase) ? 2 : 0;
      return there.length + exact + 3 * numbers.filter((one) => numberIn(text, one)).length;
    };
    const article = page.querySelector("article");
    if (!article) return null;
    const whole = textOf(article);
    let best = { anchor: "", heading: "", text: whole, rating: rate(whole) };
    const named = anchor && page.getElementById(anchor.slice(1));
    const parts = article.querySelectorAll(":is(section, .entry, dt, figure)[id]");
    for (const part of named ? [named] : parts) {
      const text = part.textContent.replace(/\s+/g, " ").trim();
      const rating = rate(text);
      if (!named && (rating < best.rating || text.length > best.text.length)) continue;
      const heading = part.querySelector("h2, h3, h4")?.textContent.trim() ?? "";
      const top = part.querySelector(":scope > h1");
      best = { anchor: top ? "" : `#${part.id}`, heading, text, rating };
    }
    /* A page may have 1 and 297, and not 1,297; or the words in its list of sources alone. */
    const without = numbers.some((one) => !numberIn(whole, one));
    return { ...best, without, last: rate(whole) === 0 };
  };

  /* Whole words around the first place where one of the words looked for is. */
  Search.summary = (text, query) => {
    const { terms, numbers } = Search.question(query);
    const lower = text.toLowerCase();
    const places = [
      lower.indexOf(query.toLowerCase()),
      ...numbers.map((number) => placeOfNumber(lower, number)),
      ...terms.flatMap(({ word, stem }) => [lower.indexOf(word), lower.indexOf(stem)]),
    ];
    const at = places.find((place) => place >= 0) ?? 0;
    const from = at <= BEFORE ? 0 : text.indexOf(" ", at - BEFORE) + 1;
    const long = from + LONGEST < text.length;
    const to = long ? text.lastIndexOf(" ", from + LONGEST) : text.length;
    return `${from ? "… " : ""}${text.slice(from, to)}${long ? " …" : ""}`;
  };

  const item = (result) => {
    const heading = result.place?.heading;
    const text = heading && result.place.anchor ? `${result.title} › ${heading}` : result.title;
    const href = `${root}${result.docname}.html${result.anchor || result.place?.anchor || ""}`;
    const line = make("li", {}, make("a", { href }, text));
    if (result.place) {
      line.append(make("p", { class: "context" }, Search.summary(result.place.text, asked)));
    }
    return line;
  };

  /* Reads the pages of results for the place inside. From a folder on disk none can be read, and one
     that is long in coming is not waited for: its result is then the page alone. */
  const read = (results) =>
    Promise.all(
      results.map(async (result) => {
        try {
          const limit = { signal: AbortSignal.timeout(PATIENCE) };
          const answer = await fetch(`${root}${result.docname}.html`, limit);
          result.place = answer.ok ? Search.place(await answer.text(), asked, result.anchor) : null;
        } catch {
          result.place = null;
        }
        return result;
      }),
    );

  const show = async (results, list) => {
    const now = await read(results.slice(0, SHOWN));
    const kept = now.filter(({ place }) => !place?.without);
    kept.sort((one, other) => Boolean(one.place?.last) - Boolean(other.place?.last));
    list.append(...kept.map(item));
    const rest = results.slice(SHOWN);
    if (!rest.length) return kept.length;
    const more = makeButton(`Show ${Math.min(rest.length, SHOWN)} more`, () => {
      more.remove();
      show(rest, list);
    });
    list.after(more);
    return kept.length + rest.length;
  };

  const say = (count, query) => {
    const { left } = Search.question(query);
    const out = left.length ? ` Left out as too common: ${left.join(", ")}.` : "";
    if (!count) return `Nothing in the book was found for “${query}”.${out}`;
    return `${count} ${count === 1 ? "page" : "pages"} found for “${query}”, the best first.${out}`;
  };

  const failed = () => {
    status.textContent =
      "The list of words could not be loaded, so nothing was searched. " +
      "Load the page again, or look in the pages named below.";
    hint.hidden = false;
  };

  const search = async () => {
    status.textContent = `Looking for “${asked}”…`;
    const slow = setTimeout(() => {
      status.textContent = "The list of words is slow to come. Wait, or look in the pages named below.";
    }, PATIENCE);
    let index;
    try {
      index = await load();
    } catch {
      failed();
      return;
    } finally {
      clearTimeout(slow);
    }
    if (index.edition !== edition) {
      status.textContent = "The book has a new edition. Reload this page, then search again.";
      return;
    }
    const results = Search.rank(asked, index);
    const list = make("ul", { class: "search" });
    out.append(list);
    const count = await show(results, list);
    status.textContent = say(count, asked);
    hint.hidden = count > 0;
  };

  for (const input of document.querySelectorAll("input[name=q]")) input.value = asked;
  if (asked) search();
}

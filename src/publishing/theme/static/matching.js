/* Text as readers type it and as pages print it, made comparable; used by filter and search.
   Case, accents, kinds of quotation mark, hyphens and other punctuation, "&" for "and", and how
   many blanks there are make no difference. */
window.matching = (() => {
  const plain = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/&/g, " and ")
      .replace(/['’‘ʼ`´]/g, "")
      .replace(/(\d)[,\u00a0\u202f ](?=\d{3}(?!\d))/g, "$1")
      .replace(/[^\p{L}\p{N}.%]+|\.(?!\d)/gu, " ")
      .trim();
  const words = (text) => plain(text).split(" ").filter(Boolean);
  /* Every word looked for begins a word of the text, in any order; "and" need not be there. */
  const fits = (text, query) => {
    const there = words(text);
    return words(query)
      .filter((word) => word !== "and")
      .every((word) => there.some((one) => one.startsWith(word)));
  };
  return { plain, fits };
})();

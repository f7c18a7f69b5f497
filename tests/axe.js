// What axe-core finds in parts of a page: `violations(options, parts, known)`.
// With no parts it looks at one element of each kind of text there is that is not known yet, and of
// each kind of link: what a contrast hangs on (colours, grounds, opacity, size, weight, the colour
// around, for a link the words beside it) is the same for all of a kind, on whichever
// page. It gives the faults, and the kinds.
(() => {
  const seen = new Map();
  const around = (node) => {
    if (!node) return "";
    if (!seen.has(node)) {
      const style = getComputedStyle(node);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity].join(" ");
      const plain = own === "rgba(0, 0, 0, 0) none 1";
      seen.set(node, (plain ? "" : own) + around(node.parentElement));
    }
    return seen.get(node);
  };
  const beside = (link) => {
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const alone = block.textContent.trim() === link.textContent.trim();
    return alone || getComputedStyle(block).color;
  };
  const kind = (node) => {
    const style = getComputedStyle(node);
    const above = node.parentElement;
    return [
      node.localName, node.getAttribute("class"), above?.localName, above?.className,
      style.color, style.fontSize, style.fontWeight, style.textDecorationLine, style.textShadow,
      above && getComputedStyle(above).color, around(node), node.localName === "a" && beside(node),
    ].join("|");
  };
  const kindsOfText = () => {
    seen.clear();
    const kinds = new Map();
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const node = words.currentNode.parentElement;
      if (!words.currentNode.data.trim() || !node.checkVisibility()) continue;
      for (const each of new Set([node, node.closest("a") ?? node])) {
        const name = kind(each);
        if (!kinds.has(name)) kinds.set(name, each);
      }
    }
    return kinds;
  };
  window.violations = async ([options, within, known]) => {
    const kinds = within ? new Map() : kindsOfText();
    known.forEach((each) => kinds.delete(each));
    const include = within ? [within] : [...kinds.values()];
    if (!include.length) return [[], []];
    const settings = { resultTypes: ["violations"], preload: false, ...options };
    const found = await axe.run({ include }, settings);
    const said = found.violations.map((each) =>
      `${each.id}: ` + each.nodes.slice(0, 3).map((one) => one.html.slice(0, 200)).join(" | "));
    return [said, [...kinds.keys()]];
  };
})();

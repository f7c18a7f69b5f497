(least) => {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const shade = (colour) => parts(colour).slice(0, 3)
    .map((each) => (colour.startsWith("color(") ? each : each / 255))
    .map((each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
    .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
  const probe = document.createElement("p");
  probe.style.cssText = "background: Canvas; position: absolute";
  document.body.append(probe);
  const grounds = new Map([[null, getComputedStyle(probe).backgroundColor]]);
  probe.remove();
  const ground = (node) => {
    if (!grounds.has(node)) {
      const colour = getComputedStyle(node).backgroundColor;
      grounds.set(node, (parts(colour)[3] ?? 1) > 0.5 ? colour : ground(node.parentElement));
    }
    return grounds.get(node);
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (words.nextNode()) {
    const parent = words.currentNode.parentElement;
    if (words.currentNode.data.trim() && !parent.closest("script, style, noscript, option")) {
      seen.add(parent);
    }
  }
  const shown = [...seen].filter((node) => {
    const { width, height } = node.getBoundingClientRect();
    return node.checkVisibility({ checkVisibilityCSS: true }) && width > 1 && height > 1;
  });
  const pale = shown.flatMap((node) => {
    const style = getComputedStyle(node);
    const ink = node.closest("svg") ? style.fill : style.color;
    if (ink === "rgba(0, 0, 0, 0)") return []; /* drawn by its border instead */
    const [low, high] = [shade(ink), shade(ground(node))].sort((one, other) => one - other);
    const ratio = (high + 0.05) / (low + 0.05);
    return ratio < least ? [`${node.localName}.${node.getAttribute("class")} ${ratio}`] : [];
  });
  return [shown.length, pale.slice(0, 5)];
}

() => {
  const shown = [...document.querySelectorAll('.book-figure svg')]
    .filter(svg => svg.getClientRects().length);
  const faults = [];
  let texts = 0;
  for (const svg of shown) {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')]
      .map(text => [text.textContent, text.getBoundingClientRect()]);
    texts += boxes.length;
    boxes.forEach(([said, box], place) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1
          || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        faults.push(['outside', said]);
      for (const [other, next] of boxes.slice(place + 1))
        if (box.left < next.right - 1 && next.left < box.right - 1
            && box.top < next.bottom - 3 && next.top < box.bottom - 3)
          faults.push(['overlap', said, other]);
    });
  }
  return {shown: shown.length, texts, faults, width: document.documentElement.scrollWidth};
}

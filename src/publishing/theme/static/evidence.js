/* Escape closes a card that hover or focus opened; it stays closed until pointer or focus return.
   Without JavaScript cards work all the same: they close when pointer or focus moves on. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const piece of document.querySelectorAll(".evidence:hover, .evidence:focus-within")) {
    piece.classList.add("dismissed");
    const back = () => piece.classList.remove("dismissed");
    piece.addEventListener("mouseenter", back, { once: true });
    piece.addEventListener("focusin", back, { once: true });
  }
});

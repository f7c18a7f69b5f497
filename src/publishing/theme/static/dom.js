/* Makes elements, with their attributes and what is in them, and buttons; for all our scripts. */
window.make = (tag, attributes = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
};
window.makeButton = (text, act) => {
  const button = make("button", { type: "button" }, text);
  button.addEventListener("click", act);
  return button;
};

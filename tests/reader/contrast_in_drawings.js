() => {
  const numbers = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => numbers(colour).map((each) => each / 255)
    .map((each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
    .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
  const probe = document.createElement("p");
  probe.style.cssText = "background: Canvas; forced-color-adjust: none";
  document.body.append(probe);
  const ground = light(getComputedStyle(probe).backgroundColor);
  return [...document.querySelectorAll(".book-figure svg text")]
    .filter((each) => each.checkVisibility())
    .map((each) => light(getComputedStyle(each).fill))
    .map((ink) => (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05));
}

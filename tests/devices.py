"""What readers' devices are like: their screens, the modes they ask for, storage they deny."""

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SLIM = {**PHONE, "viewport": {"width": 360, "height": 740}}
SMALL = {**PHONE, "viewport": {"width": 320, "height": 640}}
DESK = {"viewport": {"width": 1280, "height": 900}}
SCREENS = {"phone": PHONE, "desk": DESK}
SPACING = """* { letter-spacing: 0.12em !important; line-height: 1.5 !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
STYLE = """(rules) => {
  const sheet = document.querySelector("style.tried") ?? document.createElement("style");
  Object.assign(sheet, { className: "tried", textContent: rules });
  document.head.append(sheet);
}"""
"""Puts a style sheet on a page, in the place of one that was tried before."""
LARGE = "html { font-size: 200% !important }"
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def too_wide(page):
    """By how many pixels a page is too wide with large letters, and with wide spacing at 320."""
    found = {}
    for device, style in ((SLIM, LARGE), (SMALL, SPACING)):
        page.set_viewport_size(device["viewport"])
        page.evaluate(STYLE, style)
        over = page.evaluate(OVER)
        found |= {style: over} if over > 0 else {}
    page.evaluate(STYLE, "")
    return found


MOVING = """() => [...document.querySelectorAll("*")].filter((each) => {
  const style = getComputedStyle(each);
  const long = style.transitionDuration.split(",").some((time) => parseFloat(time) > 0);
  return (style.transitionProperty !== "none" && long)
    || style.animationName !== "none" || style.scrollBehavior === "smooth";
}).map((each) => each.tagName + "." + each.className)"""
"""Names what moves."""
ICONS = """() => [...document.querySelectorAll(".theme-toggle")]
  .filter((each) => each.checkVisibility())
  .map((each) => [...each.querySelectorAll("svg")])
  .map((icons) => icons.filter((each) => each.checkVisibility()).length)"""
"""Counts the icons that each theme button shows."""
DENIED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); } });"""
"""Denies a page what the browser stores for it."""

() => {
    document.querySelectorAll("details").forEach(each => each.open = true);
    const wide = [document.documentElement, ...document.querySelectorAll(".main, .content")]
        .filter(each => each.scrollWidth > 320).map(each => each.tagName + "." + each.className);
    const letters = [...document.querySelectorAll(".book-figure svg")]
        .filter(each => each.getBoundingClientRect().width)
        .flatMap(each => [...each.querySelectorAll("text")].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * each.getScreenCTM().a));
    return [wide, letters];
}

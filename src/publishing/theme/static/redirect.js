/* Leads from the address of a page that is gone to the page that took it in, at the same anchor. */
{
  const target = document.querySelector("a").href;
  location.replace(target + (target.includes("#") ? "" : location.hash));
}

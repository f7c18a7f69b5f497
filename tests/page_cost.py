"""What a page costs before anybody touches it: bytes as sent, requests, and who is asked."""

BYTES = 60_000
REQUESTS = 12


def cost(page, address):
    """Open ``address``; return what the page asks for by itself, and what it asks for in vain.

    The first has the bodies' bytes as sent, by address.
    """
    finished, failed = {}, []

    def note(request):
        finished.setdefault(request.url, request)

    def note_fault(request):
        failed.append(request.url)

    page.on("requestfinished", note)
    page.on("requestfailed", note_fault)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(100)  # for what scripts ask for after that
    page.remove_listener("requestfinished", note)
    page.remove_listener("requestfailed", note_fault)
    asked = {
        url: 0 if url.startswith("data:") else request.sizes()["responseBodySize"]
        for url, request in finished.items()
    }
    return asked, failed


def without_cache(page):
    """Make each opening of ``page`` ask for everything again, as a first visit does."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})

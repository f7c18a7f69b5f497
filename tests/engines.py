"""Three browser engines behind one small face: open a page, run a script, set the size.

Chromium is driven by Playwright, Firefox by WebDriver BiDi, WebKitGTK by its own WebDriver.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from tools.editions import browser as browsers

NAMES = ("chromium", "firefox", "webkit")
MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
KEYS = {"Enter": "\ue007", "Escape": "\ue00c"}
"""Keys by the code points that WebDriver gives them (its section 15.4.2)."""
PACKAGES = {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb"}


class Engine(Protocol):
    """What tests ask of any engine."""

    def open(self, url: str) -> None:
        """Load a page."""

    def run(self, script: str) -> Any:
        """Return the value of a JavaScript expression, awaited."""

    def resize(self, width: int, height: int) -> None:
        """Set the size of the page's window."""

    def press(self, key: str) -> None:
        """Press and release one of ``KEYS`` where the focus is."""


def until(engine: Engine, script: str, *, seconds: float = 20) -> bool:
    """Wait until a script is true; return whether it became so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if engine.run(script):
            return True
        time.sleep(0.2)
    return False


def free_port() -> int:
    """Return a port nobody listens to."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def missing(name: str) -> str:
    """Return what to install for an engine, or '' if it is here."""
    there = {
        "chromium": browsers.find() is not None,
        "firefox": shutil.which("firefox-esr") is not None,
        "webkit": all(map(shutil.which, ("WebKitWebDriver", "Xvfb")))
        and Path(MINI_BROWSER).exists(),
    }
    return "" if there[name] else f"apt-get install {PACKAGES.get(name, 'chromium')}"


class Chromium:
    """A page that Playwright drives."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def open(self, url: str) -> None:
        self.page.goto(url)

    def run(self, script: str) -> Any:
        return self.page.evaluate(script)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)


class _Firefox:
    def __init__(self, port: int) -> None:
        import websocket

        self.count = 0
        for _ in range(120):
            try:
                self.line = websocket.create_connection(
                    f"ws://127.0.0.1:{port}/session", timeout=90, suppress_origin=True
                )
                break
            except OSError:
                time.sleep(0.5)
        self._ask("session.new", capabilities={})
        self.context = self._ask("browsingContext.create", type="tab")["context"]

    def _ask(self, method: str, **parameters: Any) -> Any:
        self.count += 1
        self.line.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.line.recv())
            if answer.get("id") == self.count:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def run(self, script: str) -> Any:
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({script})))()",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value", "null"))

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self.context, viewport=size)

    def press(self, key: str) -> None:
        strokes = [{"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self._ask("input.performActions", context=self.context, actions=[keyboard])


class _WebKit:
    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, url: str) -> None:
        self.driver.get(url)

    def run(self, script: str) -> Any:
        text = f"(async () => JSON.stringify(await ({script})))()"
        answer = self.driver.execute_async_script(f"const done = arguments[0]; {text}.then(done)")
        return json.loads(answer) if answer else None

    def resize(self, width: int, height: int) -> None:
        self.driver.set_window_size(width, height)

    def press(self, key: str) -> None:
        self.driver.switch_to.active_element.send_keys(KEYS[key])


@contextlib.contextmanager
def started(name: str, folder: Path) -> Iterator[Engine]:
    """Yield an engine; it and all it started are ended afterwards. ``folder`` holds its profile."""
    with contextlib.ExitStack() as stack:
        if name == "chromium":
            running = stack.enter_context(browsers.running())
            yield Chromium(running.new_page())
        elif name == "firefox":
            port = free_port()
            command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(folder)]
            process = subprocess.Popen(
                [*command, f"--remote-debugging-port={port}"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            firefox = _Firefox(port)
            stack.callback(firefox.line.close)
            yield firefox
        else:
            yield _WebKit(stack.enter_context(_webkit()))


@contextlib.contextmanager
def _webkit() -> Iterator[Any]:
    from selenium import webdriver

    display = f":{100 + os.getpid() % 800}"
    screen = subprocess.Popen(
        ["Xvfb", display, "-screen", "0", "1400x1200x24"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    options = webdriver.WebKitGTKOptions()
    options.binary_location = MINI_BROWSER
    options.add_argument("--automation")
    service = webdriver.WebKitGTKService(
        executable_path=shutil.which("WebKitWebDriver"),
        env={**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"},
    )
    try:
        with warnings.catch_warnings():  # selenium's own use of a name that it will drop
            warnings.simplefilter("ignore", DeprecationWarning)
            driver = webdriver.WebKitGTK(options=options, service=service)
        driver.set_script_timeout(60)
        try:
            yield driver
        finally:
            driver.quit()
    finally:
        screen.terminate()
        screen.wait()

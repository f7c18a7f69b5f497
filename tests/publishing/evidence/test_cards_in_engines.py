"""Cards open and stay in WebKit, the engine of every iPhone, and marks are seen there."""

from __future__ import annotations

import os
import shutil
import subprocess
import time

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PAGE = "chapters/keeping-people-safe.html"
USE, CARD = (f"{kind}-fact-domestic-abuse-information-used-2024-1" for kind in ("use", "card"))
OPEN = f"return document.getElementById('{CARD}').matches(':popover-open')"
DISPLAY = ":97"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of selenium itself


def webkit():
    options = webdriver.WebKitGTKOptions()
    options.binary_location = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
    options.add_argument("--automation")
    service = webdriver.WebKitGTKService(
        shutil.which("WebKitWebDriver"), env={**os.environ, "DISPLAY": DISPLAY}
    )
    return webdriver.WebKitGTK(options=options, service=service)


@pytest.fixture(scope="module")
def display():
    screen = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1280x900x24"])
    time.sleep(1)
    yield
    screen.terminate()
    screen.wait()


@pytest.fixture
def driver(display):
    running = webkit()
    yield running
    running.quit()


def shown(driver):
    return driver.find_element(By.ID, CARD).is_displayed()


def test_a_click_or_enter_opens_a_card_and_the_same_again_closes_it(driver, address):
    driver.get(f"{address}/{PAGE}")
    link = driver.find_element(By.ID, USE)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    line = "return getComputedStyle(arguments[0]).textDecorationLine"
    assert driver.execute_script(line, link) == "underline"
    quiet = driver.find_element(By.CSS_SELECTOR, ".evidence-quiet > .evidence-link")
    assert driver.execute_script(line, quiet) == "none"
    link.click()
    assert shown(driver)
    assert driver.execute_script(
        f"return document.getElementById('{CARD}').matches(':popover-open')"
    )
    assert driver.current_url.endswith(PAGE)
    link.send_keys(Keys.ENTER)
    assert not driver.execute_script(OPEN)
    link.send_keys(Keys.ENTER)
    assert link.get_attribute("aria-expanded") == "true"
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert link.get_attribute("aria-expanded") == "false"


def test_without_the_script_the_address_opens_the_card(driver, address):
    driver.get(f"{address}/{PAGE}")
    driver.execute_script("document.documentElement.classList.remove('pins-cards')")
    driver.execute_script(f"location.hash = '#{CARD}'")
    assert shown(driver)
    driver.execute_script(f"location.hash = '#{USE}'")
    assert not shown(driver)

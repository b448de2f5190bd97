"""Uses the reference site as a reader would, in a real browser.

usage: site.py FOLDER_OF_THE_SITE
"""
import pathlib
import shutil
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --allow-file-access-from-files"
)


def browser(width, profile):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in FLAGS.split() + [f"--user-data-dir={profile}", f"--window-size={width},900"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def until(driver, what, condition):
    WebDriverWait(driver, 10).until(lambda _: condition(), what)


def read(driver, site):
    """The index, the search by keyboard, a page, the switch of the theme."""
    driver.get((site / "index.html").as_uri())
    pages = {path.name for path in site.glob("*.html")}
    names = lambda selector: [
        a.get_attribute("href").rsplit("/", 1)[1] for a in driver.find_elements(By.CSS_SELECTOR, selector)
    ]
    links = names(".commands a")
    guides = {"what-went-wrong.html", "coming-from-aws-cli.html"}
    guides |= {"coming-from-the-aws-sdk-for-rust.html", "recipes.html"}
    assert set(links) == pages - guides - {"index.html"}, "the index does not link every page"
    assert guides <= set(names("a")), "the index does not link every guide"

    body = driver.find_element(By.TAG_NAME, "body")
    body.send_keys("/")
    field = driver.switch_to.active_element
    assert field.get_attribute("id") == "search", "`/` does not lead to the search"
    field.send_keys("mfa config")
    until(driver, "results", lambda: driver.find_elements(By.CSS_SELECTOR, "#results a"))
    names = [a.text.split("\n")[0] for a in driver.find_elements(By.CSS_SELECTOR, "#results a")]
    assert names[:2] == ["get-user-pool-mfa-config", "set-user-pool-mfa-config"], names
    field.send_keys(Keys.ARROW_DOWN)
    chosen = driver.find_element(By.CSS_SELECTOR, '[aria-selected="true"] a')
    assert chosen.text.startswith("set-user-pool-mfa-config"), chosen.text
    field.send_keys(Keys.ENTER)
    until(driver, "the page", lambda: driver.current_url.endswith("/set-user-pool-mfa-config.html"))
    assert driver.find_element(By.TAG_NAME, "h1").text == "set-user-pool-mfa-config"

    field = driver.find_element(By.ID, "search")
    field.send_keys("no such thing at all")
    until(driver, "words", lambda: "No command fits" in driver.find_element(By.ID, "results").text)
    field.send_keys(Keys.ESCAPE)
    assert not driver.find_element(By.ID, "results").is_displayed(), "Escape does not close the results"

    driver.find_element(By.LINK_TEXT, "Output").click()
    assert driver.current_url.endswith("#output"), driver.current_url

    def back():
        return driver.execute_script("return getComputedStyle(document.body).backgroundColor")

    before = back()
    driver.find_element(By.ID, "theme").click()
    assert back() != before, "the switch does not change the colours"
    driver.refresh()
    assert back() != before, "the theme is forgotten"


def fits(driver, site):
    """No page is wider than a phone."""
    for page in sorted(site.glob("*.html")):
        driver.get(page.as_uri())
        wide = driver.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.name} is {wide} pixels wider than a phone"


def main():
    site = pathlib.Path(sys.argv[1]).resolve()
    missing = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    if missing:
        sys.exit(f"needs {' and '.join(missing)} (Debian: chromium, chromium-driver)")
    for width, check in ((1200, read), (500, fits)):
        with tempfile.TemporaryDirectory() as profile:
            driver = browser(width, profile)
            try:
                if check is fits:
                    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                        "width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True})
                check(driver, site)
                errors = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
                assert not errors, errors
            finally:
                driver.quit()
    print(f"{len(list(site.glob('*.html')))} pages read")


main()

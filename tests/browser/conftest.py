"""Chromium: the one that Playwright has installed, or the system's."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

PROGRAMS = ("chromium", "google-chrome")
MISSING = (
    "No Chromium was found. On Debian or Ubuntu: apt install chromium; or .venv-site/bin/playwright install chromium"
)


def _program(playwright):
    """The path of Chromium, None for Playwright's own. Where there is none, the tests are skipped, but not in CI."""
    if Path(playwright.chromium.executable_path).exists():
        return None
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    return found


@pytest.fixture(scope="session")
def chromium():
    """A browser without a window. It is closed at the end, also if tests fail."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(playwright), args=["--no-sandbox"])
        yield browser
        browser.close()

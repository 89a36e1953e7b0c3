"""Walks each role's main path in a real browser, with and without script: from signing in to what
they came for.

usage: roles.py http://127.0.0.1:8080 [--screenshots DIR] [--only NAME]

Needs playwright and axe-playwright-python (PyPI) and Debian's chromium.
"""

import sys
import time
import traceback

from playwright.sync_api import sync_playwright

import agreement
import keepers
import money
import officers
import outside
from walk import Walk

PATHS = [officers.officer, officers.by_keyboard, officers.section_head, money.finance, officers.leader,
         officers.supervisor, outside.clerk, outside.unit, outside.member, outside.bank, outside.newcomer,
         agreement.approvals, keepers.administrators]


def run(base, shots, only):
    walk = Walk(base, shots)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN"])
        for path in PATHS:
            if only and path.__name__ != only:
                continue
            for script in (True, False):
                begin = time.monotonic()
                try:
                    path(walk, browser, script)
                except Exception:
                    where = traceback.format_exc(limit=-6)
                    walk.check(f"{path.__name__} goes on to the end", False, where)
                    for context in browser.contexts:
                        for page in context.pages:
                            print(f"  at {page.url}: {page.title()}", flush=True)
                        context.close()
                how = "with" if script else "without"
                print(f"{path.__name__} {how} script: {time.monotonic() - begin:.0f} s", flush=True)
        browser.close()
    print(f"{walk.passed} passed, {len(walk.failures)} failed")
    return 1 if walk.failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)

    def option(name):
        return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None
    sys.exit(run(sys.argv[1], option("--screenshots"), option("--only")))

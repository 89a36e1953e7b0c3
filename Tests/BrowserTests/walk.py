"""Walks the main path of a running server as a person would, and as a program that checks
accessibility would.

usage: walk.py http://127.0.0.1:8080 [--screenshots DIR]

Needs playwright and axe-playwright-python (PyPI) and Debian's chromium.
"""

import datetime
import re
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SIZES = {"wide": (1280, 900), "phone": (360, 740)}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
WRONG = """某市科技局2025年度部门整体支出绩效自评报告
一、基本情况
2025年度基本支出100万元，其中：人员支出60万元；公用支出30万元；其他支出20万元。
项目支出50万元，其中：甲类支出20万元；乙类支出30万元。
"""
REPORT = "/reports/performance-self-evaluation/2025"
# Reads everything and changes nothing: whoever can walk through all pages without a trace.
VISITOR, PASSWORD = "demo-supervisor", "dongting-yanshi-2026"


def business_day():
    """Today as the platform counts it, wherever this machine stands."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


class Walk:
    def __init__(self, base, shots):
        self.base = base.rstrip("/")
        self.shots = shots
        self.passed = 0
        self.failures = []

    def check(self, what, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failures.append(what)
            print(f"FAILED {what} {detail}", flush=True)

    def open(self, page, path, status=200):
        answer = page.goto(self.base + path, wait_until="load")
        self.check(f"{path} answers {status}", answer and answer.status == status,
                   f"got {answer and answer.status}")

    def look(self, page, name, path, script):
        """What holds of every page: soundness for all, nothing too wide, no errors."""
        here = f"{path} {name}{'' if script else ' without script'}"
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth") \
            if script else 0
        self.check(f"{here}: nothing is wider than the window", wide <= 0, f"{wide} px over")
        self.check(f"{here}: one heading of the first rank", page.locator("h1").count() == 1)
        self.check(f"{here}: the main part is marked", page.locator("main#main").count() == 1)
        if script:
            found = Axe().run(page, options=RULES).response["violations"]
            detail = "; ".join(
                f"{v['id']} ({len(v['nodes'])}×): {v['nodes'][0]['html'][:160]}" for v in found)
            self.check(f"{here}: no accessibility violation", not found, detail)
        if self.shots:
            file = re.sub(r"[^a-z0-9]+", "-", f"{name} {path}".lower()).strip("-")
            page.screenshot(
                path=f"{self.shots}/{file}{'' if script else '-plain'}.png", full_page=True)


def sign_in(walk, page, login=VISITOR, password=PASSWORD):
    """Through the page, as a person does."""
    walk.open(page, "/sign-in")
    form = page.locator("form.plain")
    form.locator("[name=login]").fill(login)
    form.locator("[name=password]").fill(password)
    with page.expect_navigation():
        form.locator("button").click()
    walk.check(f"{login} is signed in", not page.url.endswith("/sign-in"), page.url)


def paths(walk, page):
    """The main path: overview, figure, its records, a record, registers, work lists, report,
    journal."""
    found = ["/", "/overview", "/figures", "/registers", "/reports", "/journal", "/journal/1"]
    walk.open(page, "/overview")
    cards = page.locator("a.card")
    walk.check("the overview has cards", cards.count() > 3, f"{cards.count()}")
    for name in ["contract_turnover", "assessed_smes", "budget_execution_rate"]:
        found.append(f"/figures/{name}?year=2025")
    walk.open(page, "/figures/contract_turnover?year=2025")
    record = page.locator(".lineage tbody a").first
    walk.check("a figure leads to its records", record.count() == 1)
    if record.count():
        found.append(record.get_attribute("href"))
    found.append("/registers/technology-contract")
    found.append("/registers/enterprise-assessment?q=%E5%85%AC%E5%8F%B8&in-year=2025")
    walk.open(page, "/worklists")
    lists = page.locator("main tbody th a")
    walk.check("there are work lists with something to do", lists.count() > 3, f"{lists.count()}")
    found += ["/worklists", "/worklists?county=430626"]
    for name in ["contract-waiting", "permit-expiring", "platform-rectification"]:
        found.append(f"/worklists/{name}")
    found.append("/search?q=%E7%A7%91%E6%8A%80")
    found.append("/search?q=yykj&in=organisation")
    found.append("/search?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E7%A7%8D%E4%B8%9C%E8%A5%BF")
    found.append("/search")
    found.append("/check")
    found += ["/funds", "/funds/reconciliation", "/funds/tables/execution", "/funds/tables/public05"]
    found.append("/funds/special")
    found.append("/registers/loan?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E7%A7%8D%E4%B8%9C%E8%A5%BF")
    walk.open(page, "/reports")
    if page.locator(f'a[href="{REPORT}"]').count():
        found.append(REPORT)
    return found


def keyboard(walk, page, path):
    """Every link and field is reached by the keyboard and shows that it is."""
    walk.open(page, path)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    walk.check(f"{path}: the first stop skips to the text", first == "skip", first)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    walk.check(f"{path}: after it one stands in the text", inside)
    walk.open(page, path)
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href],button,input,select,summary')]"
        ".filter(e => e.type !== 'hidden' && e.checkVisibility({contentVisibilityAuto: true})).length")
    seen, unclear = 0, []
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        state = page.evaluate("""() => {
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          if (e.dataset.walked) return {again: true};
          e.dataset.walked = "1";
          const s = getComputedStyle(e);
          const counts = e.matches('a[href],button,input,select,summary');
          return {counts, clear: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
                  html: e.outerHTML.slice(0, 120)};
        }""")
        if state is None or state.get("again"):
            break
        seen += 1 if state["counts"] else 0
        if not state["clear"]:
            unclear.append(state["html"])
    walk.check(f"{path}: all {wanted} stops are reached", seen == wanted, f"reached {seen}")
    walk.check(f"{path}: each shows that it has the focus", not unclear, str(unclear[:2]))


def filters(walk, page, script):
    """Asking a list: search, chip, taking it off again."""
    how = "" if script else " without script"
    walk.open(page, "/registers/technology-contract")
    if script:
        page.keyboard.press("/")
        walk.check("“/” goes to the search", page.evaluate("document.activeElement.name") == "q")
    page.fill("form.filters input[name=q]", "没有这种合同")
    page.click("form.filters button")
    walk.check("a search is a link" + how, "q=" in page.url, page.url)
    walk.check("an empty list says so" + how, page.locator(".empty").count() == 1)
    page.locator(".chips a").first.click()
    walk.check("a chip takes its filter off" + how, "q=%" not in page.url, page.url)
    walk.check("the rows are back" + how, page.locator("tbody tr").count() > 0)
    page.locator("thead a").first.click()
    walk.check("a heading sorts" + how, page.locator("th[aria-sort]").count() == 1, page.url)


def search(walk, page, script):
    """From the box of any page to a record."""
    how = "" if script else " without script"
    walk.open(page, "/journal")
    if script:
        page.keyboard.press("/")
        walk.check("“/” goes to the box of every page",
                   page.evaluate("document.activeElement.id") == "find")
    page.fill("#find", "科技")
    page.click("form.find button")
    walk.check("a search is an address" + how, "/search?q=" in page.url, page.url)
    walk.check("what was searched for is marked" + how, page.locator(".hits mark").count() > 0)
    page.locator(".facets a").nth(1).click()
    walk.check("a register alone is searched" + how, "in=" in page.url, page.url)
    page.locator(".hits h2 a").first.click()
    walk.check("a hit leads to its record" + how, "/registers/" in page.url, page.url)


def charts(walk, page, script):
    walk.open(page, "/figures/contract_turnover?year=2025")
    tables = page.locator(".chart-block table")
    if script:
        walk.check("charts are drawn", page.locator(".chart canvas").count() > 0)
        page.locator(".chart-block summary").first.click()
    walk.check("a chart has its table" + ("" if script else " without script"),
               tables.first.is_visible())


def worklists(walk, page, script):
    """What is overdue is said in words; a line leads to its record."""
    how = "" if script else " without script"
    walk.open(page, "/overview")
    walk.check("the overview tells what there is to do" + how, page.locator("p.work").count() == 1)
    page.locator("p.work a").click()
    walk.check("it leads to the work lists" + how, page.url.endswith("/worklists"), page.url)
    page.locator('main a[href="/worklists/contract-waiting"]').click()
    first = page.locator("tbody tr").first
    walk.check("how late it is stands in words" + how, "天" in first.inner_text())
    first.locator("th a").click()
    walk.check("a line leads to its record" + how, "/registers/technology-contract/" in page.url)


def checker(walk, page, name, script):
    """A report is chosen and sent by the keyboard; findings and text lead to one another."""
    how = f" {name}" if script else f" {name} without script"
    walk.open(page, "/check")
    page.focus("#report")
    page.set_input_files("#report", {
        "name": "报告.txt", "mimeType": "text/plain", "buffer": WRONG.encode()})
    if script:
        walk.check("what was chosen is shown with its size" + how,
                   "报告.txt" in page.locator(".chosen").inner_text()
                   and "KB" in page.locator(".chosen").inner_text())
    page.focus("form.drop button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    walk.check("the result is told" + how, page.locator("h1").inner_text() == "核对结果")
    walk.look(page, name, "/check result", script)
    first = page.locator(".findings li").first
    walk.check("a finding has its shape and its words" + how,
               "✕" in first.inner_text() and "问题" in first.inner_text(), first.inner_text())
    link = first.locator(".head a").first
    target = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    walk.check("a finding leads to its place in the text" + how, page.url.endswith(target), page.url)
    if script:
        seen = page.evaluate("""(id) => {
          const box = document.querySelector(id + " ~ mark").getBoundingClientRect();
          return box.top >= 0 && box.bottom <= window.innerHeight; }""", target)
        walk.check("which is in sight" + how, seen)
    back = page.locator(f"{target} + mark > a").first
    back.focus()
    page.keyboard.press("Enter")
    walk.check("a mark leads back to its finding" + how, "#f" in page.url, page.url)
    rule = page.locator(".findings li .rule").first
    walk.check("a finding names its rule" + how,
               page.locator(rule.get_attribute("href")).count() == 1)
    held = page.locator(".findings details").last
    held.locator("summary").focus()
    page.keyboard.press("Enter")
    walk.check("what holds can be unfolded" + how, held.locator("li").first.is_visible())
    if script:
        page.evaluate("location.hash = ''; document.querySelector('#held').open = false")
        page.locator('.tally a[href="#held"]').click()
        page.wait_for_timeout(200)
        walk.check("a link into what is folded opens it" + how, held.locator("li").first.is_visible())


def dropped(walk, page):
    """A file let fall on the page is the one that is sent; too much is refused before it is sent."""
    walk.open(page, "/check")
    page.evaluate("""() => {
      const data = new DataTransfer();
      data.items.add(new File(["今天天气很好。"], "放下的.txt"));
      const zone = document.querySelector(".zone");
      for (const name of ["dragenter", "dragover", "drop"])
        zone.dispatchEvent(new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true}));
    }""")
    walk.check("what falls on the page is chosen", "放下的.txt" in page.locator(".chosen").inner_text())
    with page.expect_navigation():
        page.click("form.drop button")
    walk.check("and is checked", "没有发现问题" in page.locator(".findings").inner_text())
    walk.open(page, "/check")
    page.set_input_files("#report", {
        "name": "大.txt", "mimeType": "text/plain", "buffer": b"x" * (33 << 20)})
    page.click("form.drop button")
    walk.check("too large a file is not sent", page.locator("h1").inner_text() == "核对报告"
               and page.evaluate("document.querySelector('#report').validationMessage").startswith("文件"))
    page.set_input_files("#report", {
        "name": "图.docx", "mimeType": "text/plain", "buffer": b"\x89PNG0000"})
    page.click("form.drop button")
    page.wait_for_selector(".wrong")
    walk.check("what cannot be read is said at the form",
               "图片（PNG）" in page.locator(".wrong").inner_text()
               and page.locator("form.drop").count() == 1)


def refusals(walk, page):
    for path, status in [("/worklists/none", 404), ("/registers/technology-contracts", 404), ("/nowhere", 404),
                         ("/figures?year=abc", 400), ("/registers/loan?state=x", 400)]:
        walk.open(page, path, status)
        walk.check(f"{path} says what to do", page.locator(".failure p").count() >= 3)


def run(base, shots):
    walk = Walk(base, shots)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN"])
        known = None
        for script in [True, False]:
            for name, (width, height) in SIZES.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, java_script_enabled=script,
                    locale="zh-CN", accept_downloads=True)
                page = context.new_page()
                errors = []
                page.on("pageerror", lambda error: errors.append(str(error)))
                page.on("console", lambda message: errors.append(message.text)
                        if message.type in ("error", "warning") else None)
                sign_in(walk, page)
                if known is None:
                    known = paths(walk, page)
                for path in known:
                    walk.open(page, path)
                    walk.look(page, name, path, script)
                filters(walk, page, script)
                search(walk, page, script)
                charts(walk, page, script)
                worklists(walk, page, script)
                checker(walk, page, name, script)
                walk.check(f"{name}: the console is quiet", not errors, str(errors[:3]))
                if script:
                    for path in ["/", "/overview", "/worklists/contract-waiting", "/search?q=%E7%A7%91%E6%8A%80",
                                 "/registers/technology-contract",
                                 "/figures/contract_turnover?year=2025"]:
                        keyboard(walk, page, path)
                    keyboard(walk, page, "/check")
                    dropped(walk, page)
                    # A refused page is an error to the console as well; that is no fault.
                    refusals(walk, page)
                context.close()
        browser.close()
    print(f"{walk.passed} passed, {len(walk.failures)} failed")
    return 1 if walk.failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = sys.argv[sys.argv.index("--screenshots") + 1] if "--screenshots" in sys.argv else None
    sys.exit(run(sys.argv[1], folder))

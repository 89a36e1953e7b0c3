"""Walks the way of a return in a real browser: made and sent by an officer, filled in by two
counties (one on the page, one in the Excel template), chased, sent back with a remark and sent
again, accepted, merged, landed.

usage: returns.py http://127.0.0.1:8080 [--screenshots DIR]

Needs playwright, axe-playwright-python and openpyxl (PyPI) and Debian's chromium.
"""

import datetime
import io
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

from walk import Walk, business_day, keyboard

PASSWORD = "dongting-yanshi-2026"
WIDTHS = {"phone": 360, "wide": 1280}
NAME = "科技型中小企业摸底（浏览器试验）"
SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


class Person:
    """Somebody who is signed in, with a window of their own."""

    def __init__(self, walk, browser, login, script=True):
        self.walk, self.login = walk, login
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=script,
            accept_downloads=True)
        self.page = self.context.new_page()
        self.errors = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.script = script
        self.page.goto(walk.base + "/sign-in")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("main form button").first.click()
        walk.check(f"{login} signs in", "/sign-in" not in self.page.url, self.page.url)

    def go(self, path, status=200):
        self.walk.open(self.page, path, status)
        return self.page

    def says(self, what, words):
        self.walk.check(f"{self.login}: {what}", words in self.page.locator("main").inner_text(),
                        self.page.locator("main").inner_text()[:300])

    def looks(self, name):
        """The page as it stands, at two widths: sound for all, nothing too wide, a picture kept."""
        for width, pixels in WIDTHS.items():
            self.page.set_viewport_size({"width": pixels, "height": 900})
            self.walk.look(self.page, width, f"/returns {name}", self.script)
        self.page.set_viewport_size({"width": 1280, "height": 900})


def due():
    """A working day ahead, in the middle of a week."""
    day = business_day() + datetime.timedelta(days=14)
    return day + datetime.timedelta(days=(2 - day.weekday()) % 7)


def make(walk, officer):
    """A return of a register's fields, so that it can land there."""
    page = officer.go("/returns")
    officer.looks("list of an officer")
    page.click("main >> text=新建报表")
    officer.looks("new")
    page.select_option("#f-register", label="科技型中小企业评价")
    page.click("text=用它的字段作表")
    page.fill("#field-name", NAME)
    page.fill("#field-due_on", due().isoformat())
    row = page.locator("tr", has_text="staff_total")
    row.locator("[name$='.use']").select_option("是")
    row.locator("[name$='.total']").select_option("是")
    officer.looks("plan")
    page.locator(".save-bar button", has_text="作好这张表").click()
    officer.says("the return is made", "还没有下发")
    officer.looks("made")
    return page.url.split("/returns/")[1].split("?")[0]


def send(walk, officer):
    page = officer.page
    page.locator("main .actions a", has_text="下发").click()
    walk.check("13 counties and zones are chosen beforehand",
               page.locator("input[name=county]:checked").count() == 13)
    officer.looks("receivers")
    page.locator(".save-bar button", has_text="看看会发生什么").click()
    officer.says("the preview names everybody", "城陵矶新港区")
    officer.looks("preview of sending")
    page.locator(".save-bar button", has_text="确认下发 13 张").click()
    officer.says("it is sent", "已下发")
    officer.looks("standing")


def open_sheet(person):
    """From the desk, past what is asked, to the form; the number of the sheet."""
    page = person.go("/")
    person.looks("desk of a county")
    page.locator("main a", has_text=NAME).first.click()
    person.looks("sheet before it is opened")
    page.locator("main button", has_text="打开填报").click()
    person.says("it is opened", "已打开")
    return page.url.split("/sheets/")[1].split("?")[0]


def enterprise(person):
    """The name of an enterprise of the county's own."""
    page = person.go("/registers/organisation?kind=enterprise")
    return page.locator("main tbody th a").first.inner_text().strip()


def until(page, words, seconds=12):
    """Whether the bar at the foot comes to say it."""
    for _ in range(seconds * 20):
        if words in page.locator("[data-save-state]").inner_text():
            return True
        page.wait_for_timeout(50)
    return False


def typed_is_kept(walk, clerk, number):
    """Without a button: kept while one types, found by a second window, which is told of the first."""
    if not clerk.script:
        return
    page = clerk.page
    walk.check("what is typed is saved by itself", until(page, "已保存"))
    second = clerk.context.new_page()
    second.goto(f"{walk.base}/returns/sheets/{number}")
    walk.check("another window goes on with it", second.input_value("[name='rows.0.staff_total']") == "-5")
    second.fill("[name='rows.0.staff_total']", "-6")
    walk.check("and saves", until(second, "已保存"))
    page.fill("[name='rows.0.staff_total']", "-7")
    walk.check("the first is told of it", until(page, "另一个窗口改过"))
    page.locator("[data-banner] a").click()
    walk.check("it sees what the second saved", page.input_value("[name='rows.0.staff_total']") == "-6")
    walk.check("and is offered its own", page.get_by_role("button", name="用它").is_visible())
    clerk.looks("sheet with a copy of its own")
    page.get_by_role("button", name="用它").click()
    walk.check("which comes back", page.input_value("[name='rows.0.staff_total']") == "-7")
    walk.check("and is saved", until(page, "已保存"))
    second.close()


def by_page(walk, clerk):
    """Wrong first, kept as a draft, then right and sent; the stamped scan beside."""
    name = enterprise(clerk)
    number = open_sheet(clerk)
    page = clerk.page
    page.fill("[name='rows.0.enterprise']", name)
    page.fill("[name='rows.0.eval_year']", "2026")
    page.fill("[name='rows.0.staff_total']", "-5")
    typed_is_kept(walk, clerk, number)
    page.locator(".save-bar button", has_text="存草稿").last.click()
    clerk.says("the draft is kept", "草稿已保存")
    walk.check("what is wrong stands at the cell", page.locator("td .problem").count() == 1)
    clerk.looks("draft with a problem")
    page.fill("[name='rows.0.staff_total']", "55")
    page.locator(".save-bar button", has_text="报送").last.click()
    clerk.says("it is sent", "已报送")
    page.set_input_files("#file-file", {
        "name": "盖章件.pdf", "mimeType": "application/pdf", "buffer": SCAN})
    page.locator("form.upload button").last.click()
    clerk.says("the stamped scan is there", "盖章件.pdf")
    clerk.looks("sent sheet")
    with page.expect_download() as download:
        page.locator("#files a", has_text="盖章件.pdf").first.click()
    walk.check("the scan comes back whole",
               Path(download.value.path()).read_bytes() == SCAN)
    return number


def by_workbook(walk, clerk):
    """The locked template is filled with another program and taken in."""
    name = enterprise(clerk)
    number = open_sheet(clerk)
    page = clerk.page
    clerk.looks("sheet to fill in")
    with page.expect_download() as download:
        page.click("text=下载模板")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "filled.xlsx"
        book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        sheet = book.worksheets[0]
        fill(sheet, {"企业": name, "评价年度": 2026, "职工总数": 40})
        book.save(path)
        page.set_input_files("#sheet-file", str(path))
        page.locator("#template button", has_text="读入，先存草稿").click()
    clerk.says("the workbook is read", "草稿已保存")
    walk.check("its cells are there",
               page.input_value("[name='rows.0.staff_total']") == "40")
    page.locator(".save-bar button", has_text="报送").last.click()
    clerk.says("it is sent", "已报送")
    return number


def fill(sheet, values):
    """Writes below the headings that begin with these words."""
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            text = str(cell.value or "")
            for word in values:
                if word not in found and text.startswith(word) and len(text) <= len(word) + 4:
                    found[word] = cell
    row = max(cell.row for cell in found.values()) + 1
    # A hint may stand between the headings and the first row that can be typed into.
    while sheet.cell(row=row, column=found["企业"].column).protection.locked:
        row += 1
    for word, value in values.items():
        sheet.cell(row=row, column=found[word].column).value = value


def chase(walk, officer, number):
    page = officer.go(f"/returns/{number}")
    page.locator("main .actions a", has_text="催报").click()
    officer.says("the words are shown", "请登录平台填报")
    officer.looks("preview of chasing")
    page.locator(".save-bar button", has_text="催报 11 个单位").click()
    officer.says("they are chased", "已催报")
    page = officer.go(f"/returns/{number}/chase")
    officer.says("nobody twice a day", "今天已经催过")


def review(walk, officer, clerk, sheet):
    """Sent back with a remark on a cell, mended, accepted."""
    page = officer.go(f"/returns/sheets/{sheet}")
    officer.looks("sheet of an officer")
    page.fill("[name='remarks.0.line']", "1")
    page.select_option("[name='remarks.0.heading']", label="职工总数")
    page.fill("[name='remarks.0.remark']", "与社保人数对不上，请核对")
    page.locator("main button", has_text="退回补正").click()
    officer.says("it is sent back", "已退回")
    mended = clerk.go(f"/returns/sheets/{sheet}")
    clerk.says("the remark stands at its cell", "与社保人数对不上")
    clerk.looks("returned sheet")
    mended.fill("[name='rows.0.staff_total']", "45")
    mended.locator(".save-bar button", has_text="报送").last.click()
    clerk.says("it is sent again", "已报送")


def accept(officer, sheet):
    page = officer.go(f"/returns/sheets/{sheet}")
    page.locator("main button", has_text="审核通过").click()
    officer.says("it is accepted", "已审核通过")


def merge(walk, officer, number):
    page = officer.go(f"/returns/{number}/merged")
    officer.says("the sum is there", "85")
    officer.says("the missing are named", "缺 11 个")
    officer.looks("merged")
    with page.expect_download() as download:
        page.click("text=汇总表（Excel）")
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    texts = [str(c.value) for row in book.worksheets[0].iter_rows() for c in row if c.value]
    walk.check("the workbook has the sum", "85" in texts or "85.0" in texts, str(texts[:30]))


def land(walk, officer, number):
    page = officer.go(f"/returns/{number}/land")
    officer.says("what landing does is shown before", "2 条新记录")
    officer.looks("preview of landing")
    page.locator(".save-bar button", has_text="入库").last.click()
    officer.says("it has landed", "已入库")
    officer.looks("standing after landing")
    page = officer.go("/registers/enterprise-assessment?eval_year=2026&q=")
    walk.check("the records are there", page.locator("main tbody tr").count() >= 2)


def closed(walk, other, sheet):
    """Another county's sheet is not there."""
    page = other.go(f"/returns/sheets/{sheet}", 404)
    walk.check("no word of whose it is", "岳阳楼区" not in page.locator("main").inner_text())
    other.looks("a sheet that is not there")


def fixed(walk, clerk, officer):
    """What the demonstration has under way: rows that are given, values of last period beside."""
    page = clerk.go("/returns")
    page.locator("main tbody a", has_text="四季度").first.click()
    walk.check("last period's values stand beside", page.locator(".beside").count() > 0)
    clerk.looks("sheet with fixed rows")
    page = officer.go("/returns")
    page.locator("main tbody a", has_text="四季度").first.click()
    officer.looks("standing with late ones")
    page.locator("main .actions a", has_text="汇总表").click()
    walk.check("differences are there", "上期" in page.locator("main").inner_text())
    officer.looks("merged with last period")


def plain(walk, browser, login):
    """What is under way in the demonstration, without a script: lists, sheets, forms."""
    person = Person(walk, browser, login, script=False)
    page = person.go("/returns")
    person.looks(f"list of {login} without script")
    page.locator("main tbody a").first.click()
    person.looks(f"first of {login} without script")
    person.context.close()


def main():
    base = sys.argv[1]
    shots = sys.argv[sys.argv.index("--screenshots") + 1] if "--screenshots" in sys.argv else None
    if shots:
        Path(shots).mkdir(parents=True, exist_ok=True)
    walk = Walk(base, shots)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage"])
        officer = Person(walk, browser, "demo-officer")
        first = Person(walk, browser, "demo-clerk")
        second = Person(walk, browser, "demo-clerk2")
        number = make(walk, officer)
        send(walk, officer)
        one = by_page(walk, first)
        two = by_workbook(walk, second)
        chase(walk, officer, number)
        review(walk, officer, first, one)
        accept(officer, one)
        accept(officer, two)
        merge(walk, officer, number)
        land(walk, officer, number)
        closed(walk, second, one)
        fixed(walk, second, officer)
        for path in ["/returns", f"/returns/{number}", f"/returns/{number}/merged"]:
            keyboard(walk, officer.page, path)
        first.go("/returns")
        first.looks("list of a county")
        for person in [officer, first, second]:
            walk.check(f"{person.login}: no error of a script", not person.errors,
                       str(person.errors[:2]))
        plain(walk, browser, "demo-officer")
        plain(walk, browser, "demo-clerk")
        browser.close()
    print(f"returns: {walk.passed} checks passed, {len(walk.failures)} failed")
    sys.exit(1 if walk.failures else 0)


if __name__ == "__main__":
    main()

"""Walks the way of an allocation paper in a real browser: made from an Excel by an officer, agreed to by
four, received and disbursed by the county's clerk, confirmed by the unit with its bank's receipt.

usage: allocations.py http://127.0.0.1:8080 [--screenshots DIR]

Needs playwright, axe-playwright-python and openpyxl (PyPI) and Debian's chromium.
"""

import io
import re
import sys
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import sync_playwright

from returns import SCAN, WIDTHS, Person
from walk import Walk, business_day, keyboard

AGREE = re.compile(r"^\s*同意")
TITLE = "关于下达浏览器试验资金的通知"


class Party(Person):
    def looks(self, name):
        for width, pixels in WIDTHS.items():
            self.page.set_viewport_size({"width": pixels, "height": 900})
            self.walk.look(self.page, width, f"/funds {name}", self.script)
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def press(self, words):
        self.page.locator("main button:visible", has_text=words).last.click()

    def follow(self, words):
        self.page.locator("main a", has_text=words).first.click()


def workbook(unit, county, other):
    """A table as a section makes it: a title, the unit, a header, two payees, a sum."""
    book = Workbook()
    sheet = book.active
    sheet.append(["浏览器试验资金安排表"])
    sheet.merge_cells("A1:D1")
    sheet.append(["", "", "", "单位：万元"])
    sheet.append(["序号", "单位名称", "县市区", "金额"])
    sheet.append([1, unit, county, 12.5])
    sheet.append([2, "浏览器试验研究所", other, 7.5])
    sheet.append(["合计", "", "", 20])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def make(walk, officer, unit, county, other):
    page = officer.go("/funds/papers")
    officer.looks("list of papers")
    officer.follow("新建指标文")
    officer.looks("new paper")
    page.fill("#field-title", TITLE)
    fund = page.locator("label", has_text="市科技创新专项资金（演示）")
    if fund.count():
        fund.first.click()
    else:
        page.select_option("#field-earmark", label="市科技创新专项资金（演示）")
    page.fill("#field-total", "20")
    page.select_option("#field-total-unit", label="万元")
    page.select_option("#field-responsible_section", value="high-tech")
    officer.press("建好")
    officer.says("the paper is made", "还没有明细表")
    officer.looks("paper without a table")
    number = page.url.split("/papers/")[1].split("?")[0]
    officer.follow("上传明细表")
    officer.looks("split form")
    page.set_input_files("#split-file", {
        "name": "安排表.xlsx", "buffer": workbook(unit, county, other),
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    officer.press("预览")
    officer.says("the preview sums up", "合计 200,000.00 元，与总额相等")
    officer.looks("preview of splitting")
    officer.press("确认，写入 2 家")
    officer.says("it is split", "已按明细表分好")
    officer.follow("文号和会签")
    page.fill("#field-doc_no", f"演财教指〔{business_day().year}〕9号")
    page.fill("#field-cosigned_on", business_day().isoformat())
    page.fill("#field-cosigner", "演示市财政局")
    officer.looks("number and co-signature")
    officer.press("保存")
    officer.says("nothing stands in the way", "可以报批下达")
    officer.looks("paper that is ready")
    officer.follow("报批下达")
    officer.looks("before asking")
    officer.press("报批")
    walk.check("it lies before those who agree", "/approvals/" in page.url, page.url)
    return number, page.url.split("/approvals/")[1].split("?")[0]


def agree(walk, browser, approval):
    for login in ("demo-head", "demo-leader", "demo-finance", "demo-director"):
        person = Party(walk, browser, login)
        person.go(f"/approvals/{approval}")
        # 不同意 has the same words in it.
        person.page.locator(
            "main button:not(.visually-hidden)", has_text=AGREE).first.click()
        person.says("agrees", "同意")
        person.context.close()


def county_acts(walk, clerk, unit):
    page = clerk.go("/funds/received")
    clerk.looks("what has come for a county")
    for words, button in (("确认收到所选", "确认 1 笔"), ("记所选已拨付", "确认 1 笔")):
        form = page.locator("section.group form", has=page.locator("button", has_text=words))
        form.locator("tr", has_text="演财教指〔%d〕9号" % business_day().year).locator(
            "input[name=choose]").check()
        form.locator("button", has_text=words).click()
        clerk.looks("confirm " + words)
        clerk.press(button)
        clerk.says(words, "已")
    clerk.says("it waits for the unit", "等单位确认到账")


def unit_acts(walk, person, number):
    page = person.go("/funds/received")
    person.looks("what has come for a unit")
    page.locator("tr", has_text="演财教指〔%d〕9号" % business_day().year).locator("a").first.click()
    person.looks("one payee's money")
    page.fill("#field-receipt", "LL-20260001")
    person.press("确认到账")
    person.says("it has arrived", "已确认到账")
    page.set_input_files("#files input[type=file]", {
        "name": "回单.pdf", "buffer": SCAN, "mimeType": "application/pdf"})
    page.locator("#files form.upload button, #files form button").last.click()
    person.says("the receipt is kept", "回单.pdf")
    person.looks("money that has arrived")


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
        clerk = Party(walk, browser, "demo-clerk", script=False)
        person = Party(walk, browser, "demo-unit")
        page = person.go("/funds/received")
        unit = page.locator("main tbody th a").first.inner_text().strip()
        # The clerk's county stands beside the name, wherever the register puts the unit.
        county = clerk.go("/").locator(".person .who").inner_text().split("·")[-1].split()[0]
        officer = Party(walk, browser, "demo-officer")
        number, approval = make(walk, officer, unit, county, "云溪区")
        agree(walk, browser, approval)
        officer.go(f"/funds/papers/{number}")
        officer.says("it is issued", "钱在哪里")
        officer.looks("issued paper")
        county_acts(walk, clerk, unit)
        unit_acts(walk, person, number)
        officer.go(f"/funds/papers/{number}")
        officer.says("what has arrived is told", "1 笔，125,000.00 元")
        officer.go(f"/registers/allocation-paper/{number}/papers")
        officer.press("出具指标文公文")
        officer.says("the document names both issuers", "财政局")
        officer.looks("document")
        for path in ["/funds/papers", f"/funds/papers/{number}", f"/funds/papers/{number}/chase"]:
            keyboard(walk, officer.page, path)
        for one in (officer, clerk, person):
            walk.check(f"{one.login}: no error of a script", not one.errors, str(one.errors[:2]))
        browser.close()
    print(f"allocations: {walk.passed} checks passed, {len(walk.failures)} failed")
    sys.exit(1 if walk.failures else 0)


if __name__ == "__main__":
    main()

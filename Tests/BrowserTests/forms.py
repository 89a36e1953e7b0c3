"""Fills the sample forms in a real browser, with and without script: what is typed is saved, kept
and found again; the script says what the program says.

usage: forms.py FOLDER-OF-SAMPLES [--screenshots DIR]

Needs playwright and axe-playwright-python (PyPI) and Debian's chromium.
"""

import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from samples import Samples
from walk import Walk

WIDTHS = {"phone": 360, "zoomed": 640, "wide": 1280, "large": 1920}
PAGES = ["form", "wrong", "merge", "confirm", "states"]
PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.getElementById(id).dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def holds(page, condition, seconds=8):
    """Whether it comes true; asked from outside, because the page's policy refuses `eval`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if page.evaluate(condition):
            return True
        page.wait_for_timeout(50)
    return False


def looks(walk, browser):
    """Every page at every width: nothing too wide, no violation, a quiet console."""
    for script in [True, False]:
        for name, width in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": width, "height": 800}, java_script_enabled=script)
            page = context.new_page()
            errors = []
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda message: errors.append(message.text)
                    if message.type in ("error", "warning") else None)
            for path in PAGES:
                walk.open(page, f"/{path}.html")
                walk.look(page, name, f"/{path}", script)
            walk.check(f"{name}: the console is quiet", not errors, str(errors[:2]))
            context.close()


def capitals(walk, page, folder):
    """The script's echo of an amount is the program's, text by text."""
    lines = [line.split("\t") for line in (folder / "amounts.tsv").read_text().split("\n")]
    said = page.evaluate("lines => lines.map(([text, unit]) => amountEcho(text, unit))", lines)
    wrong = [(line, told) for line, told in zip(lines, said) if line[2] != told]
    walk.check(f"{len(lines)} amounts are echoed alike", not wrong, str(wrong[:3]))
    page.fill("#field-income", "12")
    page.select_option("#field-income-unit", "万元")
    walk.check("the echo follows the unit",
               page.locator("#field-income-capitals").inner_text() == "120,000.00 元，大写：壹拾贰万元整")


def small(walk, page):
    """Conditions, counters, written dates."""
    place = page.locator(".form-field", has=page.locator("#field-field_of_use"))
    walk.check("a field of another case is not there", not place.is_visible())
    page.check("#field-kind")
    walk.check("it comes with its case", place.is_visible()
               and page.locator("#field-field_of_use").is_enabled())
    user = page.locator(".form-field", has=page.locator("#field-used_by"))
    walk.check("what depends on an unanswered field is not there", not user.is_visible())
    page.check("#field-in_use")
    walk.check("it comes with its answer", user.is_visible())
    page.check("#field-kind-2")
    walk.check("with its case go all that depend on it", not user.is_visible() and not place.is_visible()
               and page.locator("#field-used_by").is_disabled())
    page.check("#field-kind")
    page.fill("#field-title", "四个汉字")
    walk.check("the counter counts", "已填 4 字" in page.locator("[data-counts=field-title]").inner_text())
    page.evaluate(PASTE, ["field-done_on", "2025年11月3日"])
    walk.check("a date is pasted as people write it", page.input_value("#field-done_on") == "2025-11-03")
    page.locator("#field-done_on + button").click()
    page.fill("#field-done_on", "２０２４.２.9")
    page.locator("#field-done_on + button").click()
    walk.check("a date may be written", page.input_value("#field-done_on") == "2024-02-09")


def picker(walk, page):
    """A record is found by the keyboard alone."""
    page.fill("#field-owner", "洞庭乙")
    walk.check("a name typed over takes the old choice away",
               page.locator("[name='owner.id']").input_value() == "")
    page.fill("#field-owner", "dt")
    page.wait_for_selector("#field-owner-options li")
    walk.look(page, "open picker", "/form", True)
    page.focus("#field-owner")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#field-owner", "aria-activedescendant")
    walk.check("the active one is told", active == "field-owner-options-1", str(active))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    walk.check("the keys go round", page.input_value("#field-owner") == "洞庭丙研究院")
    walk.check("the choice is kept", page.locator("[name='owner.id']").input_value() == "14")
    walk.check("the list is shut", not page.locator("#field-owner-options").is_visible())
    page.fill("#field-owner", "没有这个")
    walk.check("what is not found may stand",
               holds(page, "document.body.innerText.includes('没有找到；可以照填')")
               and page.locator("[name='owner.id']").input_value() == "")
    page.fill("#field-industry", "hy12")
    page.wait_for_selector("#field-industry-options li")
    page.focus("#field-industry")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    walk.check("a long list is found by initials", page.input_value("#field-industry") == "行业12")
    page.fill("#field-partner", "dt")
    page.wait_for_selector("#field-partner-options li")
    page.focus("#field-partner")
    page.keyboard.press("Escape")
    walk.check("Escape shuts the list", not page.locator("#field-partner-options").is_visible())
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#field-partner-options li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    walk.check("a choice takes the place of the candidates",
               page.locator(".candidates").count() == 0
               and page.locator("[name='partner.id']").input_value() == "12")


def prefill(walk, browser):
    """A chosen record fills what is empty, says so, and never writes over what was typed."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    walk.open(page, "/form.html")
    page.check("#field-kind")
    page.fill("#field-title", "自己写的")

    def choose(name, nth):
        page.fill("#field-owner", name)
        page.wait_for_selector("#field-owner-options li")
        page.locator("#field-owner-options li").nth(nth).dispatch_event("mousedown")

    choose("dt", 0)
    walk.check("an empty field is filled",
               holds(page, "document.getElementById('field-field_of_use').value === '领域12'"))
    walk.check("and a choice made", page.locator("[name=open][value='1']").is_checked())
    walk.check("what was typed stays", page.input_value("#field-title") == "自己写的")
    notes = page.locator("[data-origin]")
    walk.check("where it came from is said", notes.count() == 2 and "取自“#12”" in notes.first.inner_text())
    walk.look(page, "prefilled", "/form", True)
    choose("dt", 1)
    walk.check("what nobody touched follows the next choice",
               holds(page, "document.getElementById('field-field_of_use').value === '领域13'"))
    page.fill("#field-field_of_use", "自己改的")
    walk.check("what is touched is one's own", page.locator(
        ".form-field", has=page.locator("#field-field_of_use")).locator("[data-origin]").count() == 0)
    choose("dt", 2)
    walk.check("and stays", holds(page, "document.body.innerText.includes('取自“#14”')")
               and page.input_value("#field-field_of_use") == "自己改的")
    page.context.close()


def rows(walk, page):
    """A block of a spreadsheet, the return key, a row deleted and taken back."""
    block = "赵一\t参加\t1,200.50\t2024年5月6日\r\n\"钱\"\"二\"\t负责\t300\t\r\n孙三\t旁观\tx\t2024-01-02\r\n"
    page.evaluate(PASTE, ["field-people-1-name", block])
    lines = page.locator("[data-rows=people] tbody tr")
    walk.check("a block adds the rows it needs", lines.count() == 4, str(lines.count()))
    cells = page.evaluate(
        "[...document.querySelectorAll('[data-column]')].map(e => [e.name, e.value])")
    cells = dict(cells)
    walk.check("cells are read", [cells[f"people.1.{c}"] for c in ("name", "role", "amount", "since")]
               == ["赵一", "join", "1200.50", "2024-05-06"], str(cells))
    walk.check("a quoted cell is one", cells["people.2.name"] == "钱\"二", cells["people.2.name"])
    said = page.locator(".row-tools [role=status]").inner_text()
    walk.check("what was not in the list is told", "1 格" in said, said)
    total = page.locator("[data-total=amount]").inner_text()
    walk.check("the sum follows", total == "2,501.00", total)
    page.focus("#field-people-2-amount")
    page.keyboard.press("Enter")
    walk.check("the return key goes down",
               page.evaluate("document.activeElement.name") == "people.3.amount")
    page.keyboard.press("Enter")
    walk.check("and adds a row at the end", lines.count() == 5
               and page.evaluate("document.activeElement.name") == "people.4.amount")
    page.locator("[name='remove.people.1']").click()
    walk.check("a row is deleted and the others move up", lines.count() == 4
               and page.input_value("[name='people.1.name']") == "钱\"二")
    page.get_by_role("button", name="恢复").click()
    walk.check("and taken back", page.input_value("[name='people.1.name']") == "赵一")
    page.locator("[name='add.people']").click()
    walk.check("the button adds one", lines.count() == 6)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    walk.check("no id is there twice", len(ids) == len(set(ids)))


def drafts(walk, browser, samples):
    """Saved while typing; kept on this machine where the line is down; offered again."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    state = page.locator("[data-save-state]")
    kept = "Object.entries(localStorage).filter(([k]) => k.startsWith('draft:')).map(([, v]) => v)"

    def says(words):
        said = holds(page, f"document.querySelector('[data-save-state]').textContent.includes('{words}')")
        walk.check(f"the bar says “{words}”", said, state.inner_text())

    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    walk.open(page, "/form.html")
    page.fill("#field-title", "第一稿")
    walk.check("what is not saved is said", state.inner_text() == "还没有保存", state.inner_text())
    says("已保存 14:03")
    sent = dict(samples.posted("/worklists/draft"))
    walk.check("the draft has what was typed", sent["title"] == "第一稿" and sent["csrf"] == "c0ffee"
               and sent["version"] == "3" and "act" not in sent, str(sent)[:200])
    walk.check("the next one follows the version", page.input_value("[name=version]") == str(samples.version))
    walk.check("no copy stays here", page.evaluate(kept) == [])
    page.reload()
    walk.check("nobody is asked where all is saved", asked == [], str(asked))

    page.route("**/worklists/draft", lambda route: route.abort())
    page.fill("#field-title", "断线时写的")
    page.locator("[name='add.people']").click()
    page.fill("[name='people.2.name']", "周四")
    says("没有连上，内容在本机")
    copy = page.evaluate(kept)
    walk.check("a copy is kept, without the token", len(copy) == 1 and "c0ffee" not in copy[0])
    page.reload()
    walk.check("who leaves is asked", asked == ["beforeunload"], str(asked))
    banner = page.locator("[data-banner] [role=alert]")
    walk.check("the copy is offered", "没有发出的内容" in banner.inner_text())
    walk.look(page, "banner", "/form", True)
    page.get_by_role("button", name="用它").click()
    walk.check("and put back, rows and all", page.input_value("#field-title") == "断线时写的"
               and page.input_value("[name='people.2.name']") == "周四")
    page.unroute("**/worklists/draft")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    says("已保存")
    walk.check("once saved the copy goes", page.evaluate(kept) == [])

    samples.draft_status = 401
    page.fill("#field-title", "登录到期后写的")
    says("登录已到期，内容在本机")
    samples.draft_status = 409
    page.evaluate("window.dispatchEvent(new Event('online'))")
    says("另一个窗口改过")
    link = page.locator("[data-banner] a")
    walk.check("the other window's draft is compared", "另一个窗口改过这份草稿" in banner.inner_text()
               and link.get_attribute("href") == "/worklists/compare")
    samples.draft_status = 200
    page.reload()
    page.get_by_role("button", name="丢掉").click()
    walk.check("a copy may be thrown away", page.evaluate(kept) == [])
    page.context.close()


def sent(walk, browser, samples, script):
    """The form is sent whole; the buttons of a table send it too where there is no script."""
    how = "" if script else " without script"
    page = browser.new_context(java_script_enabled=script).new_page()
    walk.open(page, "/wrong.html")
    if script:
        walk.check("what is wrong has the focus",
                   page.evaluate("document.activeElement.id") == "problems")
    page.locator("#problems a").first.click()
    page.fill("#field-budget", "100")
    page.focus("#field-budget")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('收到')")
    body = samples.posts[-1][1]
    walk.check("the return key saves" + how, "name=\"act\"\r\n\r\nsave" in body, body[-300:])
    walk.check("all is sent" + how, all(f'name="{name}"' in body for name in [
        "title", "budget.unit", "done_on", "owner.id", "partner.label", "place.other",
        "people.1.amount", "proof", "csrf", "version"]))
    if not script:
        walk.open(page, "/form.html")
        walk.check("a condition is said where nothing hides",
                   "仅当成果类别为应用技术时填" in page.locator("main").inner_text())
        page.locator("[name='remove.people.1']").click()
        page.wait_for_selector("h1:has-text('收到')")
        walk.check("a row's button sends the form", 'name="remove.people.1"' in samples.posts[-1][1]
                   and 'name="act"' not in samples.posts[-1][1])
        walk.open(page, "/merge.html")
        page.locator("[name='merge.summary'][value=yours]").check()
        page.get_by_role("button", name="按所选的保存").click()
        page.wait_for_selector("h1:has-text('收到')")
        chosen = dict(samples.posted("/worklists/merge"))
        walk.check("a merge sends the sides chosen", [chosen.get("merge." + name) for name in (
            "title", "income", "summary")] == ["theirs", "yours", "yours"], str(chosen))
    page.context.close()


def covered(walk, browser):
    """What has the focus is never under the bar at the foot, and shows that it has it."""
    page = browser.new_context(viewport={"width": 1280, "height": 700}).new_page()
    walk.open(page, "/form.html")
    under, unclear = [], []
    page.focus("#field-title")
    for _ in range(60):
        page.keyboard.press("Tab")
        bad = page.evaluate("""() => {
          const e = document.activeElement, bar = document.querySelector(".save-bar");
          if (!e.closest("main") || bar.contains(e)) return null;
          const box = e.getBoundingClientRect();
          return box.bottom > bar.getBoundingClientRect().top + 1 && box.height < 300
            ? e.outerHTML.slice(0, 80) : null; }""")
        if bad:
            under.append(bad)
        dim = page.evaluate("""() => {
          const e = document.activeElement, s = getComputedStyle(e);
          return e === document.body || s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2
            ? null : e.outerHTML.slice(0, 80); }""")
        if dim:
            unclear.append(dim)
    walk.check("the bar covers nothing that has the focus", not under, str(under[:3]))
    walk.check("each shows that it has the focus", not unclear, str(unclear[:3]))
    page.context.close()


def session(walk, browser):
    """Before the session ends it is said, and one may stay."""
    page = browser.new_context().new_page()
    page.clock.install()
    walk.open(page, "/states.html")
    page.clock.fast_forward(1_490_000)
    walk.check("nothing is said early", page.locator(".session").count() == 0)
    page.clock.fast_forward(20_000)
    walk.check("the end is told five minutes before",
               "5 分钟" in page.locator(".session").inner_text())
    page.get_by_role("button", name="继续使用").click()
    page.wait_for_selector(".session", state="detached")
    page.clock.fast_forward(1_510_000)
    walk.check("and told again later", page.locator(".session").count() == 1)
    page.context.close()


def run(folder, shots):
    samples = Samples(folder)
    walk = Walk(samples.base, shots)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        looks(walk, browser)
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        walk.open(page, "/form.html")
        capitals(walk, page, Path(folder))
        small(walk, page)
        picker(walk, page)
        rows(walk, page)
        page.context.close()
        prefill(walk, browser)
        drafts(walk, browser, samples)
        sent(walk, browser, samples, True)
        sent(walk, browser, samples, False)
        covered(walk, browser)
        session(walk, browser)
        browser.close()
    print(f"{walk.passed} passed, {len(walk.failures)} failed")
    return 1 if walk.failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    where = sys.argv[sys.argv.index("--screenshots") + 1] if "--screenshots" in sys.argv else None
    sys.exit(run(sys.argv[1], where))

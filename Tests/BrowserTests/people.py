"""A person at a browser: signs in, reads, fills in forms, presses buttons, and looks whether the
pages are sound."""

import base64
import hashlib
import hmac
import re
import struct
import time

from axe_playwright_python.sync_playwright import Axe

from walk import PASSWORD, RULES

# What a person may hand in about a missing right: the browser notes the status, nothing is broken.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
WIDTHS = {"wide": 1280, "phone": 360}
PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.getElementById(id).dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


class Person:
    """One browser of one person. Pages of a kind are looked at once in all, at each width."""

    seen = set()

    def __init__(self, walk, browser, script):
        self.walk, self.browser, self.script = walk, browser, script
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=script, locale="zh-CN")
        self.context.set_default_timeout(15_000)
        self.login = ""
        self.errors = []
        self.window()

    def window(self):
        """A further window of the same browser, which is the one from now on."""
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self.heard)
        return self.page

    def heard(self, message):
        if message.type in ("error", "warning") and not EXPECTED.match(message.text):
            self.errors.append(message.text)

    def check(self, what, holds, detail=""):
        how = "" if self.script else " without script"
        self.walk.check(f"{self.login or 'somebody'}: {what}{how}", holds, detail)

    def sign_in(self, login, password=PASSWORD, code=None):
        """Through the page, from the address that was asked for, back to it."""
        self.login = login
        if "/sign-in" not in self.page.url:
            self.go("/sign-in")
        form = self.page.locator("form.plain")
        form.locator("[name=login]").fill(login)
        form.locator("[name=password]").fill(password)
        self.send(form.locator("button"))
        if code:
            self.check("the code of the authenticator is asked for",
                       self.page.locator("[name=code]").count() == 1)
            self.page.locator("[name=code]").fill(code)
            self.send(self.page.locator("form.plain button"))
        return self

    def sign_out(self):
        self.send(self.page.get_by_role("button", name="退出", exact=True))
        self.check("signing out leads to the sign-in page", "/sign-in" in self.page.url)
        self.go("/me")
        self.check("nothing is shown after it", "/sign-in" in self.page.url, self.page.url)

    def go(self, path, status=200):
        answer = self.page.goto(path if "://" in path else self.walk.base + path, wait_until="load")
        self.check(f"{path} answers {status}", answer and answer.status == status,
                   f"got {answer and answer.status}: {self.page.title()}")

    def send(self, what):
        """Presses something that leads to another page; gives the status of that page."""
        with self.page.expect_navigation(wait_until="load") as waiting:
            what.click()
        answer = waiting.value
        return answer.status if answer else None

    def press(self, name):
        return self.send(self.page.get_by_role("button", name=name, exact=True).first)

    def follow(self, name):
        return self.send(self.page.get_by_role("link", name=name, exact=True).first)

    def fill(self, field, value):
        """The field of a form for records by its name."""
        place = self.page.locator(f"#field-{field}")
        if place.evaluate("e => e.tagName") == "SELECT":
            return place.select_option(value)
        if place.get_attribute("type") == "radio":
            return self.page.locator(f"[name='{field}'][value='{value}']").check()
        return place.fill(value)

    def value(self, field):
        return self.page.locator(f"#field-{field}").input_value()

    @property
    def text(self):
        return self.page.locator("main").inner_text()

    def says(self, words, what=None):
        self.check(what or f"the page says “{words}”", words in self.text, self.text[:300])

    def offers(self, name):
        """Whether a button or link of this name is on the page."""
        return any(self.page.get_by_role(role, name=name, exact=True).count()
                   for role in ("button", "link"))

    def until(self, condition, seconds=10):
        """Whether it comes true; asked from outside, because the page's policy refuses `eval`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            self.page.wait_for_timeout(50)
        return False

    def look(self, kind):
        """What holds of every page, at both widths; each kind of page once."""
        self.check(f"{kind}: one heading of the first rank", self.page.locator("h1").count() == 1)
        if not self.script or kind in Person.seen:
            return
        Person.seen.add(kind)
        for name, width in WIDTHS.items():
            self.page.set_viewport_size({"width": width, "height": 900})
            over = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            self.check(f"{kind} {name}: nothing is wider than the window", over <= 0, f"{over} px")
            found = Axe().run(self.page, options=RULES).response["violations"]
            self.check(f"{kind} {name}: no accessibility violation", not found, "; ".join(
                f"{v['id']} ({len(v['nodes'])}×): {v['nodes'][0]['html'][:160]}" for v in found))
            if self.walk.shots:
                self.page.screenshot(path=f"{self.walk.shots}/{kind}-{name}.png", full_page=True)
        # A large screen, and half of one: what remains at 200 %.
        for width in (1920, 640):
            self.page.set_viewport_size({"width": width, "height": 900})
            over = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            self.check(f"{kind} at {width}: nothing is wider than the window", over <= 0, f"{over} px")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(media="print")
        self.check(f"{kind} on paper: the text alone", self.page.locator("main").is_visible()
                   and not self.page.locator("nav[aria-label='主导航']").is_visible()
                   and not self.page.locator("[role=search]").first.is_visible())
        self.page.emulate_media(media="screen")

    def token(self):
        """What a form of this session carries."""
        return self.page.locator("input[name=csrf]").first.get_attribute("value")

    def post(self, path, **values):
        """The status of a form sent by hand, without its page."""
        return self.context.request.post(
            self.walk.base + path, form={"csrf": self.token(), **values}, max_redirects=0).status

    def leave(self):
        self.check("the console was quiet", not self.errors, str(self.errors[:3]))
        self.context.close()


def code_of(secret, ahead=0):
    """The six digits of an authenticator (RFC 6238), of the period that is `ahead` of now."""
    plain = re.sub(r"\s", "", secret)
    key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    at = digest[19] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def credit_code(number):
    """A unified social credit code (GB 32100) whose last sign is right."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    plain = f"91430600MA{number:07}"
    total = sum(signs.index(sign) * pow(3, place, 31) for place, sign in enumerate(plain))
    return plain + signs[-total % 31]

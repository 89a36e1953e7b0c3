"""The three administrators, and what everybody does with an account of their own: beginning it,
its authenticator, its sessions, its password, and a session that ends while one types."""

from people import Person, code_of

PASSWORD, NEXT = "a heron over the reeds", "two herons over the reeds"
FORM = "/registers/enterprise-assessment/new"


def administrators(walk, browser, script):
    """An account is proposed by one, approved by another, begun by its owner; the third sees."""
    login = "heron-" + ("a" if script else "b")
    link = opened(walk, browser, script, login)
    owner, codes = begun(walk, browser, script, login, link)
    entered(walk, browser, script, login, owner, codes)
    audit(walk, browser, script, login)


def opened(walk, browser, script, login):
    """Proposed, approved by somebody else, and the one-time link."""
    system = Person(walk, browser, script).sign_in("demo-system")
    security = Person(walk, browser, script).sign_in("demo-security")
    system.go("/accounts")
    system.look("accounts")
    system.follow("开户")
    system.look("account-new")
    fields = system.page.locator("form.plain")
    for name, value in dict(login=login, name="苍鹭" + login[-1]).items():
        fields.locator(f"[name={name}]").fill(value)
    fields.locator("[name=role]").select_option("officer")
    system.check("an officer without a section is refused", system.press("提出开户") == 422)
    system.page.locator("[name=section]").select_option("high-tech")
    system.press("提出开户")
    account = system.page.url
    system.look("account")
    system.check("who proposes does not approve", not system.offers("审定"), system.text[:200])
    status = system.post(account.removeprefix(walk.base) + "/approve")
    system.check("nor by hand", status in (403, 409, 422), str(status))
    security.go(account)
    security.press("审定")
    security.check("who approves gives no link", not security.offers("发启用链接"))
    system.go(account)
    system.press("发启用链接")
    link = system.page.locator("code.secret").inner_text()
    system.go(account)
    system.check("the link is shown once", link not in system.page.content())
    for person in (system, security):
        person.go("/registers", 403)
        person.leave()
    return link


def begun(walk, browser, script, login, link):
    """The owner sets a password by the link, which is good once, and an authenticator."""
    owner = Person(walk, browser, script)
    owner.go(link)
    owner.look("invitation")

    def choose(password):
        owner.page.locator("[name=password]").fill(password)
        owner.page.locator("[name=again]").fill(password)
        return owner.press("设置密码")
    owner.check("a short password is refused", choose("heron") == 422)
    choose(PASSWORD)
    owner.sign_in(login, PASSWORD)
    owner.check("an officer must have an authenticator first", "/me/authenticator" in owner.page.url,
                owner.page.url)
    owner.go("/")
    owner.check("and sees nothing before", "/me/authenticator" in owner.page.url, owner.page.url)
    owner.look("authenticator")
    secret = owner.page.locator("code.secret").first.inner_text()
    owner.page.locator("[name=code]").fill("000000")
    owner.check("a wrong code is refused", owner.press("绑定") in (200, 422))
    owner.says("验证码不对")
    owner.page.locator("[name=code]").fill(code_of(secret))
    owner.press("绑定")
    owner.look("recovery-codes")
    codes = owner.page.locator("main code").all_inner_texts()
    owner.check("recovery codes are shown", len(codes) >= 8, str(len(codes)))
    owner.go("/")
    owner.says("工作台")
    status = owner.context.request.get(walk.base + link).status
    owner.check("the link is good once", 400 <= status < 500, str(status))
    owner.secret = secret
    return owner, codes


def entered(walk, browser, script, login, owner, codes):
    """Codes are good once; sessions are seen and ended; the password is changed."""
    second = Person(walk, browser, script).sign_in(login, PASSWORD, code_of(owner.secret, 1))
    second.check("a code of the authenticator lets in", "/sign-in" not in second.page.url)
    third = Person(walk, browser, script).sign_in(login, PASSWORD, codes[0])
    third.check("a recovery code lets in", "/sign-in" not in third.page.url, third.text[:200])
    again = Person(walk, browser, script).sign_in(login, PASSWORD, codes[0])
    again.check("but once", "/sign-in" in again.page.url, again.page.url)
    again.context.close()
    owner.go("/me")
    owner.says("3 处")
    ended_while_typing(owner, second, codes[1])
    third.go("/me")
    third.check("all other sessions were ended", "/sign-in" in third.page.url, third.page.url)
    third.sign_in(login, PASSWORD, codes[2])
    owner.go("/me")
    for _ in range(owner.page.get_by_role("button", name="结束", exact=True).count()):
        owner.press("结束")
    third.go("/me")
    third.check("a session can be ended alone", "/sign-in" in third.page.url, third.page.url)
    changed(owner)
    for person in (second, third, owner):
        person.leave()
    person = Person(walk, browser, script).sign_in(login, PASSWORD)
    person.check("the old password is good no more", "/sign-in" in person.page.url)
    person.context.close()


def ended_while_typing(owner, person, code):
    """What was typed when the session ended is kept, and saved once one is signed in again."""
    person.go(FORM)
    person.fill("staff_total", "77")
    owner.go("/me")
    owner.press("结束其他所有登录")
    form = person.page
    state = form.locator("[data-save-state]")
    if person.script:
        person.fill("sci_staff", "33")
        person.check("the form says that the session is over", person.until(
            lambda: "登录已到期" in state.inner_text()), state.inner_text())
    else:
        status = person.press("提交")
        person.check("without a session nothing is taken", status == 401, str(status))
    person.window()
    person.sign_in(person.login, PASSWORD, code)
    person.page.close()
    person.page = form
    if person.script:
        person.check("signed in again, what was typed is saved by itself", person.until(
            lambda: "已保存" in state.inner_text(), 20), state.inner_text())
    else:
        form.reload()
        person.says("您填的")
        person.check("it is taken up again", person.press("再提交一次") == 422)
    person.check("nothing typed was lost", person.value("staff_total") == "77")


def changed(owner):
    owner.go("/me")
    form = owner.page.locator("form[aria-label=改密码]")
    for name, value in dict(present="wrong wrong wrong", new=NEXT, again=NEXT).items():
        form.locator(f"[name={name}]").fill(value)
    owner.check("the present password is asked", owner.press("改密码") == 422)
    for name, value in dict(present=PASSWORD, new=NEXT, again=NEXT).items():
        form.locator(f"[name={name}]").fill(value)
    owner.press("改密码")
    owner.says("密码已改")


def audit(walk, browser, script, login):
    """Who signed in and who failed stands in a chain that the third administrator reads."""
    person = Person(walk, browser, script).sign_in("demo-audit")
    person.go("/security-events")
    person.look("security-events")
    person.says(login)
    person.go("/accounts", 403)
    person.leave()

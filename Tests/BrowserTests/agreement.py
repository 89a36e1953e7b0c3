"""What several have to agree to: asked for, sent back, agreed to by all of them, by a deputy, many at
once."""

import datetime

from people import Person
from walk import business_day

RECEPTIONS = "/registers/reception"
# Above 3,000 yuan everybody of the chain is asked.
COST = "3600"


def approvals(walk, browser, script):
    """A reception from the request through every step of both its chains to the money paid back."""
    def person(login):
        return Person(walk, browser, script).sign_in(login)
    asker, head, leader, director, deputy = map(person, (
        "demo-office", "demo-head", "demo-leader", "demo-director", "demo-transfer"))
    how = "有脚本" if script else "无脚本"
    record = reception(asker, f"演示接待甲 {how}", 1 if script else 3)
    others = [reception(asker, f"演示接待{sign} {how}", 1 if script else 3) for sign in "乙丙"]

    request = asked(asker, record, "审批")
    sent_back(asker, head, record, request)
    agreed(head, request, "科室同意", "分管领导")
    refused_without_standing(asker, head, request)
    agreed(leader, request, "同意接待", "已批准")
    asker.go(record)
    asker.check("with the last agreement it is done", "已审批" in asker.page.locator(".lede").inner_text(),
                asker.page.locator(".lede").inner_text())
    asker.says("演示·分管领导", "the record says who approved it")

    settled(asker, record)
    request = asked(asker, record, "报销")
    away(leader, script)
    agreed(head, request, "情况属实", "分管领导")
    agreed(leader, request, "", "财务")
    agreed(deputy, request, "票据齐全", "局长")
    deputy.says("代演示·财务", "it says for whom the deputy decided")
    deputy.look("approval")
    same_person(leader, request)
    agreed(director, request, "同意", "已批准")
    asker.go(record)
    asker.check("it is paid back", "已报销" in asker.page.locator(".lede").inner_text(),
                asker.page.locator(".lede").inner_text())
    ended(leader)

    many(asker, head, others)
    refused(asker, leader, others)
    for one in (asker, head, leader, director, deputy):
        one.leave()


def reception(person, matter, guests):
    """A new record; its address."""
    person.go(RECEPTIONS + "/new")
    person.fill("reception_no", matter)
    person.fill("matter", matter)
    person.fill("guest_unit", "演示来访单位")
    # Without a letter there is no reception.
    person.fill("letter_no", "演示函〔2026〕1号")
    person.fill("received_on", "2026-03-05")
    person.fill("guests", str(guests))
    person.fill("section_in_charge", "high-tech")
    person.press("提交")
    person.says("已提交")
    return person.page.url.split("?")[0]


def asked(person, record, move):
    """Asks for the move; the address of the request."""
    person.go(record)
    direct = person.page.locator("main").get_by_role("link", name=move, exact=True)
    person.check("what others must agree to is not done directly", direct.count() == 0)
    person.follow(f"报批：{move}")
    person.look("ask-approval")
    person.page.locator("[name=note]").fill("请审批")
    person.press("报批")
    person.says("等科室负责人批")
    return person.page.url.split("?")[0]


def sent_back(asker, head, record, request):
    """An opinion is needed to send back; what was mended is asked for again."""
    head.go("/")
    head.check("what waits stands on the desk", "演示接待甲" in head.text, head.text[:300])
    head.go(request)
    head.press("退回")
    head.check("sending back wants its reason", "写明" in head.text, head.text[:300])
    head.look("approval-problem")
    head.page.locator("[name=opinion]").fill("写明陪餐人数")
    head.press("退回")
    head.says("已退回")
    asker.go("/")
    asker.says("被退回", "what was sent back stands on the desk")
    asker.go(record + "/edit")
    asker.fill("escorts", "1")
    asker.press("保存")
    asker.says("已保存")
    asker.go(request)
    asker.press("改好了，重新报批")
    asker.says("等科室负责人批")


def agreed(person, request, opinion, then):
    """Agrees from the list; the page then names what comes next."""
    person.go("/approvals")
    path = request.removeprefix(person.walk.base)
    person.check("it waits in the list", person.page.locator(f"main a[href='{path}']").count() >= 1)
    person.look("approvals")
    person.send(person.page.locator(f"main a[href='{path}']").first)
    person.says("同意后会发生什么")
    person.page.locator("[name=opinion]").fill(opinion)
    person.press("同意")
    person.says(then)


def refused_without_standing(asker, head, request):
    """Neither one's own request nor a step that is over."""
    path = request.removeprefix(asker.walk.base)
    for person in (asker, head):
        person.go(request)
        person.check("there is nothing to agree to", not person.offers("同意"))
        status = person.post(path, act="approve", opinion="", version="4")
        person.check("an agreement sent by hand is refused", status == 409, str(status))


def settled(person, record):
    """What the settling asks for."""
    person.go(record + "/edit")
    person.fill("total", COST)
    if person.page.locator("#field-items-0-item").count() == 0:
        person.send(person.page.locator("button[name='add.items']"))
    person.page.locator("#field-items-0-item").select_option(value="venue")
    person.fill("items-0-amount", COST)
    person.press("保存")
    person.says("已保存")


def away(leader, script):
    """The finance officer is away; somebody stands in."""
    yesterday = business_day() - datetime.timedelta(days=1)
    day = business_day() + datetime.timedelta(days=0 if script else 2)
    leader.go("/me/absences")
    leader.page.locator("[name=account]").select_option(label="演示·财务")
    leader.page.locator("[name=from]").fill(yesterday.isoformat())
    leader.page.locator("[name=until]").fill(yesterday.isoformat())
    leader.page.locator("[name=deputy]").select_option(
        label=next(label for label in leader.page.locator("[name=deputy] option").all_inner_texts()
                   if label.startswith("演示·成果科经办")))
    leader.page.locator("[name=ground]").fill("参加培训")
    leader.press("登记外出")
    leader.check("days that are over are refused", leader.page.locator("[role=alert]").count() == 1)
    leader.look("absences-problem")
    leader.page.locator("[name=from]").fill(business_day().isoformat())
    leader.page.locator("[name=until]").fill(day.isoformat())
    leader.press("登记外出")
    leader.check("the absence is entered", leader.page.locator("tbody tr", has_text="演示·财务").count() > 0,
                 leader.text[:300])
    leader.look("absences")


def ended(leader):
    leader.go("/me/absences")
    leader.press("提前结束")
    leader.check("the absence is over", not leader.offers("提前结束"), leader.text[:300])


def same_person(leader, request):
    """Nobody takes two steps."""
    leader.go(request)
    leader.check("who agreed once does not agree again", not leader.offers("同意"))


def many(asker, head, records):
    """Two at once, after a preview of each."""
    requests = [asked(asker, record, "审批") for record in records]
    head.go("/approvals")
    for request in requests:
        head.page.locator(f"[name=choose][value='{request.rsplit('/', 1)[1]}']").check()
    head.press("选中的一起批：先看会发生什么")
    head.look("approve-many")
    head.check("the preview says nothing has happened", "按下之前什么都没有发生" in head.text)
    head.press("同意 2 件")
    head.says("办了 2 条")
    head.look("approve-many-done")


def refused(asker, leader, records):
    """A refusal ends a request and leaves the record; the other is taken back by its asker."""
    leader.go("/approvals")
    leader.send(leader.page.locator("main tbody a", has_text="演示接待乙").first)
    leader.page.locator("[name=opinion]").fill("没有公函")
    leader.press("不同意")
    leader.says("不同意")
    asker.go(records[0])
    asker.check("the record is as it was", "已申请" in asker.page.locator(".lede").inner_text())
    asker.go(records[1])
    asker.follow("看审批到哪一关")
    asker.press("撤回报批")
    asker.go(records[1])
    asker.check("it can be asked for again", asker.offers("报批：审批"))

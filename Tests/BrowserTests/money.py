"""The finance officer's main path: a reception, a file of the budget, the tables of the year."""

from people import Person


def finance(walk, browser, script):
    """A budget line from a form, and no register of others."""
    person = Person(walk, browser, script).sign_in("demo-finance")
    person.check("there is something to begin", person.offers("新建公务接待"), person.text[:300])
    person.follow("新建公务接待")
    person.check("what is missing is named", person.press("提交") == 422)
    missing = person.page.locator("#problems a").count()
    person.check("in a summary", missing > 0)
    fill_required(person)
    person.check("a reception without a letter is refused where the typing is",
                 person.press("提交") == 422)
    person.says("没有公函文号")
    person.fill("letter_no", "演示函〔2025〕7号")
    person.check("nor one of unknown cost while there is a limit", person.press("提交") == 422)
    person.says("没有填预计费用")
    person.fill("estimate", "300")
    person.press("提交")
    person.says("已提交")
    funds(person)
    person.go("/registers/technology-contract", 403)
    person.go("/overview")
    person.leave()


# A line of the budget as the treasury's system puts it out; one for each walk.
LINE = """年度,单位编码,单位名称,资金性质,功能科目编码,功能科目名称,支出类型,项目编码,项目名称,年初预算数,追加,全年预算数
2025,20100{0},演示局,一般公共预算,2060102,一般行政管理事务,项目支出,P{0},演示项目{0},1000,200,{1}
"""


def funds(person):
    """A file is looked at before anything of it stands; what does not add up is told to the fen."""
    number = 1 if person.script else 2
    person.go("/funds")
    person.look("funds")
    person.follow("导入 Excel")
    person.look("funds-file")
    person.check("what does not add up is refused", brought(
        person, LINE.format(number, "1200.01")) == 422)
    person.says("差 0.01元")
    person.look("funds-wrong")
    person.check("what is right is looked at", brought(person, LINE.format(number, "1200")) == 200)
    person.says("新增 1 条")
    person.look("funds-preview")
    person.press("导入 1 条")
    person.says("已记下")
    person.go("/funds/reconciliation?year=2025")
    person.look("funds-reconciliation")
    person.go("/funds/tables/execution?year=2025")
    person.look("funds-table")
    person.says("下载 Excel")


def brought(person, text):
    """The status of looking at a file with this text."""
    person.page.set_input_files("#report", {
        "name": "预算明细2025.csv", "mimeType": "text/csv", "buffer": text.encode()})
    return person.press("看看是什么")


def fill_required(person):
    """Something fit for every field that the summary names."""
    for link in person.page.locator("#problems a").all():
        place = person.page.locator(link.get_attribute("href"))
        field = place.get_attribute("name")
        kind = place.get_attribute("type")
        if place.evaluate("e => e.tagName") == "SELECT":
            place.select_option(index=1)
        elif kind == "radio":
            place.check()
        elif kind == "date" or place.get_attribute("data-calendar") == "date":
            place.fill("2025-03-05")
        elif person.page.locator(f"[data-money='field-{field}']").count():
            place.fill("1200")
        elif place.get_attribute("inputmode"):
            place.fill("2")
        else:
            place.fill(f"演示{'甲' if person.script else '乙'}")

"""Runs `dongting check` as a person or a script would: what it prints, where, and with which exit code.

Usage: checking.py PROGRAM
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
GOOD = "今天天气很好。\n"
WRONG = """某市科技局2025年度部门整体支出绩效自评报告
一、基本情况
2025年度基本支出100万元，其中：人员支出60万元；公用支出30万元；其他支出20万元。
"""
failures = 0


def expect(what, good, shown=""):
    global failures
    failures += 0 if good else 1
    print(f"{'ok' if good else 'FAILED'}  {what}{'' if good else ': ' + str(shown)[:600]}", flush=True)


def check(*words, given=None):
    done = subprocess.run([PROGRAM, "check", *words], input=given, capture_output=True)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def exit_codes(folder):
    code, said, _ = check(f"{folder}/good.txt")
    expect("a report without errors ends with 0", code == 0 and "没有发现问题" in said, (code, said))
    code, said, error = check(f"{folder}/wrong.txt")
    expect("a report with errors ends with 1 and says which",
           code == 1 and "【错误】" in said and "100" in said and not error, (code, said, error))
    code, said, error = check(f"{folder}/none.txt")
    expect("a file that is not there ends with 2, on standard error",
           code == 2 and not said and "没有文件" in error, (code, said, error))
    code, said, error = check(f"{folder}/picture.docx")
    expect("a file that is no document ends with 2 and says what to do",
           code == 2 and not said and "图片（PNG）" in error, (code, said, error))
    code, said, error = check(f"{folder}/picture.docx", f"{folder}/wrong.txt")
    expect("one that cannot be read does not keep the others from being checked",
           code == 2 and "【错误】" in said and "picture.docx" in error, (code, said, error))
    code, said, error = check(f"{folder}/good.txt", "--previous", f"{folder}/picture.docx")
    expect("a report of the year before that cannot be read ends with 2",
           code == 2 and not said and "图片（PNG）" in error, (code, said, error))
    code, said, error = check(f"{folder}/good.txt", "--out", f"{folder}/no/such/place.txt")
    expect("an output that cannot be written ends with 2", code == 2 and "写不了" in error, (code, error))
    code, said, error = check(f"{folder}/good.txt", "--against", f"{folder}/no-city", "--year", "2025")
    expect("a city that is not there ends with 2", code == 2 and error and not said, (code, said, error))
    code, _, error = check()
    expect("without a file it says what to write", code not in (0, 1, 2) and "report.docx" in error, error)


def formats(folder):
    code, said, _ = check(f"{folder}/wrong.txt", "--format", "json")
    one = json.loads(said)
    expect("JSON of one file is an object",
           code == 1 and one["document"]["name"] == "wrong.txt" and one["figures"]
           and any(f["severity"] == "error" for f in one["findings"]), said)
    code, said, _ = check(f"{folder}/wrong.txt", f"{folder}/good.txt", "--format", "json")
    expect("JSON of several is an array",
           code == 1 and [r["document"]["name"] for r in json.loads(said)] == ["wrong.txt", "good.txt"], said)
    code, said, _ = check(f"{folder}/wrong.txt", f"{folder}/good.txt")
    expect("texts come one after the other",
           code == 1 and 0 <= said.find("wrong.txt：") < said.find("good.txt："), said)
    out = pathlib.Path(folder, "out.html")
    code, said, _ = check(f"{folder}/wrong.txt", f"{folder}/good.txt", "--format", "html", "--out", str(out))
    page = out.read_text()
    expect("HTML is one page of its own, with a section for each",
           code == 1 and not said and page.startswith("<!DOCTYPE html>") and page.count("<section class=\"checked\"") == 2
           and not re.search(r"(src|href)=\"(?!#)", page), page[:300])
    code, said, _ = check("-", "--name", "报告.txt", "--format", "json", given=WRONG.encode("gb18030"))
    document = json.loads(said)["document"]
    expect("standard input is read, and has the name it is given",
           code == 1 and document["name"] == "报告.txt" and document["encoding"] == "GB18030", said)
    before = check("-", given="2025年全市登记科技成果150项，同比增长27.19%。".encode())[1]
    code, said, _ = check("-", "--previous", f"{folder}/previous.txt",
                          given="2025年全市登记科技成果150项，同比增长27.19%。".encode())
    expect("the report of the year before is used", said != before and "100" in said, said)


def rules():
    code, said, _ = check("--rules")
    names = [line.split("\t")[0] for line in said.splitlines()]
    expect("the rules are listed", code == 0 and len(names) > 20 and "growth" in names, said)
    for name in names:
        code, said, _ = check("--explain", name)
        if code != 0 or not said.startswith(name) or "依据：" not in said:
            expect(f"the rule {name} is explained", False, said)
    code, said, error = check("--explain", "grwth")
    expect("a rule that is not there ends with 2 and names the nearest",
           code == 2 and not said and "growth" in error, (code, said, error))


def platform(folder):
    city = f"{folder}/city"
    subprocess.run([PROGRAM, "demo", city], check=True, stdout=subprocess.DEVNULL)
    text = "某市2025年度总结\n全年技术合同成交额600.99亿元，同比增长23.36%。进行科技成果登记146项，同比增长27.19%。\n"
    pathlib.Path(folder, "report.txt").write_text(text)
    words = [f"{folder}/report.txt", "--against", city, "--year", "2025"]
    code, said, error = check(*words, "--format", "json")
    found = json.loads(said)["platform"]
    expect("what agrees with the platform and what does not",
           [line["reference"] for line in found["same"]] == ["F037"]
           and [(l["reference"], l["stated"], l["computed"]) for l in found["different"]]
           == [("F035", "146项，同比27.19%", "145项，同比27.19%")], said)
    expect("the platform's figures are told with how many matched",
           found["total"] > 100 and found["matched"] == 2 and found["severity"] == "warning", found)
    code, said, _ = check(*words)
    expect("a difference is told in words", "【与平台数据对照】" in said and "F035" in said, said)
    code, said, error = check(f"{folder}/report.txt", "--against", city)
    expect("without a year nothing is compared", code not in (0, 1, 2) and "--year" in error, error)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, text in [("good.txt", GOOD), ("wrong.txt", WRONG), ("previous.txt", "2024年全市登记科技成果100项。\n")]:
            pathlib.Path(folder, name).write_text(text)
        pathlib.Path(folder, "picture.docx").write_bytes(b"\x89PNG\r\n\x1a\n")
        exit_codes(folder)
        formats(folder)
        rules()
        platform(folder)
    sys.exit(1 if failures else 0)


main()

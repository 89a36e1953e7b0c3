"""The program itself: two servers on one folder, and a server killed while pages are read and
files imported."""

import json
import pathlib
import subprocess
import threading
import time

from harness import (CATALOGUE, PROGRAM, Server, chance, check, created, dongting, kill, load,
                     said, tell, wait_for)

ROWS = 20


def two_servers(folder):
    """The second is refused, the first undisturbed; a killed one leaves nothing in the way."""
    city = f"{folder}/city"
    load(city, folder, "made", seconds=0.5).wait()
    first = Server(city, folder)
    first.wait()
    writer = load(city, folder, "load")
    wait_for(folder, "load")
    second = Server(city, folder)
    code = second.process.wait(timeout=30)
    words = second.log.read_text(errors="replace").strip()
    tell(code != 0 and "已有一个 dongting serve 在运行" in words and "先停掉它" in words,
         "two servers: the second is refused with what to do", words[:120])
    before = created(folder, "load")
    answers = [first.get(page)[0] for page in ("/", "/registers/note", "/journal")] * 3
    time.sleep(0.5)
    tell(set(answers) == {200} and created(folder, "load") > before and "refused" not in
         said(folder, "load"), "two servers: the first goes on under load")
    kill(first.process)
    third = Server(city, folder)
    seconds = third.wait()
    tell(third.get("/registers/note")[0] == 200,
         "two servers: after SIGKILL of the first the next starts at once", f"{seconds:.2f} s")
    kill(writer)
    third.process.terminate()
    tell(third.process.wait(timeout=30) == 0, "two servers: SIGTERM ends a server cleanly")
    check("two servers on one folder", city, folder)


def two_holders(folder):
    """The same of processes that write while they hold the folder as a server does."""
    city = f"{folder}/city"
    first = load(city, folder, "first", serve=True)
    wait_for(folder, "first")
    for n in range(3):
        second = load(city, folder, f"second{n}", serve=True)
        code = second.wait(timeout=30)
        words = said(folder, f"second{n}")
        tell(code != 0 and "已有一个 dongting serve 在运行" in words and "created" not in words,
             "two holders: the second writes nothing")
    before = created(folder, "first")
    time.sleep(0.3)
    tell(created(folder, "first") > before, "two holders: the first goes on")
    kill(first)
    load(city, folder, "next", seconds=1, serve=True).wait()
    tell("done" in said(folder, "next"), "two holders: after SIGKILL the next starts at once")
    check("two holders of one folder", city, folder)


class Importing(threading.Thread):
    """Imports file after file, each of twenty rows with one amount; every other file is a second
    edition of the one before, with another amount. Some imports are killed."""

    def __init__(self, city, folder):
        super().__init__()
        self.city, self.folder = city, folder
        self.acknowledged = {}
        self.tried = 0
        self.killed = 0
        self.over = threading.Event()
        self.problems = []

    def run(self):
        while not self.over.is_set():
            self.tried += 1
            number = (self.tried + 1) // 2
            amount = self.tried
            path = pathlib.Path(f"{self.folder}/import.csv")
            lines = [f"i{number}x{row},{amount},1380000{row:04}," + '"[{""what"": ""一""}]"'
                     for row in range(ROWS)]
            path.write_text("number,amount,phone,steps\n" + "\n".join(lines) + "\n")
            process = subprocess.Popen(
                [PROGRAM, "import", "note", str(path), "--increment", "--data", self.city,
                 "--catalogue", CATALOGUE], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True)
            if chance.random() < 0.3:
                try:
                    process.wait(timeout=0.02 + chance.random() * 0.3)
                except subprocess.TimeoutExpired:
                    process.kill()
            words, _ = process.communicate()
            if process.returncode == 0:
                self.acknowledged[number] = amount
            elif process.returncode < 0:
                self.killed += 1
            else:
                self.problems.append(f"import: {words.strip()[:300]}")


class Reading(threading.Thread):
    """Asks for pages without pause; each answer must be whole and not older than what was
    acknowledged before it was asked for."""

    pages = ["/", "/registers", "/registers/note", "/journal", "/figures", "/health", "/ready"]

    def __init__(self, importing):
        super().__init__()
        self.importing = importing
        self.server = None
        self.over = threading.Event()
        self.answers = self.cut = 0
        self.problems = []

    def run(self):
        n = 0
        while not self.over.is_set():
            server = self.server
            if server is None:
                time.sleep(0.005)
                continue
            n += 1
            known = dict(self.importing.acknowledged)
            if n % 2 and self.importing.tried:
                number = (self.importing.tried + 1) // 2 - (n // 2) % 2
                status, text = server.get(f"/api/registers/note?q=i{number}x")
                if status == 200:
                    self.whole(number, json.loads(text), known)
            else:
                status, text = server.get(self.pages[n // 2 % len(self.pages)])
                if status == 200 and "<html" in text and not text.rstrip().endswith("</html>"):
                    self.problems.append("a page without an end")
            if status is None:
                # The server was killed while it answered, or is not there yet.
                self.cut += 1
                time.sleep(0.005)
            elif status == 200:
                self.answers += 1
            else:
                self.problems.append(f"{status}: {text[:200]}")

    def whole(self, number, page, known):
        amounts = {record["amount"] for record in page["records"]}
        if page["count"] not in (0, ROWS) or len(amounts) > 1:
            self.problems.append(f"half a file: {page['count']} rows, amounts {amounts}")
        if number in known:
            seen = float(next(iter(amounts), "0"))
            if page["count"] != ROWS or seen < known[number]:
                self.problems.append(f"file {number}: acknowledged {known[number]}, seen {seen}")


def killed_under_reads(folder, rounds):
    """`dongting serve` is killed at random moments while pages are read and files imported."""
    city = f"{folder}/city"
    made = subprocess.run([PROGRAM, "init", city, "--catalogue", CATALOGUE], capture_output=True)
    if made.returncode != 0:
        return tell(False, "serve killed under reads", made.stderr.decode())
    importing = Importing(city, folder)
    readers = [Reading(importing) for _ in range(4)]
    server = Server(city, folder)
    server.wait()
    for thread in [importing, *readers]:
        thread.daemon = True
        thread.start()
    logs = []
    for _ in range(rounds):
        for reader in readers:
            reader.server = server
        time.sleep(0.2 + chance.random() * 0.8)
        kill(server.process)
        logs.append(server.log)
        server = Server(city, folder)
        server.wait()
    for reader in readers:
        reader.server = server
    time.sleep(0.5)
    for thread in [importing, *readers]:
        thread.over.set()
    for thread in [importing, *readers]:
        thread.join(timeout=60)
    problems = importing.problems + [p for reader in readers for p in reader.problems]
    problems += [line for log in logs for line in log.read_text(errors="replace").splitlines()
                 if " error" in line]
    kill(server.process)
    answers = sum(reader.answers for reader in readers)
    verified = dongting("verify", place=city)
    if verified.returncode != 0:
        problems.append((verified.stdout + verified.stderr)[-300:])
    detail = (f"{answers} pages, {sum(reader.cut for reader in readers)} unanswered, "
              f"{len(importing.acknowledged)} files acknowledged, {importing.killed} imports killed, "
              f"{len(problems)} problems {problems[:3]}")
    tell(not problems and answers > rounds and importing.acknowledged,
         f"{rounds} × SIGKILL of dongting serve under reads and imports", detail)

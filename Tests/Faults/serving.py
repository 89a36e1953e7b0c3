"""Serves a demonstration city in a real process and checks what only a real one shows: limits at the
socket, an orderly stop, and what is found in the logs afterwards.

Usage: serving.py PROGRAM
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import visitor

PROGRAM = sys.argv[1]
failures = 0


def expect(what, good, shown=""):
    global failures
    failures += 0 if good else 1
    print(f"{'ok' if good else 'FAILED'}  {what}{'' if good else ': ' + str(shown)[:600]}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, city, *options):
        self.port = free_port()
        self.said = tempfile.NamedTemporaryFile("r")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--data", city, "--port", str(self.port), *options],
            stdout=open(self.said.name, "w"), stderr=subprocess.STDOUT)
        self.wait_for("已就绪")

    def text(self):
        return pathlib.Path(self.said.name).read_text(errors="replace")

    def wait_for(self, word, seconds=60):
        end = time.time() + seconds
        while word not in self.text():
            if time.time() > end or self.process.poll() is not None:
                raise SystemExit(f"no “{word}”: {self.text()[-800:]}")
            time.sleep(0.02)

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def ask(self, head, body=b""):
        """Sends a request, returns the whole answer."""
        with self.connect() as line:
            line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n" + body)
            return answer(line)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


def answer(line):
    """Everything until the server closes, or until the declared length is there."""
    data = b""
    while True:
        try:
            piece = line.recv(65536)
        except (ConnectionResetError, TimeoutError):
            break
        data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        lengths = [l.split(b":")[1] for l in head.split(b"\r\n") if l.lower().startswith(b"content-length")]
        if not piece or (lengths and len(body) >= int(lengths[0])):
            break
    return data.decode(errors="replace")


def get(path, *headers):
    return "\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *headers, ""])


def limits(city):
    server = Server(city, "--max-body", "1", "--arrival-seconds", "2", "--log-format", "json")
    post = "POST /registers HTTP/1.1\nHost: localhost\n"
    # A report to be checked may be as large as is allowed; what no route takes, is not.
    for target, limit in [("/registers", "64.0 KB"), ("/api/check", "1.0 MB")]:
        big = server.ask(f"POST {target} HTTP/1.1\nHost: localhost\nContent-Length: 5000000\n")
        expect(f"a body declared larger than {limit} is refused before it is sent",
               big.startswith("HTTP/1.1 413") and "超过 " + limit in big, big[-400:])
    piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    chunked = server.ask(post + "Transfer-Encoding: chunked\n", piece * 2)
    expect("a body that grows too large is refused where it does", chunked.startswith("HTTP/1.1 413"), chunked)
    small = server.ask(post + "Content-Length: 3\n", b"abc")
    expect("a small body is taken in", small.startswith("HTTP/1.1 405"), small)
    form = "POST /sign-in HTTP/1.1\nHost: city.test:81\nContent-Type: application/x-www-form-urlencoded\n"
    for origin, code in [("http://city.test:81", 401), ("http://city.test", 403), ("null", 403)]:
        sent = server.ask(form + f"Origin: {origin}\nContent-Length: 18\n", b"login=x&password=y")
        expect(f"a form of {origin} gets {code}", sent.startswith(f"HTTP/1.1 {code}"), sent)
    begin = time.time()
    slow = server.ask(post + "Content-Length: 100\n", b"abc")
    expect("a body that does not arrive is given up in words",
           slow.startswith("HTTP/1.1 408") and "传得太慢" in slow and time.time() - begin < 10, slow)
    begin = time.time()
    with server.connect() as line:
        line.sendall(b"GET / HT")
        line.settimeout(15)
        expect("a silent connection is closed", line.recv(100) == b"" and time.time() - begin < 10)
    heavy = server.ask(get("/", "Cookie: " + "x" * 200_000))
    expect("headers beyond all measure are refused", heavy.startswith("HTTP/1.1 4"), heavy)
    proxied = server.ask(get("/metrics", "X-Forwarded-For: 10.1.2.3"))
    expect("measurements are not for those behind a proxy", proxied.startswith("HTTP/1.1 403"), proxied)
    own = server.ask(get("/metrics"))
    expect("measurements are for this machine",
           own.startswith("HTTP/1.1 200") and "dongting_database_up 1" in own
           and 'route="none",method="POST",status="4xx"' in own, own)
    expect("it stops with 0", server.stop() == 0, server.text())
    lines = [json.loads(l) for l in server.text().splitlines() if l.startswith("{")]
    expect("each line of the log is JSON with a time and an event",
           lines and all(l["time"] and l["event"] for l in lines)
           and lines[0]["event"] == "started" and lines[-1]["event"] == "stopped", server.text())


def orderly_stop(city):
    server = Server(city, "--drain-seconds", "1", "--log-format", "json")
    # Three requests are under way when the signal comes: one still arriving, one being computed, and
    # one connection that says nothing.
    arriving = server.connect()
    arriving.sendall(b"POST /registers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabc")
    idle = server.connect()
    computed = {}
    cookie = visitor.sign_in(server.port, "demo-officer", "dongting-yanshi-2026")

    def export():
        computed["answer"] = server.ask(
            get("/registers/technology-contract/records.csv", f"Cookie: {cookie}"))

    thread = threading.Thread(target=export)
    thread.start()
    kept = server.connect()
    kept.sendall(get("/ready").replace("\n", "\r\n").encode() + b"\r\n")
    before = answer(kept)
    server.process.send_signal(signal.SIGTERM)
    server.wait_for('"event":"stopping"')
    kept.sendall(get("/ready").replace("\n", "\r\n").encode() + b"\r\n")
    after = answer(kept)
    expect("a server that stops is not ready any more",
           before.startswith("HTTP/1.1 200") and after.startswith("HTTP/1.1 503") and "正在停止" in after, after)
    # The listening socket is gone once the drain is over; the request that arrives is waited for.
    end = time.time() + 20
    refused = False
    while time.time() < end and not refused:
        try:
            server.connect().close()
            time.sleep(0.05)
        except ConnectionRefusedError:
            refused = True
    expect("no new connection is accepted", refused)
    expect("it waits for what is under way", server.process.poll() is None)
    arriving.sendall(b"def")
    rest = answer(arriving)
    expect("a request that was arriving is answered", rest.startswith("HTTP/1.1 405"), rest)
    thread.join()
    table = computed["answer"]
    expect("a request that was being computed is answered whole",
           table.startswith("HTTP/1.1 200") and table.count("\n") > 1_000, table[:300])
    expect("it ends with 0", server.process.wait(timeout=30) == 0, server.text())
    expect("it says that it stopped", '"event":"stopped"' in server.text(), server.text()[-500:])
    wal = pathlib.Path(city, "city.sqlite-wal")
    expect("the database is one file again", not wal.exists() or wal.stat().st_size == 0)
    idle.close()
    checked = subprocess.run([PROGRAM, "doctor", "--data", city, "--format", "json"],
                             capture_output=True, text=True)
    states = {c["name"]: c for c in json.loads(checked.stdout)["checks"]}
    expect("the lock is given back", states["server"]["what"] == "没有在运行", states["server"])


def impatient_stop(city):
    server = Server(city)
    arriving = server.connect()
    arriving.sendall(b"POST /registers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabc")
    server.ask(get("/health"))
    server.process.send_signal(signal.SIGINT)
    server.wait_for("stopping")
    begin = time.time()
    code = server.stop(signal.SIGINT)
    expect("a second signal ends it at once", code == 130 and time.time() - begin < 5, code)
    arriving.close()

    server = Server(city, "--grace-seconds", "1")
    arriving = server.connect()
    arriving.sendall(b"POST /registers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\nabc")
    server.ask(get("/health"))
    begin = time.time()
    code = server.stop()
    expect("a request that does not end is given up when the grace is over",
           code == 0 and time.time() - begin < 15 and "requests-abandoned" in server.text(), server.text())
    arriving.close()


def logs_in_a_folder(city, folder):
    logs = f"{folder}/logs"
    os.makedirs(logs)
    day = time.time() + 8 * 3600
    stamp = lambda days: time.strftime("%Y-%m-%d", time.gmtime(day - days * 86400))
    for days in (1, 3, 300):
        pathlib.Path(logs, f"dongting-{stamp(days)}.log").write_text("x\n")
    server = Server(city, "--log-folder", logs)
    cookie = visitor.sign_in(server.port, "demo-officer", "dongting-yanshi-2026")
    server.ask(get("/registers/person?q=13800001111&name=%E5%BC%A0%E4%B8%89%E4%B8%B0",
                   f"Cookie: {cookie}"))
    server.stop()
    names = sorted(os.listdir(logs))
    expect("logs are kept by day, compressed, and removed after six months", names == sorted(
        [f"dongting-{stamp(0)}.log", f"dongting-{stamp(1)}.log", f"dongting-{stamp(3)}.log.gz"]), names)
    text = pathlib.Path(logs, f"dongting-{stamp(0)}.log").read_bytes()
    expect("what was asked for is not in the log",
           b"route=/registers/{register}" in text and b"138000" not in text and b"%E5" not in text
           and "张三丰".encode() not in text, text)


def main():
    with tempfile.TemporaryDirectory() as top:
        city = f"{top}/city"
        subprocess.run([PROGRAM, "demo", city], check=True, stdout=subprocess.DEVNULL)
        limits(city)
        orderly_stop(city)
        impatient_stop(city)
        logs_in_a_folder(city, top)
    sys.exit(1 if failures else 0)


main()

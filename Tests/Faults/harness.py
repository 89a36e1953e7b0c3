"""What the fault tests share: a writer that says what was acknowledged, and the check of it."""

import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

TOOL, ROUNDS = sys.argv[1], int(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
PROGRAM = str(pathlib.Path(TOOL).with_name("dongting"))
CATALOGUE = str(pathlib.Path(__file__).parent / "catalogue")
# The rules of money are those of the project itself.
CITY = str(pathlib.Path(__file__).parents[2] / "cities" / "yueyang")
chance = random.Random(SEED)
failures = []


def tell(good, name, detail=""):
    """One line for one fault; a bad one fails the whole run at its end."""
    if not good:
        failures.append(name)
    line = f"{'ok' if good else 'FAILED'}  {name}{': ' if detail else ''}{detail}"
    print(line.replace("\n", " "), flush=True)


def skip(name, why):
    print(f"skipped  {name}: {why}", flush=True)


def options(place, folder, catalogue=CATALOGUE):
    return ["--data", place, "--keys", f"{folder}/keys", "--catalogue", catalogue]


def books(place, folder, run):
    """Starts a process that enters transfers of money until it is killed."""
    output = open(f"{folder}/said-{run}", "w")
    return subprocess.Popen([TOOL, "books", *options(place, folder, CITY), "--run", run],
                            stdout=output, stderr=subprocess.STDOUT)


def load(place, folder, run, seconds=60, writers=16, serve=False, **more):
    """Starts a process that writes and says what was acknowledged, into the file said-RUN."""
    output = open(f"{folder}/said-{run}", "w")
    return subprocess.Popen(
        [TOOL, "load", *options(place, folder), "--run", run, "--seconds", str(seconds),
         "--writers", str(writers), *(["--serve"] if serve else [])],
        stdout=output, stderr=subprocess.STDOUT, **more)


def said(folder, run):
    path = pathlib.Path(f"{folder}/said-{run}")
    return path.read_text(errors="replace") if path.exists() else ""


def wait_for(folder, run, word="created", seconds=60):
    """Until the writer has been acknowledged something: it is under load from here on."""
    end = time.time() + seconds
    while time.time() < end:
        if word in said(folder, run):
            return
        time.sleep(0.02)
    raise SystemExit(f"{run}: no “{word}” within {seconds} s: {said(folder, run)[-500:]}")


def created(folder, run):
    return said(folder, run).count("created ")


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()


def check(name, place, folder):
    """All that any run was acknowledged is there, whole, and the journal verifies."""
    lines = "".join(p.read_text(errors="replace") for p in pathlib.Path(folder).glob("said-*"))
    answer = subprocess.run([TOOL, "check", *options(place, folder)], input=lines, text=True,
                            capture_output=True)
    good = answer.returncode == 0 and "created" in lines
    tell(good, name, f"{answer.stdout.strip()[:600]} {answer.stderr.strip()[:300]}")


def audit(name, place, folder):
    """Every transfer that was acknowledged is in the books, whole groups only, and they balance."""
    lines = "".join(p.read_text(errors="replace") for p in pathlib.Path(folder).glob("said-*"))
    answer = subprocess.run([TOOL, "audit", *options(place, folder, CITY)], input=lines, text=True,
                            capture_output=True)
    good = answer.returncode == 0 and "booked" in lines
    tell(good, name, f"{answer.stdout.strip()[:600]} {answer.stderr.strip()[:300]}")


def dongting(*arguments, place, timeout=120):
    """Runs the program itself on a city."""
    return subprocess.run(
        [PROGRAM, *arguments, "--data", place, "--catalogue", CATALOGUE], text=True,
        capture_output=True, timeout=timeout)


class Server:
    """`dongting serve` on a free port."""

    def __init__(self, place, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.place, self.cookie = place, ""
        self.log = pathlib.Path(f"{folder}/served-{self.port}")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--data", place, "--catalogue", CATALOGUE, "--port",
             str(self.port)], stdout=self.log.open("w"), stderr=subprocess.STDOUT)

    def wait(self, seconds=30):
        """Seconds until it answers; SystemExit where it does not."""
        start = time.time()
        while time.time() < start + seconds:
            if "已就绪" in self.log.read_text(errors="replace"):
                taken = time.time() - start
                self.enter()
                return taken
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise SystemExit(f"dongting serve did not start: {self.log.read_text()[-500:]}")

    def enter(self):
        """Signs in as somebody who may look, made on the first occasion."""
        import visitor
        self.cookie = visitor.enter(
            self.port, lambda *words: dongting(*words, place=self.place).stdout)

    def get(self, path):
        """Status and text of a page; (None, reason) where there is no answer at all."""
        quoted = urllib.parse.quote(path, safe="/?=&")
        try:
            asked = urllib.request.Request(
                f"http://127.0.0.1:{self.port}{quoted}", headers={"Cookie": self.cookie})
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except (OSError, ValueError, EOFError) as error:
            return None, str(error)
        except Exception as error:  # http.client's own: a connection cut in mid-answer
            return None, repr(error)


def mounted(*arguments):
    """Whether a mount was made; where mounting is not allowed the test is skipped and says so."""
    return subprocess.run(["mount", *arguments], capture_output=True).returncode == 0

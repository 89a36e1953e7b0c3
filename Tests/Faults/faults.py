"""Kills writers and servers at random moments and checks that nothing acknowledged is lost.

Usage: faults.py TOOL ROUNDS [SEED]
With DONGTING_TEST_POSTGRES in the environment the rounds run on that server as well, and the
server itself is killed (DONGTING_TEST_POSTGRES_DATA is its folder).
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOOL, ROUNDS = sys.argv[1], int(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
CATALOGUE = str(pathlib.Path(__file__).parent / "catalogue")
chance = random.Random(SEED)
failures = 0


def options(place, folder):
    return ["--data", place, "--keys", f"{folder}/keys", "--catalogue", CATALOGUE]


def load(place, folder, run, seconds=60, writers=16, **more):
    output = open(f"{folder}/said-{run}", "w")
    return subprocess.Popen(
        [TOOL, "load", *options(place, folder), "--run", run, "--seconds", str(seconds),
         "--writers", str(writers)], stdout=output, stderr=subprocess.STDOUT, **more)


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


def check(name, place, folder, expect_progress=True):
    global failures
    lines = "".join(p.read_text(errors="replace") for p in pathlib.Path(folder).glob("said-*"))
    answer = subprocess.run([TOOL, "check", *options(place, folder)], input=lines, text=True,
                            capture_output=True)
    good = answer.returncode == 0 and (not expect_progress or "created" in lines)
    failures += 0 if good else 1
    print(f"{'ok' if good else 'FAILED'}  {name}: {answer.stdout.strip()[:600]} {answer.stderr.strip()[:300]}")


def killed_writers(name, place, folder, together=1):
    """Processes under load are killed at random moments; the next ones go on."""
    for round_ in range(ROUNDS):
        running = [load(place, folder, f"r{round_}x{n}") for n in range(together)]
        for n in range(together):
            wait_for(folder, f"r{round_}x{n}")
        time.sleep(chance.random() * 0.4)
        for process in running:
            process.send_signal(signal.SIGKILL)
            process.wait()
    check(f"{name}: {ROUNDS} × SIGKILL of {together} writing", place, folder)


def full_disk(folder):
    """A tmpfs that fills up: refusals, no losses; where mounting is not allowed it is said."""
    small = f"{folder}/small"
    os.makedirs(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", small],
                      capture_output=True).returncode != 0:
        print("skipped  disk full: no right to mount a tmpfs here")
        return
    try:
        load(f"{small}/city", folder, "full", seconds=8).wait()
        text = said(folder, "full")
        print(f"    said of the full disk: {'磁盘已满' in text}")
        subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
        check("disk full", f"{small}/city", folder)
    finally:
        subprocess.run(["umount", small])


def torn_log(folder):
    """The end of SQLite's log torn off and overwritten, as by a power cut."""
    process = load(f"{folder}/city", folder, "torn")
    wait_for(folder, "torn")
    time.sleep(0.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    log = pathlib.Path(f"{folder}/city/city.sqlite-wal")
    data = log.read_bytes()
    # A frame that was never acknowledged, half on the disk: appended, not cut from what was synced.
    log.write_bytes(data + data[32:32 + 4096 + 24 - 100])
    check("torn write at the end of the log", f"{folder}/city", folder)


def clock_back(folder):
    """The clock is set back a year between two runs."""
    process = load(f"{folder}/city", folder, "now", seconds=1)
    process.wait()
    library = next(iter(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)
    if library is None:
        print("skipped  clock set back: no libfaketime")
        return
    env = dict(os.environ, LD_PRELOAD=str(library), FAKETIME="-365d", FAKETIME_DONT_FAKE_MONOTONIC="1")
    load(f"{folder}/city", folder, "then", seconds=1, env=env).wait()
    check("clock set back a year", f"{folder}/city", folder)


def killed_server(base, data, folder):
    """PostgreSQL itself is killed under load and started again; the writers wait and go on."""
    programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    place = f"{base}/faults?schema=killed"
    rounds = max(2, ROUNDS // 5)
    process = load(place, folder, "server", seconds=6 * rounds + 5)
    wait_for(folder, "server")
    for _ in range(rounds):
        time.sleep(0.5 + chance.random())
        head = int(pathlib.Path(data, "postmaster.pid").read_text().split()[0])
        options_ = pathlib.Path(data, "postmaster.opts").read_text()
        children = subprocess.run(["pgrep", "-P", str(head)], capture_output=True, text=True)
        for pid in [head, *map(int, children.stdout.split())]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        before = said(folder, "server").count("created")
        time.sleep(0.3)
        arguments = " ".join(options_.split()[1:]).replace('"', "")
        arguments = arguments.replace(f"-D {data}", "")
        command = [*who, f"{programs}/pg_ctl", "-D", data, "-w", "-t", "60", "-l",
                   f"{data}/../log", "start", "-o", arguments]
        for attempt in range(40):
            # Not before the last of the killed processes is gone.
            if subprocess.run(command, capture_output=True).returncode == 0:
                break
            time.sleep(0.25)
        else:
            raise SystemExit(pathlib.Path(data, "../log").read_text()[-2000:])
        end = time.time() + 30
        while said(folder, "server").count("created") <= before and time.time() < end:
            time.sleep(0.1)
    process.wait()
    check(f"{rounds} × PostgreSQL killed under load", place, folder)


def main():
    print(f"seed {SEED}, {ROUNDS} rounds")
    with tempfile.TemporaryDirectory() as top:
        def folder(name):
            path = f"{top}/{name}"
            os.makedirs(path)
            return path

        one = folder("sqlite")
        killed_writers("SQLite", f"{one}/city", one)
        torn_log(folder("torn"))
        full_disk(folder("full"))
        clock_back(folder("clock"))
        base = os.environ.get("DONGTING_TEST_POSTGRES")
        if base:
            subprocess.run(["psql", "-q", f"{base}/postgres", "-c", "CREATE DATABASE faults"],
                           check=True)
            two = folder("postgres")
            killed_writers("PostgreSQL, two processes", f"{base}/faults?schema=two", two, 2)
            killed_server(base, os.environ["DONGTING_TEST_POSTGRES_DATA"], folder("server"))
    sys.exit(1 if failures else 0)


main()

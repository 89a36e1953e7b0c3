"""Kills writers and servers at random moments, fails disks, sets clocks back, and checks that
nothing acknowledged is lost. CONTRIBUTING.md and docs/faults.md say what each promises.

Usage: faults.py TOOL ROUNDS [SEED]
With DONGTING_TEST_POSTGRES in the environment the rounds run on that server as well, and the
server itself is killed (DONGTING_TEST_POSTGRES_DATA is its folder).
"""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import disks
import served
from harness import (ROUNDS, SEED, audit, books, chance, check, created, failures, kill, load, said,
                     skip, tell, wait_for)


def killed_writers(name, place, folder, together=1):
    """Processes under load are killed at random moments; the next ones go on."""
    for round_ in range(ROUNDS):
        running = [load(place, folder, f"r{round_}x{n}") for n in range(together)]
        for n in range(together):
            wait_for(folder, f"r{round_}x{n}")
        time.sleep(chance.random() * 0.4)
        for process in running:
            kill(process)
    check(f"{name}: {ROUNDS} × SIGKILL of {together} writing", place, folder)


def killed_bookkeepers(name, place, folder, together=1):
    """Processes that move money are killed at random moments; the next ones go on."""
    # Alone, because making the tables of a whole catalogue takes longer than anybody waits.
    first = books(place, folder, "first")
    wait_for(folder, "first", "booked", seconds=180)
    kill(first)
    for round_ in range(ROUNDS):
        running = [books(place, folder, f"b{round_}x{n}") for n in range(together)]
        for n in range(together):
            wait_for(folder, f"b{round_}x{n}", "booked")
        time.sleep(chance.random() * 0.4)
        for process in running:
            kill(process)
    audit(f"{name}: {ROUNDS} × SIGKILL of {together} moving money", place, folder)


def clock_back(folder):
    """The clock is set back a year between two runs."""
    process = load(f"{folder}/city", folder, "now", seconds=1)
    process.wait()
    library = next(iter(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)
    if library is None:
        return skip("clock set back", "no libfaketime")
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
    print(f"seed {SEED}, {ROUNDS} rounds", flush=True)
    start = time.time()
    with tempfile.TemporaryDirectory() as top:
        def folder(name):
            path = f"{top}/{name}"
            os.makedirs(path)
            return path

        one = folder("sqlite")
        killed_writers("SQLite", f"{one}/city", one)
        purse = folder("books")
        killed_bookkeepers("SQLite", f"{purse}/city", purse)
        served.two_servers(folder("two-servers"))
        served.two_holders(folder("two-holders"))
        served.killed_under_reads(folder("served"), ROUNDS)
        disks.torn_log(folder("torn"))
        disks.full(folder("full"))
        disks.read_only_at_start(folder("read-only"))
        disks.read_only_under_way(folder("failing"))
        clock_back(folder("clock"))
        base = os.environ.get("DONGTING_TEST_POSTGRES")
        if base:
            subprocess.run(["psql", "-q", f"{base}/postgres", "-c", "CREATE DATABASE faults"],
                           check=True)
            two = folder("postgres")
            killed_writers("PostgreSQL, two processes", f"{base}/faults?schema=two", two, 2)
            three = folder("postgres-books")
            killed_bookkeepers("PostgreSQL, two processes", f"{base}/faults?schema=books", three, 2)
            killed_server(base, os.environ["DONGTING_TEST_POSTGRES_DATA"], folder("server"))
        else:
            skip("PostgreSQL", "no server in DONGTING_TEST_POSTGRES")
    print(f"{time.time() - start:.0f} s, {len(failures)} failed, seed {SEED}")
    sys.exit(1 if failures else 0)


main()

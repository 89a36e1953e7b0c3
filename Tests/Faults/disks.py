"""Disks that fill up, that are read-only, that turn read-only under a running server, and a log
torn at its end."""

import os
import pathlib
import shutil
import subprocess
import time

from harness import (Server, check, created, dongting, kill, load, mounted, said, skip, tell,
                     wait_for)


def full(folder):
    """A tmpfs that fills up: refusals, no losses."""
    small = f"{folder}/small"
    os.makedirs(small)
    if not mounted("-t", "tmpfs", "-o", "size=12m", "tmpfs", small):
        return skip("disk full", "no right to mount a tmpfs here")
    try:
        # As long as a slow machine takes to fill it, and a moment more.
        writer = load(f"{small}/city", folder, "full", seconds=120)
        wait_for(folder, "full", f"磁盘已满，{small}/city", seconds=120)
        time.sleep(0.5)
        kill(writer)
        tell(f"磁盘已满，{small}/city" in said(folder, "full"), "disk full: the message says so")
        subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
        check("disk full, and room again", f"{small}/city", folder)
    finally:
        subprocess.run(["umount", small])


def torn_log(folder):
    """The end of SQLite's log torn off and overwritten, as by a power cut."""
    process = load(f"{folder}/city", folder, "torn")
    wait_for(folder, "torn")
    time.sleep(0.5)
    kill(process)
    log = pathlib.Path(f"{folder}/city/city.sqlite-wal")
    data = log.read_bytes()
    # A frame that was never acknowledged, half on the disk: appended, not cut from what was synced.
    log.write_bytes(data + data[32:32 + 4096 + 24 - 100])
    check("torn write at the end of the log", f"{folder}/city", folder)


def told(answer, place):
    """Whether a refusal says what is read-only and what to do."""
    return all(words in answer.stderr for words in (place, "只读", "remount,rw"))


def read_only_at_start(folder):
    """A disk that is mounted read-only: nothing starts, and the message says why."""
    disk = f"{folder}/disk"
    os.makedirs(disk)
    if not mounted("-t", "tmpfs", "-o", "size=64m", "tmpfs", disk):
        return skip("read-only disk at start", "no right to mount a tmpfs here")
    city = f"{disk}/city"
    table = pathlib.Path(f"{folder}/note.csv")
    table.write_text("number,amount\nr1,1\n")
    try:
        load(city, folder, "before", seconds=1).wait()
        # One is left by a kill with its log beside it, the other is at rest.
        shutil.copytree(city, f"{disk}/rest")
        process = load(city, folder, "killed")
        wait_for(folder, "killed")
        kill(process)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for place in (city, f"{disk}/rest"):
            server = Server(place, folder)
            code = server.process.wait(timeout=30)
            text = server.log.read_text(errors="replace")
            tell(code != 0 and "只读" in text and "remount,rw" in text,
                 "read-only disk: dongting serve refuses and says what to do", text.strip()[:120])
            answer = dongting("verify", place=place)
            # With its log beside it a city can still be read.
            tell(told(answer, place) if answer.returncode else "核验通过" in answer.stdout,
                 "read-only disk: dongting verify reads, or says what to do",
                 (answer.stdout + answer.stderr).strip()[-120:])
            answer = dongting("import", "note", str(table), place=place)
            tell(answer.returncode != 0 and told(answer, place),
                 "read-only disk: dongting import is refused and says what to do",
                 answer.stderr.strip()[:120])
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        load(city, folder, "after", seconds=1).wait()
        check("read-only disk, writable again", city, folder)
    finally:
        subprocess.run(["umount", disk])


def read_only_under_way(folder):
    """A disk that fails turns read-only under a running server and a writer (ext4 does so by
    itself): writes are refused, pages are still served, nothing acknowledged is lost."""
    name = "disk turns read-only under load"
    image, disk = f"{folder}/image", f"{folder}/disk"
    os.makedirs(disk)
    subprocess.run(["truncate", "-s", "96M", image], check=True)
    made = shutil.which("mkfs.ext4") and subprocess.run(["mkfs.ext4", "-q", image]).returncode == 0
    if not made or not mounted("-o", "loop,errors=remount-ro", image, disk):
        return skip(name, "no ext4 in a loop device here")
    city = f"{disk}/city"
    server = writer = None
    try:
        load(city, folder, "before", seconds=1).wait()
        server = Server(city, folder)
        server.wait()
        writer = load(city, folder, "under")
        wait_for(folder, "under")
        pages = ["/", "/registers/note", "/api/registers/note", "/journal"]
        for page in pages:
            server.get(page)
        time.sleep(0.5)
        subprocess.run(["mount", "-o", "remount,abort", disk], check=True)
        wait_for(folder, "under", "refused")
        time.sleep(0.3)
        acknowledged = created(folder, "under")
        time.sleep(0.7)
        text = said(folder, "under")
        tell(created(folder, "under") == acknowledged, f"{name}: nothing more is acknowledged")
        refusal = next(line for line in text.splitlines() if line.startswith("refused"))
        tell(city in refusal and "磁盘" in refusal and "dmesg" in refusal, f"{name}: the refusal says what to do",
             refusal[:160])
        answers = [server.get(page)[0] for page in pages]
        tell(answers == [200] * len(pages), f"{name}: pages are still served", str(answers))
        kill(writer)
        kill(server.process)
        subprocess.run(["umount", disk], check=True)
        subprocess.run(["e2fsck", "-fy", image], capture_output=True)
        subprocess.run(["mount", "-o", "loop", image, disk], check=True)
        load(city, folder, "after", seconds=1).wait()
        check(f"{name}, repaired", city, folder)
    finally:
        for process in (writer, server and server.process):
            if process and process.poll() is None:
                kill(process)
        subprocess.run(["umount", disk], capture_output=True)

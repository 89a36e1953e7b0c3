"""A season of a programme in a browser: a demonstration city whose clock the walk sets forward, with
whoever is needed at a browser of their own.

    with Season(program, database=None) as season:
        officer = season.person("demo-planning")
        officer.go("/calls")
        season.ahead(days=30)

`database` is a `postgres://…` address of an empty database; without it the city is a file. The clock of
the server alone is moved (clock.c); sessions are over after it, so a person is asked for anew.
"""

import argparse
import datetime
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

from people import Person
from walk import Walk

BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def library(folder):
    """The clock that the walk sets, made anew beside the city."""
    made = pathlib.Path(folder, "clock.so")
    source = pathlib.Path(__file__).with_name("clock.c")
    subprocess.run([shutil.which("cc") or "clang", "-O1", "-shared", "-fPIC", "-o", made, source,
                    "-ldl"], check=True)
    return made


class Season(Walk):
    def __init__(self, program, browser, database=None, shots=None):
        super().__init__("", shots)
        self.program, self.browser, self.database = program, browser, database
        self.folder = tempfile.TemporaryDirectory()
        self.clock = pathlib.Path(self.folder.name, "clock")
        self.offset = datetime.timedelta()
        # What one part of the walk leaves for the next: addresses and numbers by name.
        self.kept = {}
        self.people = []

    def __enter__(self):
        place = self.database or f"{self.folder.name}/city"
        apart = ["--keys", f"{self.folder.name}/keys", "--files", f"{self.folder.name}/files"] \
            if self.database else []
        subprocess.run([self.program, "demo", place, *apart], check=True,
                       stdout=subprocess.DEVNULL)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        self.write_clock()
        env = dict(os.environ, LD_PRELOAD=str(library(self.folder.name)),
                   CLOCK_FILE=str(self.clock))
        self.log = open(f"{self.folder.name}/server.log", "w")
        self.server = subprocess.Popen(
            [self.program, "serve", "--data", place, "--port", str(port), *apart], env=env,
            stdout=self.log, stderr=subprocess.STDOUT)
        self.base = f"http://127.0.0.1:{port}"
        for _ in range(150):
            if f"127.0.0.1:{port}" in pathlib.Path(self.log.name).read_text():
                return self
            if self.server.poll() is not None:
                break
            time.sleep(0.2)
        raise SystemExit(pathlib.Path(self.log.name).read_text())

    def __exit__(self, *_):
        for person in self.people:
            person.context.close()
        self.server.terminate()
        self.server.wait(60)
        self.log.close()
        self.folder.cleanup()

    def write_clock(self):
        seconds = self.offset.total_seconds()
        # Replaced whole, so that the server never reads half of it.
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"{seconds:+.0f}\n")
        fresh.rename(self.clock)

    @property
    def now(self):
        """The server's time, in Beijing."""
        return datetime.datetime.now(BEIJING) + self.offset

    def ahead(self, **by):
        """Sets the server's clock forward: `days=30`, `hours=2`; whoever was signed in is out."""
        self.offset += datetime.timedelta(**by)
        self.write_clock()
        for person in self.people:
            person.context.close()
        self.people = []

    def until(self, day, hour=9):
        """Sets the server's clock forward to an hour of a day (a date)."""
        wanted = datetime.datetime.combine(day, datetime.time(hour), BEIJING)
        if wanted > self.now:
            self.ahead(seconds=(wanted - self.now).total_seconds())

    @property
    def officer(self):
        """Whoever runs the call: of the section of its programme."""
        return self.person(self.kept.get("officer", "demo-planning"))

    @property
    def head(self):
        return self.person(self.kept.get("officer", "demo-planning") + "-head")

    @property
    def clerk(self):
        """Whoever recommends."""
        return self.person(self.kept.get("clerk", "demo-clerk"))

    def person(self, login, script=True):
        """Whoever has this login, at a browser; the same one until the clock is moved."""
        for person in self.people:
            if person.login == login and person.script == script:
                return person
        person = Person(self, self.browser, script)
        self.people.append(person)
        return person.sign_in(login)


def press(person, words):
    """The last button on the page that says so, among others."""
    person.page.locator("main button:visible", has_text=words).last.click()
    person.page.wait_for_load_state("load")


def follow(person, words):
    """The first link on the page that says so, among others."""
    person.page.locator("main a:visible", has_text=words).first.click()
    person.page.wait_for_load_state("load")


def says(person, what, words):
    """Checks under a name of its own that the page says so."""
    person.check(what, words in person.text, person.text[:600])


def play(program, walks, shots=None):
    """Plays walks, each in a city of its own: name, part and database of each. Whether all is sound."""
    if shots:
        pathlib.Path(shots).mkdir(parents=True, exist_ok=True)
    sound = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        for name, part, database in walks:
            with Season(program, browser, database, shots) as season:
                part(season)
                for person in season.people:
                    person.check("no error of a script", not person.errors, str(person.errors[:2]))
                print(f"{name} on {'PostgreSQL' if database else 'SQLite'}: {season.passed} checks passed, "
                      f"{len(season.failures)} failed", flush=True)
                sound = sound and not season.failures
        browser.close()
    return sound


def alone(**parts):
    """What a part does when it is run by itself, as the command line asks."""
    asked = argparse.ArgumentParser()
    asked.add_argument("program")
    asked.add_argument("--database")
    asked.add_argument("--screenshots")
    options = asked.parse_args()
    walks = [(name, part, options.database) for name, part in parts.items()]
    sys.exit(0 if play(options.program, walks, options.screenshots) else 1)

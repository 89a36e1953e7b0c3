"""Walks two programmes end to end in a browser: a call of 市自然科学基金 and one of 揭榜挂帅, from the
rehearsal to the archived project, with the clock set forward between the stages and the money in the
ledger.

usage: programmes.py .build/debug/dongting [fund|challenge] [--server postgres://…] [--screenshots DIR]

`--server` is a PostgreSQL server, on which each walk gets a database of its own; without it a city is a
file. Needs what `season.py` needs.
"""

import argparse
import subprocess
import sys
import time

import programme_awards
import programme_calls
import programme_gate
import programme_open
import programme_review
from programs import api
from season import play


def applicant(season):
    """Whose project it is, as the later parts ask for it."""
    known = api(season, "demo-unit").find("organisation")[0]
    season.kept.update(organisation=known["id"], unit=known["name"])


def fund(season):
    """市自然科学基金: recommended by the county, reviewed blind, paid in two parts (包干制)."""
    programme_calls.science(season)
    season.kept["several"] = False
    programme_open.during(season, season.kept["call"])
    programme_gate.part(season)
    programme_review.closed(season, season.kept["call"])
    programme_review.part(season)
    applicant(season)
    programme_awards.part(season)
    programme_open.after(season, season.kept["call"], secrets=["湿地碳汇的微生物机理是什么"])


def challenge(season):
    """揭榜挂帅: bid for, matched by the owner of the need, paid by milestones."""
    programme_calls.challenge(season)
    season.kept.update(call=season.kept["challenge_call"], officer="demo-transfer",
                       recommended=False, several=False, abbreviation="JBGS")
    programme_open.during(season, season.kept["call"])
    programme_gate.formally_checked(season)
    programme_review.closed(season, season.kept["call"])
    programme_review.matched(season, season.kept["call"])
    programme_review.part(season)
    applicant(season)
    programme_awards.part(season)


WALKS = {"fund": fund, "challenge": challenge}


def database(server, name):
    """A new database on the server."""
    made = f"season_{name}_{int(time.time())}"
    subprocess.run(["psql", "-q", f"{server}/postgres", "-c", f"CREATE DATABASE {made}"], check=True)
    return f"{server}/{made}?schema=city"


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("program")
    asked.add_argument("walks", nargs="*", default=list(WALKS))
    asked.add_argument("--server")
    asked.add_argument("--screenshots")
    options = asked.parse_args()
    walks = [(name, WALKS[name], options.server and database(options.server, name))
             for name in options.walks or WALKS]
    sys.exit(0 if play(options.program, walks, options.screenshots) else 1)


if __name__ == "__main__":
    main()

"""What a person of a season has a program do: the records API with a token of theirs."""

import json
import re
import urllib.error
import urllib.request



class Program:
    """What a person has a program do for them: the records API with a token of theirs."""

    def __init__(self, season, login):
        self.season, self.person = season, season.person(login)
        self.person.go("/me/tokens")
        made = self.person.context.request.post(
            season.base + "/me/tokens",
            form={"csrf": self.person.token(), "name": "走查", "scope": "write", "days": "30"})
        self.token = re.search(r'<code class="secret">([^<]+)</code>', made.text()).group(1)

    def ask(self, method, path, body=None, headers=None, fails=False):
        request = urllib.request.Request(
            self.season.base + path, method=method,
            data=json.dumps(body, ensure_ascii=False).encode() if body is not None else None,
            headers={"Authorization": "Bearer " + self.token, "Content-Type": "application/json",
                     **(headers or {})})
        try:
            return json.load(urllib.request.urlopen(request))
        except urllib.error.HTTPError as error:
            told = error.read().decode()
            if fails:
                return told
            raise SystemExit(f"{method} {path}: {error.code} {told}") from error

    def make(self, register, **fields):
        return self.ask("POST", f"/api/registers/{register}", {"fields": fields})["id"]

    def read(self, register, record):
        return self.ask("GET", f"/api/registers/{register}/{record}")

    def find(self, register, **conditions):
        query = "&".join(f"{name}={value}" for name, value in conditions.items())
        return self.ask("GET", f"/api/registers/{register}?{query}")["records"]

    def of(self, register, project):
        """The last record of a register that names the project."""
        return max(one["id"] for one in self.find(register, limit=200) if one["project"] == project)

    def change(self, register, record, **fields):
        version = self.ask("GET", f"/api/registers/{register}/{record}")["version"]
        return self.ask("PATCH", f"/api/registers/{register}/{record}", {"fields": fields},
                        {"If-Match": f'"{version}"'})

    def move(self, register, record, move, reason=None, fails=False, **fields):
        body = {"fields": fields}
        if reason:
            body["reason"] = reason
        return self.ask("POST", f"/api/registers/{register}/{record}/moves/{move}", body, fails=fails)


def api(season, login):
    """The program of a person; a new one after the clock was moved, when tokens may be over."""
    known = season.kept.setdefault("programs", {})
    if known.get("offset") != season.offset:
        known.clear()
        known["offset"] = season.offset
    if login not in known:
        known[login] = Program(season, login)
    return known[login]


def today(season):
    return season.now.date().isoformat()

"""Holds a running demonstration city to the description that it gives of its interface.

usage: try_api.py http://127.0.0.1:8080 [examples]

The document is valid OpenAPI; records are as the schema of their register says; and whatever
schemathesis makes up for a route, the answer is one that the document tells of, and never a fault
of the server. Needs openapi-spec-validator and schemathesis (PyPI).
"""

import http.cookiejar
import json
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

LOGIN, PASSWORD = "demo-officer", "dongting-yanshi-2026"
# What an officer is refused, tried by those whom it is for. The administrator comes last: what is
# made up suspends accounts.
OTHERS = [
    ("demo-clerk", "^/api/(returns/sheets|recommendations)"),
    ("demo-planning", "^/api/(checks|reviews|decisions|public-notices|awards|projects)"),
    ("demo-leader", "^/api/(approvals|absences)"),
    ("demo-audit", "^/api/security-events"), ("demo-system", "^/api/accounts"),
]
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance",
]


class Browser:
    """Signs in as a person does, and makes a token on the page for it."""

    def __init__(self, base):
        self.base = base
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def open(self, path, form=None):
        body = urllib.parse.urlencode(form).encode() if form else None
        return self.opener.open(self.base + path, body).read().decode()

    def token(self, login=LOGIN):
        self.open("/sign-in", {"login": login, "password": PASSWORD})
        page = self.open("/me/tokens")
        csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        made = self.open(
            "/me/tokens", {"csrf": csrf, "name": "试接口", "scope": "write", "days": "30"})
        return re.search(r'<code class="secret">([^<]+)</code>', made).group(1)


def answer(base, path, token):
    request = urllib.request.Request(
        base + path, headers={"Authorization": "Bearer " + token})
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def records_as_described(base, token, document):
    """How many records were looked at, and what is not as the document says."""
    seen, wrong = 0, []
    schemas = document["components"]["schemas"]
    for register in answer(base, "/api/registers", token):
        validator = Draft202012Validator(schemas["record." + register["name"]])
        listed = answer(base, register["href"] + "?limit=20", token)["records"]
        for record in listed:
            whole = answer(base, f"{register['href']}/{record['id']}", token)
            seen += 1
            for one in (record, whole):
                wrong += [
                    f"{register['name']} {record['id']} {e.json_path}: {e.message}"
                    for e in validator.iter_errors(one)
                ]
    return seen, wrong


# From a list to what its entries are: the list, the name of an entry's number, what is there.
WALKS = [
    ("/api/checks", "call", ["/api/checks/{id}", "/api/checks/{id}/departments"]),
    ("/api/reviews", "id", ["/api/reviews/{id}", "/api/decisions/{id}"]),
    ("/api/public-notices", "id", ["/api/public-notices/{id}"]),
    ("/api/projects", "id", ["/api/projects/{id}"]),
]
# The same from an answer on: a list within it leads on.
FURTHER = [
    ("/api/checks/{id}", "applications", "id", "/api/checks/applications/{id}"),
    ("/api/reviews/{id}", "panels", "id", "/api/reviews/panels/{id}"),
    ("/api/reviews/{id}", "meetings", "id", "/api/decisions/meetings/{id}"),
    ("/api/public-notices/{id}", "awards", "id", "/api/awards/{id}"),
]


def answers_as_described(base, token, document):
    """How many answers of the way from a call to a project were looked at, and what is not as the
    document says: made-up numbers hardly ever find them."""
    seen, wrong = {}, []

    def look(pattern, number=None):
        path = pattern.replace("{id}", str(number))
        told = answer(base, path, token)
        schema = document["paths"][pattern]["get"]["responses"]["200"]
        schema = schema["content"]["application/json"]["schema"]
        validator = Draft202012Validator({**schema, "components": document["components"]})
        seen[pattern] = seen.get(pattern, 0) + 1
        wrong.extend(f"{path} {e.json_path}: {e.message}" for e in validator.iter_errors(told))
        for here, name, key, there in FURTHER:
            if here == pattern:
                for one in told[name][:20]:
                    look(there, one[key])
        return told

    for pattern, key, details in WALKS:
        told = look(pattern)
        for one in (told.get("items") or told.get("projects"))[:20]:
            for detail in details:
                look(detail, one[key])
    wrong += [f"{there}: there is none" for *_, there in FURTHER if there not in seen]
    return sum(seen.values()), wrong


def every_register(base, token, document):
    """The document with the writing routes written out for each register that may be written to:
    so what is made up has the register's own fields in it."""
    paths, general = {}, document["paths"]
    change = document["components"]["schemas"]["Change"]
    for register in answer(base, "/api/registers", token):
        name, href = register["name"], register["href"]
        if status(base, "POST", href, token, {}) == 403:
            continue
        fields = {"$ref": f"#/components/schemas/fields.{name}"}
        body = {**change, "properties": {**change["properties"], "fields": fields}}

        def written_out(path, method, parameters):
            operation = json.loads(json.dumps(general[path][method]))
            operation["operationId"] += "." + name
            operation["parameters"] = parameters
            operation["requestBody"]["content"] = {"application/json": {"schema": body}}
            return {method: operation}

        paths[href] = written_out("/api/registers/{register}", "post", [])
        listed = answer(base, href + "?limit=1", token)["records"]
        if listed:
            version = {"name": "If-Match", "in": "header", "required": True,
                       "schema": {"enum": [f'"{listed[0]["version"]}"']}}
            paths[f"{href}/{listed[0]['id']}"] = written_out(
                "/api/registers/{register}/{id}", "patch", [version])
    return {**document, "paths": paths}


def status(base, method, path, token, body):
    request = urllib.request.Request(
        base + path, json.dumps(body).encode(), method=method,
        headers={"Authorization": "Bearer " + token, "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def run(base, token, where, *more):
    program = Path(sys.executable).absolute().with_name("schemathesis")
    command = [
        str(program), "run", where, "--url", base, "--header", "Authorization: Bearer " + token,
        "--checks", ",".join(CHECKS), "--seed", "20260210", "--workers", "1",
        "--request-timeout", "30", "--suppress-health-check", "all", "--no-color",
        "--warnings", "off",
        # Its own store of examples would make a run depend on the one before.
        "--generation-database", "none", *more,
    ]
    # What it remembers of a run would change the next one, and is no part of the source tree.
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(command, check=False, cwd=folder).returncode:
            sys.exit(1)


def main():
    base = sys.argv[1].rstrip("/")
    examples = sys.argv[2] if len(sys.argv) > 2 else "12"
    token = Browser(base).token()
    document = answer(base, "/api/openapi.json", token)
    OpenAPIV31SpecValidator(document).validate()
    seen, wrong = records_as_described(base, token, document)
    if wrong or not seen:
        print("\n".join(wrong[:20]) or "no record was looked at")
        sys.exit(1)
    print(f"{len(document['paths'])} addresses described, {seen} records as described")
    seen, wrong = answers_as_described(base, Browser(base).token("demo-planning"), document)
    if wrong:
        print("\n".join(wrong[:20]))
        sys.exit(1)
    print(f"{seen} answers from calls to projects as described")
    where = base + "/api/openapi.json"
    # A token that ends itself would be refused from then on: that is tried with one of its own.
    run(base, token, where, "--max-examples", examples, "--exclude-operation-id", "end-token")
    run(base, Browser(base).token(), where, "--include-operation-id", "end-token")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "openapi.json"
        deeper = every_register(base, token, document)
        file.write_text(json.dumps(deeper))
        print(f"{len(deeper['paths'])} ways to write into registers", flush=True)
        run(base, token, str(file), "--max-examples", "5", "--phases", "coverage,fuzzing",
            "--mode", "positive")
    for login, path in OTHERS:
        print(login, flush=True)
        run(base, Browser(base).token(login), where, "--max-examples", "5",
            "--include-path-regex", path)


main()

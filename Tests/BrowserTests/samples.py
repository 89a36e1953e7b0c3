"""Serves the sample pages that `SampleFiles` wrote, with the headers of the real server, and
answers what their scripts ask. What was posted can be read back; how drafts are answered is set.

usage: samples.py FOLDER [PORT]
"""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
          "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
CHARTS = Path("/usr/share/javascript/chart.js/chart.min.js")
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PEOPLE = [{"id": 12, "label": "洞庭甲公司", "detail": "91430600…A，岳阳楼区"},
          {"id": 13, "label": "洞庭乙公司", "detail": "91430600…B，平江县"},
          {"id": 14, "label": "洞庭丙研究院", "detail": "12430600…C，汨罗市"}]


def offers(number):
    """What a chosen owner offers: a field that is typed already, an empty text, a choice."""
    origin = f"取自“#{number}”的登记，可以改"
    return [{"field": field, "origin": origin, "answers": {field: value}} for field, value in (
        ("title", "不该盖掉的"), ("field_of_use", f"领域{number}"), ("open", "1"))]


class Samples:
    """The folder, what was posted, and how the next drafts are answered."""

    def __init__(self, folder, port=0):
        self.folder = Path(folder)
        self.posts = []
        self.draft_status = 200
        self.version = 3
        samples = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def send(self, status, kind, body):
                self.send_response(status)
                self.send_header("Content-Type", kind + "; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", POLICY)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def do_GET(self):
                parts = urlsplit(self.path)
                if parts.path == "/worklists/pick":
                    word = dict(parse_qsl(parts.query)).get("q", "")
                    found = [one for one in PEOPLE if word in one["label"] or word == "dt"]
                    return self.send(200, "application/json", json.dumps(found).encode())
                if parts.path == "/worklists/prefill":
                    chosen = dict(parse_qsl(parts.query))
                    return self.send(200, "application/json", json.dumps(
                        offers(chosen["id"]) if chosen["field"] == "owner" else []).encode())
                name = parts.path.rsplit("/", 1)[-1] or "form.html"
                file = {"chart.min.js": CHARTS, "mark.svg": samples.folder / "dot.svg"}.get(name, samples.folder / name)
                if not file.is_file():
                    return self.send(404, "text/html", "<p class=failure>没有</p>".encode())
                self.send(200, TYPES.get(file.suffix, "text/plain"), file.read_bytes())

            do_HEAD = do_GET

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", "replace")
                samples.posts.append((self.path, body))
                if self.path != "/worklists/draft":
                    return self.send(200, "text/html",
                                     "<!DOCTYPE html><title>收到</title><h1>收到</h1>".encode())
                if samples.draft_status != 200:
                    return self.send(samples.draft_status, "application/json", b"{}")
                samples.version += 1
                answer = {"saved": "14:03", "version": samples.version}
                self.send(200, "application/json", json.dumps(answer).encode())

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def posted(self, path):
        """What was posted there last, as pairs."""
        bodies = [body for where, body in self.posts if where == path]
        return parse_qsl(bodies[-1], keep_blank_values=True) if bodies else []


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    print(Samples(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0).base, flush=True)
    while True:
        time.sleep(60)

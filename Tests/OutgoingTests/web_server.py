"""A web server for the tests on the loopback address, that behaves well or badly as its paths say.
Prints its port; ends when its input does."""

import http.server
import json
import os
import ssl
import sys
import threading
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def echo(self):
        length = int(self.headers.get("Content-Length") or 0)
        seen = {
            "method": self.command,
            "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": self.rfile.read(length).decode(),
        }
        self.answer(200, json.dumps(seen).encode(), [("Content-Type", "application/json")])

    do_POST = echo

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/away":
            self.answer(302, headers=[("Location", "/echo"), ("Set-Cookie", "a=1")])
        elif path == "/missing":
            self.answer(404, "没有".encode())
        elif path == "/long":
            self.answer(200, b"x" * 5000)
        elif path == "/endless":
            self.send_response(200)
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 1000)
            except OSError:
                self.close_connection = True
        elif path == "/headers":
            self.answer(200, headers=[(f"X-{n}", "x" * 1000) for n in range(50)])
        elif path == "/slow":
            time.sleep(60)
        else:
            self.echo()


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *words):
        """A client that hangs up is what several tests are about."""


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)

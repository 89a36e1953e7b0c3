"""A provider that says what the test wrote into a folder, true or not: `/NAME` is the file NAME,
whatever is asked. The file `asked` lists the names in order. Prints its port; ends when its input
does."""

import http.server
import os
import sys
import threading

folder = sys.argv[1]
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *words):
        pass

    def do_GET(self):
        name = self.path.rpartition("/")[2].partition("?")[0]
        with lock, open(os.path.join(folder, "asked"), "a") as file:
            file.write(name + "\n")
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            with open(os.path.join(folder, name), "rb") as file:
                body = file.read()
            self.send_response(200)
        except FileNotFoundError:
            body = b"{}"
            self.send_response(500)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)

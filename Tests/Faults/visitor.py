"""Signs in to a running server from outside, as somebody who may look at its pages."""

import http.client
import re
import urllib.parse

LOGIN, PASSWORD = "visitor", "a boat on the wide lake"


def post(port, path, cookie="", **values):
    """Status, headers and text of a form sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "POST", path, urllib.parse.urlencode(values),
        {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
    answer = connection.getresponse()
    text = answer.read().decode()
    return answer.status, dict(answer.getheaders()), text


def sign_in(port, login=LOGIN, password=PASSWORD):
    """The cookie of a new session, or nothing."""
    status, headers, _ = post(port, "/sign-in", login=login, password=password)
    cookie = headers.get("Set-Cookie", "")
    return cookie.split(";")[0] if status == 303 else ""


def enter(port, dongting):
    """The cookie of a session; the account is made where there is none yet.

    `dongting` runs the program with these words on the server's city and gives what it prints.
    """
    cookie = sign_in(port)
    if cookie:
        return cookie
    said = dongting("account", "create", LOGIN, "--name", "看的人", "--role", "clerk",
                    "--of-county", "430602")
    link = re.search(r"/invitations/[\w-]+", said)
    if not link:
        raise SystemExit(f"no link for {LOGIN}: {said}")
    post(port, link[0], password=PASSWORD, again=PASSWORD)
    cookie = sign_in(port)
    if not cookie:
        raise SystemExit(f"{LOGIN} cannot sign in")
    return cookie

"""A real mail server for the tests: takes mails on the loopback address and writes what a mail
program would show of each into a folder, as JSON. Prints its port; ends when its input does."""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

# What goes wrong here goes wrong on purpose.
logging.disable()
warnings.simplefilter("ignore")

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--certificate")
options.add_argument("--key")
options.add_argument("--tls", choices=["none", "start", "whole"], default="none")
options.add_argument("--user")
options.add_argument("--password")
options.add_argument("--recipient-reply", help="what every recipient is answered")
options.add_argument("--data-reply", help="what every mail is answered")
options.add_argument("--silent", action="store_true", help="takes connections and says nothing")
options.add_argument("--greeting", help="says this to everybody and hangs up")
options = options.parse_args()

context = None
if options.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate, options.key)


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if options.recipient_reply:
            return options.recipient_reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if options.data_reply:
            return options.data_reply
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        Handler.count += 1
        shown = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "encrypted": session.ssl is not None or options.tls == "whole",
            "signedIn": bool(session.authenticated),
            "greeting": session.host_name,
            "from": str(mail["from"]),
            "fromName": mail["from"].addresses[0].display_name,
            "to": str(mail["to"]),
            "toName": mail["to"].addresses[0].display_name,
            "subject": str(mail["subject"]),
            "date": mail["date"].datetime.isoformat(),
            "id": str(mail["message-id"]),
            "body": mail.get_content().replace("\r\n", "\n"),
            "headers": list(mail.keys()),
            "defects": [str(d) for d in mail.defects]
            + [str(d) for value in mail.values() for d in value.defects],
            "longest": max(len(line) for line in envelope.content.split(b"\r\n")),
        }
        partial = os.path.join(options.folder, f".{Handler.count}")
        with open(partial, "w") as file:
            json.dump(shown, file)
        os.rename(partial, os.path.join(options.folder, f"{Handler.count}.json"))
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = (data.login, data.password) == (options.user.encode(), options.password.encode())
    return AuthResult(success=good, handled=good)


def protocol():
    return SMTP(
        Handler(),
        hostname="mail.test",
        tls_context=context if options.tls == "start" else None,
        require_starttls=options.tls == "start",
        auth_required=options.user is not None,
        auth_require_tls=options.tls == "start",
        authenticator=authenticate if options.user else None,
    )


class Rude(asyncio.Protocol):
    def connection_made(self, transport):
        if options.greeting:
            transport.write(options.greeting.encode() + b"\r\n")
            transport.close()


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        Rude if options.silent or options.greeting else protocol,
        "127.0.0.1",
        0,
        ssl=context if options.tls == "whole" else None,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())

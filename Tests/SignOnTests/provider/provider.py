"""A real OpenID Connect provider (django-oidc-provider) for the tests: one person, one client, on
the loopback address. Prints its port; ends when its input does.

    provider.py CALLBACK [--claims-in-token] [--public]

`POST /new-key` replaces the key that tokens are signed with, as a provider does from time to time."""

import argparse
import logging
import os
import shutil
import sys
import tempfile
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

options = argparse.ArgumentParser()
options.add_argument("callback")
options.add_argument("--claims-in-token", action="store_true")
options.add_argument("--public", action="store_true")
options = options.parse_args()

logging.disable()
folder = tempfile.mkdtemp()

LOGIN = """<form method="post">{% csrf_token %}{{ form.as_p }}<button>Sign in</button></form>"""

import django
from django.conf import settings

settings.configure(
    SECRET_KEY=os.urandom(32).hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="urls",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.path.join(folder, "provider.sqlite"),
        }
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "oidc_provider",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"registration/login.html": LOGIN},
                    ),
                    "django.template.loaders.app_directories.Loader",
                ],
            },
        }
    ],
    # Fast, and of no other use than here.
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    LOGIN_URL="/login",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    OIDC_USERINFO="urls.userinfo",
    OIDC_IDTOKEN_INCLUDE_CLAIMS=options.claims_in_token,
)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from oidc_provider.models import Client, ResponseType

import urls

call_command("migrate", verbosity=0)
User.objects.create_user(
    "li.si", "li.si@example.org", "a long pass phrase", first_name="四", last_name="李"
)
client = Client.objects.create(
    name="Dongting",
    client_id="dongting",
    client_secret="" if options.public else "s3cret-of-the-client",
    client_type="public" if options.public else "confidential",
    jwt_alg="RS256",
)
client.redirect_uris = [options.callback]
client.save()
client.response_types.add(ResponseType.objects.get(value="code"))
urls.make_key()


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        pass


# One request after the other: SQLite would refuse some of those that write at once.
server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
shutil.rmtree(folder)
os._exit(0)

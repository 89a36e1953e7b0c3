"""The pages of the provider, and what it says of its one person."""

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from oidc_provider.models import RSAKey


def userinfo(claims, user):
    claims["name"] = user.last_name + user.first_name
    claims["preferred_username"] = user.username
    claims["email"] = user.email
    claims["email_verified"] = True
    return claims


def make_key():
    RSAKey.objects.all().delete()
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    RSAKey.objects.create(
        key=key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        ).decode()
    )


@csrf_exempt
def new_key(request):
    make_key()
    return HttpResponse()


urlpatterns = [
    path("login", LoginView.as_view()),
    path("new-key", new_key),
    path("oidc/", include("oidc_provider.urls", namespace="oidc_provider")),
]

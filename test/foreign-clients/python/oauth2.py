"""Tokens by two libraries, with the credential in the body and in the header."""

import sys

from account import TOKEN, USERS, account, report, url_of
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from oauthlib.oauth2 import BackendApplicationClient
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

client_id = account["credential"]["client_id"]
client_secret = account["credential"]["client_secret"]
token_url = url_of("sentinel", TOKEN)
older_url = url_of("sentinel", f"/sentinel/api/account/{account['accountId']}/app/token")


def oauthlib_session() -> OAuth2Session:
    return OAuth2Session(client=BackendApplicationClient(client_id=client_id))


def in_body(secret: str = client_secret, url: str = token_url) -> OAuth2Session:
    session = oauthlib_session()
    session.fetch_token(token_url=url, client_id=client_id, client_secret=secret, include_client_id=True)
    return session


def in_header() -> OAuth2Session:
    session = oauthlib_session()
    session.fetch_token(token_url=token_url, auth=HTTPBasicAuth(client_id, client_secret))
    return session


def authlib(method: str) -> AuthlibSession:
    session = AuthlibSession(client_id, client_secret, token_endpoint_auth_method=method)
    session.fetch_token(token_url, grant_type="client_credentials")
    return session


def users(session) -> int:
    answer = session.get(url_of("accountConfigReadOnly", USERS), params={"v": "6.0", "select": "id"})
    answer.raise_for_status()
    return len(answer.json())


CALLS = {
    "requests-oauthlib": {
        "a token, credentials in the body": lambda: in_body().token["token_type"],
        "a token at the older URL, v=1.0": lambda: in_body(url=f"{older_url}?v=1.0").token["token_type"],
        "a token, credentials in the header": lambda: in_header().token["token_type"],
        "a list with a token": lambda: users(in_body()),
        "a wrong secret": lambda: in_body("another").token["token_type"],
    },
    "Authlib": {
        "a token, client_secret_post": lambda: authlib("client_secret_post").token["token_type"],
        "a token, client_secret_basic": lambda: authlib("client_secret_basic").token["token_type"],
        "a list with a token": lambda: users(authlib("client_secret_post")),
    },
}

report(CALLS[sys.argv[1]])

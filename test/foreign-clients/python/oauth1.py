"""OAuth 1.0a by two libraries."""

import sys

from account import USERS, account, account_id, report, url_of
from authlib.integrations.requests_client import OAuth1Session as AuthlibSession
from requests_oauthlib import OAuth1Session

key = account["appKey"]
fields = (key["consumerKey"], key["consumerSecret"], key["token"], key["tokenSecret"])


def requests_oauthlib(secret: str = fields[3]):
    return OAuth1Session(fields[0], fields[1], fields[2], secret)


def authlib(secret: str = fields[3]):
    return AuthlibSession(fields[0], fields[1], token=fields[2], token_secret=secret)


session_of = {"requests-oauthlib": requests_oauthlib, "Authlib": authlib}[sys.argv[1]]
session = session_of()
service = "accountConfigReadOnly"


def read(answer):
    return answer.json() if answer.ok else {"refused": answer.status_code}


def users(one=session):
    return read(one.get(url_of(service, USERS), params={"v": "6.0", "select": "id, nickname"}))


def search():
    path = f"/interaction_history/api/account/{account_id}/interactions/search"
    body = {"start": {"from": account["from"], "to": account["to"]}}
    params = {"v": "1", "source": "foreign client", "limit": "5", "sort": "start:asc"}
    return read(session.post(url_of("engHistDomain", path), params=params, json=body))


def encoded_path():
    """An id that no record has: the path is signed as it is sent, and the answer is that of the API."""
    return read(session.get(url_of(service, f"{USERS}/a%20b%2Fc~d"), params={"v": "6.0"}))


report(
    {
        "a list with a query": lambda: len(users()),
        "a search with a body in JSON": lambda: len(search()["interactionHistoryRecords"]),
        "a path with encoded characters": encoded_path,
        "a wrong secret": lambda: users(session_of("another")),
    }
)

"""What the test that starts these programs tells them, and how they tell what came of their calls."""

import json
import os

account = json.loads(os.environ["ACCOUNT"])
account_id = account["accountId"]
TOKEN = f"/sentinel/api/v2/account/{account_id}/app/token"
USERS = f"/api/account/{account_id}/configuration/le-users/users"


def url_of(service: str, path: str) -> str:
    return f"https://{account['hosts'][service]}{path}"


def report(calls) -> None:
    """Makes the calls one after another; prints what each gave, or the name and words of its error."""
    outcome = {}
    for name, call in calls.items():
        try:
            outcome[name] = call()
        except Exception as error:
            outcome[name] = {"error": type(error).__name__, "message": str(error).split("\n")[0]}
    print(json.dumps(outcome))

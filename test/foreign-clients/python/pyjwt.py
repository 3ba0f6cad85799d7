"""The key set of sentinel, read by PyJWT."""

import jwt
import requests
from account import TOKEN, account, account_id, report, url_of

form = {**account["credential"], "grant_type": "client_credentials"}
token = requests.post(url_of("sentinel", TOKEN), data=form).json()["access_token"]
keys = jwt.PyJWKClient(url_of("sentinel", "/sentinel/well-known/jwks"))


def verified(audience: str, text: str = token) -> bool:
    key = keys.get_signing_key_from_jwt(text).key
    required = {"require": ["exp", "iat", "iss", "aud"]}
    claims = jwt.decode(text, key, algorithms=["RS256"], audience=audience, issuer="Sentinel", options=required)
    return claims["azp"] == account["credential"]["client_id"]


head, signature = token.rsplit(".", 1)

report(
    {
        "a token, verified": lambda: verified(account_id),
        "a token of another account": lambda: verified("87654321"),
        "a token whose signature was changed": lambda: verified(account_id, f"{head}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"),
    }
)

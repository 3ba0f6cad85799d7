"""Calls the sandbox with the generated client; prints what came of it."""

import json
import os
import ssl
import time
from uuid import UUID

from lp_client import AuthenticatedClient
from lp_client.api.engagement_history_api import engagement_history_search
from lp_client.api.functions_api import functions_invoke
from lp_client.api.predefined_content_api import predefined_content_list_grouped_by_categories
from lp_client.api.skills_api import skills_list
from lp_client.api.users_api import users_get, users_list
from lp_client.models import (
    EngagementHistorySearchBody,
    FunctionsInvokeBody,
    InteractionPage,
    PredefinedContentListGroupedByCategoriesResponse200,
    ServiceError,
    User,
)

account = json.loads(os.environ["ACCOUNT"])
account_id = account["accountId"]
authority = ssl.create_default_context(cafile=os.environ["CA_FILE"])


def client_of(service: str, base: str = "") -> AuthenticatedClient:
    url = f"https://{account['hosts'][service]}{base}"
    return AuthenticatedClient(base_url=url, token=account["token"], verify_ssl=authority)


configuration = client_of("accountConfigReadOnly")
users = users_list.sync(account_id, client=configuration, select="$all")
assert isinstance(users, list)
user = users_get.sync(account_id, users[0].id, client=configuration, select="$all")
assert isinstance(user, User)
skills = skills_list.sync(account_id, client=configuration)
assert isinstance(skills, list)
missing = users_get.sync_detailed(account_id, "1", client=configuration)
assert isinstance(missing.parsed, ServiceError)

to = account["baseTime"]
search = EngagementHistorySearchBody.from_dict({"start": {"from": to - 30 * 86_400_000, "to": to}})
chats = engagement_history_search.sync(
    account_id, client=client_of("engHistDomain"), body=search, source="generated", limit=100
)
assert isinstance(chats, InteractionPage)
body = FunctionsInvokeBody(payload={"order": "A-1001"}, headers=[], timestamp=int(time.time() * 1000))
returned = functions_invoke.sync(account_id, UUID(account["functionUuid"]), client=client_of("faasGW"), body=body)
grouped = predefined_content_list_grouped_by_categories.sync(
    account_id, client=client_of("accountConfigReadOnly", "/api")
)
assert isinstance(grouped, PredefinedContentListGroupedByCategoriesResponse200)

print(
    json.dumps(
        {
            "userIds": [user.id for user in users],
            "nickname": user.nickname,
            "skillNames": [skill.name for skill in skills],
            "chats": len(chats.interaction_history_records),
            "agents": [str(chat.info.agent_id) for chat in chats.interaction_history_records],
            "returned": returned,
            "refused": [missing.status_code, missing.parsed.message],
            "categories": grouped.additional_keys,
        }
    )
)

"""Runs tap-liveperson as a pipeline does: discovery, then each stream; counts its records."""

import json
import os
import subprocess
import sys
import tempfile

from account import account, account_id, report

key = account["appKey"]
config = {
    "account_id": account_id,
    "app_key": key["consumerKey"],
    "app_secret": key["consumerSecret"],
    "access_token": key["token"],
    "access_token_secret": key["tokenSecret"],
    "start_date": account["fromDate"],
}
TAP = os.path.join(os.path.dirname(sys.executable), "tap-liveperson")
folder = tempfile.TemporaryDirectory()


def write(name: str, value) -> str:
    path = os.path.join(folder.name, name)
    with open(path, "w") as file:
        json.dump(value, file)
    return path


def tap(*args: str) -> str:
    done = subprocess.run([TAP, "--config", config_file, *args], capture_output=True, text=True)
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if line.strip()]
        raise RuntimeError(errors[-1] if errors else f"exit code {done.returncode}")
    return done.stdout


config_file = write("config.json", config)
streams = json.loads(tap("--discover"))["streams"]


def select(stream):
    root = [{"breadcrumb": [], "metadata": {"inclusion": "available", "selected": True}}]
    return {**stream, "metadata": root + [part for part in stream["metadata"] if part["breadcrumb"]]}


def records(stream):
    name = stream["stream"]
    lines = tap("--catalog", write(f"{name}.json", {"streams": [select(stream)]})).splitlines()
    count = sum(json.loads(line)["type"] == "RECORD" for line in lines)
    return count > 0 or "no records"


report({f"stream {stream['stream']}": lambda stream=stream: records(stream) for stream in streams})

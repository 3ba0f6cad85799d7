"""Runs schemathesis on openapi.json; tells what it found wrong, check by check."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import requests
from account import TOKEN, account, account_id, report, url_of

HERE = Path(__file__).parent
OPENAPI = HERE.parents[2] / "openapi.json"

# `unsupported_method`: openapi.json lists what the default key may do; the services do more at the same URLs.
# `positive_data_acceptance`: OpenAPI has no words for rules between two fields, such as `from` before `to`.
EXCLUDED = ["unsupported_method", "positive_data_acceptance"]

CONFIG = f"""
[parameters]
"path.accountId" = "{account_id}"

[phases.coverage]
unexpected-methods = []
"""


def run(folder: str) -> dict:
    form = {**account["credential"], "grant_type": "client_credentials"}
    token = requests.post(url_of("sentinel", TOKEN), data=form).json()["access_token"]
    config = Path(folder, "schemathesis.toml")
    config.write_text(CONFIG)
    result = Path(folder, "result.json")
    command = [
        *[Path(sys.executable).with_name("schemathesis"), "--config-file", config, "run", OPENAPI],
        *["--url", "https://none.invalid", "--header", f"Authorization: Bearer {token}"],
        *["--phases", "examples,coverage,fuzzing", "--max-examples", "1", "--seed", "1", "--no-shrink"],
        *["--exclude-checks", ",".join(EXCLUDED), "--continue-on-failure", "--max-failures", "1000"],
        # One worker: hypothesis reads its own source text, which Python 3.11 cannot do in two threads at once.
        *["--tls-verify", os.environ["REQUESTS_CA_BUNDLE"], "--workers", "1"],
        *["--report", "json", "--report-json-path", result],
    ]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if os.environ.get("SCHEMATHESIS_OUTPUT"):
        Path(os.environ["SCHEMATHESIS_OUTPUT"]).write_text(done.stdout)
    if not result.exists():
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return json.loads(result.read_text())


with tempfile.TemporaryDirectory() as folder:
    found = run(folder)

report(
    {
        "operations tested": lambda: found["operations"]["tested"],
        "cases, more than 1000": lambda: found["test_cases"]["generated"] > 1000,
        "failed checks": lambda: sorted(failure["title"] for failure in found["failures"]),
        "errors": lambda: found["errors"],
    }
)

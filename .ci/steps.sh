# What .ci/run and .ci/nightly share: steps that are timed, go on after a failure, and are counted at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export CI=true
TEST_REPORTS_DIR=$(mktemp -d)
export TEST_REPORTS_DIR
VAULT_SERVER_LOG=$(mktemp)
# What the steps print, for the one that looks for credentials in it.
STEPS_OUTPUT=$(mktemp)
trap 'rm -rf "$TEST_REPORTS_DIR" "$VAULT_SERVER_LOG" "$STEPS_OUTPUT"' EXIT
failed_steps=()
failed_test_steps=()

# Runs one step, says how long it took, and goes on after a failure so that one run shows all of them.
step() {
  local name=$1 start=$SECONDS status=0
  shift
  printf '\n==> %s: %s\n' "$name" "$*"
  "$@" > >(tee -a "$STEPS_OUTPUT") 2> >(tee -a "$STEPS_OUTPUT" >&2) || status=$?
  printf -- '--- %s: %s in %d s\n' "$name" "$([ "$status" = 0 ] && echo ok || echo "FAILED ($status)")" \
    $((SECONDS - start))
  [ "$status" = 0 ] || failed_steps+=("$name")
  return "$status"
}

# A step whose failed tests are counted one by one.
test_step() { step "$@" || failed_test_steps+=("$1"); }

not_run() { printf '\n==> %s: NOT RUN, since %s\n' "$1" "$2"; }

# The last lines say what failed, since an output of this length is often cut.
finish() {
  local passed failed skipped counts
  counts=$(node scripts/test-counts.mjs "$TEST_REPORTS_DIR")
  read -r passed failed skipped <<<"$counts"
  # A test run that failed without a failed test (types, a build) counts as one failure, like any other step.
  local failures=${#failed_steps[@]}
  [ "$failed" = 0 ] || failures=$((failures - ${#failed_test_steps[@]}))
  failed=$((failed + failures))
  printf '\nThe whole run took %d s; %d tests were skipped.\n' "$SECONDS" "$skipped"
  if [ "$failed" != 0 ]; then
    printf 'Failed steps: %s\n' "${failed_steps[*]-}"
    tail -n +2 <<<"$counts"
  fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" = 0 ]
}

node_is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    if (a < 20 || (a === 20 && b < 19)) throw new Error(`Node >= 20.19 is needed, this is ${process.version}`);'
}

can_run_vault_server() { command -v bao || command -v vault || command -v go; } >/dev/null

# In a process group of its own, so that all of a build can be ended; what it compiled stays in the cache of Go.
begin_vault_server() {
  set -m
  nice -n 19 node_modules/.bin/tsx test/vault-server/build.ts >"$VAULT_SERVER_LOG" 2>&1 &
  vault_server=$!
  set +m
}

# Waits for the server until that second of the run at the latest; ends the build then.
vault_server_is_in_time() {
  while kill -0 "$vault_server" 2>/dev/null; do
    if [ "$SECONDS" -ge "$1" ]; then
      kill -- "-$vault_server" 2>/dev/null || true
      return 1
    fi
    sleep 2
  done
}

vault_server_is_there() {
  local status=0
  wait "$vault_server" || status=$?
  cat "$VAULT_SERVER_LOG"
  return "$status"
}

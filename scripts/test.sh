#!/usr/bin/env bash
# `make test`: every suite, on SQLite, PostgreSQL and MariaDB. Ends with the line `total: N passed, M failed`.
# With CI=true an engine that cannot be had is a failure, otherwise it is skipped by name. An argument filters tests by name.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
require_tools cargo cc

# Short, because a path to a socket has at most 107 bytes; open to others, because the engines run as users of their own.
work=$(mktemp -d /tmp/qt.XXXXXX)
chmod 755 "$work"
. scripts/engines.sh
# Signals come twice (to the group, and from make to its child): the second one must not stop the tidying up.
tidy_up() {
  trap '' INT TERM HUP PIPE
  stop_engines
  rm -rf "$work"
}
trap tidy_up EXIT
trap 'trap "" INT TERM HUP PIPE; exit 130' INT
trap 'trap "" INT TERM HUP PIPE; exit 143' TERM HUP PIPE

passed=0
failed=0
: >"$work/failures" # a line each, told again at the end

# Runs a command in a group of its own, so that a signal to this script is not kept waiting by it.
run() {
  in_own_group "$@"
  wait "$child"
}

# One check that is not a test counts as one.
step() {
  local name=$1
  shift
  echo "--- $name"
  if run "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$name: failed" | tee -a "$work/failures"
  fi
}

# Tools of the tests come from other places, which takes as long as compiling: `fetch TOOL COMMAND…` begins that, `tool VARIABLE TOOL` waits for it and
# says where the tool is.
declare -A fetched=()
fetch() {
  in_own_group "${@:2}" >"$work/$1.path" 2>"$work/$1.log"
  fetched[$1]=$child
}

tool() {
  local variable=$1 tool=$2
  if wait "${fetched[$tool]}"; then
    export "$variable=$(cat "$work/$tool.path")"
  else
    skipped_engines+=("$tool ($(tail -n 1 "$work/$tool.log"))")
    echo "skipped: ${skipped_engines[-1]}"
    [ "${CI:-}" != true ] || failed=$((failed + 1))
  fi
}

# Adds up cargo's own result lines. A build that fails has none, and counts as one failure.
cargo_tests() {
  local before=$failed
  echo "--- cargo test $*"
  run bash -c 'set -o pipefail; log=$1; shift; cargo test --locked --no-fail-fast "$@" 2>&1 | tee "$log"' - "$work/tests.log" "$@" ||
    failed=$((failed + 1))
  sed -n 's/^test \(.*\) \.\.\. FAILED$/FAILED  \1/p' "$work/tests.log" >>"$work/failures"
  read -r ok bad < <(awk '/^test result: / { ok += $4; bad += $6 } END { print ok + 0, bad + 0 }' "$work/tests.log")
  passed=$((passed + ok))
  [ "$bad" = 0 ] || failed=$((before + bad))
}

# A suite of its own script, which ends with `NAME: N passed, M failed`; adds up that line.
suite() {
  local name=$1 before=$failed
  echo "--- $name"
  run bash -c 'set -o pipefail; scripts/$1-tests.sh 2>&1 | tee "$2" | sed "s|^$1: |the $1: |"' - "$name" "$work/$name.log" || failed=$((failed + 1))
  grep -E '^(FAILED |✖ )' "$work/$name.log" | sed "s|^|$name: |" >>"$work/failures" || true
  read -r ok bad < <(awk -v name="$name:" '$1 == name && $3 ~ /^passed/ { ok = $2; bad = $4 } END { print ok + 0, bad + 0 }' "$work/$name.log")
  passed=$((passed + ok))
  [ "$bad" = 0 ] || failed=$((before + bad))
}

start_engines
for engine in "${skipped_engines[@]}"; do
  echo "skipped: $engine"
  [ "${CI:-}" != true ] || failed=$((failed + 1))
done

fetch schemathesis scripts/python-tool.sh schemathesis
fetch moto_server scripts/python-tool.sh moto_server
fetch azurite-blob scripts/node-tool.sh azurite-blob
# Before the server, which embeds it.
step "admin app" scripts/admin-build.sh
step format cargo fmt --all --check
step lints cargo clippy --all-targets --locked --quiet -- --deny warnings

tool QUINTET_SCHEMATHESIS schemathesis
tool QUINTET_TEST_S3 moto_server
tool QUINTET_TEST_AZURE azurite-blob
long=()
[ -z "${QUINTET_SOAK:-}" ] || long=(--include-ignored)
cargo_tests --lib --bins --tests -- "${long[@]}" "$@"

# With a filter only Rust's tests are meant. Node is needed here and for nothing else.
if [ $# = 0 ]; then
  if command -v node >/dev/null && command -v npm >/dev/null; then
    # Built with the tests.
    export QUINTET_IS_BUILT=1
    suite client
    suite sign-in
    suite admin
  else
    skipped_engines+=("the tests of the client and of the admin app (node and npm are not installed)")
    echo "skipped: ${skipped_engines[-1]}"
    [ "${CI:-}" != true ] || failed=$((failed + 1))
  fi
fi

for engine in "${skipped_engines[@]}"; do echo "skipped: $engine"; done
cat "$work/failures"
echo "total: $passed passed, $failed failed"
[ "$failed" = 0 ]

#!/usr/bin/env bash
# The admin app: format and lints, types, unit tests, fresh API types, the budget of JavaScript, and journeys in Chromium against the real server.
# Ends with the line `admin: N passed, M failed`. Each check that is not a test counts as one.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
require_tools node npm
scripts/admin-build.sh
cd admin

work=$(mktemp -d /tmp/qt.XXXXXX)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

step() {
  local name=$1
  shift
  if "$@" >"$work/step.log" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $name: $(tail -1 "$work/step.log")"
  else
    failed=$((failed + 1))
    cat "$work/step.log"
    echo "FAILED  $name"
  fi
}

step "format and lints" npx biome ci --error-on-warnings --colors=off .
step types npx tsc --noEmit
step "API types" npm run --silent apigen -- --check
step budget npm run --silent budget

# Each failed test of a report by its name and what it said, a line each: what comes last is what a short log keeps.
tell_failures() {
  node -e '
    const { testResults } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    for (const { name, message, assertionResults } of testResults) {
      const failures = assertionResults.filter(({ status }) => status === "failed");
      for (const { fullName, failureMessages } of failures)
        console.log(`FAILED  ${fullName}: ${failureMessages.join(" ").replace(/\s+/g, " ").slice(0, 1500)}`);
      if (failures.length === 0 && message) console.log(`FAILED  ${name}: ${message.slice(0, 1500)}`);
    }
  ' "$1" 2>/dev/null || true
}

# A suite of vitest; adds up its tests. One that does not even start counts as one failure.
suite() {
  local name=$1
  shift
  echo "--- $name"
  npx vitest run --reporter=default --reporter=json --outputFile.json="$work/$name.json" "$@" || true
  tell_failures "$work/$name.json"
  read -r ok bad < <(node -e '
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    console.log(numPassedTests, Math.max(numFailedTests, Math.min(numFailedTestSuites, 1)));
  ' "$work/$name.json" 2>/dev/null || echo 0 1)
  passed=$((passed + ok))
  failed=$((failed + bad))
}

suite units
if CHROMIUM=$(find_chromium); then
  export CHROMIUM
  QUINTET_BIN=$(cd .. && built_server)
  export QUINTET_BIN
  suite journeys --config e2e/vitest.config.ts
else
  echo "skipped: journeys (chromium is not installed)"
  [ "${CI:-}" != true ] || failed=$((failed + 1))
fi

echo "admin: $passed passed, $failed failed"
[ "$failed" = 0 ]

#!/usr/bin/env bash
# Signing in beside the password: single sign-on against a certified provider (oidc-provider from npm) and against one that lies, and passkeys with an
# authenticator in software. Everything is started here, on free ports.
# Ends with the line `sign-in: N passed, M failed`.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
require_tools cargo cc node npm

QUINTET_BINARY=$(built_server)
QUINTET_CONFIG=$PWD/config
export QUINTET_BINARY QUINTET_CONFIG
tests=$PWD/tests/sign-in
(cd "$tests" && npm ci --ignore-scripts --no-audit --no-fund --silent)

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
(cd "$tests" && node --test --test-reporter=spec) 2>&1 | tee "$log" || failed=1
read -r ok bad < <(awk '/^ℹ pass / { ok = $3 } /^ℹ fail / { bad = $3 } END { print ok + 0, bad + 0 }' "$log")
# A runner that dies tells no failures.
[ "$failed" = 0 ] || [ "$bad" -gt 0 ] || bad=1
echo "sign-in: $ok passed, $bad failed"
[ "$bad" = 0 ]

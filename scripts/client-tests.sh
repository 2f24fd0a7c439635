#!/usr/bin/env bash
# The official client (@directus/sdk from npm) against a server of its own: the example newsroom in a temporary folder, on a free port.
# Ends with the line `client: N passed, M failed`. CLIENT_DATABASE names another database than SQLite: it must be empty.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
require_tools cargo cc node npm

quintet=$(built_server)
tests=$PWD/tests/client
(cd "$tests" && npm ci --ignore-scripts --no-audit --no-fund --silent)

work=$(mktemp -d /tmp/qt.XXXXXX)
server=
stop() {
  [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null && wait "$server" || true; }
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP PIPE

project=$work/project
mkdir "$project"
for folder in models blocks groups roles system seed; do cp -r "config/$folder" "$project/"; done
cp config/quintet.yaml "$project/"
cp -r "$tests/project/." "$project/"
options=(--project "$project")
[ -z "${CLIENT_DATABASE:-}" ] || options+=(--database "$CLIENT_DATABASE")

make_token() {
  "$quintet" token create "${options[@]}" --name "client-$1" --role "$1" --format json | sed -n 's/.*"token": *"\([^"]*\)".*/\1/p'
}

"$quintet" seed "${options[@]}" >"$work/seed.log" 2>&1 || { cat "$work/seed.log" >&2; exit 1; }
QUINTET_ADMIN_TOKEN=$(make_token admin)
QUINTET_EDITOR_TOKEN=$(make_token editor)
# Without SMTP the server writes mail to its log, where the tests read it.
export QUINTET_FILES__IMPORT_PRIVATE=true
export QUINTET_ACCOUNTS__REGISTRATION=true QUINTET_ACCOUNTS__REGISTRATION_ROLE=reporter QUINTET_TEST_LOG=$work/server.log
"$quintet" serve "${options[@]}" --listen 127.0.0.1:0 >"$work/server.log" 2>&1 &
server=$!
QUINTET_URL=
for _ in $(seq 200); do
  QUINTET_URL=$(sed -n 's|^API \(http://[^ ]*\)/api .*|\1|p' "$work/server.log")
  [ -z "$QUINTET_URL" ] || break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.05
done
[ -n "$QUINTET_URL" ] || { echo "the server did not start:" >&2; cat "$work/server.log" >&2; exit 1; }
export QUINTET_URL QUINTET_ADMIN_TOKEN QUINTET_EDITOR_TOKEN
export QUINTET_BINARY=$quintet QUINTET_PROJECT=$project

failed=0
(cd "$tests" && node --test --test-reporter=spec) 2>&1 | tee "$work/client.log" || failed=1
read -r ok bad < <(awk '/^ℹ pass / { ok = $3 } /^ℹ fail / { bad = $3 } END { print ok + 0, bad + 0 }' "$work/client.log")
# A runner that dies tells no failures.
[ "$failed" = 0 ] || [ "$bad" -gt 0 ] || bad=1
echo "client: $ok passed, $bad failed"
[ "$bad" = 0 ]

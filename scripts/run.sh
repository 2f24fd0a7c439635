#!/usr/bin/env bash
# `make run`: the example newsroom on SQLite, with its content and an administrator's token.
# A second run finds the data of the first and prints the same token.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
require_tools cargo cc

scripts/admin-build.sh
cargo build --release --locked
quintet=${CARGO_TARGET_DIR:-target}/release/quintet
project=config
token_file=$project/data/keys/make-run.token

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

port=${PORT:-8080}
first=$port
while is_taken "$port"; do
  port=$((port + 1))
  [ "$port" -lt $((first + 50)) ] || { echo "no free port between $first and $port" >&2; exit 1; }
done
[ "$port" = "$first" ] || echo "port $first is taken: using $port" >&2

# The token is written last: where it is missing, an earlier run did not get to its end. Seeding twice changes nothing.
if [ ! -s "$token_file" ] || [ ! -e $project/data/quintet.db ]; then
  "$quintet" seed --project $project
  mkdir -p "$(dirname "$token_file")"
  token=$("$quintet" token create --project $project --name make-run --role admin --format json |
    sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
  [ -n "$token" ] || { echo "quintet token create gave no token" >&2; exit 1; }
  (umask 077 && echo "$token" >"$token_file")
fi

"$quintet" serve --project $project --listen "127.0.0.1:$port" &
server=$!
trap 'kill -TERM $server 2>/dev/null || true' INT TERM
until is_taken "$port"; do
  kill -0 $server 2>/dev/null || { wait $server; exit $?; }
  sleep 0.05
done

cat <<END

  The newsroom of ./$project is served.

  Admin app  http://127.0.0.1:$port/admin
  API        http://127.0.0.1:$port/api
  Reference  http://127.0.0.1:$port/docs
  Token      $(cat "$token_file")   (administrator; kept in $token_file)

  Try        curl -s -H "Authorization: Bearer $(cat "$token_file")" "http://127.0.0.1:$port/api/items/articles?fields=title,author.name,tags.name&limit=3"

  Ctrl-C stops it. The data stays in $project/data.

END

# A signal ends the first wait at once; the second one lets the server finish what it has begun.
wait $server || wait $server

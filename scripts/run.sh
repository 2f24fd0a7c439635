#!/usr/bin/env bash
# `make run`: the example newsroom on SQLite, with its content and an administrator.
# A second run finds the data of the first and prints the same password.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
require_tools cargo cc

scripts/admin-build.sh
cargo build --release --locked
quintet=${CARGO_TARGET_DIR:-target}/release/quintet
project=config
password_file=$project/data/keys/make-run.password
email=admin@ledger.example

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

port=${PORT:-8080}
first=$port
while is_taken "$port"; do
  port=$((port + 1))
  [ "$port" -lt $((first + 50)) ] || { echo "no free port between $first and $port" >&2; exit 1; }
done
[ "$port" = "$first" ] || echo "port $first is taken: using $port" >&2

# The password's file is the last thing: where it is missing, an earlier run did not get to its end, and the user may be there already.
if [ ! -s "$password_file" ] || [ ! -e $project/data/quintet.db ]; then
  "$quintet" seed --project $project
  mkdir -p "$(dirname "$password_file")"
  (umask 077 && head -c 15 /dev/urandom | base64 | tr '+/' '-_' >"$password_file.new")
  "$quintet" user create --project $project --email $email --first-name Ada --last-name Min --role admin --password-stdin <"$password_file.new" ||
    "$quintet" user passwd --project $project --email $email --password-stdin <"$password_file.new"
  mv "$password_file.new" "$password_file"
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
  Sign in    $email   $(cat "$password_file")   (administrator; kept in $password_file)

  Try        curl -s "http://127.0.0.1:$port/api/items/articles?fields=title,author.name,tags.name&limit=3"
             curl -s "http://127.0.0.1:$port/api/auth/login" --json '{"email":"$email","password":"$(cat "$password_file")"}'

  Ctrl-C stops it. The data stays in $project/data.

END

# A signal ends the first wait at once; the second one lets the server finish what it has begun.
wait $server || wait $server

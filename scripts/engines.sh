# Sourced by test.sh: private PostgreSQL, MariaDB and Redis instances on free ports in a temporary folder, installed first where they are missing.
# Whatever runs on the standard ports is neither used nor touched. Sets QUINTET_TEST_POSTGRES, QUINTET_TEST_MARIADB and QUINTET_TEST_REDIS.

child_groups=()   # process groups to end
skipped_engines=()

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

# A Debian package of a server starts it at once, on the standard port. Both switches against that are put back afterwards.
install_packages() (
  policy=/usr/sbin/policy-rc.d
  cluster=/etc/postgresql-common/createcluster.conf
  saved=$(mktemp -d)
  restore() {
    for file in $policy $cluster; do
      if [ -e "$saved/${file##*/}" ]; then as_root cp -p "$saved/${file##*/}" $file
      elif [ -e $file.ucf-dist ]; then as_root mv $file.ucf-dist $file # the package's own, set aside for ours
      else as_root rm -f $file; fi
    done
    rm -rf "$saved"
  }
  for file in $policy $cluster; do
    [ ! -e $file ] || cp -p $file "$saved/${file##*/}"
  done
  trap restore EXIT
  printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
  as_root chmod 755 $policy
  as_root mkdir -p ${cluster%/*}
  echo 'create_main_cluster = false' | as_root tee $cluster >/dev/null

  # Somebody else's apt (unattended upgrades on a fresh machine) may hold the lock for minutes.
  for attempt in $(seq 30); do
    as_root apt-get -qq -o DPkg::Lock::Timeout=600 update && break
    [ "$attempt" -lt 30 ] || exit 1
    sleep 5
  done
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=600 \
    -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 install "$@"
) >"$work/install.log" 2>&1 </dev/null

# The newest PostgreSQL on this machine: Debian keeps its programs out of PATH.
find_postgres() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)
  [ -n "$found" ] || found=$(command -v initdb) || return 1
  dirname "$found"
}

find_mariadb() { PATH=$PATH:/usr/sbin command -v mariadbd; }

find_redis() { command -v redis-server; }

install_engines() {
  local packages=()
  [ -n "${QUINTET_TEST_POSTGRES:-}" ] || find_postgres >/dev/null || packages+=(postgresql)
  [ -n "${QUINTET_TEST_MARIADB:-}" ] || find_mariadb >/dev/null || packages+=(mariadb-server)
  [ -n "${QUINTET_TEST_REDIS:-}" ] || find_redis >/dev/null || packages+=(redis-server)
  # The browser of the admin app's tests, which need Node too.
  ! command -v npm >/dev/null || find_chromium >/dev/null || packages+=(chromium)
  # For what comes from PyPI; Debian's Python lacks it.
  python3 -c 'import venv, ensurepip' 2>/dev/null || packages+=(python3-venv)
  [ ${#packages[@]} -gt 0 ] || return 0
  if ! can_install; then
    echo "not installed and not installable here (apt-get and root or sudo are needed): ${packages[*]}"
    return 0
  fi
  echo "installing ${packages[*]}"
  install_packages "${packages[@]}" || { echo "installing failed:"; tail -5 "$work/install.log"; }
}

# Below the range from which the kernel gives ports to clients. A port that somebody takes in between costs another try.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo $port; return; }
  done
}

# Runs a command as its leader's own process group, and remembers it.
in_own_group() {
  set -m
  "$@" </dev/null &
  child=$!
  set +m
  child_groups+=($child)
}

# Database servers refuse to run as root; as anybody else they run as that.
as_user() {
  local user=$1
  shift
  if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

wait_until() {
  local attempt
  for attempt in $(seq 300); do
    "$@" >/dev/null 2>&1 && return 0
    kill -0 "$child" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

start_postgres() {
  local bin folder=$work/pg port
  bin=$(find_postgres) || return 1
  mkdir -p "$folder"
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  as_user postgres "$bin/initdb" -D "$folder/data" -U quintet --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync >"$work/initdb.log" 2>&1 || return 1
  for _ in 1 2 3; do
    port=$(free_port)
    in_own_group as_user postgres "$bin/postgres" -D "$folder/data" -p "$port" -k "$folder" -c listen_addresses=127.0.0.1 \
      -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off >"$work/postgres.log" 2>&1
    if wait_until "$bin/pg_isready" -h 127.0.0.1 -p "$port"; then
      export QUINTET_TEST_POSTGRES=postgres://quintet@127.0.0.1:$port/postgres
      return 0
    fi
  done
  return 1
}

start_mariadb() {
  local server folder=$work/my port user=()
  server=$(find_mariadb) || return 1
  mkdir -p "$folder"
  [ "$(id -u)" != 0 ] || { chown mysql "$folder"; user=(--user=mysql); }
  mariadb-install-db --no-defaults "${user[@]}" --datadir="$folder/data" --auth-root-authentication-method=normal --skip-test-db \
    >"$work/mariadb-install.log" 2>&1 || return 1
  for _ in 1 2 3; do
    port=$(free_port)
    in_own_group "$server" --no-defaults "${user[@]}" --datadir="$folder/data" --tmpdir="$folder" --socket="$folder/s" \
      --pid-file="$folder/pid" --port="$port" \
      --bind-address=127.0.0.1 --max-connections=400 --skip-log-bin --innodb-flush-log-at-trx-commit=0 >"$work/mariadb.log" 2>&1
    if wait_until mariadb --no-defaults -uroot -S "$folder/s" -e 'select 1'; then
      mariadb --no-defaults -uroot -S "$folder/s" -e "
        create database quintet;
        create user quintet@localhost identified by 'quintet'; grant all on *.* to quintet@localhost with grant option;
        create user quintet@'127.0.0.1' identified by 'quintet'; grant all on *.* to quintet@'127.0.0.1' with grant option;" || return 1
      export QUINTET_TEST_MARIADB=mysql://quintet:quintet@127.0.0.1:$port/quintet
      return 0
    fi
  done
  return 1
}

start_redis() {
  local server folder=$work/redis port
  server=$(find_redis) || return 1
  mkdir -p "$folder"
  for _ in 1 2 3; do
    port=$(free_port)
    in_own_group "$server" --port "$port" --bind 127.0.0.1 --dir "$folder" --save '' --appendonly no --maxmemory 64mb >"$work/redis.log" 2>&1
    if wait_until redis-cli -h 127.0.0.1 -p "$port" ping; then
      export QUINTET_TEST_REDIS=redis://127.0.0.1:$port/
      return 0
    fi
  done
  return 1
}

# An engine that an environment variable already names is used as it is.
start_engines() {
  install_engines
  if [ -z "${QUINTET_TEST_POSTGRES:-}" ] && ! start_postgres; then
    skipped_engines+=(PostgreSQL)
    tail -n 5 "$work/initdb.log" "$work/postgres.log" 2>/dev/null || true
  fi
  if [ -z "${QUINTET_TEST_MARIADB:-}" ] && ! start_mariadb; then
    skipped_engines+=(MariaDB)
    tail -n 5 "$work/mariadb-install.log" "$work/mariadb.log" 2>/dev/null || true
  fi
  if [ -z "${QUINTET_TEST_REDIS:-}" ] && ! start_redis; then
    skipped_engines+=(Redis)
    tail -n 5 "$work/redis.log" 2>/dev/null || true
  fi
}

# The data is thrown away, so nobody needs to be polite for long.
stop_engines() {
  local group
  for group in "${child_groups[@]}"; do
    kill -TERM -- "-$group" 2>/dev/null || true
  done
  for group in "${child_groups[@]}"; do
    for _ in $(seq 50); do
      kill -0 -- "-$group" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$group" 2>/dev/null || true
  done
}

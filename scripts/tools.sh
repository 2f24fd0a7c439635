# Sourced: names every missing tool in one line, before anything has been done.

require_tools() {
  local tool missing=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "missing: ${missing[*]} (cargo comes from https://rustup.rs, cc from your system's compiler package: gcc, clang)" >&2
    exit 1
  fi
}

# The browser of the journeys: CHROMIUM, or what the system has.
find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then echo "$CHROMIUM"; else command -v chromium || command -v chromium-browser || command -v google-chrome; fi
}

# Builds the server for tests, and prints where it is. Within `make test` it is there: a build without the tests gives shared dependencies other features,
# and would compile them again.
built_server() {
  [ -n "${QUINTET_IS_BUILT:-}" ] || cargo build --locked --quiet || return
  realpath "${CARGO_TARGET_DIR:-target}/debug/quintet"
}

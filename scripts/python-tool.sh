#!/usr/bin/env bash
# Prints the path of a tool of the tests that comes from PyPI, after putting it into a virtual environment of its own below target/ where it is not yet:
#   schemathesis    makes requests from the OpenAPI document
#   moto_server     an S3 server, a process of its own
# Without Python's venv, or where PyPI can not be reached, says in one line what is missing and fails.
set -euo pipefail
cd "$(dirname "$0")/.."
case ${1:-} in
  schemathesis) package=schemathesis version=4.32.5 ;;
  moto_server) package='moto[s3,server]' version=5.1.0 ;;
  *) echo "say schemathesis or moto_server" >&2; exit 2 ;;
esac
folder=$(realpath -m "${CARGO_TARGET_DIR:-target}")/$1-$version

if [ ! -x "$folder/bin/$1" ]; then
  command -v python3 >/dev/null || { echo "python3 is not installed" >&2; exit 1; }
  rm -rf "$folder"
  python3 -m venv "$folder" >/dev/null 2>&1 || { rm -rf "$folder"; echo "python3 has no venv" >&2; exit 1; }
  timeout 300 "$folder/bin/pip" install --quiet --disable-pip-version-check "$package==$version" >/dev/null 2>&1 ||
    { rm -rf "$folder"; echo "$package $version can not be installed from PyPI" >&2; exit 1; }
fi
echo "$folder/bin/$1"

#!/usr/bin/env bash
# Prints the path of an S3 server for the tests (moto's, a process of its own), after putting it into a virtual environment below target/ where it is
# not yet. Without Python's venv, or where PyPI can not be reached, says in one line what is missing and fails.
set -euo pipefail
cd "$(dirname "$0")/.."
version=5.1.0
folder=$(realpath -m "${CARGO_TARGET_DIR:-target}")/moto-$version

if [ ! -x "$folder/bin/moto_server" ]; then
  command -v python3 >/dev/null || { echo "python3 is not installed" >&2; exit 1; }
  rm -rf "$folder"
  python3 -m venv "$folder" >/dev/null 2>&1 || { rm -rf "$folder"; echo "python3 has no venv" >&2; exit 1; }
  timeout 120 "$folder/bin/pip" install --quiet --disable-pip-version-check "moto[s3,server]==$version" >/dev/null 2>&1 ||
    { rm -rf "$folder"; echo "moto $version can not be installed from PyPI" >&2; exit 1; }
fi
echo "$folder/bin/moto_server"

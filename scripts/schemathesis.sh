#!/usr/bin/env bash
# Prints the path of schemathesis, after putting it into a virtual environment of its own below target/ where it is not yet. Without Python's venv,
# or where PyPI can not be reached, says in one line what is missing and fails.
set -euo pipefail
cd "$(dirname "$0")/.."
version=4.32.5
folder=$(realpath -m "${CARGO_TARGET_DIR:-target}")/schemathesis-$version

if [ ! -x "$folder/bin/schemathesis" ]; then
  command -v python3 >/dev/null || { echo "python3 is not installed" >&2; exit 1; }
  rm -rf "$folder"
  python3 -m venv "$folder" >/dev/null 2>&1 || { rm -rf "$folder"; echo "python3 has no venv" >&2; exit 1; }
  "$folder/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version" >/dev/null 2>&1 ||
    { rm -rf "$folder"; echo "schemathesis $version can not be installed from PyPI" >&2; exit 1; }
fi
echo "$folder/bin/schemathesis"

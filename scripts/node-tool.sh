#!/usr/bin/env bash
# Prints the path of a tool of the tests that comes from npm, after putting it into a folder of its own below target/ where it is not yet:
#   azurite-blob    a server like Azure Blob Storage
# Without npm, or where its registry can not be reached, says in one line what is missing and fails.
set -euo pipefail
cd "$(dirname "$0")/.."
case ${1:-} in
  # The last one that runs with Node 20.
  azurite-blob) package=azurite version=3.35.0 ;;
  *) echo "say azurite-blob" >&2; exit 2 ;;
esac
folder=$(realpath -m "${CARGO_TARGET_DIR:-target}")/$1-$version

if [ ! -x "$folder/node_modules/.bin/$1" ]; then
  command -v npm >/dev/null || { echo "npm is not installed" >&2; exit 1; }
  rm -rf "$folder"
  mkdir -p "$folder"
  timeout 300 npm install --prefix "$folder" --no-audit --no-fund --no-save --loglevel error "$package@$version" >/dev/null 2>&1 ||
    { rm -rf "$folder"; echo "$package $version can not be installed from npm" >&2; exit 1; }
fi
echo "$folder/node_modules/.bin/$1"

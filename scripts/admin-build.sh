#!/usr/bin/env bash
# Builds the admin app into admin/dist/app, from where cargo takes it into the binary. Does nothing when nothing has changed since.
# Without Node the server is built without the app, and says so at /admin.
set -euo pipefail
cd "$(dirname "$0")/../admin"

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "without the admin app: node and npm are not installed" >&2
  exit 0
fi
built=dist/app/index.html
newer=$(find . \( -name node_modules -o -name dist -o -name e2e \) -prune -o -type f -newer "$built" -print -quit 2>/dev/null || true)
if [ -e "$built" ] && [ -z "$newer" ]; then exit 0; fi

echo "building the admin app"
# What npm itself writes when it has installed everything of the lockfile.
installed=node_modules/.package-lock.json
if [ ! -e $installed ] || [ package-lock.json -nt $installed ]; then
  npm ci --ignore-scripts --no-audit --no-fund --silent
  touch $installed
fi
npm run --silent build

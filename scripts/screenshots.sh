#!/usr/bin/env bash
# `make screenshots`: every page of the admin app at 1440 and 390 px, light and dark, into the folder of the first argument (admin/screenshots).
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/tools.sh
require_tools cargo cc node npm
CHROMIUM=$(find_chromium) || { echo "chromium is not installed" >&2; exit 1; }
SCREENSHOTS=$(realpath -m "${1:-admin/screenshots}")

scripts/admin-build.sh
# Another server than this one: QUINTET_BIN.
QUINTET_BIN=${QUINTET_BIN:-$(built_server)}
export CHROMIUM SCREENSHOTS QUINTET_BIN
cd admin
npx vitest run --config e2e/vitest.config.ts
echo "screenshots: $SCREENSHOTS"

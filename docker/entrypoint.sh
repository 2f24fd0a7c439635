#!/bin/sh
# Says what is wrong with the two volumes before anything else does, then becomes the server.
set -eu

if [ "${1:-}" = serve ] && [ ! -w "${QUINTET_DATA:-/data}" ]; then
  echo "${QUINTET_DATA:-/data} is not writable by user $(id -u): mount a volume that belongs to it, for example with chown -R $(id -u) on the host's folder" >&2
  exit 1
fi

if [ "${QUINTET_PROJECT:-/config}" = /config ] && [ ! -d /config/models ]; then
  echo "no models in /config: serving the starter project; mount your own project there" >&2
  export QUINTET_PROJECT=/usr/share/quintet/starter
fi

exec quintet "$@"

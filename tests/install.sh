#!/usr/bin/env bash
# Installs Wirecopy as people do, with pipx and with uv, and looks around with the installed command.
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$PYTHON" -m venv "$scratch/tools"
"$scratch/tools/bin/python" -m pip install --quiet --disable-pip-version-check pipx uv

look_around() {
  mkdir "$scratch/$1-empty"
  (
    cd "$scratch/$1-empty"
    export HOME="$scratch/$1-home" XDG_DATA_HOME="$scratch/$1-home/data" XDG_CONFIG_HOME="$scratch/$1-home/config"
    "$2" --version
    "$2" demo --prepare "$scratch/$1-demo"
    "$2" --archive "$scratch/$1-demo/archive" --feeds "$scratch/$1-demo/feeds.toml" search person:quiroga --limit 1
    "$2" feeds | head -n 3
  )
  echo "installed with $1: works"
}

PIPX_HOME="$scratch/pipx" PIPX_BIN_DIR="$scratch/pipx-bin" PIPX_MAN_DIR="$scratch/man" \
  "$scratch/tools/bin/pipx" install --quiet --python "$PYTHON" .
look_around pipx "$scratch/pipx-bin/wirecopy"

UV_TOOL_DIR="$scratch/uv" UV_TOOL_BIN_DIR="$scratch/uv-bin" UV_CACHE_DIR="$scratch/uv-cache" \
  "$scratch/tools/bin/uv" tool install --quiet --python "$PYTHON" .
look_around uv "$scratch/uv-bin/wirecopy"

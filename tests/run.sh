#!/usr/bin/env bash
# Runs every test, after installing what they need where it is missing (Debian and its kin; elsewhere it says what to install).
# usage: tests/run.sh
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$*"; }

# install PROGRAM PACKAGE: the Debian package that brings a program that is not there.
install() {
  command -v "$1" >/dev/null && return
  step "install $2"
  if ! command -v apt-get >/dev/null; then
    echo "$1 is missing: please install it." >&2
    return 1
  fi
  local sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

install cc build-essential
for component in rustfmt clippy; do
  cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 || rustup component add "$component"
done

step "format"
cargo fmt --check

step "lints"
cargo clippy --locked --all-targets -- -D warnings

step "licences, bans and sources of the dependencies"
tools="$PWD/target/tools"
export PATH="$tools/bin:$PATH"
if ! cargo deny --version >/dev/null 2>&1; then
  # Debug: it runs for a second, and compiles in half the time.
  cargo install --quiet --locked --debug --root "$tools" --target-dir "$tools/build" cargo-deny
  rm -rf "$tools/build"
fi
cargo deny --locked check licenses bans sources

step "the site of this repository"
cargo run --quiet --locked -- build

install valgrind valgrind
step "instructions of a build"
tests/instructions.sh

if [ -d tests/browser ]; then
  install chromium chromium
  install npm npm
  install java default-jre-headless # for the Nu HTML checker
  step "the site in a browser"
  (
    cd tests/browser
    if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
      npm ci --silent --no-audit --no-fund --ignore-scripts
    fi
    npm test --silent
    node preview.mjs ../../target/debug/lucarne
  )
fi

step "tests"
cargo test --locked

#!/bin/sh
# Install the peers of the benchmarks into a separate environment, build/peers. Needs Python 3.11 or later and the package index.
# The other engines over record tables (`--only columns`) need NumPy and Arrow in the project's own environment (extra `test`), and a C compiler.
set -e
cd "$(dirname "$0")/.."
[ -d build/peers ] || python3 -m venv build/peers
build/peers/bin/python -m pip install --quiet --requirement benchmarks/requirements-peers.txt

#!/bin/sh
# The peers that the benchmarks are held against, in an environment of their own: build/peers. Needs Python 3.11 or later and the package index.
# What runs beside them over record tables (`--only columns`) needs NumPy and Arrow in the project's own environment, which the extra `test` has, and a C compiler.
set -e
cd "$(dirname "$0")/.."
[ -d build/peers ] || python3 -m venv build/peers
build/peers/bin/python -m pip install --quiet --requirement benchmarks/requirements-peers.txt

#!/bin/sh
# Lint, types, floors and every test, without a display: sh installer/test.sh [WORDS FOR pytest …]
set -u
. "$(dirname -- "$0")/setup.sh"
prepare window requirements-test.txt

cd "$root" || exit 1
export QT_QPA_PLATFORM=offscreen
bin=$environment/bin
"$bin/ruff" check . && "$bin/ruff" format --check . && "$bin/mypy" && "$bin/lint-imports" && exec "$bin/python" -m pytest -n auto --dist worksteal "$@"

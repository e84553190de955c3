#!/bin/sh
# Lint, types, floors and every test, without a display: sh installer/test.sh [WORDS FOR pytest …]
set -u
. "$(dirname -- "$0")/setup.sh"
prepare window requirements-test.txt

cd "$root" || exit 1
export QT_QPA_PLATFORM=offscreen
# Thousands of homes are made and taken away again: in memory where there is room, as no disk has to keep them.
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "${room:-0}" -gt 4000000 ]; then
    export TMPDIR=/dev/shm
fi
bin=$environment/bin
"$bin/ruff" check . && "$bin/ruff" format --check . && "$bin/mypy" && "$bin/lint-imports" && exec "$bin/python" -m pytest -n auto --dist worksteal "$@"

#!/bin/sh
# Start CoopDesk from a checkout: sh installer/run.sh [WORDS FOR coopdesk …]
set -u
. "$(dirname -- "$0")/setup.sh"

kind=offscreen
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then kind=window; fi
prepare "$kind" requirements.txt
if [ $# -eq 0 ] && [ $kind = offscreen ]; then
    say "There is no display, so no window can open. Running “coopdesk demo” instead."
    set -- demo
fi
exec "$environment/bin/coopdesk" "$@"

# Shared by run.sh and test.sh: a private environment with the locked dependencies, and the system's libraries.
# Everything here speaks on standard error, so that standard output stays the program's own.

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
root=$(dirname -- "$here")
environment=${COOPDESK_VENV:-$root/.venv}

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# As root, or where sudo asks nothing, packages are installed; else they are named.
system_install() {
    if [ "$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root=sudo; else return 1; fi
    command -v apt-get >/dev/null 2>&1 || return 1
    say "Installing system packages: $*"
    { $as_root apt-get update -q && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } >&2
}

find_python() {
    for name in ${COOPDESK_PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Packages whose library the dynamic linker cannot find.
missing_packages() {
    "$1" - "$2" <<'PYTHON'
import ctypes, sys
OFFSCREEN = {
    "libegl1": "libEGL.so.1", "libgl1": "libGL.so.1", "libfontconfig1": "libfontconfig.so.1",
    "libfreetype6": "libfreetype.so.6", "libglib2.0-0": "libglib-2.0.so.0", "libdbus-1-3": "libdbus-1.so.3",
    "libxkbcommon0": "libxkbcommon.so.0", "libx11-6": "libX11.so.6", "libgssapi-krb5-2": "libgssapi_krb5.so.2",
    "libzstd1": "libzstd.so.1", "libbrotli1": "libbrotlidec.so.1",
}
WINDOW = {
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0", "libx11-xcb1": "libX11-xcb.so.1",
    "libxcb-cursor0": "libxcb-cursor.so.0", "libxcb-icccm4": "libxcb-icccm.so.4", "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1", "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0", "libxcb-render0": "libxcb-render.so.0",
    "libxcb-shape0": "libxcb-shape.so.0", "libxcb-shm0": "libxcb-shm.so.0", "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-util1": "libxcb-util.so.1", "libxcb-xfixes0": "libxcb-xfixes.so.0", "libxcb-xkb1": "libxcb-xkb.so.1",
}
wanted = dict(OFFSCREEN, **(WINDOW if sys.argv[1] == "window" else {}))
for package, library in wanted.items():
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
PYTHON
}

# prepare KIND LOCK: KIND is "window" or "offscreen"; LOCK a file of pinned requirements beside this one.
# A stamp of everything that decides what is installed makes a later run cost next to nothing.
prepare() {
    lock=$here/$2
    stamp="$(cat "$lock" "$root/pyproject.toml" "$here/setup.sh" | cksum) $root"
    kept=$environment/stamp-$1-${2%.txt}
    python=$environment/bin/python
    if [ -x "$python" ] && [ "$(cat "$kept" 2>/dev/null)" = "$stamp" ]; then return; fi

    waited=0
    until mkdir "$environment.lock" 2>/dev/null; do
        [ $waited -lt 900 ] || stop "Another installation holds $environment.lock. If none is running, delete that folder."
        [ $waited -gt 0 ] || say "Waiting for another installation to finish."
        sleep 2; waited=$((waited + 2))
    done
    trap 'rmdir "$environment.lock" 2>/dev/null' EXIT
    trap 'exit 130' INT TERM

    base=$(find_python) || { system_install python3 && base=$(find_python); } || stop "Python 3.11 to 3.14 is needed. Install it (Debian: apt-get install python3), then run this again."
    if [ "$(uname -s)" = Linux ]; then
        missing=$(missing_packages "$base" "$1")
        "$base" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
        [ "$2" = requirements.txt ] || command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
        [ "$2" = requirements.txt ] || command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb"
        missing=$(printf '%s ' $missing)
        if [ -n "${missing% }" ]; then
            # shellcheck disable=SC2086
            system_install $missing || stop "These system packages are missing: $missing. Install them (Debian: sudo apt-get install $missing), then run this again."
        fi
    fi

    say "Preparing CoopDesk's own environment. This takes a few minutes the first time."
    rm -f "$kept"
    "$python" -c 'import pip' 2>/dev/null || { rm -rf "$environment"; "$base" -m venv "$environment" >&2 || stop "The environment could not be made in $environment."; }
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" >&2 ||
        stop "The libraries could not be installed. Check the network and the disk, then run this again; it goes on where it stopped."
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e "$root" >&2 || stop "CoopDesk could not be installed."
    printf '%s\n' "$stamp" >"$kept"
    rmdir "$environment.lock" 2>/dev/null
    trap - EXIT INT TERM
}

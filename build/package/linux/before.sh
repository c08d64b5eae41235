#!/bin/sh
# Run before files of the program are replaced or removed: as preinst and as prerm.
set -e

refuse() {
    printf '%s\n' "$@" >&2
    exit 1
}

for process in /proc/[0-9]*/exe; do
    if [ "$(readlink "$process" 2>/dev/null)" = /opt/slo-desktop/slo-desktop ]; then
        refuse "Mae SLO Desktop ar agor. Caewch y rhaglen, yna rhowch gynnig arall arni. Nid oes dim wedi newid." \
            "SLO Desktop is open. Close the program, then try again. Nothing was changed."
    fi
done

if [ "$1" = upgrade ] && [ "${DPKG_MAINTSCRIPT_NAME:-}" = preinst ]; then
    if dpkg --compare-versions "$2" gt "@VERSION@"; then
        refuse "Mae fersiwn fwy newydd yma: $2. Nid oes dim wedi newid." \
            "A newer version is here: $2. Nothing was changed."
    fi
fi
exit 0

#!/bin/bash
# make torture N=... SEED=..., or HARMS=... tests/torture/torture.sh: migrations of every sort, each disturbed at messages to and from the
# server and at random instants: the runner killed, its connections cut, backends terminated, the
# server crashed. The same command is run again, and must end where an undisturbed run ends: catalog,
# rows, ledger, each step done once. HARMS: disturbances for each migration in each direction; 0: each
# kind at each message. ONLY=3:4 chooses. Prints TAP.
. "$(dirname "$0")/../support/lib.sh"
. "$TOP/tests/support/project.sh"
HARMS=${HARMS:-12} SEED=${SEED:-1} DUMPS=${DUMPS:-5} WORKERS=${WORKERS:-$(nproc)}
unset TEST_SERVER # it is crashed: not one that others use

. "$TOP/tests/torture/migrations.sh"

project
torture_migrations
build >/dev/null || exit 3

# The database at every place, as an undisturbed run makes it.
templates() {
    local at
    for at in $(seq 1 $LAST); do
        psql -qX postgres -c "create database at_$at template $([ "$at" = 1 ] && echo template0 || echo at_$((at - 1)))"
        migrate upgrade "$at" -q -d "postgresql:///at_$at?host=$PGHOST&user=$PGUSER" || return
        [ "$at" != 1 ] || torture_rows "postgresql:///at_1?host=$PGHOST&user=$PGUSER"
    done
}

# worker I: every WORKERS-th way, on a server of its own.
worker() {
    trap - EXIT
    trap 'server_stop' EXIT
    server_start && # a commit that was answered is there after a crash
        psql -qX postgres -c "alter role postgres set synchronous_commit = on" &&
        templates || { echo "not ok - databases to start with"; return; }
    mkdir "$WORK/proxy$1"
    # shellcheck disable=SC2086
    "$BUILD/tests/torture/torture" "$PGHOST" "$WORK/proxy$1" "$PWD/build/migrate" "$((SEED + $1))" "$HARMS" "$DUMPS" \
        $(for way in $WAYS; do echo "$way"; done | awk -v i="$1" -v n="$WORKERS" 'NR % n == i')
}

WAYS=${ONLY:-"1:$LAST $(for at in $(seq 2 $LAST); do echo "$((at - 1)):$at"; done)"}
for i in $(seq 0 $((WORKERS - 1))); do
    (worker "$i") >"$WORK/worker$i" 2>&1 &
done
wait
while read -r line; do
    case $line in
    "ok - "*) ok "${line#ok - }" ;;
    "not ok - "*) not_ok "${line#not ok - }" ;;
    *) echo "$line" ;;
    esac
done < <(cat "$WORK"/worker*)

#!/bin/bash
# make torture N=... SEED=...: migrations of every sort, each disturbed at messages to and from the
# server and at random instants: the runner killed, its connections cut or silent, backends terminated,
# the server crashed or stopped, its disk full, tables locked by others, calls of malloc and libpq
# failing. One runner, eight at once, tenants side by side; there, back, and purge. The same command is
# run again, and must end where an undisturbed run ends: catalog, rows, ledger, each step done once.
#
# HARMS: how many for each way, a migration in one direction; 0: each kind at each message. FAULTS:
# calls that fail; 0: each. ONLY="3:4 tenants:1:4" chooses ways, ONLY=3:4:kill:before:17 what happens.
# Prints TAP.
. "$(dirname "$0")/../support/lib.sh"
. "$TOP/tests/support/project.sh"
HARMS=${HARMS:-7} FAULTS=${FAULTS:-2} SEED=${SEED:-1} DUMPS=${DUMPS:-5} WORKERS=${WORKERS:-$(nproc)}
unset TEST_SERVER # it is crashed: not one that others use

. "$TOP/tests/torture/migrations.sh"

project
torture_migrations
LDFLAGS="$BUILD/tests/faults/faults.o $("$TOP/tests/faults/wraps") ${LDFLAGS:-}" build >/dev/null || exit 3
cp "$BUILD/tests/faults/full.so" "$WORK/"

# make_at PLACE KIND ARGUMENT...: a database at a place, from the one before, by an undisturbed run.
make_at() {
    local at=$1 kind=$2 url="postgresql:///${2}at_$1?host=$PGHOST&user=$PGUSER" from=template0
    shift 2
    [ "$at" = 1 ] || from=${kind}at_$((at - 1))
    psql -qX postgres -c "create database ${kind}at_$at template $from" || return
    if [ "$at" = 1 ] && [ "$kind" ]; then
        for tenant in $TENANTS; do echo "create schema tenant_$tenant;"; done | psql -qX "$url"
    fi
    migrate upgrade "$at" -q -d "$url" "$@" || return
    [ "$at" = 1 ] || return 0
    if [ "$kind" ]; then
        for tenant in $TENANTS; do PGOPTIONS="-c search_path=tenant_$tenant" torture_rows "$url" 100; done
    else
        torture_rows "$url" 6000
    fi
}

# worker I: every WORKERS-th way, on a server of its own.
worker() {
    local at
    trap - EXIT
    trap 'server_stop' EXIT
    mkdir "$WORK/proxy$1"
    export DISK_FULL=$WORK/proxy$1/full SERVER_LOADS=$WORK/full.so
    server_start || { echo "not ok - a server to torture"; return; }
    # a commit that was answered is there after a crash
    psql -qX postgres -c "alter role postgres set synchronous_commit = on"
    for at in $(seq 1 $LAST); do
        make_at "$at" "" && { [ "$at" -gt $TENANTS_LAST ] || make_at "$at" tenants_ --schemas 'tenant_*'; } ||
            { echo "not ok - databases to start with"; return; }
    done
    export RESTART=". '$TOP/tests/support/server.sh'; SERVER_DIR=$SERVER_DIR; server_restart"
    # shellcheck disable=SC2086
    "$BUILD/tests/torture/torture" "$PGHOST" "$WORK/proxy$1" "$PWD/build/migrate" "$SEED" "$HARMS" "$FAULTS" "$DUMPS" \
        $(for way in $WAYS; do echo "$way"; done | awk -v i="$1" -v n="$WORKERS" 'NR % n == i')
}

WAYS=${ONLY:-"1:$LAST tenants:1:$TENANTS_LAST $(for at in $(seq 2 $LAST); do echo "$((at - 1)):$at"; done)
    purge:$LAST:$LAST crowd:4:5 crowd:2:3"}
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

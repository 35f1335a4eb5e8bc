#!/bin/bash
# make torture, too: one command for many databases, its workers killed with it or without it, their
# sessions ended; and repair, killed as it drops indexes that are not valid. The same command again
# ends where an undisturbed one does, in each database.
#
# ROUNDS: how often. Prints TAP.
. "$(dirname "$0")/../support/lib.sh"
. "$TOP/tests/support/project.sh"
. "$TOP/tests/torture/migrations.sh"
ROUNDS=${ROUNDS:-12} RANDOM=${SEED:-1} DATABASES=16
unset TEST_SERVER # its sessions are ended: not one that others use
SERVER_OPTIONS=(-c synchronous_commit=on)

project
torture_migrations
build >/dev/null || exit 3
need_server
url_of() { echo "postgresql:///$1?host=$PGHOST&user=postgres"; }
state_of() { "$BUILD/tests/torture/torture" state "$(url_of "$1")"; }
up_to_a_moment() { sleep "$(awk "BEGIN { print $RANDOM / 32768 * $1 }")"; }

psql -qX postgres -c "create database at_1"
migrate upgrade 1 -q -d "$(url_of at_1)" && torture_rows "$(url_of at_1)" 900
psql -qX postgres -c "create database undisturbed template at_1"
migrate upgrade -q -d "$(url_of undisturbed)"
wanted=$(state_of undisturbed)
for i in $(seq 1 $DATABASES); do url_of "fleet_$i"; done >databases

# hurt PID: a command and its workers, one worker of it, or some of their sessions.
hurt() {
    local workers
    workers=$(ps -o pid= --ppid "$1" | sed -n "$((1 + RANDOM % 8))p")
    case $((RANDOM % 4)) in
    0) kill -9 "$1" ;;
    1) kill -9 -- "-$1" ;;
    2) [ -z "$workers" ] || kill -9 $workers ;;
    3) psql -qXAt postgres -c "select pg_terminate_backend(pid) from pg_stat_activity where datname like 'fleet%' and random() < 0.4" ;;
    esac >/dev/null 2>&1
}

# disturbed SECONDS COMMAND...: within so many; in a group of its own; what it says goes to `out`.
disturbed() {
    local pid within=$1
    shift
    setsid "$@" >out 2>&1 &
    pid=$!
    up_to_a_moment $within
    hurt $pid
    wait $pid 2>/dev/null
}

fleet() {
    local i wrong=0
    for i in $(seq 1 $DATABASES); do echo "drop database if exists fleet_$i; create database fleet_$i template at_1;"; done | psql -qX postgres
    disturbed 1.6 build/migrate upgrade -q --databases databases --jobs 8
    disturbed 1.6 build/migrate upgrade -q --databases databases --jobs 8
    migrate upgrade -q --databases databases --jobs 8 >>out 2>&1 || wrong=1
    for i in $(seq 1 $DATABASES); do
        diff <(echo "$wanted") <(state_of "fleet_$i") | head -20 >>differences
    done
    [ "$wrong" = 0 ] && [ ! -s differences ] || { cat out differences; return 1; }
}

repair() {
    psql -qX postgres -c "drop database if exists fleet_repair" -c "create database fleet_repair template undisturbed"
    for i in $(seq 1 20); do echo "create index lame_$i on rows (id, age);"; done | psql -qX "$(url_of fleet_repair)"
    psql -qX "$(url_of fleet_repair)" -c "update pg_index set indisvalid = false where indexrelid::regclass::text like 'lame%'"
    disturbed 0.05 build/migrate repair --drop-invalid -d "$(url_of fleet_repair)"
    migrate repair --drop-invalid -d "$(url_of fleet_repair)" >>out 2>&1 || { cat out; return 1; }
    diff <(echo "$wanted") <(state_of fleet_repair) >differences || { cat out differences; return 1; }
}

for what in fleet repair; do
    wrong=0
    for _ in $(seq 1 "$ROUNDS"); do
        : >differences
        $what || wrong=$((wrong + 1))
    done
    same "$ROUNDS runs of $what that were disturbed end where an undisturbed one does" 0 "$wrong"
done

#!/bin/bash
# make torture, too: the server dies while migrations run, and its standby takes over without the last
# commits, some of them answered. The same command, by hand or by the runner itself, ends there where
# an undisturbed run ends.
#
# ROUNDS: how often. Prints TAP.
. "$(dirname "$0")/../support/lib.sh"
. "$TOP/tests/support/project.sh"
. "$TOP/tests/torture/migrations.sh"
ROUNDS=${ROUNDS:-8} RANDOM=${SEED:-1}
unset TEST_SERVER # it is killed: not one that others use
SERVER_OPTIONS=(-c wal_level=replica -c max_wal_senders=4 -c synchronous_commit=on -c wal_sender_timeout=0
    -c wal_receiver_timeout=0 -c "wal_retrieve_retry_interval=50ms")

project
torture_migrations
build >/dev/null || exit 3
need_server
FIRST=$SERVER_DIR SECOND=${SERVER_DIR}b # they take turns
trap 'SERVER_DIR=$FIRST server_stop; SERVER_DIR=$SECOND server_stop; SERVER_DIR= finish' EXIT

# on DIR COMMAND...: with the server there.
on() {
    local SERVER_DIR=$1 PGHOST=$1
    shift
    "$@"
}
question() { psql -qXAt "$@"; }

psql -qX postgres -c "create database at_1"
migrate upgrade 1 -q -d "postgresql:///at_1?host=$PGHOST&user=postgres" && torture_rows "postgresql:///at_1?host=$PGHOST&user=postgres" 6000
psql -qX postgres -c "create database undisturbed template at_1"
migrate upgrade -q -d "postgresql:///undisturbed?host=$PGHOST&user=postgres"
wanted=$("$BUILD/tests/torture/torture" state "postgresql:///undisturbed?host=$PGHOST&user=postgres")

# stand_by PRIMARY STANDBY: a copy that follows it.
stand_by() {
    rm -rf "$2"
    mkdir "$2"
    [ "$(id -u)" != 0 ] || chown postgres: "$2"
    as_server "$(server_bindir)/pg_basebackup" -h "$1" -U postgres -D "$2/data" -c fast -R -X stream >"$WORK/backup" 2>&1 &&
        on "$2" server_launch && on "$2" server_await
}

awaits_nothing() {
    local tries=200
    until [ "$(question -h "$1" postgres -c "select count(*) from pg_stat_replication where replay_lsn = pg_current_wal_lsn()")" = 1 ]; do
        [ $((tries -= 1)) -gt 0 ] || return
        sleep 0.05
    done
}

# The server, and all that it does, ends at once.
kill_server() {
    local pid
    pid=$(head -1 "$1/data/postmaster.pid")
    # shellcheck disable=SC2046
    kill -9 "$pid" $(ps -o pid= --ppid "$pid")
    while kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
    rm -f "$1"/.s.PGSQL.*
}

# round NUMBER PRIMARY STANDBY: every other time the runner finds its way by itself.
round() {
    local both="postgresql:///torture?host=$2,$3&user=postgres&target_session_attrs=read-write" pid sender status lost
    on "$2" psql -qX postgres -c "drop database if exists torture" -c "create database torture template at_1"
    stand_by "$2" "$3" && awaits_nothing "$2" || { cat "$WORK/backup" "$3/server.log"; return 1; }
    sender=$(question -h "$2" postgres -c "select pid from pg_stat_replication")
    build/migrate upgrade -q -d "$both" >out 2>&1 &
    pid=$!
    sleep "$(awk "BEGIN { print $RANDOM / 32768 * 0.8 }")"
    kill -STOP "$sender"
    sleep "$(awk "BEGIN { print $RANDOM / 32768 * 0.2 }")"
    lost=$(question -h "$2" torture -c "select pg_current_wal_insert_lsn() - replay_lsn from pg_stat_replication")
    [ $(($1 % 2)) = 0 ] || kill -9 $pid
    kill_server "$2"
    question -h "$3" postgres -c "select pg_promote()" >/dev/null
    wait $pid 2>/dev/null
    status=$?
    echo "# round $1: lost $lost bytes, the runner ended with $status"
    [ $(($1 % 2)) = 1 ] || [ $status = 0 ] || { cat out; return 1; }
    build/migrate upgrade -q -d "$both" >>out 2>&1 || { cat out; return 1; }
    diff <(echo "$wanted") <("$BUILD/tests/torture/torture" state "postgresql:///torture?host=$3&user=postgres") | head -40 >differences
    [ ! -s differences ] || { cat differences; return 1; }
}

wrong=0
for number in $(seq 1 "$ROUNDS"); do
    round "$number" "$FIRST" "$SECOND" || wrong=$((wrong + 1))
    other=$FIRST FIRST=$SECOND SECOND=$other
done
same "the runs of $ROUNDS servers that died end on their standbys where an undisturbed one does" 0 "$wrong"

#!/bin/bash
# make torture, too: the server's disk is full for a while as migrations run, that of the tables or that
# of the log: then it goes down, and is started again. Small file systems in memory, which only root can
# mount. The same command ends where an undisturbed run ends.
#
# ROUNDS: how often. Prints TAP.
. "$(dirname "$0")/../support/lib.sh"
. "$TOP/tests/support/project.sh"
. "$TOP/tests/torture/migrations.sh"
ROUNDS=${ROUNDS:-8} RANDOM=${SEED:-1}
unset TEST_SERVER # it goes down: not one that others use
SERVER_OPTIONS=(-c synchronous_commit=on -c max_wal_size=32MB -c min_wal_size=32MB -c wal_recycle=off)

mkdir "$WORK/disk"
mount -t tmpfs -o "size=300m,mode=777" none "$WORK/disk" 2>/dev/null || {
    skip "a disk that is full" "nothing can be mounted here"
    exit
}
trap 'server_quit; umount -l "$LOG" 2>/dev/null; umount -l "$WORK/disk"; SERVER_DIR=; finish' EXIT
LOG=
project
torture_migrations
build >/dev/null || exit 3
SERVER_PLACE=$WORK/disk
need_server
server_quit
LOG=$SERVER_DIR/data/pg_wal
mv "$LOG" "$WORK/log"
as_server mkdir -m 700 "$LOG"
mount -t tmpfs -o "size=68m,mode=700,uid=$(stat -c %u "$SERVER_DIR/data")" none "$LOG"
cp -a "$WORK/log/." "$LOG/"
server_launch
server_await

url_of() { echo "postgresql:///$1?host=$PGHOST&user=postgres"; }
state_of() { "$BUILD/tests/torture/torture" state "$(url_of "$1")"; }

# fill PLACE: but for a few pages. New files of the log are called for, too.
fill() {
    cat /dev/zero >"$1/ballast" 2>/dev/null
    truncate -s -$((RANDOM % 64))K "$1/ballast"
    [ "$1" != "$LOG" ] || for _ in $(seq 1 20); do
        psql -qXAt postgres -c "select pg_logical_emit_message(false, '', 'more')" -c "select pg_switch_wal()" || break
    done >/dev/null 2>&1
}

psql -qX postgres -c "create database at_1"
migrate upgrade 1 -q -d "$(url_of at_1)" && torture_rows "$(url_of at_1)" 6000
psql -qX postgres -c "create database torture template at_1"
migrate upgrade -q -d "$(url_of torture)"
wanted=$(state_of torture)

# round PLACE: that one is full for a while.
round() {
    local pid status down=
    psql -qX postgres -c "drop database if exists torture" -c "create database torture template at_1" || return
    build/migrate upgrade -q -d "$(url_of torture)" >out 2>&1 &
    pid=$!
    sleep "$(awk "BEGIN { print $RANDOM / 32768 * 0.7 }")"
    fill "$1"
    sleep "$(awk "BEGIN { print 0.05 + $RANDOM / 32768 * 0.6 }")"
    rm "$1/ballast"
    sleep 0.2
    psql -qXAt postgres -c 'select' 2>/dev/null || { down=", the server went down"; server_restart; }
    wait $pid
    status=$?
    echo "# ${1##*/} full, the runner ended with $status$down"
    sed 's/^/#     /' out
    [ $status = 0 ] || migrate upgrade -q -d "$(url_of torture)" >out 2>&1 || { cat out; return 1; }
    diff <(echo "$wanted") <(state_of torture) | head -40 >differences
    [ ! -s differences ] || { cat differences; return 1; }
}

wrong=0
for number in $(seq 1 "$ROUNDS"); do
    if [ $((number % 2)) = 0 ]; then place=$SERVER_DIR; else place=$LOG; fi
    round "$place" || wrong=$((wrong + 1))
done
same "$ROUNDS runs on disks that were full for a while end where an undisturbed one does" 0 "$wrong"

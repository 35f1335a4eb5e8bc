# Many runners at once, and runners that are killed: each migration is applied once, whole or not at all.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

# ended STATUS NAME PID: passes if this child ends with just that status.
ended() {
    local status
    wait "$3"
    status=$?
    same "$2" "status $1" "status $status"
}

test_many_at_once() {
    project
    new_database
    export DATABASE_URL=$URL
    local i pids=
    for i in $(seq 1 12); do table "$i"; done
    build >/dev/null
    for i in $(seq 1 8); do
        migrate upgrade >"out.$i" 2>&1 || echo "status $?" >>"out.$i" &
        pids="$pids $!"
    done
    # shellcheck disable=SC2086
    wait $pids
    same "eight runners end well" "8" "$(cat out.* | grep -c 'at head (012 create_t12)')"
    same "each migration was applied once" "12 12" \
        "$(psql -qAt -F ' ' "$URL" -c 'select count(*), count(distinct number) from modelgen.history')"
    same "one of them by one runner" "12" "$(cat out.* | grep -c -- '->')"
    unset DATABASE_URL
}

# A session that holds the migration lock until its input ends.
hold_lock() {
    mkfifo hold
    PGAPPNAME="the other one" psql -qAtX "$1" <hold >held 2>&1 &
    exec 9>hold
    echo "begin; select pg_advisory_xact_lock(7885631859322217838);" >&9
    while ! grep -q '^$' held; do sleep 0.05; done
}

test_lock() {
    project
    new_database
    export DATABASE_URL=$URL
    table 1
    build >/dev/null
    hold_lock "$URL"
    check_status 3 "a runner waits no longer than it is told" migrate upgrade --wait 1
    says "and says who holds the lock" \
        'waiting: process [0-9]+ \(user postgres, the other one\) holds it since 20.* UTC'
    says "with a code" '^error: the migration lock was not free within 1 s \[MG543\]'
    check_status 1 "status does not wait" migrate status
    check "nor does current" migrate current
    check_status 3 "--wait 0 tries once" migrate upgrade --wait 0
    migrate upgrade >out 2>&1 9>&- &
    sleep 0.3
    exec 9>&-
    ended 0 "it goes on when the lock is free" $!
    same "and upgrades" "now at head (001 create_t1)" "$(tail -1 out)"
    rm hold

    hold_lock "$URL"
    check "at head no lock is needed" migrate upgrade --wait 0
    exec 9>&-
    unset DATABASE_URL
}

# kill -9 at a random moment, again and again, until it is through.
test_killed() {
    project
    local i
    for i in $(seq 1 30); do
        migration "$i" "create_t$i" "create_table(m, \"t$i\", COLUMN(\"id\", \"bigint\", NOT_NULL, IDENTITY), PRIMARY_KEY(\"id\"));
    execute(m, \"insert into t$i select from generate_series(1, 200); select pg_sleep(0.01)\");
    create_index(m, \"idx_t$i\", ON(\"t$i\", \"id\"));" "drop_table(m, \"t$i\");"
    done
    build >/dev/null
    new_database
    local undisturbed=$URL
    migrate upgrade -q -d "$undisturbed"
    new_database
    local kills=0
    RANDOM=7
    while ! build/migrate current -d "$URL" | grep -q head && [ $kills -lt 200 ]; do
        build/migrate upgrade -q -d "$URL" &
        local pid=$!
        sleep "0.$((RANDOM % 2))$((RANDOM % 10))$((RANDOM % 10))"
        kill -9 $pid 2>/dev/null
        wait $pid 2>/dev/null
        kills=$((kills + 1))
    done
    if [ $kills -lt 200 ]; then ok "killed $kills times, it arrives"; else not_ok "it never arrives"; fi
    migrate upgrade -q -d "$URL"
    same "where an undisturbed run arrives" "$(dump_schema "$undisturbed")" "$(dump_schema "$URL")"
    same "each migration applied once" "30 30" \
        "$(psql -qAt -F ' ' "$URL" -c 'select count(*), count(distinct number) from modelgen.history')"
    same "with its rows" "200 200" "$(psql -qAt -F ' ' "$URL" -c 'select (select count(*) from t1), (select count(*) from t30)')"
}

# The backends of the database that do what a query says are terminated, once.
terminate() {
    while ! psql -qAt "$URL" -c "select pg_terminate_backend(pid) from $1
        where pid <> pg_backend_pid() and $2" | grep -q t; do
        sleep 0.05
    done
}

test_terminated() {
    project
    table 1
    migration 2 sleeps 'execute(m, "create table x (id int); select pg_sleep(2)");' 'drop_table(m, "x");'
    table 3
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade >out 2>&1 &
    local pid=$!
    terminate pg_stat_activity "datname = current_database() and query like '%pg_sleep%'"
    ended 0 "a runner whose connection is cut goes on by itself" $pid
    output=$(cat out)
    says "and says so" '^again: terminating connection due to administrator command'
    check_status 0 "it is at head" migrate status
    psql -qAt "$URL" -c "select number from modelgen.history where outcome = 'done'" >done
    same "each is applied once" "$(printf "1\n2\n3")" "$(cat done)"

    migrate downgrade -2 >/dev/null
    migrate upgrade >out 2>&1 &
    pid=$!
    terminate pg_locks "locktype = 'advisory' and database =
        (select oid from pg_database where datname = current_database())"
    ended 0 "so does one that loses its lock" $pid
    output=$(cat out)
    says "which it takes again" '^again: the connection that held the migration lock is gone'
    check_status 0 "and is at head" migrate status
    unset DATABASE_URL
}

test_interrupted() {
    project
    table 1
    migration 2 sleeps 'execute(m, "create table x (id int); select pg_sleep(30)");' 'drop_table(m, "x");'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    build/migrate upgrade >out 2>&1 &
    local pid=$!
    while ! psql -qAt "$URL" -c "select 'at it' from pg_stat_activity where query like '%pg_sleep(30)%'
        and datname = current_database() and state = 'active' and pid <> pg_backend_pid()" | grep -q it; do
        sleep 0.05
    done
    kill -TERM $pid
    ended 3 "an interrupted runner cancels its statement" $pid
    output=$(cat out)
    says "and says where" '^002_sleeps.c:5: error: interrupted \[MG546\]'
    says "and where the database is" 'the database is at 001 create_t1, as before'
    check_status 1 "it is there" migrate status
    says "indeed" '^at 001 create_t1, 1 migration pending'
    unset DATABASE_URL
}

# What only looks, or keeps the journal, may have to wait as well.
test_interrupted_at_the_journal() {
    local holder pid
    project
    table 1
    table 2
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade -q 1
    hold_lock "$URL"
    build/migrate upgrade >out 2>&1 9>&- &
    pid=$!
    until grep -q waiting: out; do sleep 0.05; done
    (
        echo "begin; lock table modelgen.run in access exclusive mode; select 'locked';"
        until [ -e done ]; do sleep 0.05; done
    ) 9>&- | psql -qAtX "$URL" >locked 9>&- &
    holder=$!
    until grep -q locked locked; do sleep 0.05; done
    exec 9>&-
    until psql -qAt "$URL" -c "select relation::regclass from pg_locks where not granted" | grep -q modelgen.run; do sleep 0.05; done
    kill -TERM $pid
    ended 3 "an interrupt is heard by a runner whose ledger is locked" $pid
    output=$(cat out)
    says "which says so" 'error: interrupted \[MG546\]'
    touch done
    wait $holder
    check "and goes on when it is free" migrate upgrade -q
    rm hold
    unset DATABASE_URL
}

# A limit of the role's is named, for it would be met again.
test_limited() {
    project
    migration 1 sleeps 'execute(m, "select pg_sleep(2)");' ''
    build >/dev/null
    new_database
    check_status 3 "a statement that takes longer than it may" env PGOPTIONS='-c statement_timeout=50ms' build/migrate upgrade -d "$URL"
    says "is told with what it may have been" "hint: If it was statement_timeout, .*PGOPTIONS='-c statement_timeout=0' goes on without"
}

test_many_at_once
test_lock
test_killed
test_terminated
test_interrupted
test_interrupted_at_the_journal
test_limited

# Many runners at once, as when many replicas of a program are deployed; and through a pooler.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

# Migrations of every kind of part, on a table that gets rows.
busy_project() {
    project
    table 1
    migration 2 rows 'execute(m, "insert into t1 (id) overriding system value select generate_series(1, 3000)");' \
        'execute(m, "delete from t1");'
    migration 3 indexes 'create_index(m, "idx_t1", ON("t1", "(id + 1)")); execute(m, "create index concurrently said on t1 ((id + 2))");' \
        'drop_index(m, "said"); drop_index(m, "idx_t1");'
    migration 4 columns 'add_column(m, "t1", COLUMN("n", "integer", NOT_NULL, FILL("1")), UNIQUE("n", "id"));' 'drop_column(m, "t1", "n");'
    table 5
    build >/dev/null
}

answers() { psql -qAtX -F ' ' "$URL" -c "$1"; }

# Eight at once; whoever does not end well says so.
eight() {
    local i pids=
    for i in $(seq 1 8); do
        build/migrate "$@" >"out.$i" 2>&1 || echo "ended with status $?" >>"out.$i" &
        pids="$pids $!"
    done
    # shellcheck disable=SC2086
    wait $pids
}

test_twenty_times() {
    local round wrong=0
    busy_project
    for round in $(seq 1 20); do
        new_database
        export DATABASE_URL=$URL
        eight upgrade
        if grep -q 'ended with' out.* ||
            [ "$(cat out.* | grep -c -- '->')" != 5 ] ||
            [ "$(answers "select count(*), count(distinct number) from modelgen.history where outcome = 'done'")" != "5 5" ] ||
            [ "$(answers "select count(*), count(finished_at) from modelgen.run")" != "2 2" ] ||
            [ "$(answers "select count(*) from pg_index where not indisvalid")" != 0 ]; then
            wrong=$((wrong + 1))
            tail -n +1 out.* | sed 's/^/# /'
        fi
    done
    same "twenty times eight at once apply each migration once, and all end well" "0" "$wrong"
    eight downgrade base
    same "and take each back once" "5 5" \
        "$(answers "select count(*), count(distinct number) from modelgen.history where direction = 'downgrade'")"
    unset DATABASE_URL
}

# status and current see the database while others work on it.
test_status_does_not_wait() {
    project
    table 1
    migration 2 slow 'execute(m, "alter table t1 add column x integer; select pg_sleep(3)");' ''
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade -q 1
    build/migrate upgrade -q &
    local pid=$!
    while ! answers "select query from pg_stat_activity where state = 'active'" | grep -q 'pg_sleep(3)'; do sleep 0.05; done
    check_status 1 "status neither locks nor waits" env PGOPTIONS='-c lock_timeout=10ms' timeout 2 build/migrate status
    says "and says what is pending" '^at 001 create_t1, 1 migration pending'
    check_status 3 "a second runner waits as long as it is told" build/migrate upgrade --wait 1
    says "and says for whom" '^waiting: process [0-9]+ \(user postgres, modelgen migrate\) holds it since 20'
    check_status 0 "repair looks without waiting" env PGOPTIONS='-c lock_timeout=10ms' timeout 2 build/migrate repair
    wait $pid
    unset DATABASE_URL
}

# A pooler in front of the scratch server: its URL is in $POOLED.
start_pooler() {
    local database=${URL#*///}
    database=${database%%\?*}
    mkdir -p pooler
    cat >pooler/ini <<END
[databases]
$database = host=$PGHOST port=5432 user=$PGUSER
[pgbouncer]
listen_addr =
listen_port = 5432
unix_socket_dir = $PWD/pooler
auth_type = any
pool_mode = ${1:-transaction}
default_pool_size = 12
logfile = $PWD/pooler/log
pidfile = $PWD/pooler/pid
END
    chmod 777 pooler
    chmod 755 "$WORK" "$PWD"
    as_server pgbouncer -q -d pooler/ini || return
    for _ in $(seq 250); do [ ! -S pooler/.s.PGSQL.5432 ] || break; sleep 0.02; done
    POOLED="postgresql:///$database?host=$PWD/pooler&user=$PGUSER"
}

test_pooler() {
    PATH=$PATH:/usr/sbin command -v pgbouncer >/dev/null || {
        skip "through PgBouncer" "pgbouncer is not installed"
        return
    }
    PATH=$PATH:/usr/sbin
    busy_project
    new_database
    start_pooler || { not_ok "PgBouncer starts" "$(cat pooler/log)"; return; }
    unset PGOPTIONS # it refuses them
    export DATABASE_URL=$POOLED
    eight upgrade
    same "eight runners through PgBouncer apply each migration once" "5 5" \
        "$(answers "select count(*), count(distinct number) from modelgen.history where outcome = 'done'")"
    same "and end well" "8" "$(cat out.* | grep -c 'at head (005 create_t5)')"
    check "they go back, too" migrate downgrade 2
    psql -qX "$URL" -c "alter role $PGUSER set lock_timeout = '1s'"
    as_server kill "$(cat pooler/pid)"
    while [ -e pooler/pid ]; do sleep 0.05; done
    start_pooler
    check_status 3 "a timeout that the pooler would not let go of is refused" migrate upgrade
    says "at once" 'a pooler is in between, .* lock_timeout .*\[MG517\]'
    says "with the way out" '^hint: Connect to the server itself'
    psql -qX "$URL" -c "alter role $PGUSER reset lock_timeout"
    DATABASE_URL=$URL check "which goes on from there" migrate upgrade
    migration 6 slow 'execute(m, "select pg_sleep(1.6)");' ''
    check "one with a step that takes its time builds" build
    check "and is looked at through the pooler, too" migrate upgrade
    local i pids=
    for i in 1 2 3 4 5 6 7 8; do
        psql -qXAt "$POOLED" -c 'begin' -c 'select pg_sleep(0.3)' -c 'show statement_timeout' &
        pids="$pids $!"
    done >timeouts
    # shellcheck disable=SC2086
    wait $pids # not for the server, if it is of this test alone
    same "which leaves nothing of it to others" "0" "$(grep . timeouts | sort -u)"
    as_server kill "$(cat pooler/pid)"
    while [ -e pooler/pid ]; do sleep 0.05; done
    start_pooler statement
    check_status 3 "one without transactions" timeout 20 build/migrate downgrade 1
    says "is of no use, which is said at once" '^error: transaction blocks not allowed in statement pooling mode .*\[MG517\]'
    check "to look is all that can be done by it" migrate status
    as_server kill "$(cat pooler/pid)"
    unset DATABASE_URL
}

[ "${ONLY:-}" ] || test_twenty_times
test_status_does_not_wait
test_pooler

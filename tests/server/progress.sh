# Long work shows how far it is, batches make way for others, and the ledger keeps what each step took.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

ask() { psql -qXAt -F ' ' "$URL" -c "$1"; }

# Sixty thousand rows, each of which takes a moment to be read or written: seconds of work for any machine.
slow_project() {
    project
    migration 1 tables 'execute(m, "CREATE FUNCTION slowly(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN"
        " PERFORM pg_sleep(0.02) WHERE hashtext(t) % 550 = 0; RETURN upper(t); END $$");
    create_table(m, "t", COLUMN("id", "bigint", NOT_NULL), COLUMN("name", "text"), COLUMN("up", "text"));' \
        'drop_table(m, "t"); drop_function(m, "slowly(text)");'
    migration 2 index 'create_index(m, "idx_t", ON("t", "slowly(name)"));' 'drop_index(m, "idx_t");'
    migration 3 check 'add_constraint(m, "t", CHECK("slowly(name) <> '"'x'"'", NAME("slow")));' 'drop_constraint(m, "t", "slow");'
    migration 4 fill 'backfill(m, "t", SET("up = slowly(name)"), WHERE("up IS NULL"));' 'execute(m, "UPDATE t SET up = NULL");'
    migration 5 sql 'execute(m, "UPDATE t SET up = slowly(name)");' ''
    build >/dev/null
    slow=$PWD
}

# The same runner for each test, and a database of its own. at: where it is to be, as far as the ledger knows: what is
# before 4 only takes time.
slow_migrations() { # slow_migrations [AT]
    [ -n "${slow:-}" ] || slow_project
    cd "$slow"
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 -q
    psql -qX "$URL" -c "insert into t select i, 'row ' || i from generate_series(1, 60000) i" -c analyze
    [ -z "${1:-}" ] || migrate stamp "$1" -q
}

test_shown() {
    slow_migrations
    check "an index is built" migrate upgrade +1 --progress 1
    says "and the log says how far it is" '^002 create_index: reading the table, [0-9]+% of [0-9.]+ MB, [0-9.]+ [kM]B/s, .* so far'
    check "a check is validated" migrate upgrade +1 --progress 1 --json
    says "which no view of PostgreSQL shows: its time and the size of the table" \
        '"event":"advance",.*"name":"check","step":[23],"steps":[23],"operation":"add_constraint","phase":"reading the table","about_bytes":[0-9]+,"duration_ms":1[0-9]+'
    check "rows are filled" migrate upgrade +1 --json
    says "with rows and the time that is left" '"event":"advance",.*"operation":"backfill",.*"unit":"blocks","done":[0-9]+,"total":[0-9]+,"rows":[0-9]+,"rows_per_s":[0-9.]+,.*"left_s":[0-9.]+\}'
    says "to the end" '"event":"stepped",.*"operation":"backfill",.*"rows":60000\}'
    check "SQL of its own is shown too" migrate upgrade +1 --progress 1
    says "by its time" '^005 execute(: .*)?, .*0:0[0-9] so far$'
    check "without a word, if that is wanted" migrate downgrade 3 --progress 0
    same "then there is none" "3" "$(printf '%s\n' "$output" | wc -l)"
    unset DATABASE_URL
}

# script(1) gives the runner a terminal.
test_terminal() {
    slow_migrations 3
    output=$(cd "$PWD" && TERM=xterm LC_ALL=C.UTF-8 script -qec "stty cols 100; build/migrate upgrade 4 --color never" /dev/null </dev/null | tr '\r' '\n')
    says "on a terminal there is a bar" '^  004 backfill( .1 of 2.)? ▕█+.*▏ +[0-9]+%  [0-9]+ rows/s  0:0[0-9]( left)?'
    says "which goes when it is done" "$(printf '^\033\[K')"
    says "and leaves the line of the migration" '-> .*004 fill +[0-9.]+ m?s'
    migrate downgrade 3 -q
    output=$(cd "$PWD" && TERM=xterm LC_ALL=C NO_COLOR=1 script -qec "stty cols 60; build/migrate upgrade 4" /dev/null </dev/null | tr '\r' '\n')
    says "in plain characters, if the terminal knows no others" '^  004 backfill( \(1 o.*)? \[#*>?\.*\] +[0-9]+%'
    if printf '%s\n' "$output" | grep -q "$(printf '\033\\[3')"; then not_ok "NO_COLOR is heard" "$output"; else ok "NO_COLOR is heard"; fi
    same "no line is longer than it" "" "$(printf '%s\n' "$output" | sed 's/\x1b\[K//g' | awk 'length($0) > 60')"
    migrate downgrade 3 -q
    output=$(TERM=xterm LC_ALL=C script -qec "stty cols 20; build/migrate upgrade 4 --color never" /dev/null </dev/null | tr '\r' '\n')
    same "a narrow one has no longer lines, either" "" "$(printf '%s\n' "$output" | sed 's/\x1b\[K//g' | grep '%' | awk 'length($0) > 20')"
    migrate downgrade 3 -q
    output=$(TERM=dumb LC_ALL=C script -qec "stty cols 80; build/migrate upgrade 4 --progress 1" /dev/null </dev/null)
    if printf '%s\n' "$output" | grep -q "$(printf '\033')"; then not_ok "a dumb one gets no control characters" "$output"; else ok "a dumb one gets no control characters"; fi
    says "but lines" '004 backfill.* so far|004 backfill.* left'
    unset DATABASE_URL
}

# The steps of a migration that is one transaction, and of one that takes several.
test_ledger() {
    slow_migrations
    cp -r "$slow" "$slow-ledger" # its migrations are others
    cd "$slow-ledger"
    psql -qX "$URL" -c "delete from t where id > 200" -c "alter table t add n int, alter id set not null, add primary key (id)"
    migration 2 both 'execute(m, "UPDATE t SET n = 1 WHERE id <= 120"); execute(m, "SELECT pg_sleep(0.2)");' ''
    migration 3 parts 'execute(m, "UPDATE t SET n = 2 WHERE id <= 70"); create_index(m, "idx_n", ON("t", "n"));
    backfill(m, "t", SET("n = 3")); drop_column(m, "t", "name", FOR_GOOD);' ''
    rm -f schema/migrations/{002_index,003_check,004_fill,005_sql}.c
    build >/dev/null
    printf 'begin; lock table t in access share mode;\n\\! sleep 3\ncommit;\n' | psql -qX "$URL" &
    local reader=$!
    sleep 0.2
    check "two migrations are applied" migrate upgrade
    wait $reader
    same "the ledger has rows and durations of the one" "execute 120 f, execute 1 t" "$(ask "select string_agg(
        concat_ws(' ', operation, rows, (s.duration_ms > 190)), ', ' order by step) from modelgen.history_step s
        join modelgen.history h on h.id = history and number = 2")"
    same "and of the other" "execute 70 t, create_index t, backfill 200 t, drop_column t" "$(ask "select string_agg(
        concat_ws(' ', operation, rows, duration_ms >= 0), ', ' order by step) from modelgen.step")"
    same "its locks, where they were waited for" "t t" "$(ask "select bool_or(lock_tries > 0 and lock_wait_ms > 100),
        (select lock_wait_ms > 100 from modelgen.history where number = 3) from modelgen.step")"
    same "and from where" "$(uname -n)" "$(ask "select distinct host from modelgen.history")"
    check "history shows the runs" migrate history --log
    says "with locks, user and place" "upgrade   003 parts  .* \(locks .*s\)  postgres@$(uname -n)  modelgen migrate [0-9.]+\$"
    check "and their steps" migrate history --steps
    says "with what they took" '^    1 +[0-9.]+ ms +120 rows +execute: UPDATE t SET n = 1'
    says "of both sorts" '^    3 +[0-9.]+ m?s +200 rows +backfill: UPDATE t SET n = 3'
    check "as JSON" migrate history --steps --json
    says "likewise" '"steps": \[\{"line": 5, "rows": 70, "step": 1, "operation": "execute", "statement": "UPDATE t SET n = 2'
    unset DATABASE_URL
}

# A ledger of the format before, with a migration that is half done.
test_format3() {
    project
    table 1
    migration 2 parts 'execute(m, "alter table t1 add column n integer; insert into t1 (id) overriding system value values (5000)");
    create_index(m, "idx_n", ON("t1", "n")); create_index(m, "idx_one", UNIQUE_ON("t1", "(id / 1000)"));
    execute(m, "comment on column t1.n is '"'last'"'");' \
        'drop_index(m, "idx_one"); drop_index(m, "idx_n"); drop_column(m, "t1", "n");'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    local sums
    sums=($(sha256sum schema/migrations/*.c | cut -d' ' -f1))
    sed "s/FIRST/${sums[0]}/; s/SECOND/${sums[1]}/" "$TOP/tests/server/ledger_format3.sql" | psql -qX -v ON_ERROR_STOP=1 "$URL" >/dev/null
    check_status 1 "the ledger of an earlier format is read" migrate status
    says "with what is half done" 'half done: the upgrade of 000000000002'
    check "its history too" migrate history --steps
    says "as far as there is one" 'upgrade   002 parts .* failed: could not create unique index "idx_one"'
    check "what is half done is finished" migrate upgrade
    same "in the format of today" "6 t 1" "$(ask "select (select format from modelgen.ledger), (select duration_ms >= 0
        from modelgen.step where step = 5), (select run from modelgen.history where outcome = 'done' and number = 2)")"
    check "and goes back" migrate downgrade base
    new_database
    migrate upgrade -q -d "$URL"
    same "the ledger is as a new one" "$(pg_dump -s -n modelgen "$URL" | shape)" "$(pg_dump -s -n modelgen "$DATABASE_URL" | shape)"
    unset DATABASE_URL
}

# Columns may stand in another order.
shape() { grep -vE '^(--|\\|SET|$)' | sed 's/,$//' | sort; }

test_waiters() {
    slow_migrations 3
    # A session that wants each row of the table in turn, and so meets the batch that holds it.
    (for i in $(seq 1 200); do echo "update t set id = id where id % 300 = $((i % 300));"; done | psql -qX "$URL") &
    local traffic=$!
    check "rows are filled while others want them" migrate upgrade 4 --json --batch-time 400
    kill $traffic 2>/dev/null
    wait $traffic 2>/dev/null
    says "and batches make way" '"event":"held",.*"operation":"backfill","text":"1 session waited for rows of the last batch'
    same "all are done" "60000" "$(ask "select count(*) from t where up is not null")"
    check_status 0 "with a pause after each" migrate downgrade 3 -q
    unset DATABASE_URL
}

# A primary of its own and a standby, which does not replay for a while.
start_pair() {
    local bin options="-F -c listen_addresses= -c autovacuum=off -c shared_buffers=16MB"
    bin=$(server_bindir)
    pair=$(mktemp -d /tmp/modelgen-pair.XXXXXX)
    chmod 755 "$pair"
    mkdir "$pair/1" "$pair/2"
    [ "$(id -u)" != 0 ] || chown postgres: "$pair" "$pair"/*
    cd "$pair"
    as_server "$bin/initdb" -N -U postgres -A trust -E UTF8 --locale C -D "$pair/a" >/dev/null
    as_server cp -a "$pair/a" "$pair/b"
    as_server touch "$pair/b/standby.signal"
    echo "primary_conninfo = 'host=$pair/1 user=postgres'" >>"$pair/b/postgresql.auto.conf"
    as_server "$bin/pg_ctl" -D "$pair/a" -s -w start -l "$pair/a.log" -o "$options -k $pair/1"
    as_server "$bin/pg_ctl" -D "$pair/b" -s -w start -l "$pair/b.log" -o "$options -k $pair/2 -c wal_receiver_status_interval=1s"
    export PGHOST=$pair/1
}

stop_pair() {
    local server bin
    bin=$(server_bindir)
    for server in b a; do as_server "$bin/pg_ctl" -D "$pair/$server" -s -w -m immediate stop; done
    cd "$WORK"
    rm -rf "$pair"
}

replay() { psql -qX -h "$pair/2" postgres -c "select pg_wal_replay_$1()" >/dev/null; }

test_standby() {
    local host=$PGHOST
    start_pair
    slow_migrations 3
    replay pause
    (sleep 5; replay resume) &
    local resume=$!
    check "rows are filled when the standby comes along" migrate upgrade 4 --max-lag 1 --json
    wait $resume
    says "for which they have waited" '"event":"held",.*"operation":"backfill","text":"standby \\"walreceiver\\" is [0-9.]+ s behind, more than 1 s'
    same "all are done" "60000" "$(ask "select count(*) from t where up is not null")"
    migrate downgrade 3 -q
    replay pause
    check "whoever does not care need not wait" migrate upgrade 4 --max-lag 0 --json
    if printf '%s\n' "$output" | grep -q '"event":"held"'; then not_ok "and does not" "$output"; else ok "and does not"; fi
    stop_pair
    export PGHOST=$host
    unset DATABASE_URL
}

for test in ${ONLY:-shown terminal ledger format3 waiters standby}; do "test_$test"; done

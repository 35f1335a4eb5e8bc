# Locks that others hold: nobody waits long behind a migration that waits, it says for whom it does,
# and gives up in the end. On a server of its own, with autovacuum.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
unset TEST_SERVER
SERVER_OPTIONS=(-c autovacuum=on -c autovacuum_naptime=1 -c autovacuum_vacuum_cost_delay=100ms
    -c autovacuum_vacuum_cost_limit=1 -c max_prepared_transactions=4)
need_server

project
migration 1 tables 'create_table(m, "a", COLUMN("id", "integer", NOT_NULL), PRIMARY_KEY("id"));
    create_table(m, "b", COLUMN("id", "integer", NOT_NULL), PRIMARY_KEY("id"));
    create_table(m, "c", COLUMN("id", "integer", NOT_NULL), PRIMARY_KEY("id"));' ''
migration 2 columns 'add_column(m, "a", COLUMN("x", "integer")); add_column(m, "b", COLUMN("x", "integer"));
    add_column(m, "c", COLUMN("x", "integer"));' 'drop_column(m, "c", "x", FOR_GOOD); drop_column(m, "b", "x", FOR_GOOD); drop_column(m, "a", "x", FOR_GOOD);'
migration 3 late 'execute(m, "select pg_sleep(0.7)"); add_column(m, "a", COLUMN("y", "integer"));
    add_column(m, "b", COLUMN("y", "integer"));' ''
migration 4 index 'create_index(m, "idx_b", ON("b", "id"));' ''
migration 5 fill 'add_column(m, "b", COLUMN("z", "integer", NOT_NULL, FILL("id")));' ''
migration 6 dense 'backfill(m, "d", SET("x = slowly(id)"), WHERE("x IS NULL"));' ''
check "a runner" build || exit 1

tables() { # a database at migration $1, of the user $2
    new_database
    if [ -n "${2:-}" ]; then
        psql -qX "$URL" -c "grant create on database \"${URL#*///}\" to $2" 2>/dev/null ||
            psql -qX "$URL" -c "do \$\$ begin execute format('grant create on database %I to $2', current_database()); end \$\$"
        psql -qX "$URL" -c "grant all on schema public to $2"
        OWNER=$URL URL=${URL/user=postgres/user=$2}
    fi
    migrate upgrade 1 -q -d "$URL"
    psql -qX "$URL" -c "insert into a select generate_series(1, 2000)" -c "insert into b table a" -c "insert into c table a"
    [ "$1" = 1 ] || migrate upgrade "$1" -q -d "$URL"
}

holders=
holders_end() {
    # shellcheck disable=SC2086
    wait $holders
    holders=
}

# holder SECONDS STATEMENT...: a transaction that has done this and stays open.
holder() {
    local seconds=$1
    shift
    PGAPPNAME=shop psql -qAtX "$URL" -c "begin" "${@/#/-c}" -c "select 'ready'" -c "select pg_sleep($seconds)" -c commit >"$WORK/holder$seconds" 2>&1 &
    holders="$holders $!"
    local tries=300
    until grep -qs ready "$WORK/holder$seconds" || [ $((tries -= 1)) = 0 ]; do sleep 0.02; done
}

# traffic MILLISECONDS [STATEMENT]: from now on it is done all the time (a is read), and may never
# take longer.
traffic() {
    psql -qAtX "$URL" >"$WORK/traffic" 2>&1 <<END &
set statement_timeout = $1;
${2:-select from a where id = 1} \watch 0.01
END
    TRAFFIC=$!
}

traffic_is_free() { # NAME
    kill $TRAFFIC 2>/dev/null
    wait $TRAFFIC 2>/dev/null
    same "$1" "" "$(grep -i -A3 error "$WORK/traffic")"
}

# --- Several tables in one transaction ----------------------------------------------------------

test_tables_are_locked_together() {
    tables 1
    holder 1.4 "select from b limit 1"
    holder 2.8 "select from c limit 1"
    traffic 2200
    # In vain for b at first; then it would have waited for c as long again, with a locked.
    check "three tables, two of them read by open transactions" migrate upgrade 2 -d "$URL" --lock-timeout 1600
    traffic_is_free "nobody waits for all of them together"
    same "that others were in the way is in the history" "t" "$(psql -qAt "$URL" -c "select lock_tries > 0 and lock_wait_ms > 1000 from modelgen.history where number = 2")"
    holders_end
}

test_nothing_is_locked_ahead_of_long_work() {
    tables 2
    traffic 500
    check "SQL of its own before two tables" migrate upgrade 3 -d "$URL"
    traffic_is_free "they are locked after it"
}

# --- Who is in the way --------------------------------------------------------------------------

test_it_says_for_whom_it_waits() {
    tables 1
    holder 2 "select from b limit 1"
    check "a table that is read by an open transaction" migrate upgrade 2 -d "$URL" --lock-timeout 20
    says "is waited for, and for whom" '^(waiting:|and) process [0-9]+ \(user postgres, shop, active since [0-9: -]+ UTC\), which holds AccessShare on b: select pg_sleep\(2\)$'
    migrate downgrade 1 -q -d "$URL"
    holder 1.5 "select from b limit 1"
    check "also as JSON" migrate upgrade 2 --json -d "$URL"
    same "with all of it" "b|AccessShare|shop|postgres|active|t|columns" "$(printf '%s\n' "$output" | grep '"waiting"' | head -1 | psql_json "
        select w->>'table', w->>'lock', w->>'application', w->>'user', w->>'state', (w->>'pid')::int > 0, j->>'name'
        from (select :'json'::json) s(j), json_array_elements(j->'waits_for') w where w->>'application' = 'shop'")"
    migrate downgrade 1 -q -d "$URL"
    holder 6 "lock table b in share mode"
    check_status 3 "patience ends" migrate upgrade 2 -d "$URL" --lock-wait 1 --lock-timeout 30 --lock-pause 100
    says "with a code of its own" '002_columns.c:[0-9]+: error: others were in the way all the time: tried [0-9]+ times in 1 s, for 30 ms each \(SQLSTATE 55P03\) \[MG552\]$'
    says "and the same words" 'process [0-9]+ \(user postgres, shop, .*which holds Share on b'
    says "the database is as it was" 'Nothing of 002 .* was kept: the database is at 001'
    psql -qAtX "$URL" -c "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shop'" >/dev/null
    holders_end
    check_status 2 "no time at all is none" migrate upgrade 2 -d "$URL" --lock-timeout 0
}

psql_json() { psql -qAtX "$URL" -v json="$(cat)" <<<"$1"; }

test_a_prepared_transaction() {
    tables 1
    psql -qX "$URL" -c "vacuum"
    psql -qX "$URL" -c "begin" -c "select from b limit 1" -c "prepare transaction 'lost'" >/dev/null
    check_status 3 "a prepared transaction has no process" migrate upgrade 2 -d "$URL" --lock-wait 1
    says "but a name" "the prepared transaction 'lost' \(user postgres, prepared since .*\), which holds AccessShare on b"
    says "which ends in another way than sessions" "^hint: --lock-wait SECONDS .* ROLLBACK PREPARED"
    psql -qX "$URL" -c "rollback prepared 'lost'"
}

# A row that an open transaction has changed stops a batch, and nobody else for long.
test_rows_that_others_hold() {
    tables 4
    holder 3 "update b set id = id where id = 1000"
    traffic 1000 "update b set id = id where id = 1999"
    check "rows are filled, one of which an open transaction has changed" migrate upgrade 5 -d "$URL"
    traffic_is_free "those that are not filled yet can be changed"
    says "it says who has" '^waiting: process [0-9]+ \(user postgres, shop, active since .*\), which holds RowExclusive on b'
    same "all are filled" "0" "$(psql -qAt "$URL" -c "select count(*) from b where z is distinct from id")"
    holders_end
}

# Where there is nothing to be done batches get large, and then there is much to be done.
test_rows_that_are_dense() {
    tables 5
    psql -qX "$URL" -c "create table d (id integer primary key, x integer, filler text)" \
        -c "insert into d select i, case when i <= 1000 then 0 end, repeat('x', 1000) from generate_series(1, 2000) i" \
        -c "create function slowly(i integer) returns integer language plpgsql as 'begin perform pg_sleep(0.002); return i; end'"
    traffic 1000 "update d set id = id where id between 1200 and 1250"
    check "some rows behind many that are done" migrate upgrade 6 -d "$URL"
    traffic_is_free "are not held long"
    same "all are done" "1000" "$(psql -qAt "$URL" -c "select count(*) from d where x = id")"
}

# CREATE INDEX CONCURRENTLY waits by itself, with no timeout.
test_what_is_done_concurrently() {
    tables 3
    holder 4 "update b set id = id where id = 1"
    traffic 400
    check "an index that has to wait for an open transaction" migrate upgrade 4 -d "$URL"
    says "says for whom" '^waiting: process [0-9]+ \(user postgres, shop, active since .*\): select pg_sleep\(4\)$'
    traffic_is_free "nobody waits meanwhile"
    holders_end
}

# --- A user that is none of importance ----------------------------------------------------------

# A vacuum that is under way for minutes. It only gives way to who has waited for deadlock_timeout.
test_autovacuum_gives_way() {
    psql -qX postgres -c "create role shop login"
    tables 1 shop
    psql -qX "$URL" -c "insert into b select generate_series(2001, 300000)" -c "delete from b where id % 2 = 0"
    local tries=300
    until [ "$(psql -qAt "$OWNER" -c "select count(*) from pg_stat_progress_vacuum where relid = 'b'::regclass")" != 0 ] || [ $((tries -= 1)) = 0 ]; do sleep 0.05; done
    traffic 500
    check "autovacuum gives way to a user that is no superuser" migrate upgrade 2 -d "$URL" --lock-wait 8
    traffic_is_free "and nobody waits"
}

for test in $(declare -F | sed -n 's/^declare -f \(test_\)/\1/p'); do
    [[ $test = test_${ONLY:-*} ]] && "$test"
done

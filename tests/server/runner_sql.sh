# --sql prints what a run does: psql makes the same of it. --dry-run leaves nothing.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

odd_project() {
    project
    table 1
    migration 2 odd_names \
        'create_schema(m, "o\"dd");
    create_table(m, "\"o\"\"dd\".\"a.b\"", COLUMN("sel\\ect", "text", DEFAULT("E'\''\\\\ö'\''")), COMMENT("it'\''s 100% \\ $$"));' \
        'drop_table(m, "\"o\"\"dd\".\"a.b\""); drop_schema(m, "o\"dd");'
    local body='begin atomic select case when true then 1 end; end'
    [ "$(server_number)" -ge 140000 ] || body='language sql as $$select 1$$'
    migration 3 several \
        'loss(m, "nothing much\nreally");
    execute(m, "create table s (a int); -- a comment;\n"
               "create function f() returns int language plpgsql as $x$ begin return 1; end; $x$;\n"
               "create function g() returns int '"$body"';\n"
               "insert into s values (1) -- the end");' \
        'execute(m, "drop table s; drop function f(); drop function g()");'
    sed -i 's/COMMENT(\(.*\)));/OPTIONS(.comment = \1));/' schema/migrations/002*
    build >/dev/null
}

psql_script() { psql -qX -v ON_ERROR_STOP=1 "$@" 2>&1; }

test_sql() {
    new_database
    local run=$URL
    new_database
    local script=$URL
    odd_project
    check "it runs" migrate upgrade -d "$run"
    (unset PGHOST && migrate upgrade --sql >all.sql 2>all.err)
    same "--sql prints without a word" "" "$(cat all.err)"
    check "psql takes the script" psql_script "$script" -f all.sql
    same "and makes the same of it" "$(whole "$run")" "$(whole "$script")"
    check "the runner finds nothing left to do" migrate upgrade -d "$script"

    check "downgrade" migrate downgrade -d "$run" 1
    migrate downgrade --sql 3:1 >down.sql
    check "psql takes the downgrade" psql_script "$script" -f down.sql
    same "with the same result" "$(whole "$run")" "$(whole "$script")"

    migrate upgrade --sql -d "$script" >rest.sql
    migrate upgrade --sql create_t1:head >range.sql
    same "from current is what the range says" "$(cat range.sql)" "$(cat rest.sql)"
    same "it begins where the database is" "-- 002 odd_names -- 003 several" \
        "$(echo $(grep -E '^-- 00' rest.sql))"
    migrate upgrade -q -d "$run"
    check "psql takes the rest" psql_script "$script" -f rest.sql
    same "with the same result again" "$(whole "$run")" "$(whole "$script")"

    check_status 3 "psql cannot take it twice" psql_script "$script" -f rest.sql
    says "the ledger does not let it in" 'duplicate key value violates unique constraint "applied_'
    check_status 3 "nor a downgrade that has been done" psql_script "$script" -c "" -f down.sql -f down.sql
    says "saying which is not there" 'migration 003 several is not applied here'

    new_database
    migrate upgrade --sql 2:head >gap.sql
    check_status 3 "nor a range that does not begin here" psql_script "$URL" -f gap.sql
    migrate stamp --sql 2 >stamp.sql
    check "a stamp as a script" psql_script "$URL" -f stamp.sql
    check "is a stamp" migrate current -d "$URL"
    says "of that revision" '^002 '
    check_status 2 "downgrade --sql needs to know from where" env -u PGHOST build/migrate downgrade --sql base
}

test_dry_run() {
    odd_project >/dev/null
    new_database
    local before
    before=$(pg_dump "$URL" | grep -v restrict)
    check "a dry run on an empty database" migrate upgrade --dry-run -d "$URL"
    same "leaves nothing" "$before" "$(pg_dump "$URL" | grep -v restrict)"
    migrate upgrade -q 2 -d "$URL"
    before=$(pg_dump "$URL" | grep -v restrict)
    check "a dry run of the rest" migrate upgrade --dry-run -d "$URL"
    says "says that nothing was kept" '^dry run, nothing was kept: still at 002 odd_names$'
    check "a dry run back" migrate downgrade base --dry-run -d "$URL"
    same "leave nothing" "$before" "$(pg_dump "$URL" | grep -v restrict)"
    migration 3 several 'execute(m, "create table z (); select nothing");' ';'
    build >/dev/null
    check_status 3 "a dry run that fails" migrate upgrade -n -d "$URL"
    same "leaves nothing either" "$before" "$(pg_dump "$URL" | grep -v restrict)"
}

test_sql
test_dry_run

# What a change of type replaces is kept, and comes back with the way back.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
unset MIGRATE_ALLOW

rows() { psql -qAt "$URL" -c "select * from $1 order by id" 2>&1; }
held() { psql -qAt -F ' ' "$URL" -c "select kind, relation, name from modelgen.stash order by id"; }
query() { psql -qAtX -v ON_ERROR_STOP=1 "$URL" "${@/#/-c}"; }

# Each sort of change, in one transaction.
test_sorts() {
    project
    migration 1 tables 'create_enum(m, "mood", "sad", "mad", "glad");
    create_table(m, "t", COLUMN("id", "bigint", NOT_NULL), COLUMN("n", "text", NOT_NULL), COLUMN("name", "varchar(20)"), COLUMN("price", "numeric(10,3)", NOT_NULL),
        COLUMN("at", "timestamptz"), COLUMN("mood", "mood", NOT_NULL), COLUMN("big", "bigint"), PRIMARY_KEY("n", "id"));
    create_table(m, "bare", COLUMN("id", "integer"), COLUMN("name", "text"));
    execute(m, "create function never() returns trigger language plpgsql as $f$begin raise exception $$touched$$; end$f$; create trigger never before update on t for each row execute function never()");' \
        'drop_table(m, "bare"); drop_table(m, "t"); drop_type(m, "mood"); execute(m, "drop function never");'
    migration 2 narrow 'rename_column(m, "t", "name", "title");
    alter_column(m, "t", "title", TYPE("varchar(3)"), USING("left(title, 3)")); alter_column(m, "t", "price", TYPE("numeric(10,1)"));
    alter_column(m, "t", "at", TYPE("date")); alter_column(m, "t", "big", TYPE("integer"), USING("least(big, 1000)::integer"));
    rename_type(m, "mood", "mood_old"); create_enum(m, "mood", "sad", "glad");
    alter_column(m, "t", "mood", TYPE("mood"), USING("(CASE mood::text WHEN '"'mad'"' THEN '"'sad'"' ELSE mood::text END)::mood")); drop_type(m, "mood_old");' \
        'add_enum_value(m, "mood", "mad", AFTER("sad"));
    alter_column(m, "t", "big", TYPE("bigint")); alter_column(m, "t", "at", TYPE("timestamptz")); alter_column(m, "t", "price", TYPE("numeric(10,3)"));
    alter_column(m, "t", "title", TYPE("varchar(20)")); rename_column(m, "t", "title", "name");'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into t select i, 'k' || i, 'name ' || i, i + 0.125, timestamptz '2026-01-02 03:04+00' + i * interval '1 day', (enum_range(null::mood))[1 + i % 3], i * 200 from generate_series(1, 10) i"
    query "insert into t values (11, 'k11', 'abc', 3.5, '2026-01-02 00:00', 'sad', null)"
    local before schema
    before=$(rows t)
    schema=$(dump_schema "$URL")
    check "types get narrower" migrate upgrade
    same "the rows are" "10|k10|nam|10.1|2026-01-12|sad|1000" "$(query "select id, n, title, price, at, mood, big from t where id = 10")"
    same "what they were is held" "values t title
values t price
values t at
values t big
values t mood" "$(held)"
    same "of the rows that change alone" "10 6 4" "$(query "select string_agg(n::text, ' ' order by id) from (select id, (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || held, false, true, '')))[1]::text::int n from modelgen.stash where name in ('title', 'big', 'mood')) c")"
    check "status says so" migrate status
    says "with a size" '^held: values t.mood \(.*\), replaced on '
    check "the way back brings it back" migrate downgrade 1
    same "each value" "$before" "$(rows t)"
    same "and nothing else is changed" "$schema" "$(dump_schema "$URL")"
    same "nothing is held then" "" "$(held)"
    same "nor left" "0" "$(query "select count(*) from pg_namespace where nspname ~ 'modelgen_dropped'")"

    check "up again" migrate upgrade
    query "set session_replication_role = replica" "update t set title = 'new' where id = 1" "update t set mood = 'glad' where id = 4" "update t set big = 7 where id = 9" "delete from t where id = 2" "insert into t values (12, 'k12', 'x', 1, null, 'sad', 1000)"
    check "what was changed since" migrate downgrade 1
    same "stays" "1|new|mad 4|name 4|glad 9|name 9|sad 12|x|sad" "$(query "select string_agg(concat_ws('|', id, name, mood), ' ' order by id) from t where id in (1, 2, 4, 9, 12)")"
    same "value by value" "7|9.125" "$(query "select big, price from t where id = 9")"
    unset DATABASE_URL
}

test_sorts

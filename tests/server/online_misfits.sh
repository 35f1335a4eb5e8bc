# Rows that break what a migration asks of them: nothing of it is done, and whoever writes to them is not stopped.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
unset MIGRATE_ALLOW

sql() { psql -qXAt -v ON_ERROR_STOP=1 "$URL" -c "$1"; }

project
migration 1 tables 'create_table(m, "t", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("a", "integer"), COLUMN("b", "integer"), COLUMN("c", "varchar(20)"), PRIMARY_KEY("id"));' \
    'drop_table(m, "t");'
migration 2 check 'add_constraint(m, "t", CHECK("a > 0"));' 'drop_constraint(m, "t", "t_a_check");'
migration 3 not_null 'alter_column(m, "t", "b", NOT_NULL);' 'alter_column(m, "t", "b", NULLABLE);'
migration 4 unique 'add_constraint(m, "t", UNIQUE("b"));' 'drop_constraint(m, "t", "t_b_key");'
migration 5 shorter 'alter_column(m, "t", "c", TYPE("varchar(3)"), ONLINE);' 'alter_column(m, "t", "c", TYPE("varchar(20)"));'
migration 6 number 'alter_column(m, "t", "c", TYPE("integer"), USING("c::integer"), ONLINE);' 'alter_column(m, "t", "c", TYPE("varchar(3)"), ONLINE);'
build >/dev/null
new_database
check "a table" migrate upgrade 1 -d "$URL"
sql "insert into t (a, b, c) select i, i, i % 100 from generate_series(1, 2000) i; update t set a = 0, b = null, c = 'too long' where id = 5; update t set b = 9 where id = 8"

refuses() { # refuses NAME MESSAGE MIGRATION WHERE REPAIR
    local before
    before=$(dump_schema "$URL")
    check_status 3 "$1 is refused" migrate upgrade +1 -d "$URL"
    says "for the rows that are there" "$2"
    says "and nothing of it was done" "Nothing of $3 was done: the database is at $4\."
    same "nor is anything left of it" "$before" "$(dump_schema "$URL")"
    check_status 1 "so that nothing is half done" migrate status -d "$URL"
    same "which would be said" "" "$(grep 'half done' <<<"$output")"
    check "and those rows can be written to" sql "update t set id = id where id in (5, 8)"
    check "also to put them right" sql "$5"
    check "then it is applied" migrate upgrade +1 -d "$URL"
}

refuses "a check" 'table "t" holds rows that break CHECK \(a > 0\) \(SQLSTATE 23514\)' "002 check" "001 tables" "update t set a = 1 where id = 5"
refuses "NOT NULL" 'table "t" holds rows whose "b" is NULL' "003 not_null" "002 check" "update t set b = 5 where id = 5"
refuses "a key" 'Key \(b\)=\(9\) is duplicated' "004 unique" "003 not_null" "update t set b = 8 where id = 8"
refuses "a shorter type" 'SELECT \* FROM t WHERE ctid =' "005 shorter" "004 unique" "update t set c = 'x' where id = 5"
refuses "another type" 'invalid input syntax for type integer: "x"' "006 number" "005 shorter" "update t set c = '7' where id = 5"

# Not only rows: what refuses the first thing that is done leaves nothing half done either.
migration 7 back 'add_constraint(m, "t", CHECK("b > 0"));' 'drop_constraint(m, "t", "t_b_check");'
build >/dev/null
sql "create function refuse() returns event_trigger language plpgsql as 'begin raise exception ''not on Fridays''; end';
    create event trigger refuse on ddl_command_start when tag in ('ALTER TABLE') execute function refuse()"
check_status 3 "an event trigger refuses what is done" migrate upgrade -d "$URL"
says "which it says" 'error: not on Fridays'
says "and nothing was" 'Nothing of 007 back was done: the database is at 006 number'
sql "drop event trigger refuse"
check "without it, it is" migrate upgrade -d "$URL"
check "all of it goes back" migrate downgrade base --allow all -d "$URL"

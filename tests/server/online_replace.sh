# Indexes and constraints that are replaced on a table that holds rows: at every moment there is the
# old one or the new one, and in the end the very schema of an empty database.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

old='create_index(m, "i", ON("t", "a")); create_index(m, "one", UNIQUE_ON("t", "b"), COMMENT("once"));
    add_constraint(m, "t", CHECK("a > 0"), CHECK("b > 0", NAME("named"), COMMENT("old")), UNIQUE("a", "b"));
    add_constraint(m, "t", PRIMARY_KEY("a"));
    add_constraint(m, "c", FOREIGN_KEY("x", REFERENCES("t", "a")));
    add_constraint(m, "c", FOREIGN_KEY("y", REFERENCES("t", "b"), NAME("to_b")));'
drop_old='drop_constraint(m, "c", "c_x_fkey"); drop_constraint(m, "c", "to_b");
    drop_constraint(m, "t", "t_a_check"); drop_constraint(m, "t", "named"); drop_constraint(m, "t", "t_a_b_key");
    drop_constraint(m, "t", "t_pkey"); drop_index(m, "i"); drop_index(m, "one");'
new='create_index(m, "i", ON("t", "b", "a"), COMMENT("two of them")); create_index(m, "one", UNIQUE_ON("t", "b"), WHERE("b < 1000000"));
    create_index(m, "other", UNIQUE_ON("t", "b"));
    add_constraint(m, "t", CHECK("a > -1"), CHECK("b > -1", NAME("named"), COMMENT("new")), UNIQUE("a", "b", DEFERRABLE));
    add_constraint(m, "t", PRIMARY_KEY("a", "b", NAME("t_pkey")), UNIQUE("a"));
    add_constraint(m, "c", FOREIGN_KEY("x", REFERENCES("t", "a"), ON_DELETE(CASCADE)));
    add_constraint(m, "c", FOREIGN_KEY("y", REFERENCES("t", "b"), ON_DELETE(CASCADE), NAME("to_b")));'
drop_new='drop_constraint(m, "c", "c_x_fkey"); drop_constraint(m, "c", "to_b");
    drop_constraint(m, "t", "t_a_key"); drop_constraint(m, "t", "t_pkey"); drop_constraint(m, "t", "t_a_b_key");
    drop_constraint(m, "t", "named"); drop_constraint(m, "t", "t_a_check"); drop_index(m, "other"); drop_index(m, "one"); drop_index(m, "i");'

replace_project() {
    project
    migration 1 tables 'create_table(m, "t", COLUMN("a", "integer", NOT_NULL), COLUMN("b", "integer", NOT_NULL));
    create_table(m, "c", COLUMN("x", "integer"), COLUMN("y", "integer"));' 'drop_table(m, "c"); drop_table(m, "t");'
    migration 2 old "$old" "$drop_old"
    migration 3 new "$drop_old $new" "$drop_new $old"
    build >/dev/null
}

# What stands in place of each, as a row; asked again and again while the migration runs.
standing="select count(*) filter (where k.conrelid = 't'::regclass and contype = 'c' and pg_get_constraintdef(k.oid) ~ 'a > ') > 0,
    count(*) filter (where k.conrelid = 't'::regclass and contype = 'c' and pg_get_constraintdef(k.oid) ~ 'b > ') > 0,
    count(*) filter (where k.conrelid = 't'::regclass and contype = 'p') > 0,
    count(*) filter (where k.conrelid = 'c'::regclass and contype = 'f') >= 2,
    (select count(*) from pg_index where indrelid = 't'::regclass and indisunique and indisvalid and indislive) >= 3,
    (select count(*) from pg_index i join pg_class o on o.oid = indexrelid where indrelid = 't'::regclass and not indisunique and indisvalid) >= 1
    from pg_constraint k"

watch() { # watch FILE: until it is gone
    while [ -e "$1" ]; do echo "$standing;"; sleep 0.002; done | psql -qAt "$URL" 2>&1 | sort -u >"$WORK/seen"
}

test_never_without() {
    replace_project
    new_database
    local empty=$URL at
    migrate upgrade 2 -d "$empty" >/dev/null 2>&1
    new_database
    migrate upgrade 1 -d "$URL" >/dev/null 2>&1
    psql -qX "$URL" -c 'insert into t select i, i from generate_series(1, 20000) i' -c 'insert into c select i, i from generate_series(1, 20000) i'
    migrate upgrade 2 -d "$URL" >/dev/null 2>&1
    for at in 3 2; do
        touch "$WORK/going"
        watch "$WORK/going" &
        local watcher=$! way=upgrade
        [ $at = 3 ] || way=downgrade
        check "what is replaced on tables in use ($at)" migrate $way $at -d "$URL"
        rm "$WORK/going"
        wait $watcher
        same "was never away" "t|t|t|t|t|t" "$(cat "$WORK/seen")"
        migrate $way $at -d "$empty" >/dev/null 2>&1
        same "and has the schema of an empty database" "$(dump_schema "$empty")" "$(dump_schema "$URL")"
    done
}

test_never_without

# Rows that the new one does not allow leave the old one where it was.
test_old_one_stays() {
    project
    migration 1 table 'create_table(m, "t", COLUMN("a", "integer", NOT_NULL), COLUMN("b", "integer"));
    create_index(m, "i", ON("t", "b")); add_constraint(m, "t", CHECK("a > 0"));' 'drop_table(m, "t");'
    migration 2 new 'drop_constraint(m, "t", "t_a_check"); add_constraint(m, "t", CHECK("a > 5"));' ''
    build >/dev/null
    new_database
    migrate upgrade 1 -d "$URL" >/dev/null 2>&1
    psql -qX "$URL" -c 'insert into t select i, 1 from generate_series(1, 100) i'
    check_status 3 "a check that the rows break" migrate upgrade -d "$URL"
    says "says so" 'table "t" holds rows that break CHECK \(a > 5\)'
    same "leaves the old one" "1" "$(psql -qAt "$URL" -c "select count(*) from pg_constraint where conname = 't_a_check' and convalidated")"
    psql -qX "$URL" -c 'delete from t where a <= 5'
    check "and goes on when they are mended" migrate upgrade -d "$URL"
    same "with the new one in its place" "CHECK ((a > 5))" "$(psql -qAt "$URL" -c "select pg_get_constraintdef(oid) from pg_constraint where contype = 'c' and conrelid = 't'::regclass")"
}

test_old_one_stays



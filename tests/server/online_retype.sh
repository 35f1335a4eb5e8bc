# A type is changed on a table that others write to, without a rewrite: a new column takes the place
# of the old one.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
unset MIGRATE_ALLOW

retype_project() {
    project
    migration 1 tables 'create_table(m, "t", COLUMN("id", "integer", NOT_NULL, IDENTITY, COMMENT("key")), COLUMN("price", "integer", NOT_NULL, DEFAULT("7")),
        COLUMN("code", "text"), COLUMN("touched", "integer", NOT_NULL, DEFAULT("0")), PRIMARY_KEY("id", NAME("t_pkey"), COMMENT("the key")), CHECK("id > 0"),
        CHECK("price >= 0 and id <> 0", NAME("both")), UNIQUE("code", "price", DEFERRABLE));
    create_table(m, "c", COLUMN("id", "integer"), COLUMN("up", "integer"), UNIQUE("id"),
        FOREIGN_KEY("id", REFERENCES("t", "id"), ON_DELETE(CASCADE)), FOREIGN_KEY("up", REFERENCES("c", "id"), NOT_VALID));
    create_index(m, "i", ON("t", "price DESC", "((id + price))"), INCLUDE("code"), WHERE("id > 10"), COMMENT("why"));
    create_statistics(m, "s", ON("t", "id", "price"));
    execute(m, "create function touch() returns trigger language plpgsql as '"'begin new.touched := new.touched + 1; return new; end'"';"
               "create trigger touch before update on t for each row execute function touch();"
               "grant select (id, price), update (price) on t to pg_monitor;"
               "alter table t alter id set statistics 50, alter price set (n_distinct = -0.5, n_distinct_inherited = 9)");' \
        'drop_table(m, "c"); drop_table(m, "t"); execute(m, "drop function touch");'
    migration 2 wide 'alter_column(m, "t", "id", TYPE("bigint"), ONLINE);' 'alter_column(m, "t", "id", TYPE("integer"), ONLINE);'
    migration 3 price 'alter_column(m, "t", "price", TYPE("numeric(12,2)"), USING("price * 1.5"), ONLINE, COMMENT("money"));' \
        'alter_column(m, "t", "price", TYPE("integer"), USING("(price / 1.5)::integer"), COMMENT(""), ONLINE);'
    build >/dev/null
}

# The schema, whichever the order of columns, but for what is held of values.
schema_of() { dump_schema -N 'modelgen_dropped_*' "$1" | sed -E '/^    /s/,$//; s/^(CREATE STATISTICS .*) ON price, id /\1 ON id, price /' | sort; }

rows() { psql -qX "$1" -c "insert into t (price, code) select i, 'c' || i from generate_series(1, $2) i" \
    -c "insert into c select i, i from generate_series(1, $2, 10) i" -c analyze; }

test_same_schema() {
    retype_project
    new_database
    local empty=$URL at way
    migrate upgrade 1 -d "$empty" >/dev/null 2>&1
    new_database
    migrate upgrade 1 -d "$URL" >/dev/null 2>&1
    rows "$URL" 20000
    local before=1
    for at in 2 3 2 1; do
        way=upgrade
        [ $at -gt $before ] || way=downgrade
        before=$at
        migrate $way $at --allow all -d "$empty" >"$WORK/out" 2>&1 || not_ok "an empty database goes to $at" "$(cat "$WORK/out")"
        local file=$(psql -qAt "$URL" -c "select pg_relation_filenode('t')")
        check "a type is changed ($way $at)" migrate $way $at -d "$URL"
        same "without a rewrite" "$file" "$(psql -qAt "$URL" -c "select pg_relation_filenode('t')")"
        same "and the schema is that of one that was empty" "$(schema_of "$empty")" "$(schema_of "$URL")"
        same "no trigger has noticed" "0" "$(psql -qAt "$URL" -c 'select max(touched) from t')"
    done
    same "the rows are what they were" "20000 200010000 200010000" "$(psql -qAt -F ' ' "$URL" -c "select count(*), sum(id), sum(price) from t")"
    same "and so is the sequence" "20001" "$(psql -qAt "$URL" -c "insert into t (price) values (1) returning id")"
}

test_same_schema

# Others write all the time, and the runner is killed again and again.
writes() { # writes FILE: until it is gone
    while [ -e "$1" ]; do
        echo "insert into t (price, touched) select n, n from generate_series(1, 5) n;
            update t set price = n, touched = n from (select (random() * 1000)::int n) r where id in (select (random() * 20000)::int from generate_series(1, 5));
            delete from t where id = (random() * 20000)::int;"
        sleep 0.005
    done | psql -qX "$URL" >"$WORK/writes" 2>&1
}

test_killed() {
    project
    migration 1 tables 'create_table(m, "t", COLUMN("id", "integer", NOT_NULL, IDENTITY), COLUMN("price", "integer", NOT_NULL), COLUMN("touched", "integer"),
        PRIMARY_KEY("id"), CHECK("price >= 0"));
    create_index(m, "i", ON("t", "price"));' 'drop_table(m, "t");'
    migration 2 wide 'alter_column(m, "t", "price", TYPE("bigint"), DEFAULT("3")); alter_column(m, "t", "id", TYPE("bigint"));' \
        'alter_column(m, "t", "price", TYPE("integer"), NO_DEFAULT); alter_column(m, "t", "id", TYPE("integer"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    psql -qX "$URL" -c 'insert into t (price, touched) select i % 1000, i % 1000 from generate_series(1, 20000) i'
    local before delay
    before=$(schema_of "$URL")
    touch "$WORK/going"
    writes "$WORK/going" &
    local writer=$!
    for delay in 0.03 0.05 0.07 0.1 0.13 0.16 0.2 0.25 0.3; do
        { timeout -s KILL $delay build/migrate upgrade --no-rewrite; } >/dev/null 2>&1
    done
    check "killed nine times, it ends" migrate upgrade --no-rewrite
    check "and goes back" migrate downgrade 1 --no-rewrite
    rm "$WORK/going"
    wait $writer
    same "no writer has noticed" "" "$(cat "$WORK/writes")"
    same "every value is the one that was written" "0" "$(psql -qAt "$URL" -c 'select count(*) from t where price <> touched')"
    same "the schema is what it was" "$before" "$(schema_of "$URL")"
    same "nothing is left" "0 0" "$(psql -qAt -F ' ' "$URL" -c "select (select count(*) from pg_proc where proname ~ 'modelgen' and pronamespace = 'public'::regnamespace),
        (select count(*) from pg_class where relname ~ '^modelgen_')")"
    unset DATABASE_URL
}

test_killed

# What cannot be carried over stands in the way, and is named.
test_obstacles() {
    project
    migration 1 tables 'create_table(m, "t", COLUMN("id", "integer", NOT_NULL), COLUMN("text", "text"), PRIMARY_KEY("id"));
    create_table(m, "s", COLUMN("id", "integer", NOT_NULL));' 'drop_table(m, "t");'
    migration 2 wide 'alter_column(m, "t", "id", TYPE("bigint"));' 'alter_column(m, "t", "id", TYPE("integer"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    psql -qX "$URL" -c "insert into t select i, repeat('x', 200) from generate_series(1, 10000) i"
    check_status 3 "a rewrite needs consent" migrate upgrade
    says "and the message knows the way round" 'Without a pause: --no-rewrite, or ONLINE'
    check "which --plan shows" migrate upgrade --plan --no-rewrite
    says "step by step" 'CREATE UNIQUE INDEX CONCURRENTLY modelgen_t_pkey_new0'
    psql -qX "$URL" -c "create publication p for table t" 2>/dev/null
    check_status 3 "where there is none" migrate upgrade --no-rewrite
    says "it says why" 't.id cannot change its type without: the table is published'
    psql -qX "$URL" -c "drop publication p" -c "alter table t add exclude (id with =)"
    check_status 3 "an exclusion constraint" migrate upgrade --no-rewrite
    says "is named" 'exclusion constraint t_id_excl cannot be built while others write'
    psql -qX "$URL" -c "alter table t drop constraint t_id_excl" -c "create view v as select id from t"
    check_status 3 "so is a view" migrate upgrade --no-rewrite
    says "of the column" 'view v depends on it'
    psql -qX "$URL" -c "drop view v"
    check "without all that it is done" migrate upgrade --no-rewrite
    migration 3 less 'loss(m, "long texts"); alter_column(m, "t", "text", TYPE("varchar(5)"), USING("left(text, 5)"), ONLINE);' \
        'alter_column(m, "t", "text", TYPE("text"));'
    build >/dev/null
    psql -qX "$URL" -c "alter table t drop constraint t_pkey"
    check_status 3 "what it loses, where no key tells whose values it has kept" migrate upgrade
    says "needs consent all the same" 'loses data: long texts'
    check "which can be had" migrate upgrade --allow loss
    unset DATABASE_URL
}

test_obstacles

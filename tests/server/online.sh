# Changes of tables that hold rows: they take several transactions, nobody is kept waiting, and they
# lead to the very schema that an empty database gets in one.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

# Every recipe that an operation has for a table in use.
online_migrations() {
    migration 1 tables 'create_table(m, "users", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("name", "text"),
        COLUMN("age", "integer"), PRIMARY_KEY("id"));
    create_table(m, "notes", COLUMN("id", "bigint"), COLUMN("user_id", "bigint"), COLUMN("text", "text"));
    create_index(m, "idx_notes_old", ON("notes", "text"));' 'drop_table(m, "notes"); drop_table(m, "users");'
    migration 2 indexes 'create_index(m, "idx_notes_text", ON("notes", "text"), COMMENT("why"));
    create_index(m, "idx_users_name", UNIQUE_ON("users", "lower(name)"));
    drop_index(m, "idx_notes_old");' 'create_index(m, "idx_notes_old", ON("notes", "text"));
    drop_index(m, "idx_users_name"); drop_index(m, "idx_notes_text");'
    migration 3 constraints 'alter_column(m, "notes", "id", NOT_NULL);
    add_constraint(m, "notes", PRIMARY_KEY("id"), FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        CHECK("length(text) < 100"), CHECK("user_id > 0 and id > 0"), UNIQUE("id", "user_id", DEFERRABLE));
    add_constraint(m, "users", UNIQUE("name", NAME("one_name"), COMMENT("once")), CHECK("age >= 0", NAME("old")));' \
        'drop_constraint(m, "users", "old"); drop_constraint(m, "users", "one_name");
    drop_constraint(m, "notes", "notes_id_user_id_key"); drop_constraint(m, "notes", "notes_check");
    drop_constraint(m, "notes", "notes_text_check"); drop_constraint(m, "notes", "notes_user_id_fkey");
    drop_constraint(m, "notes", "notes_pkey"); alter_column(m, "notes", "id", NULLABLE);'
    migration 4 columns 'add_column(m, "notes", COLUMN("token", "uuid", NOT_NULL, DEFAULT("gen_random_uuid()"), COMMENT("secret")),
        COLUMN("size", "integer", NOT_NULL, FILL("length(text)")), COLUMN("kind", "text", NOT_NULL, DEFAULT("'"'note'"'")),
        CHECK("size >= 0"), UNIQUE("token"));
    alter_column(m, "users", "age", NOT_NULL, DEFAULT("0"), FILL("0"));' \
        'alter_column(m, "users", "age", NULLABLE, NO_DEFAULT);
    drop_column(m, "notes", "kind"); drop_column(m, "notes", "size"); drop_column(m, "notes", "token");'
}

fill() {
    psql -qX "$1" -c "insert into users (name, age) select 'user ' || i, nullif(i % 50, 0) from generate_series(1, $2) i" \
        -c "insert into notes select i, i, repeat('x', i % 90) from generate_series(1, $2) i"
}

test_same_schema() {
    project
    online_migrations
    build >/dev/null
    new_database
    local empty=$URL at
    new_database
    local full=$URL
    check "tables" migrate upgrade 1 -d "$empty"
    check "tables that get rows" migrate upgrade 1 -d "$full"
    fill "$full" 20000
    for at in 2 3 4 3 2 1 4; do
        check "an empty database goes to $at" migrate "$(direction "$empty" $at)" $at -d "$empty"
        check "one with rows too" migrate "$(direction "$full" $at)" $at -d "$full"
        same "both have the schema of $at" "$(dump_schema "$empty")" "$(dump_schema "$full")"
    done
    same "the rows are filled" "20000 20000 20000 0" "$(psql -qAt -F ' ' "$full" -c "select count(*),
        count(distinct token), count(*) filter (where size = length(text)), (select count(*) from users where age is null) from notes")"
    same "nothing is left open" "0 0" "$(psql -qAt -F ' ' "$full" -c "select (select count(*) from modelgen.run
        where finished_at is null), (select count(*) from modelgen.step where state <> 'done')")"
    same "an empty database needs no journal" "0" "$(psql -qAt "$empty" -c 'select count(*) from modelgen.run')"
}

direction() { # direction URL PLACE
    if [ "$(psql -qAt "$1" -c 'select count(*) from modelgen.applied')" -lt "$2" ]; then echo upgrade; else echo downgrade; fi
}

test_same_schema

# What a migration drops is set aside while there are rows, and comes back with them.
test_stash() {
    project
    migration 1 tables 'create_table(m, "users", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("email", "text", NOT_NULL, DEFAULT("'"''"'")),
        COLUMN("age", "integer"), PRIMARY_KEY("id"), UNIQUE("email"), CHECK("age > 0"));
    create_table(m, "notes", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("user_id", "bigint"), COLUMN("text", "text"),
        PRIMARY_KEY("id"), FOREIGN_KEY("user_id", REFERENCES("users", "id")));
    create_index(m, "idx_notes_text", ON("notes", "text"));' 'drop_table(m, "notes"); drop_table(m, "users");'
    migration 2 less 'drop_column(m, "users", "email"); drop_column(m, "users", "age"); drop_table(m, "notes");' \
        'create_table(m, "notes", COLUMN("id", "bigint", NOT_NULL, IDENTITY), COLUMN("user_id", "bigint"), COLUMN("text", "text"),
        PRIMARY_KEY("id"), FOREIGN_KEY("user_id", REFERENCES("users", "id")));
    create_index(m, "idx_notes_text", ON("notes", "text"));
    add_column(m, "users", COLUMN("email", "text", NOT_NULL, DEFAULT("'"''"'")), COLUMN("age", "integer"), UNIQUE("email"), CHECK("age > 0"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null
    psql -qX "$URL" -c "insert into users (email, age) select 'user ' || i, i from generate_series(1, 1000) i" \
        -c "insert into notes (user_id, text) select i, 'note ' || i from generate_series(1, 1000) i"
    local schema rows
    schema=$(dump_schema "$URL")
    rows=$(psql -qAt "$URL" -c 'table users order by 1' -c 'table notes order by 1')
    check "columns and a table with rows are dropped" migrate upgrade
    psql -qX "$URL" -c 'insert into users default values' || not_ok "what is set aside is in nobody's way"
    check "what is held is listed" migrate purge
    says "each with its name" '^column users.email, dropped by 000000000002 on '
    says "and a table with its size" '^table notes \(.*\), dropped by 000000000002'
    psql -qX "$URL" -c 'delete from users where id > 1000'
    check "the downgrade brings them back" migrate downgrade -1
    same "the schema is what it was" "$schema" "$(dump_schema "$URL")"
    same "and the rows" "$rows" "$(psql -qAt "$URL" -c 'table users order by 1' -c 'table notes order by 1')"
    check "nothing is held then" migrate purge
    same "at all" "" "$output"

    check "up again" migrate upgrade
    check "a column alone can be let go of" migrate purge users.age
    check "and the rest by age" migrate purge --older-than 0
    says "which is final" '^let go of 2: it cannot come back any more$'
    new_database
    migrate upgrade -q -d "$URL"
    same "then the schema is as if nothing had been" "$(dump_schema "$URL")" "$(dump_schema "$DATABASE_URL" | grep -v '^CREATE SCHEMA modelgen_dropped')"
    unset DATABASE_URL
}

test_stash

# What people write into a migration themselves.
test_data() {
    project
    migration 1 tables 'create_table(m, "users", COLUMN("id", "bigint", NOT_NULL), COLUMN("email", "text"), COLUMN("lower", "text"), COLUMN("n", "integer", NOT_NULL, DEFAULT("0")));
    create_index(m, "by_n", ON("users", "n"));' 'drop_table(m, "users");'
    migration 2 data 'require(m, "(SELECT count(*) FROM users) > 0", MESSAGE("no users"));
    backfill(m, "users", SET("lower = lower(email)"), WHERE("lower IS NULL"));
    ensure(m, "NOT EXISTS (SELECT FROM users WHERE lower <> lower(email))");' 'execute(m, "update users set lower = null");'
    migration 3 whole 'backfill(m, "users", SET("n = id % 7", "lower = upper(email)"));' ''
    migration 4 twice 'backfill(m, "users", SET("lower = email", "\"n\" = abs(users.N) + 1"), WHERE("id > 0"));' ''
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null
    check_status 3 "a condition that does not hold stops the migration" migrate upgrade 2
    says "with its message" 'error: no users \(SQLSTATE 23514\)'
    psql -qX "$URL" -c "insert into users select i, 'User ' || i from generate_series(1, 30000) i"
    check "rows are filled in batches" migrate upgrade 2 --json
    says "which is told" '"event":"advance"'
    same "all of them" "30000" "$(psql -qAt "$URL" -c "select count(*) from users where lower like 'user %'")"
    same "and counted" "30000" "$(psql -qAt "$URL" -c "select sum(rows) from modelgen.step")"
    check "also without a condition" migrate upgrade 3
    same "which ends, though all rows move on and on" "30000" "$(psql -qAt "$URL" -c "select count(*) from users where n = id % 7 and lower = upper(email)")"
    check_status 3 "what would be done twice to some rows is refused" migrate upgrade 4
    says "with the reason" 'SET reads "n", which it sets, and WHERE does not tell the rows that are done\..* \[MG542\]'
    unset DATABASE_URL
}

test_data

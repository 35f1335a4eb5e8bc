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

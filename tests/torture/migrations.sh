# The migrations of make torture: every sort of step that the runner knows. Sourced.
#
# A row in `done` that a step inserts, and rows.touched, tell how often it was done.
LAST=10
TENANTS=6 # the last one that tenants in schemas are brought to

done_once() { echo "execute(m, \"insert into done values ('$1')\");"; }

torture_migrations() {
    migration 1 tables 'create_table(m, "done", COLUMN("step", "text"));
    create_enum(m, "mood", "sad", "glad");
    create_table(m, "rows", COLUMN("id", "bigint", NOT_NULL), COLUMN("name", "text"), COLUMN("age", "integer"),
        COLUMN("touched", "integer", NOT_NULL, DEFAULT("0")), COLUMN("mood", "mood"));
    create_table(m, "notes", COLUMN("id", "bigint"), COLUMN("row", "bigint"), COLUMN("text", "text"), COLUMN("old", "text", COMMENT("kept")));
    create_index(m, "idx_notes_old", ON("notes", "old")); create_index(m, "idx_notes_row", ON("notes", "row"));
    create_table(m, "attic", COLUMN("id", "bigint", NOT_NULL), COLUMN("what", "text"), PRIMARY_KEY("id"));
    execute(m, "create table parts (id bigint, at integer not null) partition by range (at);"
               "create table parts_1 partition of parts for values from (0) to (100);"
               "create table parts_2 partition of parts for values from (100) to (200)");
    execute(m, "create function seven() returns integer language sql volatile as $$select 7$$;"
               "create function touch() returns trigger language plpgsql as $$begin new.touched := old.touched + 1; return new; end$$;"
               "create trigger touch before update on rows for each row execute function touch()");' ""
    migration 2 plain "create_table(m, \"plain\", COLUMN(\"id\", \"bigint\", NOT_NULL, IDENTITY), PRIMARY_KEY(\"id\"));
    $(done_once 'plain') rename_column(m, \"notes\", \"text\", \"words\"); $(done_once 'plain again')
    add_column(m, \"notes\", COLUMN(\"size\", \"integer\", NOT_NULL, DEFAULT(\"5\")));" \
        "drop_column(m, \"notes\", \"size\"); $(done_once 'plain back') rename_column(m, \"notes\", \"words\", \"text\");
    drop_table(m, \"plain\");"
    migration 3 indexes "create_index(m, \"idx_notes_words\", ON(\"notes\", \"words\"), COMMENT(\"why\")); $(done_once 'between indexes')
    create_index(m, \"idx_rows_id\", UNIQUE_ON(\"rows\", \"id\")); drop_index(m, \"idx_notes_row\"); $(done_once 'indexes')" \
        "$(done_once 'indexes back') create_index(m, \"idx_notes_row\", ON(\"notes\", \"row\"));
    drop_index(m, \"idx_rows_id\"); drop_index(m, \"idx_notes_words\");"
    migration 4 keys "$(done_once 'keys') alter_column(m, \"notes\", \"id\", NOT_NULL);
    add_constraint(m, \"rows\", PRIMARY_KEY(\"id\"));
    add_constraint(m, \"notes\", PRIMARY_KEY(\"id\"), FOREIGN_KEY(\"row\", REFERENCES(\"rows\", \"id\"), ON_DELETE(CASCADE)),
        CHECK(\"length(words) < 100\"), CHECK(\"id > 0\", NAME(\"positive\")), UNIQUE(\"id\", \"row\"));" \
        "drop_constraint(m, \"notes\", \"notes_id_row_key\"); drop_constraint(m, \"notes\", \"positive\");
    drop_constraint(m, \"notes\", \"notes_words_check\"); drop_constraint(m, \"notes\", \"notes_row_fkey\");
    drop_constraint(m, \"notes\", \"notes_pkey\"); drop_constraint(m, \"rows\", \"rows_pkey\");
    alter_column(m, \"notes\", \"id\", NULLABLE); $(done_once 'keys back')"
    migration 5 filled "alter_column(m, \"rows\", \"age\", NOT_NULL, DEFAULT(\"0\"), FILL(\"0\")); $(done_once 'filled')
    add_column(m, \"rows\", COLUMN(\"luck\", \"integer\", NOT_NULL, DEFAULT(\"seven()\")),
        COLUMN(\"length\", \"integer\", NOT_NULL, FILL(\"length(name)\")), CHECK(\"length >= 0\"));" \
        "drop_column(m, \"rows\", \"length\"); drop_column(m, \"rows\", \"luck\"); $(done_once 'filled back')
    alter_column(m, \"rows\", \"age\", NULLABLE, NO_DEFAULT);"
    migration 6 dropped "drop_index(m, \"idx_notes_old\"); drop_column(m, \"notes\", \"old\"); $(done_once 'dropped') drop_table(m, \"attic\");" \
        "create_table(m, \"attic\", COLUMN(\"id\", \"bigint\", NOT_NULL), COLUMN(\"what\", \"text\"), PRIMARY_KEY(\"id\"));
    add_column(m, \"notes\", COLUMN(\"old\", \"text\", COMMENT(\"kept\"))); $(done_once 'dropped back')
    create_index(m, \"idx_notes_old\", ON(\"notes\", \"old\"));"
    migration 7 value "add_enum_value(m, \"mood\", \"mad\", AFTER(\"sad\")); create_index(m, \"idx_rows_mood\", ON(\"rows\", \"mood\"));
    execute(m, \"insert into rows (id, name, length, mood) values (-1, 'mad', 3, 'mad')\"); $(done_once 'value')" \
        "execute(m, \"delete from rows where mood = 'mad'\"); drop_index(m, \"idx_rows_mood\"); $(done_once 'value back')
    execute(m, \"alter type mood rename to mood_; create type mood as enum ('sad', 'glad'); alter table rows alter mood type mood using mood::text::mood; drop type mood_\");"
    migration 8 said "execute(m, \"create index concurrently said on notes (lower(words))\"); $(done_once 'said')
    execute(m, \"reindex table concurrently notes\"); execute(m, \"alter table parts detach partition parts_1 concurrently\");
    execute(m, \"vacuum notes\"); $(done_once 'said all')" \
        "execute(m, \"alter table parts attach partition parts_1 for values from (0) to (100); alter table parts_1 drop constraint if exists parts_1_at_check\");
    execute(m, \"drop index concurrently said\"); $(done_once 'said back') execute(m, \"reindex (verbose) index concurrently idx_notes_words\");"
    migration 9 few "$(done_once 'few')" "$(done_once 'few back')"
    migration 10 more "create_table(m, \"more\", COLUMN(\"id\", \"bigint\")); $(done_once 'more')" "$(done_once 'more back') drop_table(m, \"more\");"
}

# torture_rows URL ROWS
torture_rows() {
    psql -qX "$1" -c "insert into rows (id, name, age, mood) select i, 'row ' || i, nullif(i % 50, 0), 'sad' from generate_series(1, $2) i" \
        -c "insert into notes select i, i, repeat('x', i % 90), 'old ' || i from generate_series(1, $2 / 3) i" \
        -c "insert into attic select i, 'what' from generate_series(1, 100) i" \
        -c "insert into parts select i, i from generate_series(1, 150) i"
}

# The migrations of make torture: every sort of step that the runner knows. Sourced.
#
# A row in `done` that a step inserts, and rows.touched, tell how often it was done.
LAST=17
TENANTS="a b c d e"
TENANTS_LAST=4 # the last one that tenants in schemas are brought to

done_once() { echo "execute(m, \"insert into done values ('$1')\");"; }

torture_migrations() {
    local concurrently=' concurrently'
    ! "$(server_bindir)/postgres" --version | grep -q ' 13\.' || concurrently= # it detaches no partition so
    migration 1 tables 'create_table(m, "done", COLUMN("step", "text"));
    create_enum(m, "mood", "sad", "glad"); create_enum(m, "shade", "dark", "dim", "light");
    create_table(m, "words", COLUMN("id", "bigint", NOT_NULL), COLUMN("word", "varchar(30)"), COLUMN("shade", "shade"), COLUMN("size", "numeric(10,2)"), PRIMARY_KEY("id"));
    create_table(m, "rows", COLUMN("id", "bigint", NOT_NULL), COLUMN("name", "text"), COLUMN("age", "integer"),
        COLUMN("touched", "integer", NOT_NULL, DEFAULT("0")), COLUMN("mood", "mood"));
    create_table(m, "notes", COLUMN("id", "bigint"), COLUMN("row", "bigint"), COLUMN("text", "text"), COLUMN("old", "text", COMMENT("kept")));
    create_index(m, "idx_notes_old", ON("notes", "old")); create_index(m, "idx_notes_row", ON("notes", "row"));
    create_table(m, "attic", COLUMN("id", "bigint", NOT_NULL), COLUMN("what", "text"), PRIMARY_KEY("id"));
    execute(m, "create table parts (id bigint, at integer not null) partition by range (at);"
               "create table parts_1 partition of parts for values from (0) to (100);"
               "create table parts_2 partition of parts for values from (100) to (200)");
    execute(m, "create table flock (id bigint, at integer not null, name text) partition by range (at);"
               "create table flock_1 partition of flock for values from (0) to (100);"
               "create table flock_2 partition of flock for values from (100) to (200) partition by list (at);"
               "create table flock_2_a partition of flock_2 for values in (100, 101, 102); create table flock_2_rest partition of flock_2 default;"
               "create table flock_3 (name text, at integer not null, id bigint); create index own on flock_1 (name desc);"
               "create table flock_2_b (name text, at integer not null, id bigint)");
    create_table(m, "goods", COLUMN("id", "integer", NOT_NULL, IDENTITY), COLUMN("price", "integer", NOT_NULL, DEFAULT("7")),
        COLUMN("touched", "integer", NOT_NULL, DEFAULT("0")), PRIMARY_KEY("id"), CHECK("price > -1000000"));
    create_index(m, "idx_goods_price", ON("goods", "price DESC"), WHERE("id > 10"));
    create_table(m, "papers", COLUMN("a", "integer", NOT_NULL), COLUMN("b", "integer", NOT_NULL), COLUMN("good", "integer"),
        CHECK("a > 0"), UNIQUE("a", "b"), FOREIGN_KEY("good", REFERENCES("goods", "id")));
    create_index(m, "idx_papers", ON("papers", "a")); create_index(m, "papers_one", UNIQUE_ON("papers", "b"), COMMENT("once"));
    create_table(m, "lines", COLUMN("id", "bigint"), COLUMN("words", "text"));
    execute(m, "create function seven() returns integer language sql volatile as $$select 7$$;"
               "create function touch() returns trigger language plpgsql as $$begin new.touched := old.touched + 1; return new; end$$;"
               "create trigger touch before update on rows for each row execute function touch();"
               "create trigger touch before update on goods for each row execute function touch()");' ""
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
    execute(m, \"reindex table concurrently notes\"); execute(m, \"alter table parts detach partition parts_1$concurrently\");
    execute(m, \"vacuum notes\"); $(done_once 'said all')" \
        "execute(m, \"alter table parts attach partition parts_1 for values from (0) to (100); alter table parts_1 drop constraint if exists parts_1_at_check\");
    execute(m, \"drop index concurrently said\"); $(done_once 'said back') execute(m, \"reindex (verbose) index concurrently idx_notes_words\");"
    migration 9 few "$(done_once 'few')" "$(done_once 'few back')"
    migration 10 more "create_table(m, \"more\", COLUMN(\"id\", \"bigint\")); $(done_once 'more')" "$(done_once 'more back') drop_table(m, \"more\");"
    migration 11 partitioned "create_index(m, \"idx_flock\", ON(\"flock\", \"name\")); $(done_once 'partitioned')
    alter_column(m, \"flock\", \"name\", NOT_NULL, FILL(\"'none'\"));
    add_constraint(m, \"flock\", PRIMARY_KEY(\"id\", \"at\"), UNIQUE(\"at\", \"id\"), CHECK(\"id > 0\"),
        FOREIGN_KEY(\"id\", REFERENCES(\"rows\", \"id\")));
    add_column(m, \"flock\", COLUMN(\"luck\", \"integer\", NOT_NULL, DEFAULT(\"seven()\")));
    backfill(m, \"flock\", SET(\"name = upper(name)\"), WHERE(\"name <> upper(name)\"));" \
        "drop_column(m, \"flock\", \"luck\"); $(done_once 'partitioned back') drop_constraint(m, \"flock\", \"flock_id_fkey\");
    drop_constraint(m, \"flock\", \"flock_id_check\"); drop_constraint(m, \"flock\", \"flock_at_id_key\"); drop_constraint(m, \"flock\", \"flock_pkey\");
    alter_column(m, \"flock\", \"name\", NULLABLE); alter_column(m, \"flock\", \"id\", NULLABLE); drop_index(m, \"idx_flock\");
    create_index(m, \"own\", ON(\"flock_1\", \"name DESC\"));"
    migration 12 attached "alter_column(m, \"flock_3\", \"id\", NOT_NULL); alter_column(m, \"flock_3\", \"name\", NOT_NULL);
    alter_column(m, \"flock_2_b\", \"id\", NOT_NULL); alter_column(m, \"flock_2_b\", \"name\", NOT_NULL);
    add_column(m, \"flock_3\", COLUMN(\"luck\", \"integer\", NOT_NULL, DEFAULT(\"seven()\")));
    add_column(m, \"flock_2_b\", COLUMN(\"luck\", \"integer\", NOT_NULL, DEFAULT(\"seven()\")));
    execute(m, \"alter table flock_3 add constraint flock_id_check check (id > 0) not valid; alter table flock_2_b add constraint flock_id_check check (id > 0) not valid\");
    validate_constraint(m, \"flock_3\", \"flock_id_check\"); validate_constraint(m, \"flock_2_b\", \"flock_id_check\"); $(done_once 'attaching')
    attach_partition(m, \"flock\", \"flock_3\", \"FOR VALUES FROM (200) TO (300)\"); attach_partition(m, \"flock_2\", \"flock_2_b\", \"FOR VALUES IN (103)\");
    detach_partition(m, \"flock\", \"flock_1\"); $(done_once 'attached')" \
        "$(done_once 'attached back') attach_partition(m, \"flock\", \"flock_1\", \"FOR VALUES FROM (0) TO (100)\");
    detach_partition(m, \"flock_2\", \"flock_2_b\"); detach_partition(m, \"flock\", \"flock_3\");
    execute(m, \"alter table flock_3 drop luck, drop constraint flock_id_check, drop constraint flock_id_fkey, drop constraint flock_3_pkey, drop constraint flock_3_at_id_key;\"
               \"alter table flock_2_b drop luck, drop constraint flock_id_check, drop constraint flock_id_fkey, drop constraint flock_2_b_pkey, drop constraint flock_2_b_at_id_key;\"
               \"alter table flock_3 alter name drop not null, alter id drop not null; alter table flock_2_b alter name drop not null, alter id drop not null;\"
               \"drop index flock_3_name_idx, flock_2_b_name_idx\");"
    migration 13 typed "alter_column(m, \"goods\", \"id\", TYPE(\"bigint\"), ONLINE); $(done_once 'typed')
    alter_column(m, \"goods\", \"price\", TYPE(\"numeric(12,2)\"), USING(\"price * 1.5\"), ONLINE, COMMENT(\"money\"));" \
        "alter_column(m, \"goods\", \"price\", TYPE(\"integer\"), USING(\"(price / 1.5)::integer\"), ONLINE, COMMENT(\"\")); $(done_once 'typed back')
    alter_column(m, \"goods\", \"id\", TYPE(\"integer\"), ONLINE);"
    migration 14 replaced "drop_constraint(m, \"papers\", \"papers_good_fkey\"); drop_constraint(m, \"papers\", \"papers_a_b_key\");
    drop_constraint(m, \"papers\", \"papers_a_check\"); drop_index(m, \"idx_papers\"); drop_index(m, \"papers_one\"); $(done_once 'replacing')
    create_index(m, \"idx_papers\", ON(\"papers\", \"b\", \"a\"), COMMENT(\"two\")); create_index(m, \"papers_one\", UNIQUE_ON(\"papers\", \"b\"), WHERE(\"b < 1000000\"));
    add_constraint(m, \"papers\", CHECK(\"a > -1\"), UNIQUE(\"a\", \"b\", DEFERRABLE), FOREIGN_KEY(\"good\", REFERENCES(\"goods\", \"id\"), ON_DELETE(CASCADE)));
    $(done_once 'replaced')" \
        "drop_constraint(m, \"papers\", \"papers_good_fkey\"); drop_constraint(m, \"papers\", \"papers_a_b_key\");
    drop_constraint(m, \"papers\", \"papers_a_check\"); drop_index(m, \"idx_papers\"); drop_index(m, \"papers_one\"); $(done_once 'replacing back')
    create_index(m, \"idx_papers\", ON(\"papers\", \"a\")); create_index(m, \"papers_one\", UNIQUE_ON(\"papers\", \"b\"), COMMENT(\"once\"));
    add_constraint(m, \"papers\", CHECK(\"a > 0\"), UNIQUE(\"a\", \"b\"), FOREIGN_KEY(\"good\", REFERENCES(\"goods\", \"id\")));"
    migration 15 asked "mg_copy *lines = copy_into(m, \"lines\", \"id\", \"words\"); $(done_once 'asking')
    for_each_row(m, row, \"SELECT id, nullif(name, 'row 7') FROM rows WHERE id < \$1 ORDER BY id\", INTEGER(300)) {
        copy_row(lines, text_of(row, 0), text_of(row, 1));
        if (integer_of(row, 0) % 100 == 0)
            execute(m, \"insert into done values (\$1)\", text_of(row, 0));
    }
    copy_data(m, \"lines\", TEXT(\"0\\tzero\\n9\\t\\\\N\\n\"));
    if (query_integer(m, \"SELECT count(*) FROM lines WHERE words IS NULL\") != 2)
        irreversible(m, \"rows are missing\");" \
        "execute(m, \"truncate lines\"); $(done_once 'asked back')"
    migration 16 again "backfill(m, \"rows\", SET(\"name = upper(name)\"), WHERE(\"name <> upper(name)\")); $(done_once 'again')
    backfill(m, \"goods\", SET(\"price = price + 1\"));" \
        "backfill(m, \"goods\", SET(\"price = price - 1\")); $(done_once 'again back')
    backfill(m, \"rows\", SET(\"name = lower(name)\"), WHERE(\"name <> lower(name)\"));"
    migration 17 narrow "alter_column(m, \"words\", \"word\", TYPE(\"varchar(4)\"), USING(\"left(word, 4)\"), ONLINE); $(done_once 'narrow')
    rename_type(m, \"shade\", \"shade_old\"); create_enum(m, \"shade\", \"dark\", \"light\");
    alter_column(m, \"words\", \"shade\", TYPE(\"shade\"), USING(\"(CASE shade::text WHEN 'dim' THEN 'dark' ELSE shade::text END)::shade\"));
    drop_type(m, \"shade_old\"); alter_column(m, \"words\", \"size\", TYPE(\"integer\")); $(done_once 'narrower')" \
        "alter_column(m, \"words\", \"size\", TYPE(\"numeric(10,2)\")); alter_column(m, \"words\", \"word\", TYPE(\"text\"), USING(\"word || ''\"), ONLINE);
    $(done_once 'narrow back') add_enum_value(m, \"shade\", \"dim\", AFTER(\"dark\")); alter_column(m, \"words\", \"word\", TYPE(\"varchar(30)\"));"
}

# torture_rows URL ROWS
torture_rows() {
    psql -qX "$1" -c "insert into rows (id, name, age, mood) select i, 'row ' || i, nullif(i % 50, 0), 'sad' from generate_series(1, $2) i" \
        -c "insert into notes select i, i, repeat('x', i % 90), 'old ' || i from generate_series(1, $2 / 3) i" \
        -c "insert into words select i, 'word ' || i, (enum_range(null::shade))[1 + i % 3], i + 0.25 from generate_series(1, $2 / 4) i" \
        -c "insert into attic select i, 'what' from generate_series(1, 100) i" \
        -c "insert into parts select i, i from generate_series(1, 150) i" \
        -c "insert into goods (price) select i from generate_series(1, $2 / 3) i" \
        -c "insert into papers select i, i, i from generate_series(1, $2 / 3) i" \
        -c "insert into flock select i, i % 200, case when i % 9 > 0 then 'sheep ' || i end from generate_series(1, $2 / 3) i where i % 200 <> 103" \
        -c "insert into flock_3 select 'goat', 200 + i % 100, i from generate_series($2 / 3 + 1, $2 / 2) i" \
        -c "insert into flock_2_b select 'goat', 103, i from generate_series($2 / 3 + 1, $2 / 2) i"
}

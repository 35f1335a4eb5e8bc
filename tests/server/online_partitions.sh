# Changes of partitioned tables that hold rows: partition by partition, nobody is kept waiting, and
# they lead to the very schema that plain statements make of empty ones.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

# "Events" has partitions of every sort: plain ones, one in another schema, one that is partitioned
# itself, one that has some of the indexes already.
partition_migrations() {
    migration 1 tables 'create_schema(m, "archive");
    create_table(m, "users", COLUMN("id", "bigint", NOT_NULL), PRIMARY_KEY("id"));
    execute(m, "create table \"Events\" (id bigint, at integer not null, \"Kind\" text, note text, user_id bigint) partition by range (at);"
        "create table events_1 partition of \"Events\" for values from (0) to (100);"
        "create table archive.\"Old\" partition of \"Events\" for values from (-100) to (0);"
        "create table events_2 partition of \"Events\" for values from (100) to (200) partition by list (at);"
        "create table events_2_a partition of events_2 for values in (100, 101, 102, 103, 104);"
        "create table events_2_b partition of events_2 default;"
        "create table events_3 (note text, id bigint, at integer not null, \"Kind\" text, user_id bigint);"
        "alter table \"Events\" attach partition events_3 for values from (200) to (300);"
        "create index my_own on events_3 (\"Kind\" desc);"
        "create index not_alike on events_3 (lower(note)) where id > 0;"
        "create unique index unlike on events_1 (id, at)");
    execute(m, "create table logs (id integer, kind text, note text, user_id bigint) partition by list (kind);"
        "create table logs_a partition of logs for values in ('"'a'"'); create table logs_rest partition of logs default;"
        "create table logs_b (note text, user_id bigint, kind text, id integer);"
        "create index on logs (note) include (id); create index on logs (lower(note) desc) where id > 0;"
        "alter table logs add unique (id, kind) deferrable, add foreign key (user_id) references users on delete cascade;"
        "create table hashed (id bigint) partition by hash (id);"
        "create table hashed_0 partition of hashed for values with (modulus 2, remainder 0); create table hashed_1 (id bigint); alter table hashed_0 add constraint its_own primary key (id);"
        "create table ranges (at integer, kind text) partition by range ((at + 0), kind);"
        "create table ranges_1 partition of ranges for values from (0, minvalue) to (100, '"'m'"') partition by range (at);"
        "create table ranges_1_a partition of ranges_1 for values from (0) to (50); create table ranges_1_b (kind text, at integer);"
        "create table ranges_2 (at integer, kind text); create index on ranges (at);"
        "create table family (id integer, note text); create table child (id integer, note text);"
        "create table elder (id integer, note text); create table heir (more text) inherits (elder)");' \
        'execute(m, "drop table logs, logs_b, hashed, hashed_1, ranges, ranges_1_b, ranges_2, child, family, heir, elder");
    execute(m, "drop table \"Events\""); drop_table(m, "users"); drop_schema(m, "archive");'
    migration 2 indexes 'create_index(m, "idx_kind", ON("Events", "\"Kind\""));
    create_index(m, "idx_twice", ON("Events", "\"Kind\""), WHERE("id > 0"));
    create_index(m, "idx_note", ON("Events", "lower(note)", "at DESC"), INCLUDE("id"), COMMENT("why"));
    create_index(m, "idx_expression", ON("Events", "(id + 1)", "coalesce(note, '"''"')"));
    create_index(m, "idx_once", UNIQUE_ON("Events", "id", "at"));' \
        'drop_index(m, "idx_once"); drop_index(m, "idx_expression"); drop_index(m, "idx_note");
    drop_index(m, "idx_twice");
    execute(m, "drop index idx_kind; create index my_own on events_3 (\"Kind\" desc)");'
    migration 3 keys 'add_constraint(m, "Events", PRIMARY_KEY("id", "at"));
    add_constraint(m, "Events", UNIQUE("at", "id", NAME("one"), DEFERRABLE), UNIQUE("user_id", "at"));
    add_constraint(m, "hashed", UNIQUE("id"));' \
        'drop_constraint(m, "hashed", "hashed_id_key"); execute(m, "alter table hashed_0 add constraint its_own primary key (id)"); drop_constraint(m, "Events", "Events_user_id_at_key"); drop_constraint(m, "Events", "one");
    drop_constraint(m, "Events", "Events_pkey"); alter_column(m, "Events", "id", NULLABLE);'
    migration 4 others 'add_constraint(m, "Events", CHECK("id > 0", NAME("positive")), CHECK("user_id < 1000000"),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)));
    add_constraint(m, "Events", FOREIGN_KEY("id", REFERENCES("users", "id"), NAME("again"), DEFERRABLE));
    alter_column(m, "Events", "note", NOT_NULL, FILL("'"'none'"'"));
    create_table(m, "notes", COLUMN("event", "bigint"), COLUMN("at", "integer"));' \
        'drop_table(m, "notes"); alter_column(m, "Events", "note", NULLABLE); drop_constraint(m, "Events", "again");
    drop_constraint(m, "Events", "Events_user_id_fkey"); drop_constraint(m, "Events", "Events_user_id_check");
    drop_constraint(m, "Events", "positive");'
    migration 5 columns 'add_column(m, "Events", COLUMN("token", "uuid", NOT_NULL, DEFAULT("gen_random_uuid()")),
        COLUMN("size", "integer", NOT_NULL, FILL("length(note)")), CHECK("size >= 0"), UNIQUE("token", "at"));
    backfill(m, "Events", SET("note = upper(note)"), WHERE("note <> upper(note)"));
    backfill(m, "Events", SET("at = at + 1"), WHERE("at = 99"));
    add_constraint(m, "users", FOREIGN_KEY("id", "back", REFERENCES("Events", "id", "at"), NAME("there_and_back"), NOT_VALID));' \
        'drop_constraint(m, "users", "there_and_back"); drop_column(m, "Events", "size"); drop_column(m, "Events", "token");'
    migration 6 partitions 'detach_partition(m, "Events", "events_3"); detach_partition(m, "Events", "archive.Old");
    attach_partition(m, "logs", "logs_b", "FOR VALUES IN ('"'b', null"')");
    attach_partition(m, "hashed", "hashed_1", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
    attach_partition(m, "ranges", "ranges_2", "FOR VALUES FROM (100, '"'m'"') TO (200, MAXVALUE)");
    attach_partition(m, "ranges_1", "ranges_1_b", "FOR VALUES FROM (50) TO (100)");
    create_table(m, "logs_d", OPTIONS(PARTITION_OF("logs", "FOR VALUES IN ('"'d'"')")));' \
        'drop_table(m, "logs_d"); detach_partition(m, "ranges_1", "ranges_1_b"); detach_partition(m, "ranges", "ranges_2");
    detach_partition(m, "hashed", "hashed_1"); detach_partition(m, "logs", "logs_b");
    execute(m, "alter table logs_b drop constraint logs_b_id_kind_key, drop constraint logs_user_id_fkey; drop index logs_b_note_id_idx, logs_b_lower_idx; drop index ranges_1_b_at_idx; alter table hashed_1 drop constraint hashed_1_id_key");
    attach_partition(m, "Events", "archive.Old", "FOR VALUES FROM (-100) TO (0)");
    attach_partition(m, "Events", "events_3", "FOR VALUES FROM (200) TO (300)");'
    migration 7 families 'add_inheritance(m, "child", "family");
    alter_column(m, "elder", "note", NOT_NULL, FILL("'"'none'"'"));
    alter_column(m, "family", "note", NOT_NULL, FILL("'"'none'"'"));' \
        'alter_column(m, "elder", "note", NULLABLE); alter_column(m, "family", "note", NULLABLE); drop_inheritance(m, "child", "family");'
    sed -i 's/COLUMN("id", "bigint", NOT_NULL), PRIMARY_KEY("id")/COLUMN("id", "bigint", NOT_NULL), COLUMN("back", "integer"), PRIMARY_KEY("id")/' schema/migrations/001_*
}

fill() {
    psql -qX "$1" -c "insert into users select i from generate_series(1, 5000) i" \
        -c "insert into \"Events\" select i, i % 400 - 100, 'kind ' || i, 'note ' || i % 7, i from generate_series(1, 5000) i" \
        -c "insert into logs (id, kind, note, user_id) select i, case i % 4 when 0 then 'a' else 'c' end, 'note', i from generate_series(1, 1000) i" \
        -c "insert into logs_b (id, kind, note, user_id) select i, nullif('b', nullif('b', left('bb', i % 2))), 'note', i from generate_series(1001, 2000) i" \
        -c "insert into hashed_0 select i from generate_series(1, 1000) i where satisfies_hash_partition('hashed'::regclass, 2, 0, i::bigint)" \
        -c "insert into hashed_1 select i from generate_series(1, 1000) i where satisfies_hash_partition('hashed'::regclass, 2, 1, i::bigint)" \
        -c "insert into ranges select i % 50, 'a' from generate_series(1, 1000) i" \
        -c "insert into ranges_1_b select 'a', i % 50 + 50 from generate_series(1, 1000) i" \
        -c "insert into ranges_2 select i % 99 + 101, 'z' from generate_series(1, 1000) i" \
        -c "insert into family select i from generate_series(1, 1000) i; insert into child select i from generate_series(1, 20000) i" \
        -c "insert into elder select i from generate_series(1, 1000) i; insert into heir select i from generate_series(1, 20000) i"
}

# What pg_dump does not say: the names and parents of what partitions have, and that all of it is valid. From PostgreSQL 18
# on ADD PRIMARY KEY USING INDEX calls NOT NULL of a partition local, which says nothing: it goes when it is detached or not.
catalog() {
    dump_schema "$1"
    psql -qAtX "$1" -c "select conrelid::regclass, conname, contype, convalidated, coninhcount,
            conislocal and not (contype = 'n' and coninhcount > 0 and (select relispartition from pg_class where oid = conrelid)),
            (select p.conname from pg_constraint p where p.oid = c.conparentid)
        from pg_constraint c where conrelid >= 16384 and connamespace <> 'modelgen'::regnamespace and confrelid <> 'users'::regclass
          and not (contype = 'f' and conrelid = 'users'::regclass) order by conrelid::regclass::text, c.conname" \
        -c "select indrelid::regclass, indexrelid::regclass, indisvalid, inhparent::regclass
        from pg_index left join pg_inherits on inhrelid = indexrelid
        where indrelid >= 16384 and indrelid::regclass::text !~ '^(modelgen|pg_toast)' order by indexrelid::regclass::text"
}

direction() { # direction URL PLACE
    if [ "$(psql -qAt "$1" -c 'select count(*) from modelgen.applied')" -lt "$2" ]; then echo upgrade; else echo downgrade; fi
}

test_same_schema() {
    project
    partition_migrations
    build >/dev/null
    new_database
    local empty=$URL at
    new_database
    local full=$URL
    check "tables" migrate upgrade 1 -d "$empty"
    check "tables that get rows" migrate upgrade 1 -d "$full"
    fill "$full"
    for at in ${PLACES:-2 3 4 5 6 7 6 4 1 7}; do
        check "an empty database goes to $at" migrate "$(direction "$empty" $at)" $at -d "$empty"
        check "one with rows too" migrate "$(direction "$full" $at)" $at -d "$full"
        same "both have the schema of $at" "$(catalog "$empty")" "$(catalog "$full")"
    done
    same "the rows are filled" "5000 5000 0" "$(psql -qAt -F ' ' "$full" -c "select count(*),
        count(distinct token), count(*) filter (where size <> length(note) or note <> upper(note) or at = 99)
        from (select token, size, note, at from \"Events\" union all select token, size, note, at from events_3
            union all select token, size, note, at from archive.\"Old\") e")"
    same "no statement builds an index or reads rows while others wait" "" "$(psql -qAt "$full" -c "
        select distinct statement from modelgen.step where statement ~ '^CREATE (UNIQUE )?INDEX' and statement !~ 'CONCURRENTLY|ON ONLY'
        or statement ~ '^ALTER TABLE .*ADD .*(CHECK|FOREIGN KEY)' and statement !~ 'NOT VALID\$|^ALTER TABLE \"Events\" ADD .*FOREIGN KEY'
        or statement ~ 'ADD CONSTRAINT .*(PRIMARY KEY|UNIQUE)' and statement !~ 'USING INDEX|^ALTER TABLE ONLY'
        or statement ~ '^UPDATE' and kind not in ('batches', 'keys') and statement !~ 'SET at = |modelgen.step|family|\) IN \(SELECT |^UPDATE elder '")"
    same "what is attached has been read before, and so have the default partitions" "7" "$(psql -qAt "$full" -c "
        select count(distinct statement) from modelgen.step where statement ~ 'VALIDATE CONSTRAINT modelgen_bound'")"
    same "before one is made beside it, too" "1" "$(psql -qAt "$full" -c "
        select count(distinct statement) from modelgen.step where operation = 'create_table' and statement ~ 'ALTER TABLE logs_rest ADD CONSTRAINT modelgen_bound'")"
    same "the index that one has already is taken over" "1" "$(psql -qAt "$full" -c "
        select count(distinct statement) from modelgen.step where statement = 'ALTER INDEX idx_kind ATTACH PARTITION my_own'")"
}

test_same_schema

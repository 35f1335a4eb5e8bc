# Columns that are set aside where that takes more than one table, and where others would see them.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
unset MIGRATE_ALLOW

query() { psql -qAtX -v ON_ERROR_STOP=1 "$URL" "${@/#/-c}"; }

# A column of a partitioned table is one of each partition.
test_partitioned() {
    project
    migration 1 tables 'create_table(m, "other", COLUMN("id", "integer", NOT_NULL), PRIMARY_KEY("id"));
    execute(m, "create table p (id integer not null, note text not null default '"'none'"', at integer not null, n integer check (n > 0), other integer references other, primary key (at, id), unique (note, at)) partition by range (at);"
               "create table p_1 partition of p for values from (0) to (100);"
               "create table p_2 (n integer constraint p_n_check check (n > 0), note text not null default '"'own'"', at integer not null, other integer, id integer not null) partition by list (at); alter table p attach partition p_2 for values from (100) to (200);"
               "create table p_2_a partition of p_2 for values in (100, 101, 102); create table p_2_rest partition of p_2 default;"
               "create index on p (n, note); create index own on p_1 (note desc); create statistics s on n, note from p; comment on column p.note is '"'why'"'");' \
        'execute(m, "drop table p");'
    migration 2 less 'drop_index(m, "own"); drop_index(m, "p_n_note_idx"); execute(m, "drop statistics s"); drop_column(m, "p", "note"); drop_column(m, "p", "n"); drop_column(m, "p", "other");' \
        'add_column(m, "p", COLUMN("note", "text", NOT_NULL, DEFAULT("'"'none'"'"), COMMENT("why")), COLUMN("n", "integer"), COLUMN("other", "integer"),
            UNIQUE("note", "at"), CHECK("n > 0"), FOREIGN_KEY("other", REFERENCES("other", "id")));
    execute(m, "alter table p_2 alter note set default '"'own'"'");
    create_index(m, "p_n_note_idx", ON("p", "n", "note")); create_index(m, "own", ON("p_1", "note desc")); create_statistics(m, "s", ON("p", "n", "note"));'
    migration 3 more 'create_table(m, "p_3", COLUMN("id", "integer", NOT_NULL), COLUMN("at", "integer", NOT_NULL)); attach_partition(m, "p", "p_3", "FOR VALUES FROM (200) TO (300)");' \
        'detach_partition(m, "p", "p_3"); drop_table(m, "p_3", FOR_GOOD);'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into other values (1), (2)" "insert into p (id, note, at, n, other) select i, 'note ' || i, i % 200, i, 1 + i % 2 from generate_series(1, 2000) i"
    local schema rows
    schema=$(dump_schema "$URL" | sort) rows=$(query 'select * from p order by id')
    check "columns of a partitioned table are dropped" migrate upgrade 2
    same "with what they had, partition by partition" "0 0" "$(query "select (select count(*) from pg_constraint where conrelid::regclass::text ~ '^p' and pg_get_constraintdef(oid) ~ '_dropped_|note|other') || ' ' ||
        (select count(*) from pg_attribute where attrelid::regclass::text ~ '^p(_[0-9]|$)' and attname ~ '_dropped_' and (attnotnull or atthasdef))")"
    check "and held" migrate purge
    says "each" '^column p.note, dropped by'
    query "insert into p (id, at) values (5000, 1), (5001, 150)" || not_ok "new rows do without them"
    query "create table p_4 partition of p for values from (300) to (400)" "drop table p_4"
    check "a partition that never had them is attached" migrate upgrade 3
    query "insert into p (id, at) values (5002, 250)"
    check "and goes" migrate downgrade 2
    query "delete from p where id >= 5000"
    check "they come back" migrate downgrade 1
    same "each at its place, with what they had" "$schema" "$(dump_schema "$URL" | sort)"
    same "and their values" "$rows" "$(query 'select * from p order by id')"
    check "down and" migrate upgrade
    check "let go of" migrate purge --all
    same "they are gone" "0" "$(query "select count(*) from pg_attribute where attname ~ '_dropped_'")"
    unset DATABASE_URL
}

# A view of all columns shows those that there are, not those that are held.
test_views() {
    project
    migration 1 tables 'create_table(m, "t", COLUMN("first", "integer"), COLUMN("id", "integer", NOT_NULL), COLUMN("Note", "text"), COLUMN("n", "integer"), PRIMARY_KEY("id"));
    create_table(m, "u", COLUMN("id", "integer", NOT_NULL), COLUMN("said", "text"), PRIMARY_KEY("id"));
    create_view(m, "v", QUERY("SELECT * FROM t")); create_view(m, "w", QUERY("SELECT count(*) FROM t"));' \
        'drop_view(m, "w"); drop_view(m, "v"); drop_table(m, "u"); drop_table(m, "t");'
    migration 2 less 'drop_view(m, "v"); drop_column(m, "t", "Note"); drop_column(m, "t", "first"); create_view(m, "v", QUERY("SELECT * FROM t"), COMMENT("what is left"));' \
        'drop_view(m, "v"); add_column(m, "t", COLUMN("first", "integer"), COLUMN("Note", "text")); create_view(m, "v", QUERY("SELECT * FROM t"));'
    migration 3 more 'create_view(m, "v2", QUERY("SELECT DISTINCT s.*, u.said FROM (SELECT * FROM t WHERE n > 0) s JOIN u USING (id)"), SECURITY_BARRIER);
    create_materialized_view(m, "v3", QUERY("WITH x AS (SELECT * FROM t) SELECT *, '"', _dropped_000000000002_first'"' AS words FROM x CROSS JOIN (SELECT count(*) FROM u) c"));
    create_view(m, "v4", QUERY("SELECT count(*) AS \"_dropped\" FROM u"));' \
        'drop_view(m, "v4"); drop_materialized_view(m, "v3"); drop_view(m, "v2");'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into t values (7, 1, 'one', 5), (8, 2, 'two', 6)" "insert into u values (1, 'yes')"
    local schema
    schema=$(dump_schema "$URL" | sort)
    check "a view of all columns is made anew behind a drop" migrate upgrade
    same "and shows what is left" "id n" "$(query "select string_agg(attname, ' ' order by attnum) from pg_attribute where attrelid = 'v'::regclass")"
    same "so do others, whatever they are made of" "id n said|id n count words|_dropped" "$(query "select string_agg(attname, ' ' order by attnum) from pg_attribute where attrelid in ('v2'::regclass, 'v3'::regclass, 'v4'::regclass) and attnum > 0 group by attrelid order by attrelid::regclass::text" | paste -sd '|')"
    same "and hold the same" "1|5|yes 1|5|1|, _dropped_000000000002_first 2|6|1|, _dropped_000000000002_first" "$(query 'select * from v2' 'select * from v3 order by id' | paste -sd ' ')"
    local held
    held=$(dump_schema -N 'modelgen*' -t 'v*' "$URL" | sort)
    local seen=$URL
    new_database
    migrate upgrade -q -d "$URL"
    same "they are those of a database where nothing was held" "$(dump_schema -t 'v*' "$URL" | sort)" "$held"
    URL=$seen
    check "what is not held" migrate purge t.Nothing
    says "is told" "^nothing that is held is called \"t.Nothing\"$"
    check "what is held can be let go of" migrate purge t.Note
    check "the way back" migrate downgrade 1
    same "has its columns, and the view shows them" "first id n Note" "$(query "select string_agg(attname, ' ' order by attnum) from pg_attribute where attrelid = 'v'::regclass")"
    unset DATABASE_URL
}

# Who reads the table for long is waited for, and nobody waits behind that.
test_busy() {
    local reader purger
    project
    migration 1 t 'create_table(m, "t", COLUMN("id", "bigint"), COLUMN("n", "integer"));' ''
    migration 2 drop 'drop_column(m, "t", "n");' ''
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade -q 1
    query "insert into t values (1, 1)"
    migrate upgrade -q
    psql -qAtX "$URL" -c "begin; select 'reads' from t; select pg_sleep(1.2)" >reads &
    reader=$!
    until [ "$(query "select count(*) from pg_locks where relation = 't'::regclass and granted")" = 1 ]; do sleep 0.05; done
    build/migrate purge --all >purged 2>&1 &
    purger=$!
    sleep 0.3
    same "who comes while purge waits is served" "1 1 1 1 1" \
        "$(for _ in 1 2 3 4 5; do PGOPTIONS="-c statement_timeout=250ms" query "select count(*) from t"; sleep 0.05; done | paste -sd ' ')"
    wait $reader
    wait $purger
    same "and what was held is gone after that" "let go of 1: it cannot come back any more" "$(cat purged)"
    unset DATABASE_URL
}

for test in ${ONLY:-partitioned views busy}; do "test_$test"; done

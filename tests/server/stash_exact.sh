# What is set aside costs no consent, on neither way, and comes back with all that it had.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
unset MIGRATE_ALLOW

query() { psql -qAtX -v ON_ERROR_STOP=1 "$URL" "${@/#/-c}"; }

# As modelgen writes it: with the losses that there would be if nothing were held.
test_consent() {
    project
    migration 1 tables 'create_table(m, "t", COLUMN("id", "integer", NOT_NULL), COLUMN("k", "integer"), COLUMN("g", "integer", GENERATED("k + 1")), COLUMN("last", "text"), PRIMARY_KEY("id"), UNIQUE("k"));
    create_table(m, "r", COLUMN("k", "integer"), FOREIGN_KEY("k", REFERENCES("t", "k")));
    create_table(m, "p", COLUMN("id", "integer"), OPTIONS(PARTITION_BY("list (id)"))); create_table(m, "p_1", OPTIONS(PARTITION_OF("p", "DEFAULT")));' \
        'drop_table(m, "r"); drop_table(m, "t"); drop_table(m, "p_1"); drop_table(m, "p");'
    migration 2 less 'drop_constraint(m, "r", "r_k_fkey"); drop_constraint(m, "t", "t_k_key"); drop_column(m, "t", "g");
    loss(m, "the values of t.k"); drop_column(m, "t", "k");
    loss(m, "the rows of p_1"); drop_table(m, "p_1"); drop_table(m, "p");' \
        'create_table(m, "p", COLUMN("id", "integer"), OPTIONS(PARTITION_BY("list (id)"))); create_table(m, "p_1", OPTIONS(PARTITION_OF("p", "DEFAULT")));
    loss(m, "the place of t.k"); loss(m, "0 in every row"); add_column(m, "t", COLUMN("k", "integer", FILL("0")));
    loss(m, "the place of t.g"); add_column(m, "t", COLUMN("g", "integer", GENERATED("k + 1")));
    add_constraint(m, "t", UNIQUE("k")); add_constraint(m, "r", FOREIGN_KEY("k", REFERENCES("t", "k")));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into t (id, k, last) select i, i * 7, 'x' from generate_series(1, 10) i" "insert into r values (7), (70)" "insert into p values (1)"
    local rows
    rows=$(query 'select id, k, last from t order by id' 'select * from r order by k' 'select * from p')
    check "what is set aside is not lost" migrate upgrade
    same "and nobody is told that it was" "" "$(grep loss <<<"$output")"
    check "nor on the way back" migrate downgrade 1
    same "but for what is made anew" "loss: the place of t.g" "$(grep loss <<<"$output")"
    same "the rows are there" "$rows" "$(query 'select id, k, last from t order by id' 'select * from r order by k' 'select * from p')"
    check "without it" migrate upgrade --no-stash
    says "the loss stands" 'loss: the values of t.k'
    unset DATABASE_URL
}

# Its schema is dropped behind it; extended statistics are the table's, but not in its schema by themselves.
test_schema() {
    project
    migration 1 tables 'create_schema(m, "s"); create_table(m, "s.t", COLUMN("id", "integer", NOT_NULL, IDENTITY), COLUMN("n", "integer", NOT_NULL, SERIAL), COLUMN("m", "integer"), PRIMARY_KEY("id"));
    create_index(m, "i", ON("s.t", "m")); create_statistics(m, "s.st", ON("s.t", "n", "m"));' 'drop_table(m, "s.t"); drop_schema(m, "s");'
    migration 2 gone 'drop_table(m, "s.t"); drop_schema(m, "s");' \
        'create_schema(m, "s"); create_table(m, "s.t", COLUMN("id", "integer", NOT_NULL, IDENTITY), COLUMN("n", "integer", NOT_NULL, SERIAL), COLUMN("m", "integer"), PRIMARY_KEY("id"));
    create_index(m, "i", ON("s.t", "m")); create_statistics(m, "s.st", ON("s.t", "n", "m"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into s.t (m) select i from generate_series(1, 10) i" "select setval('s.t_n_seq', 77)" >/dev/null
    local schema
    schema=$(dump_schema "$URL")
    check "a table goes with its schema" migrate upgrade
    same "which is gone" "0" "$(query "select count(*) from pg_namespace where nspname = 's'")"
    check "and both come back" migrate downgrade 1
    same "with what the table had" "$schema" "$(dump_schema "$URL")"
    same "and where its sequences were" "11 78" "$(query "insert into s.t (m) values (0) returning id || ' ' || n")"
    unset DATABASE_URL
}

for test in ${ONLY:-consent schema}; do "test_$test"; done

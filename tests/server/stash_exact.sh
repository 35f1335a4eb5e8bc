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

# A sequence is where it was, and whose it was; a child's own column is there again, at its place.
test_rest() {
    project
    migration 1 tables 'create_sequence(m, "s", START(5), INCREMENT(7)); create_sequence(m, "fresh");
    create_table(m, "p", COLUMN("id", "integer", NOT_NULL), PRIMARY_KEY("id")); create_table(m, "c", COLUMN("own", "integer", NOT_NULL), COLUMN("more", "text"), OPTIONS(INHERITS("p")));
    create_sequence(m, "mine", OWNED_BY("c", "more"));' \
        'drop_sequence(m, "mine"); drop_table(m, "c"); drop_table(m, "p"); drop_sequence(m, "fresh"); drop_sequence(m, "s");'
    migration 2 less 'loss(m, "the next value"); drop_sequence(m, "mine"); drop_sequence(m, "fresh"); drop_sequence(m, "s"); loss(m, "what c.own holds"); drop_column(m, "c", "own");' \
        'loss(m, "the place of c.own"); add_column(m, "c", COLUMN("own", "integer", NOT_NULL, FILL("0"))); create_sequence(m, "s", START(5), INCREMENT(7)); create_sequence(m, "fresh");
    create_sequence(m, "mine", OWNED_BY("c", "more"));'
    build >/dev/null
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 >/dev/null 2>&1
    query "insert into c select i, i * 3, 'x' from generate_series(1, 5) i" "select setval('s', 40), setval('mine', 77)" >/dev/null
    local schema rows
    schema=$(dump_schema "$URL") rows=$(query 'select * from c order by id')
    check "sequences and a column of a child are dropped" migrate upgrade
    same "what was used of them is held" "c.own mine s" "$(query "select string_agg(case kind when 'object' then relation else relation || '.' || name end, ' ' order by relation) from modelgen.stash")"
    check "and comes back" migrate downgrade 1
    same "as it was" "$schema" "$(dump_schema "$URL")"
    same "with the same rows" "$rows" "$(query 'select * from c order by id')"
    same "and the next values" "47 78 1" "$(query "select nextval('s') || ' ' || nextval('mine') || ' ' || nextval('fresh')")"
    same "nothing is held then" "0" "$(query "select count(*) from modelgen.stash")"
    unset DATABASE_URL
}

for test in ${ONLY:-consent schema rest}; do "test_$test"; done

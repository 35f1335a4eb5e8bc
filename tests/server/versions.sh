# What came with a later PostgreSQL: a server that has it gets it, one that has not refuses it before anything is done.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server
server=$(($(server_number) / 10000))

# newer SINCE WORD UPGRADE [LOOK ANSWER]: LOOK is a query that tells whether it came to be.
newer() {
    project
    migration 1 before 'execute(m, "create table t (id int, r int4range, e text);"
        "create function f(int) returns int language sql immutable as $$select 1$$");' 'execute(m, "drop table t; drop function f");'
    migration 2 newer "create_table(m, \"first\", COLUMN(\"a\", \"integer\"));
    $3" 'irreversible(m, "it is only a test");'
    check "$2: the runner builds" build
    new_database
    check "$2: what every server has" migrate upgrade 1 -d "$URL"
    if [ "$server" -ge "$1" ]; then
        check "$2: PostgreSQL $server has it" migrate upgrade -d "$URL"
        [ -z "${4:-}" ] || same "$2: so it is there" "$5" "$(psql -qXAt "$URL" -c "$4")"
        return
    fi
    check_status 3 "$2: PostgreSQL $server has it not" migrate upgrade -d "$URL"
    says "$2: says so at its line" "^002_newer.c:[6-9]: error: $2 needs PostgreSQL $1, and this server is $server\.[0-9]+ \[MG571\]"
    same "$2: and nothing is done" "t" "$(psql -qXAt "$URL" -c "select to_regclass('first') is null")"
    check_status 3 "$2: --dry-run says so, too" migrate upgrade --dry-run -d "$URL"
    says "$2: likewise" "MG571"
    check_status 3 "$2: and --plan" migrate upgrade --plan -d "$URL"
    says "$2: likewise" "MG571"
}

test_newer() {
    newer 14 COMPRESSION 'alter_column(m, "t", "e", COMPRESSION(pglz));' \
        "select attcompression from pg_attribute where attrelid = 't'::regclass and attname = 'e'" p
    newer 14 ATOMIC 'create_function(m, "g()", RETURNS("integer"), ATOMIC("RETURN 1"));' "select g()" 1
    newer 14 int4multirange 'add_column(m, "t", COLUMN("several", "int4multirange"));' \
        "select atttypid::regtype from pg_attribute where attrelid = 't'::regclass and attname = 'several'" int4multirange
    newer 14 MULTIRANGE 'create_range(m, "spans", SUBTYPE("float8"), MULTIRANGE("many_spans"));' \
        "select rngmultitypid::regtype from pg_range where rngtypid = 'spans'::regtype" many_spans
    newer 14 'lower\(e\)' 'create_statistics(m, "s", ON("t", "id", "lower(e)"));' \
        "select stxexprs is not null from pg_statistic_ext where stxname = 's'" t
    newer 15 SET_COLUMNS 'add_constraint(m, "t", UNIQUE("id", NAME("u")));
    add_constraint(m, "t", FOREIGN_KEY("id", REFERENCES("t", "id"), ON_DELETE(SET NULL), SET_COLUMNS("id"), NAME("f")));' \
        "select confdelsetcols from pg_constraint where conname = 'f'" "{1}"
    newer 15 UNLOGGED 'create_sequence(m, "s", UNLOGGED);' "select relpersistence from pg_class where oid = 's'::regclass" u
    newer 15 ACCESS_METHOD 'alter_table(m, "t", ACCESS_METHOD("heap"));' \
        "select amname from pg_am a join pg_class c on c.relam = a.oid where c.oid = 't'::regclass" heap
    newer 15 COLUMNS 'create_publication(m, "p"); add_publication_table(m, "p", "t", COLUMNS("id"));' \
        "select prattrs from pg_publication_rel" 1
    newer 15 WHERE 'create_publication(m, "p"); add_publication_table(m, "p", "t", WHERE("id > 1"));' \
        "select pg_get_expr(prqual, prrelid) from pg_publication_rel" "(id > 1)"
    newer 15 TABLES_IN_SCHEMA 'create_publication(m, "p", TABLES_IN_SCHEMA("public"));' \
        "select pnnspid::regnamespace from pg_publication_namespace" public
    newer 15 NULLS_NOT_DISTINCT 'create_index(m, "i", UNIQUE_ON("t", "id"), NULLS_NOT_DISTINCT);' \
        "select indnullsnotdistinct from pg_index where indexrelid = 'i'::regclass" t
    newer 15 SECURITY_INVOKER 'create_view(m, "v", QUERY("SELECT 1 AS one"), SECURITY_INVOKER);' \
        "select reloptions from pg_class where relname = 'v'" "{security_invoker=true}"
    newer 17 MAINTAIN 'grant_privileges(m, ON_TABLE("t"), TO("public"), "SELECT", "MAINTAIN");'
    newer 17 GENERATED 'execute(m, "alter table t add g int generated always as (id) stored");
    alter_column(m, "t", "g", GENERATED("id * 2"));' \
        "select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = 't'::regclass" "(id * 2)"
    newer 18 GENERATED 'create_publication(m, "p", GENERATED("stored"));' "select pubgencols from pg_publication" s
    newer 18 PERIOD 'execute(m, "create extension btree_gist; alter table t add constraint u unique (id, r without overlaps)");
    add_constraint(m, "t", FOREIGN_KEY("id", "r", REFERENCES("t", "id", "r"), PERIOD, NAME("f")));' \
        "select conperiod from pg_constraint where conname = 'f'" t
    newer 18 VIRTUAL 'add_column(m, "t", COLUMN("v", "integer", GENERATED("id * 2"), VIRTUAL));' \
        "select attgenerated from pg_attribute where attrelid = 't'::regclass and attname = 'v'" v
    newer 18 NOT_ENFORCED 'add_constraint(m, "t", CHECK("id > 0", NOT_ENFORCED, NAME("c")));' \
        "select conenforced from pg_constraint where conname = 'c'" f
    newer 18 WITHOUT_OVERLAPS 'execute(m, "create extension btree_gist");
    add_constraint(m, "t", UNIQUE("id", "r", WITHOUT_OVERLAPS, NAME("u")));' \
        "select conperiod from pg_constraint where conname = 'u'" t
}

test_newer

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
    says "$2: says so at its line" "^002_newer.c:[67]: error: $2 needs PostgreSQL $1, and this server is $server\.[0-9]+ \[MG571\]"
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
    newer 15 NULLS_NOT_DISTINCT 'create_index(m, "i", UNIQUE_ON("t", "id"), NULLS_NOT_DISTINCT);' \
        "select indnullsnotdistinct from pg_index where indexrelid = 'i'::regclass" t
    newer 15 SECURITY_INVOKER 'create_view(m, "v", QUERY("SELECT 1 AS one"), SECURITY_INVOKER);' \
        "select reloptions from pg_class where relname = 'v'" "{security_invoker=true}"
    newer 17 MAINTAIN 'grant_privileges(m, ON_TABLE("t"), TO("public"), "SELECT", "MAINTAIN");'
    newer 18 VIRTUAL 'add_column(m, "t", COLUMN("v", "integer", GENERATED("id * 2"), VIRTUAL));' \
        "select attgenerated from pg_attribute where attrelid = 't'::regclass and attname = 'v'" v
    newer 18 NOT_ENFORCED 'add_constraint(m, "t", CHECK("id > 0", NOT_ENFORCED, NAME("c")));' \
        "select conenforced from pg_constraint where conname = 'c'" f
    newer 18 WITHOUT_OVERLAPS 'execute(m, "create extension btree_gist");
    add_constraint(m, "t", UNIQUE("id", "r", WITHOUT_OVERLAPS, NAME("u")));' \
        "select conperiod from pg_constraint where conname = 'u'" t
}

test_newer

# Migrations that ask for rows: for_each_row, query_integer, query_text, execute with values.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

sql() { psql -qXAt "$URL" -c "$1"; }

project
new_database
migration 1 posts 'create_table(m, "posts", COLUMN("id", "bigint", NOT_NULL), COLUMN("title", "text"),
        COLUMN("price", "numeric"), COLUMN("hidden", "boolean"), COLUMN("picture", "bytea"),
        COLUMN("slug", "text"), PRIMARY_KEY("id"));' 'drop_table(m, "posts", FOR_GOOD);'
migration 2 slugs '
    char slug[64];
    for_each_row(m, row, "SELECT id, title, price, hidden, picture FROM posts WHERE id < $1 ORDER BY id", "100000") {
        unsigned long n;
        const unsigned char *picture = bytes_of(row, "picture", &n);
        const char *title = text_of(row, 1);
        double price = is_null(row, "price") ? -1 : real_of(row, "price");
        int hidden = is_null(row, 3) ? 2 : boolean_of(row, "hidden");
        int i = 0;
        for (; title && title[i] && i < 20; i++)
            slug[i] = title[i] == 32 ? 45 : title[i];
        slug[i] = 0;
        execute(m, "UPDATE posts SET slug = $2 || $3 || $4 || $5, picture = $6 WHERE id = $1",
                INTEGER(integer_of(row, "id")), slug, REAL(price), INTEGER(hidden), INTEGER(picture ? (int)n : -1),
                BYTES(m, "\0\377", picture ? 2 : 0));
    }' 'execute(m, "UPDATE posts SET slug = NULL");'
check "the project builds" build
check_status 3 "a script of it cannot be printed" migrate upgrade --sql 1:2
says "which has a code" 'MG553'
says "a place" '002_slugs.c:[0-9]+'
says "and a way out" 'migrate upgrade. runs it'
check "one of what is before it can" migrate upgrade --sql base:1
migrate upgrade 1 -q -d "$URL"
sql "insert into posts values (1, 'it''s a \$1', 1.5, true, 'abc'), (2, null, null, null, null), (3, 'x y', -2, false, '');"
check "plan says that it depends on rows" migrate upgrade --plan -d "$URL"
says "and which" 'SELECT id, title, price, hidden, picture FROM posts'
check "plan in JSON" migrate upgrade --plan --json -d "$URL"
says "too" '"how":"question"'
check "a dry run goes through" migrate upgrade --dry-run -d "$URL"
same "and keeps nothing" 0 "$(sql 'select count(slug) from posts')"
check "upgrade" migrate upgrade -d "$URL"
same "every value got in and out as it is" "1|it's-a-\$11.513|\\x00ff
2|-12-1|\\x
3|x-y-200|\\x00ff" "$(sql 'select id, slug, picture from posts order by 1')"
check "back" migrate downgrade -1 -d "$URL"

# Many rows, loops in loops, ends of all sorts.
migration 3 loops '
    long long count = query_integer(m, "SELECT count(*) FROM generate_series(1, $1::int)", "25000"), seen = 0, inner = 0;
    for_each_row(m, row, "SELECT i, repeat(chr(65 + i % 26), 500) AS big FROM generate_series(1, $1::int) i", INTEGER(count)) {
        seen++;
        if (integer_of(row, 0) % 1000 == 0)
            for_each_row(m, other, "SELECT j FROM generate_series(1, 1000) j") {
                if (++inner % 7 == 0)
                    break;
                if (inner % 3)
                    continue;
                execute(m, "INSERT INTO seen VALUES ($1, $2)", text_of(row, "i"), text_of(other, "j"));
            }
    }
    for_each_row(m, row, "INSERT INTO seen SELECT 0, i FROM generate_series(1, 500) i RETURNING b")
        seen += integer_of(row, "b");
    const char *none = query_text(m, "SELECT NULL WHERE false"), *one = query_text(m, "SELECT $1::text", "a \\ b");
    execute(m, "INSERT INTO result VALUES ($1, $2, $3, $4)", INTEGER(seen), INTEGER(inner), none, one);
    drop_table(m, "gone");' ''
migration 2 tables 'create_table(m, "seen", COLUMN("a", "bigint"), COLUMN("b", "bigint"));
    create_table(m, "gone", COLUMN("a", "bigint"));
    create_table(m, "result", COLUMN("seen", "bigint"), COLUMN("inner", "bigint"), COLUMN("none", "text"), COLUMN("one", "text"));' ''
rm schema/migrations/002_slugs.c
check "loops in loops build" build
check "and run" migrate upgrade -d "$URL"
same "over all rows" '150250|175||a \ b' "$(sql 'select * from result')"
same "with what they wrote" 550 "$(sql 'select count(*) from seen')"
same "and operations among them" 't' "$(sql "select to_regclass('gone') is null")"

# What goes wrong says where, and is rolled back.
fails() { # NAME UPGRADE PATTERN...: of migration 4
    local name=$1
    migration 4 fails "$2" ''
    shift 2
    build >/dev/null || not_ok "$name: builds"
    check_status 3 "$name" migrate upgrade -d "$URL"
    for pattern; do says "... $pattern" "$pattern"; done
    same "... and nothing is kept" 550 "$(sql 'select count(*) from seen')"
}
fails "a column that is not there" 'execute(m, "delete from seen");
    for_each_row(m, row, "SELECT a, c FROM seen") text_of(row, "c");' MG541 'column "c" does not exist' '004_fails.c:6' '\^$' 
fails "a name that is none" 'for_each_row(m, row, "SELECT a, b FROM seen") {
        execute(m, "DELETE FROM seen");
        (void)text_of(row, "c");
    }' 'no column "c" \[MG554\]' 'Its columns are: a, b' '004_fails.c:7'
fails "a null for a number" 'for_each_row(m, row, "SELECT NULL AS a") integer_of(row, "a");' 'column "a" is null where an integer is needed'
fails "a text for a number" 'query_integer(m, "SELECT $1::text", "12x");' '"12x" where an integer is needed'
fails "no row for a number" 'query_integer(m, "SELECT 1 WHERE false");' 'gives no row'
fails "no rows at all" 'for_each_row(m, row, "DELETE FROM seen") {}' 'gives no rows' 'execute\(\)'
fails "a statement that fails later than it was called" 'int i = 0;
    execute(m, "SELECT $1::int", "1");
    execute(m, "INSERT INTO seen VALUES ($1)", "x");
    i = 1 / (int)query_integer(m, "SELECT 0");' '004_fails.c:7' 'invalid input syntax for type bigint: "x"'
fails "a statement that no transaction holds" 'query_integer(m, "SELECT 1"); execute(m, "VACUUM seen");' MG545 'migration of its'
for stream in 'for_each_row(m, row, "COPY seen TO stdout") {}' 'execute(m, "COPY seen FROM stdin WHERE a > $1", "1");' 'query_text(m, "copy seen from stdin");'; do
    fails "COPY to or from the runner itself" "execute(m, \"delete from seen\"); $stream" MG545 'COPY cannot stream' '004_fails.c:5'
done
for end in 'for_each_row(m, row, "COMMIT") {}' 'execute(m, "ROLLBACK AND CHAIN", "1");' 'query_integer(m, "begin");'; do
    fails "a beginning or end of the transaction" "execute(m, \"delete from seen where a = \$1\", \"0\"); $end" MG545 'cannot begin or end' 'was kept'
done
check_status 3 "a dry run fails likewise" migrate upgrade --dry-run -d "$URL"

rm schema/migrations/004_fails.c

# Others in the way: the function is run again.
migration 4 waits 'query_integer(m, "SELECT count(*) FROM seen"); alter_table(m, "seen", UNLOGGED);
    execute(m, "INSERT INTO result (seen) VALUES ($1)", "4");' ''
build >/dev/null
psql -qX "$URL" -c 'begin; lock table seen in row exclusive mode; select pg_sleep(1)' >/dev/null &
sleep 0.3
check "one that has to wait is run again" migrate upgrade -d "$URL"
wait
same "and done once" 1 "$(sql 'select count(*) from result where seen = 4')"

# Killed in the middle: nothing of it is there, and the next run does it.
migration 5 slow 'execute(m, "INSERT INTO result (seen) VALUES ($1)", "5");
    for_each_row(m, row, "SELECT pg_sleep(0.2) FROM generate_series(1, coalesce(nullif(current_setting($1, true), $2)::int, 1))", "test.n", "")
        execute(m, "INSERT INTO seen VALUES ($1)", "5");' ''
build >/dev/null
PGOPTIONS="$PGOPTIONS -c test.n=50" build/migrate upgrade -q -d "$URL" 2>/dev/null &
sleep 0.7
kill -9 $!
wait 2>/dev/null
same "killed, nothing is kept" 0 "$(sql 'select count(*) from result where seen = 5')"
check "and the next run does it" migrate upgrade -d "$URL"
same "once" 1 "$(sql 'select count(*) from result where seen = 5')"

# What a line of it does, however often, is one step of the history.
migration 6 counted 'for_each_row(m, row, "SELECT generate_series(1, 300) AS n")
        execute(m, "INSERT INTO seen VALUES ($1)", INTEGER(integer_of(row, "n")));
    copy_data(m, "seen", DATA_TEXT("7\t8\n9\t10\n"));
    execute(m, "INSERT INTO seen SELECT generate_series(1, $1::int)", "20"); add_column(m, "seen", COLUMN("c", "int"));' ''
sed -i 's/DATA_TEXT(\(".*"\))/.data = \1/' schema/migrations/006_counted.c
build >/dev/null
check "a migration with a loop" migrate upgrade --json -d "$URL"
says "tells its steps" '"event":"stepped".*"number":6,.*"step":2,"steps":5,"operation":"execute","duration_ms":[0-9.]+,.*"rows":300'
check "the history has them, too" migrate history --steps -d "$URL"
says "the query with its rows" 'for_each_row.*300 rows.*SELECT generate_series|for_each_row.*SELECT generate_series.*300'
same "each with what it did" "for_each_row 300
execute 300
copy_data 2
execute 20
add_column " "$(sql "select s.operation || ' ' || coalesce(s.rows::text, '') from modelgen.history_step s join modelgen.history h on h.id = s.history where h.number = 6 order by s.step")"

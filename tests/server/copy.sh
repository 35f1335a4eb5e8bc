# Rows that go in by COPY: of C code, of files that are part of the runner, of text.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

sql() { psql -qXAt "$URL" -c "$1"; }

project
new_database
migration 1 tables 'create_table(m, "points", COLUMN("id", "bigint"), COLUMN("label", "text"), COLUMN("Raw", "bytea"));
    create_table(m, "countries", COLUMN("code", "text", NOT_NULL), COLUMN("name", "text"), PRIMARY_KEY("code"));' \
    'drop_table(m, "points", FOR_GOOD); drop_table(m, "countries", FOR_GOOD);'
migration 2 rows '
    mg_copy *points = copy_into(m, "points", "id", "label", "Raw");
    copy_row(points, INTEGER(1), "a\tb\\c\nd\re\\N", BYTES(m, "\0\1", 2));
    copy_row(points, INTEGER(2), NULL, NULL);
    copy_row(points, "3", "", "");
    copy_data(m, "countries", DATA(countries), FORMAT(csv), HEADER, DELIMITER(";"), COLUMNS("name", "code"));
    copy_data(m, "countries", TEXT("fr\tFrance\n"));
    execute(m, "INSERT INTO points SELECT 4, string_agg(code, $q$ $q$ ORDER BY code) FROM countries");' \
    'execute(m, "DELETE FROM points"); execute(m, "DELETE FROM countries");'
sed -i '1a EMBED(countries, "002_countries.csv");' schema/migrations/002_rows.c
printf 'name;code\n"Saint ""K"";\nNevis";kn\nPeru;pe\n' >schema/migrations/002_countries.csv
check "the project builds" build
rows() { sql "select * from points order by id" && sql "select * from countries order by code"; }
expected='1|a	b\c
d'$'\r''e\N|\x0001
2||
3||\x
4|fr kn pe|
fr|France
kn|Saint "K";
Nevis
pe|Peru'
check "upgrade" migrate upgrade -d "$URL"
same "every row is in as it is" "$expected" "$(rows)"
same "null is not empty" "2" "$(sql 'select id from points where label is null')"
check "down" migrate downgrade -1 -d "$URL"
check "a dry run" migrate upgrade --dry-run -d "$URL"
same "keeps nothing" "" "$(rows)"
check "plan says so" migrate upgrade --plan -d "$URL"
says "that it is one transaction" 'copy_into \(002_rows.c:[0-9]+, .*asks for rows'
migrate upgrade --sql 1:2 >script.sql
# To PostgreSQL 18 \. is a row of CSV like others, and a psql before that sends it along (release notes of 18, migration).
psql_number=$(psql --version | awk '{ sub(/[^0-9].*/, "", $3); print $3 }')
if [ "$(server_number)" -ge 180000 ] && [ "$psql_number" -lt 18 ]; then
    skip "the script is psql's" "psql $psql_number ends CSV with what PostgreSQL 18 takes for a row"
    migrate upgrade 2 -q -d "$URL"
else
    check "the script is psql's" psql -qX -v ON_ERROR_STOP=1 -f script.sql "$URL"
fi
same "and does the same" "$expected" "$(rows)"
printf 'name;code\nChad;td\n' >schema/migrations/002_countries.csv
check "a file that changed" build
check_status 3 "is a migration that changed after it was applied" migrate downgrade -1 -d "$URL"
says "which is said of its migration" '^002_rows.c: error: 002 rows was changed after it was applied on .* \[MG532\]'
check "stamped as it is now" migrate stamp 2 -d "$URL"
check "down again" migrate downgrade -1 -d "$URL"
check "is in the runner" migrate upgrade -d "$URL"
same "as it is now" "fr td" "$(sql 'select label from points where id = 4')"

# Large, with queries between the rows; then what fails.
migration 3 many '
    mg_copy *points = copy_into(m, "points", "id", "label");
    for_each_row(m, row, "SELECT i, repeat(chr(65 + i % 26), 100) FROM generate_series(1000, 60999) i") {
        copy_row(points, text_of(row, 0), text_of(row, 1));
        if (integer_of(row, 0) % 10000 == 0 && query_integer(m, "SELECT count(*) FROM points WHERE id >= 1000") != integer_of(row, 0) - 999)
            irreversible(m, "rows are missing");
    }' 'execute(m, "DELETE FROM points WHERE id >= 1000");'
check "one that asks and copies builds" build
check "and copies what it asks for" migrate upgrade -d "$URL"
same "all of it" "60000|6000000" "$(sql 'select count(*), sum(length(label)) from points where id >= 1000')"

fails() { # NAME UPGRADE PATTERN...: of migration 4
    local name=$1
    migration 4 fails "$2" ''
    shift 2
    build >/dev/null || not_ok "$name: builds"
    check_status 3 "$name" migrate upgrade -d "$URL"
    for pattern; do says "... $pattern" "$pattern"; done
    same "... and nothing is kept" 2 "$(sql 'select count(*) from countries')"
}
fails "a row with too many values" 'mg_copy *to = copy_into(m, "countries", "code"); copy_row(to, "de"); copy_row(to, "it", "Italy");' \
    'the row has 2 values, and there are 1 columns \[MG555\]' '004_fails.c:5'
fails "a row that breaks a constraint" 'mg_copy *to = copy_into(m, "countries");
    copy_row(to, "de", "Germany");
    copy_row(to, "fr", "again");' 'duplicate key' '004_fails.c:7' 'COPY countries, line 2'
fails "one after many others" 'mg_copy *to = copy_into(m, "points", "id");
    execute(m, "DELETE FROM countries");
    for (int i = 0; i < 300000; i++)
        copy_row(to, i == 299999 ? "x" : INTEGER(i));' 'invalid input syntax for type bigint: "x"' '[0-9]+ rows had gone before these'
fails "data that is none" 'copy_data(m, "countries", TEXT("de,Germany,1\n"), FORMAT(csv));' 'extra data after last expected column'

# One transaction has no batches: a backfill in it keeps many rows from others, and is not done unasked.
project
new_database
migration 1 tables 'create_table(m, "t", COLUMN("id", "bigint"), COLUMN("a", "text")); create_table(m, "small", COLUMN("id", "bigint"));' \
    'drop_table(m, "t", FOR_GOOD); drop_table(m, "small", FOR_GOOD);'
migration 2 both 'backfill(m, "t", SET("a = id"), WHERE("a IS NULL")); copy_data(m, "small", TEXT("1\n"));' 'execute(m, "DELETE FROM small");'
check "a backfill beside rows that are copied" build
check "on a table" migrate upgrade 1 -d "$URL"
sql "insert into t select i from generate_series(1, 40000) i; analyze t" >/dev/null
check_status 3 "that is not small" env -u MIGRATE_ALLOW build/migrate upgrade -d "$URL"
says "needs consent" '002_both.c:5: error: it updates at one go t \([0-9]+ kB, about 40000 rows\), and all that write to the same rows wait until that is done \[MG561\]'
says "with a way round" 'In one of its own backfill goes in batches'
check "as the plan says" env -u MIGRATE_ALLOW build/migrate upgrade --plan -d "$URL"
says "that shows it" 'needs --allow rewrite'
check "with which it is done" migrate upgrade --allow rewrite -d "$URL"

# The program's handshake: which side is behind.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

cat >"$WORK/program.c" <<'E2'
#include <stdio.h>
#include <libpq-fe.h>
#include <modelgen/require.h>
#include "modelgen_head.h"

int main(int argc, char **argv)
{
    static const char *const states[] = { "ready", "ahead", "behind", "failed" };
    char why[256];
    PGconn *conn = PQconnectdb(argv[1]);
    if (argc > 2)
        PQclear(PQexec(conn, argv[2]));
    if (argc > 3)
        PQtrace(conn, stdout);
    enum modelgen_state state = modelgen_require(conn, MODELGEN_HEAD, why, sizeof why);
    printf("%s: %s\n", states[state], why);
    if (argc > 2)
        printf("%s\n", PQtransactionStatus(conn) == PQTRANS_INTRANS ? "in transaction" : "no transaction");
    PQfinish(conn);
    return state;
}
E2

program() { # as the project's build makes it
    make --no-print-directory build/modelgen_head.h &&
        ${CC:-cc} -Wall -Wextra -Werror ${SANITIZE:-} $(pkg-config --cflags libpq) -I "$TOP/runtime" -I build -o program "$WORK/program.c" \
            "$BUILD/libmigrate.a" $(pkg-config --libs libpq)
}

project
new_database
table 1
table 2
check "the project builds" build
check "and the program" program
check_status 3 "a database that cannot be reached" ./program "${URL/t_/none_}"
says "is told in the server's words" '^failed: the database.s revision cannot be read: .*"none_.*" does not exist'
check_status 2 "a database that was never migrated is behind" ./program "$URL"
says "which is said" '^behind: the database was never migrated, and the program needs revision 000000000002$'
check_status 2 "also within a transaction" ./program "$URL" begin
says "which stays as it is" '^in transaction$'
migrate upgrade 1 -q -d "$URL"
check_status 2 "one that is not there yet is behind" ./program "$URL"
says "with the place where it is" '^behind: the database is at 1 create_t1 and has not got revision 000000000002'
migrate upgrade -q -d "$URL"
check "one that is at head is ready" ./program "$URL"
same "without a word" "ready: " "$output"
table 3
build >/dev/null
migrate upgrade -q -d "$URL"
check_status 1 "one that went on without the program is ahead" ./program "$URL"
says "and which is older" '^ahead: the database is at 3 create_t3, the program only knows up to 2 create_t2$'
check "the header follows the migrations" program
check "so the program does" ./program "$URL"
migrate downgrade base -q -d "$URL"
check_status 2 "base is behind" ./program "$URL"
check_status 3 "no connection, no answer" ./program "host=/nowhere"
says "with libpq's words" '^failed: the database.s revision cannot be read: '

# The program in README.md, in both languages.
migrate upgrade -q -d "$URL"
awk '/^```c$/ { text = ""; inside = 1; next } /^```$/ && inside { inside = 0; if (text ~ /modelgen_require/) printf "%s", text }
     inside { text = text $0 "\n" }' "$TOP/README.md" >readme.c
cp readme.c readme.cc
name=${URL#*///} name=${name%%\?*}
flags="-Wall -Wextra -Werror ${SANITIZE:-} $(pkg-config --cflags libpq) -I $TOP/runtime -I build"
libraries="$BUILD/libmigrate.a $(pkg-config --libs libpq)"
check "README's program compiles as C" ${CC:-cc} $flags -o readme readme.c $libraries
check "and is ready" env PGDATABASE="$name" ./readme
says "which it says" '^ready$'
check "it compiles as C++" g++ $flags -o readme readme.cc $libraries
migrate downgrade -1 -q -d "$URL"
check_status 2 "within a transaction, too" ./program "$URL" begin
says "which stays open" '^in transaction$'
check_status 3 "in one that failed there is no answer" ./program "$URL" "begin; select 1/0"
says "and it says why" '^failed: .*current transaction is aborted'
for before in "" begin "begin isolation level serializable read only"; do
    output=$(./program "$URL" "$before" trace | grep -cE '\sF\s.*(Query|Parse)')
    same "one message asks${before:+ ($before)}" 1 "$output"
done
check_status 1 "and is not ready when the database is behind" env PGDATABASE="$name" ./readme
says "which it says, too" 'has not got revision'

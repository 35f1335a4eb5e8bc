# modelgen verify: what it proves, and what it finds.
. "$(dirname "$0")/lib.sh"

# One build directory for all: the throw-away servers are copies of one.
verify() { modelgen verify --build-dir "$WORK/build" "$@"; }

project good
modelgen revision -q -m "add users" >/dev/null
users 'char *mail NOT_NULL;' 'int32_t age NOT_NULL;' 'char *note;' >schema/models/users.h
modelgen revision -q -m "more of users" --rename users.email:users.mail --fill users.age=0 >/dev/null
users 'char *mail NOT_NULL;' 'char *note VARCHAR(10);' >schema/models/users.h
modelgen revision -q -m "no age" >/dev/null
check "migrations are proven" verify
same "it says so" "verified 3 migrations, there and back" "$output"
check "one alone can be proven" verify 2
same "it says which" "verified 002_more_of_users.c, there and back" "$output"
check "by its name" verify no_age
check_status 2 "one that does not exist is a usage error" verify 9
check "the environment's database is not touched" env DATABASE_URL=postgresql://localhost:1/x PGHOST=/nowhere modelgen verify --build-dir "$WORK/build" 1
same "nothing is left behind" "" "$(pgrep -f "postgres -D .*$WORK"; ls "$WORK/build/postgres/scratch" | grep -v '^template')"

broken() { # broken NAME SED: a copy whose last migrations are changed, entered
    mkdir "$WORK/$1" && cp -r "$WORK/good/schema" "$WORK/$1" && cd "$WORK/$1" || exit 3
    sed -i "$2" schema/migrations/00[23]_*.c
    modelgen sum >/dev/null
}
broken fails 's/rename_column(m, "users", "email"/rename_column(m, "users", "nope"/'
check_status 1 "an upgrade that fails is found" verify
says "with its file" '^schema/migrations/002_more_of_users.c: error: upgrade\(\) fails \[MG620\]'
says "and the server's words" 'column "nope" does not exist'
broken forgets '/drop_column(m, "users", "age")/d'
check_status 1 "a downgrade that forgets something is found" verify
says "it is shown" '^ *\+ .*age integer'
says "with its code" 'MG62[012]'
broken extra 's/^static void upgrade.*/&/; s/^    alter_column(m, "users", "note".*/&/; /^static void upgrade/,/^}/s/^}/    execute(m, "CREATE TABLE IF NOT EXISTS extra (x int)");\n}/'
check_status 1 "what the models do not know is found" verify
says "it is shown" 'extra'
broken refuses '/^static void downgrade/,/^}/{s/^{/{\n    irreversible(m, "it is gone");/}'
check "a downgrade that refuses is content" verify
says "and told" 'cannot be undone, and says so'
broken syntax 's/rename_column(/rename_colum(/'
check_status 3 "a migration that does not compile is an error" verify
says "with the compiler's words" 'rename_colum'

mkdir -p "$WORK/bodies/schema/models" && cd "$WORK/bodies" || exit 3
cat >schema/models/functions.h <<'EOF'
#pragma once
#include <modelgen/begin.h>
FUNCTION("first()", RETURNS(integer), LANGUAGE(sql), BODY("SELECT later()"));
FUNCTION("broken()", RETURNS(integer), LANGUAGE(sql), BODY("SELECT id FROM nowhere"));
FUNCTION("later()", RETURNS(integer), LANGUAGE(sql), BODY("SELECT 1"));
#include <modelgen/end.h>
EOF
check "functions whose bodies mention what is made later" modelgen revision -m functions
check "are proven" verify
says "a body that is broken is told" 'warning: the body of function "broken\(\)" is broken: relation "nowhere" does not exist \[MG625\]'
same "and no other" 1 "$(grep -c MG625 <<<"$output")"

# Projects with migrations written by hand, for the tests of the runner. Sourced after lib.sh.
#
#     project                              # an empty one, in the current directory from now on
#     migration 1 add_users 'execute(m, "create table users (id int)");' 'drop_table(m, "users");'
#     build                                # ./build/migrate
#     check "it runs" migrate upgrade

project_count=0
project() {
    project_count=$((project_count + 1))
    mkdir -p "$WORK/project$project_count/schema/migrations"
    cd "$WORK/project$project_count" || exit 3
    cat >Makefile <<END
BUILD = build
CFLAGS = -g ${SANITIZE:-}
MODELGEN_LIB = $BUILD/libmigrate.a
MODELGEN = $BUILD/modelgen
MODELGEN_BUILT =
include $TOP/runtime/modelgen.mk
END
}

# migration NUMBER NAME UPGRADE DOWNGRADE: its revision is its number in hexadecimal.
migration() {
    local before=
    [ "$1" = 1 ] || before=$(printf '.down_revision = "%012x", ' $(($1 - 1)))
    cat >"schema/migrations/$(printf %03d "$1")_$2.c" <<END
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    $3
}

static void downgrade(migration *m)
{
    $4
}

MIGRATION(.number = $1, .revision = "$(printf %012x "$1")", $before.name = "$2");
END
}

# table NUMBER: a migration that creates the table t<NUMBER>.
table() {
    migration "$1" "create_t$1" \
        "create_table(m, \"t$1\", COLUMN(\"id\", \"bigint\", NOT_NULL, IDENTITY), PRIMARY_KEY(\"id\"));" \
        "drop_table(m, \"t$1\");"
}

build() { make --no-print-directory runner; }

migrate() { ${VALGRIND:+valgrind -q --error-exitcode=9 --leak-check=full} build/migrate "$@"; }

# Everything in a database but what differs from run to run: times, whence, and what steps took.
whole() {
    pg_dump --no-owner --exclude-table-data=modelgen.history_step "$@" | sed -E 's/^\\(un)?restrict .*//; s/[0-9-]+ [0-9:.]+\+00/TIME/g' |
        awk -F'\t' -v OFS='\t' 'NF > 12 { $10 = "MS"; $14 = "APPLICATION"; $19 = "HOST" } { print }'
}

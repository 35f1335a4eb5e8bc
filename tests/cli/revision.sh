# modelgen revision, diff, check and sum: what they write, and that they write all or nothing.
. "$(dirname "$0")/lib.sh"

# --- what is written ------------------------------------------------------------------------

project first
check "diff says what there is to do" modelgen diff
says "in words" 'create table "users"'
check_status 1 "diff --exit-code tells by its status" modelgen diff --exit-code
check_status 1 "check finds that a migration is missing" modelgen check
says "check names the way out" 'modelgen revision'
check "diff --sql prints SQL" modelgen diff --sql
says "it is SQL" '^CREATE TABLE users'
check "a dry run prints the migration" modelgen revision -m "Add users" --dry-run
says "it is C" '^static void upgrade\(migration \*m\)'
same "a dry run writes nothing" "" "$(find schema -name '*.c' -o -name '*.json')"
check "revision writes the first migration" modelgen revision -m "Add users!"
says "it says which" '^schema/migrations/001_add_users.c'
same "migration, sum and snapshot are there" \
    "schema/migrations/001_add_users.c schema/migrations/migrations.sum schema/models/users.h schema/snapshot.json" \
    "$(find schema -type f | sort | tr '\n' ' ' | sed 's/ $//')"
says "it says what changes" 'create table "users"'
check "the date can be fixed" grep -q 'Created: *2026-03-01 10:00:00 UTC' schema/migrations/001_add_users.c
for compiler in gcc clang tcc; do
    command -v $compiler >/dev/null || continue
    check "the migration compiles alone with $compiler, without a warning" $compiler -std=c11 -Wall -Wextra \
        -Wpedantic -Werror -I"$(modelgen where runtime-include)" -c -o "$WORK/x.o" schema/migrations/001_add_users.c
done
before=$(state)
check "a second revision has nothing to do" modelgen revision -m again
same "it says so" "no changes: the models match the snapshot" "$output"
same "and writes nothing" "$before" "$(state)"
check "diff has nothing to say either" modelgen diff --exit-code
check "check is content" modelgen check
same "json: nothing to do" '{"file":null,"changes":[],"losses":[]}' "$(modelgen revision -m x --json)"

cp -r "$WORK/first" "$WORK/second"
cd "$WORK/second" && rm -r schema/migrations schema/snapshot.json
modelgen revision -q -m "Add users!" >/dev/null
check "the same models give the same bytes" diff -r "$WORK/first/schema" "$WORK/second/schema"

# --- what only the user knows ---------------------------------------------------------------

cd "$WORK/first" || exit 3
users 'char *mail NOT_NULL;' >schema/models/users.h
refuses 3 MG303 "a rename is never guessed" modelgen revision -m "rename mail"
says "the flags are named" '--rename users.email:users.mail'
refuses 2 MG901 "an answer that is none" modelgen revision -m x --rename users.email
refuses 3 MG306 "an answer to no question" modelgen revision -m x --rename users.email:users.mail --drop users.id
on_terminal() { # on_terminal INPUT COMMAND
    printf '%s\n' "$1" | script -qec "$2" /dev/null | tr -d '\r'
}
if script -qec true /dev/null >/dev/null 2>&1; then
    output=$(on_terminal 1 'modelgen revision -m "rename mail" --dry-run')
    says "on a terminal it is asked" 'renamed to "users.mail"'
    says "and the answer counts" 'rename_column\(m, "users", "email", "mail"\)'
    output=$(on_terminal $'7\nx\n2' 'modelgen revision -m "drop mail" --dry-run --fill "users.mail='"''"'"')
    says "it is asked until the answer is one" 'drop_column\(m, "users", "email"\)'
else
    skip "on a terminal it is asked" "script makes no terminal here"
fi
check "elsewhere --rename answers" modelgen revision -m "rename mail" --rename users.email:users.mail
check "the migration renames" grep -q 'rename_column(m, "users", "email", "mail")' schema/migrations/002_rename_mail.c
users 'char *mail NOT_NULL;' 'int32_t age NOT_NULL;' >schema/models/users.h
refuses 3 MG301 "rows that are there need a value" modelgen revision -m age
says "the place is the model's" '^schema/models/users.h:6:'
check "--fill gives it" modelgen revision -m age --fill users.age=0
users 'char *mail NOT_NULL;' >schema/models/users.h
check "a drop is announced as a loss" modelgen revision -m "no age"
says "it names what is lost" 'loses .*"users.age"'
same "json names it too" \
    '{"file":"schema/migrations/005_drop_mail.c","number":5,"changes":["drop column \"users.mail\""],"losses":["the values of column \"users.mail\""]}' \
    "$(users >schema/models/users.h; modelgen revision -m "drop mail" --json | sed -E 's/,"revision":"[0-9a-f]{12}"//')"

# --- by hand --------------------------------------------------------------------------------

check "--empty makes a frame to be filled in" modelgen revision --empty -m "Move rows"
check "it has both functions" grep -c 'static void .*grade(migration \*m)' schema/migrations/006_move_rows.c
users 'bool is_new;' >schema/models/users.h
refuses 1 MG222 "check sees what changed in the models" modelgen check
check "revision goes on from there" modelgen revision -m "is new"
sed -i 's|(void)m;.*|execute(m, "SELECT 1");|' schema/migrations/006_move_rows.c
refuses 3 MG217 "an edited migration is noticed" modelgen revision -m more
says "it is named" '^schema/migrations/006_move_rows.c: error'
check "sum takes it as it is" modelgen sum
says "and says which one changed" '^006_move_rows.c: changed$'
says "and which only follow" '^007_is_new.c: follows one that changed$'
check "sum is then content" modelgen sum
same "it says so" "every sum holds" "$output"
check "and so is check" modelgen check

# --- messages -------------------------------------------------------------------------------

users >schema/models/users.h
refuses 2 MG901 "no message" modelgen revision
refuses 2 MG219 "an empty message" modelgen revision -m ""
refuses 2 MG219 "a message of symbols" modelgen revision -m '!!! ---'
refuses 2 MG219 "a message with a newline" modelgen revision -m $'one\ntwo'
refuses 2 MG219 "a long message" modelgen revision -m "$(printf 'long %.0s' {1..20})"
check "a message with quotes and slashes" modelgen revision -m "../a \"b\" 'c' %s" --dry-run
says "becomes a name" '\.name = "a_b_c_s"'
refuses 2 MG901 "a date that is none" env SOURCE_DATE_EPOCH=soon modelgen revision -m x
refuses 2 MG901 "a word that belongs nowhere" modelgen revision -m x y

# --- damage ---------------------------------------------------------------------------------

damaged() { # damaged NAME: a copy of the project, entered
    cp -r "$WORK/first" "$WORK/$1" && cd "$WORK/$1" || exit 3
}
damaged snapshot
echo '{"snapshot_format": 1, "objects": [' >schema/snapshot.json
refuses 3 MG203 "a snapshot that was cut off" modelgen revision -m x
says "the line is named" '^schema/snapshot.json:[0-9]+:'
sed 's/"snapshot_format": 1/"snapshot_format": 99/' "$WORK/first/schema/snapshot.json" >schema/snapshot.json
refuses 3 MG204 "a snapshot of a newer modelgen" modelgen revision -m x
rm schema/snapshot.json
refuses 3 MG221 "a snapshot that is missing" modelgen revision -m x
damaged gap
rm schema/migrations/002_*.c
refuses 3 MG212 "a missing migration" modelgen revision -m x
damaged twice
cp schema/migrations/002_rename_mail.c schema/migrations/002_other.c
check_status 3 "two migrations with one number" modelgen revision -m x
damaged functions
sed -i 's/static void downgrade/static void other/' schema/migrations/007_is_new.c
modelgen sum >/dev/null
check_status 1 "check misses a downgrade" modelgen check
says "it is named" 'defines no downgrade\(\) \[MG223\]'
damaged header
echo '#include "nowhere.h"' >>schema/models/users.h
check_status 3 "a header that does not compile" modelgen revision -m x
says "the compiler's words are shown" "nowhere.h"
damaged models
rm -r schema/models
refuses 3 MG903 "no models at all" modelgen revision -m x

# --- nowhere to write -----------------------------------------------------------------------

damaged full
cp "$WORK/first/schema/models/users.h" schema/models/
for ((i = 0; i < 60; i++)); do
    printf '#include <modelgen/begin.h>\nTABLE(t%d) { char *text; };\n#include <modelgen/end.h>\n' $i >schema/models/t$i.h
done
refuses 3 MG202 "a file that may not grow" bash -c 'ulimit -f 2; modelgen revision -m x'
if [ "$(id -u)" = 0 ] && mkdir "$WORK/small" && mount -t tmpfs -o size=1m tmpfs "$WORK/small" 2>/dev/null; then
    cp -r schema "$WORK/small" && cd "$WORK/small" || exit 3
    dd if=/dev/zero of=fill bs=1k 2>/dev/null
    refuses 3 MG202 "a full disk" modelgen revision -m x
    rm fill
    check "with room on it, all is well" modelgen revision -m x
    cd "$WORK" && umount "$WORK/small"
else
    skip "a full disk" "no file system can be mounted here"
fi
cd "$WORK/full" || exit 3
as_nobody() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; else "$@"; fi
}
chmod 755 "$WORK"
if as_nobody test -r "$TOP/schema/modelgen/begin.h"; then
    chmod a-w schema/migrations schema
    refuses 3 MG202 "a directory that cannot be written" as_nobody modelgen revision -m x
    chmod u+w schema/migrations schema
    chmod 000 schema/snapshot.json
    check_status 3 "a snapshot that cannot be read" as_nobody modelgen revision -m x
    says "it is named" '^schema/snapshot.json: error: cannot be read: Permission denied \[MG201\]'
    chmod 644 schema/snapshot.json
else
    skip "a directory that cannot be written" "nobody cannot come to these sources"
fi

# --- at once --------------------------------------------------------------------------------

damaged together
users 'bool is_new;' >schema/models/users.h
for i in 1 2 3 4; do modelgen revision --empty -q -m "number $i" >/dev/null & done
wait
check "revisions made at once follow each other" modelgen check
same "each has its number" "008 009 010 011" \
    "$(ls schema/migrations | sed -n 's/^\([0-9]*\)_number.*/\1/p' | tr '\n' ' ' | sed 's/ $//')"

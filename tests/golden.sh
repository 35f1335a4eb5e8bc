#!/bin/bash
# One golden case: tests/golden.sh tests/golden/<case>
#
#     before.h or before/*.h   the models of the first revision; none: the change is the first one
#     after.h or after/*.h     the models of the second, or of the first
#     args                     what is said to `modelgen revision` beyond -m
#     roles                    roles that the models speak of, one a line; servers get them
#     rows.sql                 rows that are there when the change comes
#     asks, unkept             why a downgrade cannot set aside what it drops, or why that is not tried
#     citus                    the models are of a database with Citus (support/lib.sh: new_citus_database)
#     lost                     why not all rows come back from what is set aside
#     since                    the PostgreSQL that has what the models say: one before it must refuse the migration
#     answered                 columns, table.column, whose values args change in a way that loses some
#     up.c, snapshot.json      the migration and the snapshot that must come out; neither if none may
#     diag.txt                 what modelgen says, and its exit status if it is not 0
#
# UPDATE_GOLDEN=1 rewrites the last three; with RANDOM_PAIR=1 (tests/fuzz) they are not there. Whatever comes out is then proven on a real server, by the compiled
# runner: upgrade, nothing more to do, downgrade, upgrade again.
. "$(dirname "$0")/support/lib.sh"
need_server

case=$(realpath "$1")
[ -e "$case/after.h" ] || [ -d "$case/after" ] || {
    not_ok "$1 has models"
    exit 1
}

# The arguments of the change, split as a shell would.
args=()
[ ! -e "$case/args" ] || eval "args=($(cat "$case/args"))"

has_before() { [ -e "$case/before.h" ] || [ -d "$case/before" ]; }

models() { # models before|after: into the project that we are in
    mkdir -p schema/models
    rm -rf schema/models/*
    if [ -d "$case/$1" ]; then
        cp -r "$case/$1"/. schema/models/
    else
        cp "$case/$1.h" schema/models/models.h
    fi
}

# What follows -- are flags for the compiler of the models, which every reading of them needs.
flags=()
for arg in ${args[@]+"${args[@]}"}; do
    if [ "$arg" = -- ] || [ ${#flags[@]} -gt 0 ]; then flags+=("$arg"); fi
done

revise() { # revise MESSAGE ARGS...: its output, and its status if that is not 0
    modelgen revision -m "$@" </dev/null 2>&1 || echo "exit status $?"
}

# --- what is written ----------------------------------------------------------------------------

mkdir "$WORK/project" && cd "$WORK/project" || exit 3
number=001
if has_before; then
    models before
    check "the models before become a migration" modelgen revision -m before ${flags[@]+"${flags[@]}"} || exit 1
    number=002
fi
models after
cp -r "$WORK/project" "$WORK/again"
revise change ${args[@]+"${args[@]}"} >"$WORK/diag.txt"
migration=$(ls schema/migrations/"$number"_*.c 2>/dev/null)

if [ -n "$migration" ]; then
    cp "$migration" "$WORK/up.c"
    cp schema/snapshot.json "$WORK/snapshot.json"
fi
for file in up.c snapshot.json diag.txt; do
    [ -n "${RANDOM_PAIR:-}" ] || same_file "$file is as expected" "$case/$file" "$WORK/$file"
done

# The order of the headers makes no difference: the first one now includes all others, the last one first.
cd "$WORK/again" || exit 3
(cd schema/models && ls -r ./*.h | sed 's/.*/#include "&"/') >"$WORK/all.h"
{ echo "#pragma once"; cat "$WORK/all.h"; } >schema/models/00_all.h
revise change ${args[@]+"${args[@]}"} >/dev/null
rm schema/models/00_all.h
if [ -n "$migration" ]; then
    check "headers in another order give the same bytes" diff -r "$WORK/project/schema" "$WORK/again/schema"
elif ! grep -q '^exit status' "$WORK/diag.txt"; then
    check "nothing is written" diff -r "$WORK/project/schema" "$WORK/again/schema"
else
    cp -r "$WORK/again" "$WORK/untouched"
    revise change ${args[@]+"${args[@]}"} >/dev/null
    check "nothing is written" diff -r "$WORK/untouched/schema" "$WORK/again/schema"
fi

cd "$WORK/project" || exit 3
warnings="-Wall -Wextra -Wpedantic -Werror"
for compiler in "gcc -std=c11" "clang -std=c11" tcc; do
    command -v "${compiler%% *}" >/dev/null || continue
    [ -z "$migration" ] ||
        check "the migration compiles with $compiler" $compiler $warnings -I"$TOP/runtime" -c -o "$WORK/up.o" "$migration"
done
for compiler in "gcc -std=c11" "clang -std=c11" tcc "g++ -x c++ -std=c++11"; do
    command -v "${compiler%% *}" >/dev/null || continue
    ! grep -q '^exit status' "$WORK/diag.txt" || continue
    cat "$WORK/all.h" >schema/models/all.c
    check "the models compile with $compiler" $compiler $warnings -I"$TOP/schema" -c -o "$WORK/models.o" schema/models/all.c
    rm -f schema/models/all.c
done

# --- what it does -------------------------------------------------------------------------------

[ -n "$migration" ] || [ -e schema/snapshot.json ] || exit 0

# The contents of each column of a table, whatever the order of its rows.
contents() {
    psql -qAtX "$URL" 2>&1 <<'SQL'
SELECT format('SELECT %L || coalesce(string_agg(coalesce(%I::text, ''-''), ''|'' ORDER BY %I::text), '''')'
              || ' || '' of '' || count(*) FROM %I.%I',
              table_name || '.' || column_name || ' holds ', column_name, column_name, table_schema, table_name)
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema', 'modelgen')
ORDER BY table_schema, table_name, column_name \gexec
SQL
}

# Every difference in contents must have been announced: as loss of the column, its table, or a value of an enum.
announced() { # announced BEFORE AFTER
    diff "$1" "$2" | sed -n 's/^< //p' | while read -r line; do
        local column=${line%% holds *} what=
        ! grep -qsxF "$column" "$case/answered" || continue
        for what in "${column#*.}" "${column%%.*}"; do
            grep -hA1 'loss(' schema/migrations/"$number"_*.c | grep -qF "$what" && continue 2
        done
        echo "$line, and nothing announced that it would not any more"
    done | grep . && return 1 || return 0
}

migrate() { build/migrate --database "$URL" "$@"; }
dumped() {
    dump_schema -d "$URL" >"$WORK/$1.sql"
    [ ! -e "$case/citus" ] || dump_distributions "$URL" >>"$WORK/$1.sql"
}
equal() { # equal NAME ACTUAL EXPECTED [BEFORE]
    if "$BUILD/tests/fuzz_models" --same "$WORK/$2.sql" "$WORK/$3.sql" ${4:+"$WORK/$4.sql"}; then
        ok "$1"
    else
        not_ok "$1" "$(diff -u "$WORK/$3.sql" "$WORK/$2.sql")"
    fi
}

if [ -e "$case/roles" ]; then
    while read -r role; do # another case may make it at this moment
        psql -qAtX postgres -c "create role \"$role\"" 2>/dev/null ||
            check "role $role is there" psql -qAtX postgres -c "alter role \"$role\" nologin"
    done <"$case/roles"
fi

new_project_database() { if [ -e "$case/citus" ]; then new_citus_database; else new_database; fi; }

new_project_database
project_url=$URL
if [ -e "$case/since" ] && [ "$(server_number)" -lt "$(cat "$case/since")0000" ]; then
    check "the runner builds" modelgen current --database "$URL" || exit 1
    check_status 3 "this server is refused" migrate upgrade head
    says "as too old" "needs PostgreSQL $(cat "$case/since"), and .*MG571"
    exit 0
fi
check "the runner builds" modelgen current --database "$URL" || exit 1
if has_before; then
    check "the baseline runs" migrate upgrade 1 || exit 1
    [ ! -e "$case/rows.sql" ] ||
        check "rows are inserted" psql -qX -v ON_ERROR_STOP=1 "$URL" -f "$case/rows.sql"
fi
dumped before
contents >"$WORK/rows.before"
[ -n "$migration" ] || exit 0

# What is dropped is set aside while there are rows, and comes back with them.
if [ -e "$case/rows.sql" ]; then
    check "the upgrade runs, and sets aside what it drops" migrate upgrade head || exit 1
    dumped aside
    check "the downgrade brings it back" migrate downgrade -1 || exit 1
    dumped restored
    contents >"$WORK/rows.restored"
    equal "the schema is what it was" restored before aside
    if [ -e "$case/lost" ] || [ -n "${RANDOM_PAIR:-}" ]; then
        check "and so are the rows" announced "$WORK/rows.before" "$WORK/rows.restored"
    else
        check "and so are the rows" diff "$WORK/rows.before" "$WORK/rows.restored"
    fi
fi

check "the upgrade runs" migrate upgrade head --no-stash || exit 1
dumped after
check "there is nothing more to do" modelgen revision -m again ${flags[@]+"${flags[@]}"}
says "and modelgen says so" "no changes"
check "the downgrade runs" migrate downgrade -1 || exit 1
dumped back
contents >"$WORK/rows.back"
check "the upgrade runs again" migrate upgrade head --no-stash
dumped again

# What a downgrade drops is set aside likewise, and comes back with the next upgrade: what the
# migration has added. A downgrade that declares a loss needs a word, with which it would drop it;
# so does one of a case with a file "asks", which says why. A file "unkept" says why it is not tried.
added() { contents | awk -v before="$WORK/rows.before" 'BEGIN { while ((getline line < before) > 0) { split(line, w, " holds "); had[w[1]] = 1 } }
    { split($0, w, " holds ") } !(w[1] in had)'; }
if [ -e "$case/asks" ]; then
    check_status 3 "a downgrade asks before it drops" env MIGRATE_ALLOW=rewrite,access build/migrate --database "$URL" downgrade -1
    says "for consent" 'MG562'
elif [ -e "$case/rows.sql" ] && [ ! -e "$case/unkept" ] && ! sed '1,/^static void downgrade/d' schema/migrations/"$number"_*.c | grep -q 'loss('; then
    added >"$WORK/rows.added"
    check "a downgrade sets aside what it drops" env MIGRATE_ALLOW=rewrite,access build/migrate --database "$URL" downgrade -1
    check "and the next upgrade brings it back" migrate upgrade head
    check "(what that one drops is not wanted)" migrate purge --all
    dumped kept
    equal "with the same schema" kept again
    same "and the same rows" "$(<"$WORK/rows.added")" "$(added)"
fi

# The same model from nothing, where nothing is renamed.
if has_before; then
    mkdir "$WORK/fresh" && cd "$WORK/fresh" && models after
    sed -i -E 's/,? ?RENAMED_FROM\(("([^"\\]|\\.)*"|[^)]*)\)//g' schema/models/*.h
    new_project_database
    check "the models after become a migration" modelgen revision -m fresh ${flags[@]+"${flags[@]}"}
    check "which runs" modelgen upgrade --database "$URL" head
    dumped fresh
    cd "$WORK/project" && URL=$project_url
    equal "the upgrade leads to the models after" after fresh before
    equal "the second upgrade leads there, too" again fresh before
fi
equal "the downgrade leads back" back before after
check "the rows are there" announced "$WORK/rows.before" "$WORK/rows.back"

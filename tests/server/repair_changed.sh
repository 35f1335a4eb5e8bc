# A migration that is half done and whose source was changed since, or that is not to be finished:
# on with the new source, back to before it, or as if it were done, each also killed half-way.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

answers() { psql -qAtX -F ' ' "$URL" -c "$1"; }
shape() { pg_dump --no-owner -N modelgen -N 'modelgen_*' "$@" | sed -E 's/^\\(un)?restrict .*//'; }

# Columns may stand in another order.
lines() { sed "s/,\$//" | grep . | sort; }

# Migration 2 stops at a unique index: a column was added, one set aside and an index replaced before.
second() { # second UNIQUE_INDEX [TYPE]
    migration 2 parts "add_column(m, \"t1\", COLUMN(\"n\", \"${2:-bigint}\"));
    drop_column(m, \"t1\", \"old\");
    create_index(m, \"idx_n\", ON(\"t1\", \"n\"));
    drop_index(m, \"idx_a\"); create_index(m, \"idx_a\", ON(\"t1\", \"a\", \"b\"));
    $1
    execute(m, \"comment on column t1.b is 'last'\");" \
        'drop_index(m, "idx_one"); drop_index(m, "idx_a"); create_index(m, "idx_a", ON("t1", "a"));
    drop_index(m, "idx_n"); add_column(m, "t1", COLUMN("old", "text")); drop_column(m, "t1", "n");'
}
unique='create_index(m, "idx_one", UNIQUE_ON("t1", "b"));'
plain='create_index(m, "idx_one", ON("t1", "b"));'

begin() {
    project
    migration 1 first 'create_table(m, "t1", COLUMN("id", "bigint", NOT_NULL), COLUMN("a", "int"), COLUMN("old", "text"),
        COLUMN("b", "int"), PRIMARY_KEY("id")); create_index(m, "idx_a", ON("t1", "a"));' 'drop_table(m, "t1");'
    second "$unique"
    build >/dev/null
}

fill() { psql -qX "$URL" -c "insert into t1 select i, i, 'old ' || i, i / 50 from generate_series(1, 100) i"; }

half_done() {
    new_database
    export DATABASE_URL=$URL
    migrate upgrade 1 -q
    fill
    before=$(shape "$URL")
    migrate upgrade -q 2>/dev/null
}

# changed SECOND: what an undisturbed run of it makes of the same rows, and the runner of it.
changed() {
    second "$@"
    build >/dev/null
    local kept=$URL
    new_database
    migrate upgrade 1 -q -d "$URL"
    fill
    migrate upgrade -q -d "$URL"
    wanted=$(shape "$URL")
    migrate downgrade -q -d "$URL" -- -1
    back=$(shape "$URL")
    URL=$kept
}

test_on() {
    begin
    half_done
    changed "$plain"
    check_status 3 "a changed source is refused" migrate upgrade
    says "with the way out" 'hint: .*`migrate repair` shows what differs'
    check_status 1 "repair compares step by step" migrate repair
    says "what is gone" '^- +[0-9]+  pending  create_index: CREATE UNIQUE INDEX CONCURRENTLY idx_one ON t1 \(b\)$'
    says "what is new" '^\+ +pending  create_index: CREATE INDEX CONCURRENTLY idx_one ON t1 \(b\)$'
    same "and nothing else" "2" "$(printf '%s\n' "$output" | grep -c '^[-+]')"
    same "also as JSON" "gone pending CREATE UNIQUE INDEX CONCURRENTLY idx_one ON t1 (b),new pending CREATE INDEX CONCURRENTLY idx_one ON t1 (b)" \
        "$(migrate repair --json | jq -r '[.changes[] | select(.change != "none") | "\(.change) \(.state) \(.statement)"] | join(",")')"
    check "the rest is planned anew" migrate repair --replan
    check_status 1 "what is done stays done" migrate repair
    says "step by step" '^ +[0-9]+  done     create_index: CREATE INDEX CONCURRENTLY idx_n'
    check "and the same command goes on" migrate upgrade
    same "to what an undisturbed run would have made" "$wanted" "$(shape "$URL")"
    check_status 3 "then there is nothing to plan" migrate repair --replan
    check "the way back is the new source's" migrate downgrade -1
    same "with what was set aside" "$back" "$(shape "$URL")"
    unset DATABASE_URL
}

test_orphans() {
    begin
    half_done
    changed "$plain" integer
    check_status 1 "a step that is done may be another one now" migrate repair
    says "and is shown" '^- +1  done     add_column: ALTER TABLE t1 ADD COLUMN n bigint$'
    says "with its successor" '^\+ +pending  add_column: ALTER TABLE t1 ADD COLUMN n integer$'
    check_status 3 "which is not decided by the way" migrate repair --replan
    says "but on purpose" 'done or begun and not in the source any more.* \[MG551\]'
    psql -qX "$URL" -c "alter table t1 drop column n"
    check "when it was undone by hand, the plan may leave it" migrate repair --replan --keep
    check_status 1 "what depended on it is a person's business, too" migrate repair
    step=$(migrate repair --json | jq '.steps[] | select(.operation == "create_index" and (.statement | test("idx_n "))).step')
    check "step by step" migrate repair --pending "$step"
    check "and it goes on" migrate upgrade
    same "to the same end" "$(echo "$wanted" | lines)" "$(shape "$URL" | lines)"
    unset DATABASE_URL
}

test_back() {
    begin
    half_done
    check "what is done can be undone" migrate repair --back
    check_status 1 "the way back is half done then" migrate status
    says "and known" '^half done: the downgrade of 000000000002'
    check_status 3 "no other way is open" migrate upgrade
    check "the way back is a downgrade" migrate downgrade -1
    same "and all is as before" "$before" "$(shape "$URL")"
    same "also in the ledger" "1 0" "$(answers "select max(number), (select count(*) from modelgen.run where finished_at is null) from modelgen.applied")"
    psql -qX "$URL" -c "update t1 set b = id"
    check "from where it can be done anew" migrate upgrade
    half_done
    second "$plain"
    build >/dev/null
    check "back by a changed source" migrate repair --back
    check "which does not matter" migrate downgrade -1
    same "as long as it undoes the same" "$before" "$(shape "$URL")"
    unset DATABASE_URL
}

# A downgrade that is half done goes back up.
test_up() {
    begin
    migration 2 parts 'create_index(m, "idx_b", ON("t1", "b")); drop_column(m, "t1", "old");' \
        'add_column(m, "t1", COLUMN("old", "text")); drop_index(m, "idx_b"); create_index(m, "idx_one", UNIQUE_ON("t1", "b"));'
    build >/dev/null
    half_done
    before=$(shape "$URL")
    check_status 3 "a downgrade stops half-way" migrate downgrade -1
    check "and is to be undone" migrate repair --back
    check "by an upgrade" migrate upgrade
    same "which ends where it was" "$before" "$(shape "$URL")"
    unset DATABASE_URL
}

test_finished() {
    begin
    half_done
    check "what is done may be enough" migrate repair --finish
    check "then nothing is pending" migrate status
    same "and the ledger knows why" "repair counts as done, though not all of its steps are" \
        "$(answers "select direction, error from modelgen.history order by id desc limit 1")"
    check_status 2 "one thing is decided at a time" migrate repair --finish --replan
    unset DATABASE_URL
}

# Killed after so many milliseconds, again and again, until it has come through.
killed() {
    local ms=10
    while ! timeout -s KILL "$(printf '0.%03d' $ms)" build/migrate "$@" -q >/dev/null 2>&1; do
        ms=$((ms + 20))
        [ $ms -lt 900 ] || return 1
        case $(build/migrate repair --json | jq -r '.changed, .open.direction' | paste -sd' ') in
            "$until") return 0 ;;
        esac
    done
}

test_killed() {
    begin
    half_done
    changed "$plain"
    until="false upgrade"
    check "planning anew is killed again and again" killed repair --replan
    until=none
    check "and going on" killed upgrade
    same "with the same end" "$wanted" "$(shape "$URL")"
    second "$unique"
    build >/dev/null
    half_done
    until="false downgrade"
    check "so is turning back" killed repair --back
    until=none
    check "and the way back" killed downgrade 1 # not -1: it may be killed when it is there, and be tried again
    same "with the same end" "$before" "$(shape "$URL")"
    unset DATABASE_URL
}

for test in ${ONLY:-on orphans back up finished killed}; do "test_$test"; done

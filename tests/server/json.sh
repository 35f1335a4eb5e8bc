# --json: every command prints objects, one a line, whose fields are those that the README names, whatever is in names
# and in what the server says; also errors.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
need_server

# fields NAME EXPECTED COMMAND...: of each line, one set of them after the other; "..." stands for more.
fields() {
    local name=$1 expected=$2
    shift 2
    output=$("$@" 2>"$WORK/err")
    printf '%s\n' "$output" | iconv -f UTF-8 -t UTF-8 >/dev/null 2>&1 || not_ok "$name: UTF-8" "$output"
    same "$name" "$expected" "$(printf '%s\n' "$output" | jq -r 'keys_unsorted | join(" ")' 2>&1 | uniq)"
}
value() { printf '%s\n' "$output" | jq -r "$1"; }

project
migration 1 first 'create_table(m, "t", COLUMN("id", "bigint"), COLUMN("odd \"name", "text")); create_index(m, "i", ON("t", "id"));' 'drop_table(m, "t");'
migration 2 odd 'drop_column(m, "t", "odd \"name");' 'add_column(m, "t", COLUMN("odd \"name", "text"));'
migration 3 fails 'create_index(m, "j", ON("t", "id")); execute(m, "do $$ begin raise exception using message ="
    " concat('"'a '"', chr(34), '"'quote'"', chr(34), chr(10), '"'and a line, '"', chr(92), '"' and '"', chr(9)); end $$");' ''
sed -i 's/.name = "odd"/.name = "odd \\"name\\"\\\\"/' schema/migrations/002_odd.c
build >/dev/null
new_database
export DATABASE_URL=$URL

fields "heads" "heads" migrate heads --json
fields "show" "number revision name down_revision file sha256" migrate show 2 --json
same "with its name, whatever it is" 'odd "name"\' "$(value .name)"
fields "current" "current head" migrate current --json
fields "status" "database at head pending half_done held" migrate status --json
fields "history" "connected history" migrate history --json
same "of each migration" "number revision name file applied_at" "$(value '.history[0] | keys_unsorted | join(" ")')"
fields "a plan" "direction plan differences" migrate upgrade 1 --plan --json
same "of each migration" "number revision name resumed steps" "$(value '.plan[0] | keys_unsorted | join(" ")')"
same "of each step" "step part how operation file line statement needs allowed tables waits_for" "$(value '.plan[0].steps[0] | keys_unsorted | join(" ")')"
fields "a run" "event direction number revision name
event direction number revision name step steps operation duration_ms lock_tries lock_wait_ms rows
event direction number revision name duration_ms
event at head applied pending dry_run" migrate upgrade 1 --json
psql -qX "$URL" -c 'insert into t values (1, $$x$$)'
migrate upgrade 2 -q
fields "what is held" "kind name what revision at size" migrate purge --json
same "by name" 't.odd "name' "$(value .name)"
same "as status says it" "kind name what revision at size" "$(migrate status --json | jq -r '.held[0] | keys_unsorted | join(" ")')"
migrate upgrade --json >"$WORK/run" 2>/dev/null
output=$(tail -n 1 "$WORK/run")
same "an error" "code name message sqlstate file line operation statement detail outcome" "$(value '.error | keys_unsorted | join(" ")')"
same "says what the server says" $'a "quote"\nand a line, \\ and \t' "$(value .error.message)"
same "and where" "003_fails.c 5 execute" "$(value '.error | "\(.file) \(.line) \(.operation)"')"
fields "what is half done" "open changed steps changes invalid_indexes" migrate repair --json
same "of it" "revision direction started_at steps done running" "$(value '.open | keys_unsorted | join(" ")')"
same "step by step" "step part line state operation statement" "$(value '.steps[0] | keys_unsorted | join(" ")')"
sed -i 's/"j"/"k"/' schema/migrations/003_fails.c
build >/dev/null
fields "what is half done and changed" "open changed steps changes invalid_indexes" migrate repair --json
same "step by step" "change step state line operation statement" "$(value '.changes[0] | keys_unsorted | join(" ")')"
fields "a decision" "event what number" migrate repair --abandon --keep --json
fields "what ran" "log" migrate history --log --json
same "of each" "id number revision name direction checksum outcome error at duration_ms who role client application runner lock_tries lock_wait_ms tenant host run" \
    "$(value '.log[0] | keys_unsorted | join(" ")')"
fields "with its steps" "log" migrate history --steps --json
same "of each" "step line operation statement duration_ms lock_tries lock_wait_ms rows" \
    "$(value '[.log[].steps[]][0] | ["step", "line", "operation", "statement", "duration_ms", "lock_tries", "lock_wait_ms", "rows"] - (["step", "line", "operation", "statement", "duration_ms", "lock_tries", "lock_wait_ms", "rows"] - keys_unsorted) | join(" ")')"
fields "a stamp" "event at" migrate stamp 1 --json
fields "what is let go of" "event count" migrate purge --all --json
fields "an unknown option" "event error" migrate status --json --nonsense
same "has a code, too" "MG500 usage" "$(value '.error | "\(.code) \(.name)"')"
fields "a revision that there is not" "event error" migrate show 77 --json
same "has its own" "MG501" "$(value .error.code)"
fields "a server that is not there" "event error" migrate status --json -d "host=$WORK dbname=x"
same "has its own" "MG511" "$(value .error.code)"

rm schema/migrations/00[23]*
migration 2 next 'execute(m, "select 1");' ''
build >/dev/null
new_database
# Several databases, or tenants: each line has its target, the last one the sum.
printf '%s\n' "$DATABASE_URL" "$URL" >"$WORK/databases"
for command in current status "history --log" "stamp 1" repair "purge --list" "downgrade base" "upgrade 1" "history --steps" "upgrade 1 --plan"; do
    output=$(migrate $command --json --databases "$WORK/databases" 2>/dev/null)
    same "$command: a sum at the end" "event targets changed unchanged pending not_begun failed duration_ms" \
        "$(printf '%s\n' "$output" | tail -n 1 | jq -r 'keys_unsorted | join(" ")' 2>&1)"
    same "$command: a target in each other line" "" "$(printf '%s\n' "$output" | head -n -1 | jq -r 'select(keys_unsorted[0] != "target")')"
done
check "and for tenants" migrate current --schemas 'pub*' -d "$URL"
says "by name" '^public: '
check_status 2 "a script is for one" migrate stamp 1 --sql --databases "$WORK/databases"
unset DATABASE_URL

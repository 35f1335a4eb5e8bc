# Who may include whom. The rooms of gen/ know only those before them; each foreign library has one
# room that knows it; the runtime knows nothing of gen/. Lists (.def) may be read from anywhere.
. "$(dirname "$0")/../support/lib.sh"
cd "$TOP" || exit 3

includes() { # includes GLOB...: file:line:name of every #include there
    grep -HnoE '^ *# *include *[<"][^>"]*' "$@" 2>/dev/null | sed -E 's/# *include *[<"]//; s/: */:/'
}

# none NAME LINES: passes if there are none.
none() {
    if [ -z "$2" ]; then ok "$1"; else not_ok "$1" "$2"; fi
}

# only NAME PATTERN ALLOWED: includes that match PATTERN are only in files that match ALLOWED.
only() {
    none "$1" "$(includes gen/*/*.[ch] runtime/*.[ch] runtime/*/*.[ch] | grep -E ":($2)$" | grep -vE "^($3)")"
}

none "rooms of gen include only rooms before them" "$(includes gen/*/*.[ch] | awk -F'[:]' '
    BEGIN {
        n = split("base model kinds read snapshot database plan emit cli", rooms, " ")
        for (i = 1; i <= n; i++) order[rooms[i]] = i
    }
    {
        split($1, from, "/"); split($3, to, "/")
        if ($3 ~ /\.def$/ || !(to[1] in order)) next
        if (!(from[2] in order) || order[to[1]] > order[from[2]]) print
    }')"
# record/ is where the functions of migrations are run: what it runs comes after it, and knows its data.
none "rooms of the runtime include only rooms before them" "$(includes runtime/*/*.[ch] | awk -F: '
    BEGIN {
        n = split("base sql server site record expect ledger impact stash recipes operations parts run commands", rooms, " ")
        for (i = 1; i <= n; i++) order[rooms[i]] = i
        split("record>expect record>impact record>stash record>recipes record>run expect>impact impact>recipes parts>run", known, " ")
        for (i in known) allowed[known[i]] = 1
    }
    {
        split($1, from, "/"); n = split($3, to, "/"); room = n > 2 ? to[n - 1] : from[2]
        if ($3 ~ /\.def$/ || !(room in order) || !(from[2] in order)) next
        if (order[room] > order[from[2]] && !((from[2] ">" room) in allowed)) print
    }')"
none "the runtime includes nothing of gen" \
    "$(includes runtime/*.[ch] runtime/*/*.[ch] |
        grep -E ':((\.\./)+gen|gen|base|model|kinds|read|snapshot|database|plan|emit|cli)/')"
only "only gen/read includes libclang" 'clang-c/.*' 'gen/read/'
only "only gen/snapshot includes Jansson" 'jansson.*' 'gen/snapshot/'
only "only gen/model/sql*.c include libpg_query" 'pg_query.*' 'gen/model/sql[a-z_]*\.c:'
only "only runtime and gen/database include libpq" '(postgresql/)?libpq.*' 'runtime/|gen/database/'
none "a migration includes no system header" "$(grep -n '#.*include *<' runtime/modelgen/migr*.h)"
none "below the commands nobody exits, prints or asks the environment" \
    "$(grep -nE '\b(exit|printf|puts|getenv)\(' gen/[!c]*/*.c runtime/*.c runtime/[!c]*/*.c |
        grep -vE '^gen/base/(diag|arena)\.c|^runtime/main\.c|: *(/\*|\*|//)')"

# Memory that runs out, calls of libpq that fail, answers that are lost, while the operations look at
# the database and choose their recipes: there is the same plan, or none and a reason. (A recipe that
# is chosen because a question failed would be one that keeps everybody waiting.)
#
# EVERY=1: each place that calls is tried, and not only some of them.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/support/project.sh"
. "$TOP/tests/torture/migrations.sh"
need_server
EVERY=${EVERY:-50}

project
torture_migrations
LDFLAGS="$BUILD/tests/faults/faults.o $("$TOP/tests/faults/wraps") ${LDFLAGS:-}" build >/dev/null || exit 3
new_database
export DATABASE_URL=$URL

# calls FILE: the first call from each place, as FAULT has it; places that were tried before are not.
calls() {
    awk -v every="$EVERY" -v seen="$WORK/seen" '
        BEGIN { split("memory libpq unheard", kinds); while ((getline line < seen) > 0) known[line] = 1 }
        { n[$1]++ }
        !(($1, $2) in known || known[$1 " " $2]) {
            known[$1, $2] = 1
            print $1, $2 >> seen
            if (++all % every == 0) print kinds[$1 + 1] ":" n[$1]
        }' "$1"
}

tried=0
try_plan() { # WAY WORDS...
    local expected fault status
    expected=$(FAULT_LOG=$WORK/log migrate "$@" --plan 2>&1) || { not_ok "a plan: $*" "$expected"; return; }
    for fault in $(calls "$WORK/log"); do
        tried=$((tried + 1))
        FAULT=$fault build/migrate "$@" --plan >"$WORK/out" 2>"$WORK/err"
        status=$?
        case $status in
        0) [ "$expected" = "$(cat "$WORK/out")" ] || not_ok "$* with $fault: another plan" "$(diff <(echo "$expected") "$WORK/out"; cat "$WORK/err")" ;;
        [1-3]) grep -q '\[MG\|out of memory' "$WORK/err" || not_ok "$* with $fault: a reason" "$(cat "$WORK/err")" ;;
        *) not_ok "$* with $fault: status $status" "$(cat "$WORK/err")" ;;
        esac
    done
}

check "tables to begin with" migrate upgrade 1 -q
torture_rows "$URL" 300
: >"$WORK/seen"
for at in $(seq 2 $LAST); do
    try_plan upgrade "$at"
    migrate upgrade "$at" -q >"$WORK/out" 2>&1 || not_ok "upgrade to $at" "$(cat "$WORK/out")"
    try_plan downgrade "$((at - 1))"
done
[ "$tried" -gt 50 ] && ok "$tried calls that fail while recipes are chosen" || not_ok "calls fail" "only $tried of them"

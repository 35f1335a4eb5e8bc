# The tests of this directory run modelgen from outside, in projects of their own. They use no server but those that
# modelgen starts itself.
. "$(dirname "${BASH_SOURCE[0]}")/../support/lib.sh"
unset PGHOST PGUSER PGOPTIONS TEST_SERVER
trap 'for dir in "$WORK" "$WORK"/*/; do (cd "$dir" 2>/dev/null && modelgen server remove -q 2>/dev/null); done; finish' EXIT

# project NAME: a directory with a model of users, entered.
project() {
    mkdir -p "$WORK/$1/schema/models" && cd "$WORK/$1" || exit 3
    users 'char *email NOT_NULL;' >schema/models/users.h
}

# users LINES...: the model of users with these lines in it.
users() {
    printf '#pragma once\n#include <modelgen/begin.h>\nTABLE(users) {\n    int64_t id PRIMARY_KEY IDENTITY;\n'
    printf '    %s\n' "$@"
    printf '};\n#include <modelgen/end.h>\n'
}

# What schema/ holds, as one line: to see that nothing was changed.
state() {
    find schema -type f -exec sha256sum {} + | sort | sha256sum
}

# refuses STATUS CODE NAME COMMAND...: ends with this status, says this code, changes nothing in schema/.
refuses() {
    local status=$1 code=$2 name=$3 before
    shift 3
    before=$(state)
    check_status "$status" "$name" "$@" || return
    says "$name: $code" "\[$code\]"
    same "$name: nothing is written" "$before" "$(state)"
}

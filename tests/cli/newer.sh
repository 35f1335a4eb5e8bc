# Words that came with a later PostgreSQL: by the models' own floor, and by the servers of verify and drift.
. "$(dirname "$0")/lib.sh"

project floor
sed -i '3i POSTGRESQL(16);' schema/models/users.h
models() { sed -i '/char \*email/,/};/c\'"$1"'\n};' schema/models/users.h; }
models 'char *email NOT_NULL; int32_t age GENERATED(0);'
check "models that keep to their floor" modelgen revision -q -m first
check "and have come to pass" modelgen check
models 'char *email NOT_NULL; int32_t age GENERATED(0) VIRTUAL;'
refuses 3 MG313 "a newer word is refused by revision" modelgen revision -m newer
says "at its line" '^schema/models/users.h:6:[0-9]+: error: column "users.age": VIRTUAL needs PostgreSQL 18, and the models are to run on 16 \[MG313\]'
says "with what asks for it" 'users.h:3:1: note: as is said here'
refuses 3 MG313 "by diff" modelgen diff
refuses 1 MG313 "and by check" modelgen check
models 'char *email NOT_NULL; int32_t age GENERATED(0);'
sed -i 's/POSTGRESQL(16)/POSTGRESQL(14)/; s/TABLE(users)/TABLE(users, ACCESS_METHOD(columns))/' schema/models/users.h
refuses 3 MG313 "so is a change that takes a newer PostgreSQL" modelgen revision -m newer
says "in its words" '^schema/models/users.h:3:1: error: the change takes alter_table\(m, "users", ACCESS_METHOD\("columns"\)\), which needs PostgreSQL 15'
sed -i 's/POSTGRESQL(14)/POSTGRESQL(15)/' schema/models/users.h
check "which a later floor allows" modelgen revision -q -m newer

# What its own servers have not, verify and drift say at the model's line, too.
server=$("$(server_bindir)/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
if [ "$server" -lt 18 ]; then
    project server
    models 'char *email NOT_NULL; int32_t age GENERATED(0) VIRTUAL;'
    check "without a floor any word is taken" modelgen revision -q -m first
    at='^schema/models/users.h:5:[0-9]+: error: column "users.age": VIRTUAL needs PostgreSQL 18, and the server is '"$server"' \[MG313\]'
    check_status 1 "verify does not go where the server lacks it" modelgen verify
    says "at the model's line" "$at"
    check_status 1 "nothing else is found" grep -v 'MG313\|^ \|^hint' <<<"$output"
    modelgen server start -q 2>/dev/null
    url=$(modelgen server url 2>/dev/null)
    check_status 3 "nor does drift" modelgen drift --database "$url"
    says "at the model's line" "$at"
    echo '#error not today' >>schema/models/users.h
    check_status 3 "models that cannot be read" modelgen drift --database "$url"
    says "leave it at the snapshot" '^schema/snapshot.json: error: column "users.age": VIRTUAL needs PostgreSQL 18'
else
    skip "what servers lack is told at the model's line" "PostgreSQL $server lacks nothing"
fi

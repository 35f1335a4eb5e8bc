# Each header compiles alone; those of users also as C99 and C++11, without a warning.
. "$(dirname "$0")/../support/lib.sh"
cd "$TOP" || exit 3

llvm=$(ls -d /usr/lib/llvm-*/include 2>/dev/null | sort -V | tail -1)
pq=$(pkg-config --cflags libpq)
for header in gen/*/*.h runtime/[!m]*/*.h; do
    # shellcheck disable=SC2086
    check "$header compiles alone" gcc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only \
        -I. -Igen -Iruntime $pq ${llvm:+-I$llvm} -include "$header" -x c /dev/null
done

check "a migration file's header compiles alone" gcc -std=c11 -Wall -Wextra -Wpedantic -Werror \
    -fsyntax-only -Iruntime -include modelgen/migration.h -x c /dev/null

# What comes before the words is theirs, too: a field that nobody mentions is no warning.
cat >"$WORK/migration.c" <<'END'
#include <modelgen/migration.h>
void upgrade(migration *m);
void upgrade(migration *m)
{
    require(m, "true", MESSAGE("why"));
    ensure(m, "true");
    backfill(m, "t", SET("a = 1"));
    execute(m, "SELECT $1", "a");
    drop_table(m, "t");
}
END
check "and what is written by hand compiles without a warning" gcc -std=c11 -Wall -Wextra -Wpedantic -Werror \
    -fsyntax-only -Iruntime "$WORK/migration.c"

printf '#pragma once\n#include <modelgen/begin.h>\n#include <modelgen/end.h>\nstruct x { int y; };\n' \
    >"$WORK/model.h"
for compiler in "gcc -std=c99" "gcc -std=c11" "gcc -std=c2x" "g++ -std=c++11 -x c++" "g++ -std=c++20 -x c++" \
    "clang -std=c99" "clang -std=c2x" "tcc"; do
    if ! command -v "${compiler%% *}" >/dev/null; then
        skip "begin.h and end.h compile with $compiler" "not installed"
        continue
    fi
    echo '#include "model.h"' >"$WORK/model.c"
    # shellcheck disable=SC2086
    check "begin.h and end.h compile with $compiler" $compiler -Wall -Wextra -Wpedantic -Werror -Ischema \
        -I"$WORK" -c -o "$WORK/model.o" "$WORK/model.c"
done

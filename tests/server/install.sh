#!/bin/bash
# make install, a project that knows nothing of this repository, make uninstall.
. "$(dirname "$0")/lib.sh"
need_server

prefix=$WORK/usr
in_sources() { (cd "$TOP" && make -s BUILD="$BUILD" "$@"); }

check "make install" in_sources install PREFIX="$prefix"
for file in bin/modelgen lib/libmigrate.a include/modelgen/begin.h include/modelgen/end.h \
    include/modelgen/migration.h share/modelgen/modelgen.mk share/modelgen/registry.awk \
    lib/pkgconfig/modelgen.pc share/man/man1/modelgen.1 share/bash-completion/completions/modelgen; do
    check "$file is there" test -s "$prefix/$file"
done

check "make install with DESTDIR" in_sources install PREFIX=/opt/modelgen DESTDIR="$WORK/stage"
same "DESTDIR holds what the prefix holds" "$(cd "$prefix" && find . -type f | sort)" \
    "$(cd "$WORK/stage/opt/modelgen" && find . -type f | sort)"
check "and names the prefix alone" grep -q '^prefix=/opt/modelgen$' "$WORK/stage/opt/modelgen/lib/pkgconfig/modelgen.pc"

# From here on nothing of the build or of the sources is in reach.
export PATH="$prefix/bin:${PATH#*:}" PKG_CONFIG_PATH=$prefix/lib/pkgconfig
same "modelgen is the installed one" "$prefix/bin/modelgen" "$(command -v modelgen)"
cd "$WORK" || exit 3
check "modelgen init" modelgen init shop
cd shop || exit 3

new_database
export DATABASE_URL=$URL
check "the new project migrates" make migrate
check "and again, with nothing to do" make migrate
says "and says so" "[Nn]othing|at head|up to date"
check "its models are current" modelgen check
check "its runner has nothing pending" build/migrate status

cat >program.c <<'END'
#include <stdio.h>
#include MODEL
int main(void) { puts("compiled"); return 0; }
END
model=$(ls schema/models/*.h | head -1)
check "its models compile with what pkg-config says" \
    sh -c "gcc -Wall -Wextra -Werror -DMODEL='\"$model\"' program.c -o program \$(pkg-config --cflags modelgen) && ./program"

check "make uninstall" in_sources uninstall PREFIX="$prefix"
same "nothing is left" "" "$(find "$prefix" -type f)"

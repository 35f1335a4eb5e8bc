#!/bin/bash
# The model language under every compiler and standard: a header with every word compiles without a
# warning, and each misspelling in tests/language/wrong.txt is an error in plain gcc and clang.
. "$(dirname "$0")/support/lib.sh"
cd "$TOP" || exit 3

has() { command -v "$1" >/dev/null; }

silent() { # silent COMMAND...: succeeds and says nothing
    local said
    said=$("$@" 2>&1) && [ -z "$said" ] && return
    echo "$said"
    return 1
}

compiles() { # compiles COMPILER ARGUMENTS...
    check "$* compiles every word without a warning" silent \
        "$@" -Wall -Wextra -Wpedantic -Ischema -Itests/language -c -o "$WORK/out.o" "$WORK/main.c"
}

cat >"$WORK/main.c" <<'END'
#include "words.h"
int main(void)
{
    struct users u;
    u.id = (int64_t)sizeof(struct orders_);
    return u.id == 0;
}
END
for standard in c99 c11 c17 c2x gnu11; do
    for compiler in gcc clang tcc; do
        ! has $compiler || compiles $compiler -std=$standard
    done
done
for standard in c++11 c++14 c++20; do
    for compiler in g++ clang++; do
        ! has $compiler || compiles $compiler -x c++ -std=$standard
    done
done

# A word that is an attribute must not change how a struct is laid out.
cat >"$WORK/main.c" <<'END'
#include <modelgen/begin.h>
TABLE(users) { int64_t id; int32_t small; };
TABLE(plain) { char *a; int32_t c REFERENCES(users, id); char *d REFERENCES(users, small); };
#include <modelgen/end.h>
struct same { char *a; int32_t c; char *d; };
typedef char check[sizeof(struct plain) == sizeof(struct same) ? 1 : -1];
END
for compiler in gcc clang; do
    ! has $compiler ||
        check "words change no layout with $compiler" silent \
            $compiler -Ischema -c -o "$WORK/out.o" "$WORK/main.c"
done

model_with() { # model_with LINE: a program with it, in a struct or (in capitals) below one
    local member= below=
    case $1 in [A-Z]*) below=$1 ;; *) member=$1 ;; esac
    cat <<END
#include <modelgen/begin.h>
ENUM(mood) { MOOD_GOOD, MOOD_BAD };
TABLE(users) {
    int64_t id PRIMARY_KEY;
    char *email;
$member
};
TABLE(posts) { int64_t id; int64_t author; };
$below
#include <modelgen/end.h>
int main(void) { return 0; }
END
}

refused() { # by every compiler, in every standard
    local compiler standard
    for compiler in gcc clang; do
        has $compiler || continue
        for standard in c99 c17; do
            ! $compiler -w -std=$standard -Ischema -fsyntax-only "$WORK/main.c" 2>/dev/null || {
                echo "$compiler -std=$standard accepts it"
                return 1
            }
        done
    done
}

while IFS= read -r line; do
    case $line in '' | '#'*) continue ;; esac
    model_with "$line" >"$WORK/main.c"
    check "no compiler accepts: ${line#"${line%%[! ]*}"}" refused
done <tests/language/wrong.txt

#!/bin/sh
# The model language under every compiler and standard: a header with every word compiles without a
# warning, and each misspelling in tests/language/wrong.txt is an error in plain gcc and clang.
set -u
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
tests=0 failed=0

report() { # status, what
    tests=$((tests + 1))
    if [ "$1" = 0 ]; then
        echo "ok $tests - $2"
    else
        failed=$((failed + 1))
        echo "not ok $tests - $2"
        sed 's/^/# /' "$work/out"
    fi
}

compiles() { # compiler and arguments: no output at all
    "$@" -Wall -Wextra -Wpedantic -Ischema -Itests/language -c -o "$work/out.o" "$work/main.c" >"$work/out" 2>&1 &&
        [ ! -s "$work/out" ]
    report $? "$*"
}

cat >"$work/main.c" <<'END'
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
        command -v $compiler >/dev/null && compiles $compiler -std=$standard
    done
done
for standard in c++11 c++14 c++20; do
    for compiler in g++ clang++; do
        command -v $compiler >/dev/null && compiles $compiler -x c++ -std=$standard
    done
done

# A word that is an attribute must not change how a struct is laid out.
cat >"$work/main.c" <<'END'
#include <modelgen/begin.h>
TABLE(users) { int64_t id; int32_t small; };
TABLE(plain) { char *a; int32_t c REFERENCES(users, id); char *d REFERENCES(users, small); };
#include <modelgen/end.h>
struct same { char *a; int32_t c; char *d; };
typedef char check[sizeof(struct plain) == sizeof(struct same) ? 1 : -1];
END
compiles gcc -std=c11
compiles clang -std=c11

while IFS= read -r line; do
    case $line in '' | '#'*) continue ;; esac
    cat >"$work/main.c" <<END
#include <modelgen/begin.h>
ENUM(mood) { MOOD_GOOD, MOOD_BAD };
TABLE(users) {
    int64_t id PRIMARY_KEY;
    char *email;
@struct
};
TABLE(posts) { int64_t id; int64_t author; };
@after
#include <modelgen/end.h>
int main(void) { return 0; }
END
    case $line in
    *'{'* | [A-Z]*) sed -i "/^@struct/d; s|^@after.*|$line|" "$work/main.c" ;;
    *) sed -i "/^@after/d; s|^@struct.*|$line|" "$work/main.c" ;;
    esac
    for compiler in gcc clang; do
        for standard in c99 c17; do
            ! $compiler -w -std=$standard -Ischema -fsyntax-only "$work/main.c" >"$work/out" 2>&1
            report $? "$compiler -std=$standard accepts $line"
        done
    done
done <tests/language/wrong.txt

echo "1..$tests"
[ "$failed" = 0 ]

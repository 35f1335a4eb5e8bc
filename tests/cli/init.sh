# modelgen init: a project that builds, migrates and tests at once, and overwrites nothing.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3
unset CC BUILD
[ -n "${SANITIZE:-}" ] || unset CFLAGS

check "init makes a project" modelgen init "my app"
cd "my app" || exit 3
check "its program builds" make -s CFLAGS="-Wall -Wextra -Wpedantic -Werror"
same "and runs" "Ada <ada@example.org>" "$(build/my_app)"
check "make migrate upgrades a private database" make -s migrate
says "to head" 'now at head \(001 initial_schema\)'
check "again there is nothing to do" make -s migrate
says "it says so" 'already at head'
check "modelgen knows where the database is" modelgen current
says "it is at head" '^001 [0-9a-f]{12} initial_schema \(head\)$'
check "status is content" modelgen status
check "make check proves it" make -s check
says "by verify" 'verified 1 migration, there and back'
check "git would commit just the sources" test "$(cat .gitignore)" = /build/
sed -i 's/char  *\*name .*/&\n    char          *phone;/' schema/models/example.h
check "the next revision is written" modelgen revision -m "add phone"
check_status 1 "status finds it pending" modelgen status
check "and applied" modelgen upgrade
check "and taken back" modelgen downgrade -1
check "make clean removes all that was built" make -s clean
same "nothing is left" "" "$(ls -d build 2>/dev/null; pgrep -f "$PWD/build")"

cd "$WORK" || exit 3
before=$(find "my app" -type f -exec sha256sum {} + | sort)
check_status 3 "init does not touch a project that is there" modelgen init "my app"
says "it says why" '\[MG904\]'
same "nothing changed" "$before" "$(find "my app" -type f -exec sha256sum {} + | sort)"
mkdir -p other/src && cd other || exit 3
echo 'all:' >Makefile
echo '# mine' >README.md
check "a directory with a makefile becomes a project" modelgen init
same "its files stay" "all:# mine" "$(cat Makefile README.md | tr -d '\n')"
says "the lines for its makefile are shown" 'include \$\(shell .* where makefile\)'
same "nothing but schema/ is added" "Makefile README.md schema src" "$(ls | tr '\n' ' ' | sed 's/ $//')"
check "even so it upgrades" modelgen upgrade
check_status 3 "a directory that cannot be made is an error" modelgen init /dev/null/x
check_status 2 "an empty name is a usage error" modelgen init ""

# One of each thing that can be declared: it builds, and is proven.
cd "$WORK" || exit 3
check "init --examples makes a project with one of each" modelgen init --examples kinds
says "in a header of its own" '^schema/models/kinds.h$'
cd kinds || exit 3
check "its migration is proven" modelgen verify
check "it runs" modelgen upgrade
check "the database is what the models say" modelgen drift --database "$(modelgen server url)"
modelgen server remove >/dev/null 2>&1

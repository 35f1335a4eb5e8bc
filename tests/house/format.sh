# The sources are as clang-format leaves them. Mend with: clang-format -i FILE
. "$(dirname "$0")/../support/lib.sh"
cd "$TOP" || exit 3

if ! command -v clang-format >/dev/null; then
    skip "the sources are as clang-format leaves them" "clang-format is not installed"
    exit
fi
# Where the layout is a table it is kept by hand: the words of the two languages, kinds.h.
# shellcheck disable=SC2046
ragged=$(clang-format --dry-run -Werror $(ls gen/*/*.[ch] runtime/*.c runtime/*/*.c runtime/[!m]*/*.h tests/*/*.[ch] |
    grep -vE '^(gen/kinds/kinds|runtime/sql/sql)\.h') 2>&1 | sed -n 's/^\([^:]*\.[ch]\):.*/\1/p' | sort -u | tr '\n' ' ')
if [ -z "$ragged" ]; then
    ok "the sources are as clang-format leaves them"
else
    not_ok "the sources are as clang-format leaves them" "clang-format -i $ragged"
fi

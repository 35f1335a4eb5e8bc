# The sources are as clang-format leaves them. Mend with: clang-format -i FILE
. "$(dirname "$0")/../support/lib.sh"
cd "$TOP" || exit 3

if ! command -v clang-format >/dev/null; then
    skip "the sources are as clang-format leaves them" "clang-format is not installed"
    exit
fi
# Where the layout is a table it is kept by hand: the words of the two languages, kinds.h.
for file in $(ls gen/*/*.[ch] runtime/*.[ch] runtime/*/*.c tests/*/*.[ch] | grep -v '^gen/kinds/kinds\.h'); do
    clang-format --dry-run -Werror "$file" >/dev/null 2>&1 || ragged="${ragged:-} $file"
done
if [ -z "${ragged:-}" ]; then
    ok "the sources are as clang-format leaves them"
else
    not_ok "the sources are as clang-format leaves them" "clang-format -i$ragged"
fi

# What our objects hold: no data that changes, and in the runtime no name that could be a user's.
. "$(dirname "$0")/../support/lib.sh"
cd "$BUILD" || exit 3

# OBJECT SECTION SYMBOL of every variable outside read-only data. Sanitizers add their own.
changing=$(find gen runtime -name '*.o' -exec objdump -t {} + | awk '
    /file format/ { object = $1; sub(/:$/, "", object) }
    / O (\.data|\.bss|COMMON|\.tbss|\.tdata)/ && !/\.data\.rel\.ro/ { print object, $(NF - 2), $NF }' |
    grep -vE ' (__?asan|__odr_asan|\.L|__ubsan)|\.Lubsan')
if [ -n "${SANITIZE:-}" ]; then
    skip "no variable of ours can change" "sanitizers add variables"
elif [ -z "$changing" ]; then
    ok "no variable of ours can change"
else
    not_ok "no variable of ours can change" "$changing"
fi

foreign=$(nm -g --defined-only libmigrate.a | awk 'NF == 3 && $3 !~ /^(mg_|modelgen_require$|__asan|__odr_asan)/')
# The runner's main is in the program that the build makes, not in the library.
if [ -z "$foreign" ]; then
    ok "every name that libmigrate.a exports starts with mg_, but the program's own call"
else
    not_ok "every name that libmigrate.a exports starts with mg_, but the program's own call" "$foreign"
fi

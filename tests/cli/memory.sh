# modelgen without memory: it says so, and leaves the project as it was. A call for memory fails at each of
# MOMENTS, most of them towards the end, where files are written.
. "$(dirname "$0")/lib.sh"
MOMENTS=${MOMENTS:-24}

project first
modelgen revision -q -m "Add users" >/dev/null
users 'char *email NOT_NULL UNIQUE;' 'int age CHECK("age > 0");' >schema/models/users.h
before=$(state)
cp -r schema "$WORK/schema"
faulty=$(dirname "$(command -v modelgen)")/tests/faults/modelgen

FAULT_LOG=$WORK/calls "$faulty" revision -q -m change >/dev/null
after=$(state)
calls=$(grep -c '^0 ' "$WORK/calls")

wrong=
for i in $(seq 1 "$MOMENTS"); do
    rm -rf schema && cp -r "$WORK/schema" schema
    at=$((calls - calls * (MOMENTS - i) * (MOMENTS - i) / MOMENTS / MOMENTS))
    FAULT=memory:$at "$faulty" revision -q -m change >out 2>&1
    case "$? $(state)" in
    "0 $after") ;;
    "3 $before" | "2 $before") grep -q '^modelgen: .*out of memory' out || wrong="$wrong $at(silent)" ;;
    *) wrong="$wrong $at" ;;
    esac
done
same "without memory at $MOMENTS of $calls calls there is a word about it and nothing changes" "" "$wrong"

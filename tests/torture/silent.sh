#!/bin/bash
# make torture, too: the network between a runner and its server falls silent, and nobody is told. The
# locks of its transaction are free soon, and another runner does what that one was at. Needs root and
# network namespaces. Prints TAP.
. "$(dirname "$0")/../support/lib.sh"
. "$TOP/tests/support/project.sh"
unset TEST_SERVER # others know no server that listens
SERVER_OPTIONS=(-c synchronous_commit=on -c listen_addresses=10.77.0.1)
far() { ip netns exec "modelgen$$" "$@"; }

{ ip netns add "modelgen$$" && ip link add vh$$ type veth peer name vf$$ && ip link set vf$$ netns "modelgen$$" &&
    ip addr add 10.77.0.1/24 dev vh$$ && ip link set vh$$ up && far ip addr add 10.77.0.2/24 dev vf$$ &&
    far ip link set vf$$ up; } 2>/dev/null || {
    ip netns del "modelgen$$" 2>/dev/null
    skip "a network that falls silent" "no network can be made here"
    exit
}
trap 'kill -9 $pid 2>/dev/null; ip link del vh$$; ip netns del "modelgen$$"; finish' EXIT
pid=
need_server
echo "host all all 10.77.0.0/24 trust" >>"$SERVER_DIR/data/pg_hba.conf"
psql -qX postgres -c "select pg_reload_conf()" >/dev/null

project
migration 1 t 'create_table(m, "t", COLUMN("id", "bigint")); execute(m, "insert into t select generate_series(1, 1000)");' ''
migration 2 asks 'add_column(m, "t", COLUMN("n", "integer"));
    if (query_integer(m, "SELECT count(*) FROM t") == 1000 && getenv("THINKS"))
        sleep(60);
    execute(m, "insert into t values (0)");' ''
sed -i '1i #include <stdlib.h>\n#include <unistd.h>' schema/migrations/002*
build >/dev/null || exit 3
new_database
migrate upgrade -q 1 -d "$URL"
database=${URL#*///}
THINKS=1 ip netns exec "modelgen$$" build/migrate upgrade -q -d "postgresql://postgres@10.77.0.1/${database%%\?*}" >out 2>&1 &
pid=$!
until psql -qXAt "$URL" -c "select state from pg_stat_activity where client_addr = '10.77.0.2'" | grep -q 'idle in transaction'; do sleep 0.1; done
ip link set vh$$ down
check "what a runner beyond a silent network was at is soon done by another" migrate upgrade -q --wait 60 --lock-wait 60 -d "$URL"
same "once" "1001 2" "$(psql -qXAtF ' ' "$URL" -c "select count(*), (select count(*) from modelgen.history) from t")"

# The tests of this directory are written with tests/support/lib.sh.
. "$(dirname "${BASH_SOURCE[0]}")/../support/lib.sh"

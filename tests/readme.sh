#!/bin/bash
# Carries out what README.md shows, in order, in one shell, and compares.
#
# In a ```console block a line that starts with "$ " is a command (with its here-document, or the lines that
# follow a backslash); the lines below it are what it prints. "..." stands for any lines. Durations,
# dates, hashes and directories may differ. A block with a file's name after its language, ```c schema/models/x.h,
# is that file, as the reader would have typed it.
. "$(dirname "$0")/support/lib.sh"
readme=${1:-$TOP/README.md}
# The tour has a PostgreSQL of its own, started for it.
unset PGHOST PGUSER SOURCE_DATE_EPOCH PGOPTIONS
export GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@example.org GIT_COMMITTER_NAME=Ann GIT_COMMITTER_EMAIL=ann@example.org
steps=$WORK/steps
mkdir "$steps" "$WORK/tour"

# steps/NNN.command or .file, and steps/NNN.expected.
awk -v dir="$steps" '
    function name(suffix) { return sprintf("%s/%03d.%s", dir, n, suffix) }
    /^```/ {
        if (inside) { if (file != "") close(name("file")); inside = file = ""; next }
        split($0, words, " ")
        inside = substr(words[1], 4)
        if (words[2] != "") { n++; file = words[2]; print file > name("path"); close(name("path")) }
        next
    }
    inside == "" { next }
    file != "" { print > name("file"); next }
    inside != "console" { next }
    here != "" { print > name("command"); if ($0 == here) here = ""; next }
    more { print > name("command"); more = /\\$/; next }
    /^\$ / {
        n++
        print substr($0, 3) > name("command")
        printf "" > name("expected")
        more = /\\$/
        if (match($0, /<<.?[A-Z]+/)) { here = substr($0, RSTART + 2, RLENGTH - 2); gsub(/[^A-Z]/, "", here) }
        next
    }
    n { print > name("expected") }' "$readme"

# One shell for all, so that `cd` lasts.
{
    echo 'cd "$WORK/tour"'
    for step in "$steps"/*.command "$steps"/*.path; do
        [ -e "$step" ] && echo "$step"
    done | sort | while read -r step; do
        base=${step%.*}
        case $step in
        *.path) echo "mkdir -p \"\$(dirname \"$(cat "$step")\")\"; cp '$base.file' '$(cat "$step")'" ;;
        *)
            echo "{"
            cat "$step"
            echo "} >'$base.actual' 2>&1 </dev/null; pwd >'$WORK/where'"
            ;;
        esac
    done
} >"$WORK/session.sh"
env -u BUILD bash "$WORK/session.sh" >"$WORK/session.log" 2>&1

plain() {
    sed -E -e 's/\b[0-9]+(\.[0-9]+)? ?(ms|s|min)\b/TIME/g; s/\b[0-9a-f]{64}\b/SUM/g; s/\b[0-9a-f]{12}\b/HASH/g' \
        -e 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?/DATE/g' \
        -e "s,(/[A-Za-z0-9._-]+){2\,},PATH,g" -e 's/[ \t]+/ /g; s/ $//' "$1"
}

# True if the lines are the expected ones, where "..." is any number of lines.
matches() { # matches EXPECTED ACTUAL
    awk 'NR == FNR { want[++m] = $0; next } { got[++n] = $0 }
        END {
            i = j = 1; star = 0
            while (j <= n) {
                if (i <= m && want[i] == "...") { star = i++; mark = j }
                else if (i <= m && want[i] == got[j]) { i++; j++ }
                else if (star) { i = star + 1; j = ++mark }
                else exit 1
            }
            while (i <= m && want[i] == "...") i++
            exit i <= m
        }' "$1" "$2"
}

for step in "$steps"/*.command; do
    [ -e "$step" ] || break
    base=${step%.command}
    [ -e "$base.actual" ] || echo "(never came to it)" >"$base.actual"
    plain "$base.expected" >"$WORK/expected"
    plain "$base.actual" >"$WORK/actual"
    if matches "$WORK/expected" "$WORK/actual"; then
        ok "$(head -1 "$step")"
    else
        not_ok "$(head -1 "$step")" "$(diff -u --label README --label actual "$base.expected" "$base.actual")"
    fi
done
[ "$tests_run" -gt 0 ] || not_ok "README.md has commands to carry out"

# What the page names exists: files of the repository, commands of both programs, targets of make.
for path in $(grep -oE '`(gen|runtime|schema|templates|tests)/[A-Za-z0-9_./-]+`' "$readme" | tr -d '`' | sort -u); do
    if [ -e "$TOP/$path" ]; then ok "there is $path"; else not_ok "there is $path"; fi
done
for target in $(grep -oE '`make [a-z-]+' "$readme" | sed 's/.* //' | sort -u); do
    check "make has the target $target" grep -qE "^([a-z-]+ )*$target( [a-z-]+)*:" "$TOP/Makefile" "$TOP/runtime/modelgen.mk"
done

# The private server of the tour.
for place in "$(cat "$WORK/where" 2>/dev/null)" "$WORK"/tour/*/; do
    [ -d "$place" ] && (cd "$place" && modelgen server stop) >/dev/null 2>&1
done
exit 0

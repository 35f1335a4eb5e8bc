# The command line itself: help, usage errors, explanations, completion, manual.
. "$(dirname "$0")/lib.sh"
cd "$WORK" || exit 3

check "--help lists the commands" modelgen --help
says "revision is among them" '^  revision  '
says "and the runner's are" '^  upgrade  '
for command in $(modelgen --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    check "$command --help explains itself" modelgen "$command" --help
    says "$command --help begins with its usage" "^Usage: modelgen $command"
done
check "--version says the version" modelgen --version
says "it is a version" '^modelgen [0-9.]+'

check_status 2 "no command is a usage error" modelgen
check_status 2 "an unknown command is a usage error" modelgen revsion
says "the near one is offered" 'Did you mean "revision"'
check_status 2 "an unknown option is a usage error" modelgen revision --dryrun
says "the near one is offered" 'Did you mean --dry-run'
check_status 2 "an unknown option of the runner is one too" modelgen upgrade --dryrun
check_status 2 "compiler flags are for models only" modelgen explain MG301 -- -DX
check_status 3 "outside of a project there is nothing to do" modelgen diff
says "and a way out" 'modelgen init'

check "explain knows modelgen's codes" modelgen explain MG301
check "and the runner's" modelgen explain 541
check "and their names" modelgen explain unreadable_file
same "as JSON" '{"code":"MG201","name":"unreadable_file","explanation":"A file could not be read."}' \
    "$(modelgen explain 201 --json)"
check_status 2 "an unknown code is a usage error" modelgen explain MG000
codes=$(cat "$TOP/gen/base/codes.def" "$TOP/runtime/base/codes.def" | grep -c '^CODE(')
same "explain lists every code" "$codes" "$(modelgen explain | wc -l)"
same "no code is used twice" "" "$(modelgen explain | cut -d' ' -f1 | sort | uniq -d)"

check "completion is a script that bash understands" bash -c 'eval "$(modelgen completion bash)"'
complete() { # complete WORDS...: what is offered for the last one
    bash -c 'eval "$(modelgen completion bash)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _modelgen
             printf "%s\n" "${COMPREPLY[@]}"' - "$@" | sort | tr "\n" " " | sed "s/ $//"
}
same "commands are completed" "revision" "$(complete modelgen rev)"
same "options are completed" "--drop --dry-run" "$(complete modelgen revision --dr)"
same "words are completed" "start status stop" "$(complete modelgen server st)"
same "options of the runner are completed" "--dry-run" "$(complete modelgen --json upgrade --dr)"
if command -v groff >/dev/null; then
    same "the manual has no mistakes" "" "$(modelgen manual | groff -man -Tutf8 -ww 2>&1 >/dev/null)"
else
    skip "the manual has no mistakes" "groff is not installed"
fi
check "where tells where the makefile is" test -f "$(modelgen where makefile)"
check "and the headers" test -f "$(modelgen where model-include)/modelgen/begin.h"
check "and the library" test -f "$(modelgen where library)"
check_status 3 "a full standard output is an error" bash -c 'modelgen explain >/dev/full'
check_status 3 "with --json diagnostics are JSON too" modelgen diff --json
says "with their code" '^\{"diagnostics":\[\{"code":"MG903","severity":"error","message":'

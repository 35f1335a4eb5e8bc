# modelgen: schema migrations for C programs on PostgreSQL. `make help` lists the targets.

BUILD   ?= build
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
VERSION := 0.1

# What Debian 12 calls the things we need: to build and run, and for the tests on top.
PACKAGES      := gcc libc6-dev pkg-config libclang-dev libjansson-dev libpq-dev libpg-query-dev \
                 libmd-dev postgresql
TEST_PACKAGES := libcmocka-dev g++ clang tcc valgrind clang-format universal-ctags pgbouncer jq

# Asked for when first used and then kept: before `make deps` has run there is no answer.
once = $(eval $(1) := $(2))$($(1))
LLVM_CONFIG ?= $(firstword $(shell command -v llvm-config llvm-config-14 2>/dev/null))
LLVM_PREFIX  = $(call once,LLVM_PREFIX,$(shell $(or $(LLVM_CONFIG),false) --prefix 2>/dev/null || \
                 ls -d /usr/lib/llvm-*/include/clang-c 2>/dev/null | sort -V | sed -n '$$s,/include/clang-c,,p'))
PQ_CFLAGS    = $(call once,PQ_CFLAGS,$(shell pkg-config --cflags libpq 2>/dev/null))

WARNINGS := -std=gnu11 -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wwrite-strings -Wformat=2 -Wvla -Wswitch-enum -Wno-missing-field-initializers
ifdef DEV
WARNINGS += -Werror
endif
COMPILE    = $(CC) $(WARNINGS) $(CFLAGS) -MMD -MP -D_GNU_SOURCE -DMODELGEN_VERSION='"$(VERSION)"'
IN_RUNTIME = $(PQ_CFLAGS) -Iruntime
IN_GEN     = $(PQ_CFLAGS) -I. -Igen -I$(BUILD) -I$(LLVM_PREFIX)/include
GEN_LIBS   = -Wl,--as-needed -L$(LLVM_PREFIX)/lib -lclang -ljansson -lpg_query -lmd -lpq

RUNTIME_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard runtime/*.c runtime/*/*.c))
GEN_OBJ     := $(patsubst %.c,$(BUILD)/%.o,$(wildcard gen/*/*.c))
UNIT        := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
TORTURE_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/torture/*.c))
FUZZ_OBJ    := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/fuzz/*.c))
READY       := $(BUILD)/.libraries

all: $(BUILD)/modelgen $(BUILD)/libmigrate.a ## build the tool and the runtime library

help: ## this list
	@sed -nE 's/^([a-z -]+):.*## (.*)/  \1\t\2/p' $(MAKEFILE_LIST) | sort -u | expand -t 34

$(BUILD)/libmigrate.a: $(RUNTIME_OBJ)
	@rm -f $@
	@ar rcs $@ $^

# Everything of modelgen but its main, for the unit tests.
$(BUILD)/libgen.a: $(filter-out %/gen/cli/main.o,$(GEN_OBJ))
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/modelgen: $(GEN_OBJ) $(BUILD)/libmigrate.a
	@echo "  link $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(GEN_LIBS)
	@$(if $(filter $(CURDIR)/%,$(abspath $@)),,ln -sfn '$(CURDIR)' $(BUILD)/source) # to find its files

$(BUILD)/runtime/%.o: runtime/%.c | $(READY)
	@mkdir -p $(@D)
	@$(COMPILE) $(IN_RUNTIME) -c -o $@ $<

$(BUILD)/gen/%.o: gen/%.c | $(READY)
	@mkdir -p $(@D)
	@$(COMPILE) $(IN_GEN) -c -o $@ $<

# A template becomes a C string literal, to be included: part of the program.
$(GEN_OBJ): | $(patsubst %,$(BUILD)/%.inc,$(filter-out %.md %.pc,$(wildcard templates/*.*)))
$(BUILD)/templates/%.inc: templates/%
	@mkdir -p $(@D)
	@sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $< > $@

$(BUILD)/tests/fuzz/%.o: tests/fuzz/%.c | $(READY)
	@mkdir -p $(@D)
	@$(COMPILE) $(IN_GEN) -c -o $@ $<

$(BUILD)/tests/unit/test_%: tests/unit/test_%.c $(BUILD)/libgen.a $(BUILD)/libmigrate.a | $(READY)-tests
	@mkdir -p $(@D)
	@$(COMPILE) $(IN_GEN) -I$(CURDIR) -o $@ $< $(LDFLAGS) -L$(BUILD) -lgen -lmigrate -lcmocka $(GEN_LIBS)

# Calls that fail are between them and what they call.
FAULTY = $(addprefix $(BUILD)/tests/unit/test_runtime_,faults protocol rows)
FAULTS = $(addprefix $(BUILD)/tests/faults/,faults.o server.o dialogue.o)
$(FAULTY): private IN_GEN += -Iruntime
$(FAULTY): private LDFLAGS += $(FAULTS) $(shell tests/faults/wraps)
$(FAULTY): $(FAULTS)

$(BUILD)/tests/faults/modelgen: $(GEN_OBJ) $(BUILD)/libmigrate.a $(BUILD)/tests/faults/faults.o
	@$(CC) $(CFLAGS) $(LDFLAGS) $(shell tests/faults/wraps) -o $@ $^ $(GEN_LIBS)

$(BUILD)/tests/fuzz_models: $(FUZZ_OBJ) $(BUILD)/libgen.a $(BUILD)/libmigrate.a
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(GEN_LIBS)

$(BUILD)/tests/torture/%.o: tests/torture/%.c | $(READY)
	@mkdir -p $(@D)
	@$(COMPILE) $(PQ_CFLAGS) -c -o $@ $<

$(BUILD)/tests/torture/torture: $(TORTURE_OBJ)
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lpq

$(BUILD)/tests/faults/%.o: tests/faults/%.c | $(READY)
	@mkdir -p $(@D)
	@$(COMPILE) $(PQ_CFLAGS) -c -o $@ $<

# Of the server, which no sanitizer watches.
$(BUILD)/tests/faults/full.so: tests/faults/full.c | $(READY)
	@mkdir -p $(@D)
	@$(CC) $(WARNINGS) -D_GNU_SOURCE -O2 -shared -fPIC -o $@ $<

# --- what must be there ---------------------------------------------------------------------

deps: ## install what is needed from Debian's packages (as root or with sudo)
	@tests/support/deps $(PACKAGES) $(if $(filter all migrate install,$(MAKECMDGOALS)),,$(TEST_PACKAGES))

# Each library by name, with the package that has it, before the compiler says it in its own words.
$(READY): | $(filter deps,$(MAKECMDGOALS))
	@tests/support/libraries "$(CC)" "$(LLVM_PREFIX)" $(PQ_CFLAGS)
	@mkdir -p $(@D) && touch $@

$(READY)-tests: | $(filter deps,$(MAKECMDGOALS))
	@TESTS=1 tests/support/libraries "$(CC)" ""
	@mkdir -p $(@D) && touch $@

# --- the worked example: schema/ ------------------------------------------------------------

MODELGEN = $(BUILD)/modelgen
include runtime/modelgen.mk

# --- tests ----------------------------------------------------------------------------------

N    ?= 130
SEED ?= 1
RUN  = BUILD=$(BUILD) tests/run
GOLDEN  = $(wildcard tests/golden/$(or $(CASE),*)/)
SERVER  = $(filter-out %/lib.sh,$(wildcard $(foreach d,server cli,tests/$d/$(or $(CASE),*).sh)))
HOUSE   = $(addprefix tests/house/,layers.sh symbols.sh headers.sh format.sh)
TORTURE = $(BUILD)/tests/torture/torture $(BUILD)/tests/faults/faults.o $(BUILD)/tests/faults/full.so
TESTED  = all $(BUILD)/tests/faults/modelgen $(UNIT) $(BUILD)/tests/fuzz_models $(TORTURE)

check: $(TESTED) ## every test; ends with the line `N passed, N failed`
	@$(RUN) tests/torture/torture.sh $(SERVER) "fuzz:$(SEED):$(N)" $(GOLDEN) tests/readme.sh tests/language.sh $(UNIT) $(HOUSE)

unit: $(UNIT) ## the unit tests of each room
	@$(RUN) $(UNIT)

golden: all $(BUILD)/tests/fuzz_models ## models before and after; CASE=column-* chooses, UPDATE_GOLDEN=1 rewrites what is expected
	@$(RUN) $(GOLDEN)

server: all $(BUILD)/tests/faults/modelgen ## the tests that need PostgreSQL; CASE=name chooses
	@$(RUN) $(SERVER)

fuzz-models: $(BUILD)/tests/fuzz_models all ## random pairs of models: N=1000 SEED=7
	@$(RUN) "fuzz:$(SEED):$(N)"

corpora: all ## schemas and changes in SQL, pulled and migrated there and back: CORPORA=DIR ONLY='suite/*' TSV=file AGAINST=file
	@BUILD=$(BUILD) tests/corpora/run $(if $(ONLY),--only '$(ONLY)') $(if $(TSV),--tsv '$(TSV)') \
	    $(if $(AGAINST),--against '$(AGAINST)') $(CORPORA)

torture: all $(TORTURE) ## runs that are killed, cut and crashed: N=100 each migration, N=0 at every message; SEED=7 ONLY=3:4
	@BUILD=$(BUILD) HARMS=$(N) FAULTS=$(N) SEED=$(SEED) ONLY='$(ONLY)' DUMPS=1 tests/torture/torture.sh
	@$(if $(ONLY),,BUILD=$(BUILD) SEED=$(SEED) tests/torture/failover.sh && BUILD=$(BUILD) SEED=$(SEED) tests/torture/disk.sh && \
	    BUILD=$(BUILD) SEED=$(SEED) tests/torture/fleet.sh && BUILD=$(BUILD) tests/torture/silent.sh)

check-versions: $(TESTED) ## server tests, golden cases and our own corpora on other servers: VERSIONS="13 14 16 17 18"
	@BUILD=$(BUILD) tests/versions $(VERSIONS)

readme: all ## the commands in README.md, and what they print
	@$(RUN) tests/readme.sh

layers symbols headers: all ## who includes whom; no data that changes; headers alone
	@$(RUN) tests/house/$@.sh

format-check: ## the sources are as clang-format leaves them
	@$(RUN) tests/house/format.sh

metrics: ## the ten longest functions and files
	@tests/house/metrics

bench: all ## speed and memory against clang, psql and Alembic
	@BUILD=$(BUILD) tests/bench/run

bench-fleet: all ## many databases and tenants at once, against psql in parallel
	@BUILD=$(BUILD) tests/bench/run fleet

bench-impact: all ## what traffic feels of changes, plain and by modelgen: ROWS=3000000 RATE=500 ONLY=name
	@BUILD=$(BUILD) tests/bench/impact/run

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
asan: ## the whole suite under AddressSanitizer and UBSan
	@SANITIZE="$(SANITIZE)" LSAN_OPTIONS=suppressions=$(CURDIR)/tests/support/lsan.supp:print_suppressions=0 $(MAKE) BUILD=$(BUILD)/asan CFLAGS="-O1 -g $(SANITIZE)" N=$(N) check

# But for the one with a server that makes libpq leak.
valgrind: all $(UNIT) ## the runner and its unit tests under valgrind
	@VALGRIND=1 $(RUN) tests/server/runner.sh tests/server/runner_sql.sh $(filter-out %_protocol, \
	    $(foreach t,runtime operations buf,$(filter $(BUILD)/tests/unit/test_$t%,$(UNIT))))

# --- install --------------------------------------------------------------------------------

HEADERS := $(wildcard schema/modelgen/*.h runtime/modelgen/*.h)
TO       = $(DESTDIR)$(PREFIX)
OF_SHARE = man/man1/modelgen.1 bash-completion/completions/modelgen

install: all ## copy it under PREFIX (and DESTDIR)
	install -d $(addprefix $(TO)/,bin include/modelgen lib/pkgconfig share/modelgen $(addprefix share/,$(dir $(OF_SHARE))))
	install -m 755 $(BUILD)/modelgen $(TO)/bin/
	install -m 644 $(BUILD)/libmigrate.a $(TO)/lib/
	install -m 644 $(HEADERS) $(TO)/include/modelgen/
	install -m 644 runtime/modelgen.mk runtime/registry.awk $(TO)/share/modelgen/
	sed 's,@PREFIX@,$(PREFIX),; s,@VERSION@,$(VERSION),' templates/modelgen.pc > $(TO)/lib/pkgconfig/modelgen.pc
	$(BUILD)/modelgen manual > $(TO)/share/man/man1/modelgen.1
	$(BUILD)/modelgen completion bash > $(TO)/share/bash-completion/completions/modelgen

uninstall: ## remove what install copied
	rm -f $(addprefix $(TO)/,bin/modelgen lib/libmigrate.a lib/pkgconfig/modelgen.pc $(addprefix share/,$(OF_SHARE)))
	rm -rf $(TO)/include/modelgen $(TO)/share/modelgen

clean: ## remove what was built, the private PostgreSQL included
	@if [ -x $(BUILD)/modelgen ]; then $(BUILD)/modelgen server remove --build-dir $(BUILD) >/dev/null 2>&1 || true; fi
	rm -rf $(BUILD)

-include $(RUNTIME_OBJ:.o=.d) $(GEN_OBJ:.o=.d) $(FUZZ_OBJ:.o=.d) $(TORTURE_OBJ:.o=.d) $(FAULTS:.o=.d) $(UNIT:=.d)
.PHONY: all help deps check unit golden server fuzz-models torture check-versions readme layers symbols headers \
        format-check metrics bench bench-fleet bench-impact asan valgrind install uninstall clean

# Builds a project's migrations into the runner and runs it. In the project's Makefile:
#
#     MODELGEN_SCHEMA = schema        # where models/ and migrations/ are
#     BUILD = build
#     include /usr/local/share/modelgen/modelgen.mk
#
#     make migrate    build the runner, $(BUILD)/migrate, and upgrade the database to head
#     make runner     only build it
#
# $(BUILD)/modelgen_head.h, for programs that ask whether their database is ready (modelgen/require.h),
# defines MODELGEN_HEAD, the revision of the newest migration.
#
# The database is the one of DATABASE_URL or of libpq's PGHOST, PGSERVICE, ...; if none of them is set,
# the project's private server, which is started.
#
# The work is done by a second make on this same file, so that nothing is generated unless the runner
# is wanted. Migrations are compiled fifty at a time (registry.awk), or one by one where fifty do not
# compile together: helpers of the same name in two files, or a mistake, which the compiler then reports
# for the file alone.

MODELGEN_MK     := $(abspath $(lastword $(MAKEFILE_LIST)))
MODELGEN_SCHEMA ?= schema
BUILD           ?= build

# In modelgen's own repository this file is beside the headers, installed it is in PREFIX/share/modelgen.
MODELGEN_HERE := $(patsubst %/,%,$(dir $(MODELGEN_MK)))
ifneq ($(wildcard $(MODELGEN_HERE)/modelgen/migrate.h),)
MODELGEN_INCLUDE ?= $(MODELGEN_HERE)
MODELGEN_LIB     ?= $(BUILD)/libmigrate.a
MODELGEN         ?= $(BUILD)/modelgen
MODELGEN_BUILT   := $(filter $(BUILD)/%,$(MODELGEN))
else
MODELGEN_PREFIX  ?= $(abspath $(MODELGEN_HERE)/../..)
MODELGEN_INCLUDE ?= $(MODELGEN_PREFIX)/include
MODELGEN_LIB     ?= $(MODELGEN_PREFIX)/lib/libmigrate.a
MODELGEN         ?= $(MODELGEN_PREFIX)/bin/modelgen
endif

HASH_SIGN := \#

ifndef MODELGEN_INNER

runner: $(BUILD)/migrate ## build the runner, $(BUILD)/migrate

$(BUILD)/migrate: $(MODELGEN_LIB) modelgen-always
	@$(MAKE) -rs --no-print-directory -f '$(MODELGEN_MK)' MODELGEN_INNER=1 BUILD='$(BUILD)' \
	    CC='$(CC)' CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' MODELGEN_SCHEMA='$(MODELGEN_SCHEMA)' \
	    MODELGEN_INCLUDE='$(MODELGEN_INCLUDE)' MODELGEN_LIB='$(MODELGEN_LIB)' '$(BUILD)/migrate'

migrate: $(BUILD)/migrate $(MODELGEN_BUILT) ## build the runner and upgrade the database to head
	@if [ -z "$$DATABASE_URL$$PGHOST$$PGHOSTADDR$$PGPORT$$PGDATABASE$$PGSERVICE" ]; then \
	    DATABASE_URL=$$('$(MODELGEN)' server url --build-dir '$(BUILD)') || exit; \
	    export DATABASE_URL MIGRATE_ALLOW=all; \
	fi; \
	'$(BUILD)/migrate' upgrade head

# Only touched when it changes, so that nothing is compiled again without need.
$(BUILD)/modelgen_head.h: modelgen-always
	@mkdir -p '$(@D)'; newest=$$(ls '$(MODELGEN_SCHEMA)/migrations' 2>/dev/null | grep -E '^[0-9]+_.*\.c$$' | sort -n | tail -1); \
	head=$$(sed -n 's/.*[.]revision = "\([0-9a-f]*\)".*/\1/p' "$(MODELGEN_SCHEMA)/migrations/$$newest" 2>/dev/null | tail -1); \
	echo "$(HASH_SIGN)define MODELGEN_HEAD \"$$head\"" >$@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

.PHONY: runner migrate modelgen-always

else # the second make

HASH   := \#
OPEN   := (
FROM   := $(MODELGEN_SCHEMA)/migrations
TO     := $(BUILD)/migrations
GROUPS := $(shell mkdir -p '$(TO)' && to=$$(cd '$(TO)' && pwd) && { cd '$(FROM)' 2>/dev/null || cd /; } && \
            LC_ALL=C && export LC_ALL && set -- [0-9]*_*.c && { [ -e "$$1" ] || shift; } && \
            { grep -HsE '^[[:blank:]]*EMBED[$(OPEN)]' -- "$$@" /dev/null | sed -n 's/^\([^:]*\):[^"]*"\([^"]*\)".*/EMBED \1 \2/p'; \
              sha256sum -- "$$@" </dev/null | sed '/  -$$/d'; } | awk -v n="$$$(HASH)" -v from='$(FROM)' -v to="$$to" \
            -v salt='$(CC) $(CFLAGS)' -f '$(MODELGEN_HERE)/registry.awk')
ifneq ($(.SHELLSTATUS),0)
$(error the migrations in $(FROM) cannot be put together)
endif
OBJECTS := $(patsubst %,$(TO)/%.o,$(GROUPS) registry)
COMPILE := $(CC) -std=gnu11 $(CFLAGS) -O0 -I'$(MODELGEN_INCLUDE)' -I. -I'$(FROM)'

$(BUILD)/migrate: $(OBJECTS) $(MODELGEN_LIB)
	@echo "  link $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(OBJECTS) '$(MODELGEN_LIB)' \
	    $$(pkg-config --libs libpq 2>/dev/null || echo -lpq)

$(TO)/registry.o: $(TO)/registry.c
	@$(COMPILE) -c -o $@ $<

# What migrations EMBED: nothing says which of them does.
$(OBJECTS): $(filter-out %.c,$(wildcard $(FROM)/*.*))

# Together; else each alone, joined to one object.
$(TO)/group_%.o: $(TO)/group_%.c
	@if $(COMPILE) -MMD -MP -MT $@ -MF $(@:.o=.d) -c -o $@ $< 2>$(@:.o=.err); then \
	    cat $(@:.o=.err) >&2; \
	else \
	    rm -f $@ $(@:.o=.all); failed=; parts=; \
	    for file in $$(sed -n 's/^#include "\([^"]*\)".*/\1/p' $<); do \
	        stem=$$(basename $$file .c); parts="$$parts $(TO)/$$stem.o"; \
	        $(COMPILE) -DMG_MIGRATION_SYMBOL=migration_$$stem -MMD -MP -MT $@ -MF $(@:.o=.one) \
	            -c -o $(TO)/$$stem.o $$file && { cat $(@:.o=.one); echo "$$file:"; } >>$(@:.o=.all) || failed=1; \
	    done; \
	    [ -z "$$failed" ] && $(CC) -r -nostdlib -o $@ $$parts && mv $(@:.o=.all) $(@:.o=.d); \
	    status=$$?; rm -f $$parts $(@:.o=.one) $(@:.o=.all); [ $$status = 0 ] || exit 1; \
	fi; rm -f $(@:.o=.err)

-include $(OBJECTS:.o=.d)
.DELETE_ON_ERROR:

endif

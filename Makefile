# modelgen: schema migrations for C programs on PostgreSQL. `make help` lists the targets.

BUILD   ?= build
CC      ?= gcc
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local

LLVM_CONFIG ?= $(firstword $(shell command -v llvm-config llvm-config-14 2>/dev/null) $(wildcard /usr/lib/llvm-*/bin/llvm-config))
PQ_CFLAGS   := $(shell pkg-config --cflags libpq 2>/dev/null)

WARNINGS := -std=gnu11 -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wwrite-strings -Wformat=2 -Wvla -Wswitch-enum -Wno-missing-field-initializers
ifdef DEV
WARNINGS += -Werror
endif
COMPILE := $(CC) $(WARNINGS) $(CFLAGS) -MMD -MP -D_GNU_SOURCE

RUNTIME_SRC := $(wildcard runtime/*.c runtime/operations/*.c runtime/commands/*.c)
GEN_SRC     := $(wildcard gen/*/*.c)
RUNTIME_OBJ := $(RUNTIME_SRC:%.c=$(BUILD)/%.o)
GEN_OBJ     := $(GEN_SRC:%.c=$(BUILD)/%.o)
GEN_LIBS    := $(shell $(LLVM_CONFIG) --ldflags) -lclang -ljansson -lpg_query -lmd -lpq

all: $(BUILD)/modelgen $(BUILD)/libmigrate.a ## build the tool and the runtime library

$(BUILD)/libmigrate.a: $(RUNTIME_OBJ)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/modelgen: $(GEN_OBJ) $(BUILD)/libmigrate.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(GEN_OBJ) $(BUILD)/libmigrate.a $(GEN_LIBS)

$(BUILD)/runtime/%.o: runtime/%.c
	@mkdir -p $(@D)
	@$(COMPILE) $(PQ_CFLAGS) -Iruntime -c -o $@ $<

$(BUILD)/gen/%.o: gen/%.c
	@mkdir -p $(@D)
	@$(COMPILE) $(PQ_CFLAGS) -I. -Igen -I$(shell $(LLVM_CONFIG) --includedir) -c -o $@ $<

clean: ## remove what was built
	rm -rf $(BUILD)

-include $(RUNTIME_OBJ:.o=.d) $(GEN_OBJ:.o=.d)
.PHONY: all clean

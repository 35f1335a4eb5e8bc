# make          builds the program
# make migrate  builds the runner of the migrations and upgrades the database to head
# make check    proves that models, snapshot and migrations belong together, and that every migration goes there and back
#
# The database is the one of DATABASE_URL or of libpq's variables; without them a private PostgreSQL under build/.

BUILD    ?= build
CFLAGS   ?= -O2 -g -Wall -Wextra
MODELGEN ?= @modelgen@

MODELGEN_MAKEFILE := $(shell $(MODELGEN) where makefile)
MODELGEN_LIB      := $(shell $(MODELGEN) where library)
ifeq ($(MODELGEN_MAKEFILE),)
$(error modelgen was not found: install it, or say where it is with MODELGEN=/path/to/modelgen)
endif
CPPFLAGS += -Ischema -I$(shell $(MODELGEN) where model-include)

all: $(BUILD)/@name@

$(BUILD)/@name@: $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/*.c))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: src/%.c $(wildcard schema/models/*.h)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

include $(MODELGEN_MAKEFILE)

check: all
	$(MODELGEN) check
	$(MODELGEN) verify

clean:
	-$(MODELGEN) server remove
	rm -rf $(BUILD)

.PHONY: all check clean

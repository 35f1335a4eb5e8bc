/*
 * runtime/: memory that runs out, at each place in turn, in runs that need no server. (With one,
 * and with failures of libpq as well: tests/torture.) What is printed is whole, or there is an
 * error.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CAT_(a, b)          a##b
#define CAT(a, b)           CAT_(a, b)
#define MG_MIGRATION_SYMBOL CAT(golden_, STEM)
#include "runtime/modelgen/migrate.h"
#include "tests/faults/faults.h"

/* Migrations that other tests are about: nearly each word of migrations is in one of them. */
#define upgrade   CAT(up_, STEM)
#define downgrade CAT(down_, STEM)
#define STEM      a
#include "tests/golden/several-changes/up.c"
#undef STEM
#define STEM b
#include "tests/golden/grant-changed/up.c"
#undef STEM
#define STEM c
#include "tests/golden/base-type/up.c"
#undef STEM
#define STEM d
#include "tests/golden/foreign-changed/up.c"
#undef STEM
#define STEM e
#include "tests/golden/text-search-changed/up.c"
#undef STEM
#define STEM f
#include "tests/golden/publication-changed/up.c"
#undef STEM
#define STEM g
#include "tests/golden/domain-changed/up.c"
#undef STEM
#define STEM h
#include "tests/golden/depend-type/up.c"
#undef STEM
#define STEM i
#include "tests/golden/function-attributes/up.c"
#undef STEM
#define STEM j
#include "tests/golden/partition-attach-detach/up.c"
#undef STEM
#define STEM k
#include "tests/golden/column-identity-options/up.c"
#undef STEM
#define STEM l
#include "tests/golden/trigger-kinds/up.c"

static void by_hand(migration *m)
{
    loss(m, "some rows");
    require(m, "select true");
    only_if(m, "select 1 = 1");
    execute(m, "create index concurrently i on t (a); insert into t values ('a''b', $$;$$)");
    ensure(m, "select count(*) > 0 from t");
}

#undef upgrade
#undef downgrade
#define UP_AND_DOWN(number, before, name, stem)             \
    {                                                       \
        number, #stem, before, name, up_##stem, down_##stem \
    }
static const mg_migration migrations[] = {
    UP_AND_DOWN(1, NULL, "several", a),
    UP_AND_DOWN(2, "a", "grants", b),
    UP_AND_DOWN(3, "b", "base", c),
    UP_AND_DOWN(4, "c", "foreign", d),
    UP_AND_DOWN(5, "d", "search", e),
    UP_AND_DOWN(6, "e", "publications", f),
    UP_AND_DOWN(7, "f", "domains", g),
    UP_AND_DOWN(8, "g", "types", h),
    UP_AND_DOWN(9, "h", "functions", i),
    UP_AND_DOWN(10, "i", "partitions", j),
    UP_AND_DOWN(11, "j", "identity", k),
    UP_AND_DOWN(12, "k", "triggers", l),
    {13, "m", "l", "by_hand", by_hand, by_hand},
};
enum { MIGRATIONS = sizeof migrations / sizeof *migrations };

/* --- A run -------------------------------------------------------------------------------- */

enum { MOST_WORDS = 8 };

struct run {
    int status;
    char *out, *err;
};

static char *whole(int fd)
{
    off_t n = lseek(fd, 0, SEEK_END);
    char *text = test_malloc((size_t)n + 1);
    assert_int_equal(pread(fd, text, (size_t)n, 0), n);
    text[n] = '\0';
    close(fd);
    return text;
}

/* Standard streams go to memory for a while. Call number `at` for memory fails; 0: none. */
static struct run run(const char *const *words, long at)
{
    struct mg_registered registered[MIGRATIONS + 1] = {{0}};
    char lines[MOST_WORDS][64], *argv[MOST_WORDS + 1] = {0}; /* a password is written over */
    int argc = 0, fds[2], before[2];
    for (int i = 0; i < MIGRATIONS; i++)
        registered[i] = (struct mg_registered){&migrations[i], "file.c", "sha"};
    for (; words[argc]; argc++)
        argv[argc] = strcpy(lines[argc], words[argc]);
    fflush(NULL);
    for (int i = 0; i < 2; i++) {
        fds[i] = memfd_create("stream", 0);
        before[i] = dup(i + 1);
        dup2(fds[i], i + 1);
    }
    fault_set(FAULT_MEMORY, at);
    int status = mg_migrate_main(argc, argv, &(struct mg_registry){registered});
    bool came = fault_came(FAULT_MEMORY);
    fault_set(FAULT_MEMORY, 0);
    fflush(NULL);
    for (int i = 0; i < 2; i++) {
        dup2(before[i], i + 1);
        close(before[i]);
    }
    return (struct run){came || !at ? status : -1, whole(fds[0]), whole(fds[1])};
}

static void release(struct run *run)
{
    test_free(run->out);
    test_free(run->err);
}

/* --- Tests -------------------------------------------------------------------------------- */

/* Returns how often it was tried. */
static long try_each(const char *const *words)
{
    struct run undisturbed = run(words, 0);
    for (long at = 1;; at++) {
        struct run now = run(words, at);
        bool over = now.status == -1, good = over || now.status == undisturbed.status;
        if (over || good)
            good = strcmp(now.out, undisturbed.out) == 0;
        else
            good = now.status > 0 && now.status < 4 && strstr(now.err, "out of memory");
        if (!good)
            fail_msg("%s %s without memory at call %ld: status %d\n%.600s\n%.600s", words[1],
                     words[2] ? words[2] : "", at, now.status, now.err, now.out);
        release(&now);
        if (over) {
            release(&undisturbed);
            return at;
        }
    }
}

static void a_script_is_whole_or_there_is_none(void **state)
{
    (void)state;
    static const char *const up[] = {"migrate", "upgrade", "--sql", "base:head", NULL};
    static const char *const down[] = {"migrate", "downgrade", "--sql", "head:base", NULL};
    assert_true(try_each(up) > 1000);
    assert_true(try_each(down) > 1000);
}

static void lists_are_whole(void **state)
{
    (void)state;
    static const char *const heads[] = {"migrate", "heads", NULL};
    static const char *const json[] = {"migrate", "--json", "heads", NULL};
    static const char *const show[] = {"migrate", "show", "4", NULL};
    assert_true(try_each(heads) > 1);
    assert_true(try_each(json) > 1);
    assert_true(try_each(show) > 1);
}

static void command_lines_are_understood_or_not(void **state)
{
    (void)state;
    static const char *const help[] = {"migrate", "upgrade", "--help", NULL};
    static const char *const wrong[] = {"migrate", "upgrade", "--nonsense", NULL};
    static const char *const unknown[] = {"migrate", "upgrade", "--sql", "nowhere:head", NULL};
    static const char *const url[] = {"migrate", "status", "-d", "nonsense://x:y@z/", NULL};
    assert_true(try_each(help) > 1);
    assert_true(try_each(wrong) > 1);
    assert_true(try_each(unknown) > 1);
    assert_true(try_each(url) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_script_is_whole_or_there_is_none),
        cmocka_unit_test(lists_are_whole),
        cmocka_unit_test(command_lines_are_understood_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

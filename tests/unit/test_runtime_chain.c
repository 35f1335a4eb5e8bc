/* runtime/record/chain.c: the registry as a chain, and the names of places in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "runtime/record/chain.h"

static void nothing(migration *m)
{
    (void)m;
}

#define M(n, r, down, name_)                \
    {                                       \
        n, r, down, name_, nothing, nothing \
    }
static const mg_migration one = M(1, "aaaa11112222", NULL, "users");
static const mg_migration two = M(2, "aaaa33334444", "aaaa11112222", "add_orders");
static const mg_migration three = M(3, "123456789abc", "aaaa33334444", "add_items");
static const mg_migration twin = M(3, "bbbb00000000", "aaaa33334444", "add_more");
static const mg_migration fork_ = M(4, "bbbb00000000", "aaaa33334444", "add_more");
static const mg_migration stray = M(3, "cccc00000000", "dddd00000000", "stray");
static const mg_migration copy = M(2, "aaaa11112222", "aaaa11112222", "copy");
static const mg_migration nameless = M(1, "aaaa11112222", NULL, "");

struct fixture {
    struct mg_registered entries[6];
    struct mg_chain chain;
    struct mg_error error;
    bool made;
};

static void make(struct fixture *f, const mg_migration *const *migrations)
{
    static const char *const files[] = {"a.c", "b.c", "c.c", "d.c", "e.c"};
    memset(f, 0, sizeof *f);
    for (size_t i = 0; migrations[i]; i++)
        f->entries[i] = (struct mg_registered){migrations[i], files[i], ""};
    f->made = mg_chain_make(&f->chain, &(struct mg_registry){f->entries}, &f->error);
}

static void done(struct fixture *f)
{
    mg_chain_free(&f->chain);
    mg_error_free(&f->error);
}

#define MAKE(f, ...) make(&(f), (const mg_migration *const[]){__VA_ARGS__, NULL})

static void refuses(struct fixture *f, enum mg_code code, const char *file)
{
    assert_false(f->made);
    assert_int_equal(f->error.code, code);
    assert_string_equal(f->error.file, file);
    done(f);
}

static void chain_is_ordered_by_number(void **state)
{
    (void)state;
    struct fixture f;
    MAKE(f, &three, &one, &two);
    assert_true(f.made);
    assert_int_equal(f.chain.n, 3);
    assert_ptr_equal(f.chain.at[0]->migration, &one);
    assert_ptr_equal(f.chain.at[2]->migration, &three);
    done(&f);
}

static void chain_may_be_empty(void **state)
{
    (void)state;
    struct fixture f;
    size_t place = 7;
    make(&f, (const mg_migration *const[]){NULL});
    assert_true(f.made);
    assert_true(mg_chain_find(&f.chain, "head", 0, &place, &f.error));
    assert_int_equal(place, 0);
    assert_false(mg_chain_find(&f.chain, "1", 0, &place, &f.error));
    done(&f);
}

static void what_is_no_chain_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    MAKE(f, &one, &two, &three, &twin);
    refuses(&f, MG_E521, "d.c");
    MAKE(f, &one, &three);
    refuses(&f, MG_E522, "b.c");
    MAKE(f, &one, &two, &three, &fork_);
    refuses(&f, MG_E523, "d.c");
    MAKE(f, &one, &two, &stray);
    refuses(&f, MG_E522, "c.c");
    MAKE(f, &two);
    refuses(&f, MG_E522, "a.c");
    MAKE(f, &nameless);
    refuses(&f, MG_E524, "a.c");
    MAKE(f, &one, &copy);
    assert_false(f.made);
    assert_int_equal(f.error.code, MG_E522);
    done(&f);
}

static void finds(struct fixture *f, const char *text, size_t from, size_t expected)
{
    size_t place = 99;
    assert_true(mg_chain_find(&f->chain, text, from, &place, &f->error));
    assert_int_equal(place, expected);
}

static void misses(struct fixture *f, const char *text, size_t from, enum mg_code code)
{
    size_t place;
    assert_false(mg_chain_find(&f->chain, text, from, &place, &f->error));
    assert_int_equal(f->error.code, code);
    mg_error_free(&f->error);
}

static void places_have_many_names(void **state)
{
    (void)state;
    struct fixture f;
    MAKE(f, &one, &two, &three);
    finds(&f, "head", 0, 3);
    finds(&f, "base", 2, 0);
    finds(&f, "2", 0, 2);
    finds(&f, "002", 0, 2);
    finds(&f, "add_orders", 0, 2);
    finds(&f, "b", 0, 2); /* the file's name, b.c */
    finds(&f, "b.c", 0, 2);
    finds(&f, "aaaa3", 0, 2);
    finds(&f, "1234", 0, 3); /* there is no number 1234 */
    finds(&f, "+2", 1, 3);
    finds(&f, "-1", 3, 2);
    finds(&f, "+0", 3, 3);
    done(&f);
}

static void unknown_names_are_refused(void **state)
{
    (void)state;
    struct fixture f;
    MAKE(f, &one, &two, &three);
    misses(&f, "4", 0, MG_E501);
    misses(&f, "", 0, MG_E501);
    misses(&f, "aaaa", 0, MG_E502);
    misses(&f, "aaa", 0, MG_E501); /* too short for a hash */
    misses(&f, "+3", 1, MG_E504);
    misses(&f, "-1", 0, MG_E504);
    misses(&f, "+99999999999999999999", 0, MG_E504);
    misses(&f, "+", 0, MG_E501);
    size_t place;
    assert_false(mg_chain_find(&f.chain, "add_order", 0, &place, &f.error));
    assert_string_equal(mg_buf_text(&f.error.hint), "Did you mean add_orders?");
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chain_is_ordered_by_number),  cmocka_unit_test(chain_may_be_empty),
        cmocka_unit_test(what_is_no_chain_is_refused), cmocka_unit_test(places_have_many_names),
        cmocka_unit_test(unknown_names_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What holds for every kind of object, those that come tomorrow included. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "kinds/kinds.h"
#include "snapshot/snapshot.h"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void every_kind_has_its_verbs_and_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < kind_count; i++) {
        const struct kind *kind = kinds[i];

        assert_true(kind->name && *kind->name);
        assert_true(kind->title && *kind->title);
        assert_true(kind->size >= sizeof(struct object));
        assert_true(kind->create && kind->drop);
        assert_true(!(kind->way || kind->way_among) == !kind->alter);
        assert_true(!kind->comment_inline || kind->comment_object);
        assert_true(kind->nfields < 62); /* a bit each, and two for comment and owner */
        assert_ptr_equal(kind_by_name(kind->name), kind);
        assert_int_equal(kind_order(kind), i);
    }
    assert_null(kind_by_name("kind"));
}

static void names_of_kinds_are_unique(void **state)
{
    (void)state;
    for (size_t i = 0; i < kind_count; i++)
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(kinds[i]->name, kinds[j]->name);
            assert_string_not_equal(kinds[i]->title, kinds[j]->title);
        }
}

static void names_of_fields_are_unique_and_not_those_of_the_key(void **state)
{
    static const char *const taken[] = {"table", "schema", "comment", "owner"};

    (void)state;
    for (size_t k = 0; k < kind_count; k++)
        for (size_t i = 0; i < kinds[k]->nfields; i++) {
            const char *name = kinds[k]->fields[i].name;

            for (size_t j = 0; j < sizeof taken / sizeof *taken; j++)
                assert_string_not_equal(name, taken[j]);
            assert_string_not_equal(name, kinds[k]->name);
            assert_ptr_equal(kind_field(kinds[k], name), &kinds[k]->fields[i]);
            assert_true(kinds[k]->fields[i].offset >= sizeof(struct object));
            assert_true(kinds[k]->fields[i].offset < kinds[k]->size);
        }
}

static void other_tables_are_referred_to_by_schema_table_and_columns(void **state)
{
    (void)state;
    for (size_t k = 0; k < kind_count; k++) {
        int roles[ROLE_FUNCTION + 1] = {0};

        for (size_t i = 0; i < kinds[k]->nfields; i++)
            if (kinds[k]->fields[i].role <= ROLE_FUNCTION)
                roles[kinds[k]->fields[i].role]++;
        assert_int_equal(roles[ROLE_REF_SCHEMA], roles[ROLE_REF_TABLE]);
        assert_true(roles[ROLE_REF_COLUMNS] <= roles[ROLE_REF_TABLE]);
    }
}

/* --- Members and fields ------------------------------------------------------------------- */

/* The header without comments; a member whose comment says "not a field" is gone with it. */
static char *without_comments(char *text)
{
    for (char *p = text; (p = strstr(p, "/*"));) {
        char *end = strstr(p, "*/") + 2, *line = p;
        char kept = *end;

        *end = 0;
        while (line > text && line[-1] != '\n')
            line--;
        if (strstr(p, "not a field"))
            p = line;
        *end = kept;
        memset(p, ' ', (size_t)(end - p));
        p = end;
    }
    return text;
}

static const struct kind *kind_of_struct(const char *name)
{
    if (strcmp(name, "schema_object") == 0)
        return kind_by_name("schema");
    return kind_by_name(strcmp(name, "cast_object") == 0 ? "cast" : name);
}

static bool has_field(const struct kind *kind, char *member)
{
    size_t n = strlen(member);

    if (member[n - 1] == '_') /* default_ */
        member[n - 1] = 0;
    return kind_field(kind, member) != NULL;
}

/* The members of struct arguments have fields of their own. */
static size_t arguments_of(const struct kind *kind)
{
    size_t n = 0;

    for (size_t i = 0; i < kind->nfields; i++)
        n += strncmp(kind->fields[i].name, "argument_", 9) == 0;
    return n;
}

/* "const char *a, *b": the last word before each comma. Returns how many there are. */
static size_t check_members(const struct kind *kind, char *declaration)
{
    size_t n = 0;
    char *rest = declaration;

    if (strstr(declaration, "struct arguments arguments"))
        return arguments_of(kind);
    for (char *part; (part = strsep(&rest, ",")); n++) {
        char *member = part + strlen(part);

        while (member > part && strchr(" \n\t*", member[-1]))
            *--member = 0;
        while (member > part && !strchr(" \n\t*", member[-1]))
            member--;
        if (*member && !has_field(kind, member))
            fail_msg("struct %s: the member %s has no FIELD", kind->name, member);
    }
    return n;
}

static void every_member_is_in_the_table_of_fields(void **state)
{
    struct arena *a = *state;
    struct diags *diags = diags_new(a);
    size_t n, structs = 0;
    char *text = file_read(a, "gen/kinds/kinds.h", &n, diags);

    if (!text)
        fail_msg("run from the root of the source: gen/kinds/kinds.h is not here");
    text = without_comments(text);
    for (char *p = text; (p = strstr(p, "\nstruct ")); structs++) {
        char *brace = strchr(p, '{'), *end = strstr(p, "\n};"), *declaration;
        const char *name = arena_strndup(a, p + 8, (size_t)(brace - p) - 9);
        const struct kind *kind = kind_of_struct(name);
        size_t members = 0;

        if (!kind)
            fail_msg("struct %s belongs to no kind", name);
        *end = 0;
        for (brace++; (declaration = strsep(&brace, ";"));)
            if (declaration[strspn(declaration, " \n")] && !strstr(declaration, "struct object o"))
                members += check_members(kind, declaration);
        assert_int_equal(members, kind->nfields);
        p = end + 1;
    }
    /* Procedures are struct function, too; revokes those of grants. */
    assert_int_equal(structs + 3, kind_count);
}

/* --- Round trip --------------------------------------------------------------------------- */

/* A value that no other field of any object has. */
static void fill(struct arena *a, struct object *o, const struct field *f, int *serial)
{
    void *member = (char *)o + f->offset;

    ++*serial;
    switch (f->type) {
    case FIELD_TEXT:
        *(const char **)member = arena_printf(a, "'\"\\ value %d\n\t\001 größe 名", *serial);
        break;
    case FIELD_BOOL:
        *(bool *)member = true;
        break;
    case FIELD_LIST:
        strings_add(a, member, arena_printf(a, "item %d", *serial));
        strings_add(a, member, "");
        strings_add(a, member, arena_printf(a, "\xf0\x9f\x90\x98 %d", *serial));
        break;
    }
}

static struct object *some_object(struct arena *a, const struct kind *kind, const char *schema,
                                  const char *name)
{
    struct object *o = object_new(a, kind);

    o->schema = kind == &kind_schema ? "" : schema;
    o->table = kind->in_table ? "t" : "";
    o->name = name;
    return o;
}

/* Every kind: bare, full, and with each field alone, in two schemas. */
static struct schema *everything(struct arena *a)
{
    struct schema *s = schema_new(a);
    int serial = 0;

    for (size_t k = 0; k < kind_count; k++) {
        struct object *full = some_object(a, kinds[k], "billing", "f");

        if (kinds[k] == &kind_table)
            full->name = "t";
        full->comment = "a \"comment\"";
        schema_add(s, full);
        schema_add(s, some_object(a, kinds[k], "", kinds[k] == &kind_table ? "t" : "bare"));
        for (size_t i = 0; i < kinds[k]->nfields; i++) {
            struct object *one = some_object(a, kinds[k], "", arena_printf(a, "only %zu", i));

            one->position = 100 - (int)i;
            fill(a, one, &kinds[k]->fields[i], &serial);
            fill(a, full, &kinds[k]->fields[i], &serial);
            schema_add(s, one);
        }
    }
    schema_finish(s);
    return s;
}

static void every_field_survives_the_snapshot(void **state)
{
    struct arena *a = *state;
    struct diags *diags = diags_new(a);
    const struct schema *before = everything(a);
    const char *text = snapshot_text(a, before), *path = "/tmp/modelgen-registry-snapshot.json";
    struct file_set *files = file_set_new(a);

    file_set_add(files, path, text, strlen(text));
    assert_true(file_set_write(files, diags));

    const struct schema *after = snapshot_load(a, path, diags);

    remove(path);
    diags_print(diags, stderr, false);
    assert_non_null(after);
    assert_int_equal(schema_count(after), schema_count(before));
    for (size_t i = 0; i < schema_count(before); i++) {
        const struct object *x = schema_at(before, i), *y = schema_at(after, i);

        assert_ptr_equal(x->kind, y->kind);
        assert_string_equal(x->schema, y->schema);
        assert_string_equal(x->table, y->table);
        assert_string_equal(x->name, y->name);
        if (object_differences(x, y))
            fail_msg("%s differs: %llx", object_label(a, x), object_differences(x, y));
    }
    assert_string_equal(snapshot_text(a, after), text);
}

static void a_field_that_changes_is_seen(void **state)
{
    struct arena *a = *state;
    int serial = 0;

    for (size_t k = 0; k < kind_count; k++)
        for (size_t i = 0; i < kinds[k]->nfields; i++) {
            struct object *x = some_object(a, kinds[k], "", "x"), *y = object_copy(a, x);

            assert_false(field_is_set(y, &kinds[k]->fields[i]));
            fill(a, y, &kinds[k]->fields[i], &serial);
            assert_true(field_is_set(y, &kinds[k]->fields[i]));
            assert_true(object_differences(x, y) == 1ull << i);
            assert_true(object_differences(y, y) == 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_its_verbs_and_names),
        cmocka_unit_test(names_of_kinds_are_unique),
        cmocka_unit_test(names_of_fields_are_unique_and_not_those_of_the_key),
        cmocka_unit_test(other_tables_are_referred_to_by_schema_table_and_columns),
        cmocka_unit_test_setup_teardown(every_member_is_in_the_table_of_fields, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_field_survives_the_snapshot, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_field_that_changes_is_seen, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

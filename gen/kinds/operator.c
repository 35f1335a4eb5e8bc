#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"
#include "model/types.h"

enum {
    F_FUNCTION,
    F_COMMUTATOR,
    F_NEGATOR,
    F_RESTRICT,
    F_JOIN,
    F_HASHES,
    F_MERGES,
};

static const struct field operator_fields[] = {
    [F_FUNCTION] = SAID_NEEDED(struct operator, function, ROLE_FUNCTION, FORM_SQL, "WITH_FUNCTION"),
    [F_COMMUTATOR] = SAID(struct operator, commutator, ROLE_NONE, FORM_TEXT, "COMMUTATOR"),
    [F_NEGATOR] = SAID(struct operator, negator, ROLE_NONE, FORM_TEXT, "NEGATOR"),
    [F_RESTRICT] =
        SAID_AS(struct operator, restrict_, "restrict", ROLE_FUNCTION, FORM_SQL, "RESTRICT"),
    [F_JOIN] = SAID(struct operator, join, ROLE_FUNCTION, FORM_SQL, "JOIN"),
    [F_HASHES] = SAID(struct operator, hashes, ROLE_NONE, FORM_FLAG, "HASHES"),
    [F_MERGES] = SAID(struct operator, merges, ROLE_NONE, FORM_FLAG, "MERGES"),
};

// clang-format off
#define OPERATOR_NAME(oid)                                                                         \
    "(SELECT CASE WHEN xn.nspname IN ('pg_catalog', current_schema()) THEN ''"                  \
    " ELSE " CATALOG_PART("xn.nspname") " || '.' END || x.oprname FROM pg_operator x"           \
    " JOIN pg_namespace xn ON xn.oid = x.oprnamespace WHERE x.oid = " oid ")"

/* An operator that another one names before it is made is a shell, without a function. */
static const char operator_catalog[] =
    "SELECT 2617 AS class, o.oid, 0 AS sub, n.nspname AS schema,"
    " o.oprname || '(' || CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END"
    " || ', ' || CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END || ')'"
    " AS name, obj_description(o.oid, 'pg_operator') AS comment,"
    " " CATALOG_FUNCTION("o.oprcode::oid") " AS function,"
    " " OPERATOR_NAME("o.oprcom") " AS commutator, " OPERATOR_NAME("o.oprnegate") " AS negator,"
    " " CATALOG_FUNCTION("o.oprrest::oid") " AS restrict, " CATALOG_FUNCTION("o.oprjoin::oid") " AS join,"
    " o.oprcanhash AS hashes, o.oprcanmerge AS merges"
    " FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace"
    " WHERE o.oid >= 16384 AND o.oprcode <> 0";
// clang-format on

const char *operands_canonical(struct arena *arena, const char *text, const char **end)
{
    const char *result = "(", *start = text + 1;
    int depth = 0;

    if (*text != '(')
        return NULL;
    for (const char *p = text + 1; *p; p++) {
        const char *type;

        if (depth > 0 || (*p != ',' && *p != ')')) {
            depth += (*p == '(') - (*p == ')');
            continue;
        }
        start += strspn(start, " ");
        type = arena_strndup(arena, start, (size_t)(p - start));
        if (strcmp(type, "NONE") != 0 && strcmp(type, "none") != 0)
            type = type_canonical(arena, type);
        else
            type = "NONE";
        if (!type)
            return NULL;
        result = arena_printf(arena, "%s%s%s", result, result[1] ? ", " : "", type);
        start = p + 1;
        if (*p == ')') {
            *end = p + 1;
            return arena_printf(arena, "%s)", result);
        }
    }
    return NULL;
}

static const char *operator_said(struct arena *arena, struct object *o)
{
    size_t n = strcspn(o->name, "(");
    const char *end = "", *operands = operands_canonical(arena, o->name + n, &end);

    if (!n || !operands || *end || !strchr(operands, ','))
        return "an operator is called by its name and its operands: \"===(text, text)\", "
               "\"!!(NONE, text)\"";
    while (n > 1 && o->name[n - 1] == ' ')
        n--;
    o->name = arena_printf(arena, "%.*s%s", (int)n, o->name, operands);
    return NULL;
}

static void operator_pulled(struct arena *arena, struct object *o)
{
    operator_said(arena, o);
}

static void operator_create(struct making *making, const struct object *after)
{
    const struct operator* op =(const struct operator*) after;

    MAKE(making, create_operator, mg_operator_args, .name = compose_signature(making->arena, after),
         .function = op->function, .commutator = op->commutator, .negator = op->negator,
         .restrict_ = op->restrict_, .join = op->join, .hashes = op->hashes, .merges = op->merges,
         .comment = after->comment);
}

static void operator_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_operator, mg_name_args, compose_signature(making->arena, before));
}

static enum way operator_way(const struct object *before, const struct object *after,
                             unsigned long long differences)
{
    (void)before;
    (void)after;
    return differences & ~(1ull << F_RESTRICT | 1ull << F_JOIN) ? WAY_REPLACE : WAY_ALTER;
}

static void operator_alter(struct making *making, const struct object *before,
                           const struct object *after, unsigned long long differences)
{
    const struct operator* op =(const struct operator*) after;
    mg_operator_args args = {.name = compose_signature(making->arena, after)};

    (void)before;
    if (differences & 1ull << F_RESTRICT)
        args.restrict_ = op->restrict_ ? op->restrict_ : "NONE";
    if (differences & 1ull << F_JOIN)
        args.join = op->join ? op->join : "NONE";
    make_op(making, &mg_op_alter_operator, &args);
}

/* It can only move to another schema; with another name it is another one. */
static void operator_rename(struct making *making, const struct object *before,
                            const struct object *after)
{
    size_t n = strcspn(before->name, "(");

    if (strcspn(after->name, "(") == n && strncmp(before->name, after->name, n) == 0) {
        MAKE(making, rename_operator, mg_rename_args, compose_signature(making->arena, before),
             compose_signature(making->arena, after));
        return;
    }
    operator_drop(making, before);
    operator_create(making, after);
}

const struct kind kind_operator = {
    .name = "operator",
    .title = "operator",
    .word = "OPERATOR",
    .size = sizeof(struct operator),
    .fields = operator_fields,
    .nfields = sizeof operator_fields / sizeof *operator_fields,
    .names = NAMES_OF_OPERATORS,
    .comment_inline = true,
    .comment_object = "OPERATOR",
    .create = operator_create,
    .drop = operator_drop,
    .way = operator_way,
    .alter = operator_alter,
    .rename = operator_rename,
    .catalog = operator_catalog,
    .pulled = operator_pulled,
    .said = operator_said,
};

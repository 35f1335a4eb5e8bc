#include <string.h>

#include "kinds/catalog.h"
#include "kinds/operator_class.h"

static const struct field operator_family_fields[] = {
    SAID(struct operator_family, operators, ROLE_VALUE, FORM_TEXT, "OPERATORS"),
    SAID(struct operator_family, functions, ROLE_VALUE, FORM_TEXT, "FUNCTIONS"),
};

/* One that a class made for itself is said by the class, unless it says more than that. */
// clang-format off
static const char operator_family_catalog[] =
    "SELECT * FROM (SELECT 2753 AS class, f.oid, 0 AS sub, n.nspname AS schema,"
    " f.opfname || ' USING ' || m.amname AS name,"
    " obj_description(f.oid, 'pg_opfamily') AS comment,"
    " " CATALOG_OPERATORS("2753", "f.oid") " AS operators,"
    " " CATALOG_FUNCTIONS("2753", "f.oid") " AS functions,"
    " EXISTS (SELECT FROM pg_opclass c WHERE c.opcfamily = f.oid AND c.opcname = f.opfname"
    " AND c.opcnamespace = f.opfnamespace) AS is_implied"
    " FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace"
    " JOIN pg_am m ON m.oid = f.opfmethod WHERE f.oid >= 16384) f"
    " WHERE NOT is_implied OR operators IS NOT NULL OR functions IS NOT NULL OR comment IS NOT NULL";
// clang-format on

/* --- What models say ---------------------------------------------------------------------- */

const char *method_name_said(const struct object *o)
{
    const char *using_ = strstr(o->name, " USING ");

    return using_ && using_ > o->name && using_[strlen(" USING ")]
               ? NULL
               : "it is called with its access method: \"even_ops USING btree\"";
}

static const char *usual_operands(struct arena *arena, const char *type)
{
    return type ? arena_printf(arena, "(%s, %s)", type, type) : NULL;
}

/* "1 <", "1 < (int4, int8) FOR ORDER BY float_ops" */
static const char *operator_member(struct arena *arena, const char *text, const char *type)
{
    size_t number = strspn(text, "0123456789"), name;
    const char *p = text + number, *end = "", *operands;

    p += strspn(p, " ");
    name = strcspn(p, " (");
    if (!number || !name)
        return NULL;
    end = p + name + strspn(p + name, " ");
    operands = *end == '(' ? operands_canonical(arena, end, &end) : usual_operands(arena, type);
    if (!operands)
        return NULL;
    end += strspn(end, " ");
    return arena_printf(arena, "%.*s %.*s %s%s%s", (int)number, text, (int)name, p, operands,
                        *end ? " " : "", end);
}

/* "1 even_cmp(even, even)", "1 (integer, bigint) f(integer, bigint)" */
static const char *function_member(struct arena *arena, const char *text, const char *type)
{
    size_t number = strspn(text, "0123456789"), name;
    const char *p = text + number, *end = "", *operands, *arguments;

    p += strspn(p, " ");
    operands = *p == '(' ? operands_canonical(arena, p, &p) : usual_operands(arena, type);
    if (!number || !operands)
        return NULL;
    p += strspn(p, " ");
    name = strcspn(p, "(");
    arguments = strncmp(p + name, "()", 2) == 0 ? "()" : operands_canonical(arena, p + name, &end);
    if (!name || !arguments)
        return NULL;
    return arena_printf(arena, "%.*s %s %.*s%s", (int)number, text, operands, (int)name, p,
                        arguments);
}

const char *members_said(struct arena *arena, struct strings *operators, struct strings *functions,
                         const char *type)
{
    for (size_t i = 0; i < operators->n; i++) {
        operators->items[i] = operator_member(arena, operators->items[i], type);
        if (!operators->items[i])
            return type ? "an operator is said as \"1 <\" or \"1 < (integer, bigint)\""
                        : "an operator is said as \"1 < (integer, bigint)\"";
    }
    for (size_t i = 0; i < functions->n; i++) {
        functions->items[i] = function_member(arena, functions->items[i], type);
        if (!functions->items[i])
            return type ? "a function is said as \"1 f(integer, integer)\""
                        : "a function is said as \"1 (integer, bigint) f(integer, bigint)\"";
    }
    return NULL;
}

static const char *operator_family_said(struct arena *arena, struct object *o)
{
    struct operator_family *f = (struct operator_family *)o;
    const char *wrong = method_name_said(o);

    return wrong ? wrong : members_said(arena, &f->operators, &f->functions, NULL);
}

static void operator_family_pulled(struct arena *arena, struct object *o)
{
    operator_family_said(arena, o);
}

/* --- Kind --------------------------------------------------------------------------------- */

const struct object *find_operator_family(struct arena *arena, const struct schema *s,
                                          const struct object *class, const char *family)
{
    const char *using_ = strstr(class->name, " USING ");
    struct objects all = schema_of_kind(s, &kind_operator_family);

    for (size_t i = 0; i < all.n; i++) {
        const struct object *o = all.items[i];
        if (!family && strcmp(o->name, class->name) == 0 && strcmp(o->schema, class->schema) == 0)
            return o;
        if (family && using_ &&
            strcmp(compose_method_name(arena, o), arena_printf(arena, "%s%s", family, using_)) == 0)
            return o;
    }
    return NULL;
}

static void operator_family_create(struct making *making, const struct object *after)
{
    const struct operator_family *f = (const struct operator_family *)after;

    MAKE(making, create_operator_family, mg_operator_class_args,
         .name = compose_method_name(making->arena, after),
         .operators = compose_list(making->arena, &f->operators),
         .functions = compose_list(making->arena, &f->functions), .comment = after->comment);
}

static void operator_family_drop(struct making *making, const struct object *before)
{
    MAKE(making, drop_operator_family, mg_name_args, compose_method_name(making->arena, before));
}

static void operator_family_rename(struct making *making, const struct object *before,
                                   const struct object *after)
{
    MAKE(making, rename_operator_family, mg_rename_args, compose_method_name(making->arena, before),
         compose_method_name(making->arena, after));
}

/* "1 < (integer, bigint)" is taken out as "1 (integer, bigint)". */
static const char *slot(struct arena *arena, const char *member)
{
    const char *open = strchr(member, '('), *close = open ? strchr(open, ')') : NULL;
    int depth = 0;

    for (const char *p = open; p && *p; p++) {
        depth += (*p == '(') - (*p == ')');
        if (!depth) {
            close = p;
            break;
        }
    }
    if (!close)
        return member;
    return arena_printf(arena, "%.*s %.*s", (int)strcspn(member, " "), member,
                        (int)(close - open + 1), open);
}

static mg_list missing(struct arena *arena, const struct strings *from, const struct strings *in,
                       bool as_slots)
{
    struct strings list = {0};

    for (size_t i = 0; i < from->n; i++)
        if (strings_find(in, from->items[i]) < 0)
            strings_add(arena, &list, as_slots ? slot(arena, from->items[i]) : from->items[i]);
    return compose_list(arena, &list);
}

static enum way operator_family_way(const struct object *before, const struct object *after,
                                    unsigned long long differences)
{
    (void)before;
    (void)after;
    (void)differences;
    return WAY_ALTER;
}

static void operator_family_alter(struct making *making, const struct object *before,
                                  const struct object *after, unsigned long long differences)
{
    const struct operator_family *old = (const struct operator_family *)before;
    const struct operator_family *new = (const struct operator_family *)after;
    struct arena *arena = making->arena;

    (void)differences;
    MAKE(making, alter_operator_family, mg_operator_class_args,
         .name = compose_method_name(arena, after),
         .drop_operators = missing(arena, &old->operators, &new->operators, true),
         .drop_functions = missing(arena, &old->functions, &new->functions, true),
         .operators = missing(arena, &new->operators, &old->operators, false),
         .functions = missing(arena, &new->functions, &old->functions, false));
}

const struct kind kind_operator_family = {
    .name = "operator_family",
    .title = "operator family",
    .word = "OPERATOR_FAMILY",
    .size = sizeof(struct operator_family),
    .fields = operator_family_fields,
    .nfields = sizeof operator_family_fields / sizeof *operator_family_fields,
    .comment_inline = true,
    .comment_object = "OPERATOR FAMILY",
    .create = operator_family_create,
    .drop = operator_family_drop,
    .way = operator_family_way,
    .alter = operator_family_alter,
    .rename = operator_family_rename,
    .catalog = operator_family_catalog,
    .pulled = operator_family_pulled,
    .said = operator_family_said,
};

/* Operator classes, and the families that they are in. */
#include "kinds/operator_class.h"

#include <string.h>

#include "kinds/catalog.h"

static const struct field operator_class_fields[] = {
    SAID_AS(struct operator_class, default_, "default", ROLE_NONE, FORM_FLAG, "DEFAULT_CLASS"),
    SAID_NEEDED(struct operator_class, type, ROLE_TYPE, FORM_SQL, "FOR_TYPE"),
    SAID(struct operator_class, family, ROLE_NONE, FORM_TEXT, "FAMILY"),
    SAID(struct operator_class, operators, ROLE_VALUE, FORM_TEXT, "OPERATORS"),
    SAID(struct operator_class, functions, ROLE_VALUE, FORM_TEXT, "FUNCTIONS"),
    SAID(struct operator_class, storage, ROLE_TYPE, FORM_SQL, "STORED_AS"),
};

/* The family that a class makes for itself is no object of its own. */
// clang-format off
static const char operator_class_catalog[] =
    "SELECT 2616 AS class, c.oid, 0 AS sub, n.nspname AS schema,"
    " c.opcname || ' USING ' || m.amname AS name,"
    " obj_description(c.oid, 'pg_opclass') AS comment, c.opcdefault AS \"default\","
    " format_type(c.opcintype, NULL) AS type,"
    CATALOG_IF("f.opfname <> c.opcname OR f.opfnamespace <> c.opcnamespace",
               CATALOG_NAME("fn.nspname", "f.opfname")) " AS family,"
    CATALOG_IF("c.opckeytype NOT IN (0, c.opcintype)", "format_type(c.opckeytype, NULL)")
    " AS storage,"
    " " CATALOG_OPERATORS("2616", "c.oid") " AS operators,"
    " " CATALOG_FUNCTIONS("2616", "c.oid") " AS functions"
    " FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace"
    " JOIN pg_am m ON m.oid = c.opcmethod JOIN pg_opfamily f ON f.oid = c.opcfamily"
    " JOIN pg_namespace fn ON fn.oid = f.opfnamespace"
    " WHERE c.oid >= 16384";
// clang-format on

static const char *operator_class_said(struct arena *arena, struct object *o)
{
    struct operator_class *c = (struct operator_class *)o;
    const char *wrong = method_name_said(o);

    if (c->storage && c->type && strcmp(c->storage, c->type) == 0)
        c->storage = NULL;
    return wrong || !c->type ? wrong : members_said(arena, &c->operators, &c->functions, c->type);
}

static void operator_class_pulled(struct arena *arena, struct object *o)
{
    operator_class_said(arena, o);
}

static void operator_class_create(struct making *making, const struct object *after)
{
    const struct operator_class *c = (const struct operator_class *)after;

    MAKE(making, create_operator_class, mg_operator_class_args,
         .name = compose_method_name(making->arena, after), .default_ = c->default_,
         .type = c->type, .family = c->family, .storage = c->storage,
         .operators = compose_list(making->arena, &c->operators),
         .functions = compose_list(making->arena, &c->functions), .comment = after->comment);
}

/* A family that the class made for itself would stay behind. */
static void operator_class_drop(struct making *making, const struct object *before)
{
    const struct operator_class *c = (const struct operator_class *)before;
    const char *name = compose_method_name(making->arena, before);

    if (c->family ||
        schema_find(making->before, &kind_operator_family, before->schema, "", before->name))
        MAKE(making, drop_operator_class, mg_name_args, name);
    else
        MAKE(making, drop_operator_family, mg_name_args, name);
}

static void operator_class_rename(struct making *making, const struct object *before,
                                  const struct object *after)
{
    const struct operator_class *c = (const struct operator_class *)before;
    const char *from = compose_method_name(making->arena, before);
    const char *to = compose_method_name(making->arena, after);

    MAKE(making, rename_operator_class, mg_rename_args, from, to);
    if (!c->family)
        MAKE(making, rename_operator_family, mg_rename_args, from, to);
}

static void operator_class_needs(struct arena *arena, const struct schema *s,
                                 const struct object *o, struct object_list *needs)
{
    const struct operator_class *c = (const struct operator_class *)o;
    const struct object *family = find_operator_family(arena, s, o, c->family);

    if (family)
        *vec_push(arena, needs) = family;
}

const struct kind kind_operator_class = {
    .name = "operator_class",
    .title = "operator class",
    .word = "OPERATOR_CLASS",
    .size = sizeof(struct operator_class),
    .fields = operator_class_fields,
    .nfields = sizeof operator_class_fields / sizeof *operator_class_fields,
    .comment_inline = true,
    .comment_object = "OPERATOR CLASS",
    .create = operator_class_create,
    .drop = operator_class_drop,
    .rename = operator_class_rename,
    .needs = operator_class_needs,
    .catalog = operator_class_catalog,
    .pulled = operator_class_pulled,
    .said = operator_class_said,
};

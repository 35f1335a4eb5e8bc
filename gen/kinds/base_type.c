/*
 * Types of their own, by functions that read and write their values, and the shells that these
 * functions need before.
 */
#include <string.h>

#include "kinds/catalog.h"
#include "kinds/compose.h"

static const struct field base_type_fields[] = {
    SAID_NEEDED(struct base_type, input, ROLE_FUNCTION, FORM_SQL, "INPUT"),
    SAID_NEEDED(struct base_type, output, ROLE_FUNCTION, FORM_SQL, "OUTPUT"),
    SAID(struct base_type, receive, ROLE_FUNCTION, FORM_SQL, "RECEIVE"),
    SAID(struct base_type, send, ROLE_FUNCTION, FORM_SQL, "SEND"),
    SAID(struct base_type, typmod_in, ROLE_FUNCTION, FORM_SQL, "TYPMOD_IN"),
    SAID(struct base_type, typmod_out, ROLE_FUNCTION, FORM_SQL, "TYPMOD_OUT"),
    SAID(struct base_type, analyze, ROLE_FUNCTION, FORM_SQL, "ANALYZE"),
    SAID(struct base_type, subscript, ROLE_FUNCTION, FORM_SQL, "SUBSCRIPT"),
    SAID(struct base_type, length, ROLE_NONE, FORM_NUMBER, "LENGTH"),
    SAID(struct base_type, by_value, ROLE_NONE, FORM_FLAG, "BY_VALUE"),
    SAID(struct base_type, alignment, ROLE_NONE, FORM_TEXT, "ALIGNMENT"),
    SAID(struct base_type, storage, ROLE_NONE, FORM_NAME, "STORAGE"),
    SAID(struct base_type, category, ROLE_NONE, FORM_TEXT, "CATEGORY"),
    SAID(struct base_type, preferred, ROLE_NONE, FORM_FLAG, "PREFERRED"),
    SAID_AS(struct base_type, default_, "default", ROLE_NONE, FORM_TEXT, "DEFAULT"),
    SAID(struct base_type, element, ROLE_TYPE, FORM_SQL, "ELEMENT"),
    SAID(struct base_type, delimiter, ROLE_NONE, FORM_TEXT, "DELIMITER"),
    SAID(struct base_type, collatable, ROLE_NONE, FORM_FLAG, "COLLATABLE"),
};

// clang-format off
#define TYPE_FUNCTION(column) CATALOG_FUNCTION("t." column "::oid")

static const char base_type_catalog[] =
    "SELECT 1247 AS class, t.oid, 0 AS sub, n.nspname AS schema, t.typname AS name,"
    " obj_description(t.oid, 'pg_type') AS comment,"
    " " TYPE_FUNCTION("typinput") " AS input, " TYPE_FUNCTION("typoutput") " AS output,"
    " " TYPE_FUNCTION("typreceive") " AS receive, " TYPE_FUNCTION("typsend") " AS send,"
    " " TYPE_FUNCTION("typmodin") " AS typmod_in, " TYPE_FUNCTION("typmodout") " AS typmod_out,"
    " " TYPE_FUNCTION("typanalyze") " AS analyze,"
    " CASE WHEN t.typelem = 0 THEN " CATALOG_FUNCTION("(to_jsonb(t)->>'typsubscript')::regproc::oid")
    " END AS subscript,"
    CATALOG_IF("t.typlen > 0", "t.typlen::text") " AS length, t.typbyval AS by_value,"
    " CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'd' THEN 'double' END"
    " AS alignment,"
    " CASE t.typstorage WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END"
    " AS storage,"
    CATALOG_IF("t.typcategory <> 'U'", "t.typcategory::text") " AS category,"
    " t.typispreferred AS preferred, t.typdefault AS \"default\","
    CATALOG_IF("t.typelem <> 0", "format_type(t.typelem, NULL)") " AS element,"
    CATALOG_IF("t.typdelim <> ','", "t.typdelim::text") " AS delimiter,"
    " t.typcollation <> 0 AS collatable"
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " WHERE t.typtype = 'b' AND t.oid >= 16384"
    " AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)";

/* A base type has a shell beside it in models, and in the catalog no longer. */
static const char shell_type_catalog[] =
    "SELECT CASE WHEN t.typisdefined THEN 0 ELSE 1247 END AS class, t.oid, 0 AS sub,"
    " n.nspname AS schema, t.typname AS name,"
    CATALOG_IF("NOT t.typisdefined", "obj_description(t.oid, 'pg_type')") " AS comment"
    " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
    " WHERE t.oid >= 16384 AND (NOT t.typisdefined OR t.typtype = 'b' AND NOT EXISTS"
    " (SELECT FROM pg_type e WHERE e.typarray = t.oid))"
    " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1247 AND d.objid = t.oid"
    " AND d.deptype = 'e')";
// clang-format on

static void base_type_create(struct making *making, const struct object *after)
{
    const struct base_type *t = (const struct base_type *)after;

    MAKE(making, create_base_type, mg_base_type_args, .name = compose_name(making->arena, after),
         .input = t->input, .output = t->output, .receive = t->receive, .send = t->send,
         .typmod_in = t->typmod_in, .typmod_out = t->typmod_out, .analyze = t->analyze,
         .subscript = t->subscript, .length = t->length ? t->length : NULL,
         .alignment = t->alignment, .storage = t->storage, .category = t->category,
         .default_ = t->default_, .element = t->element, .delimiter = t->delimiter,
         .by_value = t->by_value, .preferred = t->preferred, .collatable = t->collatable,
         .comment = after->comment);
}

DROP_BY_NAME(base_type, drop_base_type)
RENAME_BY_NAME(base_type, rename_type)

static void base_type_needs(struct arena *arena, const struct schema *s, const struct object *o,
                            struct object_list *needs)
{
    const struct object *shell = schema_find(s, &kind_shell_type, o->schema, "", o->name);

    if (shell)
        *vec_push(arena, needs) = shell;
}

static void shell_type_create(struct making *making, const struct object *after)
{
    MAKE(making, create_shell_type, mg_name_args, compose_name(making->arena, after));
}

/* With the base type its shell is gone. */
static void shell_type_drop(struct making *making, const struct object *before)
{
    if (!schema_find(making->before, &kind_base_type, before->schema, "", before->name))
        MAKE(making, drop_type, mg_name_args, compose_name(making->arena, before));
}

static void shell_type_rename(struct making *making, const struct object *before,
                              const struct object *after)
{
    if (!schema_find(making->after, &kind_base_type, after->schema, "", after->name))
        MAKE(making, rename_type, mg_rename_args, compose_name(making->arena, before),
             compose_name(making->arena, after));
}

const struct kind kind_shell_type = {
    .name = "shell_type",
    .title = "shell type",
    .word = "SHELL_TYPE",
    .size = sizeof(struct shell_type),
    .names = NAMES_OF_TYPES,
    .comment_object = "TYPE",
    .create = shell_type_create,
    .drop = shell_type_drop,
    .rename = shell_type_rename,
    .catalog = shell_type_catalog,
};

/* What ALTER TYPE SET can say. */
#define F(member) (1ull << F_##member)
enum { F_RECEIVE = 2, F_SEND, F_TYPMOD_IN, F_TYPMOD_OUT, F_ANALYZE, F_SUBSCRIPT, F_STORAGE = 11 };

static enum way base_type_way(const struct object *before, const struct object *after,
                              unsigned long long differences)
{
    const struct base_type *new = (const struct base_type *)after;
    unsigned long long can = F(RECEIVE) | F(SEND) | F(TYPMOD_IN) | F(TYPMOD_OUT) | F(ANALYZE) |
                             F(SUBSCRIPT) | F(STORAGE);

    (void)before;
    bool plain = differences & F(STORAGE) && !new->storage; /* it takes no less than before */

    return differences & ~can || plain ? WAY_REPLACE : WAY_ALTER;
}

static const char *changed(unsigned long long differences, unsigned long long bit,
                           const char *value)
{
    return !(differences & bit) ? NULL : value ? value : "none";
}

static void base_type_alter(struct making *making, const struct object *before,
                            const struct object *after, unsigned long long differences)
{
    const struct base_type *t = (const struct base_type *)after;

    (void)before;
    MAKE(making, alter_base_type, mg_base_type_args, .name = compose_name(making->arena, after),
         .receive = changed(differences, F(RECEIVE), t->receive),
         .send = changed(differences, F(SEND), t->send),
         .typmod_in = changed(differences, F(TYPMOD_IN), t->typmod_in),
         .typmod_out = changed(differences, F(TYPMOD_OUT), t->typmod_out),
         .analyze = changed(differences, F(ANALYZE), t->analyze),
         .subscript = changed(differences, F(SUBSCRIPT), t->subscript),
         .storage = changed(differences, F(STORAGE), t->storage));
}

bool base_type_is_made_by(const struct object *type, const struct object *routine)
{
    size_t n = strcspn(routine->name, "(");

    for (size_t i = 0; i < sizeof base_type_fields / sizeof *base_type_fields; i++) {
        const struct field *f = &base_type_fields[i];
        const char *text = f->role == ROLE_FUNCTION ? field_text(type, f) : NULL;
        const char *dot = text ? strrchr(text, '.') : NULL, *name = dot ? dot + 1 : text;

        if (text && strlen(name) == n && strncmp(name, routine->name, n) == 0)
            return true;
    }
    return false;
}

const struct kind kind_base_type = {
    .name = "base_type",
    .title = "base type",
    .word = "BASE_TYPE",
    .size = sizeof(struct base_type),
    .fields = base_type_fields,
    .nfields = sizeof base_type_fields / sizeof *base_type_fields,
    .names = NAMES_OF_TYPES,
    .comment_inline = true,
    .comment_object = "TYPE",
    .create = base_type_create,
    .drop = base_type_drop,
    .way = base_type_way,
    .alter = base_type_alter,
    .rename = base_type_rename,
    .needs = base_type_needs,
    .catalog = base_type_catalog,
};

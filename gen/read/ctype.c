/* Which SQL type a member of a C type has. */
#include <string.h>

#include "model/sql.h"
#include "model/types.h"
#include "read/reading.h"

const char *c_type_spelling(struct reading *r, CXType type)
{
    CXString string = clang_getTypeSpelling(type);
    const char *copy = arena_strdup(r->arena, clang_getCString(string));

    clang_disposeString(string);
    if (strchr(copy, '(') && strstr(copy, " at ")) /* (unnamed union at FILE:LINE:COLUMN) */
        return arena_strndup(r->arena, copy, strcspn(copy, " "));
    return strcmp(copy, "_Bool") == 0 ? "bool" : copy;
}

/* pg_timestamptz and its like: the SQL type is the name, nearly always. NULL: it is none of them.
 */
static const char *pg_type(struct reading *r, const char *name)
{
    if (strncmp(name, "pg_", 3) != 0)
        return NULL;
    if (strcmp(name, "pg_lsn") == 0 || strcmp(name, "pg_snapshot") == 0)
        return name;
    if (strcmp(name, "pg_char") == 0)
        return "\"char\"";
    name = type_canonical(r->arena, name + 3);
    return name && type_is_builtin(r->arena, name) ? name : NULL;
}

/* Numbers, and what is said where one has no counterpart. */
static const struct c_type *arithmetic(enum CXTypeKind kind)
{
    static const struct c_type boolean = {C_BOOL, "boolean"}, smallint = {C_INTEGER, "smallint"},
                               integer = {C_INTEGER, "integer"}, bigint = {C_INTEGER, "bigint"},
                               real = {C_FLOAT, "real"}, double_ = {C_FLOAT, "double precision"};
    static const struct c_type
        character = {C_OTHER, .why = "PostgreSQL has no type for one char",
                     .hint = "Use bool, int16_t, or char * with CHAR(1)."},
        byte = {C_OTHER, .why = "PostgreSQL has no type of one byte", .hint = "Use int16_t."},
        unsigned_ = {C_OTHER, .why = "PostgreSQL has no unsigned types",
                     .hint = "Use the signed type that is large enough, with a CHECK; or say "
                             "TYPE(\"...\")."},
        large = {C_OTHER, .why = "PostgreSQL has no such number", .hint = "Use pg_numeric."};

    switch ((int)kind) {
    case CXType_Bool:
        return &boolean;
    case CXType_Short:
        return &smallint;
    case CXType_Int:
        return &integer;
    case CXType_Long:
    case CXType_LongLong:
        return &bigint;
    case CXType_Float:
        return &real;
    case CXType_Double:
        return &double_;
    case CXType_Char_S:
    case CXType_Char_U:
        return &character;
    case CXType_SChar:
    case CXType_UChar:
        return &byte;
    case CXType_UShort:
    case CXType_UInt:
    case CXType_ULong:
    case CXType_ULongLong:
        return &unsigned_;
    case CXType_LongDouble:
    case CXType_Int128:
    case CXType_UInt128:
    case CXType_Float128:
    case CXType_Half:
        return &large;
    default:
        return NULL;
    }
}

static bool is_char(CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;

    return kind == CXType_Char_S || kind == CXType_Char_U;
}

static struct c_type *other(struct reading *r, const char *why, const char *hint)
{
    struct c_type *t = arena_new_of(r->arena, struct c_type);

    *t = (struct c_type){.group = C_OTHER, .why = why, .hint = hint};
    return t;
}

static const char for_the_program[] =
    "Say what it is with TYPE(\"...\"), or IGNORE if it is for the program alone.";

static const struct c_type *pointer(struct reading *r, CXType type)
{
    CXType to = clang_getPointeeType(type);
    enum CXTypeKind kind = clang_getCanonicalType(to).kind;
    struct c_type *t;

    if (is_char(to)) {
        t = other(r, NULL, NULL);
        *t = (struct c_type){.group = C_TEXT, .sql = "text"};
    } else if (kind == CXType_FunctionProto || kind == CXType_FunctionNoProto) {
        t = other(r, "a function is no value of a table",
                  "Say IGNORE if it is for the program alone.");
    } else if (kind == CXType_Void) {
        t = other(r, "a pointer to void says nothing of what it points to", for_the_program);
    } else if (kind == CXType_UChar || kind == CXType_SChar) {
        t = other(r, "bytes without a length are no value of PostgreSQL",
                  "Use pg_bytea, or say TYPE(\"bytea\").");
    } else {
        t = other(r, "a column holds a value, not a pointer",
                  "ARRAY makes it an array; without the * it is one value, NULL or not.");
        t->element = c_type_of(r, to);
        if (!t->element->sql)
            t->hint = for_the_program;
    }
    return t;
}

static const struct c_type *array(struct reading *r, CXType type)
{
    CXType of = clang_getArrayElementType(type);
    struct c_type *t;

    if (type.kind != CXType_ConstantArray) {
        t = other(r, "a flexible array has no length", for_the_program);
        t->element = c_type_of(r, of);
        return t;
    }
    t = other(r, "an array of C is none of PostgreSQL by itself",
              "ARRAY makes it one; TYPE(\"bytea\") suits bytes.");
    t->size = clang_getArraySize(type);
    t->element = c_type_of(r, of);
    if (!is_char(of))
        return t;
    if (t->size < 2) {
        t->why = "there is no room for text beside the byte that ends it";
        t->hint = "char[n] is varchar(n - 1); use char * for text of any length.";
        return t;
    }
    t->group = C_CHARS;
    t->sql = arena_printf(r->arena, "varchar(%lld)", t->size - 1);
    return t;
}

static const struct c_type *enumeration(struct reading *r, CXType type)
{
    CXCursor declaration = clang_getTypeDeclaration(type);
    CXString name = clang_getCursorSpelling(declaration);
    const char *tag = clang_getCString(name);
    const struct enum_decl *e = map_get(r->enums_by_tag, tag);
    struct c_type *t;

    if (e && e->type) {
        const char *sql = sql_ident(r->arena, e->type->o.name);

        t = other(r, NULL, NULL);
        t->group = C_ENUM;
        t->sql = *e->type->o.schema
                     ? arena_printf(r->arena, "%s.%s", sql_ident(r->arena, e->type->o.schema), sql)
                     : sql;
    } else if (e) {
        t = other(r, NULL, NULL); /* reported already */
    } else {
        t = other(
            r, "the enum is none of PostgreSQL's",
            arena_printf(r->arena,
                         "Declare it with ENUM(%s), or say TYPE(\"integer\") for its numbers.",
                         *tag ? arena_strdup(r->arena, tag) : "name"));
    }
    clang_disposeString(name);
    return t;
}

/* A struct that COMPOSITE declares. */
static const struct c_type *record(struct reading *r, CXType type)
{
    CXString name = clang_getCursorSpelling(clang_getTypeDeclaration(type));
    const struct table_decl *t = map_get(r->tables_by_tag, clang_getCString(name));
    struct c_type *c = other(r, "a struct or union is not one value", for_the_program);

    clang_disposeString(name);
    if (t && t->relation && t->relation->kind == &kind_composite_type)
        *c = (struct c_type){.group = C_PG, .sql = model_type_name(r, t->relation)};
    return c;
}

static const struct c_type *named(struct reading *r, CXType type)
{
    CXString string = clang_getTypedefName(type);
    const char *name = clang_getCString(string), *sql = pg_type(r, name);
    const struct domain_decl *domain = map_get(r->domains_by_name, name);
    const struct c_type *result;

    if (domain)
        sql = model_type_name(r, &domain->domain->o);

    if (sql) {
        struct c_type *t = other(r, NULL, NULL);

        t->group = C_PG;
        t->sql = arena_strdup(r->arena, sql);
        if (strcmp(sql, "text") == 0)
            t->group = C_TEXT;
        result = t;
    } else if (strcmp(name, "time_t") == 0) {
        result = other(r, "time_t is a number to C and a time to people",
                       "Use pg_timestamptz; or say TYPE(\"timestamptz\") or TYPE(\"bigint\").");
    } else {
        result = c_type_of(r, clang_getTypedefDeclUnderlyingType(clang_getTypeDeclaration(type)));
    }
    clang_disposeString(string);
    return result;
}

static const struct c_type *resolve(struct reading *r, CXType type)
{
    const struct c_type *number = arithmetic(type.kind);
    CXType canonical;

    if (number)
        return number;
    switch ((int)type.kind) {
    case CXType_Typedef:
        return named(r, type);
    case CXType_Elaborated:
        return c_type_of(r, clang_Type_getNamedType(type));
    case CXType_Pointer:
        return pointer(r, type);
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
        return array(r, type);
    case CXType_Enum:
        return enumeration(r, type);
    case CXType_Record:
        return record(r, type);
    default:
        canonical = clang_getCanonicalType(type);
        if (canonical.kind != type.kind)
            return c_type_of(r, canonical);
        return other(r, "PostgreSQL has no such type", for_the_program);
    }
}

/* Thousands of members share a few types, which clang keeps once each. */
const struct c_type *c_type_of(struct reading *r, CXType type)
{
    const struct c_type *known = map_get(r->c_types, type.data[0]);

    if (!known) {
        known = resolve(r, type);
        map_put(r->c_types, type.data[0], (void *)known);
    }
    return known;
}

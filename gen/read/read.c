#include "read/read.h"

#include "read/reading.h"

static void prepare(struct reading *r)
{
    r->schema = schema_new(r->arena);
    r->tables_by_tag = map_of_texts(r->arena);
    r->enums_by_tag = map_of_texts(r->arena);
    r->enums_by_type = map_of_texts(r->arena);
    r->domains_by_name = map_of_texts(r->arena);
    r->model_types = map_of_texts(r->arena);
    r->types = map_of_texts(r->arena);
    r->tidied = map_of_texts(r->arena);
    r->plain = map_of_texts(r->arena);
    r->c_types = map_of_addresses(r->arena);
    r->relations = map_of_texts(r->arena);
    r->type_names = map_of_texts(r->arena);
    r->constraints = map_of_texts(r->arena);
    r->schemas = map_of_texts(r->arena);
    for (size_t i = 0; i < sizeof r->sql_is / sizeof *r->sql_is; i++)
        r->sql_is[i] = map_of_texts(r->arena);
    remember_known_sql(r);
}

static void read_schema(struct reading *r)
{
    read_visit(r);
    read_enums(r);
    read_domains(r);
    note_items(r);
    read_relations(r);
    read_domain_bodies(r);
    read_members(r);
    read_parts(r);
    read_items(r);
    read_lineage_end(r);
    schema_finish(r->schema);
    read_validate(r);
}

const struct schema *read_models(struct arena *arena, const struct read_options *options,
                                 struct diags *diags)
{
    struct reading r = {.arena = arena, .diags = diags, .options = options};

    prepare(&r);
    r.index = clang_createIndex(0, 0);
    if (read_parse(&r))
        read_schema(&r);
    else
        schema_finish(r.schema);
    if (r.tu)
        clang_disposeTranslationUnit(r.tu);
    clang_disposeIndex(r.index);
    return r.schema;
}

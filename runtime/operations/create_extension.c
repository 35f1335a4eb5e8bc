/*
 * CREATE EXTENSION, unless it is there: extensions that only a superuser may make are made by one
 * beforehand. Blocks nobody. Loses nothing; drop_extension is the way back.
 *
 * ALTER EXTENSION: UPDATE TO another version does whatever the extension's script does; SET SCHEMA
 * moves all that it holds, where it allows that. The way back is the same with what was before. Few
 * extensions have scripts that lead to an older version; with OR_RECREATE one is dropped and made
 * anew then, which PostgreSQL refuses where something uses it.
 */
#include "../sql/sql.h"

static void create_extension_sql(const void *args, struct mg_script *script)
{
    const mg_extension_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "CREATE EXTENSION IF NOT EXISTS ");
    mg_buf_ident(b, a->name);
    if (a->schema) {
        mg_buf_add(b, " SCHEMA ");
        mg_buf_ident(b, a->schema);
    }
    if (a->version) {
        mg_buf_add(b, " VERSION ");
        mg_buf_literal(b, a->version);
    }
    mg_buf_add(b, a->cascade ? " CASCADE" : "");
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"EXTENSION", NULL, a->name, a->comment});
}

static void update(struct mg_script *script, const mg_extension_args *a)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER EXTENSION ");
    mg_buf_ident(b, a->name);
    mg_buf_add(b, " UPDATE TO ");
    mg_buf_literal(b, a->version);
}

/* Schema and comment stay as they are. */
static void update_or_recreate(struct mg_script *script, const mg_extension_args *a)
{
    struct mg_buf block = MG_BUF_INIT, *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(&block, "\nDECLARE e record; version text := ");
    mg_buf_literal(&block, a->version);
    mg_buf_add(
        &block,
        ";\nBEGIN\n"
        "    SELECT extname AS name, extversion AS version, extnamespace::regnamespace AS schema,\n"
        "        obj_description(oid) AS comment INTO e FROM pg_extension WHERE extname = ");
    mg_buf_literal(&block, a->name);
    mg_buf_add(
        &block,
        ";\n"
        "    IF e.version = version OR EXISTS (SELECT FROM pg_extension_update_paths(e.name)\n"
        "            WHERE source = e.version AND target = version AND path IS NOT NULL) THEN\n"
        "        EXECUTE format('ALTER EXTENSION %I UPDATE TO %L', e.name, version);\n"
        "    ELSE\n"
        "        EXECUTE format('DROP EXTENSION %I', e.name);\n"
        "        EXECUTE format('CREATE EXTENSION %I SCHEMA %s VERSION %L', e.name, e.schema, "
        "version);\n"
        "        EXECUTE format('COMMENT ON EXTENSION %I IS %L', e.name, e.comment);\n"
        "    END IF;\n"
        "END");
    mg_buf_add(b, "DO ");
    if (mg_buf_failed(&block))
        script->failed = true;
    else
        mg_sql_dollar_quoted(b, mg_buf_text(&block));
    mg_buf_free(&block);
}

static void alter_extension_sql(const void *args, struct mg_script *script)
{
    const mg_extension_args *a = args;
    struct mg_buf alter = MG_BUF_INIT;

    mg_buf_add(&alter, "ALTER EXTENSION ");
    mg_buf_ident(&alter, a->name);
    if (a->version && a->or_recreate)
        update_or_recreate(script, a);
    else if (a->version)
        update(script, a);
    if (a->schema || a->default_schema)
        mg_sql_set_schema(mg_script_step(script, MG_STEP_SQL), &alter, a->schema);
    script->failed |= mg_buf_failed(&alter);
    mg_buf_free(&alter);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_extension_args, name),
    MG_WORD("VERSION", MG_TEXT, mg_extension_args, version),
    MG_WORD("OR_RECREATE", MG_FLAG, mg_extension_args, or_recreate),
    MG_WORD("SCHEMA", MG_TEXT, mg_extension_args, schema),
    MG_WORD("DEFAULT_SCHEMA", MG_FLAG, mg_extension_args, default_schema),
    MG_WORD("CASCADE", MG_FLAG, mg_extension_args, cascade),
    MG_WORD("COMMENT", MG_TEXT, mg_extension_args, comment),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_extension = {
    .name = "create_extension",
    .size = sizeof(mg_extension_args),
    .words = words,
    .sql = create_extension_sql,
};

const struct mg_operation mg_op_alter_extension = {
    .name = "alter_extension",
    .size = sizeof(mg_extension_args),
    .words = words,
    .sql = alter_extension_sql,
};

/*
 * ALTER TYPE SET SCHEMA and RENAME of a range type and of its multirange, and of the functions
 * called like them that make their values: PostgreSQL leaves these behind. Blocks nobody and
 * rewrites nothing; columns follow. Only text that names one of them breaks.
 */
#include "../site/site.h"
#include "../sql/sql.h"

static void add_regtype(struct mg_buf *b, const char *name)
{
    struct mg_buf sql = MG_BUF_INIT;

    mg_buf_name(&sql, name);
    if (mg_buf_failed(&sql))
        b->failed = true;
    else
        mg_buf_literal(b, mg_buf_text(&sql));
    mg_buf_free(&sql);
    mg_buf_add(b, "::regtype");
}

/*
 * Each function of the two types is called as its type is, and is where it is. PostgreSQL gives
 * them to the superuser who made the database; whoever may not rename them leaves them as they are,
 * as PostgreSQL itself does.
 */
static void rename_functions(struct mg_script *script, const mg_rename_range_args *a)
{
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(
        b,
        "DO $$\n"
        "DECLARE\n"
        "    f record;\n"
        "BEGIN\n"
        "    FOR f IN SELECT p.oid, p.proname, t.typname, t.typnamespace::regnamespace AS place,\n"
        "            p.pronamespace <> t.typnamespace AS moves\n"
        "        FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid\n"
        "        JOIN pg_type t ON t.oid = d.refobjid\n"
        "        WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass\n"
        "        AND d.deptype = 'i' AND d.refobjid IN (");
    add_regtype(b, a->to);
    if (a->multirange_to) {
        mg_buf_add(b, ", ");
        add_regtype(b, a->multirange_to);
    }
    mg_buf_add(b, ")\n"
                  "        AND pg_has_role(p.proowner, 'USAGE')\n"
                  "    LOOP\n"
                  "        IF f.moves THEN\n"
                  "            EXECUTE format('ALTER FUNCTION %s SET SCHEMA %s', "
                  "f.oid::regprocedure, f.place);\n"
                  "        END IF;\n"
                  "        IF f.proname <> f.typname THEN\n"
                  "            EXECUTE format('ALTER FUNCTION %s RENAME TO %I', "
                  "f.oid::regprocedure, f.typname);\n"
                  "        END IF;\n"
                  "    END LOOP;\n"
                  "END $$");
}

static void rename_range_sql(const void *args, struct mg_script *script)
{
    const mg_rename_range_args *a = args;

    mg_sql_rename(script, "TYPE", &(const mg_rename_args){a->name, a->to});
    if (a->multirange)
        mg_sql_rename(script, "TYPE", &(const mg_rename_args){a->multirange, a->multirange_to});
    rename_functions(script, a);
}

/* PostgreSQL 13 has no multiranges. */
static bool rename_range_online(const void *args, struct mg_site *site, struct mg_script *script)
{
    mg_rename_range_args a = *(const mg_rename_range_args *)args;

    if (!mg_site_since(site, 14))
        a.multirange = a.multirange_to = NULL;
    rename_range_sql(&a, script);
    return true;
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_rename_range_args, name),
    MG_WORD_POSITION(mg_rename_range_args, to),
    {.word = "MULTIRANGES",
     .spelling = MG_TEXTS,
     MG_AT(mg_rename_range_args, multirange),
     .second = offsetof(mg_rename_range_args, multirange_to)},
    MG_WORDS_END,
};

const struct mg_operation mg_op_rename_range = {
    .name = "rename_range",
    .size = sizeof(mg_rename_range_args),
    .words = words,
    .sql = rename_range_sql,
    .online = rename_range_online,
};

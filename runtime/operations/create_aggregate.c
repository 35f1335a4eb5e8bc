/*
 * CREATE AGGREGATE, or CREATE OR REPLACE, which cannot change what it returns. Blocks nobody. Loses
 * nothing; drop_aggregate is the way back.
 */
#include "../sql/sql.h"

struct option {
    const char *name;
    size_t offset;
    enum { FUNCTION, PLAIN, LITERAL, FLAG } form;
};

#define OPTION(name, member, form)                      \
    {                                                   \
        name, offsetof(mg_aggregate_args, member), form \
    }

// clang-format off
static const struct option options[] = {
    OPTION("SFUNC", sfunc, FUNCTION),
    OPTION("STYPE", stype, PLAIN),
    OPTION("SSPACE", sspace, PLAIN),
    OPTION("FINALFUNC", finalfunc, FUNCTION),
    OPTION("FINALFUNC_EXTRA", finalfunc_extra, FLAG),
    OPTION("FINALFUNC_MODIFY", finalfunc_modify, PLAIN),
    OPTION("COMBINEFUNC", combinefunc, FUNCTION),
    OPTION("SERIALFUNC", serialfunc, FUNCTION),
    OPTION("DESERIALFUNC", deserialfunc, FUNCTION),
    OPTION("INITCOND", initcond, LITERAL),
    OPTION("MSFUNC", msfunc, FUNCTION),
    OPTION("MINVFUNC", minvfunc, FUNCTION),
    OPTION("MSTYPE", mstype, PLAIN),
    OPTION("MSSPACE", msspace, PLAIN),
    OPTION("MFINALFUNC", mfinalfunc, FUNCTION),
    OPTION("MFINALFUNC_EXTRA", mfinalfunc_extra, FLAG),
    OPTION("MFINALFUNC_MODIFY", mfinalfunc_modify, PLAIN),
    OPTION("MINITCOND", minitcond, LITERAL),
    OPTION("SORTOP", sortop, PLAIN),
    OPTION("PARALLEL", parallel, PLAIN),
    OPTION("HYPOTHETICAL", hypothetical, FLAG),
};
// clang-format on

static bool add_option(struct mg_buf *b, const void *args, const struct option *o, bool first)
{
    const void *member = (const char *)args + o->offset;
    const char *text = o->form == FLAG ? NULL : *(const char *const *)member;

    if (o->form == FLAG ? !*(const unsigned char *)member : !text)
        return false;
    mg_buf_printf(b, "%s%s%s", first ? "" : ", ", o->name, o->form == FLAG ? "" : " = ");
    if (o->form == FUNCTION)
        mg_buf_name(b, text);
    else if (o->form == LITERAL)
        mg_buf_literal(b, text);
    else if (text)
        mg_buf_add(b, text);
    return true;
}

static void create_aggregate_sql(const void *args, struct mg_script *script)
{
    const mg_aggregate_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    bool any = false;

    mg_buf_add(b, a->or_replace ? "CREATE OR REPLACE AGGREGATE " : "CREATE AGGREGATE ");
    mg_sql_function(b, a->name);
    mg_buf_add(b, " (");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        any |= add_option(b, args, &options[i], !any);
    mg_buf_addc(b, ')');
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"AGGREGATE", NULL, a->name, a->comment});
}

// clang-format off
static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_aggregate_args, name),
    MG_WORD("OR_REPLACE", MG_FLAG, mg_aggregate_args, or_replace),
    MG_WORD("SFUNC", MG_TEXT, mg_aggregate_args, sfunc),
    MG_WORD("STYPE", MG_TEXT, mg_aggregate_args, stype),
    MG_WORD("SSPACE", MG_BARE, mg_aggregate_args, sspace),
    MG_WORD("FINALFUNC", MG_TEXT, mg_aggregate_args, finalfunc),
    MG_WORD("FINALFUNC_EXTRA", MG_FLAG, mg_aggregate_args, finalfunc_extra),
    MG_WORD("FINALFUNC_MODIFY", MG_BARE, mg_aggregate_args, finalfunc_modify),
    MG_WORD("COMBINEFUNC", MG_TEXT, mg_aggregate_args, combinefunc),
    MG_WORD("SERIALFUNC", MG_TEXT, mg_aggregate_args, serialfunc),
    MG_WORD("DESERIALFUNC", MG_TEXT, mg_aggregate_args, deserialfunc),
    MG_WORD("INITCOND", MG_TEXT, mg_aggregate_args, initcond),
    MG_WORD("MSFUNC", MG_TEXT, mg_aggregate_args, msfunc),
    MG_WORD("MINVFUNC", MG_TEXT, mg_aggregate_args, minvfunc),
    MG_WORD("MSTYPE", MG_TEXT, mg_aggregate_args, mstype),
    MG_WORD("MSSPACE", MG_BARE, mg_aggregate_args, msspace),
    MG_WORD("MFINALFUNC", MG_TEXT, mg_aggregate_args, mfinalfunc),
    MG_WORD("MFINALFUNC_EXTRA", MG_FLAG, mg_aggregate_args, mfinalfunc_extra),
    MG_WORD("MFINALFUNC_MODIFY", MG_BARE, mg_aggregate_args, mfinalfunc_modify),
    MG_WORD("MINITCOND", MG_TEXT, mg_aggregate_args, minitcond),
    MG_WORD("SORTOP", MG_TEXT, mg_aggregate_args, sortop),
    MG_WORD("PARALLEL", MG_BARE, mg_aggregate_args, parallel),
    MG_WORD("HYPOTHETICAL", MG_FLAG, mg_aggregate_args, hypothetical),
    MG_WORD("COMMENT", MG_TEXT, mg_aggregate_args, comment),
    MG_WORDS_END,
};
// clang-format on

const struct mg_operation mg_op_create_aggregate = {
    .name = "create_aggregate",
    .size = sizeof(mg_aggregate_args),
    .words = words,
    .sql = create_aggregate_sql,
};

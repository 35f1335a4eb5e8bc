/*
 * CREATE OPERATOR and ALTER OPERATOR. Blocks nobody. A commutator or negator that is not there yet
 * is made as a shell, to be filled in by its own create_operator. Estimators can be changed later
 * (NONE takes one away), everything else of it cannot. drop_operator is the way back.
 */
#include "../sql/sql.h"

#include <string.h>

/* `(NONE, bit)`: the operand on the left, or on the right; NULL: there is none. */
static const char *operand(const char *name, bool right, size_t *n)
{
    const char *p = strchr(name, '('), *end;
    int depth = 0;

    if (!p)
        return NULL;
    for (end = ++p; *end && (*end != ',' || depth) && (*end != ')' || depth); end++)
        depth += (*end == '(') - (*end == ')');
    if (right && *end == ',') {
        p = end + 1 + strspn(end + 1, " ");
        end = strrchr(p, ')') ? strrchr(p, ')') : p + strlen(p);
    } else if (right) {
        return NULL;
    }
    *n = (size_t)(end - p);
    return *n == 4 && strncmp(p, "NONE", 4) == 0 ? NULL : p;
}

/* commutator = OPERATOR(billing.=) */
static void add_operator(struct mg_buf *b, const char *word, const char *name)
{
    if (!name)
        return;
    mg_buf_printf(b, ", %s = ", word);
    if (mg_sql_last_part(name) > name) {
        mg_buf_add(b, "OPERATOR(");
        mg_sql_operator(b, name);
        mg_buf_addc(b, ')');
    } else {
        mg_sql_operator(b, name);
    }
}

static void add_estimator(struct mg_buf *b, const char *word, const char *name, const char *before)
{
    if (!name)
        return;
    mg_buf_printf(b, "%s%s = ", before, word);
    if (strcmp(name, "NONE") == 0)
        mg_buf_add(b, name);
    else
        mg_buf_name(b, name);
}

static void create_operator_sql(const void *args, struct mg_script *script)
{
    const mg_operator_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL), name = MG_BUF_INIT;
    size_t left_n = 0, right_n = 0;
    const char *left = operand(a->name, false, &left_n), *right = operand(a->name, true, &right_n);

    mg_buf_addn(&name, a->name, strcspn(a->name, "("));
    mg_buf_add(b, "CREATE OPERATOR ");
    mg_sql_operator(b, mg_buf_text(&name));
    b->failed |= mg_buf_failed(&name);
    mg_buf_free(&name);
    mg_buf_add(b, " (function = ");
    mg_buf_name(b, a->function);
    if (left)
        mg_buf_printf(b, ", leftarg = %.*s", (int)left_n, left);
    if (right)
        mg_buf_printf(b, ", rightarg = %.*s", (int)right_n, right);
    add_operator(b, "commutator", a->commutator);
    add_operator(b, "negator", a->negator);
    add_estimator(b, "restrict", a->restrict_, ", ");
    add_estimator(b, "join", a->join, ", ");
    mg_buf_printf(b, "%s%s)", a->hashes ? ", hashes" : "", a->merges ? ", merges" : "");
    if (a->comment)
        mg_sql_comment(script, &(const mg_comment_args){"OPERATOR", NULL, a->name, a->comment});
}

static void alter_operator_sql(const void *args, struct mg_script *script)
{
    const mg_operator_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);

    mg_buf_add(b, "ALTER OPERATOR ");
    mg_sql_object_name(b, "OPERATOR", a->name);
    mg_buf_add(b, " SET (");
    add_estimator(b, "restrict", a->restrict_, "");
    add_estimator(b, "join", a->join, a->restrict_ ? ", " : "");
    mg_buf_addc(b, ')');
}

static const struct mg_word create_words[] = {
    MG_WORD_POSITION(mg_operator_args, name),
    MG_WORD("WITH_FUNCTION", MG_TEXT, mg_operator_args, function),
    MG_WORD("COMMUTATOR", MG_TEXT, mg_operator_args, commutator),
    MG_WORD("NEGATOR", MG_TEXT, mg_operator_args, negator),
    MG_WORD("RESTRICT", MG_TEXT, mg_operator_args, restrict_),
    MG_WORD("JOIN", MG_TEXT, mg_operator_args, join),
    MG_WORD("HASHES", MG_FLAG, mg_operator_args, hashes),
    MG_WORD("MERGES", MG_FLAG, mg_operator_args, merges),
    MG_WORD("COMMENT", MG_TEXT, mg_operator_args, comment),
    MG_WORDS_END,
};

static const struct mg_word alter_words[] = {
    MG_WORD_POSITION(mg_operator_args, name),
    MG_WORD("RESTRICT", MG_TEXT, mg_operator_args, restrict_),
    MG_WORD("JOIN", MG_TEXT, mg_operator_args, join),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_operator = {
    .name = "create_operator",
    .size = sizeof(mg_operator_args),
    .words = create_words,
    .sql = create_operator_sql,
};

const struct mg_operation mg_op_alter_operator = {
    .name = "alter_operator",
    .size = sizeof(mg_operator_args),
    .words = alter_words,
    .sql = alter_operator_sql,
};

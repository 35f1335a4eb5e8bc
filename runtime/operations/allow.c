/*
 * Consents to what the runner would otherwise ask about (--allow): a "rewrite", or other long work
 * under a lock that others wait for; "loss" of data for good; "access" for others than before;
 * "all". It holds for the whole migration, in the direction that it is said in. Does nothing by
 * itself.
 */
#include "../impact/consent.h"
#include "../sql/sql.h"

static void allow_sql(const void *args, struct mg_script *script)
{
    const mg_text_args *a = args;
    unsigned given = 0;

    if (!mg_consent_read(a->text, &given))
        mg_buf_printf(mg_script_step(script, MG_STEP_REFUSAL),
                      "allow knows rewrite, loss, access and all, not \"%s\"", a->text);
}

const struct mg_operation mg_op_allow = {
    .name = "allow",
    .size = sizeof(mg_text_args),
    .words = mg_words_text,
    .sql = allow_sql,
};

/*
 * CREATE TYPE AS ENUM. Blocks nobody; its labels can be used at once. Loses nothing; drop_type is
 * the way back.
 */
#include "../sql/sql.h"

enum { LONG_LIST = 80 }; /* bytes of labels from which each gets a line */

static void add_labels(struct mg_buf *b, mg_list labels, const char *first, const char *next)
{
    for (size_t i = 0; labels[i]; i++) {
        mg_buf_add(b, i ? next : first);
        mg_buf_literal(b, labels[i]);
    }
}

static void create_enum_sql(const void *args, struct mg_script *script)
{
    const mg_enum_args *a = args;
    struct mg_buf *b = mg_script_step(script, MG_STEP_SQL);
    struct mg_buf line = MG_BUF_INIT;

    add_labels(&line, a->labels, "", ", ");
    mg_buf_add(b, "CREATE TYPE ");
    mg_buf_name(b, a->name);
    mg_buf_add(b, " AS ENUM (");
    if (line.n <= LONG_LIST) {
        mg_buf_addn(b, line.p ? line.p : "", line.n);
    } else {
        add_labels(b, a->labels, "\n    ", ",\n    ");
        mg_buf_addc(b, '\n');
    }
    mg_buf_addc(b, ')');
    b->failed |= mg_buf_failed(&line);
    mg_buf_free(&line);
}

static const struct mg_word words[] = {
    MG_WORD_POSITION(mg_enum_args, name),
    MG_WORD(NULL, MG_POSITIONS, mg_enum_args, labels),
    MG_WORDS_END,
};

const struct mg_operation mg_op_create_enum = {
    .name = "create_enum",
    .size = sizeof(mg_enum_args),
    .words = words,
    .sql = create_enum_sql,
};

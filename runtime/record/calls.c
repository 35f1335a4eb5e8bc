#include "calls.h"

#include "../base/grow.h"

/* FNV-1a. */
static uint64_t mix(uint64_t hash, const char *text)
{
    for (const char *c = text ? text : ""; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
    return (hash ^ 0xff) * 0x100000001b3;
}

/* By its plain SQL, which no database has a say in. */
size_t mg_call_note(struct migration *m, const struct mg_operation *operation, const void *args)
{
    struct mg_script plain = {0};
    uint64_t hash = mix(0xcbf29ce484222325, operation->name);
    operation->sql(args, &plain);
    for (size_t i = 0; i < plain.n; i++)
        hash = mix(hash, mg_buf_text(&plain.steps[i].text));
    uint64_t *calls = mg_script_ok(&plain)
                          ? mg_grow(m->calls, m->n_calls, &m->calls_capacity, sizeof *calls)
                          : NULL;
    mg_script_free(&plain);
    if (!calls) {
        mg_fail_memory(m->error);
        return 0;
    }
    m->calls = calls;
    m->calls[m->n_calls++] = hash;
    return m->n_calls;
}

void mg_call_name(const struct migration *m, size_t call, struct mg_buf *out)
{
    int before = 0;
    if (call == 0)
        return;
    for (size_t i = 0; i + 1 < call; i++)
        before += m->calls[i] == m->calls[call - 1];
    mg_buf_printf(out, "%016llx.%d", (unsigned long long)m->calls[call - 1], before);
}

bool mg_call_is_left_out(const struct migration *m, const struct mg_operation *operation)
{
    if (!m->without || m->ran == 0)
        return false;
    bool sql = operation == &mg_op_execute || operation == &mg_op_backfill;
    for (size_t i = 0; i < m->without->n; i++)
        if (m->without->calls[i] == m->ran)
            return true;
    return sql && m->without->sql;
}

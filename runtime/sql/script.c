#include "script.h"

#include <stdlib.h>
#include <string.h>

#include "../base/grow.h"

static bool has_room(struct mg_script *script)
{
    struct mg_step *steps = mg_grow(script->steps, script->n, &script->capacity, sizeof *steps);

    script->steps = steps ? steps : script->steps;
    return steps;
}

struct mg_buf *mg_script_step(struct mg_script *script, enum mg_step_kind kind)
{
    if (script->failed || !has_room(script)) {
        script->failed = true;
        script->sink.failed = true; /* takes nothing in */
        return &script->sink;
    }

    struct mg_step *step = &script->steps[script->n++];

    *step = (struct mg_step){.kind = kind, .text = MG_BUF_INIT, .probe = MG_BUF_INIT};
    return &step->text;
}

struct mg_buf *mg_script_probe(struct mg_script *script)
{
    if (script->failed || script->n == 0)
        return &script->sink;
    return &script->steps[script->n - 1].probe;
}

bool mg_step_is_part(enum mg_step_kind kind)
{
    return kind == MG_STEP_APART || kind == MG_STEP_BATCHES || kind == MG_STEP_KEYS ||
           kind == MG_STEP_COMMIT;
}

bool mg_script_has_parts(const struct mg_script *script)
{
    for (size_t i = 0; i < script->n; i++)
        if (mg_step_is_part(script->steps[i].kind))
            return true;
    return false;
}

bool mg_script_ok(const struct mg_script *script)
{
    if (script->failed)
        return false;
    for (size_t i = 0; i < script->n; i++)
        if (mg_buf_failed(&script->steps[i].text) || mg_buf_failed(&script->steps[i].probe))
            return false;
    return true;
}

void mg_script_free(struct mg_script *script)
{
    for (size_t i = 0; i < script->n; i++) {
        mg_buf_free(&script->steps[i].text);
        mg_buf_free(&script->steps[i].probe);
    }
    free(script->steps);
    memset(script, 0, sizeof *script);
}

#include "runner.h"
#include "transaction.h"

static void begin_script(const struct mg_chain *chain, const char *what, size_t from, size_t to,
                         struct mg_buf *out)
{
    mg_buf_printf(out, "-- modelgen %s: %s", MODELGEN_VERSION, what);
    mg_chain_name(chain, from, out);
    mg_buf_add(out, " to ");
    mg_chain_name(chain, to, out);
    mg_buf_add(out, "\n-- For psql -v ON_ERROR_STOP=1. Each migration is one transaction.\n"
                    "SET client_encoding = 'UTF8';\n");
}

bool mg_script_to(const struct mg_chain *chain, size_t from, size_t to, bool create_ledger,
                  struct mg_buf *out, struct mg_error *error)
{
    enum mg_direction direction = to > from ? MG_UPGRADE : MG_DOWNGRADE;
    struct mg_frame frame = {.create_ledger = create_ledger};
    struct mg_recording how = {.printed = true};
    bool good = true;
    begin_script(chain, "from ", from, to, out);
    for (size_t at = from; good && at != to; at += direction == MG_UPGRADE ? 1 : -1) {
        const struct mg_registered *entry = chain->at[direction == MG_UPGRADE ? at : at - 1];
        struct mg_transaction t = {0};
        good = mg_record(&t.migration, entry, direction, &how, error) &&
               mg_transaction_make(&t, &frame, error);
        if (good) {
            mg_buf_addc(out, '\n');
            mg_transaction_print(&t, out);
        }
        mg_transaction_free(&t);
        frame.create_ledger = false;
    }
    return good;
}

bool mg_script_stamp(const struct mg_chain *chain, const struct mg_ledger *ledger, size_t place,
                     struct mg_buf *out, struct mg_error *error)
{
    struct mg_script script = {0};
    if (!ledger->exists)
        mg_ledger_create(&script);
    mg_ledger_stamp(&script, ledger, chain, place);
    bool good = mg_script_ok(&script) || mg_fail_memory(error);
    mg_buf_printf(out, "-- modelgen %s: stamp ", MODELGEN_VERSION);
    mg_chain_name(chain, place, out);
    mg_buf_add(out, "\nSET client_encoding = 'UTF8';\n\nBEGIN;\n");
    for (size_t i = 0; good && i < script.n; i++)
        mg_print_statement(mg_buf_text(&script.steps[i].text), out);
    mg_buf_add(out, "COMMIT;\n");
    mg_script_free(&script);
    return good;
}

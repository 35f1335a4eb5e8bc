#include "live_run.h"

#include "../site/site.h"

size_t mg_live_run(struct mg_runner *runner, struct mg_transaction *t, const struct mg_goal *goal,
                   long long *history)
{
    const struct mg_registered *entry = t->migration.entry;
    enum mg_direction direction = t->migration.direction;
    struct mg_site site = mg_runner_site(runner, goal);
    struct mg_live live = {.conn = runner->conn,
                           .interrupt = &runner->interrupt,
                           .listener = runner->listener,
                           .tally = &t->tally,
                           .allowed = goal->allowed,
                           .trial = goal->dry_run};
    struct mg_recording how = {.conn = runner->conn, .site = &site, .live = &live};
    size_t done =
        mg_send(runner->conn, t->texts, t->first, &runner->interrupt, NULL, runner->error);
    if (done < t->first)
        return done;
    site.entry = entry;
    site.live = true;
    mg_record_free(&t->migration);
    mg_tally_free(&t->tally);
    bool good = mg_record(&t->migration, entry, direction, &how, runner->error);
    mg_site_free(&site);
    if (!good)
        return t->first;
    struct mg_meter behind = {.entry = 0}; /* what comes behind begins with the history */
    done = mg_send(runner->conn, t->texts + t->first, t->n - t->first, &runner->interrupt, &behind,
                   runner->error);
    *history = behind.history;
    return t->first + done;
}

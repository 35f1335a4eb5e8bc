#include "commands.h"

#include <string.h>

#include "../run/lock.h"
#include "../run/reach.h"
#include "../run/repair.h"

struct repair {
    struct mg_fleet fleet;
    int done, pending, wait;
    bool replan, back, finish, abandon, keep, drop_invalid;
    struct mg_texts allow;
};

static const struct mg_option options[] = {
    {"done", 0, MG_OPTION_INT, offsetof(struct repair, done), "STEP",
     "this step was carried out: go on behind it"},
    {"pending", 0, MG_OPTION_INT, offsetof(struct repair, pending), "STEP",
     "this step is to be carried out (again)"},
    {"replan", 0, MG_OPTION_FLAG, offsetof(struct repair, replan), NULL,
     "the source was changed: keep the steps that are the same, and for the rest go by\n"
     "what it says now"},
    {"back", 0, MG_OPTION_FLAG, offsetof(struct repair, back), NULL,
     "turn round: what is done of it is undone by its way back"},
    {"finish", 0, MG_OPTION_FLAG, offsetof(struct repair, finish), NULL,
     "it counts as done; steps that are left are not carried out"},
    {"abandon", 0, MG_OPTION_FLAG, offsetof(struct repair, abandon), NULL,
     "give the migration up; only if nothing of it is done, or with --keep"},
    {"keep", 0, MG_OPTION_FLAG, offsetof(struct repair, keep), NULL,
     "with --abandon: leave what is done as it is; with --replan and --back: leave what is\n"
     "done and not in the source any more"},
    {"allow", 'a', MG_OPTION_LIST, offsetof(struct repair, allow), "WHAT",
     "with --replan and --back: consent to what they plan, as with upgrade"},
    {"drop-invalid", 0, MG_OPTION_FLAG, offsetof(struct repair, drop_invalid), NULL,
     "drop indexes that are not valid and that nobody builds"},
    {"wait", 'w', MG_OPTION_INT, offsetof(struct repair, wait), "SECONDS",
     "how long to wait for another runner (default 300)"},
    MG_FLEET_OPTIONS(struct repair),
    MG_OPTIONS_END,
};

static const char *const states[] = {
    [MG_PART_PENDING] = "pending", [MG_PART_RUNNING] = "running", [MG_PART_DONE] = "done"};
static const char *const changes[] = {
    [MG_CHANGE_NONE] = "none", [MG_CHANGE_GONE] = "gone", [MG_CHANGE_NEW] = "new"};

/* --- What there is ------------------------------------------------------------------------ */

/* What the changed source makes of it, step by step. */
static void changes_json(const struct mg_repair *repair, struct mg_buf *out)
{
    mg_buf_addc(out, '[');
    for (size_t i = 0; i < repair->replan.n; i++) {
        const struct mg_replanned *step = &repair->replan.steps[i];
        const struct mg_journal_step *was = step->was;
        mg_buf_printf(out, "%s{\"change\":\"%s\",\"step\":", i ? "," : "", changes[step->change]);
        if (was)
            mg_buf_printf(out, "%d", was->step);
        else
            mg_buf_add(out, "null");
        mg_json_member("state", was ? states[was->state] : "pending", out);
        mg_buf_printf(out, ",\"line\":%d", step->is ? step->is->line : was->line);
        mg_json_member("operation", was ? was->operation : step->is->operation->name, out);
        mg_json_member("statement", was ? was->statement : step->is->text, out);
        mg_buf_addc(out, '}');
    }
    mg_buf_addc(out, ']');
}

static void print_json(const struct mg_runner *runner, const struct mg_repair *repair,
                       struct mg_buf *out)
{
    const struct mg_journal *journal = &repair->journal;
    mg_buf_add(out, "{\"open\":");
    mg_json_open(&runner->ledger.open, out);
    mg_buf_printf(out, ",\"changed\":%s,\"steps\":[", repair->changed ? "true" : "false");
    for (size_t i = 0; i < journal->n; i++) {
        const struct mg_journal_step *step = &journal->steps[i];
        mg_buf_printf(out, "%s{\"step\":%d,\"part\":%d,\"line\":%d", i ? "," : "", step->step,
                      step->part, step->line);
        mg_json_member("state", states[step->state], out);
        mg_json_member("operation", step->operation, out);
        mg_json_member("statement", step->statement, out);
        if (repair->findings[i].n)
            mg_json_member("finding", mg_buf_text(&repair->findings[i]), out);
        mg_buf_addc(out, '}');
    }
    mg_buf_add(out, "],\"changes\":");
    changes_json(repair, out);
    if (repair->unplanned.n)
        mg_json_member("unplanned", mg_buf_text(&repair->unplanned), out);
    mg_buf_add(out, ",\"invalid_indexes\":[");
    for (size_t i = 0; i < repair->n_remnants; i++) {
        mg_buf_add(out, i ? "," : "");
        mg_buf_json_string(out, repair->remnants[i].index);
    }
    mg_buf_add(out, "]}\n");
}

enum { SHOWN = 70 };

static void print_statement(const char *operation, const char *statement, struct mg_buf *out)
{
    size_t line = strcspn(statement, "\n");
    mg_buf_printf(out, "%s: %.*s%s\n", operation, (int)(line < SHOWN ? line : SHOWN), statement,
                  line < strlen(statement) || line > SHOWN ? " ..." : "");
}

static void print_step(const struct mg_journal_step *step, const struct mg_buf *finding,
                       struct mg_buf *out)
{
    mg_buf_printf(out, "  %3d  %-8s ", step->step, states[step->state]);
    print_statement(step->operation, step->statement, out);
    if (finding->n)
        mg_buf_printf(out, "                %s\n", mg_buf_text(finding));
}

/* Whole texts of what differs: that is what is to be decided about. */
static void print_changes(const struct mg_repair *repair, struct mg_buf *out)
{
    mg_buf_add(out, "The migration's source was changed since");
    if (repair->unplanned.n) {
        mg_buf_add(out, ", and cannot be planned as the database is now:\n");
        mg_buf_add(out, mg_buf_text(&repair->unplanned));
        return;
    }
    mg_buf_add(out, "; - is not in it any more, + is new:\n");
    for (size_t i = 0; i < repair->replan.n; i++) {
        const struct mg_replanned *step = &repair->replan.steps[i];
        if (step->change == MG_CHANGE_GONE)
            mg_buf_printf(out, "- %3d  %-8s %s: %s\n", step->was->step, states[step->was->state],
                          step->was->operation, step->was->statement);
        else if (step->change == MG_CHANGE_NEW)
            mg_buf_printf(out, "+      pending  %s: %s\n", step->is->operation->name,
                          step->is->text);
    }
}

/* What a person can do next. */
static void print_ways(const struct mg_runner *runner, const struct mg_repair *repair,
                       struct mg_buf *out)
{
    const struct mg_open_run *open = &runner->ledger.open;
    bool up = open->direction[0] == 'u';
    const char *keep = repair->replan.orphans ? " --keep" : "";
    if (repair->unknown)
        mg_buf_add(out, "Look whether the step that was interrupted was carried out, and say so:\n"
                        "`migrate repair --done STEP`, or --pending STEP if it was not. Then\n");
    if (repair->changed && !repair->unplanned.n)
        mg_buf_printf(out,
                      "`migrate repair --replan%s` plans the rest anew, by the changed source"
                      "%s.\n",
                      keep, *keep ? "; what is done and not in it stays as it is" : "");
    mg_buf_printf(out, "`migrate %sgrade %s1` goes on to the end%s.\n", up ? "up" : "down",
                  up ? "+" : "-",
                  repair->changed ? " after that, or when the source is restored" : "");
    mg_buf_printf(out,
                  "`migrate repair --back%s` turns round: then `migrate %sgrade %s1` undoes"
                  " what is done.\n",
                  keep, up ? "down" : "up", up ? "-" : "+");
    mg_buf_add(out, "`migrate repair --finish` lets it count as done, as it is.\n");
    mg_buf_printf(out, "`migrate repair --abandon%s` gives it up%s.\n",
                  open->done + open->running ? " --keep" : "",
                  open->done + open->running ? "; what is done stays as it is" : "");
}

static void print_text(const struct mg_runner *runner, const struct mg_repair *repair,
                       struct mg_buf *out)
{
    const struct mg_journal *journal = &repair->journal;
    if (runner->ledger.open.id) {
        mg_line_of_open(&runner->ledger.open, out);
        mg_buf_add(out, "\n");
        for (size_t i = 0; i < journal->n; i++)
            print_step(&journal->steps[i], &repair->findings[i], out);
        if (repair->changed)
            print_changes(repair, out);
        print_ways(runner, repair, out);
    } else {
        mg_buf_add(out, "no migration is half done\n");
    }
    for (size_t i = 0; i < repair->n_remnants; i++)
        mg_buf_printf(out, "index %s of %s is not valid, left by what was broken off\n",
                      repair->remnants[i].index, repair->remnants[i].table);
    if (repair->n_remnants)
        mg_buf_add(out, "`migrate repair --drop-invalid` drops such indexes.\n");
}

static void show(struct mg_migrate *migrate, struct mg_runner *runner)
{
    struct mg_repair repair;
    struct mg_buf out = MG_BUF_INIT;
    if (mg_repair_look(runner, &repair)) {
        if (migrate->json)
            print_json(runner, &repair, &out);
        else
            print_text(runner, &repair, &out);
    }
    mg_print(migrate, &out);
    mg_repair_free(&repair);
}

/* --- What is decided ---------------------------------------------------------------------- */

static void conclude(struct mg_migrate *migrate, const char *what, long long number)
{
    struct mg_buf out = MG_BUF_INIT;
    migrate->applied++;
    if (migrate->json)
        mg_buf_printf(&out, "{\"event\":\"repaired\",\"what\":\"%s\",\"number\":%lld}\n", what,
                      number);
    else if (!migrate->quiet)
        mg_buf_printf(&out, "%s%s%.0lld\n", what, number ? ": " : "", number);
    mg_print(migrate, &out);
}

static bool decide(struct mg_migrate *migrate, struct mg_runner *runner,
                   const struct repair *repair)
{
    size_t n = 0;
    unsigned allowed = 0;
    if (!mg_find_allowed(migrate, &repair->allow, &allowed))
        return false;
    runner->lock = mg_lock(runner->url, runner->tenant, repair->wait, &runner->listener,
                           &runner->interrupt, runner->error);
    if (!runner->lock || !mg_reach_look(runner))
        return false;
    if (repair->done && mg_repair_mark(runner, repair->done, true))
        conclude(migrate, "step counts as done", repair->done);
    if (repair->pending && mg_repair_mark(runner, repair->pending, false))
        conclude(migrate, "step counts as pending", repair->pending);
    if (repair->replan && mg_repair_replan(runner, allowed, repair->keep))
        conclude(migrate, "the rest was planned anew", 0);
    if (repair->back && mg_repair_turn(runner, allowed, repair->keep))
        conclude(migrate, "turned back; the way back is to be carried out", 0);
    if (repair->finish && mg_repair_finish(runner))
        conclude(migrate, "the migration counts as done", 0);
    if (repair->abandon && mg_repair_abandon(runner, repair->keep))
        conclude(migrate, "the migration was given up", 0);
    if (repair->drop_invalid && mg_repair_drop_remnants(runner, &n))
        conclude(migrate, n ? "indexes dropped" : "no index is invalid", (long long)n);
    return runner->error->code == MG_OK;
}

static int decisions(const struct repair *repair)
{
    return (repair->done != 0) + (repair->pending != 0) + repair->replan + repair->back +
           repair->finish + repair->abandon;
}

static int run(void *common, const void *values, const struct mg_texts *arguments)
{
    struct mg_migrate *migrate = common;
    const struct repair *repair = values;
    bool decides = decisions(repair) || repair->drop_invalid;
    if (decisions(repair) > 1) {
        mg_fail(&migrate->error, MG_E505, "only one thing can be decided at a time");
        return 2;
    }
    if (mg_fleet_is_meant(migrate, &repair->fleet))
        return mg_fleet_run(migrate, &repair->fleet, &mg_command_repair, false, values, arguments);
    struct mg_runner runner = mg_new_runner(migrate);
    runner.wait = repair->wait;
    if (mg_runner_open(&runner)) {
        if (decides)
            decide(migrate, &runner, repair);
        else
            show(migrate, &runner);
    }
    bool open = runner.ledger.open.id != 0;
    mg_runner_close(&runner);
    return open && !decides ? 1 : 0;
}

const struct mg_command mg_command_repair = {
    .name = "repair",
    .summary = "a migration that is half done: what is done of it, and what can be decided",
    .details =
        "A migration that takes more than one transaction may be interrupted half-way. The "
        "command\n"
        "that began it finishes it; it only needs help where nothing tells what became of a step,\n"
        "or where it cannot be finished. Without options: what there is, and exit status 1 if a\n"
        "migration is half done.",
    .options = options,
    .size = sizeof(struct repair),
    .defaults = &(const struct repair){.fleet.jobs = 1, .wait = 300},
    .run = run,
};

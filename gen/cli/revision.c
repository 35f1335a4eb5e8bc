#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/answer.h"
#include "cli/change.h"
#include "cli/revision.h"
#include "emit/emit.h"
#include "snapshot/snapshot.h"

struct values {
    const char *message;
    bool empty, sql, dry_run;
    struct answer_values answers;
};

// clang-format off
static const struct mg_option options[] = {
    {"message", 'm', MG_OPTION_TEXT, offsetof(struct values, message), "MESSAGE", "what it does, in a few words: the migration's name"},
    {"empty", 0, MG_OPTION_FLAG, offsetof(struct values, empty), NULL, "a migration to be written by hand; the models are not read"},
    ANSWER_OPTIONS(struct values, answers),
    {"sql", 0, MG_OPTION_FLAG, offsetof(struct values, sql), NULL, "print the SQL that it amounts to as well"},
    {"dry-run", 0, MG_OPTION_FLAG, offsetof(struct values, dry_run), NULL, "print the migration and write nothing"},
    MG_OPTIONS_END,
};
// clang-format on

/* --- The migration ------------------------------------------------------------------------ */

static const char *created_now(struct cli *cli)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    char text[64], *end = NULL;
    time_t now = time(NULL);
    struct tm parts;

    if (fixed && *fixed) {
        errno = 0;
        now = (time_t)strtoll(fixed, &end, 10);
    }
    if ((end && (*end || errno)) || !gmtime_r(&now, &parts)) {
        usage(
            cli,
            arena_printf(cli->arena, "SOURCE_DATE_EPOCH is not a number of seconds: \"%s\"", fixed),
            NULL);
        return NULL;
    }
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts);
    return arena_strdup(cli->arena, text);
}

/* A name of its own for these operations at this place in the chain; the same on every machine. */
static const char *revision_id(struct arena *arena, const struct migration_head *head,
                               const struct plan *plan)
{
    struct mg_buf b = MG_BUF_INIT;
    const char *id;

    mg_buf_printf(&b, "%d\n%s\n%s\n", head->number, head->name,
                  head->down_revision ? head->down_revision : "");
    for (size_t i = 0; i < plan->upgrade.n; i++)
        emit_op(&b, &plan->upgrade.items[i]);
    mg_buf_add(&b, "--\n");
    for (size_t i = 0; i < plan->downgrade.n; i++)
        emit_op(&b, &plan->downgrade.items[i]);
    if (mg_buf_failed(&b))
        out_of_memory();
    id = sha256_hex(arena, mg_buf_text(&b), b.n);
    mg_buf_free(&b);
    return arena_strndup(arena, id, 12);
}

struct written {
    const char *path, *text;
    struct migration_head head;
};

static bool compose(struct cli *cli, const struct project *project, const char *name,
                    const struct plan *plan, struct written *written)
{
    const struct history *history = &project->history;
    const struct revision *last = history->n ? &history->items[history->n - 1] : NULL;
    struct migration_head *head = &written->head;

    *head = (struct migration_head){.number = last ? last->number + 1 : 1,
                                    .down_number = last ? last->number : 0,
                                    .down_revision = last ? last->revision : NULL,
                                    .name = name,
                                    .created = created_now(cli)};
    if (!head->created)
        return false;
    head->revision = revision_id(cli->arena, head, plan);
    written->text = emit_migration(cli->arena, head, &plan->upgrade, &plan->downgrade);
    written->path = file_join(cli->arena, project->migrations,
                              history_file_name(cli->arena, head->number, name));
    return true;
}

/* --- Writing ------------------------------------------------------------------------------ */

/*
 * The migrations' directory, locked: two revisions made at once would take one number. It is made
 * if need be
 * (*made). -1 and an error if that cannot be.
 */
static int lock_migrations(struct cli *cli, const char *dir, bool *made)
{
    *made = mkdir(dir, 0777) == 0;

    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0 || flock(fd, LOCK_EX) != 0) {
        diag_error(cli->diags, MG202, (struct loc){dir, 0, 0}, "cannot be used: %s",
                   strerror(errno));
        diag_hint(cli->diags, "Nothing was changed.");
    }
    return diags_errors(cli->diags) ? -1 : fd;
}

static void add_files(struct cli *cli, const struct project *project, const struct written *new,
                      const struct schema *after, struct file_set *set)
{
    const struct revision revision = {.path = new->path,
                                      .file = file_name(new->path),
                                      .number = new->head.number,
                                      .revision = new->head.revision,
                                      .down_revision = new->head.down_revision,
                                      .name = new->head.name,
                                      .bytes = new->text,
                                      .size = strlen(new->text)};
    const char *sums = history_sums(cli->arena, &project->history, &revision);
    const char *snapshot = after ? snapshot_text(cli->arena, after) : NULL;

    file_set_add(set, new->path, new->text, strlen(new->text));
    file_set_add(set, project->sums, sums, strlen(sums));
    if (snapshot)
        file_set_add(set, project->snapshot, snapshot, strlen(snapshot));
}

static bool write_files(struct cli *cli, const struct project *project, const struct written *new,
                        const struct schema *after)
{
    struct file_set *set = file_set_new(cli->arena);

    add_files(cli, project, new, after, set);
    return file_set_write(set, cli->diags);
}

static void print_json(struct cli *cli, const struct written *new, const struct plan *plan)
{
    struct mg_buf out = MG_BUF_INIT;

    (void)cli;
    mg_buf_add(&out, "{\"file\":");
    mg_buf_json_string(&out, new->path);
    mg_buf_printf(&out, ",\"number\":%d,\"revision\":", new->head.number);
    mg_buf_json_string(&out, new->head.revision);
    mg_buf_add(&out, ",");
    change_json(plan, &out);
    mg_buf_add(&out, "}\n");
    fputs(mg_buf_text(&out), stdout);
    mg_buf_free(&out);
}

static void print(struct cli *cli, const struct values *v, const struct written *new,
                  const struct plan *plan)
{
    if (v->dry_run && !cli->json) {
        fputs(new->text, stdout);
    } else if (cli->json) {
        print_json(cli, new, plan);
    } else {
        puts(new->path);
        if (!cli->quiet)
            change_print(plan);
        if (v->empty && !cli->quiet)
            puts("  write upgrade() and downgrade(), then run `modelgen sum`");
    }
    if (v->sql)
        fputs(plan_sql(cli->arena, &plan->upgrade), stdout);
}

/* --- The command -------------------------------------------------------------------------- */

static int make_revision(struct cli *cli, const struct values *v, struct project *project,
                         struct answers *answers)
{
    static const struct plan nothing;
    const struct plan *plan = &nothing;
    struct written new = {0};
    const char *name = history_name(cli->arena, v->message, cli->diags);

    if (!name)
        return STATUS_USAGE;
    if (!project_load(cli, project))
        return STATUS_FAILED;
    if (!v->empty) {
        if (!project_read_models(cli, project) || !(plan = change_plan(cli, project, answers)))
            return STATUS_FAILED;
        if (plan_is_empty(plan)) {
            if (!cli->json)
                puts("no changes: the models match the snapshot");
            else
                puts("{\"file\":null,\"changes\":[],\"losses\":[]}");
            return STATUS_DONE;
        }
    }
    if (!compose(cli, project, name, plan, &new))
        return STATUS_USAGE;
    if (!v->dry_run &&
        !write_files(cli, project, &new, v->empty ? project->before : project->after))
        return STATUS_FAILED;
    print(cli, v, &new, plan);
    return STATUS_DONE;
}

static int revision(void *common, const void *values, const struct mg_texts *arguments)
{
    struct cli *cli = common;
    const struct values *v = values;
    struct project project;
    struct answers answers;
    bool made = false;
    int lock = -1, status;

    (void)arguments;
    if (!v->message)
        return usage(cli, "revision needs -m MESSAGE",
                     "Say in a few words what changes: -m \"add notifications\".");
    if (!answers_read(cli, &v->answers, &answers))
        return STATUS_USAGE;
    if (!project_open(cli, &project))
        return STATUS_FAILED;
    if (!v->dry_run && (lock = lock_migrations(cli, project.migrations, &made)) < 0)
        return STATUS_FAILED;
    status = make_revision(cli, v, &project, &answers);
    if (made)
        rmdir(project.migrations); /* only if nothing was written */
    if (lock >= 0)
        close(lock);
    return status;
}

const struct mg_command command_revision = {
    .name = "revision",
    .usage = "-m MESSAGE [-- COMPILER FLAGS]",
    .summary = "write the migration from the last revision to the models",
    .details = "Writes a migration with upgrade() and downgrade(), the snapshot and "
               "migrations.sum: all of them or, if\n"
               "anything is wrong, none. Names are never guessed: what may be a rename is asked on "
               "a terminal, and is\n"
               "elsewhere an error that names the flag that answers it.",
    .options = options,
    .size = sizeof(struct values),
    .run = revision,
};

int revision_make(struct cli *cli, const char *message)
{
    return revision(cli, &(const struct values){.message = message}, &(const struct mg_texts){0});
}

const char *revision_add(struct cli *cli, const struct project *project, const char *name,
                         const struct plan *plan, const struct schema *after, struct file_set *set)
{
    struct written new = {0};

    if (!compose(cli, project, name, plan, &new))
        return NULL;
    add_files(cli, project, &new, after, set);
    return new.path;
}

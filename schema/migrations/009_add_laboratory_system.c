/*
 * add_laboratory_system
 *
 * Revision:  009  ab3e6104c739
 * Revises:   008  b94e8b41850f
 * Created:   2026-11-23 05:57:35 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    create_schema(m, "laboratory");
    create_enum(m, "laboratory.attempt_state", "open", "passed", "failed", "expired");
    add_enum_value(m, "theme_kind", "laboratory");

    create_function(m, "laboratory.set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    create_table(m, "laboratory.labs",
        COLUMN("id",           "bigint",      NOT_NULL, IDENTITY),
        COLUMN("theme_id",     "bigint",      NOT_NULL),
        COLUMN("template_id",  "bigint",      NOT_NULL),
        COLUMN("instructions", "text",        NOT_NULL),
        COLUMN("time_limit",   "interval",    NOT_NULL, DEFAULT("'1 hour'")),
        COLUMN("max_attempts", "smallint",    COMMENT("as many as you like if not said")),
        COLUMN("available",    "tstzrange",   COMMENT("always if not said")),
        COLUMN("created_at",   "timestamptz", NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",   "timestamptz", NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("theme_id"),
        CHECK("max_attempts > 0"),
        CHECK("time_limit > '0'"),
        FOREIGN_KEY("template_id", REFERENCES("sandbox_templates", "id"), ON_DELETE(RESTRICT)),
        FOREIGN_KEY("theme_id", REFERENCES("themes", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("Exercises that are done in a sandbox and checked there.")));
    create_index(m, "idx_labs_available", ON("laboratory.labs", "available"), METHOD("gist"));
    create_index(m, "idx_labs_template_id", ON("laboratory.labs", "template_id"));
    create_trigger(m, "laboratory.labs", "labs_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("laboratory.set_updated_at()"));

    create_table(m, "laboratory.attempts",
        COLUMN("id",           "bigint",                   NOT_NULL, IDENTITY_ALWAYS),
        COLUMN("lab_id",       "bigint",                   NOT_NULL),
        COLUMN("user_id",      "bigint",                   NOT_NULL),
        COLUMN("container_id", "uuid"),
        COLUMN("state",        "laboratory.attempt_state", NOT_NULL, DEFAULT("'open'")),
        COLUMN("finished_at",  "timestamptz"),
        COLUMN("created_at",   "timestamptz",              NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",   "timestamptz",              NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("id", "lab_id"),
        CHECK("(state = 'open') = (finished_at IS NULL)", NAME("attempts_finished_has_date")),
        FOREIGN_KEY("container_id", REFERENCES("containers", "id"), ON_DELETE(SET NULL)),
        FOREIGN_KEY("lab_id", REFERENCES("laboratory.labs", "id"), ON_DELETE(CASCADE)),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("Who tried which laboratory, and how it went.")));
    create_index(m, "idx_attempts_container_id", ON("laboratory.attempts", "container_id"));
    create_index(m, "idx_attempts_lab_id_user_id",
        UNIQUE_ON("laboratory.attempts", "lab_id", "user_id"), WHERE("state = 'open'"));
    create_index(m, "idx_attempts_user_id_created_at",
        ON("laboratory.attempts", "user_id", "created_at DESC"));
    create_trigger(m, "laboratory.attempts", "attempts_set_updated_at", BEFORE("UPDATE"),
        FOR_EACH_ROW, EXECUTE("laboratory.set_updated_at()"));

    create_table(m, "laboratory.tasks",
        COLUMN("lab_id",       "bigint",       NOT_NULL),
        COLUMN("number",       "smallint",     NOT_NULL),
        COLUMN("title",        "varchar(200)", NOT_NULL),
        COLUMN("check_script", "text",         NOT_NULL,
               COMMENT("run in the container; done if it exits with 0")),
        COLUMN("points",       "smallint",     NOT_NULL, DEFAULT("1")),
        COLUMN("hints",        "text[]",       NOT_NULL, DEFAULT("'{}'")),
        PRIMARY_KEY("lab_id", "number"),
        CHECK("number > 0"),
        CHECK("points > 0"),
        FOREIGN_KEY("lab_id", REFERENCES("laboratory.labs", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("What is to be done in a laboratory.")));

    create_table(m, "laboratory.results",
        COLUMN("attempt_id",  "bigint",      NOT_NULL),
        COLUMN("lab_id",      "bigint",      NOT_NULL),
        COLUMN("task_number", "smallint",    NOT_NULL),
        COLUMN("is_passed",   "boolean",     NOT_NULL),
        COLUMN("output",      "text"),
        COLUMN("checked_at",  "timestamptz", NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("attempt_id", "task_number"),
        FOREIGN_KEY("attempt_id", "lab_id", REFERENCES("laboratory.attempts", "id", "lab_id"),
                    ON_DELETE(CASCADE)),
        FOREIGN_KEY("lab_id", "task_number", REFERENCES("laboratory.tasks", "lab_id", "number"),
                    ON_DELETE(CASCADE), ON_UPDATE(CASCADE)),
        OPTIONS(COMMENT("How each task of an attempt went.")));
    create_index(m, "idx_results_lab_id_task_number",
        ON("laboratory.results", "lab_id", "task_number"));
}

static void downgrade(migration *m)
{
    drop_table(m, "laboratory.results");
    drop_table(m, "laboratory.tasks");
    drop_table(m, "laboratory.attempts");
    drop_table(m, "laboratory.labs");
    drop_index(m, "idx_themes_questions");
    drop_constraint(m, "themes", "themes_video_has_address");
    drop_function(m, "laboratory.set_updated_at()");
    drop_type(m, "laboratory.attempt_state");
    drop_schema(m, "laboratory");
    loss(m, "value \"laboratory\" of enum \"theme_kind\": rows that hold it stop this migration");
    rename_type(m, "theme_kind", "theme_kind_old");
    create_enum(m, "theme_kind", "text", "video", "quiz");

    alter_column(m, "themes", "kind", TYPE("theme_kind"), USING("kind::text::theme_kind"),
        DEFAULT("'text'"));

    drop_type(m, "theme_kind_old");

    add_constraint(m, "themes",
        CHECK("kind <> 'video' OR video_url IS NOT NULL", NAME("themes_video_has_address")));
    create_index(m, "idx_themes_questions", ON("themes", "questions jsonb_path_ops"), METHOD("gin"),
        WHERE("kind = 'quiz'"));
}

MIGRATION(.number = 9, .revision = "ab3e6104c739", .down_revision = "b94e8b41850f", .name = "add_laboratory_system");

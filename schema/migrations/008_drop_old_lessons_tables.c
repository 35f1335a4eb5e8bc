/*
 * drop_old_lessons_tables
 *
 * Revision:  008  b94e8b41850f
 * Revises:   007  33d707e2092a
 * Created:   2026-11-23 05:56:28 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    /* The chapters of a course become its sections, and the lessons under them its themes. */
    execute(m,
        "INSERT INTO sections (course_id, position, title, from_lessons) "
        "SELECT course_id, min(position), chapter, true FROM lessons GROUP BY course_id, chapter "
        "ORDER BY course_id, min(position) "
        "ON CONFLICT (course_id, title) DO NOTHING");
    execute(m,
        "INSERT INTO themes (section_id, lesson_id, position, kind, title, content, video_url, "
        "minutes, is_published, created_at, updated_at) "
        "SELECT s.id, l.id, l.position, "
        "CASE WHEN l.video_url IS NULL THEN 'text'::theme_kind ELSE 'video' END, "
        "l.title, l.content, l.video_url, l.minutes, l.is_published, l.created_at, l.updated_at "
        "FROM lessons l JOIN sections s ON s.course_id = l.course_id AND s.title = l.chapter "
        "ORDER BY l.course_id, l.position");
    execute(m,
        "INSERT INTO theme_progress (user_id, theme_id, completed_at) "
        "SELECT p.user_id, t.id, p.completed_at "
        "FROM lesson_progress p JOIN themes t ON t.lesson_id = p.lesson_id");

    drop_table(m, "lesson_progress", FOR_GOOD);
    drop_table(m, "lessons", FOR_GOOD);
}

static void downgrade(migration *m)
{
    create_table(m, "lessons",
        COLUMN("id",           "bigint",       NOT_NULL, IDENTITY),
        COLUMN("course_id",    "bigint",       NOT_NULL),
        COLUMN("chapter",      "varchar(200)", NOT_NULL,
               COMMENT("the heading that it stands under")),
        COLUMN("position",     "integer",      NOT_NULL),
        COLUMN("title",        "varchar(200)", NOT_NULL),
        COLUMN("content",      "text",         NOT_NULL, DEFAULT("''")),
        COLUMN("video_url",    "text"),
        COLUMN("minutes",      "smallint",     COMMENT("how long it takes, about")),
        COLUMN("is_published", "boolean",      NOT_NULL, DEFAULT("false")),
        COLUMN("created_at",   "timestamptz",  NOT_NULL, DEFAULT("now()")),
        COLUMN("updated_at",   "timestamptz",  NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("id"),
        UNIQUE("course_id", "position", INITIALLY_DEFERRED),
        CHECK("minutes > 0"),
        CHECK("position > 0"),
        FOREIGN_KEY("course_id", REFERENCES("courses", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("What a course consists of, in order.")));
    create_trigger(m, "lessons", "lessons_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "lesson_progress",
        COLUMN("user_id",      "bigint",      NOT_NULL),
        COLUMN("lesson_id",    "bigint",      NOT_NULL),
        COLUMN("completed_at", "timestamptz", NOT_NULL, DEFAULT("now()")),
        PRIMARY_KEY("user_id", "lesson_id"),
        FOREIGN_KEY("lesson_id", REFERENCES("lessons", "id"), ON_DELETE(CASCADE)),
        FOREIGN_KEY("user_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)),
        OPTIONS(COMMENT("Who has done which lesson.")));
    create_index(m, "idx_lesson_progress_lesson_id", ON("lesson_progress", "lesson_id"));

    /* What came from lessons goes back; what was written since then stays where it is. */
    execute(m,
        "INSERT INTO lessons (id, course_id, chapter, position, title, content, video_url, "
        "minutes, is_published, created_at, updated_at) "
        "SELECT t.lesson_id, s.course_id, s.title, t.position, t.title, t.content, t.video_url, "
        "t.minutes, t.is_published, t.created_at, t.updated_at "
        "FROM themes t JOIN sections s ON s.id = t.section_id "
        "WHERE t.lesson_id IS NOT NULL ORDER BY t.lesson_id");
    execute(m,
        "SELECT setval(pg_get_serial_sequence('lessons', 'id'), coalesce(max(id), 1), "
        "count(*) > 0) FROM lessons");
    execute(m,
        "INSERT INTO lesson_progress (user_id, lesson_id, completed_at) "
        "SELECT p.user_id, t.lesson_id, p.completed_at "
        "FROM theme_progress p JOIN themes t ON t.id = p.theme_id WHERE t.lesson_id IS NOT NULL");
    execute(m, "DELETE FROM themes WHERE lesson_id IS NOT NULL");
    execute(m,
        "DELETE FROM sections s WHERE from_lessons "
        "AND NOT EXISTS (SELECT FROM themes t WHERE t.section_id = s.id)");
}

MIGRATION(.number = 8, .revision = "b94e8b41850f", .down_revision = "33d707e2092a", .name = "drop_old_lessons_tables");

/*
 * change
 *
 * Revision:  002  30b640917198
 * Revises:   001  f7ec3aafd766
 * Created:   2026-03-01 10:00:00 UTC
 */
#include <modelgen/migration.h>

static void upgrade(migration *m)
{
    rename_table(m, "users", "people");
    rename_column(m, "people", "nick", "nickname");
    rename_column(m, "posts", "author_id", "writer_id");
    rename_constraint(m, "people", "users_pkey", "people_pkey");
    rename_sequence(m, "users_id_seq", "people_id_seq");
    drop_index(m, "idx_posts_author_id");
    drop_constraint(m, "posts", "posts_author_id_fkey");
    add_enum_value(m, "kind", "c", AFTER("a"));

    create_function(m, "set_updated_at()", RETURNS("trigger"), LANGUAGE("plpgsql"),
        BODY("BEGIN NEW.updated_at = now(); RETURN NEW; END"));

    alter_column(m, "people", "email", TYPE("varchar(200)"));
    alter_column(m, "people", "nickname", DEFAULT("''"));
    add_constraint(m, "people", UNIQUE("email"));
    add_column(m, "posts", COLUMN("updated_at", "timestamptz", NOT_NULL, DEFAULT("now()")));
    add_constraint(m, "posts",
        FOREIGN_KEY("writer_id", REFERENCES("people", "id"), ON_DELETE(RESTRICT)));
    create_index(m, "idx_posts_writer_id_updated_at", ON("posts", "writer_id", "updated_at DESC"));
    create_trigger(m, "posts", "posts_set_updated_at", BEFORE("UPDATE"), FOR_EACH_ROW,
        EXECUTE("set_updated_at()"));

    create_table(m, "votes",
        COLUMN("post_id",  "bigint",   NOT_NULL),
        COLUMN("voter_id", "bigint",   NOT_NULL),
        COLUMN("value",    "smallint", NOT_NULL),
        PRIMARY_KEY("post_id", "voter_id"),
        CHECK("value BETWEEN -1 AND 1"),
        FOREIGN_KEY("post_id", REFERENCES("posts", "id"), ON_DELETE(CASCADE)),
        FOREIGN_KEY("voter_id", REFERENCES("people", "id"), ON_DELETE(CASCADE)));
}

static void downgrade(migration *m)
{
    rename_table(m, "people", "users");
    rename_column(m, "users", "nickname", "nick");
    rename_column(m, "posts", "writer_id", "author_id");
    rename_constraint(m, "users", "people_pkey", "users_pkey");
    rename_sequence(m, "people_id_seq", "users_id_seq");
    drop_table(m, "votes");
    drop_trigger(m, "posts", "posts_set_updated_at");
    drop_index(m, "idx_posts_writer_id_updated_at");
    drop_constraint(m, "posts", "posts_writer_id_fkey");
    drop_column(m, "posts", "updated_at");
    drop_constraint(m, "users", "people_email_key");
    drop_function(m, "set_updated_at()");
    loss(m, "value \"c\" of enum \"kind\": rows that hold it stop this migration");
    rename_type(m, "kind", "kind_old");
    create_enum(m, "kind", "a", "b");
    alter_column(m, "users", "email", TYPE("text"));
    alter_column(m, "users", "nick", NO_DEFAULT);
    alter_column(m, "posts", "kind", TYPE("kind"), USING("kind::text::kind"), DEFAULT("'a'"));
    drop_type(m, "kind_old");

    add_constraint(m, "posts",
        FOREIGN_KEY("author_id", REFERENCES("users", "id"), ON_DELETE(CASCADE)));
    create_index(m, "idx_posts_author_id", ON("posts", "author_id"));
}

MIGRATION(.number = 2, .revision = "30b640917198", .down_revision = "f7ec3aafd766", .name = "change");

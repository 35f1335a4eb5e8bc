#pragma once

/* What most tables end with. */
#define TIMESTAMPS                                     \
    pg_timestamptz created_at NOT_NULL DEFAULT(now()); \
    pg_timestamptz updated_at NOT_NULL DEFAULT(now()) ON_UPDATE(now())

#pragma once
#include <modelgen/begin.h>

TABLE(users) { int64_t id; };
VIEW(loop, "SELECT id FROM loop") { int64_t id; };
VIEW_ONLY(spin, "SELECT spin.id FROM public.spin JOIN users USING (id)");
VIEW_ONLY(made, "SELECT id FROM made", FIRST("SELECT NULL::integer AS id"));
VIEW_ONLY(elsewhere, "SELECT id FROM billing.elsewhere");
VIEW_ONLY(with, "WITH with_ AS (SELECT 1 AS id) SELECT id FROM with_");

#include <modelgen/end.h>

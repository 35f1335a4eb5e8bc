-- What servers since PostgreSQL 16 have and pg_dump 15 does not see, as pg_dump would say it: an entry each.
-- NOT NULL of a partition that is its parent's counts as inherited, also where ADD PRIMARY KEY has called it local.
SELECT format(E'--\n-- Name: %1$s; Type: NEWER; Schema: -; Owner: -\n--\n\nNEWER %1$s;\n\n', replace(line, E'\n', ' '))
FROM (
    SELECT format('column %s.%I is virtual', attrelid::regclass, attname)
    FROM pg_attribute
    WHERE attgenerated = 'v' AND NOT attisdropped
    UNION ALL
    SELECT format('%s of %s: %s%s%s', CASE WHEN contype = 'n' AND (NOT conislocal OR coninhcount > 0 AND EXISTS
                      (SELECT FROM pg_class c WHERE c.oid = conrelid AND relispartition)) THEN 'inherited' ELSE conname END,
                  coalesce(nullif(conrelid, 0)::regclass::text, contypid::regtype::text),
                  pg_get_constraintdef(o.oid), CASE WHEN to_jsonb(o)->>'conperiod' = 'true' THEN ', period' END,
                  CASE WHEN to_jsonb(o)->>'conenforced' = 'false' THEN ', not enforced' END)
    FROM pg_constraint o
    WHERE (contype = 'n' OR to_jsonb(o)->>'conperiod' = 'true' OR to_jsonb(o)->>'conenforced' = 'false')
        AND connamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    UNION ALL
    SELECT format('publication %I: generated columns %s', pubname, to_jsonb(p)->>'pubgencols')
    FROM pg_publication p
    WHERE to_jsonb(p)->>'pubgencols' <> 'n'
    UNION ALL
    SELECT format('collation %s: rules %s', oid::regcollation, to_jsonb(c)->>'collicurules')
    FROM pg_collation c
    WHERE to_jsonb(c)->>'collicurules' IS NOT NULL
    UNION ALL
    SELECT format('%s may maintain %s%s', CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END, c.oid::regclass,
                  CASE WHEN is_grantable THEN ', and let others' END)
    FROM pg_class c, aclexplode(relacl)
    WHERE privilege_type = 'MAINTAIN' AND grantee <> relowner
        AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
) AS lines (line)
WHERE line !~ '\mmodelgen(_dropped\w*)?\.'
ORDER BY line COLLATE "C";

create table logs (at date not null, kind text, n int) partition by range (at);
create table logs_2024 partition of logs for values from ('2024-01-01') to ('2025-01-01');
create table logs_2025 partition of logs for values from ('2025-01-01') to ('2026-01-01');
create table logs_2026 partition of logs for values from ('2026-01-01') to ('2027-01-01') partition by list (kind);
create table logs_2026_a partition of logs_2026 for values in ('a', 'b');
create index logs_n on logs (n);
create table apart (at date not null, kind text, n int);

create table logs (at date not null, kind text, n bigint not null default 0, primary key (at, n)) partition by range (at);
create table logs_2025 partition of logs for values from ('2025-01-01') to ('2026-01-01');
create table logs_rest partition of logs default;
create table apart partition of logs for values from ('2023-01-01') to ('2024-01-01');
create index logs_kind on logs (kind);
create table buckets (id int primary key) partition by hash (id);
create table buckets_0 partition of buckets for values with (modulus 2, remainder 0);
create table buckets_1 partition of buckets for values with (modulus 2, remainder 1);

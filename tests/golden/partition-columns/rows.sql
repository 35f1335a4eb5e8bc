INSERT INTO events (id, created_at, kind, n) VALUES (1, '2024-05-05', 'a', 1), (2, '2025-05-05', 'b', 2), (3, '2030-01-01', 'c', 3);

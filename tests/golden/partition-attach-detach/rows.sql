INSERT INTO users VALUES (1);
INSERT INTO events VALUES (1, '2023-05-05', 1, 1), (2, '2024-05-05', 1, 2), (3, '2025-03-03', NULL, 3), (4, '2030-01-02', 1, 4);
INSERT INTO old_events VALUES (9, '1999-01-01', 1, 5);

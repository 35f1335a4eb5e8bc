INSERT INTO users (id, state, past) VALUES (1, 'fresh', '{gone,known}'), (2, 'gone', '{}');

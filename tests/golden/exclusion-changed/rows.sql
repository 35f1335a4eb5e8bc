INSERT INTO hotel.bookings (room, during) VALUES ('10.0.0.0/24', '[2026-01-01,2026-01-02)'), ('10.0.1.0/24', '[2026-01-03,2026-01-04)');

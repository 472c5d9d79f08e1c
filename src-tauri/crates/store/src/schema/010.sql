-- Chats, printed conversations, kept mails, notes and posts are told by their forms now, and more of what others wrote is
-- cut: all that was read is read again. Its texts stay as they are until then.
UPDATE files SET state = 'waiting', reason = 'it is read again by a newer Longhand', digest = NULL;
DELETE FROM marks;
UPDATE counters SET value = value + 1 WHERE name = 'file_seq';
DELETE FROM tally;

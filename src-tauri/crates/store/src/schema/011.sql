-- What programs for notes, journals and chats write is told by more forms now, and so are sent mails without a sender: all that
-- was read is read again, as in 010.
UPDATE files SET state = 'waiting', reason = 'it is read again by a newer Longhand', digest = NULL;
DELETE FROM marks;
UPDATE counters SET value = value + 1 WHERE name = 'file_seq';
DELETE FROM tally;

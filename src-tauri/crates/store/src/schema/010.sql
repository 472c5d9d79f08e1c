-- Chats, printed conversations, kept mails, notes and posts are told by their forms now, and more of what others wrote is
-- cut: all that was read is read again. Its texts stay as they are until then.
UPDATE files SET state = 'waiting', reason = 'it is read again by a newer Longhand', digest = NULL;
DELETE FROM marks;
UPDATE counters SET value = value + 1 WHERE name = 'file_seq';
DELETE FROM tally;

-- A page kept the titles of the texts that it leaves out, even when their folder was forgotten: now their numbers alone.
UPDATE pages SET page = json_set(page, '$.wish.dropped', json((
        SELECT json_group_array(iif(one.type = 'object', json_extract(one.value, '$.id'), one.value))
        FROM json_each(page, '$.wish.dropped') AS one
    ))) WHERE json_valid(page) AND json_type(page, '$.wish.dropped') = 'array';

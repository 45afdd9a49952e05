-- Lists and searches that cost the same however rare the people or however common the letters are.
-- Pieces of a name (one and two characters) and of its initials (one to three letters) are words of their own: no list of one common letter is laid over another's. The highest body is no word: nearly everybody is below it.
DROP TRIGGER memberships_words_added;
DROP TRIGGER memberships_words_gone;
DROP TRIGGER memberships_words_changed;
DROP TABLE member_words;
CREATE VIRTUAL TABLE member_words USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO member_words (rowid, words) SELECT id, (WITH RECURSIVE place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < max(length(memberships.name), length(memberships.initials))) SELECT group_concat(substr(memberships.name, n, 1) || ' ' || substr(memberships.name, n, 2) || ' ' || substr(memberships.initials, n, 1) || ' ' || substr(memberships.initials, n, 2) || ' ' || substr(memberships.initials, n, 3), ' ') FROM place) || ' z' || replace(memberships.zone2, '/', 'x') || ' z' || replace(memberships.zone3, '/', 'x') FROM memberships;
CREATE TRIGGER memberships_words_added AFTER INSERT ON memberships BEGIN INSERT INTO member_words (rowid, words) SELECT new.id, (WITH RECURSIVE place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < max(length(new.name), length(new.initials))) SELECT group_concat(substr(new.name, n, 1) || ' ' || substr(new.name, n, 2) || ' ' || substr(new.initials, n, 1) || ' ' || substr(new.initials, n, 2) || ' ' || substr(new.initials, n, 3), ' ') FROM place) || ' z' || replace(new.zone2, '/', 'x') || ' z' || replace(new.zone3, '/', 'x'); END;
CREATE TRIGGER memberships_words_gone AFTER DELETE ON memberships BEGIN DELETE FROM member_words WHERE rowid = old.id; END;
CREATE TRIGGER memberships_words_changed AFTER UPDATE OF name, initials, org_path ON memberships BEGIN DELETE FROM member_words WHERE rowid = old.id; INSERT INTO member_words (rowid, words) SELECT new.id, (WITH RECURSIVE place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < max(length(new.name), length(new.initials))) SELECT group_concat(substr(new.name, n, 1) || ' ' || substr(new.name, n, 2) || ' ' || substr(new.initials, n, 1) || ' ' || substr(new.initials, n, 2) || ' ' || substr(new.initials, n, 3), ' ') FROM place) || ' z' || replace(new.zone2, '/', 'x') || ' z' || replace(new.zone3, '/', 'x'); END;

-- The few of one nationality and the few on probation, in the order of the list: nobody else is passed on the way.
CREATE INDEX ix_memberships_zone1_ethnic ON memberships (zone1, ethnic, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, education) WHERE ethnic <> '01';
CREATE INDEX ix_memberships_zone1_probation ON memberships (zone1, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, ethnic, education) WHERE full_since is null;
CREATE INDEX ix_memberships_zone2_ethnic ON memberships (zone2, ethnic, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, education) WHERE ethnic <> '01';
CREATE INDEX ix_memberships_zone2_probation ON memberships (zone2, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, ethnic, education) WHERE full_since is null;
CREATE INDEX ix_memberships_zone3_ethnic ON memberships (zone3, ethnic, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, education) WHERE ethnic <> '01';
CREATE INDEX ix_memberships_zone3_probation ON memberships (zone3, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, ethnic, education) WHERE full_since is null;

-- What a few years of a wide zone hold is sorted by name from the index alone.
DROP INDEX ix_memberships_zone1_joined;
CREATE INDEX ix_memberships_zone1_joined ON memberships (zone1, joined_on, id, sort_key, org_path, from_on, to_on, full_since, born_on, sex, ethnic, education);
DROP INDEX ix_memberships_zone2_joined;
CREATE INDEX ix_memberships_zone2_joined ON memberships (zone2, joined_on, id, sort_key, org_path, from_on, to_on, full_since, born_on, sex, ethnic, education);

-- Two letters that many initials begin with.
CREATE INDEX ix_memberships_zone1_initials ON memberships (zone1, initials);
CREATE INDEX ix_memberships_zone2_initials ON memberships (zone2, initials);

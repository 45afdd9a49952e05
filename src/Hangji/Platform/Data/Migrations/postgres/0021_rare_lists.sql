-- Lists and searches that cost the same however rare the people or however common the letters are.
-- Three neighbouring letters of the initials are a piece as well: two pairs of common letters would be two long lists to lay over each other.
DROP INDEX ix_memberships_words;
CREATE OR REPLACE FUNCTION member_words(name text, initials text, org_path text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    words text[] := '{}';
    zone text := '';
    steps text[] := string_to_array(org_path, '/');
BEGIN
    FOR level IN 1..least(3, array_length(steps, 1) - 1) LOOP
        zone := zone || steps[level] || '/';
        FOR at IN 1..char_length(name) LOOP
            words := words || (zone || substr(name, at, 1));
            IF at < char_length(name) THEN words := words || (zone || substr(name, at, 2)); END IF;
        END LOOP;
        FOR at IN 1..char_length(initials) LOOP
            words := words || (zone || substr(initials, at, 1));
            IF at < char_length(initials) THEN words := words || (zone || substr(initials, at, 2)); END IF;
            IF at + 1 < char_length(initials) THEN words := words || (zone || substr(initials, at, 3)); END IF;
        END LOOP;
    END LOOP;
    RETURN words;
END $$;
CREATE INDEX ix_memberships_words ON memberships USING gin (member_words(name, initials, org_path));

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

-- Lists and search that cost the same at any size: zone columns, indexes in the order of the lists, pieces of names.
ALTER TABLE memberships
    ADD COLUMN zone1 text COLLATE "C" GENERATED ALWAYS AS (split_part(org_path, '/', 1) || '/') STORED,
    ADD COLUMN zone2 text COLLATE "C" GENERATED ALWAYS AS (split_part(org_path, '/', 1) || '/' || split_part(org_path, '/', 2) || '/') STORED,
    ADD COLUMN zone3 text COLLATE "C" GENERATED ALWAYS AS (split_part(org_path, '/', 1) || '/' || split_part(org_path, '/', 2) || '/' || split_part(org_path, '/', 3) || '/') STORED,
    ADD COLUMN zone4 text COLLATE "C" GENERATED ALWAYS AS (split_part(org_path, '/', 1) || '/' || split_part(org_path, '/', 2) || '/' || split_part(org_path, '/', 3) || '/' || split_part(org_path, '/', 4) || '/') STORED;

DROP INDEX ix_memberships_sort_key_id_org_path;
CREATE INDEX ix_memberships_zone1_name ON memberships (zone1, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, ethnic, education);
CREATE INDEX ix_memberships_zone2_name ON memberships (zone2, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, ethnic, education);
CREATE INDEX ix_memberships_zone3_name ON memberships (zone3, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, ethnic, education);
CREATE INDEX ix_memberships_zone4_name ON memberships (zone4, sort_key, id, org_path, from_on, to_on, full_since, joined_on, born_on, sex, ethnic, education);
CREATE INDEX ix_memberships_zone1_joined ON memberships (zone1, joined_on, id, org_path, from_on, to_on, full_since, born_on, sex, ethnic, education);
CREATE INDEX ix_memberships_zone2_joined ON memberships (zone2, joined_on, id, org_path, from_on, to_on, full_since, born_on, sex, ethnic, education);
CREATE INDEX ix_memberships_zone3_joined ON memberships (zone3, joined_on, id, org_path, from_on, to_on, full_since, born_on, sex, ethnic, education);
CREATE INDEX ix_memberships_zone4_joined ON memberships (zone4, joined_on, id, org_path, from_on, to_on, full_since, born_on, sex, ethnic, education);
CREATE INDEX ix_memberships_batch_id ON memberships (batch_id) WHERE batch_id is not null;
CREATE INDEX ix_member_spells_kind_org_path ON member_spells (kind, org_path);

-- Pieces of a name (one and two characters) and of its initials (one and two letters), each behind the paths of the three highest bodies above: an index
-- entry is then "these two characters in this county", and holds nobody else.
CREATE FUNCTION member_words(name text, initials text, org_path text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    words text[] := '{}';
    zone text := '';
    piece text;
    steps text[] := string_to_array(org_path, '/');
BEGIN
    FOR level IN 1..least(3, array_length(steps, 1) - 1) LOOP
        zone := zone || steps[level] || '/';
        FOR at IN 1..char_length(name) LOOP
            piece := substr(name, at, 1);
            words := words || (zone || piece);
            IF at < char_length(name) THEN words := words || (zone || piece || substr(name, at + 1, 1)); END IF;
        END LOOP;
        FOR at IN 1..char_length(initials) LOOP
            piece := substr(initials, at, 1);
            words := words || (zone || piece);
            IF at < char_length(initials) THEN words := words || (zone || piece || substr(initials, at + 1, 1)); END IF;
        END LOOP;
    END LOOP;
    RETURN words;
END $$;
CREATE INDEX ix_memberships_words ON memberships USING gin (member_words(name, initials, org_path));

-- The planner sees counties, not only provinces, in the spread of the paths.
ALTER TABLE memberships ALTER COLUMN org_path SET STATISTICS 1000;
ALTER TABLE memberships ALTER COLUMN zone3 SET STATISTICS 1000;
ALTER TABLE memberships ALTER COLUMN zone4 SET STATISTICS 1000;

-- A session that postgres_fdw opens for the other half of a spread store (docs/guide/operators.md) has no schema on its path; the queue is found all the same.
ALTER FUNCTION queue_facts() SET search_path = public;

-- Pairs of neighbouring characters of a body's names and of its initials, each behind the paths of the two highest bodies above.
CREATE FUNCTION org_words(name text, short_name text, initials text, path text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    -- Two blanks between: no pair reaches from one name into the next.
    whole text := name || '  ' || short_name || '  ' || initials;
    pairs int := char_length(whole) - 1;
    zone1 text := split_part(path, '/', 1) || '/';
    zone2 text := zone1 || split_part(path, '/', 2) || '/';
    words text[] := array_fill(''::text, array[2 * pairs]);
BEGIN
    FOR at IN 1..pairs LOOP
        words[at] := zone1 || substr(whole, at, 2);
        words[pairs + at] := zone2 || substr(whole, at, 2);
    END LOOP;
    RETURN words;
END $$;
CREATE INDEX ix_org_nodes_words ON org_nodes USING gin (org_words(name, short_name, initials, path));

-- Counting what lies below a place reads this alone.
CREATE INDEX ix_org_nodes_path_dissolved_on ON org_nodes (path, dissolved_on);

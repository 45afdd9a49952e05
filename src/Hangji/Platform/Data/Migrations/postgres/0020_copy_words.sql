-- Characters and pairs of neighbouring characters of a published text: what anybody searches on the public site.
CREATE FUNCTION copy_words(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT piece), '{}') FROM (
        SELECT c AS piece FROM unnest(string_to_array(words, NULL)) AS each_one (c)
        UNION ALL SELECT c || lead(c) OVER (ORDER BY n) FROM unnest(string_to_array(words, NULL)) WITH ORDINALITY AS each_pair (c, n)) pieces WHERE piece IS NOT NULL
$$;
CREATE INDEX ix_published_copies_words ON published_copies USING gin (copy_words(words)) WHERE NOT superseded AND withdrawn_on IS NULL;

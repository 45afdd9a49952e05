-- Verifiable logs: entries, outbox, signed checkpoints, keys, peers.
CREATE TABLE log_checkpoints (
    log text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note text COLLATE "C" NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_log_checkpoints PRIMARY KEY (log, size)
);

CREATE TABLE log_entries (
    log text COLLATE "C" NOT NULL,
    index bigint NOT NULL,
    entry_id bigint NOT NULL,
    entry bytea NOT NULL,
    leaf bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_log_entries PRIMARY KEY (log, index)
);

CREATE TABLE log_keys (
    id bigint NOT NULL,
    log text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    verifier text COLLATE "C" NOT NULL,
    secret bytea NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone,
    CONSTRAINT pk_log_keys PRIMARY KEY (id)
);

CREATE TABLE log_outbox (
    id bigint NOT NULL,
    log text COLLATE "C" NOT NULL,
    entry bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_log_outbox PRIMARY KEY (id)
);

CREATE TABLE log_peers (
    id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    verifier text COLLATE "C" NOT NULL,
    url text COLLATE "C",
    size bigint NOT NULL,
    root bytea,
    note text COLLATE "C",
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_log_peers PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_log_entries_entry_id ON log_entries (entry_id);

CREATE UNIQUE INDEX ix_log_peers_kind_name ON log_peers (kind, name);

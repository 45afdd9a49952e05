-- What a correction took away from a matter; joint questions and reviews of the supervision committee; tally sheets, counted blind by two people.
ALTER TABLE matters ADD COLUMN unsettled_on date;

ALTER TABLE supervision_notes ADD COLUMN about text COLLATE "C";

ALTER TABLE supervision_notes ADD COLUMN signed integer;

ALTER TABLE supervision_notes ADD COLUMN signed_of integer;

CREATE TABLE tally_sheets (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    root_id bigint NOT NULL,
    number integer NOT NULL,
    turn integer NOT NULL,
    counted_by text COLLATE "C" NOT NULL,
    counter text COLLATE "C" NOT NULL,
    entitled integer NOT NULL,
    present integer NOT NULL,
    issued integer NOT NULL,
    returned integer NOT NULL,
    yes integer NOT NULL,
    no integer NOT NULL,
    abstain integer NOT NULL,
    invalid integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_tally_sheets PRIMARY KEY (id)
);

CREATE INDEX ix_tally_sheets_org_path ON tally_sheets (org_path);

CREATE UNIQUE INDEX ix_tally_sheets_root_id_number_turn_counted_by ON tally_sheets (root_id, number, turn, counted_by);

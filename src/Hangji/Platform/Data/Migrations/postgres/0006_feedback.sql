-- The box for complaints and suggestions.
CREATE TABLE feedback_notes (
    id bigint NOT NULL,
    said_at timestamp with time zone NOT NULL,
    kind text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    page text COLLATE "C",
    contact text COLLATE "C",
    answer text COLLATE "C",
    answered_at timestamp with time zone,
    is_public boolean NOT NULL,
    CONSTRAINT pk_feedback_notes PRIMARY KEY (id)
);

CREATE INDEX ix_feedback_notes_said_at ON feedback_notes (said_at);

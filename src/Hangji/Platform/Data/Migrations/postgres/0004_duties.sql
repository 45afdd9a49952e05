-- Reasons that people give for what a "normally" rule asked and they did not do.
CREATE TABLE duty_reasons (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    rule_id text COLLATE "C" NOT NULL,
    group_id bigint,
    period_start date NOT NULL,
    text text COLLATE "C" NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_duty_reasons PRIMARY KEY (id)
);

CREATE INDEX ix_duty_reasons_org_id_rule_id_period_start ON duty_reasons (org_id, rule_id, period_start);

CREATE INDEX ix_duty_reasons_org_path ON duty_reasons (org_path);

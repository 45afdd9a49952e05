-- Reasons that people give for what a "normally" rule asked and they did not do.
CREATE TABLE "duty_reasons" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_duty_reasons" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "group_id" INTEGER NULL,
    "period_start" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE INDEX "ix_duty_reasons_org_id_rule_id_period_start" ON "duty_reasons" ("org_id", "rule_id", "period_start");

CREATE INDEX "ix_duty_reasons_org_path" ON "duty_reasons" ("org_path");

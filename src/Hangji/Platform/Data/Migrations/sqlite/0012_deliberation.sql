-- What a correction took away from a matter; joint questions and reviews of the supervision committee; tally sheets, counted blind by two people.
ALTER TABLE "matters" ADD COLUMN "unsettled_on" TEXT NULL;

ALTER TABLE "supervision_notes" ADD COLUMN "about" TEXT NULL;

ALTER TABLE "supervision_notes" ADD COLUMN "signed" INTEGER NULL;

ALTER TABLE "supervision_notes" ADD COLUMN "signed_of" INTEGER NULL;

CREATE TABLE "tally_sheets" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_tally_sheets" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "root_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "turn" INTEGER NOT NULL,
    "counted_by" TEXT NOT NULL,
    "counter" TEXT NOT NULL,
    "entitled" INTEGER NOT NULL,
    "present" INTEGER NOT NULL,
    "issued" INTEGER NOT NULL,
    "returned" INTEGER NOT NULL,
    "yes" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "abstain" INTEGER NOT NULL,
    "invalid" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE INDEX "ix_tally_sheets_org_path" ON "tally_sheets" ("org_path");

CREATE UNIQUE INDEX "ix_tally_sheets_root_id_number_turn_counted_by" ON "tally_sheets" ("root_id", "number", "turn", "counted_by");

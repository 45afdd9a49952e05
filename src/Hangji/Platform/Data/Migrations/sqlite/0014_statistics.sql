-- The order of facts, the roll-ups that are folded from them, and filed reports (docs/decisions/0024).
CREATE TABLE "fact_order" (
    "seq" INTEGER NOT NULL CONSTRAINT "pk_fact_order" PRIMARY KEY,
    "fact_id" INTEGER NOT NULL
);

CREATE TABLE "fact_queue" (
    "fact_id" INTEGER NOT NULL CONSTRAINT "pk_fact_queue" PRIMARY KEY
);

CREATE TABLE "filed_reports" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_filed_reports" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "as_of" TEXT NOT NULL,
    "figures" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "filed_at" TEXT NOT NULL,
    "filed_by" TEXT NOT NULL,
    "replaces" INTEGER NULL,
    "reason" TEXT NULL
);

CREATE TABLE "fold_cursors" (
    "name" TEXT NOT NULL CONSTRAINT "pk_fold_cursors" PRIMARY KEY,
    "seq" INTEGER NOT NULL
);

CREATE TABLE "measure_sums" (
    "org_id" INTEGER NOT NULL,
    "measure" TEXT NOT NULL,
    "month" INTEGER NOT NULL,
    "own" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    CONSTRAINT "pk_measure_sums" PRIMARY KEY ("org_id", "measure", "month")
);

CREATE TABLE "measure_wakes" (
    "org_id" INTEGER NOT NULL,
    "measure" TEXT NOT NULL,
    "wake_on" TEXT NOT NULL,
    CONSTRAINT "pk_measure_wakes" PRIMARY KEY ("org_id", "measure")
);

CREATE UNIQUE INDEX "ix_fact_order_fact_id" ON "fact_order" ("fact_id");

CREATE INDEX "ix_filed_reports_org_id_year_form" ON "filed_reports" ("org_id", "year", "form");

CREATE INDEX "ix_filed_reports_org_path" ON "filed_reports" ("org_path");

CREATE INDEX "ix_measure_wakes_wake_on" ON "measure_wakes" ("wake_on");

-- Every fact waits for its number, whoever writes it.
CREATE TRIGGER "facts_queue" AFTER INSERT ON "facts" BEGIN INSERT OR IGNORE INTO "fact_queue" ("fact_id") VALUES (NEW."id"); END;

INSERT INTO "fact_queue" ("fact_id") SELECT "id" FROM "facts";

-- The collective's books: openings, vouchers with their lines, closed months; and what an imported sheet is about.
ALTER TABLE import_batches ADD COLUMN about TEXT NOT NULL DEFAULT '';

CREATE TABLE "book_months" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_book_months" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "book_id" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "closed_on" TEXT NULL,
    "closed_by" TEXT NOT NULL,
    "reason" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "book_openings" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_book_openings" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "book_id" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "fen" INTEGER NOT NULL,
    "batch_id" INTEGER NULL
);

CREATE TABLE "books" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_books" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "place_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "from_month" INTEGER NOT NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "voucher_lines" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_voucher_lines" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "book_id" INTEGER NOT NULL,
    "voucher_id" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "debit" INTEGER NOT NULL,
    "credit" INTEGER NOT NULL,
    "carries" INTEGER NOT NULL
);

CREATE TABLE "vouchers" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_vouchers" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "book_id" INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    "month" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "summary" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "papers" INTEGER NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "reverses_id" INTEGER NULL,
    "reversed_by_id" INTEGER NULL,
    "payment_id" INTEGER NULL,
    "matter_id" INTEGER NULL,
    "handled_on" TEXT NULL,
    "reviewed_on" TEXT NULL,
    "signed_on" TEXT NULL,
    "reason" TEXT NULL,
    "batch_id" INTEGER NULL,
    "recorded_at" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ix_book_months_book_id_month" ON "book_months" ("book_id", "month");

CREATE INDEX "ix_book_months_org_path" ON "book_months" ("org_path");

CREATE UNIQUE INDEX "ix_book_openings_book_id_account" ON "book_openings" ("book_id", "account");

CREATE INDEX "ix_book_openings_org_path" ON "book_openings" ("org_path");

CREATE UNIQUE INDEX "ix_books_org_id" ON "books" ("org_id");

CREATE INDEX "ix_books_org_path" ON "books" ("org_path");

CREATE INDEX "ix_books_place_id" ON "books" ("place_id");

CREATE INDEX "ix_voucher_lines_book_id_month_account" ON "voucher_lines" ("book_id", "month", "account");

CREATE INDEX "ix_voucher_lines_org_path" ON "voucher_lines" ("org_path");

CREATE INDEX "ix_voucher_lines_voucher_id" ON "voucher_lines" ("voucher_id");

CREATE INDEX "ix_vouchers_batch_id" ON "vouchers" ("batch_id");

CREATE UNIQUE INDEX "ix_vouchers_book_id_month_number" ON "vouchers" ("book_id", "month", "number");

CREATE INDEX "ix_vouchers_matter_id" ON "vouchers" ("matter_id");

CREATE INDEX "ix_vouchers_org_path" ON "vouchers" ("org_path");

-- The ground: facts, receipts, drafts, keys; the tree; sign-in and seats.
CREATE TABLE "accounts" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_accounts" PRIMARY KEY,
    "display_name" TEXT NOT NULL,
    "person_id" INTEGER NULL,
    "admin_kind" TEXT NULL,
    "proposed_kind" TEXT NULL,
    "proposed_by" INTEGER NULL,
    "created_at" TEXT NOT NULL,
    "disabled_at" TEXT NULL,
    "must_change_password" INTEGER NOT NULL,
    "code_key" TEXT NULL,
    "last_code_step" INTEGER NULL,
    "recovery_codes" TEXT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "two_factor_enabled" INTEGER NOT NULL
);

CREATE TABLE "appointments" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_appointments" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "post" TEXT NOT NULL,
    "from_on" TEXT NOT NULL,
    "to_on" TEXT NULL,
    "manner" TEXT NULL,
    "document_no" TEXT NULL,
    "batch_id" INTEGER NULL
);

CREATE TABLE "audit_entries" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_audit_entries" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" INTEGER NULL,
    "actor" TEXT NULL,
    "seat_id" INTEGER NULL,
    "subject" TEXT NULL,
    "reason" TEXT NULL,
    "address" TEXT NULL
);

CREATE TABLE "drafts" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_drafts" PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "org_id" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "saved_at" TEXT NOT NULL
);

CREATE TABLE "facts" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_facts" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" INTEGER NULL,
    "held_on" TEXT NULL,
    "recorded_at" TEXT NOT NULL,
    "account_id" INTEGER NULL,
    "seat_id" INTEGER NULL,
    "actor" TEXT NOT NULL,
    "on_behalf_of" TEXT NULL,
    "reason" TEXT NULL,
    "data" TEXT NULL,
    "changes" TEXT NULL
);

CREATE TABLE "form_receipts" (
    "form_key" TEXT NOT NULL CONSTRAINT "pk_form_receipts" PRIMARY KEY,
    "account_id" INTEGER NULL,
    "taken_at" TEXT NOT NULL,
    "went_to" TEXT NULL
);

CREATE TABLE "org_acts" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_org_acts" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "document_no" TEXT NOT NULL,
    "approver" TEXT NOT NULL,
    "note" TEXT NULL,
    "other_org_id" INTEGER NULL,
    "recorded_at" TEXT NOT NULL
);

CREATE TABLE "org_links" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_org_links" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "superior_id" INTEGER NOT NULL,
    "hierarchy" TEXT NOT NULL,
    "from_on" TEXT NOT NULL,
    "to_on" TEXT NULL
);

CREATE TABLE "org_nodes" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_org_nodes" PRIMARY KEY,
    "path" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "parent_id" INTEGER NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "division_code" TEXT NULL,
    "units" TEXT NULL,
    "credit_code" TEXT NULL,
    "address" TEXT NULL,
    "phone" TEXT NULL,
    "set_up_on" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "dissolved_on" TEXT NULL,
    "elected_on" TEXT NULL,
    "term_years" INTEGER NULL,
    "initials" TEXT NOT NULL,
    "next_child" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "org_spans" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_org_spans" PRIMARY KEY,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "parent_id" INTEGER NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "division_code" TEXT NULL,
    "units" TEXT NULL,
    "credit_code" TEXT NULL,
    "address" TEXT NULL,
    "phone" TEXT NULL,
    "elected_on" TEXT NULL,
    "term_years" INTEGER NULL,
    "from_on" TEXT NOT NULL,
    "to_on" TEXT NOT NULL,
    "act_id" INTEGER NOT NULL
);

CREATE TABLE "protection_keys" (
    "name" TEXT NOT NULL CONSTRAINT "pk_protection_keys" PRIMARY KEY,
    "xml" TEXT NOT NULL
);

CREATE TABLE "seats" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_seats" PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "org_id" INTEGER NOT NULL,
    "org_path" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "appointment_id" INTEGER NULL,
    "on_behalf_of" TEXT NULL,
    "from_on" TEXT NOT NULL,
    "to_on" TEXT NULL,
    "granted_at" TEXT NOT NULL,
    "granted_by" INTEGER NULL
);

CREATE TABLE "sign_in_attempts" (
    "name" TEXT NOT NULL CONSTRAINT "pk_sign_in_attempts" PRIMARY KEY,
    "failures" INTEGER NOT NULL,
    "last_at" TEXT NOT NULL
);

CREATE TABLE "sign_ins" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_sign_ins" PRIMARY KEY,
    "account_id" INTEGER NOT NULL,
    "seat_id" INTEGER NULL,
    "device" TEXT NOT NULL,
    "started_at" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "ended_at" TEXT NULL
);

CREATE UNIQUE INDEX "ix_accounts_normalized_user_name" ON "accounts" ("normalized_user_name");

CREATE INDEX "ix_accounts_person_id" ON "accounts" ("person_id");

CREATE INDEX "ix_appointments_batch_id" ON "appointments" ("batch_id");

CREATE INDEX "ix_appointments_org_id_from_on" ON "appointments" ("org_id", "from_on");

CREATE INDEX "ix_appointments_org_path" ON "appointments" ("org_path");

CREATE INDEX "ix_appointments_person_id" ON "appointments" ("person_id");

CREATE INDEX "ix_audit_entries_account_id_id" ON "audit_entries" ("account_id", "id");

CREATE INDEX "ix_audit_entries_kind_id" ON "audit_entries" ("kind", "id");

CREATE INDEX "ix_audit_entries_subject" ON "audit_entries" ("subject");

CREATE UNIQUE INDEX "ix_drafts_account_id_form_org_id" ON "drafts" ("account_id", "form", "org_id");

CREATE INDEX "ix_facts_kind_recorded_at" ON "facts" ("kind", "recorded_at");

CREATE INDEX "ix_facts_org_path_recorded_at" ON "facts" ("org_path", "recorded_at");

CREATE INDEX "ix_facts_subject_id_recorded_at" ON "facts" ("subject_id", "recorded_at");

CREATE INDEX "ix_form_receipts_taken_at" ON "form_receipts" ("taken_at");

CREATE INDEX "ix_org_acts_org_id_on" ON "org_acts" ("org_id", "on");

CREATE INDEX "ix_org_acts_org_path" ON "org_acts" ("org_path");

CREATE INDEX "ix_org_links_org_id" ON "org_links" ("org_id");

CREATE INDEX "ix_org_links_org_path" ON "org_links" ("org_path");

CREATE INDEX "ix_org_links_superior_id" ON "org_links" ("superior_id");

CREATE UNIQUE INDEX "ix_org_nodes_code" ON "org_nodes" ("code") WHERE dissolved_on is null;

CREATE INDEX "ix_org_nodes_division_code" ON "org_nodes" ("division_code");

CREATE INDEX "ix_org_nodes_parent_id_code" ON "org_nodes" ("parent_id", "code");

CREATE UNIQUE INDEX "ix_org_nodes_path" ON "org_nodes" ("path");

CREATE INDEX "ix_org_spans_org_id_from_on" ON "org_spans" ("org_id", "from_on");

CREATE INDEX "ix_org_spans_org_path" ON "org_spans" ("org_path");

CREATE INDEX "ix_org_spans_parent_id" ON "org_spans" ("parent_id");

CREATE INDEX "ix_seats_account_id" ON "seats" ("account_id");

CREATE INDEX "ix_seats_appointment_id" ON "seats" ("appointment_id");

CREATE INDEX "ix_seats_org_id" ON "seats" ("org_id");

CREATE INDEX "ix_seats_org_path" ON "seats" ("org_path");

CREATE INDEX "ix_sign_ins_account_id" ON "sign_ins" ("account_id");

-- The audit record is written once: not even somebody with the program's own connection changes or removes a line.
CREATE TRIGGER "audit_entries_stay" BEFORE UPDATE ON "audit_entries" BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;

CREATE TRIGGER "audit_entries_remain" BEFORE DELETE ON "audit_entries" BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;

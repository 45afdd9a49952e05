-- Filings are numbered, and each has its leaf in the public log (docs/decisions/0030).
ALTER TABLE filed_reports ADD COLUMN rev integer;
ALTER TABLE filed_reports ADD COLUMN salt bytea;
ALTER TABLE filed_reports ADD COLUMN log_entry_id bigint;
UPDATE filed_reports SET rev = (SELECT count(*) FROM filed_reports f WHERE f.org_id = filed_reports.org_id AND f.year = filed_reports.year AND f.form = filed_reports.form AND f.id <= filed_reports.id);
ALTER TABLE filed_reports ALTER COLUMN rev SET NOT NULL;
DROP INDEX ix_filed_reports_org_id_year_form;
CREATE UNIQUE INDEX ix_filed_reports_org_id_year_form_rev ON filed_reports (org_id, year, form, rev);

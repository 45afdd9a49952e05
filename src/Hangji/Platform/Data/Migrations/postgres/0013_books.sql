-- The collective's books: openings, vouchers with their lines, closed months; and what an imported sheet is about.
ALTER TABLE import_batches ADD COLUMN about text COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE book_months (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    book_id bigint NOT NULL,
    month integer NOT NULL,
    closed_on date,
    closed_by text COLLATE "C" NOT NULL,
    reason text COLLATE "C",
    version integer NOT NULL,
    CONSTRAINT pk_book_months PRIMARY KEY (id)
);

CREATE TABLE book_openings (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    book_id bigint NOT NULL,
    account text COLLATE "C" NOT NULL,
    fen bigint NOT NULL,
    batch_id bigint,
    CONSTRAINT pk_book_openings PRIMARY KEY (id)
);

CREATE TABLE books (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    place_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    from_month integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_books PRIMARY KEY (id)
);

CREATE TABLE voucher_lines (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    book_id bigint NOT NULL,
    voucher_id bigint NOT NULL,
    month integer NOT NULL,
    row integer NOT NULL,
    account text COLLATE "C" NOT NULL,
    item text COLLATE "C" NOT NULL,
    summary text COLLATE "C" NOT NULL,
    debit bigint NOT NULL,
    credit bigint NOT NULL,
    carries boolean NOT NULL,
    CONSTRAINT pk_voucher_lines PRIMARY KEY (id)
);

CREATE TABLE vouchers (
    id bigint NOT NULL,
    org_id bigint NOT NULL,
    org_path text COLLATE "C" NOT NULL,
    book_id bigint NOT NULL,
    "on" date NOT NULL,
    month integer NOT NULL,
    number integer NOT NULL,
    summary text COLLATE "C" NOT NULL,
    party text COLLATE "C" NOT NULL,
    papers integer NOT NULL,
    amount_fen bigint NOT NULL,
    reverses_id bigint,
    reversed_by_id bigint,
    payment_id bigint,
    matter_id bigint,
    handled_on date,
    reviewed_on date,
    signed_on date,
    reason text COLLATE "C",
    batch_id bigint,
    recorded_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_vouchers PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_book_months_book_id_month ON book_months (book_id, month);

CREATE INDEX ix_book_months_org_path ON book_months (org_path);

CREATE UNIQUE INDEX ix_book_openings_book_id_account ON book_openings (book_id, account);

CREATE INDEX ix_book_openings_org_path ON book_openings (org_path);

CREATE UNIQUE INDEX ix_books_org_id ON books (org_id);

CREATE INDEX ix_books_org_path ON books (org_path);

CREATE INDEX ix_books_place_id ON books (place_id);

CREATE INDEX ix_voucher_lines_book_id_month_account ON voucher_lines (book_id, month, account);

CREATE INDEX ix_voucher_lines_org_path ON voucher_lines (org_path);

CREATE INDEX ix_voucher_lines_voucher_id ON voucher_lines (voucher_id);

CREATE INDEX ix_vouchers_batch_id ON vouchers (batch_id);

CREATE UNIQUE INDEX ix_vouchers_book_id_month_number ON vouchers (book_id, month, number);

CREATE INDEX ix_vouchers_matter_id ON vouchers (matter_id);

CREATE INDEX ix_vouchers_org_path ON vouchers (org_path);

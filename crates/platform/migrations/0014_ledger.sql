-- Money (docs/adr/0019-ledger.md). The books of a union. Whoever opens an account or closes a month changes this row first.
-- @table ledger_book aggregate(union_id)
CREATE TABLE ledger_book (
  union_id BIGINT NOT NULL,
  accounts BIGINT NOT NULL,
  closed_to BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  PRIMARY KEY (union_id)
);

-- An account as it stands: sums of its entries, and what open reservations will add. `floor` is the side on which it may not
-- fall below zero: 1 debit, -1 credit, 0 none. Every change is one conditional statement that holds the limit.
-- @table ledger_account aggregate(id)
CREATE TABLE ledger_account (
  id BIGINT NOT NULL,
  book_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  floor BIGINT NOT NULL,
  debit BIGINT NOT NULL,
  credit BIGINT NOT NULL,
  pending_debit BIGINT NOT NULL,
  pending_credit BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  closed_to BIGINT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX ledger_account_book ON ledger_account (book_id, id);

-- From a book and a code to the account.
-- @table ledger_code aggregate(book_id)
CREATE TABLE ledger_code (
  book_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (book_id, code)
);

-- What was asked for, under the id that the caller made. Only `state` of a reservation and how it
-- ended change, once.
-- @table ledger_transfer aggregate(id)
CREATE TABLE ledger_transfer (
  id BIGINT NOT NULL,
  book_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  debit_id BIGINT NOT NULL,
  credit_id BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  day BIGINT NOT NULL,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  record_kind TEXT NOT NULL,
  record_id BIGINT NOT NULL,
  memo TEXT NOT NULL,
  of_id BIGINT NOT NULL,
  debit_seq BIGINT NOT NULL,
  credit_seq BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  end_id BIGINT NOT NULL,
  end_at BIGINT NOT NULL,
  end_by_name TEXT NOT NULL,
  made_by BIGINT NOT NULL,
  made_by_name TEXT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX ledger_transfer_open ON ledger_transfer (expires_at, id) WHERE state = 'open';

-- The two sides of what was posted, never changed. The sums after each entry make the balance at any instant one step in an
-- index.
-- @table ledger_entry aggregate(account_id)
CREATE TABLE ledger_entry (
  account_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  book_id BIGINT NOT NULL,
  transfer_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  day BIGINT NOT NULL,
  debit BIGINT NOT NULL,
  credit BIGINT NOT NULL,
  debit_sum BIGINT NOT NULL,
  credit_sum BIGINT NOT NULL,
  balance BIGINT NOT NULL,
  reason TEXT NOT NULL,
  record_kind TEXT NOT NULL,
  record_id BIGINT NOT NULL,
  memo TEXT NOT NULL,
  PRIMARY KEY (account_id, seq)
);
CREATE INDEX ledger_entry_at ON ledger_entry (account_id, at, seq);
CREATE INDEX ledger_entry_day ON ledger_entry (book_id, day, at, account_id, seq);
CREATE INDEX ledger_entry_record ON ledger_entry (record_id, day, at, account_id, seq) WHERE record_id > 0;

-- Months that nothing is entered in any more.
-- @table ledger_close aggregate(book_id)
CREATE TABLE ledger_close (
  book_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  closed_by BIGINT NOT NULL,
  closed_by_name TEXT NOT NULL,
  closed_at BIGINT NOT NULL,
  PRIMARY KEY (book_id, month)
);

-- Sums of the accounts by accounting day to the end of a closed month.
-- @table ledger_close_line aggregate(book_id)
CREATE TABLE ledger_close_line (
  book_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  debit_sum BIGINT NOT NULL,
  credit_sum BIGINT NOT NULL,
  PRIMARY KEY (book_id, month, account_id)
);

-- The entries of an account are in the order of time, so an instant is found by halving their numbers.
DROP INDEX ledger_entry_at;

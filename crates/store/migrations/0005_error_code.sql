-- Why a file was not read, for programs; the sentence for people is in `error`.
ALTER TABLE files ADD COLUMN error_code TEXT;

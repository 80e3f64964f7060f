-- Where the words of a page stand and how they were read, as JSON; NULL where the format has no places.
ALTER TABLE pages ADD COLUMN layout TEXT;

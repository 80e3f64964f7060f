-- The point a verdict is about, so that a point's precision can be told over all cases.
ALTER TABLE verdicts ADD COLUMN point_id TEXT;
CREATE INDEX verdicts_by_point ON verdicts (point_id, verdict);

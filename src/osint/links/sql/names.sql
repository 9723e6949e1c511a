-- Values that two sites or more bear, with what the whole case says of them; and who bears them.
CREATE TABLE rows AS
SELECT sites.site, seen.kind, seen.value, seen.own, seen.own AS uses, seen.platform
FROM seen JOIN sites ON sites.name = seen.site;

-- A value that names another site ties the two: that site stands among its bearers.
INSERT INTO rows
SELECT sites.site, named.kind, named.value, true, false, false
FROM named JOIN sites ON sites.name = named.other;

CREATE TABLE names AS
WITH counted AS (
  SELECT kind, value, count(*) AS bearers, count(*) FILTER (uses) AS users, bool_or(platform) AS platform,
         bool_or(site IN (SELECT s.site FROM sites s JOIN rights r ON r.site = s.name)) AS original
  FROM rows GROUP BY kind, value HAVING count(*) > 1 OR kind = 'adsense'  -- one that a seller resells is doubted wherever it stands
)
SELECT row_number() OVER () AS name, counted.*, kinds.most, kinds.cover,
       (CASE kind WHEN 'adsense' THEN 'google.com ' || value WHEN 'ads_txt_direct' THEN value END)
         IN (SELECT value FROM seen WHERE kind = 'ads_txt_reseller') IS TRUE AS resold
FROM counted JOIN kinds USING (kind);

ALTER TABLE names ADD COLUMN usable BOOLEAN;
UPDATE names SET usable = most > 0 AND bearers BETWEEN 2 AND :most AND NOT platform AND NOT original AND NOT resold
  AND (kind || ':' || value) NOT IN (SELECT name FROM ignored);
ALTER TABLE names ADD COLUMN groups BIGINT;
ALTER TABLE names ADD COLUMN worth BIGINT;

CREATE TABLE borne AS
SELECT rows.site, names.name, rows.own, rows.uses
FROM rows JOIN names ON names.kind = rows.kind AND names.value = rows.value;
DROP TABLE rows;

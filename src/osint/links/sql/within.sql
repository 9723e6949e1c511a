-- What the sites of parts bear, part by part; and of each of these values, how many bear it elsewhere.
CREATE OR REPLACE TABLE within AS
SELECT parts.part, seen.* FROM seen JOIN sites ON sites.name = seen.site JOIN parts ON parts.site = sites.site
ORDER BY parts.part, seen.site, seen.kind, seen.value;

CREATE OR REPLACE TABLE beyond AS
SELECT local.part, names.name, names.kind, names.value, names.bearers - local.bearers AS bearers,
       names.users - local.users AS users, names.platform, names.original, names.resold, named.other
FROM (
  SELECT part, name, count(*) AS bearers, count(*) FILTER (uses) AS users
  FROM borne JOIN parts USING (site) GROUP BY part, name
) AS local
JOIN names USING (name)
LEFT JOIN named ON named.kind = names.kind AND named.value = names.value
ORDER BY local.part, names.kind, names.value;

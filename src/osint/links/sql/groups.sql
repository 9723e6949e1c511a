-- Of each value of a part, how many groups bear it elsewhere: a group lies within a part.
CREATE OR REPLACE TABLE grouped_parts AS
SELECT parts.part, told.site, told.grp
FROM told JOIN sites ON sites.name = told.site JOIN parts ON parts.site = sites.site
ORDER BY parts.part, told.site;

CREATE OR REPLACE TABLE beyond_groups AS
WITH local AS (
  SELECT part, name, count(DISTINCT coalesce(grp, -site)) AS groups
  FROM borne JOIN parts USING (site) LEFT JOIN grouped USING (site) WHERE uses GROUP BY part, name
)
SELECT beyond.part, names.kind, names.value, coalesce(names.groups, 0) - coalesce(local.groups, 0) AS groups
FROM beyond JOIN names USING (name) LEFT JOIN local ON local.name = beyond.name AND local.part = beyond.part
ORDER BY beyond.part, names.kind, names.value;

-- The same once groups are known: between two of these; of two sites of one group it is worth less.
CREATE OR REPLACE TABLE grouped AS SELECT sites.site, told.grp FROM told JOIN sites ON sites.name = told.site;

UPDATE names SET groups = counted.groups FROM (
  SELECT name, count(DISTINCT coalesce(grp, -site)) AS groups
  FROM borne LEFT JOIN grouped USING (site) WHERE uses GROUP BY name
) AS counted WHERE counted.name = names.name;

UPDATE names SET worth = CASE WHEN NOT usable THEN 0 ELSE (
  SELECT greatest(0, most - rarity.less) FROM rarity
  WHERE rarity.owners = least(:hub, greatest(
    1, coalesce(groups, 0) - 1,
    coalesce((SELECT owners FROM background WHERE background.kind = names.kind AND background.value = names.value), 0)
  ))
) END;

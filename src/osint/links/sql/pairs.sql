-- Pairs of sites whose shared values can, at their most, reach what joins.
CREATE OR REPLACE TABLE seated AS
SELECT DISTINCT sites.site FROM seen JOIN sites ON sites.name = seen.site WHERE seen.kind = 'ads_txt_direct';

CREATE OR REPLACE TABLE usable AS
SELECT borne.site, borne.name, names.worth, names.cover, names.bearers
FROM borne JOIN names USING (name) WHERE names.worth > 0 AND borne.own;

-- Of each site the commonest values are left out that together are worth less than is needed.
CREATE OR REPLACE TABLE prefix AS
SELECT site, name FROM (
  SELECT site, name,
         sum(worth) OVER (PARTITION BY site ORDER BY bearers DESC, name DESC ROWS UNBOUNDED PRECEDING) AS tail
  FROM usable
) LEFT JOIN seated USING (site)
WHERE tail >= :need - CASE WHEN seated.site IS NULL THEN 0 ELSE :seats END;

CREATE OR REPLACE TABLE edges AS
WITH seats AS (
  SELECT site, name FROM borne JOIN names USING (name)
  WHERE kind = 'ads_txt_direct' AND own AND NOT platform AND NOT original AND NOT resold AND bearers <= :most
    AND coalesce(groups, users) <= :hub
),
pairs AS (
  SELECT x.site AS a, y.site AS b FROM prefix x JOIN prefix y ON x.name = y.name AND x.site < y.site
  UNION
  -- Seats alone may suffice, where two files share some that are not many groups'.
  SELECT x.site, y.site FROM seats x JOIN seats y ON x.name = y.name AND x.site < y.site
  GROUP BY x.site, y.site HAVING count(*) >= :least
),
summed AS (
  SELECT a, b, x.cover AS cover, sum(x.worth) AS bits, count(*) AS shared
  FROM pairs JOIN usable x ON x.site = pairs.a JOIN usable y ON y.site = pairs.b AND y.name = x.name
  GROUP BY a, b, x.cover
  UNION ALL
  SELECT a, b, seat_cover.cover, :seats, 1
  FROM pairs, seat_cover WHERE a IN (SELECT site FROM seated) AND b IN (SELECT site FROM seated)
),
-- What each set of explanations leaves: its price, and of each value no more than it asks for that.
left_of AS (
  SELECT a, b, greatest(0, any_value(price) - :eased) + sum(least(summed.bits, shared * charges.bits)) AS bits
  FROM summed JOIN charges USING (cover) JOIN priced USING (chosen) GROUP BY a, b, chosen
  UNION ALL
  SELECT a, b, sum(bits) FROM summed GROUP BY a, b
)
SELECT a, b FROM left_of GROUP BY a, b HAVING min(bits) >= :need;

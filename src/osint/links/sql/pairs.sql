-- Pairs of sites whose shared values can, at their most, reach what joins.
CREATE OR REPLACE TABLE seated AS
SELECT DISTINCT sites.site FROM seen JOIN sites ON sites.name = seen.site WHERE seen.kind = 'ads_txt_direct';

CREATE OR REPLACE TABLE usable AS
SELECT borne.site, borne.name, names.worth, names.mask, names.bearers
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
WITH pairs AS (
  SELECT DISTINCT x.site AS a, y.site AS b FROM prefix x JOIN prefix y ON x.name = y.name AND x.site < y.site
),
summed AS (
  SELECT a, b, x.mask AS mask, sum(x.worth) AS bits
  FROM pairs JOIN usable x ON x.site = pairs.a JOIN usable y ON y.site = pairs.b AND y.name = x.name
  GROUP BY a, b, x.mask
  UNION ALL
  SELECT a, b, :seat_mask, :seats
  FROM pairs WHERE a IN (SELECT site FROM seated) AND b IN (SELECT site FROM seated)
),
priced(chosen, price) AS (
  VALUES (0, 0), (1, :price_caretaker), (2, :price_copy), (4, :price_house),
         (3, :price_caretaker + :price_copy), (5, :price_caretaker + :price_house),
         (6, :price_copy + :price_house), (7, :price_caretaker + :price_copy + :price_house)
),
left_of AS (
  SELECT a, b, chosen, any_value(price) + coalesce(sum(bits) FILTER (mask & chosen = 0), 0) AS bits
  FROM summed, priced GROUP BY a, b, chosen
)
SELECT a, b FROM left_of GROUP BY a, b HAVING min(bits) >= :need;

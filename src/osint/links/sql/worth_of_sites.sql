-- What a value is worth at the most while each site counts as independent, up to just below what makes a hub.
UPDATE names SET worth = CASE WHEN NOT usable THEN 0 ELSE (
  SELECT greatest(0, most - rarity.less) FROM rarity
  WHERE rarity.owners = least(:hub, greatest(
    least(:hub - 1, greatest(1, users - 1)),
    coalesce((SELECT owners FROM background WHERE background.kind = names.kind AND background.value = names.value), 0)
  ))
) END;

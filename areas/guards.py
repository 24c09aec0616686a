"""SQL of the guards of areas."""

# Of a row of target areas: others follow it.
HAS_SUCCESSORS = "EXISTS (SELECT 1 FROM areas_areasuccession s WHERE s.predecessor_id = NEW.id)"
# Of a succession: the earlier area goes on.
IS_NOT_ENDED = (
    "EXISTS (SELECT 1 FROM areas_targetarea a WHERE a.id = NEW.predecessor_id AND a.ended_on IS NULL)"
)
